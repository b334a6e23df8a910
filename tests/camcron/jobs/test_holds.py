"""Pauses and forces above plans and hands: which of them counts, and what is wanted then."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from regie.camcron.jobs.holds import Hold, Holds, Kind, Scope, bounds, unpaused
from regie.camcron.jobs.wanted import ByHand, look
from tests.camcron.jobs.building import EVERY_5, OFFICE, Desk, at, facts, plan

ALWAYS = plan()
GARDEN = Scope("tag", "garden")


def hold(kind: Kind, since: str, until: str | None = None, said: str | None = None, **more) -> Hold:
    made = {"hold_id": f"{kind} {since}", "scope": GARDEN, "by": "ada", **more}
    return Hold(
        kind=kind, since=at(since), until=at(until) if until else None, said_at=at(said) if said else at(since), **made
    )


def wanted(of, instant: str, *holds: Hold, said: tuple[ByHand, ...] = ()) -> tuple[str, datetime | None] | None:
    """With which trigger, and until when."""
    found = look(of, said, at(instant), Holds.of(holds).on("job", "cam", "site", ["garden"])).now
    return (found.trigger, found.window.end) if found else None


# -- one of them -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("09:59", ("schedule", at("18:00"))),
        ("10:00", None),
        ("11:59", None),
        ("12:00", ("schedule", at("18:00"))),
        ("19:00", None),
    ],
)
def test_a_pause_keeps_jobs_still_until_its_end_and_the_window_goes_on(instant: str, expected):
    assert wanted(OFFICE, instant, hold("pause", "10:00", "12:00")) == expected


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("06:59", None),
        ("07:00", ("manual", at("20:00"))),
        ("09:00", ("schedule", at("18:00"))),
        ("18:00", ("manual", at("20:00"))),
        ("20:00", None),
    ],
)
def test_a_force_keeps_jobs_running_in_their_windows_and_outside_of_them(instant: str, expected):
    assert wanted(OFFICE, instant, hold("force", "07:00", "20:00")) == expected


def test_without_an_end_it_lasts_until_somebody_ends_it():
    assert wanted(ALWAYS, "+90 10:00", hold("pause", "10:00")) is None
    assert wanted(OFFICE, "+90 22:00", hold("force", "10:00")) == ("manual", None)


def test_a_force_means_nothing_to_single_instants():
    assert wanted(EVERY_5, "10:02", hold("force", "10:00", "12:00")) is None


def test_it_means_the_jobs_of_its_scope_and_no_others():
    held = Holds.of([hold("pause", "10:00", scope=scope) for scope in (Scope("job", "j"), Scope("site", "s"))])

    assert len(held.on("j", "c", "s", [])) == 2
    assert [each.scope.kind for each in held.on("other", "c", "s", ["j"])] == ["site"]
    assert held.on("other", "j", "elsewhere", ["s"]) == ()


# -- several ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holds", "expected"),
    [
        ((hold("pause", "09:00"), hold("force", "10:00")), True),
        ((hold("force", "09:00"), hold("pause", "10:00")), False),
        ((hold("pause", "10:30", said="09:00"), hold("force", "10:00")), True),
        ((hold("pause", "09:00"), hold("force", "10:00", "10:30")), False),
        ((hold("pause", "09:00", scope=Scope("job", "job")), hold("force", "10:00")), True),
        ((hold("pause", "09:00", "10:30"), hold("pause", "08:00", "12:00")), False),
    ],
    ids=[
        "a force after a pause", "a pause after a force", "the order of saying, not of beginning",
        "what is over leaves the former one", "a narrower scope is not stronger", "two pauses, the longer goes on",
    ],
)  # fmt: skip
def test_of_several_the_last_that_was_said_counts(holds: tuple[Hold, ...], expected: bool):
    assert (wanted(ALWAYS, "11:00", *holds) is not None) is expected


@pytest.mark.parametrize(
    ("said", "held", "expected"),
    [
        (ByHand("start", at("11:00")), hold("pause", "10:00"), ("manual", None)),
        (ByHand("start", at("09:00")), hold("pause", "10:00"), None),
        (ByHand("stop", at("11:00")), hold("force", "10:00"), None),
        (ByHand("stop", at("09:00")), hold("force", "10:00"), ("schedule", at("18:00"))),
        (ByHand("start", at("09:00")), hold("pause", "10:00", "11:30"), ("manual", None)),
    ],
    ids=[
        "a start in a pause runs", "a pause stops what was started before", "a stop in a force holds",
        "a force starts what was stopped before", "what was started goes on after the pause",
    ],
)  # fmt: skip
def test_between_a_hand_and_a_pause_or_force_the_last_said_counts(said: ByHand, held: Hold, expected):
    of = plan("duration", duration=60) if said.kind == "start" else OFFICE

    assert wanted(of, "12:00", held, said=(said,)) == expected


@pytest.mark.parametrize(
    ("of", "held", "expected"),
    [
        (EVERY_5, (), ("catchUp", None)),
        (EVERY_5, (hold("pause", "10:00"),), None),
        (EVERY_5, (hold("pause", "10:00", "11:30"),), ("catchUp", None)),
        (plan(cron="0 13 * * *", cronStop="0 18 * * *"), (), None),
    ],
    ids=[
        "it runs once",
        "not in a pause",
        "a pause that is over hinders nothing",
        "a job without ticks has missed none",
    ],
)
def test_what_makes_up_for_missed_ticks_runs_in_spite_of_nobody(of, held: tuple[Hold, ...], expected):
    assert wanted(of, "12:00", *held, said=(ByHand("catchUp", at("11:00")),)) == expected


def test_a_stop_in_a_force_holds_as_long_as_the_force():
    forced, stop = hold("force", "07:00", "20:00"), (ByHand("stop", at("19:00")),)

    assert wanted(OFFICE, "19:30", forced, said=stop) is None
    assert wanted(OFFICE, "+1 09:00", forced, said=stop) == ("schedule", at("+1 18:00"))


# -- when it is looked at again --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "held", "instant", "changes", "following"),
    [
        (ALWAYS, hold("pause", "10:00", "12:00"), "09:00", at("10:00"), None),
        (ALWAYS, hold("pause", "10:00", "12:00"), "11:00", at("12:00"), at("12:00")),
        (OFFICE, hold("pause", "10:00", "20:00"), "11:00", at("18:00"), at("+1 08:00")),
        (OFFICE, hold("pause", "10:00"), "11:00", at("18:00"), None),
        (OFFICE, hold("force", "05:00", "06:00"), "04:00", at("05:00"), at("05:00")),
        (EVERY_5, hold("pause", "10:00", "12:02"), "11:00", at("11:05"), at("12:05")),
    ],
)
def test_the_outlook_of_what_is_paused_wakes_at_its_end(of, held, instant, changes, following):
    outlook = look(of, (), at(instant), (held,))

    assert (outlook.changes_at, outlook.next_run_at) == (changes, following)


def test_a_paused_job_is_told_who_pauses_it_until_when_and_why():
    pause = hold("pause", "10:00", "12:00", reason="We are at home")

    assert look(ALWAYS, (), at("11:00"), (pause,)).pause == pause
    assert pause.sentence(ZoneInfo("Europe/Paris")) == "Paused by ada until 2026-03-02 13:00: We are at home."


def test_parts_without_a_pause():
    held = (hold("pause", "10:00", "12:00"), hold("force", "11:00", "11:30"))

    assert unpaused(held, at("09:00"), at("13:00")) == [
        (at("09:00"), at("10:00")), (at("11:00"), at("11:30")), (at("12:00"), at("13:00"))
    ]  # fmt: skip
    assert bounds(held, at("10:00")) == [at("11:00"), at("11:30"), at("12:00")]


# -- on the board ----------------------------------------------------------------------------------------------------


def test_a_pause_ends_what_runs_and_begins_it_anew_at_its_end_not_before():
    desk = Desk(facts(ALWAYS), now=at("09:00"))
    desk.decide()
    desk.take(facts(ALWAYS, holds=(hold("pause", "10:00", "12:00"),)))

    story = [
        (instant, [why.code for _, why in decided.stops], len(decided.orders))
        for instant, decided in desk.walk(at("13:00"))
    ]

    assert story == [(at("10:00"), ["paused"], 0), (at("12:00"), [], 1)]


def test_a_force_runs_into_the_window_and_on_after_it_as_one_process():
    desk = Desk(facts(OFFICE, holds=(hold("force", "07:00", "20:00"),)), now=at("06:00"))

    story = [(instant, len(decided.orders), len(decided.stops)) for instant, decided in desk.walk(at("23:00"))]

    assert story == [(at("07:00") - timedelta(seconds=3), 1, 0), (at("20:00"), 0, 1)]


def test_ticks_in_a_pause_are_neither_run_nor_missed():
    pause = hold("pause", "09:07", "09:17")
    desk = Desk(facts(EVERY_5, holds=(pause,)), now=at("09:01"), lead=timedelta(0))
    begun = []
    while (instant := desk.board.next_at) is not None and instant <= at("09:30"):
        decided = desk.decide(instant)
        begun += [order.scheduled_at for order in decided.orders]
        assert not decided.missed and not decided.skipped, instant
        if decided.orders:
            desk.done()

    assert begun == [at("09:05"), at("09:20"), at("09:25"), at("09:30")]


def test_of_late_ticks_those_in_a_pause_are_not_missed():
    desk = Desk(facts(EVERY_5, holds=(hold("pause", "09:07", "09:17"),)), now=at("09:01"))

    ((_, first, count),) = desk.decide(at("09:29")).missed

    assert (first, count) == (at("09:05"), 3)  # 09:05, 09:20 and 09:25


def test_other_pauses_are_looked_at_without_reading_the_job_again():
    desk = Desk(facts(ALWAYS, tags=("garden",)), facts(ALWAYS, "other"), now=at("09:00"))
    held = Holds.of([hold("pause", "09:00", "12:00")])
    assert desk.board.within(held.changed(Holds())) == ["job"]

    assert desk.board.hold("job", held, at("09:00")) and not desk.board.hold("other", held, at("09:00"))

    assert desk.board.wanted("job") is None and desk.board.wanted("other") is not None
    assert desk.board.next_at == at("12:00")
