"""
When a job is wanted: a pure function of its schedule and the instant.

A schedule has a trigger (continuous, a fixed duration, or one shot), perhaps a cron expression and one that stops,
perhaps a calendar period and dates left out, and always a zone. The expression makes windows and ticks, the calendar
cuts them at local midnights; what is missing never forbids. All of it may be asked for any instant in any order:
nothing here remembers, so a restart, a lost message or a corrected clock changes nothing. The rules are told one by
one, each with its test, in docs/time.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from regie.camcron.jobs import advice
from regie.camcron.jobs.advice import PlanWarning
from regie.camcron.jobs.period import ALWAYS, CalendarDate, Period, Span, without
from regie.kernel.scheduling.cron import Cron
from regie.kernel.scheduling.durations import durations
from regie.kernel.scheduling.pairs import pairs
from regie.kernel.scheduling.stretches import stretches
from regie.kernel.scheduling.windows import Window
from regie.kernel.scheduling.zones import DAY, INSTANT, day_of, start_of

__all__ = ["Plan", "PlanWarning", "count_ticks", "next_window", "ticks", "warnings", "window_at", "windows"]

Trigger = Literal["continuous", "oneshot", "duration"]

HORIZON = 50 * 366 * DAY
"""As far ahead as a next window is looked for; no cron expression waits longer."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A job's schedule, read and in its zone."""

    trigger: Trigger
    cron: Cron | None
    cron_stop: Cron | None
    period: Period | None
    duration_seconds: float | None
    zone: ZoneInfo
    exclude_dates: tuple[CalendarDate, ...] = ()
    catch_up: bool = False
    """Whether missed ticks are made up for, all those of one outage by one run."""

    def __post_init__(self) -> None:
        if self.trigger == "duration" and not self.duration_seconds:
            raise ValueError("a plan of fixed duration needs its duration")
        if self.cron_stop is not None and self.cron is None:
            raise ValueError("a stop needs a start")


def windows(plan: Plan, since: datetime, until: datetime) -> Iterator[Window]:
    """All windows and ticks that meet [since, until), in their order, disjoint and with their true bounds."""
    for opened, closed in _active(plan, since, until):
        low = max(since, opened) if opened else since
        high = min(until, closed) if closed else until
        for window in _by_expression(plan, low, high):
            cut = window.clip(opened, closed)
            if cut is not None and cut.meets(since, until):
                yield cut


def window_at(plan: Plan, instant: datetime) -> Window | None:
    """The window that is open at an instant; a tick never is."""
    if plan.trigger == "oneshot":
        return None
    return next((window for window in windows(plan, instant, instant + INSTANT) if instant in window), None)


def next_window(plan: Plan, after: datetime) -> Window | None:
    """The first window or tick that starts strictly after an instant."""
    found = windows(plan, after + INSTANT, after + HORIZON)
    return next((window for window in found if window.start is not None and window.start > after), None)


def ticks(plan: Plan, since: datetime, until: datetime) -> Iterator[datetime]:
    """The ticks of the expression in [since, until) on active dates, whatever the trigger makes of them."""
    if plan.cron is not None:
        for low, high in _active_within(plan, since, until):
            yield from plan.cron.between(low, high, plan.zone)


def count_ticks(plan: Plan, since: datetime, until: datetime) -> int:
    """How many ticks there are in [since, until), such as those that an outage missed; made a day at a time."""
    if plan.cron is None:
        return 0
    return sum(plan.cron.count(low, high, plan.zone) for low, high in _active_within(plan, since, until))


def _by_expression(plan: Plan, since: datetime, until: datetime) -> Iterator[Window]:
    """What the cron expressions alone make of [since, until), with true bounds."""
    cron, zone = plan.cron, plan.zone
    if cron is None:
        return iter([Window(None, None, "continuous")] if plan.trigger == "continuous" else [])
    if plan.trigger == "oneshot":
        return (Window(tick, None, "tick") for tick in cron.between(since, until, zone))
    if plan.trigger == "duration":
        return durations(cron, timedelta(seconds=plan.duration_seconds or 0), zone, since, until)
    if plan.cron_stop is not None:
        return pairs(cron, plan.cron_stop, zone, since, until)
    return stretches(cron, zone, since, until)


def _active(plan: Plan, since: datetime, until: datetime) -> Iterator[tuple[datetime | None, datetime | None]]:
    """The spans of active dates that meet [since, until), as instants: cut at local midnights."""
    for first, last in _active_dates(plan, since, until):
        opened = start_of(first, plan.zone) if first else None
        closed = start_of(last + DAY, plan.zone) if last else None
        if (opened is None or opened < until) and (closed is None or closed > since):
            yield opened, closed


def _active_dates(plan: Plan, since: datetime, until: datetime) -> Iterator[Span]:
    if plan.period is None and not plan.exclude_dates:
        yield ALWAYS
        return
    first, beyond = day_of(since, plan.zone), day_of(until, plan.zone) + DAY
    for span in plan.period.spans(first, beyond) if plan.period else [ALWAYS]:
        yield from without(span, plan.exclude_dates, first, beyond) if plan.exclude_dates else [span]


def _active_within(plan: Plan, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    for opened, closed in _active(plan, since, until):
        yield (max(since, opened) if opened else since), (min(until, closed) if closed else until)


# -- what deserves a second look -----------------------------------------------------------------------------------


def warnings(plan: Plan, now: datetime) -> list[PlanWarning]:
    """What is allowed and probably not meant, each with the fields of `schedule` that would mean it."""
    found = advice.on_expressions(plan.trigger, plan.cron, plan.cron_stop)
    found += advice.on_period(plan.period, day_of(now, plan.zone))
    if plan.cron is not None and plan.trigger == "duration":
        found += advice.on_overlaps(plan.cron, plan.duration_seconds or 0, plan.zone, now)
    if all(each.code != "period-past" for each in found) and _never_again(plan, now):
        found.append(_never(plan))
    elif plan.cron is not None:
        found += advice.on_hour_changes(
            plan.cron, plan.cron_stop, plan.trigger, plan.zone, now, lambda instant: _is_active(plan, instant)
        )
    return found


def _never_again(plan: Plan, now: datetime) -> bool:
    by_hand_only = plan.cron is None and plan.trigger != "continuous"
    return not by_hand_only and window_at(plan, now) is None and next_window(plan, now) is None


def _never(plan: Plan) -> PlanWarning:
    what = "the expression has no time within the period" if plan.period else "every date of it is excluded"
    fix: dict[str, Any] = {"period": None} if plan.period else {"excludeDates": []}
    return PlanWarning("never-runs", f"{what}: the job will never run by itself", fix)


def _is_active(plan: Plan, instant: datetime) -> bool:
    return any(True for _ in _active(plan, instant, instant + INSTANT))
