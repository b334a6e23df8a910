"""
The chronicle: how jobs were planned, and what was in their way, written down as it happens.

What changes a job writes its version in its own transaction; what changes a camera or a site is told by an event, and
found at the next start when the event was lost. Troubles are seen by looking at what runs, at each change and every
few seconds: one row from the first failure to the first frame after it, whatever happens in between.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select, update

from regie.camcron.jobs.past.models import Trouble
from regie.camcron.jobs.past.queries import differ, note_versions, of_camera
from regie.camcron.jobs.state import Obstacle, Process
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.ids import new_id

EVERY = 5.0
IN_THE_WAY = ("waiting", "stalled", "retrying")
_log = logging.getLogger(__name__)


class Watched(Protocol):
    """What runs, as the reconcile pass knows it."""

    def process_of(self, job_id: str) -> Process | None: ...
    def hindered(self) -> Iterable[tuple[str, Obstacle]]:
        """Jobs that are wanted, now or at single instants, and cannot run until somebody changes something."""
        ...

    def busy(self) -> Iterable[str]:
        """Jobs of which something runs or tries to."""
        ...


@dataclass(slots=True)
class Open:
    """A trouble that has not ended."""

    row_id: str
    code: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What is in a job's way now."""

    since: datetime
    code: str
    reason: str | None


class Chronicle:
    """Writes the past. `step` is one look."""

    def __init__(
        self, database: Database, clock: Clock, watched: Watched, last_beat: Callable[[], Awaitable[datetime | None]]
    ) -> None:
        self._database = database
        self._clock = clock
        self._watched = watched
        self._last_beat = last_beat
        self._open: dict[str, Open] = {}
        self._taken_over = False
        self._cameras: set[str] = set()
        self._everything = True
        self._turn = asyncio.Lock()

    def camera_changed(self, camera_id: str) -> None:
        """Its jobs may be planned otherwise from now on."""
        self._cameras.add(camera_id)

    def site_changed(self) -> None:
        """So may all."""
        self._everything = True

    def lost(self) -> None:
        """Somebody else looks after the recordings: the troubles are theirs to tell."""
        self._taken_over = False
        self._open.clear()

    async def versions(self) -> None:
        """Write down what events have told; any instance does."""
        everything, self._everything = self._everything, False
        cameras, self._cameras = self._cameras, set()
        try:
            await self._versions(cameras, everything=everything)
        except BaseException:
            self._everything |= everything
            self._cameras |= cameras
            raise

    async def step(self) -> None:
        """Look at what is in the way of whom, and write down what changed; who leads does."""
        async with self._turn:
            if not self._taken_over:
                await self._close_left()
                self._taken_over = True
            await self._write(self._seen())

    async def _versions(self, cameras: set[str], *, everything: bool) -> None:
        now = self._clock.now()
        if everything:
            async with self._database.read() as session:
                everything = await differ(session)
        if everything:
            async with self._database.write() as session:
                await note_versions(session, None, now)
        for camera_id in cameras:
            async with self._database.write() as session:
                await note_versions(session, await of_camera(session, camera_id), now)

    def _seen(self) -> dict[str, Seen]:
        now = self._clock.now()
        found = {job_id: Seen(now, "blocked", each.sentence) for job_id, each in self._watched.hindered()}
        for job_id in self._watched.busy():
            process = self._watched.process_of(job_id)
            if process is None:
                continue
            trying = process.word == "starting" and job_id in self._open
            if process.word in IN_THE_WAY:
                code = process.code or "processFailed"
                found[job_id] = Seen(process.since, code, process.sentence)
            elif trying:  # the next try of the same trouble
                former = self._open[job_id]
                found[job_id] = Seen(process.since, former.code, former.reason)
        return found

    async def _write(self, seen: dict[str, Seen]) -> None:
        over = [job_id for job_id in self._open if job_id not in seen or seen[job_id].code != self._open[job_id].code]
        begun = {job_id: each for job_id, each in seen.items() if job_id not in self._open or job_id in over}
        if not (over or begun):
            return
        now = self._clock.now()
        fresh = {job_id: Open(new_id(), each.code, each.reason) for job_id, each in begun.items()}
        async with self._database.write() as session:
            ids = [self._open[job_id].row_id for job_id in over]
            await session.execute(update(Trouble).where(Trouble.id.in_(ids)).values(until=now))
            for job_id, each in begun.items():
                since = now if job_id in over else min(each.since, now)
                session.add(
                    Trouble(id=fresh[job_id].row_id, job_id=job_id, since=since, code=each.code, reason=each.reason)
                )
        for job_id in over:
            del self._open[job_id]
        self._open |= fresh

    async def _close_left(self) -> None:
        """What a former server left open lasted as long as it did."""
        async with self._database.read() as session:
            left = (await session.scalars(select(Trouble).where(Trouble.until.is_(None)))).all()
        if not left:
            return
        seen = await self._last_beat() or self._clock.now()
        async with self._database.write() as session:
            for row in left:
                ended = update(Trouble).where(Trouble.id == row.id, Trouble.until.is_(None))
                await session.execute(ended.values(until=max(row.since, seen)))
