"""A task on the wire."""

from typing import Any

from regie.kernel.tasks.states import TaskState
from regie.kernel.wire import Instant, Wire, shown


class TaskAnswer(Wire):
    """A task as its latest attempt says."""

    model_config = shown(
        {
            "id": "0199c0de-0000-7000-8000-000000000041",
            "name": "cam.export",
            "state": "running",
            "reason": None,
            "progress": 0.42,
            "note": "5 of 12 files",
            "attempt": 1,
            "key": None,
            "arguments": {"export_id": "0199c0de-0000-7000-8000-000000000041"},
            "result": None,
            "createdAt": "2026-03-02T08:12:44.120Z",
            "dueAt": None,
            "startedAt": "2026-03-02T08:12:44.610Z",
            "endedAt": None,
        }
    )

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
