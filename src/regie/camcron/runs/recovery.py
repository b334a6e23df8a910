"""
After a start: nobody runs yet, whatever the rows say.

Runs that never ended are marked as interrupted, at the moment when the server was last there; what their processes
left in the staging folders is looked at and put into the index, beside the recordings that begin again meanwhile. It
is looked for again every few minutes: a disk may have been absent, or full, and is not any more.
"""

import asyncio
import contextlib
import logging
from collections.abc import Container
from datetime import datetime

from regie.camcron.recordings.adoption import Adoption
from regie.camcron.recordings.service import Files
from regie.camcron.runs.service import Runs
from regie.kernel.clock import Clock
from regie.kernel.db import Database

AGAIN_SECONDS = 600.0
SOON_SECONDS = 10.0
"""While somebody still writes to what a former server left."""
REASON = "The server ended without stopping it."
_log = logging.getLogger(__name__)


async def close_interrupted(database: Database, runs: Runs, *, ended_at: datetime | None, now: datetime) -> int:
    """Mark every run that says it runs; how many there were."""
    async with database.write() as session:
        left = await runs.unfinished(session)
        for run in left:
            at = max(run.started_at or run.scheduled_at, ended_at) if ended_at else now
            await runs.update(
                session, run.id, run.job_id, status="interrupted", reason=REASON, reason_code="serverDown", ended_at=at
            )
    if left:
        _log.warning("runs were interrupted by the end of a former server", extra={"runs": len(left)})
    return len(left)


class Recovery:
    """Puts in order what a crash left, in the background: looking into a hundred files takes a while."""

    def __init__(self, database: Database, runs: Runs, files: Files, adoption: Adoption, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._runs = runs
        self._files = files
        self._adoption = adoption
        self._task: asyncio.Task[None] | None = None

    def begin(self, living: Container[str]) -> None:
        """Go through the staging folders from now on; `living` knows the runs that are going on."""
        self.lost()
        self._task = asyncio.create_task(self._go_on(living), name="recovery")

    def lost(self) -> None:
        """Somebody else looks after the recordings now."""
        if self._task is not None:
            self._task.cancel()

    async def close(self) -> None:
        self.lost()
        if self._task is not None:
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _go_on(self, living: Container[str]) -> None:
        while True:
            is_busy = await self._recover(living)
            await self._clock.sleep(SOON_SECONDS if is_busy else AGAIN_SECONDS)

    async def _recover(self, living: Container[str]) -> bool:
        """Whether something of it is still written to."""
        try:
            await self._files.finish_deletions(self._database)
            adopted = await self._adoption.adopt(living)
            async with self._database.write() as session:
                for run_id, size in adopted.runs.items():
                    await self._runs.count_file(session, run_id, size)
        except Exception:
            _log.exception("what a former server left could not be put in order; it is tried again")
            return False
        if adopted.published or adopted.indexed or adopted.aside:
            _log.warning(
                "files of a former server were put in order",
                extra={"published": adopted.published, "indexed": adopted.indexed, "aside": len(adopted.aside)},
            )
        return adopted.busy > 0
