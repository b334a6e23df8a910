"""
Files that nobody could read, kept aside for people: not for ever, for nobody else would ever remove them.

They are in no index, so neither a job's retention nor the reserve of a disk reaches them.
"""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.paths import STAGING
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.settings import FileSettings
from regie.camcron.recordings.staging import ASIDE, REASON
from regie.kernel.clock import Clock

_log = logging.getLogger(__name__)


class Aside:
    """Removes what has been there for the days that are set."""

    def __init__(self, roots: Roots, clock: Clock, settings: FileSettings) -> None:
        self._roots = roots
        self._clock = clock
        self._days = settings.aside_days

    def settle(self, settings: FileSettings) -> None:
        """From now on these days count."""
        self._days = settings.aside_days

    async def tidy(self) -> None:
        """Look on every disk that is there; to be asked only while the clock is believed."""
        if not self._days:
            return
        before = self._clock.now() - timedelta(days=self._days)
        for known in await self._roots.volumes():
            try:
                volume = await self._roots.check(known.id)
                gone = await asyncio.to_thread(_remove, volume.path / STAGING / ASIDE, before.timestamp())
            except (RootProblem, OSError) as problem:
                _log.info("what is kept aside on a disk could not be looked through", extra={"reason": str(problem)})
                continue
            if gone:
                _log.warning("files that nobody could read were kept long enough", extra={"paths": gone[:10]})


def _remove(folder: Path, before: float) -> list[str]:
    """Files that came here before an instant, each with its reason; what they were called."""
    gone = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        stat = path.lstat()
        if path.is_dir() or path.name.endswith(REASON) or max(stat.st_mtime, stat.st_ctime) >= before:
            continue
        path.unlink()
        path.with_name(path.name + REASON).unlink(missing_ok=True)
        gone.append(path.name)
    return gone
