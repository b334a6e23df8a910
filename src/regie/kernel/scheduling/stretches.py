"""
Stretches: spans of consecutive minutes that a cron expression matches.

Pure. This is what an expression means on its own for something continuous: open during every minute whose wall-clock
time matches. `* 8-17 * * 1-5` makes windows of ten hours, `0 8-17 * * 1-5` ten windows of one minute. Hour changes
need no rule of their own here: a missing time is never shown, a repeated one is shown and matched twice.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from regie.kernel.scheduling.cron import MINUTE, Cron
from regie.kernel.scheduling.windows import Window
from regie.kernel.scheduling.zones import DAY, INSTANT, first_after, last_before, on_the_wall

HOUR = timedelta(hours=1)
LONGEST_DAYS = 9 * 366
"""A stretch that lasts longer never ends: eight years without a 29 February are the longest that the calendar has."""


def stretches(cron: Cron, zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Window]:
    """The stretches that meet [since, until), with their true bounds."""
    window = stretch_at(cron, zone, since) or _stretch_after(cron, zone, since)
    while window is not None and (window.start is None or window.start < until):
        yield window
        window = _stretch_after(cron, zone, window.end) if window.end else None


def stretch_at(cron: Cron, zone: ZoneInfo, instant: datetime) -> Window | None:
    """The stretch that is open at an instant."""
    if not cron.matches(on_the_wall(instant, zone)):
        return None
    before = last_before(lambda local: _previous_unmatched(cron, local), instant, zone)
    return Window(before + MINUTE if before else None, _end(cron, zone, instant), "continuous")


def _stretch_after(cron: Cron, zone: ZoneInfo, closed: datetime) -> Window | None:
    """The first stretch after an instant at which none is open."""
    start = first_after(cron.next_naive, closed, zone)
    return Window(start, _end(cron, zone, start), "continuous") if start else None


def _end(cron: Cron, zone: ZoneInfo, instant: datetime) -> datetime | None:
    return first_after(lambda local: _next_unmatched(cron, local), instant, zone)


def _next_unmatched(cron: Cron, local: datetime) -> datetime | None:
    """The first minute after a wall-clock time that does not match; None when all of them do."""
    if cron.always:
        return None
    at = _minute(local) + MINUTE
    horizon = at + LONGEST_DAYS * DAY
    while at < horizon:
        if not cron.matches(at):
            return at
        if len(cron.minutes) < 60:
            gap = next((minute for minute in range(at.minute, 60) if minute not in cron.minutes), None)
            if gap is not None:
                return at.replace(minute=gap)
        at = _midnight(at) + DAY if _whole_days(cron) else _hour(at) + HOUR
    return None


def _previous_unmatched(cron: Cron, local: datetime) -> datetime | None:
    """The last minute that began before a wall-clock time and does not match; None when all of them do."""
    if cron.always:
        return None
    at = _minute(local - INSTANT)
    horizon = at - LONGEST_DAYS * DAY
    while at > horizon:
        if not cron.matches(at):
            return at
        if len(cron.minutes) < 60:
            gap = next((minute for minute in range(at.minute, -1, -1) if minute not in cron.minutes), None)
            if gap is not None:
                return at.replace(minute=gap)
        at = (_midnight(at) if _whole_days(cron) else _hour(at)) - MINUTE
    return None


def _whole_days(cron: Cron) -> bool:
    return cron.hourly and len(cron.minutes) == 60


def _minute(local: datetime) -> datetime:
    return local.replace(second=0, microsecond=0)


def _hour(local: datetime) -> datetime:
    return local.replace(minute=0, second=0, microsecond=0)


def _midnight(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0, microsecond=0)
