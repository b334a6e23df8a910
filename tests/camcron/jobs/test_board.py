"""What follows from jobs, time, and what runs: which windows begin, which end; and how the board does with many."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from regie.camcron.jobs import board as board_module
from regie.camcron.jobs import wanted
from regie.camcron.jobs.board import Actual, Board
from tests.camcron.jobs.building import EVERY_5, LEAD, Desk, at, facts, plan

ALWAYS = plan()


# -- windows ----------------------------------------------------------------------------------------------------------


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


# -- many -------------------------------------------------------------------------------------------------------------


def test_ten_thousand_jobs_at_rest_are_not_looked_at(monkeypatch: pytest.MonkeyPatch):
    looks = 0

    def counted(*args, **kwargs):
        nonlocal looks
        looks += 1
        return wanted.look(*args, **kwargs)

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
