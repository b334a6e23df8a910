"""
The life of a task in our own words, and the arithmetic of its attempts.

A task is one or several *attempts*, each one workflow of the engine. The first has the task's own id, the later ones
`ID~2`, `ID~3`, …: an attempt that failed in a way that deserves another one queues its successor and ends, so that
nothing is held while hours pass. The key that keeps a second task of the same purpose away goes from one to the next;
for a moment both hold one, so odd and even attempts spell it differently.
"""

from enum import StrEnum


class TaskState(StrEnum):
    """What people are told of a task."""

    WAITING = "waiting"
    """Not due yet: delayed by whoever asked for it, or before another attempt."""
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        return self in (TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED)


ENGINE_WORDS = {
    "DELAYED": TaskState.WAITING,
    "ENQUEUED": TaskState.QUEUED,
    "PENDING": TaskState.RUNNING,
    "SUCCESS": TaskState.DONE,
    "ERROR": TaskState.FAILED,
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": TaskState.FAILED,
    "CANCELLED": TaskState.CANCELLED,
}
INTERRUPTED_TOO_OFTEN = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"
LONGEST_DELAY = 3600.0
"""Seconds between two attempts, at most."""


def engine_words(state: TaskState) -> list[str]:
    """The engine's words that mean this state."""
    return [word for word, meaning in ENGINE_WORDS.items() if meaning is state]


def attempt_id(task_id: str, attempt: int) -> str:
    return task_id if attempt == 1 else f"{task_id}~{attempt}"


def split_id(attempt_id: str) -> tuple[str, int]:
    """The task's id and the number of the attempt."""
    task_id, mark, number = attempt_id.rpartition("~")
    return (task_id, int(number)) if mark and number.isdigit() else (attempt_id, 1)


def held_key(key: str, attempt: int) -> str:
    """How this attempt spells its key; the next one spells it differently."""
    return key if attempt % 2 else f"{key}~"


def delay_after(failures: int, first: float) -> float:
    """Seconds to wait after so many failures: doubling from the first, an hour at most."""
    return float(min(LONGEST_DELAY, first * 2.0 ** min(failures - 1, 30)))
