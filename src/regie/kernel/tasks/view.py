"""A task as people see it, read from what the engine keeps of its latest attempt."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from regie.kernel.tasks.states import ENGINE_WORDS, INTERRUPTED_TOO_OFTEN, TaskState, split_id

SUPERSEDED = "supersededBy"
"""In the result of an attempt: the id of its successor. Such an attempt isn't shown."""


@dataclass(frozen=True, slots=True)
class Task:
    """What was asked for, by whom it is held up, how far it has got, how it ended."""

    id: str
    name: str
    state: TaskState
    reason: str | None
    """Why it failed, or why it waits for another attempt."""
    attempt: int
    arguments: dict[str, Any]
    key: str | None
    result: Any
    created_at: datetime | None
    due_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    progress: float | None = None
    note: str | None = None


def superseded(status: Any) -> bool:
    """Whether this attempt ended by queueing its successor."""
    return isinstance(status.output, dict) and SUPERSEDED in status.output


def payload_of(status: Any) -> dict[str, Any]:
    """What the attempt was given: ours, or what a schedule hands over (the instant and the arguments)."""
    arguments = list((status.input or {}).get("args", ()))
    if len(arguments) == 1 and isinstance(arguments[0], dict):
        return arguments[0]
    return {"arguments": arguments[1] or {}} if len(arguments) > 1 else {}


def task_of(status: Any, events: dict[str, Any]) -> Task:
    """From the engine's row of an attempt and the events it has set."""
    task_id, attempt = split_id(status.workflow_id)
    payload = payload_of(status)
    state = ENGINE_WORDS[status.status]
    told = events.get("progress") or {}
    return Task(
        id=task_id,
        name=status.name,
        state=state,
        reason=_reason(status, state, payload),
        attempt=attempt,
        arguments=dict(payload.get("arguments") or {}),
        key=payload.get("key"),
        result=(status.output or {}).get("result") if isinstance(status.output, dict) else None,
        created_at=_instant(status.created_at),
        due_at=_instant(status.delay_until_epoch_ms),
        started_at=_instant(_started(status, state)),
        ended_at=_instant(status.completed_at),
        progress=1.0 if state is TaskState.DONE else told.get("done"),
        note=told.get("note"),
    )


def _started(status: Any, state: TaskState) -> int | None:
    """What no queue held started when it was asked for."""
    if state in (TaskState.QUEUED, TaskState.WAITING):
        return None
    found: int | None = status.dequeued_at if status.queue_name else status.created_at
    return found


def _reason(status: Any, state: TaskState, payload: dict[str, Any]) -> str | None:
    if status.status == INTERRUPTED_TOO_OFTEN:
        return "The server ended too often while this ran."
    if state is TaskState.FAILED:
        return str(status.error) or type(status.error).__name__
    return payload.get("reason") if state in (TaskState.WAITING, TaskState.QUEUED) else None


def _instant(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)
