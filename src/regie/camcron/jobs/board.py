"""
What is known of every job, and what follows from it at an instant: which runs begin, which end, which never were.

No I/O and no clock: the caller brings jobs, time, and what runs. The agenda says when each job's outlook may change
next; between those instants nothing is computed, so ten thousand jobs at rest cost next to nothing. Deciding twice at
one instant decides the same for windows, and ticks can be taken back, so a pass that failed half-way is made again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from regie.camcron.jobs.actual import has_begun
from regie.camcron.jobs.holds import Hold, Holds, Scope, paused, unpaused
from regie.camcron.jobs.plan import Plan, count_ticks, next_window
from regie.camcron.jobs.state import Obstacle
from regie.camcron.jobs.wanted import ByHand, Outlook, Wanted, look
from regie.camcron.runs.spec import Ended, Order, Spec
from regie.kernel.scheduling.agenda import Agenda

LATE = timedelta(seconds=30)
"""A tick that is looked at later than this is noted as missed, not carried out."""
UNPREPARED = ("test_connection", "custom_command")
"""Actions for which being early has no use."""
BY_HAND = Ended("stopped", "Stopped by hand.", "stoppedByUser")


@dataclass(frozen=True, slots=True)
class Facts:
    """One job, as far as planning and running it goes."""

    job_id: str
    camera_id: str
    enabled: bool
    camera_enabled: bool
    plan: Plan
    spec: Spec
    by_hand: tuple[ByHand, ...] = ()
    holds: tuple[Hold, ...] = ()
    """Pauses and forces that mean it, in the order in which they were said."""
    site_id: str = ""
    tags: tuple[str, ...] = ()
    """Of its camera."""
    broken: Obstacle | None = None
    """Its rows cannot be read: it is there, and cannot run until somebody changes something."""


@dataclass(frozen=True, slots=True)
class Actual:
    """What runs for a job."""

    order: Order
    retrying: bool
    reason: str | None = None
    code: str | None = None


@dataclass(slots=True)
class Entry:
    """What is known of one job, and what follows."""

    facts: Facts
    since: datetime
    """Ticks after this instant have not been dealt with."""
    outlook: Outlook
    obstacle: Obstacle | None = None
    next_tick: datetime | None = None

    @property
    def may_run(self) -> bool:
        return self.facts.enabled and self.facts.camera_enabled and self.why_not is None

    @property
    def why_not(self) -> Obstacle | None:
        """What only a person can mend."""
        return self.facts.broken or self.obstacle

    @property
    def is_of_instants(self) -> bool:
        return self.facts.plan.trigger == "oneshot"

    @property
    def is_stopped(self) -> bool:
        """Somebody stopped a job of single instants: that ends what runs, and nothing that comes."""
        return self.is_of_instants and any(said.kind == "stop" for said in self.facts.by_hand)

    @property
    def is_too_late(self) -> bool:
        """A run is to make up for missed ticks, and the job was switched off, paused or given another plan since."""
        if all(said.kind != "catchUp" for said in self.facts.by_hand):
            return False
        is_on = self.facts.enabled and self.facts.camera_enabled and self.is_of_instants
        return not is_on or self.outlook.pause is not None


@dataclass(slots=True)
class Decided:
    """What one pass is to do."""

    orders: list[Order] = field(default_factory=list)
    stops: list[tuple[str, Ended]] = field(default_factory=list)
    renewals: list[Order] = field(default_factory=list)
    """Windows that begin where their job's former one ends: the process goes on, its run is a new one."""
    skipped: list[tuple[Entry, datetime]] = field(default_factory=list)
    """Ticks that met their own former run."""
    missed: list[tuple[Entry, datetime, int]] = field(default_factory=list)
    """Ticks that a clock set forward has jumped over, with their count."""
    said: set[str] = field(default_factory=set)
    """Jobs of which what was asked beside their plan is carried out by this pass, or comes to nothing."""
    ticks: dict[str, datetime] = field(default_factory=dict)
    """Jobs of which a tick was dealt with, and since when none had been: to take it back when acting failed."""


class Board:
    """All jobs of an installation. `lead` is how early a process may be started."""

    def __init__(self, lead: timedelta) -> None:
        self._lead = lead
        self.entries: dict[str, Entry] = {}
        self._wanting: dict[str, Wanted] = {}
        self._settled: set[str] = set()
        """Jobs of which what was asked beside their plan needs no run."""
        self._agenda: Agenda[str] = Agenda()

    @property
    def next_at(self) -> datetime | None:
        """When the next outlook may change by itself."""
        return self._agenda.next_at

    def wanted(self, job_id: str) -> Wanted | None:
        """The window in which the job should run now, or in a moment; nothing while something is in its way."""
        entry = self.entries.get(job_id)
        return self._wanting.get(job_id) if entry is not None and entry.may_run else None

    # -- what is known -------------------------------------------------------------------------------------------

    def take(self, jobs: Iterable[Facts], now: datetime) -> list[Entry]:
        """Jobs as they are from now on; those entries whose process would be made otherwise than before."""
        fresh = []
        for facts in jobs:
            former = self.entries.get(facts.job_id)
            same_plan = former is not None and former.facts.plan == facts.plan
            same_spec = former is not None and former.facts.spec == facts.spec
            since = now if former is None else former.since if same_plan else max(former.since, now)
            entry = Entry(facts, since, look(facts.plan, facts.by_hand, now, facts.holds))
            entry.obstacle = former.obstacle if former is not None and same_spec else None
            self.entries[facts.job_id] = entry
            self._follow(entry, now)
            if not same_spec:
                fresh.append(entry)
        return fresh

    def hold(self, job_id: str, holds: Holds, now: datetime) -> bool:
        """Other pauses and forces count from now on; whether the job is concerned."""
        entry = self.entries.get(job_id)
        if entry is None:
            return False
        facts = entry.facts
        mine = holds.on(facts.job_id, facts.camera_id, facts.site_id, facts.tags)
        if mine == facts.holds:
            return False
        entry.facts = replace(facts, holds=mine)
        self._look(entry, now)
        return True

    def within(self, scopes: set[Scope]) -> list[str]:
        """Jobs that pauses and forces of these scopes mean."""
        return [key for key, entry in self.entries.items() if not scopes.isdisjoint(_scopes(entry.facts))]

    def drop(self, job_ids: Iterable[str]) -> None:
        """These jobs are gone."""
        for job_id in tuple(job_ids):
            self.entries.pop(job_id, None)
            self._wanting.pop(job_id, None)
            self._settled.discard(job_id)
            self._agenda.remove(job_id)

    def look_again(self, now: datetime) -> None:
        """The clock was set: nothing that was planned counts any more. What it jumped over is still due."""
        for entry in self.entries.values():
            entry.since = min(entry.since, now)
            self._look(entry, now)

    def _look(self, entry: Entry, now: datetime) -> None:
        entry.outlook = look(entry.facts.plan, entry.facts.by_hand, now, entry.facts.holds)
        self._follow(entry, now)

    def _follow(self, entry: Entry, now: datetime) -> None:
        """What is wanted now or within the lead, and when to look again, from the outlook of this instant."""
        facts, outlook = entry.facts, entry.outlook
        wanted, again = outlook.now, outlook.changes_at
        settled = entry.is_stopped or entry.is_too_late
        (self._settled.add if settled else self._settled.discard)(facts.job_id)
        lead, upcoming = self._lead_of(entry), outlook.next_run_at
        if entry.is_of_instants:
            following = next_window(facts.plan, entry.since)
            entry.next_tick = following.start if following else None
            if entry.next_tick is not None:
                again = min(again or entry.next_tick, entry.next_tick - lead)
        elif upcoming is not None and not outlook.held and outlook.pause is None:  # a pause ends before anything begins
            if upcoming - lead > now:
                again = min(again or upcoming, upcoming - lead)
            elif wanted is None:
                wanted = look(facts.plan, facts.by_hand, upcoming, facts.holds).now
        if wanted is None:
            self._wanting.pop(facts.job_id, None)
        else:
            self._wanting[facts.job_id] = wanted
        self._agenda.set(facts.job_id, again)

    # -- what follows --------------------------------------------------------------------------------------------

    def decide(self, now: datetime, actual: Mapping[str, Actual], *, resuming: bool = False) -> Decided:
        """What is to be done at this instant. `resuming`: the first pass after a start."""
        decided = Decided()
        for job_id, _ in self._agenda.due(now):
            entry = self.entries[job_id]
            if entry.next_tick is not None and entry.next_tick - self._lead_of(entry) <= now:
                self._tick(entry, entry.next_tick, now, actual.get(job_id), decided)
            self._look(entry, now)
        for job_id, running in actual.items():
            why = self._why_stop(job_id, running, now)
            if why is not None:
                decided.stops.append((job_id, why))
            elif (renewed := self._renewed(job_id, running, now)) is not None:
                if renewed.spec.strict_bounds:  # it begins with a cut, which a process that goes on does not make
                    decided.stops.append((job_id, Ended("success")))
                else:
                    decided.renewals.append(renewed)
        decided.said |= self._settled
        for job_id, wanted in self._wanting.items():
            entry = self.entries[job_id]
            if job_id not in actual and entry.may_run:
                decided.orders.append(_order(entry, wanted, now, resuming=resuming))
                if entry.is_of_instants:
                    decided.said.add(job_id)
        return decided

    def _renewed(self, job_id: str, actual: Actual, now: datetime) -> Order | None:
        """The run that goes on in the next window, when this one's is over and the next one touches it."""
        end, wanted = actual.order.window_end, self._wanting.get(job_id)
        if end is None or now < end or wanted is None or actual.order.kind == "tick":
            return None
        order = _order(self.entries[job_id], wanted, now, resuming=False)
        if order.window_end is not None and order.window_end <= end:
            return None
        return order if order.scheduled_at >= end else replace(order, scheduled_at=end)

    def take_back(self, ticks: Mapping[str, datetime], now: datetime) -> None:
        """These ticks could not be dealt with after all (`Decided.ticks`): they are due again."""
        for job_id, since in ticks.items():
            entry = self.entries.get(job_id)
            if entry is not None:
                entry.since = min(entry.since, since)
                self._look(entry, now)

    def _lead_of(self, entry: Entry) -> timedelta:
        return timedelta(0) if entry.facts.spec.action in UNPREPARED else self._lead

    def _tick(self, entry: Entry, tick: datetime, now: datetime, actual: Actual | None, decided: Decided) -> None:
        decided.ticks[entry.facts.job_id] = entry.since
        entry.since = tick
        if not entry.may_run:
            return
        plan, holds = entry.facts.plan, entry.facts.holds
        if now - tick > LATE:
            count = sum(count_ticks(plan, begin, end) for begin, end in unpaused(holds, tick, now))
            if count or not holds:
                decided.missed.append((entry, tick, max(1, count)))
            entry.since = now
        elif paused(holds, tick) is not None:
            return
        elif actual is None:
            following = next_window(plan, tick)
            until = following.start if following else None
            decided.orders.append(Order(entry.facts.spec, "tick", "schedule", tick, None, until))
        else:
            decided.skipped.append((entry, tick))
            if actual.retrying:  # it was only to be tried until now
                decided.stops.append((entry.facts.job_id, Ended("failed", actual.reason, actual.code)))

    def _why_stop(self, job_id: str, actual: Actual, now: datetime) -> Ended | None:
        entry = self.entries.get(job_id)
        if entry is None:
            return Ended("stopped", "The job was deleted.", "jobDisabled")
        if not entry.facts.enabled:
            return Ended("stopped", "The job was switched off.", "jobDisabled")
        if not entry.facts.camera_enabled:
            return Ended("stopped", "Its camera was switched off.", "cameraDisabled")
        spec = entry.facts.spec  # the same object, unless its rows were read again
        if actual.order.spec is not spec and not actual.order.spec.same_process(spec):
            return Ended("stopped", "The job or its camera was changed.", "changed")
        if entry.why_not is not None:
            return Ended("stopped", entry.why_not.sentence, entry.why_not.code)
        if actual.order.kind == "tick":
            return BY_HAND if entry.is_stopped else None
        return None if job_id in self._wanting else _why_over(entry, actual.order, now)


def _scopes(facts: Facts) -> set[Scope]:
    own = {Scope("job", facts.job_id), Scope("camera", facts.camera_id), Scope("site", facts.site_id)}
    return own | {Scope("tag", tag) for tag in facts.tags}


def _why_over(entry: Entry, order: Order, now: datetime) -> Ended:
    pause = entry.outlook.pause
    if pause is not None and (order.window_end is None or now < order.window_end):
        return Ended("stopped", pause.sentence(entry.facts.spec.zone), "paused")
    stopped = any(said.kind == "stop" and said.since >= order.scheduled_at for said in entry.facts.by_hand)
    by_hand = stopped or entry.outlook.held or order.trigger == "manual"
    if by_hand and (order.window_end is None or now < order.window_end):
        return BY_HAND
    return Ended("success")


def _order(entry: Entry, wanted: Wanted, now: datetime, *, resuming: bool) -> Order:
    window, spec = wanted.window, entry.facts.spec
    if entry.is_of_instants:
        return Order(spec, "tick", wanted.trigger, window.start or now, None)
    trigger: str = wanted.trigger
    if resuming and trigger == "schedule" and has_begun(wanted, now):
        trigger = "resume"
    return Order(spec, window.kind, trigger, window.start or now, window.end)
