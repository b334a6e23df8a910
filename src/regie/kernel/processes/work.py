"""
What a supervised work must offer, and what becomes of it.

The work knows what it does: how its process is launched, what its output means, whether an exit is a success. The
supervisor knows the rest, and asks. The type of an answer decides, never a search in a text.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.states import State


@dataclass(frozen=True, slots=True)
class Success:
    """The work is done."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """It is not done. `permanent`: no other try can mend it. `delay`: seconds that replace the policy's backoff."""

    reason: str
    permanent: bool = False
    delay: float | None = None
    counts: bool = True
    """False: something else of ours ended under it. If it ran, that is no step towards giving up."""


Verdict = Success | Failure


class Work(Protocol):
    """
    One thing that must go on: a process, started anew when it fails.

    With neither `start_within` nor `stall_after` nothing is expected to beat, and a started process counts as running.
    """

    @property
    def name(self) -> str:
        """For logs: an id rather than a title."""
        ...

    @property
    def policy(self) -> RestartPolicy: ...

    @property
    def start_within(self) -> float | None:
        """Seconds from the start of the process to its first beat."""
        ...

    @property
    def stall_after(self) -> float | None:
        """Seconds without a beat after which it counts as stalled."""
        ...

    async def launch(self, attempt: int) -> Launch:
        """What to start. May wait for what it needs; raises `TryAgain` or `GiveUp` (`kernel.errors`)."""
        ...

    def received(self, pipe: str, data: bytes) -> None:
        """A chunk of output, on the loop. Must not wait; an exception fails the attempt."""
        ...

    def judge(self, exit_: Exit) -> Verdict:
        """The process ended without being asked. Code 0 alone is no success: ffmpeg ends with it when it stalls."""
        ...


class Ending(StrEnum):
    """How a supervised work ended."""

    SUCCESS = "success"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is told when a work has ended."""

    ending: Ending
    reason: str | None
    before: State
    """The state in which the end found it: a stop may find it `running`, or `retrying` after a hundred failures."""
    exit: Exit | None
    """Of its last process."""
    attempts: int
    failures: int
    """In a row, at the end."""
