"""
Files that were cut off: looked at in a child, kept aside with a reason when nobody could play them.

Containers are written so that a cut costs half a second (`containers`), hence nearly every such file is a recording
like any other; its end is when it was last written.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from regie.camcron.recordings.roots import Volume
from regie.camcron.recordings.scraps import PASSING, is_scrap
from regie.camcron.recordings.staging import set_aside
from regie.camcron.runs.delivery import Closed
from regie.kernel.ffmpeg.media import Probe, ProbeFailed
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.ffmpeg.reasons import Kind, reason


class Salvage:
    """Decides what becomes of a cut-off file."""

    def __init__(self, prober: Prober) -> None:
        self._prober = prober

    async def look(self, path: Path) -> Probe:
        """What is in it; `ProbeFailed` when it shows nothing: a header alone, for its end came right after a cut."""
        probe = await self._prober.probe(path, keyframe=True, width=64)
        if probe.keyframe is None:
            raise ProbeFailed(reason(Kind.NO_VIDEO))
        return probe

    async def __call__(self, path: Path, volume: Volume, started_at: datetime | None) -> Closed | None:
        """The file with its times; nothing when it was empty or a scrap, or is kept aside as nobody can read it."""
        stat = await asyncio.to_thread(path.stat)
        if stat.st_size == 0:
            await asyncio.to_thread(path.unlink)
            return None
        try:
            probe = await self.look(path)
        except ProbeFailed as failed:
            if await asyncio.to_thread(is_scrap, path, path.suffix.removeprefix("."), failed.reason.kind):
                await asyncio.to_thread(path.unlink)
                return None
            if failed.reason.kind in PASSING:
                return None  # it stays in its folder: the recovery looks again when the run is over
            await asyncio.to_thread(set_aside, path, volume.path, failed.reason.sentence)
            return None
        written = datetime.fromtimestamp(stat.st_mtime, UTC)
        if started_at is not None:
            return Closed(path, started_at, probe.duration or max(0.0, (written - started_at).total_seconds()))
        duration = probe.duration or 0.0
        return Closed(path, written - timedelta(seconds=duration), probe.duration)
