"""When a disk is full, against a slow simulation that walks the days."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from regie.camcron.retention.forecast import HORIZON, Growth, _grown, full_in

GB = 1e9


@pytest.mark.parametrize(
    ("free", "jobs", "days"),
    [
        (100, [], None),
        (0, [], 0.0),
        (-5, [Growth(1, 1, 1)], 0.0),
        (100, [Growth(50, 10, 5)], 10.0),
        (100, [Growth(50, 5, 5), Growth(50, 15, 5)], 5.0),
        (100, [Growth(50, 10, 5, max_days=15)], 10.0),
        (100, [Growth(50, 10, 5, max_days=14.9)], None),
        (100, [Growth(300, 10, 30, max_days=30)], None),
        (100, [Growth(50, 10, 5, max_bytes=149)], None),
        (100, [Growth(50, 10, 5, max_bytes=151)], 10.0),
        (100, [Growth(50, 10, 5, max_days=8, max_bytes=1000)], None),
        (100, [Growth(30, 20, 30, max_days=30)], 100 / 19),
        (100, [Growth(300, 1, 30, max_days=30), Growth(0, 11, 0)], 30 + 40 / 11),
        (10**9, [Growth(0, 1, 0)], None),
        (50, [Growth(100, 10, 0, max_days=9)], 5.0),
    ],
    ids=["nothing is written", "full already", "over it", "no limit", "two jobs", "full before it ages", "aged in time",
         "balanced", "size in time", "size too late", "days before size", "a rate that has risen",
         "one shrinks, one grows", "after ten years", "one that began now"],
)  # fmt: skip
def test_the_day_on_which_a_disk_is_full(free: float, jobs: list[Growth], days: float | None) -> None:
    found = full_in(free, jobs)

    assert found == (pytest.approx(days) if days is not None else None)


GROWTH = some.builds(
    Growth,
    kept=some.integers(0, 500),
    per_day=some.integers(0, 50),
    reaches_back=some.integers(0, 60),
    max_days=some.none() | some.integers(1, 60),
    max_bytes=some.none() | some.integers(1, 800),
)


@given(some.lists(GROWTH, max_size=4), some.integers(1, 1500))
def test_it_is_the_first_moment_at_which_nothing_is_free(jobs: list[Growth], free: int) -> None:
    found = full_in(free, jobs)
    steps = [day / 4 for day in range(4 * 130)]
    if found is None:
        assert all(_grown(jobs, day) < free + 1e-6 for day in [*steps, HORIZON])
    else:
        assert _grown(jobs, found) == pytest.approx(free, abs=1e-6)
        assert all(_grown(jobs, day) <= free + 1e-6 for day in steps if day < found)
