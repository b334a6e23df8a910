"""Plans: windows and ticks of a whole schedule, in Paris unless said otherwise."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.jobs.plan import count_ticks, next_window, ticks, window_at, windows
from tests.camcron.jobs.plans import paris, plan, told
from tests.kernel.scheduling.model import DAY, HOUR, MINUTE, Expression, Night, expressions, local, nights, wall

INSTANT = timedelta(microseconds=1)

WINDOWS = [
    # plan, from, to, windows
    pytest.param(plan(), "2026-03-06 00:00", "2026-03-07 00:00", ["... - ..."], id="without cron and period: always"),
    pytest.param(
        plan("0 8 * * 1-5", "0 18 * * 1-5"), "2026-03-06 12:00", "2026-03-09 12:00",
        ["26-03-06 08:00 - 26-03-06 18:00", "26-03-09 08:00 - 26-03-09 18:00"], id="office hours, told whole",
    ),
    pytest.param(
        plan("0 8 * * 1-5", "0 18 * * 1-5"), "2026-03-06 18:00", "2026-03-09 08:00", [],
        id="a window has its start and not its end",
    ),
    pytest.param(plan("* * * * *"), "2026-03-06 00:00", "2026-03-07 00:00", ["... - ..."], id="every minute is always"),
    pytest.param(
        plan(period=("2026-03-01", "2026-09-30")), "2026-03-06 00:00", "2027-01-01 00:00",
        ["26-03-01 00:00 - 26-10-01 00:00"], id="a period alone: from 00:00 of its start to 24:00 of its end",
    ),
    pytest.param(
        plan(period=("2026-03-01", None)), "2026-03-06 00:00", "2026-03-07 00:00", ["26-03-01 00:00 - ..."],
        id="a period without an end",
    ),
    pytest.param(
        plan(period=(None, "2026-03-31")), "2026-03-06 00:00", "2026-06-07 00:00", ["... - 26-04-01 00:00"],
        id="a period without a beginning",
    ),
    pytest.param(
        plan("0 22 * * *", "0 6 * * *", period=("2026-03-06", "2026-03-07")), "2026-03-01 00:00", "2026-03-31 00:00",
        ["26-03-06 00:00 - 26-03-06 06:00", "26-03-06 22:00 - 26-03-07 06:00", "26-03-07 22:00 - 26-03-08 00:00"],
        id="a period cuts nights at its midnights",
    ),
    pytest.param(
        plan("0 22 * * *", trigger="duration", seconds=8 * 3600, period=("2026-03-06", "2026-03-06")),
        "2026-03-01 00:00", "2026-03-31 00:00",
        ["26-03-06 00:00 - 26-03-06 06:00", "26-03-06 22:00 - 26-03-07 00:00"], id="and windows of a fixed length",
    ),
    pytest.param(
        plan("0 7 * * *", "0 17 * * *", period=("--11-15", "--03-15")), "2026-03-14 12:00", "2026-11-16 12:00",
        ["26-03-14 07:00 - 26-03-14 17:00", "26-03-15 07:00 - 26-03-15 17:00", "26-11-15 07:00 - 26-11-15 17:00",
         "26-11-16 07:00 - 26-11-16 17:00"], id="a period of every winter",
    ),
    pytest.param(
        plan(period=("--12-01", "--02-28")), "2026-01-15 00:00", "2027-01-15 00:00",
        ["25-12-01 00:00 - 26-03-01 00:00", "26-12-01 00:00 - 27-03-01 00:00"], id="over the end of the year",
    ),
    pytest.param(
        plan(period=("--12-01", "--02-29")), "2027-02-15 00:00", "2028-02-15 00:00",
        ["26-12-01 00:00 - 27-03-01 00:00", "27-12-01 00:00 - 28-03-01 00:00"], id="until 29 February",
    ),
    pytest.param(
        plan(period=("--02-29", "--03-31")), "2027-03-15 00:00", "2028-03-15 00:00",
        ["27-03-01 00:00 - 27-04-01 00:00", "28-02-29 00:00 - 28-04-01 00:00"], id="from 29 February",
    ),
    pytest.param(
        plan(period=("--01-01", "--12-31")), "2026-03-06 00:00", "2026-03-07 00:00", ["... - ..."],
        id="a period of the whole year is always",
    ),
    pytest.param(
        plan("0 8,20 * * *", trigger="oneshot", period=("2026-03-06", "2026-03-06")),
        "2026-03-01 00:00", "2026-03-31 00:00", ["26-03-06 08:00", "26-03-06 20:00"], id="ticks lie in the period",
    ),
    pytest.param(
        plan("0 22 * * *", "0 6 * * *", without=["2026-03-07"]), "2026-03-06 12:00", "2026-03-08 12:00",
        ["26-03-06 22:00 - 26-03-07 00:00", "26-03-08 00:00 - 26-03-08 06:00"], id="a date left out cuts at midnights",
    ),
    pytest.param(
        plan(without=["--12-25"]), "2026-12-20 00:00", "2026-12-31 00:00",
        ["25-12-26 00:00 - 26-12-25 00:00", "26-12-26 00:00 - 27-12-25 00:00"], id="always, but for every Christmas",
    ),
    pytest.param(
        plan("0 * * * *", trigger="oneshot", without=["2026-03-06"]), "2026-03-05 22:30", "2026-03-07 00:30",
        ["26-03-05 23:00", "26-03-07 00:00"], id="no ticks on a date left out",
    ),
    pytest.param(plan(trigger="oneshot"), "2026-03-01 00:00", "2026-03-31 00:00", [], id="one shot without cron"),
    pytest.param(
        plan(trigger="duration", seconds=30), "2026-03-01 00:00", "2026-03-31 00:00", [],
        id="fixed duration without cron",
    ),
    pytest.param(
        plan("0 * * * *", trigger="duration", seconds=30), "2026-03-06 08:00", "2026-03-06 09:30",
        ["26-03-06 08:00 - 26-03-06 08:00", "26-03-06 09:00 - 26-03-06 09:00"], id="thirty seconds of each hour",
    ),
    pytest.param(
        plan("0 8-10 * * 5"), "2026-03-06 00:00", "2026-03-07 00:00",
        [f"26-03-06 {h}:00 - 26-03-06 {h}:01" for h in ("08", "09", "10")], id="an hour field alone means one minute",
    ),
    pytest.param(
        plan("* 8-10 * * 5"), "2026-03-06 00:00", "2026-03-07 00:00", ["26-03-06 08:00 - 26-03-06 11:00"],
        id="consecutive minutes are merged",
    ),
    pytest.param(
        plan(period=("2026-03-29", "2026-03-29")), "2026-03-01 00:00", "2026-04-30 00:00",
        ["26-03-29 00:00 - 26-03-30 00:00"], id="a day of 23 hours",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("schedule", "since", "until", "expected"), WINDOWS)
def test_windows_of_a_schedule(schedule, since, until, expected):
    assert [told(window) for window in windows(schedule, paris(since), paris(until))] == expected


def test_a_day_of_23_hours_and_one_of_25_are_whole_days():
    for day, hours in (("2026-03-29", 23), ("2026-10-25", 25)):
        (window,) = windows(plan(period=(day, day)), paris("2026-01-01 00:00"), paris("2027-01-01 00:00"))
        assert window.end - window.start == hours * HOUR


def test_a_period_in_sao_paulo_begins_at_the_first_valid_instant_of_its_day():
    zone = "America/Sao_Paulo"
    found = plan(period=("2017-10-15", "2017-10-15"), zone=zone)
    (window,) = windows(found, local(zone, "2017-10-01 00:00"), local(zone, "2017-11-01 00:00"))
    assert (wall(zone, window.start), wall(zone, window.end)) == ("2017-10-15 01:00-02:00", "2017-10-16 00:00-02:00")


def test_the_same_schedule_is_read_in_the_zone_of_the_job():
    for zone, start in (("Asia/Kathmandu", "02:15"), ("America/New_York", "13:00"), ("UTC", "08:00")):
        window = next_window(plan("0 8 * * *", "0 18 * * *", zone=zone), local("UTC", "2026-03-06 23:59"))
        assert window is not None
        assert f"{window.start:%H:%M}" == start


def test_a_window_that_is_open_is_told_with_its_true_bounds():
    night = plan("0 22 * * *", "0 6 * * *")
    assert told(window_at(night, paris("2026-03-07 03:00"))) == "26-03-06 22:00 - 26-03-07 06:00"
    assert window_at(night, paris("2026-03-07 06:00")) is None
    assert told(window_at(night, paris("2026-03-07 22:00"))) == "26-03-07 22:00 - 26-03-08 06:00"


def test_after_a_restart_in_mid_window_what_is_left_of_it_is_known():
    window = window_at(plan("0 8 * * 1-5", "0 18 * * 1-5"), paris("2026-03-06 17:59:30"))
    assert window.end - paris("2026-03-06 17:59:30") == timedelta(seconds=30)


def test_a_tick_is_never_open():
    assert window_at(plan("* * * * *", trigger="oneshot"), paris("2026-03-06 08:00")) is None


def test_the_next_window_starts_strictly_later():
    office = plan("0 8 * * 1-5", "0 18 * * 1-5")
    assert told(next_window(office, paris("2026-03-06 07:59:59.999999"))) == "26-03-06 08:00 - 26-03-06 18:00"
    assert told(next_window(office, paris("2026-03-06 08:00"))) == "26-03-09 08:00 - 26-03-09 18:00"
    assert told(next_window(plan("0 0 29 2 *", trigger="oneshot"), paris("2026-03-06 08:00"))) == "28-02-29 00:00"
    assert next_window(plan(), paris("2026-03-06 08:00")) is None
    assert next_window(plan(period=("2020-01-01", "2020-12-31")), paris("2026-03-06 08:00")) is None


def test_manual_jobs_have_no_windows_of_their_own():
    for by_hand in (plan(trigger="oneshot"), plan(trigger="duration", seconds=30)):
        assert next_window(by_hand, paris("2026-03-06 08:00")) is None
        assert window_at(by_hand, paris("2026-03-06 08:00")) is None


def test_ticks_missed_by_an_outage_are_counted():
    snapshots = plan("*/10 * * * *", trigger="oneshot", period=("2026-03-01", "2026-09-30"))
    assert count_ticks(snapshots, paris("2026-03-06 08:05"), paris("2026-03-06 09:00")) == 5
    assert count_ticks(snapshots, paris("2026-03-06 08:10"), paris("2026-03-06 08:10")) == 0
    assert count_ticks(snapshots, paris("2026-01-01 00:00"), paris("2027-01-01 00:00")) == 144 * 214 - 6
    assert count_ticks(plan(), paris("2026-01-01 00:00"), paris("2027-01-01 00:00")) == 0


@pytest.mark.parametrize(
    ("trigger", "fields"), [("duration", {}), ("continuous", {"stop": "0 18 * * *"})], ids=["no duration", "no start"]
)
def test_a_plan_that_makes_no_sense_cannot_be_made(trigger, fields):
    with pytest.raises(ValueError, match="needs"):
        plan(trigger=trigger, **fields)


# -- properties ----------------------------------------------------------------------------------------------------


@st.composite
def schedules(draw: st.DrawFn, night: Night):
    """Any schedule in the zone of a night, with a calendar that has its edges near."""
    start, stop = draw(expressions()), draw(expressions() | st.none())
    today = night.moment.date()
    nearby = st.integers(-3, 3).map(lambda days: (today + days * DAY).isoformat())
    once = st.tuples(nearby, nearby).map(sorted)
    every_year = once.map(lambda dates: [f"-{text[4:]}" for text in dates])
    trigger = draw(st.sampled_from(["continuous", "continuous", "oneshot", "duration"]))
    return plan(
        draw(st.sampled_from([start.text, start.text, start.text, None])) if not stop else start.text,
        stop.text if stop and trigger == "continuous" else None,
        trigger=trigger,
        period=draw(st.none() | once | every_year),
        seconds=draw(st.integers(1, 30 * 3600)) if trigger == "duration" else None,
        zone=night.zone,
        without=draw(st.lists(nearby, max_size=2)),
    )


@pytest.mark.timeout(1200)  # with --long
@given(st.data(), nights())
def test_windows_are_disjoint_in_order_and_agree_with_every_other_question(data, night: Night):
    schedule = data.draw(schedules(night))
    since, until = night.moment - 14 * HOUR, night.moment + 14 * HOUR
    found = list(windows(schedule, since, until))

    for one, other in pairwise(found):
        assert (one.end or one.start) <= other.start
        assert one.kind != "tick" or one.start < other.start
    assert all(window.meets(since, until) and not window.empty for window in found)
    for moment in (night.moment, *(bound for w in found[:3] for bound in (w.start, w.end) if bound)):
        if since <= moment < until:
            assert window_at(schedule, moment) == next((w for w in found if moment in w), None)
    later = next((w for w in found if w.start and w.start > night.moment), None)
    following = next_window(schedule, night.moment)
    assert following == later if later else following is None or following.start >= until


@pytest.mark.timeout(1200)  # with --long
@given(expressions(), expressions(), nights(), st.integers(-3, 3), st.integers(0, 3))
def test_a_period_changes_nothing_but_the_dates(start: Expression, stop: Expression, night: Night, first, more):
    begin = (night.moment + first * DAY).date()
    end = begin + more * DAY
    free = plan(start.text, stop.text, zone=night.zone)
    bound = plan(start.text, stop.text, zone=night.zone, period=(begin.isoformat(), end.isoformat()))

    for step in range(-60, 60):
        moment = night.moment + step * HOUR
        in_period = begin <= night.watch.day[moment] <= end
        if in_period or not step % 9:
            assert bool(window_at(bound, moment)) == (bool(window_at(free, moment)) and in_period)


@pytest.mark.timeout(1200)  # with --long
@given(expressions(), nights(), st.integers(0, 3000), st.integers(-3, 3))
def test_ticks_are_counted_as_they_come(drawn: Expression, night: Night, minutes, excluded):
    out = (night.moment + excluded * DAY).date()
    schedule = plan(drawn.text, trigger="oneshot", zone=night.zone, without=[out.isoformat()])
    since, until = night.moment - minutes * MINUTE, night.moment + 7 * HOUR
    inside = [tick for tick in night.watch.ticks(drawn) if since <= tick < until]
    expected = [tick for tick in inside if night.watch.day[tick] != out]

    assert list(ticks(schedule, since, until)) == expected
    assert count_ticks(schedule, since, until) == len(expected)
    assert [window.start for window in windows(schedule, since, until)] == expected
