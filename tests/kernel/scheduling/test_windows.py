"""Windows: half-open spans, endless ones too."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from regie.kernel.scheduling.windows import Window, merge
from tests.kernel.scheduling.model import MINUTE, utc

ZERO = utc("2026-03-06 00:00")


def at(minute):
    return None if minute is None else ZERO + minute * MINUTE


def span(start, end, kind="continuous"):
    return Window(at(start), at(end), kind)


def tick(minute):
    return Window(at(minute), None, "tick")


bounds = st.none() | st.integers(0, 40)
spans = st.builds(span, bounds, bounds).filter(lambda window: not window.empty)


def inside(window):
    return {minute for minute in range(-2, 45) if at(minute) in window}


def test_a_window_has_its_start_and_not_its_end():
    assert at(8) in span(8, 18)
    assert at(18) not in span(8, 18)
    assert at(18) - timedelta(microseconds=1) in span(8, 18)


def test_a_window_without_bounds_is_always_open():
    assert at(0) in span(None, None)
    assert at(0) in span(None, 1)
    assert at(1) not in span(None, 1)
    assert at(5) in span(1, None)


def test_windows_that_touch_do_not_meet():
    assert not span(8, 18).meets(at(18), at(20))
    assert not span(8, 18).meets(at(0), at(8))
    assert span(8, 18).meets(at(17), None)


def test_a_tick_is_an_instant_and_never_open():
    assert at(5) not in tick(5)
    assert tick(5).meets(at(5), at(6))
    assert not tick(5).meets(at(6), at(9))
    assert tick(5).clip(at(0), at(6)) == tick(5)
    assert tick(5).clip(at(0), at(5)) is None


def test_a_clipped_window_keeps_its_kind():
    assert span(8, 18, "duration").clip(at(10), at(12)) == span(10, 12, "duration")
    assert span(None, None).clip(at(10), None) == span(10, None)
    assert span(8, 18).clip(at(18), at(20)) is None


def test_windows_that_touch_or_overlap_are_merged_and_ticks_are_not():
    assert merge([span(6, 8), span(0, 2), tick(1), span(2, 4), span(3, 5)]) == [span(0, 5), tick(1), span(6, 8)]
    assert merge([span(4, None), span(0, 2), span(5, 9)]) == [span(0, 2), span(4, None)]
    assert merge([span(None, 1), span(1, 2), span(None, None)]) == [span(None, None)]


@given(st.lists(spans, max_size=6))
def test_merged_windows_hold_the_same_instants_apart_and_in_order(windows):
    merged = merge(windows)

    assert set().union(*map(inside, merged)) == set().union(*map(inside, windows))
    for one, other in pairwise(merged):
        assert one.end is not None
        assert other.start is not None
        assert one.end < other.start


@given(spans, spans)
def test_the_intersection_holds_what_both_hold(one, other):
    both = one.intersect(other)
    assert (inside(both) if both else set()) == inside(one) & inside(other)
    assert both is None or not both.empty
