"""The words for the engine's states, and the arithmetic of attempts."""

import pytest
from dbos import WorkflowStatusString

from regie.kernel.tasks.states import (
    ENGINE_WORDS,
    LONGEST_DELAY,
    TaskState,
    attempt_id,
    delay_after,
    engine_words,
    held_key,
    split_id,
)


def test_every_word_of_the_engine_has_a_meaning() -> None:
    assert set(ENGINE_WORDS) == {word.value for word in WorkflowStatusString}


def test_the_words_of_the_wire_are_these_six() -> None:
    assert [state.value for state in TaskState] == ["waiting", "queued", "running", "done", "failed", "cancelled"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (TaskState.WAITING, ["DELAYED"]),
        (TaskState.FAILED, ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]),
    ],
)
def test_a_state_is_looked_up_by_all_its_words(state: TaskState, words: list[str]) -> None:
    assert engine_words(state) == words


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("0190", ("0190", 1)),
        ("0190~2", ("0190", 2)),
        ("0190~12", ("0190", 12)),
        pytest.param("sched-core~x-2026", ("sched-core~x-2026", 1), id="a mark that is part of a name"),
    ],
)
def test_an_attempt_names_its_task_and_its_number(written: str, parts: tuple[str, int]) -> None:
    assert split_id(written) == parts
    if parts[1] > 1 or "~" not in written:
        assert attempt_id(*parts) == written


def test_neighbouring_attempts_spell_their_key_differently() -> None:
    assert held_key("export", 1) == held_key("export", 3)
    assert held_key("export", 1) != held_key("export", 2)
    assert held_key("export", 2) == held_key("export", 4)


@pytest.mark.parametrize(
    ("failures", "delay"), [(1, 10.0), (2, 20.0), (3, 40.0), (9, 2560.0), (10, LONGEST_DELAY), (10_000, LONGEST_DELAY)]
)
def test_delays_double_up_to_an_hour(failures: int, delay: float) -> None:
    assert delay_after(failures, first=10) == delay
