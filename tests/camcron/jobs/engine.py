"""
The whole engine without any stream: services, reconcile pass and recorder on a real database, on a virtual clock.

Jobs are made as the API makes them, from JSON; `live` lets time pass, with a pass at each instant at which the agenda
has something to do, and `runs` reads what became of it from the database.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from regie.camcron.cameras.schemas import NewCamera
from regie.camcron.cameras.service import Cameras as CameraService
from regie.camcron.jobs.loops import Reconciler
from regie.camcron.jobs.models import Job
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.schemas import JobAnswer, JobChange, NewJob
from regie.camcron.jobs.service import Jobs
from regie.camcron.jobs.showing import Showing
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.settings import Keeping, StorageSettings
from regie.camcron.runs.models import Run
from regie.camcron.runs.recorder import Recorder
from regie.camcron.runs.recovery import close_interrupted
from regie.camcron.runs.service import Runs
from regie.camcron.runs.settings import RecorderSettings
from regie.camcron.runs.spec import Ended
from regie.kernel.audit.service import Audit
from regie.kernel.db import Database, Session
from regie.kernel.http.callers import command_line
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.supervisor import Supervisor
from regie.kernel.secrets import Redactor, Vault
from regie.kernel.sites.schemas import NewSite
from regie.kernel.sites.service import Sites
from tests.fakes.clock import VirtualClock
from tests.fakes.processes import FakeSpawner
from tests.fakes.recorder import Cameras, PaperWork

ADMIN = command_line()
PATIENCE = 10.0
"""Real seconds that the database may take."""


@dataclass(frozen=True)
class Ran:
    """A run, as a test compares it."""

    job: str
    status: str
    trigger: str
    scheduled: datetime
    ended: datetime | None
    ticks: int = 1
    reason: str | None = None


class Engine:
    """One server's life. A second one on the same database is its next life."""

    def __init__(self, database: Database, folder: Path, clock: VirtualClock, site_zone: str = "UTC") -> None:
        self.database, self.clock, self._zone = database, clock, site_zone
        audit = Audit(clock)
        self.sites = Sites(clock, audit)
        self._cameras = CameraService(clock, Vault(folder / "secrets"), Redactor(), self.sites, audit)
        base = folder / "recordings"
        roots = Roots([base], installation="tests", database=database, clock=clock)
        self._runs, self._shelf = Runs(clock), Shelf(self._cameras)
        self._showing = Showing(
            clock, self._shelf, self._runs, Files(clock, roots, audit), Keeping.of(StorageSettings())
        )
        self.jobs = Jobs(clock, self._shelf, self._showing, self._cameras, roots, base, audit)
        self.spawner = FakeSpawner(clock)
        self.cameras = Cameras(self.spawner)
        self._supervisor = Supervisor(self.spawner, clock, ProcessSettings(sample_every=86_400), random=lambda: 0.5)
        self.recorder = Recorder(
            supervisor=self._supervisor, database=database, runs=self._runs, clock=clock, guard=_holder,
            make=lambda order, run_id, hooks: PaperWork(order, run_id, hooks, clock),
        )  # fmt: skip
        self._reconciler = Reconciler(
            database=database, events=database.events, clock=clock, shelf=self._shelf, jobs=self.jobs, runs=self._runs,
            recorder=self.recorder, roots=roots, base=base, settings=RecorderSettings(),
        )  # fmt: skip
        self._showing.recorder = self._reconciler

    # -- life --------------------------------------------------------------------------------------------------------

    async def begin(self, last_seen: datetime | None = None) -> "Engine":
        """Open as the server does. `last_seen`: when a former server was last there."""

        async def take_over() -> datetime | None:
            await close_interrupted(self.database, self._runs, ended_at=last_seen, now=self.clock.now())
            return last_seen

        async with self.database.write() as session:
            await self.sites.ensure_default(session, ADMIN, self._zone)
        await self._reconciler.load(take_over)
        self._reconciler.lead(1)
        await self.step()
        return self

    async def end(self) -> None:
        """Close as the server does."""
        await self._reconciler.close()
        await self.recorder.close(Ended("interrupted", "The server was stopped.", "serverDown"))
        await self._supervisor.close()

    async def die(self) -> None:
        """As `kill -9` leaves it: rows that say they run, and nobody who does."""
        await self._reconciler.close()
        self.recorder._flush = _nothing  # a dead server writes nothing
        await self._supervisor.close()

    async def step(self) -> None:
        """One pass, and whatever follows from it at once."""
        await self._reconciler.step()
        await self.calm()

    async def calm(self) -> None:
        """Until everything that ended is put away."""
        await self.clock.settle()
        await self.eventually(
            lambda: all(
                a.supervised.state.has_process or a.supervised.next_try_at for a in self.recorder.active.values()
            )
        )

    async def live(self, until: datetime) -> None:
        """Let time pass, with a pass whenever there is something to do."""
        while self.clock.now() < until:
            due = self._reconciler.next_at
            instant = min(until, max(due, self.clock.now() + timedelta(seconds=1))) if due else until
            await self.clock.advance(instant - self.clock.now())
            await self.step()

    async def written(self) -> None:
        """Until everything that is noted of runs is in the database: it is written every half second."""
        recorder = self.recorder
        while recorder._pending or len(recorder._lives) > len(recorder.active) or not _done(recorder._writer):
            await self.clock.advance(0.5)
            await asyncio.sleep(0.001)

    async def eventually(self, holds: Callable[[], bool]) -> None:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not holds():
            assert asyncio.get_running_loop().time() < deadline
            await asyncio.sleep(0.001)

    # -- what people do ----------------------------------------------------------------------------------------------

    async def site(self, name: str, zone: str) -> str:
        async with self.database.write() as session:
            return (await self.sites.create(session, ADMIN, NewSite(name=name, timezone=zone))).slug

    async def camera(self, slug: str, **more: Any) -> str:
        streams = {"main": "rtsp://cam/1", "sub": "rtsp://cam/2"}
        async with self.database.write() as session:
            new = NewCamera.model_validate({"id": slug, "name": slug, "streams": streams, **more})
            return (await self._cameras.create(session, ADMIN, new)).slug

    async def job(self, slug: str, camera: str, action: str, schedule: dict[str, Any], **more: Any) -> str:
        """Add a job, and let the pass that it wakes happen."""
        body = {"id": slug, "name": slug, "cameraId": camera, "action": action, "schedule": schedule, **more}
        async with self.database.write() as session:
            await self.jobs.create(session, ADMIN, NewJob.model_validate(body))
        await self.step()
        return slug

    async def change(self, slug: str, **more: Any) -> None:
        shown = (await self.shown(slug)).model_dump(mode="json", by_alias=True)
        async with self.database.write() as session:
            await self.jobs.change(session, ADMIN, slug, JobChange.model_validate(shown | more))
        await self.step()
        await self.step()

    async def start(self, slug: str) -> None:
        async with self.database.write() as session:
            await self.jobs.start(session, ADMIN, slug)
        await self.step()

    async def stop(self, slug: str) -> None:
        async with self.database.write() as session:
            await self.jobs.stop(session, ADMIN, slug)
        await self.step()

    # -- what is seen ------------------------------------------------------------------------------------------------

    async def shown(self, slug: str) -> JobAnswer:
        async with self.database.read() as session:
            return await self._showing.answer(session, await self._shelf.get(session, slug))

    async def runs(self, *slugs: str) -> list[Ran]:
        """What became of jobs, in the order of their plan."""
        await self.written()
        async with self.database.read() as session:
            rows = await session.execute(select(Run, Job.slug).join(Job, Job.id == Run.job_id))
            found = [
                Ran(slug, run.status, run.trigger, run.scheduled_at, run.ended_at, run.ticks, run.reason)
                for run, slug in rows
                if not slugs or slug in slugs
            ]
        return sorted(found, key=lambda ran: (ran.scheduled, ran.job))


def _done(task: "asyncio.Task[None] | None") -> bool:
    return task is None or task.done()


async def _holder(session: Session) -> int:
    """Nobody else wants the lease."""
    return 1


async def _nothing() -> None:
    """Nothing is written."""
