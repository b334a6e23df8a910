"""
The reconcile pass: every few seconds, and whenever something happened, compare what should run with what does.

The agenda says when each job's outlook may change next; between those instants nothing is computed, so ten thousand
jobs at rest cost next to nothing. Events only wake the pass: it finds in the database what changed, and in the clock
whether it jumped. All decisions are pure functions of the plan, of what people said, and of the instant.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from regie.camcron.cameras.service import CameraChanged, CameraDeleted
from regie.camcron.jobs import compile as compiling
from regie.camcron.jobs.actual import has_begun, process_of
from regie.camcron.jobs.outages import note_missed
from regie.camcron.jobs.plan import count_ticks, next_window
from regie.camcron.jobs.queries import Loaded, Shelf
from regie.camcron.jobs.service import JobChanged, JobDeleted, Jobs
from regie.camcron.jobs.state import Obstacle, Process
from regie.camcron.jobs.wanted import Outlook, Wanted, look
from regie.camcron.recordings.errors import RootProblem, RootTrouble
from regie.camcron.recordings.roots import Roots
from regie.camcron.runs.recorder import Ended, Recorder
from regie.camcron.runs.service import Runs
from regie.camcron.runs.settings import RecorderSettings
from regie.camcron.runs.spec import Order, Spec
from regie.kernel.clock import Clock, wait
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.processes.states import State
from regie.kernel.scheduling.agenda import Agenda
from regie.kernel.sites.service import SiteChanged

LATE = timedelta(seconds=30)
"""A tick that is looked at later than this is noted as missed, not carried out."""
JUMP_SECONDS = 2.0
"""More than this between the two clocks' ideas of a pass means that the wall clock was set."""
LOOK_BACK = timedelta(seconds=30)
"""How far back changed rows are looked for: longer than any transaction."""
LOOK_EVERY = 5.0
ROOTS_EVERY = 30.0
BLOCKING = {RootTrouble.OUTSIDE, RootTrouble.UNWRITABLE, RootTrouble.FOREIGN}
"""Nobody but a person mends these; what else is wrong with a root may pass."""
TakeOver = Callable[[], Awaitable[datetime | None]]
"""Put in order what a former server left; when it was last there."""
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Entry:
    """What is known of one job."""

    loaded: Loaded
    outlook: Outlook
    since: datetime
    """Ticks after this instant have not been dealt with."""
    obstacle: Obstacle | None = None
    next_tick: datetime | None = None

    @property
    def may_run(self) -> bool:
        return self.loaded.job.enabled and self.loaded.camera.enabled and self.obstacle is None

    @property
    def stopped_once(self) -> bool:
        """A job of single instants that somebody stopped: that stops what runs, and nothing that comes."""
        return self.loaded.plan.trigger == "oneshot" and any(said.kind == "stop" for said in self.loaded.by_hand)

    @property
    def spec(self) -> Spec:
        return self.loaded.spec


@dataclass(slots=True)
class _Pass:
    """What one pass decided."""

    orders: list[Order] = field(default_factory=list)
    skipped: list[tuple[Entry, datetime]] = field(default_factory=list)
    missed: list[tuple[Entry, datetime, int]] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    """Jobs of single instants whose start or stop by hand has been carried out."""


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
    ) -> None:
        self._database = database
        self._events = events
        self._clock = clock
        self._shelf = shelf
        self._jobs = jobs
        self._runs = runs
        self._recorder = recorder
        self._roots = roots
        self._base = base
        self._settings = settings
        self._lead = timedelta(seconds=settings.prepare_seconds)
        self._entries: dict[str, Entry] = {}
        self._wanting: dict[str, Wanted] = {}
        self._stopped_once: set[str] = set()
        self._agenda: Agenda[str] = Agenda()
        self._wake = asyncio.Event()
        self._stale: set[str] = set()
        self._all_stale = True
        self._last: tuple[datetime, float] | None = None
        self._looked_at = 0.0
        self._rooted_at = 0.0
        self._resuming = True
        """Whether nothing was started yet since this instance leads."""
        self._generation: int | None = None
        self._take_over: TakeOver | None = None
        self._task: asyncio.Task[None] | None = None

    # -- life ----------------------------------------------------------------------------------------------------

    async def open(self, take_over: TakeOver) -> None:
        """Load everything and begin; nothing is started before `lead` says that it is this instance's turn."""
        self._events.subscribe(JobChanged, lambda event: self._touch(event.job_id))
        self._events.subscribe(JobDeleted, lambda event: self._touch(event.job_id))
        self._events.subscribe(CameraChanged, self._camera_touched)
        self._events.subscribe(CameraDeleted, self._camera_touched)
        self._events.subscribe(SiteChanged, lambda _: self._touch_all())
        self._take_over = take_over
        await self._refresh()
        self._task = asyncio.create_task(self._loop(), name="reconcile")

    async def close(self) -> None:
        """No more decisions."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def lead(self, generation: int | None) -> None:
        """Whether this instance looks after the recordings, and under which generation of the lease."""
        self._generation, self._resuming = generation, True
        if generation is None:
            for job_id in tuple(self._recorder.active):
                self._recorder.stop(job_id, Ended("interrupted", "Another server took over.", "serverDown"))
        self._wake.set()

    async def _loop(self) -> None:
        while True:
            try:
                await self.step()
            except Exception:
                _log.exception("a reconcile pass failed; the next one tries again")
            await wait(self._clock, self._wake, self._pause())
            self._wake.clear()

    def _pause(self) -> float:
        due = self._agenda.next_at
        pause = self._settings.reconcile_seconds
        if due is not None:
            pause = min(pause, max(0.0, (due - self._clock.now()).total_seconds()))
        return pause

    # -- one pass ------------------------------------------------------------------------------------------------

    async def step(self) -> None:
        """Compare once, and act."""
        now = self._clock.now()
        if self._jumped(now):
            _log.warning("the clock was set: every plan is looked at again")
            self._look_at_all(now)
        await self._refresh()
        if self._generation is None:
            return
        if self._resuming:
            await self._begin(now)
        decided = _Pass()
        for job_id, _ in self._agenda.due(now):
            entry = self._entries.get(job_id)
            if entry is not None:
                self._due(entry, now, decided)
        self._compare(now, decided)
        await self._write(decided)
        self._resuming = False
        if decided.orders:
            await self._recorder.start(decided.orders, generation=self._generation)

    def _jumped(self, now: datetime) -> bool:
        mono, last = self._clock.monotonic(), self._last
        self._last = (now, mono)
        return last is not None and abs((now - last[0]).total_seconds() - (mono - last[1])) > JUMP_SECONDS

    def _due(self, entry: Entry, now: datetime, decided: _Pass) -> None:
        tick = entry.next_tick
        if tick is not None and tick - self._lead <= now:
            self._tick(entry, tick, now, decided)
        self._outlook(entry, now)

    def _tick(self, entry: Entry, tick: datetime, now: datetime, decided: _Pass) -> None:
        entry.since = tick
        if not entry.may_run:
            return
        if now - tick > LATE:
            decided.missed.append((entry, tick, max(1, count_ticks(entry.loaded.plan, tick, now))))
            entry.since = now
            return
        job_id = entry.spec.job_id
        active = self._recorder.active.get(job_id)
        if active is None:
            following = next_window(entry.loaded.plan, tick)
            until = following.start if following else None
            decided.orders.append(Order(entry.spec, "tick", "schedule", tick, None, until))
            return
        decided.skipped.append((entry, tick))
        if active.supervised.state is State.RETRYING:  # it was only to be tried until now
            self._recorder.stop(job_id, Ended("failed", active.supervised.reason, active.work.code))

    def _compare(self, now: datetime, decided: _Pass) -> None:
        for job_id in tuple(self._recorder.active):
            why = self._why_stop(job_id, now)
            if why is not None:
                self._recorder.stop(job_id, why)
        decided.said |= self._stopped_once
        for job_id, wanted in self._wanting.items():
            entry = self._entries[job_id]
            if job_id not in self._recorder.active and entry.may_run:
                decided.orders.append(self._order(entry, wanted, now))
                if entry.loaded.plan.trigger == "oneshot":
                    decided.said.add(job_id)

    def _why_stop(self, job_id: str, now: datetime) -> Ended | None:
        active, entry = self._recorder.active[job_id], self._entries.get(job_id)
        if entry is None:
            return Ended("stopped", "The job was deleted.", "jobDisabled")
        if not entry.loaded.job.enabled:
            return Ended("stopped", "The job was switched off.", "jobDisabled")
        if not entry.loaded.camera.enabled:
            return Ended("stopped", "Its camera was switched off.", "cameraDisabled")
        if active.work.order.spec != entry.spec:
            return Ended("stopped", "The job or its camera was changed.", "changed")
        if entry.obstacle is not None:
            return Ended("stopped", entry.obstacle.sentence, entry.obstacle.code)
        if active.work.order.kind == "tick":
            return Ended("stopped", "Stopped by hand.", "stoppedByUser") if entry.stopped_once else None
        return None if job_id in self._wanting else self._why_over(entry, active.work.order, now)

    @staticmethod
    def _why_over(entry: Entry, order: Order, now: datetime) -> Ended:
        by_hand = entry.outlook.held or order.trigger == "manual"
        if by_hand and (order.window_end is None or now < order.window_end):
            return Ended("stopped", "Stopped by hand.", "stoppedByUser")
        return Ended("success")

    def _order(self, entry: Entry, wanted: Wanted, now: datetime) -> Order:
        window = wanted.window
        trigger = (
            "resume" if self._resuming and wanted.trigger == "schedule" and has_begun(wanted, now) else wanted.trigger
        )
        if entry.loaded.plan.trigger == "oneshot":
            return Order(entry.spec, "tick", "manual", window.start or now, None)
        return Order(entry.spec, window.kind, trigger, window.start or now, window.end)

    async def _write(self, decided: _Pass) -> None:
        if not (decided.skipped or decided.missed or decided.said):
            return
        async with self._database.write() as session:
            for entry, tick in decided.skipped:
                self._runs.note(
                    session, job_id=entry.spec.job_id, camera_id=entry.spec.camera_id, status="skipped", kind="tick",
                    scheduled_at=tick, reason="The former run had not ended.", reason_code="overlap",
                )  # fmt: skip
            for entry, tick, count in decided.missed:
                self._runs.note(
                    session, job_id=entry.spec.job_id, camera_id=entry.spec.camera_id, status="missed", kind="tick",
                    scheduled_at=tick, ticks=count, reason="The clock was set forward.", reason_code="unknown",
                )  # fmt: skip
            for job_id in decided.said:
                await self._jobs.end_by_hand(session, job_id)
        for job_id in decided.said:
            self._wanting.pop(job_id, None)
            self._touch(job_id)

    # -- what is known -------------------------------------------------------------------------------------------

    def _touch(self, job_id: str) -> None:
        self._stale.add(job_id)
        self._wake.set()

    def _touch_all(self) -> None:
        self._all_stale = True
        self._wake.set()

    def _camera_touched(self, event: CameraChanged | CameraDeleted) -> None:
        found = {key for key, entry in self._entries.items() if entry.loaded.camera.id == event.camera_id}
        if found:
            self._stale |= found
            self._wake.set()

    async def _refresh(self) -> None:
        """Read again what changed: told by events, and every few seconds by the rows themselves."""
        mono, now = self._clock.monotonic(), self._clock.now()
        stale, self._stale = self._stale, set()
        everything, self._all_stale = self._all_stale, False
        looking = mono - self._looked_at >= LOOK_EVERY
        if not (stale or everything or looking):
            return
        try:
            async with self._database.read() as session:
                if looking and not everything:
                    stale.update(
                        await self._shelf.changed_since(session, now - LOOK_BACK - timedelta(seconds=LOOK_EVERY))
                    )
                loaded = await self._shelf.load(session, None if everything else stale) if stale or everything else []
        except BaseException:
            self._stale |= stale
            self._all_stale |= everything
            raise
        self._looked_at = mono
        await self._take(loaded, gone=(self._entries.keys() if everything else stale) - {h.job.id for h in loaded})
        if mono - self._rooted_at >= ROOTS_EVERY:
            self._rooted_at = mono
            await self._look_at_roots(self._entries.values())

    async def _take(self, loaded: Iterable[Loaded], gone: Iterable[str]) -> None:
        now = self._clock.now()
        for job_id in tuple(gone):
            self._entries.pop(job_id, None)
            self._wanting.pop(job_id, None)
            self._stopped_once.discard(job_id)
            self._agenda.remove(job_id)
        fresh = []
        for held in loaded:
            former = self._entries.get(held.job.id)
            same_plan = former is not None and former.loaded.plan == held.plan
            since = former.since if former is not None and same_plan else now
            entry = Entry(held, look(held.plan, held.by_hand, now), since)
            entry.obstacle = former.obstacle if former and former.spec == held.spec else None
            if former is None or former.spec != held.spec:
                fresh.append(entry)
            self._entries[held.job.id] = entry
            (self._stopped_once.add if entry.stopped_once else self._stopped_once.discard)(held.job.id)
            self._outlook(entry, now)
        await self._look_at_roots(fresh)

    def _look_at_all(self, now: datetime) -> None:
        for entry in self._entries.values():
            entry.since = min(entry.since, now)
            self._outlook(entry, now)

    def _outlook(self, entry: Entry, now: datetime) -> None:
        """What is wanted now or within the lead, and when to look again."""
        job_id, plan = entry.spec.job_id, entry.loaded.plan
        entry.outlook = outlook = look(plan, entry.loaded.by_hand, now)
        wanted, lead = outlook.now, timedelta(0) if entry.spec.action == "test_connection" else self._lead
        if plan.trigger == "oneshot":
            following = next_window(plan, entry.since)
            entry.next_tick = following.start if following else None
            again = entry.next_tick - lead if entry.next_tick else None
        else:
            again = outlook.changes_at
            upcoming = outlook.next_run_at
            if upcoming is not None and not outlook.held:
                if upcoming - lead > now:
                    again = min(again, upcoming - lead) if again else upcoming - lead
                elif wanted is None:
                    wanted = look(plan, entry.loaded.by_hand, upcoming).now
        if wanted is None:
            self._wanting.pop(job_id, None)
        else:
            self._wanting[job_id] = wanted
        self._agenda.set(job_id, again)

    async def _look_at_roots(self, entries: Iterable[Entry]) -> None:
        """Whether the folders of these jobs can be used; what only a person can mend blocks them."""
        found: dict[Path, Obstacle | None] = {}
        for entry in tuple(entries):
            spec = entry.spec
            if spec.action in compiling.LATER:
                entry.obstacle = Obstacle("action", f"This version cannot carry out «{spec.action}» yet.")
            elif spec.action in compiling.WITHOUT_OUTPUT:
                entry.obstacle = None
            elif entry.loaded.job.enabled:
                folder = Path(self._base, compiling.anchor_of(spec.directory, spec.pattern, spec.format))
                if folder not in found:
                    found[folder] = await self._obstacle_at(folder)
                entry.obstacle = found[folder]

    async def _obstacle_at(self, folder: Path) -> Obstacle | None:
        try:
            await self._roots.volume_of(folder)
        except RootProblem as problem:
            return Obstacle("disk", problem.sentence) if problem.kind in BLOCKING else None
        return None

    async def _begin(self, now: datetime) -> None:
        """What somebody else left is put in order, and what was missed meanwhile is noted."""
        if self._take_over is None:
            return
        since = await self._take_over()
        if since is not None:
            await self._note_outage(since, now)

    async def _note_outage(self, since: datetime, now: datetime) -> None:
        async with self._database.write() as session:
            for entry in self._entries.values():
                if entry.may_run:
                    note_missed(session, self._runs, entry.loaded, since, now)

    # -- what is answered ----------------------------------------------------------------------------------------

    def process_of(self, job_id: str) -> Process | None:
        """How the job's process is."""
        active = self._recorder.active.get(job_id)
        if active is not None:
            work, supervised = active.work, active.supervised
            return process_of(
                state=supervised.state, since=supervised.since, waiting=work.waiting, code=work.code,
                reason=supervised.reason, gave_up=supervised.gave_up,
            )  # fmt: skip
        entry, wanted = self._entries.get(job_id), self._wanting.get(job_id)
        if entry is not None and wanted is not None and entry.may_run and has_begun(wanted, self._clock.now()):
            return Process("starting", self._clock.now())
        return None

    def obstacle_of(self, job_id: str) -> Obstacle | None:
        entry = self._entries.get(job_id)
        return entry.obstacle if entry else None

    def outlook_of(self, job_id: str) -> Outlook | None:
        entry = self._entries.get(job_id)
        return entry.outlook if entry else None

    def spec_of(self, job_id: str) -> Spec | None:
        return self._recorder.spec_of(job_id)
