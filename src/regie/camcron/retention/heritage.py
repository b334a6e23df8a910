"""
Files of jobs that were not known here, given to the jobs that have their names by now.

A folder that is adopted before its jobs are put in holds files of nobody: they are listed, and nothing deletes them. As
soon as there is a job of the name of theirs, on a camera of the name of theirs, they are its files, and age with it.
"""

import logging
from dataclasses import dataclass

from regie.camcron.jobs.queries import heir_of
from regie.camcron.retention.passes import Guard
from regie.camcron.retention.queries import hand_over, strangers
from regie.kernel.db import Database, Session

BATCH = 1000
"""Files in one transaction."""
MOST = 20
"""Batches in a pass."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stranger:
    """A job that was never known here, on one camera, and what it left."""

    job_id: str
    camera_id: str
    job_slug: str
    camera_slug: str
    files: int
    bytes: int


class Heritage:
    """Looks for heirs. `guard` fails a transaction of who may not decide it any more."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, session: Session, job_id: str) -> list[Stranger]:
        """Those whose files a job (UUID) will have."""
        found = [(each, await self._heir(session, each)) for each in await self._strangers(session)]
        return [each for each, heir in found if heir is not None and heir[0] == job_id]

    async def settle(self, guard: Guard | None = None) -> int:
        """Hand over what has an heir; how many files that were."""
        async with self._database.read() as session:
            found = await self._strangers(session)
            heirs = [each for each in found if await self._heir(session, each) is not None]
        done, batches = 0, 0
        for each in heirs:
            moved = BATCH
            while moved == BATCH and batches < MOST:
                moved, batches = await self._some(each, guard), batches + 1
                done += moved
        if done:
            _log.info("files that were adopted have found their jobs", extra={"files": done})
        return done

    async def _some(self, stranger: Stranger, guard: Guard | None) -> int:
        async with self._database.write() as session:
            if guard is not None:
                await guard(session)
            heir = await self._heir(session, stranger)
            return await hand_over(session, stranger.job_id, stranger.camera_id, heir, BATCH) if heir else 0

    async def _strangers(self, session: Session) -> list[Stranger]:
        return [Stranger(*row) for row in await strangers(session)]

    async def _heir(self, session: Session, stranger: Stranger) -> tuple[str, str] | None:
        return await heir_of(session, stranger.job_id, stranger.job_slug, stranger.camera_slug)
