"""What a kind of task is, and what its body is given while it runs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, Protocol

from regie.kernel.clock import Clock
from regie.kernel.tasks.states import TaskState

PROGRESS_EVERY = 1.0
"""Seconds between two written progresses: each is a transaction."""
Queue = Literal["work", "sweep"]
"""`work`: several at once, looked at each second. `sweep`: one at a time over all instances, each five seconds."""


@dataclass(frozen=True, slots=True)
class TaskChanged:
    """A task has reached this state, or has got further in it."""

    id: str
    name: str
    state: TaskState
    progress: float | None = None


class Progress(Protocol):
    """Writes how far a task has got."""

    async def __call__(self, done: float | None, note: str | None) -> None: ...


class TaskRun:
    """One execution of a body: which task it is, and how to tell how far it has got."""

    def __init__(self, task_id: str, name: str, attempt: int, clock: Clock, write: Progress) -> None:
        self.id = task_id
        """The task's id, the same in each attempt: give it to whoever must recognise a repetition."""
        self.name = name
        self.attempt = attempt
        self._clock = clock
        self._write = write
        self._told_at = float("-inf")

    async def progress(self, done: float | None, note: str | None = None) -> None:
        """Tell how much is done, from 0 to 1 (none: unknown), and what is being done. Call it as often as you like."""
        now = self._clock.monotonic()
        if now - self._told_at >= PROGRESS_EVERY or (done is not None and done >= 1):
            self._told_at = now
            await self._write(done, note)


Body = Callable[..., Awaitable[Any]]
"""`async def body(run: TaskRun, **arguments)`; what it returns is kept as the task's result. May run twice."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of task: its name is stored, so it stays; a change of meaning gets a new name."""

    name: str
    body: Body
    queue: Queue = "work"
    attempts: int = 1
    """How often it is tried when its body raises `TryAgain`; any other error ends it at once."""
    first_delay: timedelta = timedelta(seconds=10)
    """Before the second attempt, doubled each time up to an hour, unless `TryAgain` says otherwise."""
    interruptions: int = 5
    """How often it starts again after the server died under it; a file that kills the server is then left alone."""
    right: str | None = None
    """What somebody must be allowed to, beside working with tasks at all, who cancels one or tries it again."""
    at_once: int | None = None
    """Of this kind on one instance, within the limit of the queue."""


@dataclass(frozen=True, slots=True)
class Cron:
    """A task that is due by the clock, once over all instances."""

    name: str
    kind: str
    expression: str
    """Five fields, or six with seconds first."""
    timezone: str | None = None
    arguments: Mapping[str, Any] | None = None


class TaskFailed(Exception):
    """Ends a task as failed; the message is the reason that people read."""
