"""
Calendar periods: the dates between which a job is active, and dates left out of them.

Pure, and about local dates only; when a date begins is for the zone to say. A period has both of its dates in it. It
runs once (`2026-03-15` to `2026-04-30`) or every year (`--12-01` to `--02-28`, over the year's end if need be). Where
a year has no 29 February, that date is 1 March as a start and 28 February as an end.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from regie.kernel.errors import Fault

Span = tuple[date | None, date | None]
"""The first and the last date, both included; None is without bound."""

DAY = timedelta(days=1)
ALWAYS: Span = (None, None)
FIRST_YEAR, ENDLESS_YEAR = 1970, 9999
EXPECTED = "a date as 2026-03-15, or --12-01 for every year"
MONTHS = "January February March April May June July August September October November December"
YEARS_TO_A_LEAP_DAY = 8

_FULL = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEARLY = re.compile(r"--([0-9]{2})-([0-9]{2})")


@dataclass(frozen=True, slots=True, order=True)
class YearlyDate:
    """A date of every year."""

    month: int
    day: int

    @property
    def leap(self) -> bool:
        """Whether it is 29 February."""
        return (self.month, self.day) == (2, 29)

    def within(self, year: int) -> date | None:
        """That date in a year, if the year has it."""
        return date(year, self.month, self.day) if not self.leap or _is_leap(year) else None

    def __str__(self) -> str:
        return f"--{self.month:02}-{self.day:02}"


CalendarDate = date | YearlyDate


@dataclass(frozen=True, slots=True)
class Period:
    """When a job is active: once, between two dates of which one may be missing, or every year."""

    start: CalendarDate | None
    end: CalendarDate | None
    since: date | None = None
    """For a yearly one written with full dates: its first occurrence."""

    @property
    def recurrent(self) -> bool:
        """Whether it comes back every year."""
        return isinstance(self.start, YearlyDate)

    def wire(self) -> dict[str, Any]:
        """As it is answered and may be sent back."""
        if self.since is not None and isinstance(self.end, YearlyDate):
            wraps = isinstance(self.start, YearlyDate) and self.end < self.start
            end = _end_in(self.end, self.since.year + wraps)
            return {"startDate": self.since.isoformat(), "endDate": end.isoformat(), "recurrent": True}
        dates = {"startDate": self.start, "endDate": self.end}
        return {key: str(held) for key, held in dates.items() if held is not None} | {"recurrent": self.recurrent}

    def covers(self, day: date) -> bool:
        """Whether a local date lies in it."""
        return any(True for _ in self.spans(day, day + DAY))

    def spans(self, since: date, until: date) -> Iterator[Span]:
        """Its spans of dates that meet [since, until), with their true bounds; those that touch are one."""
        if isinstance(self.start, YearlyDate) and isinstance(self.end, YearlyDate):
            yield from self._yearly(self.start, self.end, since, until)
        elif not (isinstance(self.start, YearlyDate) or isinstance(self.end, YearlyDate)):
            end = None if self.end and self.end.year >= ENDLESS_YEAR else self.end
            if _meets((self.start, end), since, until):
                yield self.start, end

    def _yearly(self, start: YearlyDate, end: YearlyDate, since: date, until: date) -> Iterator[Span]:
        if _whole_year(start, end):
            found: Iterable[Span] = ((self.since, None),)
        else:
            years = range(since.year - YEARS_TO_A_LEAP_DAY - 1, until.year + YEARS_TO_A_LEAP_DAY + 1)
            found = _joined(each for year in years if (each := _occurrence(start, end, year)))
        for span in found:
            cut = _from(span, self.since)
            if cut is not None and _meets(cut, since, until):
                yield cut


def falls_on(dates: Iterable[CalendarDate], day: date) -> bool:
    """Whether one of these dates is that day."""
    return any(each == day or (isinstance(each, YearlyDate) and each.within(day.year) == day) for each in dates)


def without(span: Span, dates: tuple[CalendarDate, ...], since: date, until: date) -> Iterator[Span]:
    """What is left of a span when dates are taken out of it, as far as it meets [since, until); true bounds."""
    first, last = span
    years = (since.year - YEARS_TO_A_LEAP_DAY - 1, until.year + YEARS_TO_A_LEAP_DAY + 1)
    for day in _days_of(dates, *years):
        if (first is not None and day < first) or (last is not None and day > last):
            continue
        if (first is None or first < day) and _meets((first, day - DAY), since, until):
            yield first, day - DAY
        first = day + DAY
    if (first is None or last is None or first <= last) and _meets((first, last), since, until):
        yield first, last


@lru_cache(maxsize=1024)
def _days_of(dates: tuple[CalendarDate, ...], first_year: int, last_year: int) -> tuple[date, ...]:
    found = {each for each in dates if isinstance(each, date)}
    for yearly in dates:
        if isinstance(yearly, YearlyDate):
            found |= {day for year in range(first_year, last_year + 1) if (day := yearly.within(year))}
    return tuple(sorted(found))


# -- every year ----------------------------------------------------------------------------------------------------


def _occurrence(start: YearlyDate, end: YearlyDate, year: int) -> tuple[date, date] | None:
    """The one that begins in a year; None when that year lacks its only day."""
    first = start.within(year) or date(year, 3, 1)
    last = _end_in(end, year if start <= end else year + 1)
    return (first, last) if first <= last else None


def _end_in(end: YearlyDate, year: int) -> date:
    return end.within(year) or date(year, 2, 28)


def _whole_year(start: YearlyDate, end: YearlyDate) -> bool:
    """Whether each occurrence ends on the eve of the next, leap years included."""
    found = [_occurrence(start, end, year) for year in range(2023, 2030)]
    return all(one and two and one[1] + DAY >= two[0] for one, two in pairwise(found))


def _joined(spans: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    held: tuple[date, date] | None = None
    for first, last in spans:
        if held is None:
            held = first, last
        elif first <= held[1] + DAY:
            held = held[0], last
        else:
            yield held
            held = first, last
    if held is not None:
        yield held


def _from(span: Span, since: date | None) -> Span | None:
    first, last = span
    if since is None or (first is not None and first >= since):
        return span
    return None if last is not None and last < since else (since, last)


def _meets(span: Span, since: date, until: date) -> bool:
    return (span[0] is None or span[0] < until) and (span[1] is None or span[1] >= since)


# -- reading -------------------------------------------------------------------------------------------------------


def parse_period(value: Mapping[str, Any], path: str = "schedule.period") -> Period | list[Fault]:
    """Read `{startDate, endDate, recurrent}`, or say each field that is wrong."""
    faults = [
        Fault(f"{path}.{key}", "is not a field of a period", "startDate, endDate, recurrent")
        for key in value
        if key not in ("startDate", "endDate", "recurrent")
    ]
    start = _date(value.get("startDate"), f"{path}.startDate", faults)
    end = _date(value.get("endDate"), f"{path}.endDate", faults)
    recurrent = value.get("recurrent")
    if not isinstance(recurrent, bool | None):
        faults.append(Fault(f"{path}.recurrent", "is neither true nor false", "true or false"))
    if not faults:
        wrong = _wrong_form(start, end, recurrent, path) or _wrong_order(start, end, recurrent, path)
        faults += [wrong] if wrong else []
    if faults:
        return faults
    if recurrent and isinstance(start, date) and isinstance(end, date):
        return Period(YearlyDate(start.month, start.day), YearlyDate(end.month, end.day), since=start)
    return Period(start, end)


def parse_dates(values: Iterable[str], path: str = "schedule.excludeDates") -> tuple[CalendarDate, ...] | list[Fault]:
    """Read a list of dates and yearly dates, or say each one that is wrong."""
    faults: list[Fault] = []
    found = [_date(value, f"{path}.{index}", faults) for index, value in enumerate(values)]
    return faults or tuple(sorted({each for each in found if each is not None}, key=str))


def _wrong_form(
    start: CalendarDate | None, end: CalendarDate | None, recurrent: bool | None, path: str
) -> Fault | None:
    given = [each for each in (start, end) if each is not None]
    yearly = [isinstance(each, YearlyDate) for each in given]
    if not given:
        return Fault(path, "has neither a start nor an end", EXPECTED)
    if any(yearly) != all(yearly):
        return Fault(f"{path}.endDate", "is not of the same form as the start", "both with a year, or both without")
    if recurrent is False and any(yearly):
        return Fault(f"{path}.recurrent", "is false, but dates without a year come back every year", "true")
    if (recurrent or any(yearly)) and len(given) < 2:
        missing = "startDate" if start is None else "endDate"
        return Fault(f"{path}.{missing}", "is missing: a period of every year needs both", EXPECTED)
    return None


def _wrong_order(
    start: CalendarDate | None, end: CalendarDate | None, recurrent: bool | None, path: str
) -> Fault | None:
    if not (isinstance(start, date) and isinstance(end, date)):
        return None
    if end < start and not recurrent:
        return Fault(f"{path}.endDate", "is before the start", f"{start.isoformat()} or later")
    if recurrent and end >= _a_year_after(start):
        return Fault(f"{path}.endDate", "is a year or more after the start of a yearly period", "less than a year")
    return None


def _a_year_after(start: date) -> date:
    return YearlyDate(start.month, start.day).within(start.year + 1) or date(start.year + 1, 3, 1)


def _date(value: object, path: str, faults: list[Fault]) -> CalendarDate | None:
    """Read one date; what is wrong with it goes to `faults`."""
    if value is None:
        return None
    try:
        return _read(value)
    except ValueError as error:
        faults.append(Fault(path, str(error), EXPECTED))
        return None


def _read(text: object) -> CalendarDate:
    if not isinstance(text, str):
        raise ValueError("is not a text")  # noqa: TRY004 (it becomes a fault of the field)
    if found := _FULL.fullmatch(text):
        year, month, day = (int(group) for group in found.groups())
        if year < FIRST_YEAR:
            raise ValueError(f"is before {FIRST_YEAR}")
        _check_day(month, day, leap=_is_leap(year), year=f" {year}")
        return date(year, month, day)
    if found := _YEARLY.fullmatch(text):
        month, day = (int(group) for group in found.groups())
        _check_day(month, day, leap=True)
        return YearlyDate(month, day)
    raise ValueError(f'"{text[:32]}" is not a date')


def _check_day(month: int, day: int, *, leap: bool, year: str = "") -> None:
    if not 1 <= month <= 12:
        raise ValueError(f"has a month {month:02}")
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    if not 1 <= day <= days:
        raise ValueError(f"does not exist: {MONTHS.split()[month - 1]}{year} has {days} days")


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
