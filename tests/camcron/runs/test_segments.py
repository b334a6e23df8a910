"""True start times from a list of segments and one anchor."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.runs.segments import NUMBERS, Anchor, Segment, Timed, belongs, next_block, parse_line, timed

EIGHT = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "segment"),
    [
        ("7.mp4,0.000000,2.005469\n", Segment("7.mp4", 7, 0.0, 2.005469)),
        ("10000.mkv,3599.98,7199.97", Segment("10000.mkv", 10000, 3599.98, 7199.97)),
        ("0.ts,-0.021,1.5", Segment("0.ts", 0, -0.021, 1.5)),
        ("7.mp4,0.000000,2.0", Segment("7.mp4", 7, 0.0, 2.0)),
        ("7.mp4,0.000000", None),
        ("7.mp", None),
        ("", None),
        ("frame.mp4,0,1", None),
        ("7.mp4,1.2.3,2", None),
    ],
)
def test_a_line_of_the_list_is_read_or_left(line: str, segment: Segment | None) -> None:
    assert parse_line(line) == segment


def test_a_camera_that_was_tried_for_months_is_recorded_with_numbers_that_ffmpeg_takes() -> None:
    block, begun = 0, set()
    for _ in range(50_000):
        block = next_block(block, 0)
        begun.add(block * NUMBERS)

    assert max(begun) < 900_000_000 and min(begun) == NUMBERS
    assert len(begun) > 8000, "none is met again soon"


def test_a_process_after_one_that_wrote_for_days_meets_none_of_its_names() -> None:
    assert next_block(1, NUMBERS - 1) == 2
    assert next_block(1, 250_000) * NUMBERS > NUMBERS + 250_000


def test_a_file_is_placed_on_the_clock_by_the_anchor() -> None:
    anchor = Anchor.at(EIGHT + timedelta(seconds=2.5), 100.0, 2.5)

    assert timed("1.mp4,3600.04,7200.08", anchor) == Timed(
        1,
        "1.mp4",
        EIGHT + timedelta(seconds=3600.04),
        pytest.approx(3600.04),
    )


def test_an_early_report_that_came_late_is_mended_by_a_better_one() -> None:
    """While a stream is looked at, two seconds of it gather: the first report knows nothing of them yet."""
    anchor = Anchor.at(EIGHT + timedelta(seconds=2.4), 50.0, 0.04)

    better = anchor.improved(51.0, 3.4)

    assert better.instant == EIGHT


def test_a_report_that_came_late_changes_nothing() -> None:
    anchor = Anchor.at(EIGHT, 50.0, 0.0)

    assert anchor.improved(53.0, 1.0).instant == EIGHT


def test_after_ten_seconds_the_anchor_is_left_alone() -> None:
    anchor = Anchor.at(EIGHT, 50.0, 0.0)

    assert anchor.improved(60.1, 70.0) is anchor


@given(st.floats(0, 30), st.lists(st.floats(0, 3), min_size=1, max_size=10))
def test_the_anchor_is_off_by_no_more_than_the_least_delay_of_a_report(zero: float, delays: list[float]) -> None:
    """Reports at whole seconds, each some time late."""
    start = EIGHT + timedelta(seconds=zero)
    anchor = Anchor.at(start + timedelta(seconds=delays[0]), 1000 + delays[0], 0.0)
    for second, delay in enumerate(delays[1:], 1):
        anchor = anchor.improved(1000 + second + delay, float(second))

    within = [delay for second, delay in enumerate(delays) if second + delay - delays[0] <= 10]
    assert (anchor.instant - start).total_seconds() == pytest.approx(min(within), abs=1e-4)


@pytest.mark.parametrize(
    ("number", "seconds_from_the_tick", "part"),
    [(0, -2.9, False), (0, -0.3, True), (0, 1.0, True), (1, -1.5, True), (1, -5.0, False), (2, 5.0, True)],
)
def test_with_strict_bounds_only_what_was_cut_before_the_tick_is_dropped(
    number: int, seconds_from_the_tick: float, part: bool
) -> None:
    segment = Timed(number, f"{number}.mp4", EIGHT + timedelta(seconds=seconds_from_the_tick), 5.0)

    assert belongs(segment, EIGHT, first_number=0, seconds=5) is part
