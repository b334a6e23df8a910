"""A task on the wire."""

from typing import Any

from regie.kernel.tasks.states import TaskState
from regie.kernel.wire import Instant, Wire


class TaskAnswer(Wire):
    """A task as its latest attempt says."""

    id: str
    name: str
    state: TaskState
    reason: str | None
    """Why it failed, or why it waits for another attempt."""
    progress: float | None
    """From 0 to 1; null when unknown."""
    note: str | None
    """What it is doing, or what it did last."""
    attempt: int
    key: str | None
    arguments: dict[str, Any]
    result: Any
    created_at: Instant | None
    due_at: Instant | None
    started_at: Instant | None
    ended_at: Instant | None
