"""Windows of one length, opened by ticks."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.kernel.scheduling.cron import Cron
from regie.kernel.scheduling.durations import durations
from tests.kernel.scheduling.model import HOUR, MINUTE, Expression, Night, expressions, local, nights, wall

DURATIONS = [
    pytest.param(
        "0 * * * *", 30, "2026-03-06 08:00", "2026-03-06 10:00",
        [("08:00:00", "08:00:30"), ("09:00:00", "09:00:30")], id="thirty seconds of each hour",
    ),
    pytest.param(
        "0 22 * * *", 8 * 3600, "2026-03-06 00:00", "2026-03-06 12:00", [("22:00:00", "06:00:00")],
        id="one that began the day before is told whole",
    ),
    pytest.param(
        "*/5 * * * *", 300, "2026-03-06 08:00", "2026-03-06 08:15",
        [("08:00:00", "08:05:00"), ("08:05:00", "08:10:00"), ("08:10:00", "08:15:00")], id="windows that touch",
    ),
    pytest.param(
        "*/5 * * * *", 600, "2026-03-06 08:00", "2026-03-06 08:30",
        [("08:00:00", "08:10:00"), ("08:10:00", "08:20:00"), ("08:20:00", "08:30:00")],
        id="a tick inside of a window is skipped",
    ),
    pytest.param(
        "0,7,30 * * * *", 600, "2026-03-06 08:00", "2026-03-06 09:00",
        [("08:00:00", "08:10:00"), ("08:30:00", "08:40:00")], id="a skipped tick does not lengthen the window",
    ),
    pytest.param(
        "0 */5 * * *", 6 * 3600, "2026-03-06 09:00", "2026-03-07 08:00",
        [("10:00:00", "16:00:00"), ("20:00:00", "00:00:00"), ("00:00:00", "06:00:00")],
        id="each local day counts for itself",
    ),
    pytest.param(
        "0 0,22 * * *", 3 * 3600, "2026-03-06 12:00", "2026-03-07 12:00",
        [("22:00:00", "00:00:00"), ("00:00:00", "03:00:00")], id="the first tick of a day opens a window whatever runs",
    ),
    pytest.param(
        "30 2 * * *", 3600, "2026-03-29 00:00", "2026-03-30 00:00", [("03:00:00", "04:00:00")],
        id="a missing tick comes right after the gap, for its whole length",
    ),
    pytest.param(
        "30 2 * * *", 3600, "2026-10-25 00:00", "2026-10-26 00:00", [("02:30:00", "02:30:00")],
        id="a length is elapsed time: an hour from 02:30 ends at 02:30 that night",
    ),
    pytest.param(
        "15 * * * *", 60, "2026-10-25 01:00", "2026-10-25 03:00",
        [("01:15:00", "01:16:00"), ("02:15:00", "02:16:00"), ("02:15:00", "02:16:00")],
        id="ticks of the repeated hour come twice",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "seconds", "since", "until", "expected"), DURATIONS)
def test_windows_of_a_fixed_length_in_paris(text, seconds, since, until, expected):
    zone = "Europe/Paris"
    found = durations(
        Cron.parse(text), timedelta(seconds=seconds), ZoneInfo(zone), local(zone, since), local(zone, until)
    )
    shown = [tuple(f"{bound.astimezone(ZoneInfo(zone)):%H:%M:%S}" for bound in (w.start, w.end)) for w in found]
    assert shown == expected


@pytest.mark.timeout(1200)  # with --long
@given(expressions(), nights(), st.integers(1, 36 * 3600) | st.sampled_from([30, 60, 300, 600, 3600, 8 * 3600]))
def test_a_tick_opens_a_window_unless_one_of_its_day_is_open(drawn: Expression, night: Night, seconds):
    length, place, middle = timedelta(seconds=seconds), night.place, night.moment
    starts, day = [], None
    for tick in night.watch.ticks(drawn):
        if night.watch.day[tick] != day or tick >= starts[-1] + length:
            starts.append(tick)
        day = night.watch.day[tick]
    since, until = middle - 10 * HOUR, middle + 10 * HOUR
    following = [*starts[1:], night.watch.seen[-1][0] + 48 * HOUR]
    expected = [(start, min(start + length, after)) for start, after in zip(starts, following, strict=False)]
    expected = [(start, end) for start, end in expected if start < until and end > since]

    found = [(w.start, w.end) for w in durations(Cron.parse(drawn.text), length, place, since, until)]

    assert found == expected


def test_a_day_of_the_week_alone_has_no_window_on_others():
    zone = "Europe/Paris"
    saturdays = Cron.parse("0 10 * * 6")
    span = local(zone, "2026-03-01 00:00"), local(zone, "2026-03-31 00:00")
    found = list(durations(saturdays, 2 * HOUR + 5 * MINUTE, ZoneInfo(zone), *span))
    assert [wall(zone, window.start)[:16] for window in found] == [f"2026-03-{d:02} 10:00" for d in (7, 14, 21, 28)]


def test_a_clock_set_back_right_after_midnight_does_not_begin_the_day_twice():
    zone = "America/St_Johns"
    span = local(zone, "2010-11-06 22:00"), local(zone, "2010-11-07 01:00")
    found = durations(Cron.parse("*/15 * * * *"), 20 * MINUTE, ZoneInfo(zone), *span)
    starts = [wall(zone, window.start)[11:] for window in found]
    assert starts[:4] == ["22:00-02:30", "22:30-02:30", "23:00-02:30", "23:30-02:30"]
    assert starts[4:] == ["00:00-02:30", "23:30-03:30", "00:00-03:30", "00:30-03:30"]
