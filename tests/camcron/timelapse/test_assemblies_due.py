"""Which films the pictures of a job come to."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from regie.camcron.jobs.period import Period, parse_period
from regie.camcron.timelapse.plan import GRACE, Span, span_around

PARIS = ZoneInfo("Europe/Paris")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def period(start: str | None, end: str | None) -> Period:
    found = parse_period({key: value for key, value in (("startDate", start), ("endDate", end)) if value})
    assert isinstance(found, Period)
    return found


@pytest.mark.parametrize(
    ("picture", "since", "until"),
    [
        pytest.param("2026-11-16T12:00", "2026-11-15T23:00", "2026-11-16T23:00", id="a day"),
        pytest.param("2026-11-15T23:00", "2026-11-15T23:00", "2026-11-16T23:00", id="its first instant"),
        pytest.param("2026-10-25T12:00", "2026-10-24T22:00", "2026-10-25T23:00", id="a day of 25 hours"),
        pytest.param("2026-03-29T12:00", "2026-03-28T23:00", "2026-03-29T22:00", id="a day of 23 hours"),
    ],
)
def test_a_film_of_a_day_has_the_pictures_of_a_local_day(picture, since, until):
    assert span_around("day", utc(picture), PARIS, None) == Span(utc(since), utc(until))


def test_a_film_of_a_period_has_the_pictures_of_one_occurrence():
    site = period("2026-03-01", "2026-09-30")
    winter = period("--12-01", "--02-28")

    assert span_around("period", utc("2026-05-01"), PARIS, site) == Span(
        utc("2026-02-28T23:00"), utc("2026-09-30T22:00")
    )
    assert span_around("period", utc("2027-01-10"), PARIS, winter) == Span(
        utc("2026-11-30T23:00"), utc("2027-02-28T23:00")
    )


def test_nothing_is_made_by_itself_when_nobody_wants_it_or_the_period_never_ends():
    assert span_around("manual", utc("2026-05-01"), PARIS, None) is None
    assert span_around("period", utc("2026-05-01"), PARIS, None) is None
    assert span_around("period", utc("2026-05-01"), PARIS, period("2026-03-01", None)) is None
    assert span_around("period", utc("2025-05-01"), PARIS, period("2026-03-01", "2026-04-01")) is None


def test_a_film_is_due_a_little_after_its_last_picture():
    span = Span(utc("2026-11-15T23:00"), utc("2026-11-16T23:00"))
    assert not span.is_due(span.until + GRACE - timedelta(seconds=1))
    assert span.is_due(span.until + GRACE)
