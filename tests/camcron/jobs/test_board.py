"""What follows from jobs, time, and what runs: which runs begin, which end, which never were."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from regie.camcron.jobs import board as board_module
from regie.camcron.jobs.board import Actual, Board
from regie.camcron.jobs.holds import Hold, Scope
from regie.camcron.jobs.state import Obstacle
from regie.camcron.jobs.wanted import ByHand
from tests.camcron.jobs.building import EVERY_5, LEAD, Desk, at, facts, plan, spec

ALWAYS = plan()
PAUSE = Hold(
    hold_id="pause",
    kind="pause",
    scope=Scope("job", "job"),
    since=at("08:00"),
    until=None,
    said_at=at("08:00"),
    by="ada",
)


# -- windows ---------------------------------------------------------------------------------------------------------


def test_a_window_begins_within_the_lead_and_ends_with_its_window():
    desk = Desk(facts(), now=at("07:00"))

    assert not desk.decide(at("07:59:56")).orders
    (began,) = desk.decide(at("07:59:57")).orders
    assert (began.kind, began.trigger, began.scheduled_at, began.window_end) == (
        "continuous", "schedule", at("08:00"), at("18:00")
    )  # fmt: skip
    assert not desk.decide(at("17:59:59")).stops
    ((job, why),) = desk.decide(at("18:00")).stops
    assert (job, why.status, why.reason) == ("job", "success", None)


def test_the_agenda_names_every_instant_at_which_something_is_to_be_done():
    desk = Desk(facts(), now=at("07:00"))

    found = desk.walk(at("+2 00:00"))

    assert [instant for instant, _ in found] == [
        at("07:59:57"), at("18:00"), at("+1 07:59:57"), at("+1 18:00")
    ]  # fmt: skip


def test_a_window_that_is_open_when_the_server_starts_is_resumed_for_its_remainder():
    desk = Desk(facts(), now=at("12:00"))

    (order,) = desk.decide(resuming=True).orders

    assert (order.trigger, order.scheduled_at, order.window_end) == ("resume", at("08:00"), at("18:00"))


def test_a_window_about_to_open_when_the_server_starts_is_not_resumed_but_begun():
    desk = Desk(facts(), now=at("07:59:58"))

    assert desk.decide(resuming=True).orders[0].trigger == "schedule"


def test_a_job_without_schedule_runs_from_now_on_without_end():
    desk = Desk(facts(ALWAYS), now=at("12:00"))

    (order,) = desk.decide().orders
    assert (order.scheduled_at, order.window_end) == (at("12:00"), None)


def test_windows_that_touch_hand_over():
    """The next one is not begun early: the former still has the connection."""
    desk = Desk(facts(plan(cron="0 * * * *", cronStop="0 * * * *")), now=at("08:30"))
    assert desk.decide().orders[0].window_end == at("09:00")

    assert not desk.decide(at("08:59:58")).orders


def test_a_window_that_touches_the_next_is_renewed_on_the_same_process():
    desk = Desk(facts(plan(cron="0 * * * *", cronStop="0 * * * *")), now=at("08:30"))
    desk.decide()

    decided = desk.decide(at("09:00"))

    assert not decided.stops and not decided.orders
    assert [(order.scheduled_at, order.window_end) for order in decided.renewals] == [(at("09:00"), at("10:00"))]
    assert not desk.decide(at("09:00:02")).renewals
    assert desk.decide(at("10:00")).renewals


def test_with_strict_bounds_touching_windows_are_cut():
    strict = facts(plan(cron="0 * * * *", cronStop="0 * * * *"))
    desk = Desk(replace(strict, spec=replace(strict.spec, strict_bounds=True)), now=at("08:30"))
    desk.decide()

    decided = desk.decide(at("09:00"))

    assert not decided.renewals
    assert [why.status for _, why in decided.stops] == ["success"]
    assert desk.decide(at("09:00:01")).orders[0].scheduled_at == at("09:00")


def test_deciding_twice_at_one_instant_decides_the_same():
    """A pass that failed half-way is made again: an order that was not carried out comes again."""
    board = Board(LEAD)
    board.take([facts(), facts(EVERY_5, "still")], at("07:00"))

    first = board.decide(at("08:00"), {})
    second = board.decide(at("08:00"), {})

    assert [o for o in first.orders if o.spec.job_id == "job"] == [o for o in second.orders if o.spec.job_id == "job"]
    running = {"job": Actual(first.orders[0], retrying=False)}
    assert not board.decide(at("08:00"), running).orders
    assert board.decide(at("18:00"), running).stops == board.decide(at("18:00"), running).stops != []


def test_a_window_that_failed_to_be_opened_is_opened_by_the_next_pass():
    board = Board(LEAD)
    board.take([facts()], at("09:00"))

    assert board.decide(at("09:00"), {}).orders
    assert board.decide(at("09:00:02"), {}).orders[0].scheduled_at == at("08:00")


# -- ticks -----------------------------------------------------------------------------------------------------------


def test_a_tick_is_begun_early_and_told_until_when_it_may_be_tried():
    desk = Desk(facts(EVERY_5), now=at("08:01"))

    (instant, decided), *_ = desk.walk(at("08:05"))

    assert instant == at("08:04:57")
    (order,) = decided.orders
    assert (order.kind, order.scheduled_at, order.window_end, order.retry_until) == (
        "tick", at("08:05"), None, at("08:10")
    )  # fmt: skip


def test_each_tick_comes_once():
    desk = Desk(facts(EVERY_5), now=at("08:01"))
    ticks = []
    for _ in range(12):
        decided = desk.decide(desk.board.next_at)
        ticks += [order.scheduled_at for order in decided.orders]
        for order in decided.orders:
            desk.done(order.spec.job_id)

    assert ticks[:5] == [at(f"08:{minute:02}") for minute in (5, 10, 15, 20, 25)]
    assert len(ticks) == len(set(ticks))


def test_what_is_planned_next_is_never_in_the_past():
    desk = Desk(facts(EVERY_5), now=at("08:01"))
    desk.walk(at("08:04:57"))
    assert desk.board.entries["job"].outlook.next_run_at == at("08:05")
    desk.done()

    desk.walk(at("08:05"))

    assert desk.board.entries["job"].outlook.next_run_at == at("08:10")


def test_a_connectivity_test_comes_at_its_tick_not_before():
    desk = Desk(facts(EVERY_5, action="test_connection"), now=at("08:01"))

    assert [instant for instant, _ in desk.walk(at("08:06"))] == [at("08:05")]


def test_a_tick_that_meets_its_own_former_run_is_skipped():
    desk = Desk(facts(EVERY_5), now=at("08:01"))
    desk.walk(at("08:05"))

    decided = desk.decide(at("08:09:57"))

    assert [(entry.facts.job_id, tick) for entry, tick in decided.skipped] == [("job", at("08:10"))]
    assert not decided.stops and not decided.orders


def test_a_tick_is_only_tried_until_the_next_one():
    desk = Desk(facts(EVERY_5), now=at("08:01"))
    desk.walk(at("08:05"))
    desk.running["job"] = replace(desk.running["job"], retrying=True, reason="No answer.", code="unreachable")

    ((job, why),) = desk.decide(at("08:09:57")).stops

    assert (job, why.status, why.reason, why.code) == ("job", "failed", "No answer.", "unreachable")


@pytest.mark.parametrize(
    ("late", "ordered"), [(timedelta(seconds=30), True), (timedelta(seconds=31), False)], ids=["just", "too late"]
)
def test_a_tick_that_is_looked_at_too_late_is_missed(late: timedelta, ordered: bool):
    desk = Desk(facts(EVERY_5), now=at("08:01"))

    decided = desk.decide(at("08:05") + late)

    assert bool(decided.orders) is ordered
    assert [(tick, count) for _, tick, count in decided.missed] == ([] if ordered else [(at("08:05"), 1)])


def test_many_late_ticks_are_one_with_their_count():
    desk = Desk(facts(EVERY_5), now=at("08:01"))

    decided = desk.decide(at("09:02"))

    assert [(tick, count) for _, tick, count in decided.missed] == [(at("08:05"), 12)]
    assert [instant for instant, _ in desk.walk(at("09:05"))] == [at("09:04:57")]


def test_a_tick_that_could_not_be_dealt_with_is_taken_back_and_due_again():
    board = Board(LEAD)
    board.take([facts(EVERY_5)], at("08:01"))
    lost = board.decide(at("08:04:58"), {})
    assert not board.decide(at("08:04:59"), {}).orders

    board.take_back(lost.ticks, at("08:05"))

    assert board.decide(at("08:05"), {}).orders == lost.orders != []
    assert not board.decide(at("08:05:02"), {}).orders


# -- the clock is set ------------------------------------------------------------------------------------------------


def test_a_clock_set_forth_ends_a_window_that_is_over_and_begins_the_one_that_is_open():
    desk = Desk(facts(), now=at("12:00"))
    desk.decide()

    desk.board.look_again(at("+1 19:00"))
    assert desk.decide(at("+1 19:00")).stops[0][1].status == "success"
    desk.board.look_again(at("+2 09:00"))
    assert desk.decide(at("+2 09:00")).orders[0].scheduled_at == at("+2 08:00")


def test_a_clock_set_back_before_a_window_ends_it_and_begins_it_again_in_time():
    desk = Desk(facts(), now=at("12:00"))
    desk.decide()

    desk.board.look_again(at("07:00"))
    assert desk.decide(at("07:00")).stops
    assert [instant for instant, _ in desk.walk(at("08:00"))] == [at("07:59:57")]


def test_ticks_that_a_clock_set_forth_jumps_over_are_missed_with_their_count():
    desk = Desk(facts(EVERY_5), now=at("08:01"))

    desk.board.look_again(at("10:01"))

    assert [(tick, count) for _, tick, count in desk.decide(at("10:01")).missed] == [(at("08:05"), 24)]


def test_a_clock_set_back_makes_the_repeated_ticks_due_again():
    desk = Desk(facts(EVERY_5), now=at("10:01"))
    desk.walk(at("10:05"))
    desk.done()

    desk.board.look_again(at("09:01"))

    assert [instant for instant, decided in desk.walk(at("09:05")) if decided.orders] == [at("09:04:57")]


# -- by hand ---------------------------------------------------------------------------------------------------------


def test_a_start_by_hand_outside_of_a_window_runs_until_a_stop_by_hand():
    desk = Desk(facts(by_hand=(ByHand("start", at("20:00")),)), now=at("20:00"))
    (order,) = desk.decide().orders
    assert (order.trigger, order.scheduled_at, order.window_end) == ("manual", at("20:00"), None)
    assert not desk.decide(at("+1 07:00")).stops

    desk.take(facts(), now=at("+1 07:10"))

    assert desk.decide().stops[0][1] == board_module.BY_HAND


def test_a_start_by_hand_of_known_length_ends_by_itself():
    desk = Desk(facts(by_hand=(ByHand("start", at("20:00"), at("20:01")),)), now=at("20:00"))
    desk.decide()

    ((instant, decided),) = desk.walk(at("20:30"))

    assert instant == at("20:01")
    assert decided.stops[0][1].status == "success"


def test_a_stop_by_hand_holds_until_the_next_window():
    desk = Desk(facts(), now=at("12:00"))
    desk.decide()
    desk.take(facts(by_hand=(ByHand("stop", at("12:30")),)), now=at("12:30"))

    assert desk.decide().stops[0][1] == board_module.BY_HAND
    assert [instant for instant, _ in desk.walk(at("+1 09:00"))] == [at("+1 07:59:57")]


def test_a_start_by_hand_runs_a_job_of_instants_once():
    desk = Desk(facts(EVERY_5, by_hand=(ByHand("start", at("08:01")),)), now=at("08:01"))

    decided = desk.decide()

    (order,) = decided.orders
    assert (order.kind, order.trigger, order.scheduled_at, order.retry_until) == ("tick", "manual", at("08:01"), None)
    assert decided.said == {"job"}
    desk.done()
    desk.take(facts(EVERY_5), now=at("08:01:05"))
    assert not desk.decide().orders


@pytest.mark.parametrize(
    "since",
    [{"enabled": False}, {"camera_enabled": False}, {"plan": ALWAYS}, {"holds": (PAUSE,)}],
    ids=["it was switched off", "its camera was", "it has no ticks any more", "it was paused"],
)
def test_a_job_that_can_no_longer_make_up_for_missed_ticks_makes_up_for_none_later(since: dict[str, Any]):
    missed = facts(EVERY_5, by_hand=(ByHand("catchUp", at("08:01")),))
    desk = Desk(replace(missed, **since), now=at("08:02"))

    decided = desk.decide()

    assert all(order.trigger != "catchUp" for order in decided.orders)
    assert decided.said == {"job"}, "so that what asks for it is ended, and not found when it may run again"


def test_a_job_that_is_only_hindered_makes_up_for_missed_ticks_once_nothing_is_in_its_way():
    desk = Desk(facts(EVERY_5, by_hand=(ByHand("catchUp", at("08:01")),)), now=at("08:01"))
    desk.board.entries["job"].obstacle = Obstacle("disk", "Somebody else's.")
    assert desk.decide().said == set()

    desk.board.entries["job"].obstacle = None

    assert [order.trigger for order in desk.decide(at("08:02")).orders] == ["catchUp"]


def test_a_stop_by_hand_ends_a_job_of_instants_and_nothing_that_comes():
    desk = Desk(facts(EVERY_5), now=at("08:01"))
    desk.walk(at("08:05"))
    desk.take(facts(EVERY_5, by_hand=(ByHand("stop", at("08:06")),)), now=at("08:06"))

    decided = desk.decide()

    assert decided.stops == [("job", board_module.BY_HAND)]
    assert decided.said == {"job"}
    desk.take(facts(EVERY_5), now=at("08:06:01"))
    assert [instant for instant, _ in desk.walk(at("08:10"))] == [at("08:09:57")]


# -- changes ---------------------------------------------------------------------------------------------------------


def test_a_change_of_one_jobs_process_restarts_that_one_alone():
    desk = Desk(facts(job_id="a"), facts(job_id="b"), now=at("12:00"))
    desk.decide()

    desk.take(facts(job_id="a", spec=spec("a", quality=50)), facts(job_id="b"))
    decided = desk.decide()

    assert [(job, why.code) for job, why in decided.stops] == [("a", "changed")]
    (order,) = desk.decide(at("12:00:01")).orders
    assert (order.spec.quality, order.scheduled_at, order.window_end) == (50, at("08:00"), at("18:00"))


def test_a_change_of_the_schedule_alone_restarts_nothing():
    desk = Desk(facts(), now=at("12:00"))
    desk.decide()

    desk.take(facts(plan(cron="0 8 * * *", cronStop="0 13 * * *")))

    assert not desk.decide().stops
    assert [instant for instant, _ in desk.walk(at("14:00"))] == [at("13:00")]


def test_a_tick_that_was_begun_early_is_not_begun_again_when_the_schedule_changes():
    desk = Desk(facts(EVERY_5), now=at("08:01"))
    desk.decide(at("08:04:58"))
    desk.done()

    desk.take(facts(plan("oneshot", cron="*/5 8 * * *")), now=at("08:04:59"))

    assert not desk.decide().orders
    assert [instant for instant, _ in desk.walk(at("08:10"))] == [at("08:09:57")]


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"enabled": False}, "jobDisabled"), ({"camera_enabled": False}, "cameraDisabled")],
    ids=["the job", "its camera"],
)
def test_switching_off_stops_with_that_reason_and_nothing_begins_until_it_is_on(changed: dict[str, bool], code: str):
    desk = Desk(facts(), now=at("12:00"))
    desk.decide()

    desk.take(facts(**changed))

    assert desk.decide().stops[0][1].code == code
    assert not desk.walk(at("+2 00:00"))
    desk.take(facts(), now=at("+2 12:00"))
    assert desk.decide().orders


def test_ticks_of_a_job_that_is_switched_off_are_neither_run_nor_missed():
    desk = Desk(facts(EVERY_5, enabled=False), now=at("08:01"))

    assert not desk.walk(at("09:00"))
    assert not desk.decide(at("09:01")).missed


def test_a_deleted_job_is_stopped_and_forgotten():
    desk = Desk(facts(), now=at("12:00"))
    desk.decide()

    desk.board.drop(["job"])

    assert [why.reason for _, why in desk.decide().stops] == ["The job was deleted."]
    assert desk.board.next_at is None


def test_an_obstacle_stops_what_runs_and_its_end_lets_it_begin():
    desk = Desk(facts(), now=at("12:00"))
    desk.decide()
    desk.board.entries["job"].obstacle = Obstacle("disk", "The folder is somebody else's.")

    assert desk.decide().stops[0][1].reason == "The folder is somebody else's."
    assert desk.board.wanted("job") is None
    desk.board.entries["job"].obstacle = None
    assert desk.decide().orders


def test_an_obstacle_is_looked_for_anew_only_when_the_process_would_be_another():
    board = Board(LEAD)
    assert board.take([facts()], at("08:00"))
    board.entries["job"].obstacle = Obstacle("disk", "…")

    assert not board.take([facts(EVERY_5, action="record")], at("08:00"))
    assert board.entries["job"].obstacle is not None
    assert board.take([facts(spec=spec(directory="elsewhere"))], at("08:00"))
    assert board.entries["job"].obstacle is None


# -- many ------------------------------------------------------------------------------------------------------------


def test_ten_thousand_jobs_at_rest_are_not_looked_at(monkeypatch: pytest.MonkeyPatch):
    looks = 0
    look = board_module.look

    def counted(*args, **kwargs):
        nonlocal looks
        looks += 1
        return look(*args, **kwargs)

    monkeypatch.setattr(board_module, "look", counted)
    nightly = plan(cron="0 22 * * *", cronStop="0 6 * * *")
    board = Board(LEAD)
    board.take([facts(nightly, f"job-{number}") for number in range(10_000)], at("12:00"))
    looks = 0

    for second in range(0, 3600, 2):
        assert not board.decide(at("12:00") + timedelta(seconds=second), {}).orders
    assert looks == 0
    assert len(board.decide(at("21:59:57"), {}).orders) == 10_000


def test_nothing_is_forgotten_over_a_year_of_hour_changes():
    """From 22:00 to 06:00 in Paris, every night: 365 windows, and two of another length."""
    desk = Desk(
        facts(plan(zone="Europe/Paris", cron="0 22 * * *", cronStop="0 6 * * *")),
        now=datetime(2026, 1, 1, 12, tzinfo=UTC),
    )

    orders = [order for _, decided in desk.walk(datetime(2027, 1, 1, 11, tzinfo=UTC)) for order in decided.orders]

    lengths = [order.window_end - order.scheduled_at for order in orders if order.window_end]
    assert len(orders) == 365
    assert sorted(set(lengths)) == [timedelta(hours=7), timedelta(hours=8), timedelta(hours=9)]
    assert lengths.count(timedelta(hours=8)) == 363


def test_the_same_plan_keeps_its_place_when_it_is_read_again():
    """The rows are read every few seconds: a tick that was dealt with must not come again."""
    desk = Desk(facts(EVERY_5), now=at("08:01"))
    desk.walk(at("08:04:57"))
    desk.done()

    desk.take(facts(EVERY_5), now=at("08:04:59"))

    assert not desk.decide(at("08:05:01")).orders
