"""
Cron expressions of five fields, by the rules of Debian's cron.

Pure. cronsim reads the fields; the search on the wall clock is ours, because it is asked some hundred thousand times
when a server starts, and so is what an hour change means. An expression whose minute and hour are both fixed
(neither begins with `*`) runs once for each of its times: right after the gap when the time is missing, at the first
of the two when it is repeated. Every other one follows elapsed time: it runs whenever the wall shows a time of its.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from regie.kernel.scheduling import faults, zones
from regie.kernel.scheduling.faults import CronError
from regie.kernel.scheduling.zones import DAY, INSTANT, day_of, earliest, on_the_wall, start_of

__all__ = ["Cron", "CronError"]

MINUTE = timedelta(minutes=1)
HORIZON_DAYS = 50 * 366
"""As far as a match is looked for: 29 February on a given weekday comes every 28 years, or 40 around 2100."""
_ANY_DAY = datetime.combine(date(2000, 1, 1), time())
_MONTHS, _DAYS, _WEEKDAYS = frozenset(range(1, 13)), frozenset(range(1, 32)), frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Cron:
    """A cron expression that has been read; two of the same text are equal."""

    text: str
    minutes: tuple[int, ...] = field(compare=False, repr=False)
    hours: tuple[int, ...] = field(compare=False, repr=False)
    fixed: bool = field(compare=False, repr=False)
    """Whether hour and minute are fixed, so that each of its times counts once on each of its days."""
    every_day: bool = field(compare=False, repr=False)
    _sim: CronSim = field(compare=False, repr=False)

    @staticmethod
    def parse(text: str) -> "Cron":
        """Read an expression, or say what is wrong with it (`CronError`)."""
        return _parse(text)

    @property
    def parts(self) -> tuple[str, ...]:
        """The five fields as they were written."""
        return tuple(self.text.split())

    @property
    def hourly(self) -> bool:
        """Whether it may tick in every hour of its days."""
        return len(self.hours) == 24

    @property
    def always(self) -> bool:
        """Whether it matches every minute there is."""
        return self.hourly and len(self.minutes) == 60 and self.every_day

    def means_the_same(self, other: "Cron") -> bool:
        """Whether it has the same times as another one, however they are written."""
        return self._meaning == other._meaning

    @property
    def _meaning(self) -> tuple[object, ...]:
        days = None if self.every_day else (self._sim.day_and, frozenset(self._sim.days), _weekdays(self._sim))
        return self.minutes, self.hours, self.fixed, days, frozenset(self._sim.months)

    def matches_day(self, day: date) -> bool:
        """Whether its three day fields match a date."""
        return self.every_day or (day.month in self._sim.months and self._sim.match_day(day))

    def matches(self, wall: datetime) -> bool:
        """Whether it matches the minute that a wall clock shows."""
        return wall.minute in self._sim.minutes and wall.hour in self._sim.hours and self.matches_day(wall.date())

    # -- on the wall clock -----------------------------------------------------------------------------------------

    def next_naive(self, local: datetime) -> datetime:
        """Its first wall-clock time strictly after one."""
        day = local.date()
        if self.matches_day(day) and (found := self._time_after(local)):
            return found
        for _ in range(HORIZON_DAYS):
            day = self._day_after(day)
            if self.matches_day(day):
                return _at(day, self.hours[0], self.minutes[0])
        raise CronError(f'"{self.text}" never matches')

    def previous_naive(self, local: datetime) -> datetime:
        """Its last wall-clock time strictly before one."""
        day = local.date()
        if self.matches_day(day) and (found := self._time_before(local)):
            return found
        for _ in range(HORIZON_DAYS):
            day = self._day_before(day)
            if self.matches_day(day):
                return _at(day, self.hours[-1], self.minutes[-1])
        raise CronError(f'"{self.text}" never matches')

    def _time_after(self, local: datetime) -> datetime | None:
        if local.hour in self._sim.hours:
            later = bisect_right(self.minutes, local.minute)
            if later < len(self.minutes):
                return _at(local, local.hour, self.minutes[later])
        later = bisect_right(self.hours, local.hour)
        if later < len(self.hours):
            return _at(local, self.hours[later], self.minutes[0])
        return None

    def _time_before(self, local: datetime) -> datetime | None:
        if local.hour in self._sim.hours:
            started = local.second or local.microsecond  # then the minute that is shown began before
            sooner = (bisect_right if started else bisect_left)(self.minutes, local.minute)
            if sooner:
                return _at(local, local.hour, self.minutes[sooner - 1])
        sooner = bisect_left(self.hours, local.hour)
        if sooner:
            return _at(local, self.hours[sooner - 1], self.minutes[-1])
        return None

    def _day_after(self, day: date) -> date:
        day += DAY
        while day.month not in self._sim.months:
            day = (day.replace(day=1) + 32 * DAY).replace(day=1)
        return day

    def _day_before(self, day: date) -> date:
        day -= DAY
        while day.month not in self._sim.months:
            day = day.replace(day=1) - DAY
        return day

    # -- in time ---------------------------------------------------------------------------------------------------

    def next(self, after: datetime, zone: ZoneInfo) -> datetime:
        """Its first tick strictly after an instant."""
        if not self.fixed:
            return _found(zones.first_after(self.next_naive, after, zone))
        wall = self.next_naive(on_the_wall(after, zone))
        while (instant := earliest(wall, zone)) <= after:
            wall = self.next_naive(wall)
        return instant

    def previous(self, before: datetime, zone: ZoneInfo) -> datetime:
        """Its last tick strictly before an instant."""
        if not self.fixed:
            return _found(zones.last_before(self.previous_naive, before, zone))
        wall = on_the_wall(before, zone)
        wall = self.previous_naive(wall + zones.repeated_by(wall, zone))
        while (instant := earliest(wall, zone)) >= before:
            wall = self.previous_naive(wall)
        return instant

    def between(self, since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        """Its ticks in [since, until), a day at a time where the day has no hour change."""
        for day in self._days_between(since, until, zone):
            begin, end = start_of(day, zone), start_of(day + DAY, zone)
            if end - begin == DAY and begin >= since and end <= until:
                yield from (begin + minute * MINUTE for minute in _minutes_of_day(self))
            else:
                yield from self._one_by_one(max(begin, since), min(end, until), zone)

    def count(self, since: datetime, until: datetime, zone: ZoneInfo) -> int:
        """How many ticks there are in [since, until), without making them one by one."""
        total = 0
        for day in self._days_between(since, until, zone):
            begin, end = start_of(day, zone), start_of(day + DAY, zone)
            if end - begin == DAY:
                ticks = _minutes_of_day(self)
                low, high = _minutes_into(max(begin, since) - begin), _minutes_into(min(end, until) - begin)
                total += bisect_left(ticks, high) - bisect_left(ticks, low)
            else:
                total += sum(1 for _ in self._one_by_one(max(begin, since), min(end, until), zone))
        return total

    def _days_between(self, since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[date]:
        """The local days on which it ticks in [since, until)."""
        if since >= until:
            return
        day, last = day_of(since, zone), day_of(until - INSTANT, zone)
        while day <= last:
            if self.matches_day(day):
                yield day
                day += DAY
                continue
            if self.matches_day(day - DAY) and zones.repeated_by(_at(day, 0, 0), zone):
                yield day  # a clock that is set back right after midnight shows the eve again
            day = self.next_naive(_at(day, 23, 59)).date()

    def _one_by_one(self, since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        tick = self.next(since - INSTANT, zone)
        while tick < until:
            yield tick
            tick = self.next(tick, zone)


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute))


@lru_cache(maxsize=4096)
def _parse(text: str) -> Cron:
    faults.check_shape(text)
    try:
        sim = CronSim(text, _ANY_DAY)
    except (CronSimError, ValueError) as error:
        raise faults.explain(text) from error
    try:
        next(sim)
    except StopIteration:
        raise CronError(faults.never(text)) from None
    parts = text.split()
    return Cron(
        text=text,
        minutes=tuple(sorted(sim.minutes)),
        hours=tuple(sorted(sim.hours)),
        fixed=not parts[0].startswith("*") and not parts[1].startswith("*"),
        every_day=_every_day(sim),
        _sim=sim,
    )


def _every_day(sim: CronSim) -> bool:
    days, weekdays = _DAYS.issubset(sim.days), _WEEKDAYS.issubset(_weekdays(sim))
    return _MONTHS.issubset(sim.months) and ((days and weekdays) if sim.day_and else (days or weekdays))


def _weekdays(sim: CronSim) -> frozenset[object]:
    return frozenset(each % 7 if isinstance(each, int) else each for each in sim.weekdays)


@lru_cache(maxsize=1024)
def _minutes_of_day(cron: Cron) -> tuple[int, ...]:
    return tuple(hour * 60 + minute for hour in cron.hours for minute in cron.minutes)


def _minutes_into(span: timedelta) -> int:
    """Whole minutes begun: a tick at minute n counts before a bound of n minutes and a bit."""
    return -(-span // MINUTE)


def _found(instant: datetime | None) -> datetime:
    if instant is None:
        raise CronError("there is no such tick")
    return instant
