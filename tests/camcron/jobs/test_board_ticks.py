"""Instants: which are run, which are missed; and what a clock that is set does to them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from regie.camcron.jobs.board import Board
from tests.camcron.jobs.building import EVERY_5, LEAD, Desk, at, facts

# -- ticks ------------------------------------------------------------------------------------------------------------


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


# -- the clock is set -------------------------------------------------------------------------------------------------


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
