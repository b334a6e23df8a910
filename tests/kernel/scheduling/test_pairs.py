"""A start and a stop: paired on the wall clock, then put into time."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.kernel.scheduling.cron import Cron
from regie.kernel.scheduling.pairs import pairs, vanished
from tests.kernel.scheduling.model import DAY, HOUR, MINUTE, Expression, Night, Watch, expressions, local, nights, wall

PAIRS = [
    # zone, start, stop, day, windows that meet that local day
    pytest.param(
        "Europe/Paris", "0 8 * * 1-5", "0 18 * * 1-5", "2026-03-06",
        [("2026-03-06 08:00+01:00", "2026-03-06 18:00+01:00")], id="office hours",
    ),
    pytest.param(
        "Europe/Paris", "0 22 * * *", "0 6 * * *", "2026-03-06",
        [("2026-03-05 22:00+01:00", "2026-03-06 06:00+01:00"), ("2026-03-06 22:00+01:00", "2026-03-07 06:00+01:00")],
        id="nights, told whole",
    ),
    pytest.param(
        "Europe/Paris", "0 0 * * 1-5", "0 0 * * 6", "2026-03-04",
        [("2026-03-02 00:00+01:00", "2026-03-07 00:00+01:00")], id="five starts and one stop are one window",
    ),
    pytest.param(
        "Europe/Paris", "0 8 * * *", "0 18 * * 5", "2026-03-06",
        [("2026-02-28 08:00+01:00", "2026-03-06 18:00+01:00")], id="a stop on Fridays alone",
    ),
    pytest.param(
        "Europe/Paris", "0 8 * * *", "0 8 * * *", "2026-03-06",
        [("2026-03-05 08:00+01:00", "2026-03-06 08:00+01:00"), ("2026-03-06 08:00+01:00", "2026-03-07 08:00+01:00")],
        id="the same times touch: the stop counts for the former, the start for the next",
    ),
    pytest.param(
        "Europe/Paris", "0 8,12 * * *", "0 12,18 * * *", "2026-03-06",
        [("2026-03-06 08:00+01:00", "2026-03-06 12:00+01:00"), ("2026-03-06 12:00+01:00", "2026-03-06 18:00+01:00")],
        id="two windows that touch",
    ),
    pytest.param(
        "Europe/Paris", "30 2 * * *", "0 6 * * *", "2026-03-29",
        [("2026-03-29 03:00+02:00", "2026-03-29 06:00+02:00")], id="a missing start: the first valid instant",
    ),
    pytest.param(
        "Europe/Paris", "0 22 * * *", "30 2 * * *", "2026-03-29",
        [("2026-03-28 22:00+01:00", "2026-03-29 03:00+02:00"), ("2026-03-29 22:00+02:00", "2026-03-30 02:30+02:00")],
        id="a missing stop: the first valid instant after it",
    ),
    pytest.param(
        "Europe/Paris", "0 22 * * *", "*/30 2 * * *", "2026-03-29",
        [("2026-03-28 22:00+01:00", "2026-03-29 03:00+02:00"), ("2026-03-29 22:00+02:00", "2026-03-30 02:00+02:00")],
        id="a missing stop of another form never costs a day",
    ),
    pytest.param("Europe/Paris", "10 2 * * *", "50 2 * * *", "2026-03-29", [], id="both missing: no window that night"),
    pytest.param(
        "Europe/Paris", "0 1 * * *", "30 2 * * *", "2026-10-25",
        [("2026-10-25 01:00+02:00", "2026-10-25 02:30+01:00")], id="a repeated stop counts the second time",
    ),
    pytest.param(
        "Europe/Paris", "30 2 * * *", "0 6 * * *", "2026-10-25",
        [("2026-10-25 02:30+02:00", "2026-10-25 06:00+01:00")], id="a repeated start counts the first time",
    ),
    pytest.param(
        "Europe/Paris", "10 2 * * *", "50 2 * * *", "2026-10-25",
        [("2026-10-25 02:10+02:00", "2026-10-25 02:50+01:00")], id="both repeated: an hour longer",
    ),
    pytest.param(
        "Europe/Paris", "40 2 * * *", "30 2 * * *", "2026-10-25",
        [("2026-10-24 02:40+02:00", "2026-10-25 02:30+01:00"), ("2026-10-25 02:30+01:00", "2026-10-26 02:30+01:00")],
        id="a window that ends the second time keeps the next one waiting",
    ),
    pytest.param(
        "Europe/Paris", "0 * * * *", "10 * * * *", "2026-10-25",
        [(f"2026-10-25 {h:02}:00+0{o}:00", f"2026-10-25 {h:02}:10+0{o}:00")
         for h, o in [(0, 2), (1, 2), (2, 2), (2, 1), *((h, 1) for h in range(3, 24))]],
        id="ten minutes of every hour, of both repeated ones too",
    ),
    pytest.param(
        "Europe/Paris", "0 2 * * *", "10 * * * *", "2026-10-25",
        [("2026-10-25 02:00+02:00", "2026-10-25 02:10+02:00")], id="a stop of every hour counts the first time",
    ),
    pytest.param(
        "Europe/Paris", "30 * * * *", "15 * * * *", "2026-03-29",
        [("2026-03-28 23:30+01:00", "2026-03-29 00:15+01:00"), ("2026-03-29 00:30+01:00", "2026-03-29 01:15+01:00"),
         ("2026-03-29 01:30+01:00", "2026-03-29 03:15+02:00"),
         *((f"2026-03-29 {h:02}:30+02:00", f"2026-03-29 {h + 1:02}:15+02:00") for h in range(3, 23)),
         ("2026-03-29 23:30+02:00", "2026-03-30 00:15+02:00")],
        id="elapsed time across the missing hour",
    ),
    pytest.param(
        "America/Sao_Paulo", "0 0 * * *", "0 6 * * *", "2017-10-15",
        [("2017-10-15 01:00-02:00", "2017-10-15 06:00-02:00")], id="a start at the midnight that did not exist",
    ),
    pytest.param(
        "America/Havana", "30 22 * * *", "30 0 * * *", "2025-11-02",
        [("2025-11-01 22:30-04:00", "2025-11-02 00:30-05:00"), ("2025-11-02 22:30-05:00", "2025-11-03 00:30-05:00")],
        id="a stop after the midnight that comes twice",
    ),
]  # fmt: skip


def told(zone, windows):
    return [(wall(zone, window.start), wall(zone, window.end)) for window in windows]


@pytest.mark.parametrize(("zone", "start", "stop", "day", "expected"), PAIRS)
def test_windows_that_meet_a_day(zone, start, stop, day, expected):
    tomorrow = f"{datetime.fromisoformat(day) + DAY:%Y-%m-%d}"
    bounds = local(zone, f"{day} 00:00"), local(zone, f"{tomorrow} 00:00")

    assert (
        told(zone, pairs(Cron.parse(start), Cron.parse(stop), ZoneInfo(zone), *bounds))[: len(expected) + 1] == expected
    )


ASKED = [
    # start, stop, from when (the second time), the first window that is told
    pytest.param(
        "0 1 * * *",
        "30 2 * * *",
        "2026-10-25 02:45",
        False,
        ("2026-10-25 01:00+02:00", "2026-10-25 02:30+01:00"),
        id="from the first of the repeated hours, before a stop that the wall has passed",
    ),
    pytest.param(
        "0 1 * * *",
        "30 2 * * *",
        "2026-10-25 02:30",
        True,
        ("2026-10-26 01:00+01:00", "2026-10-26 02:30+01:00"),
        id="from the very end of a window",
    ),
    pytest.param(
        "0 2 * * *",
        "0 1,2 * * *",
        "2026-10-25 02:30",
        False,
        ("2026-10-25 02:00+02:00", "2026-10-26 01:00+01:00"),
        id="from within, with a stop at its start that had nothing to end",
    ),
    pytest.param(
        "0 2 * * *",
        "0 1,2 * * *",
        "2026-10-25 12:00",
        False,
        ("2026-10-25 02:00+02:00", "2026-10-26 01:00+01:00"),
        id="the same from the day after",
    ),
    pytest.param(
        "1 * * * *",
        "0-1 2 * * *",
        "2026-10-25 12:00",
        False,
        ("2026-10-25 02:00+01:00", "2026-10-26 02:00+01:00"),
        id="with two stops in the repeated hour, of which the first ended the former window",
    ),
]


@pytest.mark.parametrize(("start", "stop", "asked", "again", "expected"), ASKED)
def test_a_window_is_the_same_from_wherever_it_is_asked_for(start, stop, asked, again, expected):
    since = local("Europe/Paris", asked, again=again)
    found = pairs(Cron.parse(start), Cron.parse(stop), ZoneInfo("Europe/Paris"), since, since + 48 * HOUR)
    assert told("Europe/Paris", found)[0] == expected


def test_a_window_that_the_spring_change_swallows_is_noted():
    start, stop, paris = Cron.parse("10 2 * * *"), Cron.parse("50 2 * * *"), ZoneInfo("Europe/Paris")
    since, until = local("Europe/Paris", "2026-03-01 00:00"), local("Europe/Paris", "2026-05-01 00:00")

    noted = list(vanished(start, stop, paris, since, until))

    assert [wall("Europe/Paris", instant) for instant in noted] == ["2026-03-29 03:00+02:00"]
    assert len(list(pairs(start, stop, paris, since, until))) == 60


def by_the_wall(start: Expression, stop: Expression, watch: Watch) -> list:
    """The rule, told slowly: walk through wall-clock times, then look up when they are shown."""
    days = (watch.seen[0][1] + DAY).replace(hour=0, minute=0), watch.seen[-1][1] - DAY
    opened, free_from, known, windows = None, None, False, []
    shown = days[0]
    while shown < days[1]:
        if stop.matches(shown):
            if opened is not None:
                free_from = (watch.last if stop.fixed else watch.first)[shown]
                windows.append((opened, free_from))
            opened, known = None, True
        if start.matches(shown) and opened is None and known:
            opened = max(watch.first[shown], free_from or watch.first[shown])
        shown += MINUTE
    return [window for window in windows if window[0] < window[1]]


def by_elapsed_time(start: Expression, stop: Expression, watch: Watch) -> list:
    opened, windows, known = None, [], False
    starts, stops = set(watch.ticks(start)), set(watch.ticks(stop))
    for instant, _ in watch.seen:
        if instant in stops:
            if opened is not None:
                windows.append((opened, instant))
            opened, known = None, True
        if instant in starts and opened is None and known:
            opened = instant
    return windows


@pytest.mark.timeout(1200)  # with --long
@given(expressions(days=False), expressions(days=False), nights())
def test_pairs_are_those_of_a_walk_along_the_wall_clock(start: Expression, stop: Expression, night: Night):
    walk = by_elapsed_time if start.hourly and stop.hourly else by_the_wall
    since, until = night.moment - 20 * HOUR, night.moment + 20 * HOUR
    expected = [(begin, end) for begin, end in walk(start, stop, night.watch) if begin < until and end > since]

    found = list(pairs(Cron.parse(start.text), Cron.parse(stop.text), night.place, since, until))

    assert [(window.start, window.end) for window in found] == expected


@pytest.mark.timeout(1200)  # with --long
@given(expressions(), expressions(), nights(), st.integers(1, 40))
def test_a_span_is_told_the_same_whole_or_in_pieces(start: Expression, stop: Expression, night: Night, hours):
    arguments, middle = (Cron.parse(start.text), Cron.parse(stop.text), night.place), night.moment
    cut, until = middle + hours * HOUR, middle + 48 * HOUR

    whole = list(pairs(*arguments, middle, until))
    pieces = list(pairs(*arguments, middle, cut)) + list(pairs(*arguments, cut, until))

    assert sorted({(window.start, window.end) for window in pieces}) == [(w.start, w.end) for w in whole]
