"""
What should run at an instant: the plan, and above it what people said by hand.

A pure function. A start by hand outside of a window runs until a stop by hand, or for its duration; a stop by hand
inside of a window holds until the next one. Both are rows (`cam_overrides`), so a restart of the server changes
nothing of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from regie.camcron.jobs.plan import Plan, next_window, window_at
from regie.kernel.scheduling.windows import Window


@dataclass(frozen=True, slots=True)
class ByHand:
    """A start or a stop that somebody asked for, and that has not ended."""

    kind: Literal["start", "stop"]
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A window in which the job should run now."""

    window: Window
    trigger: Literal["schedule", "manual"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is wanted now, and when that may change next without anybody doing anything."""

    now: Wanted | None
    held: bool
    """In a window, but stopped by hand."""
    changes_at: datetime | None
    next_run_at: datetime | None
    """The next start by plan."""


def look(plan: Plan, by_hand: Iterable[ByHand], instant: datetime) -> Outlook:
    """The outlook at an instant. Ticks are not windows: they only appear as `next_run_at` and `changes_at`."""
    window = window_at(plan, instant)
    following = next_window(plan, instant)
    held = False
    manual: Window | None = None
    for said in by_hand:
        if said.kind == "start" and said.since <= instant and (said.until is None or instant < said.until):
            manual = Window(said.since, said.until, "continuous" if said.until is None else "duration")
        if said.kind == "stop" and window is not None and (window.start is None or window.start <= said.since):
            held = True
    if manual is not None and (window is None or held):
        wanted: Wanted | None = Wanted(manual, "manual")
    elif window is not None and not held:
        wanted = Wanted(window, "schedule")
    else:
        wanted = None
    ends = [
        when
        for when in (
            window.end if window else None,
            manual.end if manual else None,
            following.start if following else None,
        )
        if when is not None and when > instant
    ]
    return Outlook(
        now=wanted,
        held=held and manual is None,
        changes_at=min(ends, default=None),
        next_run_at=following.start if following else None,
    )
