"""The one word for a job, for each thing that can be known of it."""

from datetime import UTC, datetime, timedelta

import pytest

from regie.camcron.jobs.actual import has_begun, process_of
from regie.camcron.jobs.state import Obstacle, Process, ProcessWord, state_of
from regie.camcron.jobs.wanted import Wanted
from regie.kernel.processes.states import State
from regie.kernel.scheduling.windows import Window

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DISK = Obstacle("disk", "The folder is somebody else's.")


def process(word: ProcessWord = "running", **more) -> Process:
    return Process(word, NOON, **more)


def state(**known):
    usual = {"enabled": True, "camera_enabled": True, "obstacle": None, "process": None, "held": False}
    return state_of(**(usual | {"next_run_at": NOON} | known))


@pytest.mark.parametrize(
    ("known", "word", "code"),
    [
        ({}, "idle", None),
        ({"next_run_at": None}, "idle", "notScheduled"),
        ({"held": True}, "idle", "stoppedByUser"),
        ({"enabled": False}, "disabled", "jobDisabled"),
        ({"camera_enabled": False}, "disabled", "cameraDisabled"),
        ({"obstacle": DISK}, "blocked", "disk"),
        ({"enabled": False, "obstacle": DISK}, "disabled", "jobDisabled"),
        ({"process": process()}, "running", None),
        ({"process": process("waiting", code="disk")}, "waiting", "disk"),
        ({"process": process("retrying", code="unreachable")}, "retrying", "unreachable"),
        ({"process": process("retrying", code="unreachable", gave_up=True)}, "failed", "unreachable"),
        ({"process": process("starting", gave_up=True)}, "failed", None),
        ({"process": process("running", gave_up=True)}, "running", None),
        ({"process": process("stopping"), "enabled": False}, "stopping", None),
        ({"process": process("stalled", code="processFailed")}, "stalled", "processFailed"),
        ({"process": process(), "held": True}, "stopping", "stoppedByUser"),
        ({"wanted": True}, "starting", None),
        ({"wanted": True, "next_run_at": None}, "starting", None),
    ],
)
def test_what_is_known_gives_one_word(known: dict[str, object], word: str, code: str | None):
    found = state(**known)

    assert (found.word, found.code) == (word, code)
    assert found.word not in {"blocked", "disabled"} or found.sentence


def test_the_state_says_since_when():
    assert state(process=process()).since == NOON


@pytest.mark.parametrize(
    ("of", "waiting", "word"),
    [
        (State.STARTING, None, "starting"),
        (State.STARTING, ("disk", "No disk."), "waiting"),
        (State.RETRYING, ("disk", "No disk."), "waiting"),
        (State.RUNNING, ("disk", "No disk."), "running"),
        (State.RUNNING, None, "running"),
        (State.RETRYING, None, "retrying"),
        (State.STALLED, None, "stalled"),
        (State.STOPPING, None, "stopping"),
        (State.ENDED, None, "stopping"),
    ],
)
def test_a_supervised_work_is_told_in_the_words_of_a_job(of: State, waiting: tuple[str, str] | None, word: str):
    told = process_of(state=of, since=NOON, waiting=waiting, code=None, reason="No answer.", gave_up=False)

    assert told.word == word
    if word == "waiting":
        assert (told.code, told.sentence) == ("disk", "No disk.")
    if word == "retrying":
        assert (told.code, told.sentence) == ("processFailed", "No answer.")


@pytest.mark.parametrize(("start", "expected"), [(None, True), (NOON, True), (datetime.max.replace(tzinfo=UTC), False)])
def test_a_window_has_begun_at_its_start(start: datetime | None, expected: bool):
    assert has_begun(Wanted(Window(start, None, "continuous"), "schedule"), NOON) is expected


def test_a_job_stopped_by_hand_that_nothing_will_start_again_says_so():
    assert "until somebody starts it" in str(state(held=True, next_run_at=None).sentence)
    assert "next window" in str(state(held=True).sentence)


def test_what_is_in_trouble_tells_since_when_and_not_since_its_last_try():
    trouble = NOON - timedelta(hours=2)
    tried = {"since": NOON, "waiting": None, "code": None, "reason": "No answer.", "gave_up": False}

    for word in (State.RETRYING, State.STARTING):
        assert process_of(state=word, troubled_since=trouble, **tried).since == trouble
    assert process_of(state=State.RUNNING, troubled_since=trouble, **tried).since == NOON
