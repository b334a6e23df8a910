"""Samples packed and unpacked: nothing is invented, nothing is lost."""

import math
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.series.blocks import COARSE, FINE, NOTHING, empty, line_of, mean, merged, place, put, unpacked
from regie.camcron.series.rates import TOTAL, Look, Process, samples

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_an_instant_has_its_place():
    assert place(at(0), FINE) == (NOON, 0)
    assert place(at(299.9), FINE) == (NOON, 29)
    assert place(at(300), FINE) == (at(300), 0)
    assert place(at(3599), COARSE) == (NOON, 11)


def test_what_was_not_measured_is_no_figure():
    row = empty(FINE)
    put(row, 3, (50.0, 1000.0, 10.0, 20.0))
    line = line_of([(NOON, row.tobytes())], at(10), at(60), FINE, ("cpu", "memory"))
    assert line.since == at(10)
    assert line.values == {"cpu": [None, None, 50.0, None, None], "memory": [None, None, 1000.0, None, None]}


@given(st.dictionaries(st.integers(0, 200), st.floats(0, 1e6, width=32), max_size=40), st.integers(0, 1500))
def test_any_span_shows_what_was_put_there(held, offset):
    rows = {}
    for number, value in held.items():
        begin, index = place(at(number * 10), FINE)
        put(rows.setdefault(begin, empty(FINE)), index, (value, 0.0, 0.0, 0.0))

    line = line_of(
        [(begin, row.tobytes()) for begin, row in rows.items()], at(offset), at(offset + 300), FINE, ("cpu",)
    )

    first = offset // 10
    assert len(line.values["cpu"]) in (30, 31)
    for index, value in enumerate(line.values["cpu"]):
        wanted = held.get(first + index)
        assert value == (None if wanted is None else round(wanted, 1))


def test_a_row_that_is_written_twice_has_both_parts():
    older, newer = empty(FINE), empty(FINE)
    put(older, 0, (1.0, 1.0, 1.0, 1.0))
    put(older, 1, (2.0, 2.0, 2.0, 2.0))
    put(newer, 1, (5.0, 5.0, 5.0, 5.0))
    both = merged(older, newer)
    assert list(both[:8]) == [1.0] * 4 + [5.0] * 4
    assert mean(both) == (3.0, 3.0, 3.0, 3.0)
    assert all(math.isnan(value) for value in mean(empty(FINE)))
    assert all(math.isnan(value) for value in NOTHING)


def test_a_row_of_another_form_counts_as_none():
    assert all(math.isnan(value) for value in unpacked(b"odd", FINE))


def test_costs_are_summed_by_job_camera_and_altogether():
    processes = [
        Process(1, records=False),
        Process(2, "cam", "direct"),
        Process(3, "cam", "shared", relayed=True),
        Process(4, "cam", records=False),
        Process(5, "cam", "new"),
    ]
    before = {pid: Look(0, 0, 1000, 1000) for pid in (1, 2, 3, 4)}
    now = {pid: Look(10.0, 100, 1000 + pid * 10, 1000 + pid * 100) for pid in (1, 2, 3, 4)} | {
        5: Look(1.0, 7, 9999, 9999)
    }

    found = samples(processes, now, before, 10.0)

    assert found["job", "direct"] == (10.0, 100, 20.0, 2.0)
    assert found["job", "shared"] == (10.0, 100, 30.0, 3.0)
    assert found["job", "new"] == (1.0, 7, 0.0, 0.0)
    assert found["camera", "cam"] == (31.0, 307, 50.0, 2.0 + 4.0)
    assert found[TOTAL] == (41.0, 407, 50.0, 6.0)


def test_a_counter_that_went_back_is_a_new_process():
    found = samples([Process(1, "c", "j")], {1: Look(0, 0, 5, 5)}, {1: Look(0, 0, 900, 900)}, 10.0)
    assert found["job", "j"] == (0, 0, 0.0, 0.0)


def test_over_udp_a_recording_takes_what_it_writes_and_of_a_feed_nothing_is_known():
    before = {pid: Look(0, 0, 0, 0) for pid in (1, 2)}
    now = {pid: Look(1.0, 1, 10, 1000) for pid in (1, 2)}
    found = samples(
        [Process(1, "a", "j", counted=False), Process(2, "b", records=False, counted=False)], now, before, 10.0
    )
    assert found["job", "j"][3] == found["camera", "a"][3] == 100.0
    assert math.isnan(found["camera", "b"][3]) and math.isnan(found[TOTAL][3])
    assert found["camera", "b"][2] == 0.0
