"""
Between instants and what a clock on the wall shows.

Pure. An instant is aware and in UTC; a wall-clock time is naive and means nothing without its zone. Twice a year the
two disagree: a spring change leaves out wall-clock times (they are *missing*), an autumn change shows some twice
(they are *repeated*). Whoever schedules has to say what it wants then, so nothing here guesses: `earliest` and
`latest` have the answer in their names, and both give the first valid instant for a time that is missing.
"""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
NOTHING = timedelta(0)

_NOT_A_PLACE = re.compile(r"^(right|posix)/|^(localtime|posixrules|Factory)$")

Find = Callable[[datetime], datetime | None]
"""On the wall clock: the next (or the last) time of some kind, strictly after (or before) one; None: there is none."""


class ZoneError(ValueError):
    """A time zone that nobody knows."""


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo:
    """The zone of that name in the IANA list, such as `Europe/Paris`."""
    try:
        if name and not _NOT_A_PLACE.search(name):
            return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        pass
    raise ZoneError(f'there is no time zone "{name[:64]}"; expected a name such as Europe/Paris{_nearest(name)}')


def _nearest(name: str) -> str:
    known = {zone.lower(): zone for zone in available_timezones()}
    wanted = name[:64].strip().lower().replace(" ", "_")
    cities = {zone.rpartition("/")[2]: full for zone, full in known.items()}
    for among in (known, cities):
        if close := difflib.get_close_matches(wanted, among, n=1, cutoff=0.75):
            return f"; did you mean {among[close[0]]}?"
    return ""


def on_the_wall(instant: datetime, zone: ZoneInfo) -> datetime:
    """What a clock on the wall of that zone shows at an instant."""
    return _aware(instant).astimezone(zone).replace(tzinfo=None, fold=0)


def occurrences(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants at which the wall shows this time: none when it is missing, two when it is repeated."""
    first = _offset(wall, zone)
    second = _offset(wall, zone, fold=1)
    if first == second:
        return (_utc(wall - first),)
    return (_utc(wall - first), _utc(wall - second)) if first > second else ()


def earliest(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which the wall shows this time, or the first valid one after it when it is missing."""
    found = occurrences(wall, zone)
    return found[0] if found else _end_of_gap(wall, zone)


def latest(wall: datetime, zone: ZoneInfo) -> datetime:
    """The last instant at which the wall shows this time, or the first valid one after it when it is missing."""
    found = occurrences(wall, zone)
    return found[-1] if found else _end_of_gap(wall, zone)


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a local day begins (00:00, unless the hour change leaves that out)."""
    return earliest(datetime.combine(day, time()), zone)


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """The local day that has begun last: the date on the wall, even while a clock set back shows the eve again."""
    day = on_the_wall(instant, zone).date()
    return day + DAY if instant >= start_of(day + DAY, zone) else day


def repeated_by(wall: datetime, zone: ZoneInfo) -> timedelta:
    """How much later the wall shows this time again; zero when it does not."""
    return max(NOTHING, _offset(wall, zone) - _offset(wall, zone, fold=1))


def first_after(find: Find, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The first instant after `after` at which the wall shows a time that `find` knows; missing times never come."""
    here = _aware(after).astimezone(zone)
    wall = here.replace(tzinfo=None, fold=0)
    again = None if here.fold else _shown_again(find, wall, zone)
    found = find(wall)
    while found is not None:
        for instant in occurrences(found, zone):
            if instant > after:
                return instant if again is None else min(again, instant)
        found = find(found)
    return again


def last_before(find: Find, before: datetime, zone: ZoneInfo) -> datetime | None:
    """The last instant before `before` at which the wall shows a time that `find` knows."""
    here = _aware(before).astimezone(zone)
    wall = here.replace(tzinfo=None, fold=0)
    shown_before = _first_pass(find, wall, zone) if here.fold else None
    found = find(wall)
    while found is not None:
        for instant in reversed(occurrences(found, zone)):
            if instant < before:
                return instant if shown_before is None else max(shown_before, instant)
        found = find(found)
    return shown_before


def _shown_again(find: Find, wall: datetime, zone: ZoneInfo) -> datetime | None:
    """From within the first pass of repeated times: what the second pass shows before it comes to `wall` again."""
    span = repeated_by(wall, zone)
    found = find(wall - span) if span else None
    while found is not None and found <= wall:
        if repeated_by(found, zone):
            return latest(found, zone)
        found = find(found)
    return None


def _first_pass(find: Find, wall: datetime, zone: ZoneInfo) -> datetime | None:
    """From within the second pass of repeated times: what the first pass showed after it had come to `wall`."""
    found = find(wall + repeated_by(wall, zone))
    while found is not None and found >= wall:
        if repeated_by(found, zone):
            return earliest(found, zone)
        found = find(found)
    return None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a zone's offset from UTC: from `first` until `last` the wall misses or repeats its times."""

    instant: datetime
    before: timedelta
    after: timedelta

    @property
    def missing(self) -> bool:
        """Whether times are left out (otherwise they are repeated)."""
        return self.after > self.before

    @property
    def first(self) -> datetime:
        """The first wall-clock time that is missing or repeated."""
        return self.instant.replace(tzinfo=None) + min(self.before, self.after)

    @property
    def last(self) -> datetime:
        """The end, excluded, of the wall-clock times that are missing or repeated."""
        return self.instant.replace(tzinfo=None) + max(self.before, self.after)


def changes(zone: ZoneInfo, since: datetime, until: datetime) -> tuple[Change, ...]:
    """The changes of offset in [since, until), in their order."""
    years = range(since.year, until.year + 1)
    return tuple(each for year in years for each in _changes_of(zone, year) if since <= each.instant < until)


@lru_cache(maxsize=256)
def _changes_of(zone: ZoneInfo, year: int) -> tuple[Change, ...]:
    found = []
    here, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while here < end:
        there = here + DAY
        before, after = _offset_at(here, zone), _offset_at(there, zone)
        if before != after:
            found.append(Change(_turn(here, there, zone), before, after))
        here = there
    return tuple(found)


def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    before, after = _offset(wall, zone), _offset(wall, zone, fold=1)
    return _turn(_utc(wall - after), _utc(wall - before), zone)


def _turn(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The instant in (low, high] from which the offset of `high` holds; offsets change on whole seconds."""
    wanted = _offset_at(high, zone)
    seconds = int((high - low).total_seconds())
    known_no, known_yes = 0, seconds
    while known_yes - known_no > 1:
        middle = (known_no + known_yes) // 2
        if _offset_at(low + timedelta(seconds=middle), zone) == wanted:
            known_yes = middle
        else:
            known_no = middle
    return low + timedelta(seconds=known_yes)


def _offset(wall: datetime, zone: ZoneInfo, fold: int = 0) -> timedelta:
    return zone.utcoffset(wall.replace(tzinfo=zone, fold=fold)) or NOTHING


def _offset_at(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or NOTHING


def _utc(naive: datetime) -> datetime:
    return naive.replace(tzinfo=UTC, fold=0)


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no zone: an instant is aware")
    return instant
