"""
Why there is nothing of a job at an instant: one cause, from what was planned, said, and seen then.

Pure: facts in, an answer out. First what was wanted then, by the plan as it was then: who did not want a recording
misses none. Then what became of it: deleted, the server away, something in the way, a run that failed. The same
answers, asked between all instants at which one of them may change, are the gaps of a timeline.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from regie.camcron.jobs.holds import bounds
from regie.camcron.jobs.period import falls_on
from regie.camcron.jobs.plan import Plan, ticks, window_at, windows
from regie.camcron.jobs.wanted import weigh
from regie.camcron.overview.past.causes import Why, cause_of
from regie.camcron.overview.past.facts import Facts, RunFact, Uptime, Version
from regie.camcron.overview.past.spans import Recorded, Track
from regie.kernel.scheduling.windows import Window
from regie.kernel.scheduling.zones import DAY, INSTANT, day_of, start_of

BEAT_SLACK = timedelta(seconds=15)
"""The heartbeat is this coarse."""
TROUBLE_SLACK = timedelta(seconds=30)
"""Frames stop before a stall is noticed, and come back before the first of them is told."""
PICTURE_LATE = timedelta(seconds=5)
"""A picture is that of the first key frame after its tick."""
BRIEF = timedelta(minutes=10)
"""A shorter span is told with the seconds of its bounds."""
TICK_LENGTH = timedelta(minutes=1)
"""So long after its instant a tick is what somebody means who asks."""

WRITING = Why(None, "It is being recorded; the file is not closed yet.")
CARRIED_OUT = Why(None, "It did its work; there was nothing to keep.")


@dataclass(frozen=True, slots=True)
class Part:
    """A span of one answer."""

    since: datetime
    until: datetime
    why: Why
    recorded: Recorded | None = None
    wanted: bool = False
    done: bool = False
    """It did what was wanted."""


@dataclass(slots=True)
class _Calendar:
    """One version's windows within the span, made once."""

    since: datetime
    until: datetime
    version: Version
    windows: Track[Recorded]
    by_begin: dict[datetime, Window] = field(default_factory=dict)


class Past:
    """Answers for one job."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._recorded = Track(facts.recorded)
        self._deletions = Track(facts.deletions)
        self._troubles = Track(facts.troubles)
        self._runs = Track(facts.runs)
        self._uptimes = Track(_until_now(facts.uptimes, facts.now))
        self._calendars = list(_calendars(facts))

    # -- one instant ---------------------------------------------------------------------------------------------

    def at(self, instant: datetime, *, tick: bool = False) -> Part:
        """The answer for an instant. `tick`: it is one of the job's own, whatever its windows say."""
        recorded = self._recorded.at(instant)
        unwanted = self._unwanted(instant, tick=tick)
        if recorded is not None:
            return Part(instant, instant, Why(None, "It was recorded."), recorded, unwanted is None, done=True)
        writing = self.facts.writing
        if writing is not None and writing.since <= instant < writing.until:
            return Part(instant, instant, WRITING, wanted=unwanted is None, done=True)
        if unwanted is not None:
            return Part(instant, instant, unwanted)
        why = self._lost(instant, tick=tick)
        return Part(instant, instant, why, wanted=True, done=self.facts.by_runs and why is CARRIED_OUT)

    def explain(self, instant: datetime) -> Part:
        """The answer for an instant, with the span around it for which it is the same."""
        calendar = self._calendar(instant)
        tick = None if calendar is None else _last_tick(calendar.version.plan, instant)
        found = self.at(tick or instant, tick=tick is not None)
        edges = [self.facts.since, *self._edges(self.facts.since, self.facts.until), self.facts.until]
        spans = list(pairwise(edges))
        index = next((n for n, (begin, end) in enumerate(spans) if begin <= instant < end), None)
        if index is None or tick is not None:
            return replace(found, since=tick or instant, until=tick or instant)
        low = high = index
        while low > 0 and self._same(found, spans[low - 1][0]):
            low -= 1
        while high + 1 < len(spans) and self._same(found, spans[high + 1][0]):
            high += 1
        return replace(found, since=spans[low][0], until=spans[high][1])

    def _same(self, found: Part, instant: datetime) -> bool:
        other = self.at(instant)
        return other.why == found.why and other.recorded is found.recorded

    # -- a span --------------------------------------------------------------------------------------------------

    def parts(self, since: datetime, until: datetime, *, shortest: timedelta = timedelta(0)) -> list[Part]:
        """The answers of a span that is over, one after the other; those of one cause that touch are one."""
        until = min(until, self.facts.now)
        found: list[Part] = []
        edges = [since, *self._edges(since, until), until] if since < until else []
        for begin, end in pairwise(edges):
            part = replace(self.at(begin), until=end)
            last = found[-1] if found else None
            if last is not None and _continues(last, part):
                found[-1] = replace(last, until=end)
            else:
                found.append(part)
        return _coarse(found, shortest) if shortest else found

    def ticks(self, since: datetime, until: datetime) -> list[Part]:
        """Of a job of single instants: an answer for each tick that came in a span that is over."""
        until = min(until, self.facts.now)
        found = []
        for calendar in self._calendars:
            low, high = max(since, calendar.since), min(until, calendar.until)
            if calendar.version.plan is not None and low < high:
                found += [self._tick(tick) for tick in ticks(calendar.version.plan, low, high)]
        return found

    def _tick(self, tick: datetime) -> Part:
        picture = self._recorded.after(tick - timedelta(seconds=3))
        if picture is not None and picture.since < tick + TICK_LENGTH:
            return Part(tick, tick, Why(None, "It was taken."), picture, wanted=True, done=True)
        return self.at(tick, tick=True)

    def _edges(self, since: datetime, until: datetime) -> list[datetime]:
        """Instants inside of a span at which the answer may be another."""
        edges: set[datetime] = set()
        for track in (self._recorded, self._deletions, self._troubles, self._runs, self._uptimes):
            edges.update(track.edges())
        edges.update(run.first_frame for run in self._runs.spans if run.first_frame is not None)
        for trouble in self._troubles.spans:
            edges.update((trouble.since - TROUBLE_SLACK, trouble.until + TROUBLE_SLACK))
        for calendar in self._calendars:
            edges.add(calendar.since)
            edges.update(calendar.windows.edges())
            edges.update(bounds(calendar.version.holds, since, until))
            plan = calendar.version.plan
            if plan is not None and (plan.period or plan.exclude_dates):
                edges.update(_midnights(calendar, since, until))
        if self.facts.writing is not None:
            edges.update((self.facts.writing.since, self.facts.writing.until))
        for hand in self.facts.hands:
            edges.update(edge for edge in (hand.said.since, hand.said.until, hand.ended) if edge is not None)
        edges.add(self.facts.created_at)
        return sorted(edge for edge in edges if since < edge < until)

    # -- was it wanted -------------------------------------------------------------------------------------------

    def _calendar(self, instant: datetime) -> _Calendar | None:
        return next((each for each in self._calendars if each.since <= instant < each.until), None)

    def _unwanted(self, instant: datetime, *, tick: bool) -> Why | None:
        """Why nothing was to be recorded; nothing when something was."""
        calendar = self._calendar(instant)
        if calendar is None or instant < self.facts.created_at:
            return Why("notScheduled", "The job did not exist yet.")
        version = calendar.version
        if version.deleted:
            return Why("notScheduled", f"The job was deleted on {_day(version.since, self.facts.zone)}.")
        if not version.enabled:
            return Why("jobDisabled", f"The job was switched off on {_moment(version.since, self.facts.zone)}.")
        if not version.camera_enabled:
            return Why("cameraDisabled", "Its camera was switched off.")
        if version.plan is None:
            return self._blocked(instant) or Why("blocked", "Its schedule of then cannot be read; save the job anew.")
        return self._by_plan(calendar, version.plan, instant, tick=tick)

    def _by_plan(self, calendar: _Calendar, plan: Plan, instant: datetime, *, tick: bool) -> Why | None:
        known = calendar.windows.at(instant)
        window = calendar.by_begin[known.since] if known is not None else None
        if tick:
            window = Window(instant, instant + INSTANT, "duration")
        hands = [
            hand
            for hand in self.facts.hands
            if hand.said.since <= instant and (hand.ended is None or instant < hand.ended)
        ]
        said, holds = [hand.said for hand in hands], calendar.version.holds
        weighed = weigh(window, said, instant, holds, of_instants=plan.trigger == "oneshot")
        if weighed.wanted is not None:
            return None
        if weighed.pause is not None and window is not None:
            return Why("paused", weighed.pause.sentence(plan.zone))
        if weighed.held:
            who = next((hand.by for hand in reversed(hands) if hand.said.kind == "stop"), "somebody")
            return Why("stoppedByUser", f"Stopped by {who}.")
        return self._unplanned(calendar, plan, instant)

    def _blocked(self, instant: datetime) -> Why | None:
        """Why it could not have run then; of a job of single instants that counts between them too."""
        trouble = self._troubles.at(instant)
        return trouble.why if trouble is not None and trouble.why.cause == "blocked" else None

    def _unplanned(self, calendar: _Calendar, plan: Plan, instant: datetime) -> Why:
        if plan.period is not None or plan.exclude_dates:
            bare = replace(plan, period=None, exclude_dates=())
            day = day_of(instant, plan.zone)
            if window_at(bare, instant) is not None or _last_tick(bare, instant) is not None:
                if plan.period is not None and not plan.period.covers(day):
                    return Why("outsidePeriod", f"{day.isoformat()} lies outside of its period.")
                if falls_on(plan.exclude_dates, day):
                    return Why("excluded", f"{day.isoformat()} is left out of its schedule.")
        if plan.trigger == "oneshot" and (blocked := self._blocked(instant)) is not None:
            return blocked
        if plan.cron is None and plan.trigger != "continuous":
            return Why("notScheduled", "It runs by hand only, and nobody had started it.")
        following = calendar.windows.after(instant)
        begins = f"; the next window began on {_moment(following.since, plan.zone)}" if following is not None else ""
        return Why("notScheduled", f"Nothing was planned then{begins}.")

    # -- what became of it ---------------------------------------------------------------------------------------

    def _lost(self, instant: datetime, *, tick: bool = False) -> Why:
        """Why nothing is there of what was wanted."""
        if instant >= self.facts.now:
            return Why(None, "That is still to come; it is planned.")
        deleted = self._deletions.at(instant, slack=PICTURE_LATE if tick else timedelta(0))
        if deleted is not None:
            return deleted.why
        trouble = self._troubles.at(instant)
        if trouble is not None:
            return trouble.why
        if self._uptimes.at(instant) is None and instant < self.facts.now - BEAT_SLACK:
            return self._down(instant)
        run = self._runs.at(instant)
        if self.facts.by_runs and run is not None and self._carried_out(run, instant):
            return CARRIED_OUT
        if run is not None and run.status in ("failed", "missed", "skipped", "interrupted"):
            return Why(cause_of(run.code), run.reason or "Its run failed.")
        if run is not None and run.waited is not None and (run.first_frame is None or instant < run.first_frame):
            return run.waited
        near = self._troubles.at(instant, slack=TROUBLE_SLACK)
        if near is not None and not (near.until <= instant and self._is_open(run, instant)):
            return near.why
        if run is not None and run.status == "running":
            return self._underway(run, instant)
        return self._between(run, instant)

    def _carried_out(self, run: RunFact, instant: datetime) -> bool:
        """Whether a run did its work then; one that watched and was broken off did it from its first picture on."""
        if run.status == "interrupted":
            return self.facts.watches and run.first_frame is not None and run.first_frame <= instant
        return run.status in ("running", "success", "stopped")

    def _down(self, instant: datetime) -> Why:
        before, after = self._uptimes.before(instant), self._uptimes.after(instant)
        brief = before is not None and after is not None and after.since - before.until < BRIEF
        since = f" from {_moment(before.until, self.facts.zone, seconds=brief)}" if before else ""
        until = f" until {_moment(after.since, self.facts.zone, seconds=brief)}" if after else ""
        return Why("serverDown", f"The server was down{since}{until}.")

    def _is_open(self, run: RunFact | None, instant: datetime) -> bool:
        """Whether a run that writes frames has begun a file by then, which nobody knows of yet."""
        if run is None or run.status != "running" or run.code is not None or run.first_frame is None:
            return False
        last = self.facts.recorded[-1].until if self.facts.recorded else run.first_frame
        return instant >= max(run.first_frame, last)

    def _underway(self, run: RunFact, instant: datetime) -> Why:
        last = self.facts.recorded[-1].until if self.facts.recorded else run.since
        if run.first_frame is not None and instant >= max(run.first_frame, last) - TROUBLE_SLACK:
            return WRITING
        if run.code is not None:
            return Why(cause_of(run.code), run.reason or "Its run fails.")
        return Why("unknown", "It was being started, or its camera sent nothing.")

    def _between(self, run: RunFact | None, instant: datetime) -> Why:
        if run is None:
            before = self._runs.before(instant)
            if before is not None and instant - before.until < TROUBLE_SLACK:
                told = "It was changed and began anew" if before.code == "changed" else "It was being started again"
                return Why("unknown", f"{told}.")
            return Why("unknown", "It was wanted, and nothing tells why it did not run.")
        if run.reason:
            return Why(cause_of(run.code), run.reason)
        return Why("unknown", "It ran, and nothing tells why there is no file.")


def _continues(last: Part, part: Part) -> bool:
    """Whether two answers are one; recordings that touch too, when both were wanted or neither was."""
    if (last.wanted, last.done) != (part.wanted, part.done) or (last.recorded is None) is not (part.recorded is None):
        return False
    if last.recorded is not None:
        return last.recorded is part.recorded
    return last.why.cause == part.why.cause and (last.why.cause == "notScheduled" or last.why.reason == part.why.reason)


def _coarse(parts: Iterable[Part], shortest: timedelta) -> list[Part]:
    """The same without what is too short to be shown: a brief reason counts to the gap in which it lies."""
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        if last is None or last.until != part.since or not (_is_gap(last) and _is_gap(part)):
            found.append(part)
        elif part.until - part.since < shortest:
            found[-1] = replace(last, until=part.until)
        elif last.until - last.since < shortest:
            found[-1] = replace(part, since=last.since)
        else:
            found.append(part)
    return [part for part in found if part.until - part.since >= shortest]


def _is_gap(part: Part) -> bool:
    """Whether something that was wanted is missing, or was kept from running by somebody."""
    return part.recorded is None and part.why.cause not in (None, "notScheduled", "outsidePeriod", "excluded")


def _until_now(uptimes: Sequence[Uptime], now: datetime) -> list[Uptime]:
    """The newest heartbeat is a few seconds old, and goes on."""
    found = sorted(uptimes, key=lambda each: each.since)
    if found and timedelta(0) <= now - found[-1].until <= BEAT_SLACK:
        found[-1] = Uptime(found[-1].since, now)
    return found


def _calendars(facts: Facts) -> Iterable[_Calendar]:
    ends = [*(version.since for version in facts.versions[1:]), None]
    for number, (version, end) in enumerate(zip(facts.versions, ends, strict=True)):
        since = max(version.since if number else min(version.since, facts.since), facts.since)
        until = min(end, facts.until) if end else facts.until
        if since >= until and end is not None:
            continue
        found: list[Recorded] = []
        by_begin: dict[datetime, Window] = {}
        plan = version.plan
        if plan is not None and plan.trigger != "oneshot" and not version.deleted and since < until:
            for window in windows(plan, since, until):
                begin = window.start or since
                found.append(Recorded(begin, window.end or until, 0.0, 0))
                by_begin[begin] = window
        yield _Calendar(since, until if end is not None else until + INSTANT, version, Track(found), by_begin)


def _midnights(calendar: _Calendar, since: datetime, until: datetime) -> Iterable[datetime]:
    plan = calendar.version.plan
    low, high = max(since, calendar.since), min(until, calendar.until)
    if plan is None or low >= high:
        return
    day = day_of(low, plan.zone)
    while (edge := start_of(day, plan.zone)) < high:
        yield edge
        day += DAY
    bare = replace(plan, period=None, exclude_dates=())
    if plan.trigger != "oneshot":
        for window in windows(bare, low, high):
            yield from (edge for edge in (window.start, window.end) if edge is not None)


def _last_tick(plan: Plan | None, instant: datetime) -> datetime | None:
    """The tick that somebody means who asks for an instant, of a job of single instants."""
    if plan is None or plan.trigger != "oneshot":
        return None
    return max(ticks(plan, instant - TICK_LENGTH + INSTANT, instant + INSTANT), default=None)


def _moment(instant: datetime, zone: ZoneInfo, *, seconds: bool = False) -> str:
    return f"{instant.astimezone(zone):{'%Y-%m-%d %H:%M:%S' if seconds else '%Y-%m-%d %H:%M'}}"


def _day(instant: datetime, zone: ZoneInfo) -> str:
    return f"{instant.astimezone(zone):%Y-%m-%d}"
