"""
Pairs: windows that one cron expression opens and another one closes.

Pure. A window lasts from a start to the first stop strictly after it; starts in between change nothing. The pairs are
made on wall-clock times and become instants afterwards, so that 22:00-06:00 means that in the nights of the hour
changes too. A stop of fixed hour and minute that is repeated counts the second time, and one that is missing becomes
the first valid instant after it; when that makes both ends the same instant, the window has *vanished*.

Two expressions that tick in every hour (`0 * * * *` until `10 * * * *`) mean elapsed time rather than hours of the
day: their ticks are paired as the instants that they are, in the repeated hour twice.
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from regie.kernel.scheduling.cron import Cron
from regie.kernel.scheduling.windows import Window
from regie.kernel.scheduling.zones import INSTANT, earliest, latest, on_the_wall, repeated_by


def pairs(start: Cron, stop: Cron, zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Window]:
    """The windows that meet [since, until), with their true bounds."""
    for window in _all(start, stop, zone, since, until):
        if window.meets(since, until) and not window.empty:
            yield window


def vanished(start: Cron, stop: Cron, zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[datetime]:
    """The instants in [since, until) at which a window would have begun, had the hour change not swallowed it."""
    for window in _all(start, stop, zone, since, until):
        if window.empty and window.start is not None and since <= window.start:
            yield window.start


def _all(start: Cron, stop: Cron, zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Window]:
    if start.hourly and stop.hourly:
        return _by_elapsed_time(start, stop, zone, since, until)
    return _by_the_wall(start, stop, zone, since, until)


def _by_elapsed_time(start: Cron, stop: Cron, zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Window]:
    closed = stop.previous(since + INSTANT, zone)
    while (opened := start.next(closed - INSTANT, zone)) < until:
        closed = stop.next(opened, zone)
        if closed > since:
            yield Window(opened, closed, "continuous")


def _by_the_wall(start: Cron, stop: Cron, zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Window]:
    close = latest if stop.fixed else earliest
    last = _last_certain_stop(stop, zone, since)
    closed = close(last, zone)
    while True:
        first = start.next_naive(last - INSTANT)
        opened = max(earliest(first, zone), closed)  # in the repeated hour the former one may last longer
        if opened >= until:
            return
        last = stop.next_naive(first)
        closed = close(last, zone)
        if closed >= since:
            yield Window(opened, closed, "continuous")


def _last_certain_stop(stop: Cron, zone: ZoneInfo, since: datetime) -> datetime:
    """A stop that is over by then, and that no repeated hour makes last longer than the wall says."""
    wall = on_the_wall(since, zone)
    last = stop.previous_naive(wall - repeated_by(wall, zone) + INSTANT)
    return stop.previous_naive(last - again) if (again := repeated_by(last, zone)) else last
