"""
Jobs, their rows, the reconcile pass and the recorder on a virtual clock: everything real but the processes.

`await house.job(...)` adds one as the API does; `await house.until(instant)` lets time pass with a pass whenever the
reconciler would make one; `house.running` tells what runs.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from regie.camcron.cameras.schemas import NewCamera
from regie.camcron.cameras.service import Cameras
from regie.camcron.jobs.loops import Reconciler
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.schemas import NewJob
from regie.camcron.jobs.service import Jobs
from regie.camcron.jobs.showing import Showing
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.settings import Keeping, StorageSettings
from regie.camcron.runs.models import Run
from regie.camcron.runs.recorder import Hooks, Recorder
from regie.camcron.runs.service import Runs
from regie.camcron.runs.settings import RecorderSettings
from regie.camcron.runs.spec import Ended, Order, Spec
from regie.kernel.audit.service import Audit
from regie.kernel.db import Database, Session
from regie.kernel.http.callers import system
from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.supervised import Supervised
from regie.kernel.processes.supervisor import Supervisor
from regie.kernel.processes.work import Failure, Outcome, Verdict
from regie.kernel.secrets import Redactor, Vault
from regie.kernel.sites.service import Sites
from tests.fakes.clock import VirtualClock
from tests.fakes.processes import FakeSpawner

CALLER = system("test")


class PaperWork:
    """A recording that writes nothing."""

    start_within = stall_after = None
    policy = RestartPolicy()
    waiting: tuple[str, str] | None = None
    code: str | None = None

    def __init__(self, order: Order, run_id: str, hooks: Hooks) -> None:
        self.order, self.run_id, self._hooks = order, run_id, hooks
        self.supervised: Supervised | None = None

    @property
    def name(self) -> str:
        return self.order.spec.job_slug

    def adapt(self, spec: Spec) -> None:
        """Nothing of it matters on paper."""

    def renew(self, order: Order, run_id: str) -> None:
        self.order = order

    async def launch(self, attempt: int) -> Launch:
        self._hooks.started()
        return Launch(("ffmpeg",))

    def received(self, pipe: str, data: bytes) -> None:
        """It says nothing."""

    def judge(self, exit_: Exit) -> Verdict:
        return Failure(exit_.sentence)

    def changed(self, supervised: Supervised) -> None:
        """Nobody looks."""

    async def finish(self, outcome: Outcome) -> Ended:
        return Ended("success")


class NoProgram:
    """Nothing that a command could run is there."""

    async def look(self, programs: Sequence[str]) -> None:
        """It is known already."""

    def problem(self, program: str) -> str | None:
        return f"There is no {program}."


class House:
    """Everything between a job's row and its process. `roots` may be replaced before `open`."""

    def __init__(self, database: Database, clock: VirtualClock, folder: Path) -> None:
        self.database, self.clock = database, clock
        audit, redactor = Audit(clock), Redactor()
        sites = Sites(clock, audit)
        self.cameras = Cameras(clock, Vault(folder / "secrets"), redactor, sites, audit)
        self.roots = Roots([folder / "disk"], installation="ours", database=database, clock=clock)
        self.runs, self.shelf = Runs(clock), Shelf(self.cameras)
        self.files = Files(clock, self.roots, audit)
        self.showing = Showing(clock, self.shelf, self.runs, self.files, Keeping.of(StorageSettings()))
        base = folder / "disk"
        self.jobs = Jobs(clock, self.shelf, self.showing, self.cameras, self.roots, base, audit)
        self.spawner = FakeSpawner(clock)
        self.supervisor = Supervisor(self.spawner, clock, ProcessSettings(start_gap=0))
        self.works: list[PaperWork] = []
        self.guard: Callable[[], None] = lambda: None
        """Called before runs are started; may raise."""
        self.recorder = Recorder(
            supervisor=self.supervisor,
            database=database,
            runs=self.runs,
            clock=clock,
            make=self._work,
            guard=self._guarded,
        )
        self.reconciler = Reconciler(
            database=database,
            events=database.events,
            clock=clock,
            shelf=self.shelf,
            jobs=self.jobs,
            runs=self.runs,
            recorder=self.recorder,
            roots=self.roots,
            base=base,
            settings=RecorderSettings(),
            programs=NoProgram(),
        )
        self.showing.recorder = self.reconciler
        self._sites = sites
        self.last_seen: datetime | None = None
        """When a former server was last there."""

    async def open(self) -> None:
        async with self.database.write() as session:
            await self._sites.ensure_default(session, CALLER, "UTC")
            camera = {"id": "cam", "name": "Cam", "protocol": "rtsp", "streams": {"main": "rtsp://127.0.0.1:9/main"}}
            await self.cameras.create(session, CALLER, NewCamera.model_validate(camera))
        await self.reconciler.load(self._take_over)
        self.reconciler.lead(1)

    async def close(self) -> None:
        await self.reconciler.close()
        await self.recorder.close(Ended("interrupted", "The server was stopped.", "serverDown"))
        await self.supervisor.close()

    async def job(self, job_id: str = "job", **fields: Any) -> str:
        """Add a recording; its UUID."""
        new = {"id": job_id, "name": job_id, "cameraId": "cam", "action": "record", "schedule": {}, **fields}
        async with self.database.write() as session:
            job, _ = await self.jobs.create(session, CALLER, NewJob.model_validate(new))
        return job.id

    async def start(self, job_id: str = "job") -> None:
        async with self.database.write() as session:
            await self.jobs.start(session, CALLER, job_id)
        await self.step()

    async def stop(self, job_id: str = "job") -> None:
        async with self.database.write() as session:
            await self.jobs.stop(session, CALLER, job_id)
        await self.step()

    async def step(self) -> None:
        """One pass, and what it caused."""
        await self.reconciler.step()
        for _ in range(20):  # the rows of what ended are written by tasks of their own
            await self.clock.advance(0)
            if not any(active.asked for active in self.recorder.active.values()):
                break
            async with self.database.read() as session:
                await session.connection()

    async def until(self, instant: datetime) -> None:
        """Let time pass, with a pass whenever something is due and once at the end."""
        while self.clock.now() < instant:
            due = self.reconciler.next_at or instant
            await self.clock.advance(max(timedelta(0), min(due, instant) - self.clock.now()))
            await self.step()
            if due <= self.clock.now() and (self.reconciler.next_at or instant) <= self.clock.now():
                await self.clock.advance(1)

    @property
    def running(self) -> set[str]:
        """Slugs of jobs of which something runs."""
        return {active.work.order.spec.job_slug for active in self.recorder.active.values()}

    async def history(self, job_id: str = "job") -> list[Run]:
        """Its runs, the oldest first."""
        async with self.database.read() as session:
            job = await self.shelf.get(session, job_id)
            return list(reversed(await self.runs.history(session, job.id, limit=1000)))

    def _work(self, order: Order, run_id: str, hooks: Hooks) -> PaperWork:
        self.works.append(PaperWork(order, run_id, hooks))
        return self.works[-1]

    async def _guarded(self, session: Session) -> int:
        self.guard()
        return 1

    async def _take_over(self) -> datetime | None:
        return self.last_seen
