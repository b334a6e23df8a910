"""
The reconcile pass: every few seconds, and whenever something happened, compare what should run with what does.

All deciding is done by the board; here the pass reads what changed, asks the board, and acts. Events only wake it: it
finds in the database what changed, and in the clocks whether one was set, so a lost event costs seconds, not truth.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from regie.camcron.cameras.service import CameraChanged, CameraDeleted
from regie.camcron.jobs.actual import has_begun, process_of
from regie.camcron.jobs.board import Actual, Board, Decided, Facts
from regie.camcron.jobs.holds import Holds
from regie.camcron.jobs.obstacles import AnyProgram, Obstacles, Programs
from regie.camcron.jobs.outages import make_up, missed_by, note_missed
from regie.camcron.jobs.queries import Loaded, Shelf
from regie.camcron.jobs.service import HoldsChanged, JobChanged, JobDeleted, Jobs
from regie.camcron.jobs.state import Obstacle, Process
from regie.camcron.jobs.wanted import Outlook
from regie.camcron.recordings.roots import Roots
from regie.camcron.runs.recorder import Recorder
from regie.camcron.runs.service import RunChanged, Runs
from regie.camcron.runs.settings import RecorderSettings
from regie.camcron.runs.spec import Ended, Spec
from regie.kernel.clock import Clock, wait
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.processes.states import State
from regie.kernel.sites.service import SiteChanged

JUMP_SECONDS = 2.0
"""More than this between the two clocks' ideas of a pass means that the wall clock was set."""
LOOK_BACK = timedelta(seconds=30)
"""How far back changed rows are looked for: longer than any transaction."""
LOOK_EVERY = 5.0
AT_ONCE = 100
ROOTS_EVERY = 30.0
LATE = "It could not be begun in time: the server was held up, or its clock was set forward."
LOST = "Another server took over, or the database did not answer in time."
TakeOver = Callable[[], Awaitable[datetime | None]]
"""Put in order what a former server left; when it was last there."""
_log = logging.getLogger(__name__)


class Reconciler:
    """Keeps actual at wanted. Also answers what it knows of each job (see `showing.Recorder`)."""

    def __init__(
        self,
        *,
        database: Database,
        events: Events,
        clock: Clock,
        shelf: Shelf,
        jobs: Jobs,
        runs: Runs,
        recorder: Recorder,
        roots: Roots,
        base: Path,
        settings: RecorderSettings,
        programs: Programs | None = None,
    ) -> None:
        self._database = database
        self._events = events
        self._clock = clock
        self._shelf = shelf
        self._jobs = jobs
        self._runs = runs
        self._recorder = recorder
        self._pace = settings.reconcile_seconds
        self._board = Board(timedelta(seconds=settings.prepare_seconds))
        self._obstacles = Obstacles(self._board, roots, base, programs or AnyProgram(), self._obstacle_changed)
        self._wake = asyncio.Event()
        self._stale: set[str] = set()
        self._all_stale = True
        self._holds = Holds()
        self._holds_stale = False
        self._last: tuple[datetime, float] | None = None
        self._looked_at = self._rooted_at = clock.monotonic()
        self._resuming = True
        """Whether nothing was started yet since this instance leads."""
        self._generation: int | None = None
        self._take_over: TakeOver | None = None
        self._task: asyncio.Task[None] | None = None

    # -- life ----------------------------------------------------------------------------------------------------

    async def open(self, take_over: TakeOver) -> None:
        """Load everything and begin; nothing is started before `lead` says that it is this instance's turn."""
        await self.load(take_over)
        self._task = asyncio.create_task(self._loop(), name="reconcile")

    async def load(self, take_over: TakeOver) -> None:
        """Read everything, and listen to what changes. Whoever wants to decide when a pass is made calls `step`."""
        self._events.subscribe(JobChanged, lambda event: self._touch(event.job_id))
        self._events.subscribe(JobDeleted, lambda event: self._touch(event.job_id))
        self._events.subscribe(CameraChanged, self._camera_touched)
        self._events.subscribe(CameraDeleted, self._camera_touched)
        self._events.subscribe(SiteChanged, lambda _: self._touch_all())
        self._events.subscribe(HoldsChanged, lambda _: self._holds_touched())
        self._take_over = take_over
        await self._refresh()

    async def close(self) -> None:
        """No more decisions."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self._obstacles.close()

    def wake(self) -> None:
        """Something ended: do not wait for the next pass."""
        self._wake.set()

    def look_again(self, _setting: object = None) -> None:
        """What may be in the way of jobs has changed: look at it now."""
        self._rooted_at -= ROOTS_EVERY
        self._wake.set()

    def lead(self, generation: int | None) -> None:
        """Whether this instance looks after the recordings, and under which generation of the lease."""
        self._generation, self._resuming = generation, True
        if generation is None:
            for job_id in tuple(self._recorder.active):
                self._recorder.stop(job_id, Ended("interrupted", LOST, "serverDown"))
        self._wake.set()

    async def _loop(self) -> None:
        while True:
            try:
                await self.step()
            except Exception:
                _log.exception("a reconcile pass failed; the next one tries again")
            await wait(self._clock, self._wake, self._pause())
            self._wake.clear()

    @property
    def next_at(self) -> datetime | None:
        """When a pass has something to do, unless something happens before."""
        return self._board.next_at

    def _pause(self) -> float:
        due = self.next_at
        left = (due - self._clock.now()).total_seconds() if due is not None else self._pace
        return min(self._pace, max(0.0, left))

    # -- one pass ------------------------------------------------------------------------------------------------

    async def step(self) -> None:
        """Compare once, and act."""
        now = self._clock.now()
        if self._jumped(now):
            _log.warning("the clock was set: every plan is looked at again")
            self._board.look_again(now)
        await self._refresh()
        if self._generation is None:
            return
        if self._resuming and self._take_over is not None:
            await self._note_outage(await self._take_over(), now)
        for job_id in self._recorder.active:
            if (entry := self._board.entries.get(job_id)) is not None:
                self._recorder.adapt(entry.facts.spec)
        actual = {job_id: self._actual(job_id) for job_id in self._recorder.active}
        decided = self._board.decide(now, actual, resuming=self._resuming)
        self._resuming = False
        for job_id, why in decided.stops:
            self._recorder.stop(job_id, why)
        lost = decided.ticks
        try:
            await self._recorder.renew(decided.renewals)
            await self._note(decided)
            begun = {order.spec.job_id for order in decided.orders}
            lost = {job_id: since for job_id, since in decided.ticks.items() if job_id in begun}
            await self._recorder.start(decided.orders)
        except Exception:
            self._board.take_back(lost, now)
            raise

    def _jumped(self, now: datetime) -> bool:
        mono, last = self._clock.monotonic(), self._last
        self._last = (now, mono)
        return last is not None and abs((now - last[0]).total_seconds() - (mono - last[1])) > JUMP_SECONDS

    def _actual(self, job_id: str) -> Actual:
        active = self._recorder.active[job_id]
        retrying = active.supervised.state is State.RETRYING
        return Actual(active.work.order, retrying, active.supervised.reason, active.work.code)

    async def _note(self, decided: Decided) -> None:
        """Runs that never were, and what was said by hand and is carried out."""
        if not (decided.skipped or decided.missed or decided.said):
            return
        made_up = {entry.facts.job_id for entry, _, _ in decided.missed if entry.facts.plan.catch_up}
        async with self._database.write() as session:
            for entry, tick in decided.skipped:
                self._runs.note(
                    session, job_id=entry.facts.job_id, camera_id=entry.facts.camera_id, status="skipped", kind="tick",
                    scheduled_at=tick, reason="The former run had not ended.", reason_code="overlap",
                )  # fmt: skip
            for entry, tick, count in decided.missed:
                self._runs.note(
                    session, job_id=entry.facts.job_id, camera_id=entry.facts.camera_id, status="missed", kind="tick",
                    scheduled_at=tick, ticks=count, reason=LATE, reason_code="unknown",
                )  # fmt: skip
            for job_id in decided.said:
                await self._jobs.end_by_hand(session, job_id)
            for job_id in made_up:
                make_up(session, job_id, self._clock.now())
        for job_id in decided.said | made_up:
            self._touch(job_id)

    async def _note_outage(self, since: datetime | None, now: datetime) -> None:
        if since is None:
            return
        may_run = {job_id for job_id, entry in self._board.entries.items() if entry.may_run}
        async with self._database.read() as session:
            loaded = await self._shelf.load(session, may_run, held_since=since)
        missing = await asyncio.to_thread(missed_by, loaded, since, now)
        wanting = {each.job.id for each in loaded if each.plan.catch_up}
        async with self._database.write() as session:
            for each in missing:
                note_missed(session, self._runs, each)
                if each.job_id in wanting:
                    make_up(session, each.job_id, now)
        for job_id in wanting:
            self._touch(job_id)

    # -- what changed --------------------------------------------------------------------------------------------

    def _touch(self, job_id: str) -> None:
        self._stale.add(job_id)
        self._wake.set()

    def _obstacle_changed(self, job_id: str) -> None:
        self._wake.set()
        self._events.publish(RunChanged(job_id))

    def _touch_all(self) -> None:
        self._all_stale = True
        self._wake.set()

    def _holds_touched(self) -> None:
        self._holds_stale = True
        self._wake.set()

    def _camera_touched(self, event: CameraChanged | CameraDeleted) -> None:
        found = {key for key, entry in self._board.entries.items() if entry.facts.camera_id == event.camera_id}
        if found:
            self._stale |= found
            self._wake.set()

    async def _refresh(self) -> None:
        """Read again what changed: told by events, and every few seconds by the rows themselves."""
        mono = self._clock.monotonic()
        stale, self._stale = self._stale, set()
        everything, self._all_stale = self._all_stale, False
        looking = mono - self._looked_at >= LOOK_EVERY
        if self._holds_stale or looking:
            self._holds_stale = False
            await self._read_holds()
        if stale or everything or looking:
            try:
                await self._read(stale, everything=everything)
            except BaseException:
                self._stale |= stale
                self._all_stale |= everything
                raise
            self._looked_at = mono
        if mono - self._rooted_at >= ROOTS_EVERY:
            self._rooted_at = mono
            await self._obstacles.look(self._board.entries.values())

    async def _read(self, stale: set[str], *, everything: bool) -> None:
        async with self._database.read() as session:
            if not everything:
                stale |= set(await self._shelf.changed_since(session, self._clock.now() - LOOK_BACK))
            loaded = await self._shelf.load(session, None if everything else stale) if stale or everything else []
        known = set(self._board.entries) if everything else stale
        self._board.drop(known - {held.job.id for held in loaded})
        await self._obstacles.look(self._board.take([_facts(held) for held in loaded], self._clock.now()))

    async def _read_holds(self) -> None:
        """Pauses and forces mean many jobs: these are looked at again, not read again."""
        try:
            async with self._database.read() as session:
                holds = await self._shelf.holds(session)
        except BaseException:
            self._holds_stale = True
            raise
        scopes, self._holds = holds.changed(self._holds), holds
        for number, job_id in enumerate(self._board.within(scopes) if scopes else ()):
            if self._board.hold(job_id, holds, self._clock.now()):
                self._events.publish(RunChanged(job_id))
            if number % AT_ONCE == AT_ONCE - 1:
                await asyncio.sleep(0)  # ten thousand of them must not hold up everybody else

    # -- what is answered ----------------------------------------------------------------------------------------

    def process_of(self, job_id: str) -> Process | None:
        """How the job's process is."""
        active = self._recorder.active.get(job_id)
        if active is not None:
            work, supervised = active.work, active.supervised
            return process_of(
                state=supervised.state, since=supervised.since, waiting=work.waiting, code=work.code,
                reason=supervised.reason, gave_up=supervised.gave_up, next_try_at=supervised.next_try_at,
                troubled_since=supervised.troubled_since,
            )  # fmt: skip
        if self._generation is None:
            return None  # another server looks after it
        wanted, now = self._board.wanted(job_id), self._clock.now()
        return Process("starting", now) if wanted is not None and has_begun(wanted, now) else None

    def obstacle_of(self, job_id: str) -> Obstacle | None:
        entry = self._board.entries.get(job_id)
        return (entry.facts.broken or entry.obstacle) if entry else None

    def outlook_of(self, job_id: str) -> Outlook | None:
        entry = self._board.entries.get(job_id)
        return entry.outlook if entry else None

    @property
    def leads(self) -> bool:
        """Whether what runs is known here; another server's runs are known by their rows."""
        return self._generation is not None

    def busy(self) -> list[str]:
        """Jobs of which something runs or tries to."""
        return list(self._recorder.active)

    def hindered(self) -> list[tuple[str, Obstacle]]:
        """Jobs that are wanted, now or at single instants, and cannot run until somebody changes something."""
        return [
            (job_id, entry.why_not)
            for job_id, entry in self._board.entries.items()
            if entry.why_not is not None
            and entry.facts.enabled
            and entry.facts.camera_enabled
            and (entry.outlook.now is not None or entry.is_of_instants)
        ]

    def spec_of(self, job_id: str) -> Spec | None:
        return self._recorder.spec_of(job_id)


def _facts(held: Loaded) -> Facts:
    return Facts(
        job_id=held.job.id,
        camera_id=held.camera.id,
        enabled=held.job.enabled,
        camera_enabled=held.camera.enabled,
        plan=held.plan,
        spec=held.spec,
        by_hand=held.by_hand,
        holds=held.holds,
        site_id=held.camera.site_id,
        tags=tuple(held.camera.tags),
        broken=held.broken,
    )
