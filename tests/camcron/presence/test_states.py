"""When a camera counts as gone, by looks and seconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.presence.states import Alert, Presence, Rules, Told, Word, passed, seen

RULES = Rules(offline_after=25, online_after=10, cooldown=900, drops=4)


def told(*looks: tuple[float, bool | None], start: Presence | None = None) -> list[tuple[float, str]]:
    """What is told after these looks (None: time passes), with its second."""
    presence, heard = start or Presence(), []
    for at, answers in looks:
        presence, said = passed(presence, at, RULES) if answers is None else seen(presence, answers, at, RULES)
        if said:
            heard.append((at, said.value))
    return heard


CASES: dict[str, tuple[list[tuple[float, bool | None]], list[tuple[float, str]]]] = {
    "a camera that is there": ([(0, True), (300, True), (600, True)], []),
    "one missed look": ([(0, True), (300, False), (310, True), (900, True)], []),
    "one failure however long ago": ([(0, True), (300, False), (400, None)], []),
    "two failures in a moment": ([(0, True), (300, False), (301, False), (320, None)], []),
    "two failures and a while": ([(0, True), (300, False), (312, False), (325, None)], [(325, "offline")]),
    "goes on being gone": ([(0, True), (10, False), (20, False), (40, False), (4000, False)], [(40, "offline")]),
    "gone and back": (
        [(0, True), (10, False), (40, False), (50, True), (61, True), (400, True)],
        [(40, "offline"), (61, "online")],
    ),
    "back for a moment is not back": ([(0, True), (10, False), (40, False), (50, True), (55, False), (70, True)],
                                      [(40, "offline")]),
    "never seen": ([(0, False), (30, False)], [(30, "offline")]),
    "the second absence within the cooldown is told when it is over": (
        [(0, True), (10, False), (40, False), (50, True), (60, True), (100, False), (130, False), (940, False)],
        [(40, "offline"), (60, "online"), (940, "offline")],
    ),
    "short interruptions": (
        [(0, True), (10, False), (12, True), (20, False), (22, True), (30, False), (32, True), (40, False), (42, True),
         (500, True), (941, True)],
        [(40, "unsteady"), (941, "online")],
    ),
    "unsteady, then gone for good": (
        [(0, True), (1, False), (2, True), (3, False), (4, True), (5, False), (6, True), (7, False), (60, False),
         (906, False), (908, False)],
        [(7, "unsteady"), (908, "offline")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("looks", "expected"), CASES.values(), ids=CASES)
def test_what_is_told_of_a_camera(looks: list[tuple[float, bool | None]], expected: list[tuple[float, str]]):
    assert told(*looks) == expected


def test_an_alert_that_was_told_before_a_restart_is_not_told_again():
    before = Presence(word=Word.OFFLINE, alert=Alert.OFFLINE, alerted_at=-5000)

    assert told((0, False), (30, False), (60, True), (70, True), start=before) == [(70, "online")]


looks = st.lists(st.tuples(st.floats(0.1, 400), st.booleans() | st.none()), max_size=150)


@given(looks)
def test_alerts_come_one_in_a_cooldown_at_most_and_end_as_often_as_they_begin(steps: list[tuple[float, bool | None]]):
    presence, at = Presence(), 0.0
    opened: list[float] = []
    open_now = False
    for pause, answers in steps:
        at += pause
        presence, said = passed(presence, at, RULES) if answers is None else seen(presence, answers, at, RULES)
        if said in (Told.OFFLINE, Told.UNSTEADY):
            assert not opened or at - opened[-1] >= RULES.cooldown
            opened.append(at)
            open_now = True
        elif said is Told.ONLINE:
            assert open_now
            open_now = False
        assert open_now is (presence.alert is not None)


@given(looks)
def test_whoever_is_told_offline_had_not_answered_for_the_whole_time(steps: list[tuple[float, bool | None]]):
    presence, at, last_answer = Presence(), 0.0, -1000.0
    for pause, answers in steps:
        at += pause
        last_answer = at if answers else last_answer
        presence, said = passed(presence, at, RULES) if answers is None else seen(presence, answers, at, RULES)
        if said is Told.OFFLINE:
            assert at - last_answer >= RULES.offline_after


@given(looks)
def test_a_camera_that_answers_for_a_whole_cooldown_has_no_alert(steps: list[tuple[float, bool | None]]):
    presence, at = Presence(), 0.0
    for pause, answers in steps:
        at += pause
        presence, _ = passed(presence, at, RULES) if answers is None else seen(presence, answers, at, RULES)
    for _ in range(100):
        at += RULES.online_after
        presence, _ = seen(presence, True, at, RULES)

    assert presence.alert is None and presence.word is Word.ONLINE
