"""
Jobs that fail, recover and are started again, told where that is known.

A change of a run notes its job, and a moment later all that are noted are looked at together; each minute every job is,
so that what was missed (a server that died between a run's end and its alert) is told after all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from regie.camcron.jobs.attention import Known, Last, Say, Working, say
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.service import JobChanged, JobDeleted
from regie.camcron.runs.models import Run
from regie.camcron.runs.recorder import Active, Recorder
from regie.camcron.runs.service import RunChanged, Runs
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.events import Events
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.service import Notices
from regie.kernel.processes.states import State
from regie.kernel.sweeps import Sweep

FAILED, RECOVERED, RESTARTED = "jobFailed", "jobRecovered", "jobRestarted"
LOOK_EVERY = 5.0
COMPARE_EVERY = 60.0
SETTLED = 5.0
"""Seconds for which a process that was started again delivers before that is told."""
TOO_OLD = timedelta(days=1)
"""A failure that nobody told for so long is told no more: its event may have been told, and forgotten."""
QUIET = 600.0
"""Seconds between two restarts of one job that are told: one that breaks each minute is told by its alert."""


@dataclass(slots=True)
class _Seen:
    """What was seen of a run's process last."""

    active: Active
    attempts: int
    reason: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class _Restart:
    """A process runs again after it failed."""

    run_id: str
    attempts: int
    reason: str | None
    code: str | None
    at: float


@dataclass(frozen=True, slots=True)
class _Told:
    """What is to be told of a job, and why."""

    job_id: str
    name: str
    what: Say
    run_id: str | None = None
    reason: str | None = None
    code: str | None = None


class Telling:
    """Compares jobs with their alerts."""

    def __init__(
        self,
        *,
        database: Database,
        events: Events,
        clock: Clock,
        shelf: Shelf,
        runs: Runs,
        recorder: Recorder,
        notices: Notices,
        leads: Callable[[], bool],
    ) -> None:
        self._database = database
        self._events = events
        self._clock = clock
        self._shelf = shelf
        self._runs = runs
        self._recorder = recorder
        self._notices = notices
        self._noted: set[str] = set()
        self._seen: dict[str, _Seen] = {}
        self._restarts: dict[str, _Restart] = {}
        self._told_at: dict[str, float] = {}
        self._compared_at: float | None = None
        self._sweep = Sweep("telling of jobs", self.step, clock=clock, every=LOOK_EVERY, leads=leads)

    async def open(self) -> None:
        self.listen()
        await self._sweep.open()

    def listen(self) -> None:
        """Hear of runs and jobs that change."""
        self._events.subscribe(RunChanged, lambda event: self._run_changed(event.job_id))
        self._events.subscribe(JobChanged, lambda event: self._note(event.job_id))
        self._events.subscribe(JobDeleted, lambda event: self._note(event.job_id))

    async def close(self) -> None:
        await self._sweep.close()

    def compare(self) -> None:
        """Look at every job at the next pass."""
        self._compared_at = None
        self._sweep.wake()

    def _note(self, job_id: str) -> None:
        self._noted.add(job_id)
        self._sweep.wake()

    def _run_changed(self, job_id: str) -> None:
        active = self._recorder.active.get(job_id)
        if active is None:
            self._seen.pop(job_id, None)
        else:
            self._process_changed(job_id, active)
        self._note(job_id)

    def _process_changed(self, job_id: str, active: Active) -> None:
        seen, supervised, now = self._seen.get(job_id), active.supervised, self._clock.monotonic()
        if seen is None or seen.active is not active:
            seen = self._seen[job_id] = _Seen(active, supervised.attempts)
        if supervised.state in (State.RETRYING, State.STALLED):
            seen.reason, seen.code = supervised.reason, active.work.code
        elif supervised.state is State.RUNNING and supervised.attempts > seen.attempts:
            seen.attempts = supervised.attempts
            if seen.reason is not None:
                self._restarts[job_id] = _Restart(active.run_id, supervised.attempts, seen.reason, seen.code, now)
            seen.reason = seen.code = None

    # -- one pass ------------------------------------------------------------------------------------------------

    async def step(self) -> None:
        """Look at what is noted, or at everything, and tell."""
        noted, self._noted = self._noted, set()
        restarts = self._settled()
        everything = self._compared_at is None or self._clock.monotonic() - self._compared_at >= COMPARE_EVERY
        if not noted and not restarts and not everything:
            return
        try:
            async with self._database.read() as session:
                told = await self._look(session, None if everything else noted)
            if told or restarts:
                async with self._database.write() as session:
                    for each in told:
                        await self._tell(session, each)
                    for job_id, restart in restarts.items():
                        await self._tell_restart(session, job_id, restart)
        except BaseException:
            self._noted |= noted
            raise
        if everything:
            self._compared_at = self._clock.monotonic()

    def _settled(self) -> dict[str, _Restart]:
        """Restarts that held, of jobs of which none was told for a while."""
        now, settled = self._clock.monotonic(), {}
        for job_id, restart in tuple(self._restarts.items()):
            working = self._working(job_id)
            if working is None or not working.delivers:
                del self._restarts[job_id]
            elif now - restart.at >= SETTLED:
                del self._restarts[job_id]
                if now - self._told_at.get(job_id, -QUIET) >= QUIET:
                    settled[job_id], self._told_at[job_id] = restart, now
        return settled

    async def _look(self, session: Session, job_ids: Iterable[str] | None) -> list[_Told]:
        alerted = {event.job_id for event in await self._notices.open_of(session, FAILED) if event.job_id}
        switches = {held.job_id: held for held in await self._shelf.switches(session)}
        ids = set(switches) | alerted if job_ids is None else set(job_ids)
        ended = await self._runs.latest(session, ids - set(self._recorder.active))
        failed = [run.id for run in ended.values() if run.status == "failed"]
        recent = self._clock.now() - TOO_OLD
        told_of = await self._notices.told_of_runs(session, FAILED, failed) if failed else set()
        found = []
        for job_id in ids:
            held, run = switches.get(job_id), ended.get(job_id)
            known = Known(
                wanted=held is not None and held.enabled and held.camera_enabled,
                is_alerted=job_id in alerted,
                working=self._working(job_id),
                last=_last(run, told=run.id in told_of or (run.ended_at or recent) <= recent) if run else None,
            )
            if (what := say(known)) is not Say.NOTHING:
                cause = known.working or known.last
                name = await self._shelf.name_of(session, job_id)
                found.append(
                    _Told(job_id, name, what, cause.run_id, cause.reason, cause.code)
                    if cause is not None
                    else _Told(job_id, name, what)
                )
        return found

    def _working(self, job_id: str) -> Working | None:
        active = self._recorder.active.get(job_id)
        if active is None:
            return None
        supervised = active.supervised
        return Working(
            run_id=active.run_id,
            delivers=supervised.state is State.RUNNING,
            gave_up=supervised.gave_up,
            failures=supervised.failures,
            reason=supervised.reason,
            code=active.work.code,
        )

    async def _tell(self, session: Session, told: _Told) -> None:
        key = f"job:{told.job_id}:failed"
        if told.what is Say.OVER:
            await self._notices.resolve(session, key, because="The job was stopped, switched off or deleted.")
            return
        if told.what is Say.RECOVERED:
            text = f"The job «{told.name}» works again."
            happening = Happening(RECOVERED, text, job_id=told.job_id, run_id=told.run_id)
            await self._notices.resolve(session, key, happening)
            return
        text = f"The job «{told.name}» failed{_because(told.reason)}"
        data = {"reasonCode": told.code or "processFailed"}
        happening = Happening(FAILED, text, "alert", job_id=told.job_id, run_id=told.run_id, key=key, data=data)
        await self._notices.tell(session, happening)

    async def _tell_restart(self, session: Session, job_id: str, restart: _Restart) -> None:
        name = await self._shelf.name_of(session, job_id)
        text = f"The job «{name}» was started again{_because(restart.reason)}"
        data = {"reasonCode": restart.code or "processFailed", "attempts": restart.attempts}
        await self._notices.tell(session, Happening(RESTARTED, text, job_id=job_id, run_id=restart.run_id, data=data))


def _because(reason: str | None) -> str:
    return f": {reason}" if reason else "."


def _last(run: Run, *, told: bool) -> Last:
    return Last(run.id, run.status, run.reason, run.reason_code, told)
