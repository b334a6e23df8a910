"""An expression alone: open during every minute that it matches."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from regie.kernel.scheduling.cron import Cron
from regie.kernel.scheduling.stretches import stretch_at, stretches
from regie.kernel.scheduling.windows import Window
from tests.kernel.scheduling.model import HOUR, MINUTE, Expression, Night, expressions, local, nights, runs, utc, wall


def told(zone, text, since, until):
    place = ZoneInfo(zone)
    found = stretches(Cron.parse(text), place, local(zone, since), local(zone, until))
    return [tuple(bound and wall(zone, bound) for bound in (window.start, window.end)) for window in found]


STRETCHES = [
    pytest.param(
        "* 8-17 * * 1-5", "2026-03-06 12:00", "2026-03-10 00:00",
        [("2026-03-06 08:00+01:00", "2026-03-06 18:00+01:00"), ("2026-03-09 08:00+01:00", "2026-03-09 18:00+01:00")],
        id="consecutive minutes are one window, and it is told whole",
    ),
    pytest.param(
        "0 8-9 * * 5", "2026-03-06 00:00", "2026-03-07 00:00",
        [("2026-03-06 08:00+01:00", "2026-03-06 08:01+01:00"), ("2026-03-06 09:00+01:00", "2026-03-06 09:01+01:00")],
        id="a minute that stands alone is a window of one minute",
    ),
    pytest.param(
        "* 22-23,0-5 * * *", "2026-03-06 23:00", "2026-03-07 03:00",
        [("2026-03-06 22:00+01:00", "2026-03-07 06:00+01:00")], id="over midnight",
    ),
    pytest.param("* * * * *", "2026-03-06 23:00", "2026-03-07 03:00", [(None, None)], id="every minute is always"),
    pytest.param("0-59 0-23 1-31 * 1", "2026-03-06 23:00", "2026-03-07 03:00", [(None, None)], id="always, hidden"),
    pytest.param("* * 1-30,L * *", "2026-03-06 23:00", "2026-03-07 03:00", [(None, None)], id="always, well hidden"),
    pytest.param(
        "* * * 1-6 *", "2026-03-06 23:00", "2026-03-07 03:00",
        [("2026-01-01 00:00+01:00", "2026-07-01 00:00+02:00")], id="half a year",
    ),
    pytest.param(
        "* * * * 1-5", "2026-03-06 23:00", "2026-03-07 03:00",
        [("2026-03-02 00:00+01:00", "2026-03-07 00:00+01:00")], id="working days",
    ),
    pytest.param("* 2 * * *", "2026-03-29 00:00", "2026-03-30 00:00", [], id="the night without that hour"),
    pytest.param(
        "* 2 * * *", "2026-10-25 00:00", "2026-10-26 00:00", [("2026-10-25 02:00+02:00", "2026-10-25 03:00+01:00")],
        id="the night with that hour twice",
    ),
    pytest.param(
        "30-59 2 * * *", "2026-10-25 00:00", "2026-10-26 00:00",
        [("2026-10-25 02:30+02:00", "2026-10-25 02:00+01:00"), ("2026-10-25 02:30+01:00", "2026-10-25 03:00+01:00")],
        id="the night with that half-hour twice",
    ),
    pytest.param(
        "* 1,3 * * *", "2026-03-29 00:00", "2026-03-30 00:00", [("2026-03-29 01:00+01:00", "2026-03-29 04:00+02:00")],
        id="hours that become neighbours in spring",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "since", "until", "expected"), STRETCHES)
def test_stretches_of_an_expression_in_paris(text, since, until, expected):
    assert told("Europe/Paris", text, since, until) == expected


@pytest.mark.timeout(1200)  # with --long
@given(expressions(), nights())
def test_a_stretch_is_open_exactly_while_the_wall_shows_matching_minutes(drawn: Expression, night: Night):
    cron, place, middle = Cron.parse(drawn.text), night.place, night.moment
    since, until = middle - 20 * HOUR, middle + 20 * HOUR
    found = list(stretches(cron, place, since, until))
    matching = [instant for instant, shown in night.watch.seen if since <= instant < until and drawn.matches(shown)]

    assert [(window.start, window.end) for window in (each.clip(since, until) for each in found)] == runs(matching)
    for moment in (middle, middle + 90 * MINUTE / 4):
        assert stretch_at(cron, place, moment) == next((window for window in found if moment in window), None)


def test_a_stretch_is_asked_for_at_any_second():
    paris = ZoneInfo("Europe/Paris")
    assert stretch_at(Cron.parse("30 8 * * *"), paris, local("Europe/Paris", "2026-03-06 08:30:59")) == Window(
        utc("2026-03-06 07:30"), utc("2026-03-06 07:31"), "continuous"
    )
    assert stretch_at(Cron.parse("30 8 * * *"), paris, local("Europe/Paris", "2026-03-06 08:31")) is None
