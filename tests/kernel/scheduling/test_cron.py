"""Cron expressions: what is read, what is refused and how, and when they tick, hour changes included."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim
from hypothesis import given
from hypothesis import strategies as st

from regie.kernel.scheduling.cron import Cron, CronError
from tests.kernel.scheduling.model import DAY, HOUR, MINUTE, Expression, Night, expressions, local, nights, utc, wall

PARIS = ZoneInfo("Europe/Paris")

WRONG = {
    "": "five fields are expected (minute, hour, day of the month, month, day of the week), not 0",
    "0 8 * *": "not 4",
    "0 0 8 * * 1-5": "seconds are not supported: five fields are expected",
    "0 0 8 * * 1-5 2026": "seconds are not supported",
    "@daily": '"@daily" is not known here: write "0 0 * * *"',
    "@reboot": '"@reboot" is not known here',
    "60 * * * *": "the minute 60 is out of range: expected 0-59",
    "0 24 * * *": "the hour 24 is out of range: expected 0-23",
    "0 8 0 * *": "the day of the month 0 is out of range: expected 1-31",
    "0 8 * 13 *": "the month 13 is out of range: expected 1-12 or jan-dec",
    "0 8 * * 8": "the day of the week 8 is out of range: expected 0-7 or sun-sat",
    "0 8 * * lundi": 'the day of the week "lundi" is not understood: expected 0-7 or sun-sat',
    "0 8 * janvier *": 'the month "janvier" is not understood',
    "a * * * *": 'the minute "a" is not understood: expected 0-59',
    "-5 * * * *": 'the minute "" is not understood',
    "0 8 ? * *": '"?" is not known here: write "*" for any day of the month',
    "0 18-8 * * *": 'the range "18-8" of the hour ends before it begins: write "18-23,0-8"',
    "0 8 * * fri-mon": 'write "fri-sat,sun-mon"',
    "*/0 * * * *": 'the step of the minute in "*/0" must be a number from 1 on',
    "*/x * * * *": 'the step of the minute in "*/x"',
    "1,,2 * * * *": "the minute has an empty place in its list",
    "0 0 * * 1#6": "after # comes which one of the month, 1-5",
    "0 8 * * ½": '"½" is not understood',
    "0 ٣ * * *": '"٣" is not understood',
    "0 0 30 2 *": "never matches: there is no such date",
    "0 0 31 2,4,6,9,11 *": "never matches",
    "0 0 31 2 */2": "never matches",
    "0 0 */15 2 MON#5": "never matches",
    "9" * 900 + " * * * *": "is not understood",
    "0," * 600 + "0 * * * *": "longer than 1000 characters",
}


@pytest.mark.parametrize(("text", "sentence"), WRONG.items(), ids=[text[:24] or "nothing" for text in WRONG])
def test_what_is_wrong_with_an_expression_is_told_in_a_sentence(text, sentence):
    with pytest.raises(CronError) as refused:
        Cron.parse(text)

    assert sentence in str(refused.value)


@given(st.text(alphabet="0123456789*/-,#?Lw adefgjmnoruy½@", max_size=30))
def test_any_text_is_either_read_or_refused_in_words(text):
    try:
        Cron.parse(text)
    except CronError as refused:
        assert len(str(refused)) > 10


SAME = [
    ("0 8 * * 0", "0 8 * * 7"),
    ("0 8 * * 0", "0 8 * * sun"),
    ("0 8 * * 1-5", "0 8 * * MON-FRI"),
    ("0 8 1 1,2,3 *", "0 8 1 jan-mar *"),
    ("*/15 * * * *", "*/15  *\t* * *"),
    ("0 8 * * 1,2,3", "0 8 * * 1-3"),
    ("5/20 8 * * *", "5,25,45 8 * * *"),
    ("10-30/10 8 * * *", "10,20,30 8 * * *"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_expression_has_many_spellings(one, other):
    assert Cron.parse(one).means_the_same(Cron.parse(other))
    assert Cron.parse(one).next(utc("2026-03-06 09:00"), PARIS) == Cron.parse(other).next(
        utc("2026-03-06 09:00"), PARIS
    )


def test_an_expression_is_a_value_that_keeps_its_text():
    assert Cron.parse("0 8 * * 1-5") == Cron.parse("0 8 * * 1-5")
    assert len({Cron.parse("0 8 * * 1-5"), Cron.parse("0 8 * * 1-5"), Cron.parse("0 9 * * 1-5")}) == 2
    assert Cron.parse("0  8 * * mon").text == "0  8 * * mon"


DAYS = [
    pytest.param("0 0 13 * 5", ["2026-03-06", "2026-03-13", "2026-03-20"], id="either day when both are given"),
    pytest.param("0 0 13 * *", ["2026-03-13", "2026-04-13"], id="the 13th only"),
    pytest.param("0 0 */2 * 5", ["2026-03-13", "2026-03-27", "2026-04-03"], id="both when one begins with a star"),
    pytest.param("0 0 29 2 *", ["2028-02-29", "2032-02-29"], id="29 February"),
    pytest.param("0 0 31 * *", ["2026-03-31", "2026-05-31"], id="months of 31 days"),
    pytest.param("0 0 L * *", ["2026-03-31", "2026-04-30"], id="the last day of the month"),
    pytest.param("0 0 * * 1#1", ["2026-04-06", "2026-05-04"], id="the first Monday"),
    pytest.param("0 0 * * 5L", ["2026-03-27", "2026-04-24"], id="the last Friday"),
    pytest.param("0 0 29 2 1", ["2027-02-01", "2027-02-08"], id="29 February or Mondays in February"),
]


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_days_are_those_of_debian_cron(text, days):
    tick, found = utc("2026-03-05 12:00"), []
    for _ in days:
        tick = Cron.parse(text).next(tick, ZoneInfo("UTC"))
        found.append(f"{tick:%Y-%m-%d}")
    assert found == days


def test_the_next_and_the_previous_tick_are_strictly_after_and_before():
    every_five = Cron.parse("*/5 * * * *")
    assert every_five.next(utc("2026-03-06 09:05"), PARIS) == utc("2026-03-06 09:10")
    assert every_five.previous(utc("2026-03-06 09:05"), PARIS) == utc("2026-03-06 09:00")
    assert every_five.previous(utc("2026-03-06 09:05") + timedelta(microseconds=1), PARIS) == utc("2026-03-06 09:05")
    assert every_five.next(utc("2026-03-06 09:05") - timedelta(microseconds=1), PARIS) == utc("2026-03-06 09:05")


def test_an_instant_without_zone_is_refused():
    with pytest.raises(ValueError, match="an instant is aware"):
        Cron.parse("0 8 * * *").next(datetime(2026, 3, 6), PARIS)


HOUR_CHANGES = [
    # zone, expression, from the local day, ticks until the end of the day after
    pytest.param(
        "Europe/Paris", "30 2 * * *", "2026-03-29", ["2026-03-29 03:00+02:00", "2026-03-30 02:30+02:00"],
        id="a fixed time that is missing comes right after the gap",
    ),
    pytest.param(
        "Europe/Paris", "0,30 2 * * *", "2026-03-29",
        ["2026-03-29 03:00+02:00", "2026-03-30 02:00+02:00", "2026-03-30 02:30+02:00"],
        id="several fixed times that are missing come once",
    ),
    pytest.param(
        "Europe/Paris", "30 2 * * *", "2026-10-25", ["2026-10-25 02:30+02:00", "2026-10-26 02:30+01:00"],
        id="a fixed time that is repeated comes the first time",
    ),
    pytest.param(
        "Europe/Paris", "*/30 2 * * *", "2026-03-29", ["2026-03-30 02:00+02:00", "2026-03-30 02:30+02:00"],
        id="what follows elapsed time has nothing in the missing hour",
    ),
    pytest.param(
        "Europe/Paris", "*/30 2 * * *", "2026-10-25",
        ["2026-10-25 02:00+02:00", "2026-10-25 02:30+02:00", "2026-10-25 02:00+01:00", "2026-10-25 02:30+01:00",
         "2026-10-26 02:00+01:00", "2026-10-26 02:30+01:00"],
        id="what follows elapsed time comes in both of the repeated hours",
    ),
    pytest.param(
        "Australia/Lord_Howe", "*/15 2 * * *", "2026-10-04",
        ["2026-10-04 02:30+11:00", "2026-10-04 02:45+11:00", "2026-10-05 02:00+11:00", "2026-10-05 02:15+11:00",
         "2026-10-05 02:30+11:00", "2026-10-05 02:45+11:00"],
        id="half an hour is missing on Lord Howe Island",
    ),
    pytest.param(
        "Australia/Lord_Howe", "40 1 * * *", "2026-04-05", ["2026-04-05 01:40+11:00", "2026-04-06 01:40+10:30"],
        id="half an hour is repeated on Lord Howe Island",
    ),
    pytest.param(
        "America/Sao_Paulo", "0 0 * * *", "2017-10-15", ["2017-10-15 01:00-02:00", "2017-10-16 00:00-02:00"],
        id="the midnight that did not exist in Brazil",
    ),
    pytest.param(
        "America/Havana", "0 0 * * *", "2025-11-02", ["2025-11-02 00:00-04:00", "2025-11-03 00:00-05:00"],
        id="the midnight that comes twice in Cuba",
    ),
    pytest.param(
        "America/St_Johns", "*/30 23 * * 6", "2010-11-06",
        ["2010-11-06 23:00-02:30", "2010-11-06 23:30-02:30", "2010-11-06 23:30-03:30"],
        id="the Saturday that was shown again after midnight in Newfoundland",
    ),
    pytest.param(
        "Asia/Kathmandu", "0 2 * * *", "2026-03-29", ["2026-03-29 02:00+05:45", "2026-03-30 02:00+05:45"],
        id="a zone of three quarters of an hour and no changes",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "text", "day", "expected"), HOUR_CHANGES)
def test_ticks_in_the_nights_of_the_hour_changes(zone, text, day, expected):
    cron, place = Cron.parse(text), ZoneInfo(zone)
    since = local(zone, f"{day} 00:00") - (HOUR if "did not" in day else timedelta(0))
    until = local(zone, f"{datetime.fromisoformat(day) + 2 * DAY:%Y-%m-%d} 00:00")

    assert [wall(zone, tick) for tick in cron.between(since, until, place)] == expected
    assert [wall(zone, tick) for tick in _backwards(cron, since, until, place)] == expected


def _backwards(cron, since, until, place):
    found = []
    while (until := cron.previous(until, place)) >= since:
        found.append(until)
    return found[::-1]


def test_a_fixed_time_never_comes_again_when_asked_from_within_the_repeated_hour():
    asked = local("Europe/Paris", "2026-10-25 02:10", again=True)
    assert wall("Europe/Paris", Cron.parse("30 2 * * *").next(asked, PARIS)) == "2026-10-26 02:30+01:00"
    assert wall("Europe/Paris", Cron.parse("30 2 * * *").previous(asked, PARIS)) == "2026-10-25 02:30+02:00"


@pytest.mark.timeout(1200)  # with --long
@given(expressions(), nights(), st.integers(0, 59))
def test_ticks_are_those_of_a_clock_that_is_watched_minute_by_minute(drawn: Expression, night: Night, seconds):
    cron, place, watched = Cron.parse(drawn.text), night.place, night.watch.ticks(drawn)
    asked = night.moment + timedelta(seconds=seconds)
    since, until = asked - 30 * HOUR, asked + 30 * HOUR

    later, sooner = [t for t in watched if t > asked], [t for t in watched if t < asked]
    assert not later or cron.next(asked, place) == later[0]
    assert not sooner or cron.previous(asked, place) == sooner[-1]
    inside = [tick for tick in watched if since <= tick < until]
    assert list(cron.between(since, until, place)) == inside
    assert cron.count(since, until, place) == len(inside)


@pytest.mark.timeout(1200)  # with --long
@given(expressions(), st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))
def test_on_the_wall_clock_the_search_is_cronsims(drawn: Expression, moment):
    assert Cron.parse(drawn.text).next_naive(moment) == next(CronSim(drawn.text, moment))
    assert Cron.parse(drawn.text).previous_naive(moment) == next(CronSim(drawn.text, moment, reverse=True))


TWELVE_ZONES = [
    "Europe/Paris", "Europe/London", "America/New_York", "America/Sao_Paulo", "America/Havana", "America/Santiago",
    "Africa/Casablanca", "Asia/Beirut", "Asia/Kathmandu", "Asia/Tehran", "Australia/Sydney", "UTC",
]  # fmt: skip
TWENTY_EXPRESSIONS = [
    "*/5 * * * *", "0 * * * *", "30 * * * *", "*/7 * * * *", "10 */2 * * *", "0 */6 * * *", "0 8-18 * * 1-5",
    "0 8 * * 1-5", "0 22 * * *", "0 0 * * *", "15 0 * * *", "30 2 * * *", "0,30 2 * * *", "45 1,2,3 * * 0",
    "0 3 * 3,10 0", "0 0 1 * *", "0 0 13 * 5", "0 12 L * *", "5 4 * * 1#2", "59 23 31 12 *", "0 0 */2 * *",
]  # fmt: skip


@pytest.mark.parametrize("zone", TWELVE_ZONES)
def test_twenty_years_of_ticks_are_cronsims(zone):
    """cronsim is asked outside of the repeated hour only: from within, it loses or repeats fixed times."""
    dice = random.Random(zone)
    for text in TWENTY_EXPRESSIONS:
        cron, place = Cron.parse(text), ZoneInfo(zone)
        for _ in range(6):
            start = utc("2006-01-01 12:00") + dice.randrange(20 * 365) * DAY + dice.randrange(60) * MINUTE
            _assert_same_ticks(cron, CronSim(text, start.astimezone(place)), start, cron.next, place)
            _assert_same_ticks(cron, CronSim(text, start.astimezone(place), reverse=True), start, cron.previous, place)


@pytest.mark.parametrize("zone", [zone for zone in TWELVE_ZONES if zone not in ("UTC", "Asia/Kathmandu")])
def test_ticks_around_the_hour_changes_of_twenty_years_are_cronsims(zone):
    place = ZoneInfo(zone)
    noons = [utc("2006-01-01 12:00") + days * DAY for days in range(20 * 365)]
    turns = [noon for noon in noons if noon.astimezone(place).utcoffset() != (noon + DAY).astimezone(place).utcoffset()]
    dice = random.Random(zone)
    for noon in dice.sample(turns, min(8, len(turns))):
        for text in TWENTY_EXPRESSIONS[1:]:
            cron = Cron.parse(text)
            forwards = CronSim(text, (noon - 6 * HOUR).astimezone(place))
            _assert_same_ticks(cron, forwards, noon - 6 * HOUR, cron.next, place, noon + 30 * HOUR)
            back = CronSim(text, (noon + 30 * HOUR).astimezone(place), reverse=True)
            _assert_same_ticks(cron, back, noon + 30 * HOUR, cron.previous, place, noon - 6 * HOUR)


def _assert_same_ticks(cron, theirs, start, step, place, until=None):
    ours = start
    for _ in range(40 if until else 3):
        ours, wanted = step(ours, place), next(theirs).astimezone(UTC)
        assert ours == wanted, (cron.text, start)
        if until and (ours > until) == (until > start):
            return
