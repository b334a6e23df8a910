"""
Durations: windows of one fixed length, opened by each tick of a cron expression.

Pure. A tick that falls inside of a window is skipped as an overlap: each window keeps its length. Where ticks always
come sooner than windows end, which ones are skipped would depend on where the counting began, long ago; so each local
day counts for itself: its first tick opens a window whatever runs, and one from the day before ends there.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from regie.kernel.scheduling.cron import Cron
from regie.kernel.scheduling.windows import Window
from regie.kernel.scheduling.zones import DAY, INSTANT, day_of, start_of


def durations(cron: Cron, length: timedelta, zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Window]:
    """The windows that meet [since, until), with their true bounds."""
    opened = _certain_start(cron, length, zone, since)
    while opened < until:
        following = _following(cron, length, zone, opened)
        closed = min(opened + length, following)
        if closed > since:
            yield Window(opened, closed, "duration")
        opened = following


def _certain_start(cron: Cron, length: timedelta, zone: ZoneInfo, instant: datetime) -> datetime:
    """A tick at or before an instant that is certainly not skipped, and after which nothing older is open."""
    tick = cron.previous(instant + INSTANT, zone)
    if tick - cron.previous(tick, zone) >= length:
        return tick
    return cron.next(start_of(day_of(tick, zone), zone) - INSTANT, zone)


def _following(cron: Cron, length: timedelta, zone: ZoneInfo, opened: datetime) -> datetime:
    """The next tick that opens a window after the one that opened then."""
    tick = cron.next(opened, zone)
    if tick - opened >= length:
        return tick
    tomorrow = start_of(day_of(opened, zone) + DAY, zone)
    return min(cron.next(opened + length - INSTANT, zone), cron.next(tomorrow - INSTANT, zone))
