"""What is allowed and probably not meant, and what would mean it."""

import pytest

from regie.camcron.jobs.plan import warnings, windows
from tests.camcron.jobs.plans import DAY, paris, plan, told

NOW = paris("2026-02-16 12:00")


def codes(schedule, now=NOW):
    return [warning.code for warning in warnings(schedule, now)]


def warned(schedule, code, now=NOW):
    (found,) = [warning for warning in warnings(schedule, now) if warning.code == code]
    return found


SOUND = [
    plan(),
    plan("0 8 * * 1-5", "0 18 * * 1-5"),
    plan("0 22 * * *", "0 6 * * *"),
    plan("* 8-17 * * 1-5"),
    plan("0-29 * * * *"),
    plan("* * * * *"),
    plan("*/5 * * * *", trigger="oneshot"),
    plan("0 */6 * * *", trigger="oneshot"),
    plan("0 */1 * * *", trigger="oneshot"),
    plan("0 * * * *", trigger="duration", seconds=30),
    plan("*/5 * * * *", trigger="duration", seconds=300),
    plan("0 7 * * *", "0 17 * * *", period=("--11-15", "--03-15")),
    plan("*/10 * * * *", trigger="oneshot", period=("2026-03-01", "2026-09-30")),
    plan(trigger="oneshot"),
    plan("0 2 * * *", trigger="oneshot", zone="UTC"),
]


@pytest.mark.parametrize("schedule", SOUND, ids=lambda each: f"{each.trigger} {each.cron and each.cron.text}")
def test_a_sound_schedule_has_no_warning(schedule):
    assert codes(schedule) == []


ONE_MINUTE = [
    ("0 8-18 * * 1-5", {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5"}),
    ("30 8-18 * * *", {"cron": "30 8 * * *", "cronStop": "30 18 * * *"}),
    ("*/5 8-17 * * 1-5", {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5"}),
    ("*/5 8-23 * * 1-5", {"cron": "0 8 * * 1-5", "cronStop": "0 0 * * *"}),
    ("0 22-23,0-6 * * 1-5", {"cron": "0 22 * * 1-5", "cronStop": "0 6 * * *"}),
    ("*/15 8 * * *", {"cron": "0 8 * * *", "cronStop": "0 9 * * *"}),
    ("0 * * * 6,0", {"cron": "* * * * 6,0"}),
    ("0 8 * * *", {"cron": "0 8 * * *", "cronStop": "0 9 * * *"}),
    ("30 23 * * 1-5", {"cron": "30 23 * * 1-5", "cronStop": "30 0 * * *"}),
    ("0 8,12,18 * * 1-5", {"cron": "0 8,12,18 * * 1-5", "cronStop": "0 9,13,19 * * 1-5"}),
    ("30 8-10,14 * * *", {"cron": "30 8,14 * * *", "cronStop": "30 11,15 * * *"}),
    ("5 22-23,0-1,8 * * 0", {"cron": "5 8,22 * * 0", "cronStop": "5 2,9 * * *"}),
    ("*/15 8,12 * * *", {"cron": "* 8,12 * * *"}),
]


@pytest.mark.parametrize(("text", "fix"), ONE_MINUTE)
def test_windows_of_one_minute_are_warned_about_with_what_was_probably_meant(text, fix):
    warning = warned(plan(text), "one-minute-windows")
    assert warning.fix == fix
    assert text in warning.message


def test_the_fix_of_the_specifications_own_example_runs_from_8_to_18_and_says_what_19_would_be():
    warning = warned(plan("0 8-18 * * 1-5"), "one-minute-windows")
    meant = plan(warning.fix["cron"], warning.fix["cronStop"])
    (window,) = windows(meant, paris("2026-03-06 00:00"), paris("2026-03-07 00:00"))

    assert told(window) == "26-03-06 08:00 - 26-03-06 18:00"
    assert "from 8:00 to 18:00 without a break" in warning.message
    assert "let it stop at 19:00" in warning.message


@pytest.mark.parametrize(("text", "fix"), ONE_MINUTE)
def test_a_fixed_schedule_has_no_windows_of_one_minute_any_more(text, fix):
    assert "one-minute-windows" not in codes(plan(fix["cron"], fix.get("cronStop")))


STEPS = [
    ("*/7 * * * *", "*/6 * * * *"),
    ("*/25 * * * *", "*/20 * * * *"),
    ("*/45 * * * *", "*/30 * * * *"),
    ("*/90 * * * *", "0 * * * *"),
    ("*/120 * * * *", "0 */2 * * *"),
    ("0 */5 * * *", "0 */4 * * *"),
    ("0 0 1 */5 *", "0 0 1 */4 *"),
]


@pytest.mark.parametrize(("text", "better"), STEPS)
def test_a_step_that_does_not_divide_evenly_is_warned_about_with_one_that_does(text, better):
    assert warned(plan(text, trigger="oneshot"), "uneven-step").fix == {"cron": better}
    assert "uneven-step" not in codes(plan(better, trigger="oneshot"))


def test_every_other_day_begins_anew_each_month():
    warning = warned(plan("0 0 */2 * *", trigger="oneshot"), "uneven-step")
    assert warning.fix is None
    assert "begins anew on the 1st of each month" in warning.message


def test_an_uneven_step_of_the_stop_is_fixed_in_the_stop():
    assert warned(plan("0 0 * * *", "0 */7 * * *"), "uneven-step").fix == {"cronStop": "0 */6 * * *"}


def test_a_stop_at_the_same_times_as_the_start_never_stops():
    for stop in ("0 8 * * 1-5", "0 8 * * mon-fri"):
        assert warned(plan("0 8 * * 1-5", stop), "stop-equals-start").fix == {"cron": None, "cronStop": None}


def test_a_period_wholly_in_the_past_is_warned_about_with_the_same_dates_to_come():
    warning = warned(plan(period=("2024-03-15", "2024-04-30")), "period-past")
    assert warning.fix == {"period": {"startDate": "2026-03-15", "endDate": "2026-04-30", "recurrent": False}}
    late = warned(plan(period=("2024-01-15", "2024-02-15")), "period-past", paris("2026-02-16 00:00"))
    assert late.fix == {"period": {"startDate": "2027-01-15", "endDate": "2027-02-15", "recurrent": False}}
    leap = warned(plan(period=("2024-02-29", "2024-02-29")), "period-past", paris("2024-03-01 00:00"))
    assert leap.fix["period"]["startDate"] == "2025-02-28"
    assert codes(plan(period=("2026-02-16", "2026-02-16"))) == []


def test_29_february_in_a_yearly_period_is_explained():
    assert "28 February for an end" in warned(plan(period=("--12-01", "--02-29")), "leap-day").message
    assert codes(plan(period=("2028-02-29", "2028-03-31"))) == []


@pytest.mark.parametrize(
    ("schedule", "fix"),
    [
        (plan("0 0 1 1 *", trigger="oneshot", period=("--06-01", "--06-30")), {"period": None}),
        (plan("0 8 * * 1-5", "0 18 * * 1-5", period=("2026-03-07", "2026-03-08")), {"period": None}),
        (plan("0 8 25 12 *", trigger="oneshot", without=["--12-25"]), {"excludeDates": []}),
        (plan("0 8 * * 0", trigger="duration", seconds=30, period=("2026-03-02", "2026-03-07")), {"period": None}),
    ],
    ids=["January in June", "working days on a weekend", "Christmas without Christmas", "Sunday on working days"],
)
def test_a_schedule_that_never_runs_within_its_dates_is_warned_about(schedule, fix):
    assert codes(schedule) == ["never-runs"]
    assert warned(schedule, "never-runs").fix == fix


def test_ticks_that_overlap_are_warned_about_with_the_longest_that_fits():
    warning = warned(plan("*/5 * * * *", trigger="duration", seconds=600), "overlapping-duration")
    assert warning.fix == {"duration": 300}
    assert "come 5 min apart and each would last 10 min" in warning.message


HOUR_CHANGES = [
    pytest.param(
        plan("10 2 * * *", "50 2 * * *"), "hour-change-empty", "is left out",
        {"cron": "10 3 * * *", "cronStop": "50 3 * * *"}, id="a window that the spring change swallows",
    ),
    pytest.param(
        plan("30 2 * * *", trigger="oneshot"), "hour-change-missing", "come right after it, once",
        {"cron": "30 3 * * *"}, id="a tick in the missing hour",
    ),
    pytest.param(
        plan("*/15 2 * * *", trigger="oneshot"), "hour-change-missing", "do not come", {"cron": "*/15 3 * * *"},
        id="elapsed time in the missing hour",
    ),
    pytest.param(
        plan("30 2 * * *", trigger="oneshot"), "hour-change-repeated", "come the first time only",
        {"cron": "30 3 * * *"}, id="a tick in the repeated hour",
    ),
    pytest.param(
        plan("* 2 * * *"), "hour-change-repeated", "come both times", {"cron": "* 3 * * *"},
        id="minutes of the repeated hour",
    ),
    pytest.param(
        plan("0 22 * * *", "30 2 * * *"), "hour-change-repeated", "a window that ends in between ends the second time",
        {"cronStop": "30 3 * * *"}, id="a stop in the repeated hour",
    ),
    pytest.param(
        plan("30 2 * * *", "0 6 * * *"), "hour-change-missing", "a window that begins in between begins after it",
        {"cron": "30 3 * * *"}, id="a start in the missing hour",
    ),
    pytest.param(
        plan("30 2 * * *", "0 3 * * *"), "hour-change-empty", "would begin and end at once", None,
        id="a start that cannot move without jumping over its stop",
    ),
    pytest.param(
        plan("30 1 * * *", trigger="oneshot", zone="America/New_York"), "hour-change-repeated", "01:00 to 02:00 twice",
        {"cron": "30 3 * * *"}, id="a fix that no change of that zone touches",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("schedule", "code", "sentence", "fix"), HOUR_CHANGES)
def test_hour_changes_of_the_coming_year_are_told_with_times_that_avoid_them(schedule, code, sentence, fix):
    warning = warned(schedule, code)
    assert sentence in warning.message
    assert warning.fix == fix


def test_an_hour_change_outside_of_the_period_is_not_told():
    nightly = plan("30 2 * * *", trigger="oneshot", period=("--05-01", "--08-31"))
    assert codes(nightly) == []
    assert "hour-change-missing" in codes(plan("30 2 * * *", trigger="oneshot", period=("--03-01", "--08-31")))


def test_a_warning_of_the_hour_change_names_the_day_and_the_zone():
    message = warned(plan("30 2 * * *", trigger="oneshot"), "hour-change-missing").message
    assert message.startswith("on 2026-03-29 the clock in Europe/Paris leaves out 02:00 to 03:00: ")
    assert warned(plan("30 2 * * *", trigger="oneshot"), "hour-change-missing", NOW + 90 * DAY).message[3:13] == (
        "2027-03-28"
    )
