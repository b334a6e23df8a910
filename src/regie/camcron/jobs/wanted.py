"""
What should run at an instant: the plan, and above it what people said: by hand of one job, or of many until an instant.

A pure function. A start by hand outside of a window runs until a stop by hand, or for its duration; a stop by hand
inside of a window holds until the next one; a pause keeps still what it is about, a force keeps it running. Whatever
contradicts, what was said last counts. All of it is rows (`cam_overrides`, `cam_holds`), so a restart of the server
changes nothing of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from regie.camcron.jobs.holds import Hold, bounds, ruling
from regie.camcron.jobs.plan import Plan, next_window, window_at
from regie.kernel.scheduling.windows import Window


@dataclass(frozen=True, slots=True)
class ByHand:
    """A start or a stop that somebody asked for, or a start that makes up for missed ticks, and that has not ended."""

    kind: Literal["start", "catchUp", "stop"]
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A window in which the job should run now."""

    window: Window
    trigger: Literal["schedule", "manual", "catchUp"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is wanted now, and when that may change next without anybody doing anything."""

    now: Wanted | None
    held: bool
    """In a window, but stopped by hand."""
    changes_at: datetime | None
    next_run_at: datetime | None
    """The next start by plan, or by a force."""
    pause: Hold | None = None
    """What keeps it still now."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the plan and what was said come to at one instant."""

    wanted: Wanted | None
    held: bool
    """Stopped by hand."""
    pause: Hold | None
    """Whether it counts or not: a start that was said later runs in spite of it."""


def weigh(
    window: Window | None, by_hand: Iterable[ByHand], instant: datetime, holds: Sequence[Hold], *, of_instants: bool
) -> Weighed:
    """What is wanted at an instant at which this window of the plan is open, or none is."""
    rule = ruling(holds, instant) if holds else None
    pause = rule if rule is not None and rule.kind == "pause" else None
    forced = _span(rule) if rule is not None and rule.kind == "force" and not of_instants else None
    open_ = window or forced
    held = False
    manual: Wanted | None = None
    for said in by_hand:
        if rule is not None and said.since < rule.said_at:
            continue  # the pause, or the force, was said after it
        if said.kind == "catchUp" and (pause is not None or not of_instants):
            continue  # nobody said it: what stands still, or has no ticks any more, makes up for nothing
        if said.kind != "stop" and said.since <= instant and (said.until is None or instant < said.until):
            span = Window(said.since, said.until, "continuous" if said.until is None else "duration")
            manual = Wanted(span, "manual" if said.kind == "start" else "catchUp")
        if said.kind == "stop" and open_ is not None and (open_.start is None or open_.start <= said.since):
            held = True
    wanted = _wanted(window, forced, manual, held=held, still=pause is not None)
    return Weighed(wanted, held and manual is None and pause is None, pause)


def look(plan: Plan, by_hand: Iterable[ByHand], instant: datetime, holds: Sequence[Hold] = ()) -> Outlook:
    """The outlook at an instant. Ticks are not windows: they only appear as `next_run_at` and `changes_at`."""
    window = window_at(plan, instant)
    following = next_window(plan, instant)
    weighed = weigh(window, by_hand, instant, holds, of_instants=plan.trigger == "oneshot")
    wanted = weighed.wanted
    manual = wanted.window if wanted is not None and wanted.trigger != "schedule" else None
    ends = [
        when
        for when in (
            window.end if window else None,
            manual.end if manual else None,
            following.start if following else None,
            *bounds(holds, instant)[:1],
        )
        if when is not None and when > instant
    ]
    return Outlook(
        now=wanted,
        held=weighed.held,
        changes_at=min(ends, default=None),
        next_run_at=_next_run(plan, following, instant, holds, weighed.pause),
        pause=weighed.pause if wanted is None else None,
    )


def _wanted(
    window: Window | None, forced: Window | None, manual: Wanted | None, *, held: bool, still: bool
) -> Wanted | None:
    if manual is not None and (window is None or held or still):
        return manual
    if still or held:
        return None
    if window is not None:
        return Wanted(window, "schedule")
    return Wanted(forced, "manual") if forced is not None else None


def _span(hold: Hold) -> Window:
    return Window(hold.since, hold.until, "continuous" if hold.until is None else "duration")


def _next_run(
    plan: Plan, following: Window | None, instant: datetime, holds: Sequence[Hold], pause: Hold | None
) -> datetime | None:
    """The next start that no pause of now forbids: by plan, by its end in mid-window, or by a force."""
    coming = following.start if following else None
    if pause is not None:
        if pause.until is None:
            return None
        if coming is None or coming < pause.until:
            later = next_window(plan, pause.until)
            coming = pause.until if window_at(plan, pause.until) else later.start if later else None
    forces = [hold.since for hold in holds if hold.kind == "force" and hold.since > instant]
    if forces and plan.trigger != "oneshot":
        coming = min([*forces, coming] if coming else forces)
    return coming
