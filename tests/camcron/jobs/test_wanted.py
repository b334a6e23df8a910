"""What should run at an instant, and what people said above the plan."""

from datetime import datetime

import pytest

from regie.camcron.jobs.wanted import ByHand, look
from tests.camcron.jobs.building import EVERY_5, OFFICE, at, plan

ALWAYS = plan()
BY_HAND_ONLY = plan("duration", duration=60)


@pytest.mark.parametrize(
    ("of", "said", "instant", "trigger", "start", "end"),
    [
        (OFFICE, (), at("07:59:59"), None, None, None),
        (OFFICE, (), at("08:00"), "schedule", at("08:00"), at("18:00")),
        (OFFICE, (), at("18:00"), None, None, None),
        (ALWAYS, (), at("03:00"), "schedule", None, None),
        (BY_HAND_ONLY, (), at("03:00"), None, None, None),
        (OFFICE, (ByHand("start", at("20:00")),), at("21:00"), "manual", at("20:00"), None),
        (OFFICE, (ByHand("start", at("20:00"), at("20:30")),), at("20:29:59"), "manual", at("20:00"), at("20:30")),
        (OFFICE, (ByHand("start", at("20:00"), at("20:30")),), at("20:30"), None, None, None),
        (OFFICE, (ByHand("start", at("20:00")),), at("+1 09:00"), "schedule", at("+1 08:00"), at("+1 18:00")),
        (OFFICE, (ByHand("stop", at("09:00")),), at("09:30"), None, None, None),
        (OFFICE, (ByHand("stop", at("09:00")),), at("+1 09:30"), "schedule", at("+1 08:00"), at("+1 18:00")),
        (OFFICE, (ByHand("stop", at("09:00")), ByHand("start", at("10:00"))), at("11:00"), "manual", at("10:00"), None),
        (ALWAYS, (ByHand("stop", at("09:00")),), at("+9 09:00"), None, None, None),
        (EVERY_5, (ByHand("start", at("09:01")),), at("09:02"), "manual", at("09:01"), None),
    ],
)
def test_plan_and_hand_give_one_window_or_none(
    of, said, instant: datetime, trigger: str | None, start: datetime | None, end: datetime | None
):
    wanted = look(of, said, instant).now

    assert (wanted.trigger if wanted else None) == trigger
    if wanted is not None:
        assert (wanted.window.start, wanted.window.end) == (start, end)


def test_a_job_is_held_only_in_the_window_in_which_it_was_stopped():
    said = (ByHand("stop", at("09:00")),)

    assert look(OFFICE, said, at("09:30")).held
    assert not look(OFFICE, said, at("19:00")).held
    assert not look(OFFICE, said, at("+1 09:30")).held


@pytest.mark.parametrize(
    ("of", "said", "instant", "changes", "following"),
    [
        (OFFICE, (), at("07:00"), at("08:00"), at("08:00")),
        (OFFICE, (), at("09:00"), at("18:00"), at("+1 08:00")),
        (OFFICE, (ByHand("start", at("06:00"), at("06:30")),), at("06:10"), at("06:30"), at("08:00")),
        (OFFICE, (ByHand("stop", at("09:00")),), at("09:30"), at("18:00"), at("+1 08:00")),
        (EVERY_5, (), at("09:05"), at("09:10"), at("09:10")),
        (ALWAYS, (), at("09:05"), None, None),
        (BY_HAND_ONLY, (), at("09:05"), None, None),
    ],
)
def test_the_outlook_says_when_it_may_change(of, said, instant: datetime, changes, following):
    outlook = look(of, said, instant)

    assert (outlook.changes_at, outlook.next_run_at) == (changes, following)
