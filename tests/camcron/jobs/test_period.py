"""Periods: how they are written, which dates they have, and what is wrong with them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.jobs.period import Period, YearlyDate, falls_on, parse_dates, parse_period, without

DAY = timedelta(days=1)


def period(start, end, recurrent=None):
    given = {"startDate": start, "endDate": end, "recurrent": recurrent}
    found = parse_period({key: value for key, value in given.items() if value is not None})
    assert isinstance(found, Period), found
    return found


def days(text):
    return date.fromisoformat(text)


COVERED = [
    # start, end, recurrent, dates in it, dates out of it
    pytest.param(
        "2026-03-15", "2026-04-30", False,
        ["2026-03-15", "2026-04-01", "2026-04-30"], ["2026-03-14", "2026-05-01", "2027-04-01"],
        id="once, both of its dates included",
    ),
    pytest.param("2026-03-15", "2026-03-15", False, ["2026-03-15"], ["2026-03-14", "2026-03-16"], id="one day"),
    pytest.param("2026-03-15", None, None, ["2026-03-15", "2099-01-01"], ["2026-03-14"], id="without an end"),
    pytest.param(None, "2026-03-15", None, ["1999-01-01", "2026-03-15"], ["2026-03-16"], id="without a beginning"),
    pytest.param("2026-03-15", "9999-12-31", False, ["2500-01-01"], ["2026-03-14"], id="an end as late as can be"),
    pytest.param(
        "--06-01", "--08-31", True, ["2026-06-01", "1990-07-14", "2031-08-31"], ["2026-05-31", "2026-09-01"],
        id="every summer",
    ),
    pytest.param(
        "--12-01", "--02-28", True,
        ["2026-12-01", "2026-12-31", "2027-01-01", "2027-02-28"], ["2026-11-30", "2028-02-29", "2027-03-01"],
        id="every winter, over the end of the year",
    ),
    pytest.param(
        "--12-01", "--02-29", True, ["2028-02-29", "2027-02-28"], ["2027-03-01", "2028-03-01"],
        id="until 29 February, that is until 28 in common years",
    ),
    pytest.param(
        "--02-29", "--05-31", True, ["2028-02-29", "2027-03-01"], ["2027-02-28", "2028-02-28"],
        id="from 29 February, that is from 1 March in common years",
    ),
    pytest.param("--02-29", "--02-29", True, ["2028-02-29"], ["2027-02-28", "2027-03-01"], id="29 February alone"),
    pytest.param("--05-01", "--05-01", True, ["2026-05-01", "2027-05-01"], ["2026-05-02"], id="one day a year"),
    pytest.param("--01-01", "--12-31", True, ["2026-01-01", "2028-02-29", "2026-12-31"], [], id="the whole year"),
    pytest.param(
        "2026-12-01", "2027-02-28", True, ["2026-12-01", "2028-01-15"], ["2026-01-15", "2026-11-30", "2028-02-29"],
        id="every winter from a given one on",
    ),
    pytest.param(
        "2026-12-01", "2026-02-28", True, ["2026-12-01", "2027-01-15"], ["2026-01-15"],
        id="every year, with an end that reads as before its start",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "recurrent", "inside", "outside"), COVERED)
def test_a_period_has_its_dates(start, end, recurrent, inside, outside):
    found = period(start, end, recurrent)
    assert [day for day in inside if not found.covers(days(day))] == []
    assert [day for day in outside if found.covers(days(day))] == []


WRONG = [
    ({"startDate": "2026-04-30", "endDate": "2026-03-15"}, "endDate", "is before the start"),
    ({"startDate": "2026-04-30", "endDate": "2026-03-15", "recurrent": False}, "endDate", "is before the start"),
    ({"startDate": "2026-02-30", "endDate": "2026-03-15"}, "startDate", "February 2026 has 28 days"),
    ({"startDate": "2026-01-01", "endDate": "2026-06-31"}, "endDate", "June 2026 has 30 days"),
    ({"startDate": "--02-30", "endDate": "--03-15"}, "startDate", "February has 29 days"),
    ({"startDate": "--13-01", "endDate": "--03-15"}, "startDate", "has a month 13"),
    ({"startDate": "15/03/2026", "endDate": "2026-04-30"}, "startDate", '"15/03/2026" is not a date'),
    ({"startDate": "2026-3-5", "endDate": "2026-04-30"}, "startDate", "is not a date"),
    ({"startDate": "2026-03-05T00:00:00Z", "endDate": "2026-04-30"}, "startDate", "is not a date"),
    ({"startDate": "1926-03-05", "endDate": "2026-04-30"}, "startDate", "is before 1970"),
    ({"startDate": 20260305, "endDate": "2026-04-30"}, "startDate", "is not a text"),
    ({"startDate": "2026-12-01", "endDate": "--02-28"}, "endDate", "is not of the same form as the start"),
    ({"startDate": "--12-01", "endDate": "2027-02-28", "recurrent": True}, "endDate", "is not of the same form"),
    ({"startDate": "--12-01", "endDate": "--02-28", "recurrent": False}, "recurrent", "come back every year"),
    ({"startDate": "--12-01"}, "endDate", "needs both"),
    ({"startDate": "2026-03-01", "recurrent": True}, "endDate", "needs both"),
    ({"startDate": "2026-03-01", "endDate": "2027-03-01", "recurrent": True}, "endDate", "a year or more"),
    ({"startDate": "2026-03-01", "endDate": "2026-04-01", "recurrent": "yes"}, "recurrent", "neither true nor false"),
    ({"startDate": "2026-03-01", "endDate": "2026-04-01", "every": 2}, "every", "is not a field of a period"),
    ({}, "", "neither a start nor an end"),
]


@pytest.mark.parametrize(("value", "field", "sentence"), WRONG)
def test_what_is_wrong_with_a_period_is_told_by_field(value, field, sentence):
    faults = parse_period(value, path="schedule.period")

    assert isinstance(faults, list)
    assert [fault.path for fault in faults] == [f"schedule.period.{field}".rstrip(".")]
    assert sentence in faults[0].message


def test_everything_wrong_with_a_period_is_told_at_once():
    faults = parse_period({"startDate": "tomorrow", "endDate": "--04-31", "colour": "blue"})
    assert isinstance(faults, list)
    assert {fault.path.rpartition(".")[2] for fault in faults} == {"startDate", "endDate", "colour"}


@pytest.mark.parametrize(
    "value",
    [
        {"startDate": "2026-03-15", "endDate": "2026-04-30", "recurrent": False},
        {"startDate": "--12-01", "endDate": "--02-28", "recurrent": True},
        {"startDate": "2026-12-01", "endDate": "2027-02-28", "recurrent": True},
        {"startDate": "2024-01-15", "endDate": "2024-02-29", "recurrent": True},
        {"startDate": "2026-03-15", "recurrent": False},
    ],
)
def test_a_period_is_answered_as_it_was_sent(value):
    found = parse_period(value)
    assert isinstance(found, Period)
    assert found.wire() == value


def test_spans_are_told_whole_and_those_that_touch_are_one():
    winter = period("--12-01", "--02-28")
    assert list(winter.spans(days("2027-01-10"), days("2027-12-15"))) == [
        (days("2026-12-01"), days("2027-02-28")),
        (days("2027-12-01"), days("2028-02-28")),
    ]
    almost = period("--03-01", "--02-28")
    assert list(almost.spans(days("2027-01-10"), days("2027-01-11"))) == [(days("2024-03-01"), days("2028-02-28"))]
    assert list(period("--03-15", "--03-14").spans(days("2027-01-10"), days("2027-01-11"))) == [(None, None)]
    assert list(period("2026-03-15", "2027-03-14", True).spans(days("2030-01-10"), days("2030-01-11"))) == [
        (days("2026-03-15"), None)
    ]


def test_29_february_alone_has_no_span_in_common_years():
    leap_day = period("--02-29", "--02-29")
    assert list(leap_day.spans(days("2025-01-01"), days("2028-01-01"))) == []
    assert list(leap_day.spans(days("2025-01-01"), days("2029-01-01"))) == [(days("2028-02-29"), days("2028-02-29"))]


yearly = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: YearlyDate(day.month, day.day))


@given(yearly, yearly, st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 800))
def test_spans_of_a_yearly_period_are_the_runs_of_its_days(start, end, since, length):
    """A day is told by itself: its month and day lie between those of the period, with the rule for 29 February."""
    until = since + length * DAY

    def covered(day):
        leap = day.year % 4 == 0
        low = (3, 1) if start.leap and not leap else (start.month, start.day)
        high = (2, 28) if end.leap and not leap else (end.month, end.day)
        here = (day.month, day.day)
        return low <= here <= high if start <= end else here >= low or here <= high

    found = list(Period(start, end).spans(since, until))
    for (_, one), (other, _) in pairwise(found):
        assert one + DAY < other
    for offset in range(length):
        day = since + offset * DAY
        inside = any((first is None or first <= day) and (last is None or day <= last) for first, last in found)
        assert inside == covered(day), day


def test_dates_left_out_are_dates_or_yearly_dates():
    dates = parse_dates(["--12-25", "2026-05-01", "--12-25"])
    assert isinstance(dates, tuple)
    assert len(dates) == 2
    assert falls_on(dates, days("2031-12-25"))
    assert falls_on(dates, days("2026-05-01"))
    assert not falls_on(dates, days("2027-05-01"))


def test_each_wrong_date_left_out_is_told_by_its_place():
    faults = parse_dates(["--12-25", "noel", "2026-02-29"])
    assert isinstance(faults, list)
    assert [fault.path for fault in faults] == ["schedule.excludeDates.1", "schedule.excludeDates.2"]


def test_a_span_without_dates_is_cut_around_them():
    dates = parse_dates(["--12-25", "2026-05-01"])
    assert isinstance(dates, tuple)
    assert list(without((None, None), dates, days("2026-04-01"), days("2026-06-01"))) == [
        (days("2025-12-26"), days("2026-04-30")),
        (days("2026-05-02"), days("2026-12-24")),
    ]
    assert list(without((days("2026-05-01"), days("2026-05-02")), dates, days("2026-04-01"), days("2026-06-01"))) == [
        (days("2026-05-02"), days("2026-05-02"))
    ]
    assert list(without((days("2026-05-01"), days("2026-05-01")), dates, days("2026-04-01"), days("2026-06-01"))) == []
