"""What a job takes, and what is told when there is less: tables."""

import pytest

from regie.camcron.jobs.planning.space import GB, Rate, Room, gb_per_day, said, space_warning
from tests.camcron.jobs.building import EVERY_5, OFFICE, at, plan


@pytest.mark.parametrize(
    ("of", "rate", "per_day"),
    [
        (plan(), Rate(per_second=500_000), 43.2),
        (OFFICE, Rate(per_second=500_000), 18.0),
        (plan("duration", cron="0 * * * *", duration=30), Rate(per_second=1_000_000), 0.72),
        (EVERY_5, Rate(per_tick=1_000_000), 0.288),
        (plan("oneshot"), Rate(per_tick=1_000_000), 0.0),
        (plan(period={"startDate": "2027-01-01"}), Rate(per_second=500_000), 43.2),
        (plan(period={"endDate": "2025-01-01"}), Rate(per_second=500_000), 0.0),
    ],
    ids=["always", "office", "thirty seconds an hour", "pictures", "by hand", "begins next year", "over"],
)
def test_a_day_takes_its_rate_for_as_long_as_it_is_wanted(of, rate: Rate, per_day: float):
    assert gb_per_day(of, rate, at("07:00")) == pytest.approx(per_day)


@pytest.mark.parametrize(
    ("per_day", "days", "size", "free", "message", "fix"),
    [
        (43.2, 30, None, 800, "30 days need 1.3 TB, you have 800 GB", {"retention": {"maxDays": 18}}),
        (43.2, 30, None, 1300, None, None),
        (43.2, 30, 500, 800, None, None),
        (43.2, None, 2000, 800, "2.0 TB are allowed to it, you have 800 GB", {"retention": {"maxSizeGB": 800.0}}),
        (43.2, None, None, 1, None, None),
        (43.2, 1, None, 10, "1 day needs 43 GB, you have 10 GB", None),
    ],
)
def test_what_does_not_fit_is_told_in_numbers(per_day, days, size, free, message, fix):
    found = space_warning(per_day, days, size, Room(free=(free - 1) * GB, held=GB))

    assert (found.message if found else None, found.fix if found else None) == (message, fix)


def test_sizes_are_said_as_people_say_them():
    assert [said(gb) for gb in (1300, 43.2, 1.04, 0.4, 0)] == ["1.3 TB", "43 GB", "1.0 GB", "400 MB", "0 MB"]
