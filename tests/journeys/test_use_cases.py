"""The use cases of the specification's section 7 as plans, on virtual time: what runs when, over weeks and years."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from regie.camcron.jobs.plan import count_ticks, ticks, warnings, window_at, windows
from tests.camcron.jobs.plans import paris, plan
from tests.kernel.scheduling.model import HOUR, MINUTE, wall

MONDAY, NEXT_MONDAY = paris("2026-03-02 00:00"), paris("2026-03-09 00:00")
NEW_YEAR, NEXT_NEW_YEAR = paris("2026-01-01 00:00"), paris("2027-01-01 00:00")


def every(step, since, until):
    while since < until:
        yield since
        since += step


def test_cu_01_two_qualities_are_recorded_without_any_break():
    high, low = plan(), plan()
    for moment in every(7 * HOUR, NEW_YEAR, NEXT_NEW_YEAR):
        assert window_at(high, moment) is not None
        assert window_at(low, moment) is not None
    (window,) = windows(high, NEW_YEAR, NEXT_NEW_YEAR)
    assert (window.start, window.end) == (None, None)


def test_cu_02_a_building_site_is_pictured_every_ten_minutes_from_march_to_september():
    site = plan("*/10 * * * *", trigger="oneshot", period=("2026-03-01", "2026-09-30"))

    pictures = list(ticks(site, NEW_YEAR, NEXT_NEW_YEAR))

    assert wall("Europe/Paris", pictures[0]) == "2026-03-01 00:00+01:00"
    assert wall("Europe/Paris", pictures[-1]) == "2026-09-30 23:50+02:00"
    assert len(pictures) == count_ticks(site, NEW_YEAR, NEXT_NEW_YEAR) == 214 * 144 - 6  # one night is an hour shorter
    assert {later - sooner for sooner, later in pairwise(pictures)} == {10 * MINUTE}


def test_cu_03_a_warehouse_is_recorded_all_week_and_watched_closely_on_weekends():
    week = plan("0 0 * * 1-5", "0 0 * * 6")
    weekend = plan("0 0 * * 6", "0 0 * * 1")
    pictures = plan("*/2 * * * 0,6", trigger="oneshot")

    for moment in every(3 * HOUR + 37 * MINUTE, NEW_YEAR, NEXT_NEW_YEAR):
        is_weekend = moment.astimezone(week.zone).weekday() >= 5
        assert (window_at(week, moment) is None) == is_weekend
        assert (window_at(weekend, moment) is None) != is_weekend
    (monday_to_friday,) = windows(week, MONDAY, NEXT_MONDAY)
    (saturday_and_sunday,) = windows(weekend, MONDAY + HOUR, NEXT_MONDAY)
    assert monday_to_friday.end == saturday_and_sunday.start
    assert saturday_and_sunday.end == NEXT_MONDAY
    assert count_ticks(pictures, MONDAY, NEXT_MONDAY) == 2 * 24 * 30


def test_cu_04_a_rack_is_pictured_every_hour_of_the_year():
    rack = plan("0 */1 * * *", trigger="oneshot")
    pictures = list(ticks(rack, NEW_YEAR, NEXT_NEW_YEAR))
    assert len(pictures) == 365 * 24
    assert {later - sooner for sooner, later in pairwise(pictures)} == {HOUR}


OFFICE = [plan("0 8 * * 1-5", "0 18 * * 1-5")]
WAREHOUSE = [plan(), plan("0 * * * *", trigger="oneshot")]
PARKING = [
    plan("0 20 * * *", "0 7 * * *"),
    plan("*/5 7-19 * * *", trigger="oneshot"),
    plan("*/15 * * * *", trigger="oneshot"),
]
CU_05 = 4 * OFFICE + 4 * WAREHOUSE + 2 * PARKING


def test_cu_05_three_sites_have_the_eighteen_jobs_that_it_lists():
    assert len(CU_05) == 18
    assert [warning.code for schedule in CU_05 for warning in warnings(schedule, MONDAY)] == []


@pytest.mark.parametrize(
    ("moment", "recording"),
    [
        ("2026-03-03 12:00", 4 + 4),
        ("2026-03-03 07:30", 4),
        ("2026-03-03 18:00", 4),
        ("2026-03-03 23:00", 4 + 2),
        ("2026-03-08 12:00", 4),
        ("2026-03-29 02:59", 4 + 2),
        ("2026-10-25 02:30", 4 + 2),
    ],
)
def test_cu_05_records_what_each_site_needs(moment, recording):
    at = paris(moment) if moment != "2026-03-29 02:59" else paris("2026-03-29 03:00") - MINUTE
    assert sum(window_at(schedule, at) is not None for schedule in CU_05) == recording


def test_cu_05_ticks_of_a_week():
    counted = Counter()
    for schedule in CU_05:
        if schedule.trigger == "oneshot":
            counted[schedule.cron.text] += count_ticks(schedule, MONDAY, NEXT_MONDAY)
    assert counted == {"0 * * * *": 4 * 168, "*/5 7-19 * * *": 2 * 7 * 13 * 12, "*/15 * * * *": 2 * 7 * 96}


def test_cu_05_nights_in_the_parking_last_an_hour_more_or_less_when_the_clocks_change():
    (night, *_) = PARKING
    lengths = Counter(window.end - window.start for window in windows(night, NEW_YEAR + 12 * HOUR, NEXT_NEW_YEAR))
    assert lengths == {11 * HOUR: 363, 10 * HOUR: 1, 12 * HOUR: 1}


def test_cu_05_offices_are_recorded_at_their_own_eight_o_clock():
    sites = {zone: plan("0 8 * * 1-5", "0 18 * * 1-5", zone=zone) for zone in ("Europe/Paris", "America/New_York")}
    for zone, office in sites.items():
        found = list(windows(office, NEW_YEAR, NEXT_NEW_YEAR))
        assert len(found) == 261
        assert {wall(zone, window.start)[11:16] for window in found} == {"08:00"}
        assert {window.end - window.start for window in found} == {timedelta(hours=10)}
