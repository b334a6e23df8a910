"""Zones: names, and what becomes of a wall-clock time in the nights of the hour changes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from regie.kernel.scheduling.zones import (
    ZoneError,
    changes,
    earliest,
    latest,
    occurrences,
    on_the_wall,
    start_of,
    zone_named,
)
from tests.kernel.scheduling.model import CHANGES, MINUTE, local, utc, wall, watch_around


def test_a_zone_is_found_by_its_name():
    assert zone_named("Europe/Paris") == ZoneInfo("Europe/Paris")
    assert zone_named("UTC").key == "UTC"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Europe/Pariss", "did you mean Europe/Paris?"),
        ("europe/paris", "did you mean Europe/Paris?"),
        ("paris", "did you mean Europe/Paris?"),
        ("New York", "did you mean America/New_York?"),
        ("Europe", 'there is no time zone "Europe"'),
        ("", 'there is no time zone ""'),
        ("../../etc/passwd", "there is no time zone"),
        ("/etc/localtime", "there is no time zone"),
        ("localtime", "there is no time zone"),
        ("right/Europe/Paris", "there is no time zone"),
        ("Europe/Par\0is", "there is no time zone"),
        ("+02:00", "there is no time zone"),
        ("x" * 5000, "expected a name such as Europe/Paris"),
    ],
)
def test_a_zone_that_nobody_knows_is_refused_with_a_guess(name, sentence):
    with pytest.raises(ZoneError) as refused:
        zone_named(name)

    assert sentence in str(refused.value)
    assert len(str(refused.value)) < 250


LOCAL_TIMES = [
    # zone, wall-clock time, earliest, latest
    pytest.param("Europe/Paris", "2026-06-01 12:00", "2026-06-01 12:00+02:00", None, id="an ordinary time"),
    pytest.param("Europe/Paris", "2026-03-29 02:30", "2026-03-29 03:00+02:00", None, id="the night without 02:30"),
    pytest.param("Europe/Paris", "2026-03-29 02:00", "2026-03-29 03:00+02:00", None, id="the first missing minute"),
    pytest.param("Europe/Paris", "2026-03-29 03:00", "2026-03-29 03:00+02:00", None, id="the end of the gap"),
    pytest.param(
        "Europe/Paris", "2026-10-25 02:30", "2026-10-25 02:30+02:00", "2026-10-25 02:30+01:00",
        id="the night with two 02:30",
    ),
    pytest.param("Europe/Paris", "2026-10-25 03:00", "2026-10-25 03:00+01:00", None, id="after the repeated hour"),
    pytest.param("Australia/Lord_Howe", "2026-10-04 02:10", "2026-10-04 02:30+11:00", None, id="half an hour missing"),
    pytest.param(
        "Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-05 01:45+11:00", "2026-04-05 01:45+10:30",
        id="half an hour twice",
    ),
    pytest.param("America/Sao_Paulo", "2017-10-15 00:00", "2017-10-15 01:00-02:00", None, id="no midnight"),
    pytest.param("Pacific/Apia", "2011-12-30 12:00", "2011-12-31 00:00+14:00", None, id="a whole day is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "text", "first", "last"), LOCAL_TIMES)
def test_a_local_time_has_a_first_and_a_last_instant(zone, text, first, last):
    time, place = datetime.fromisoformat(text), ZoneInfo(zone)
    assert wall(zone, earliest(time, place)) == first
    assert wall(zone, latest(time, place)) == (last or first)


@pytest.mark.parametrize(("zone", "text"), [(zone, text) for zone in CHANGES for text in CHANGES[zone]])
def test_the_instants_of_a_local_time_are_those_at_which_the_wall_shows_it(zone, text):
    watch, place = watch_around(zone, utc(text)), ZoneInfo(zone)
    around = slice(len(watch.seen) // 2 - 200, len(watch.seen) // 2 + 200)
    for instant, shown in watch.seen[around]:
        assert on_the_wall(instant, place) == shown
        assert instant in occurrences(shown, place)
    first, last = watch.seen[around][0][1], watch.seen[around][-1][1]
    displayed = {shown for _, shown in watch.seen}
    for shown in (time for time in watch.first if first <= time <= last):
        assert (earliest(shown, place), latest(shown, place)) == (watch.first[shown], watch.last[shown])
        assert bool(occurrences(shown, place)) == (shown in displayed)


@pytest.mark.parametrize("zone", CHANGES)
def test_changes_of_a_zone_are_found_to_the_minute(zone):
    for text in CHANGES[zone]:
        instant = utc(text)
        found = changes(ZoneInfo(zone), instant - timedelta(days=3), instant + timedelta(days=3))
        assert [change.instant for change in found] == [instant]
        assert changes(ZoneInfo(zone), instant + MINUTE, instant + timedelta(days=3)) == ()


def test_a_change_tells_which_times_are_missing_or_repeated():
    spring, autumn = changes(ZoneInfo("Europe/Paris"), utc("2026-01-01 00:00"), utc("2027-01-01 00:00"))
    assert (spring.missing, str(spring.first), str(spring.last)) == (True, "2026-03-29 02:00:00", "2026-03-29 03:00:00")
    assert (autumn.missing, str(autumn.first)) == (False, "2026-10-25 02:00:00")


def test_a_day_begins_at_its_first_instant():
    assert start_of(date(2026, 3, 29), ZoneInfo("Europe/Paris")) == local("Europe/Paris", "2026-03-29 00:00")
    assert start_of(date(2017, 10, 15), ZoneInfo("America/Sao_Paulo")) == local("America/Sao_Paulo", "2017-10-15 01:00")
    assert start_of(date(2025, 11, 2), ZoneInfo("America/Havana")) == local("America/Havana", "2025-11-02 00:00")
