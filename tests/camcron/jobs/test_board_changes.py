"""What people change while jobs run: by hand, the jobs themselves, and what is in their way."""

from dataclasses import replace
from typing import Any

import pytest

from regie.camcron.jobs import board as board_module
from regie.camcron.jobs.board import Board
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


# -- by hand ----------------------------------------------------------------------------------------------------------


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


# -- changes ----------------------------------------------------------------------------------------------------------


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
