"""
A started process, as the supervisor sees it, whatever the platform.

Both forms of spawning give the same: bytes as they come, a polite way to ask for the end, a forced one for the whole
family, and one exit, told after the last byte. The leader's end ends its family: what it started in its group and
left behind is killed with it, so nothing outlives the work that it belongs to.
"""

import asyncio
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from regie.kernel.processes.launch import Launch

Received = Callable[[str, bytes], None]
"""Gets each chunk with the name of its pipe, on the loop. Must neither wait nor raise."""


@dataclass(frozen=True, slots=True)
class Exit:
    """How a process ended."""

    code: int | None
    """Negative: the number of the signal that killed it. None: it does not end, even killed."""
    seconds: float
    """How long it lived."""

    @property
    def sentence(self) -> str:
        if self.code is None:
            return "The process does not end even when killed: it hangs inside the system."
        if self.code < 0:
            try:
                return f"The process was killed by {signal.Signals(-self.code).name}."
            except ValueError:
                return f"The process was killed by signal {-self.code}."
        return f"The process ended with code {self.code}."


class Child(Protocol):
    """One running process and its family."""

    @property
    def pid(self) -> int: ...

    @property
    def exit(self) -> Exit | None:
        """None while it lives."""
        ...

    def feed(self, data: bytes) -> None:
        """Write all of it to the process's stdin, then close that."""
        ...

    def say(self, data: bytes) -> None:
        """Write to the process's stdin, which stays open for more. What a process that ended was told is lost."""
        ...

    def ask(self) -> None:
        """Ask politely for the end."""
        ...

    def kill(self) -> None:
        """End the process and all of its group, now."""
        ...

    async def wait(self) -> Exit:
        """The exit, after the last byte was delivered. Who stops waiting changes nothing."""
        ...


class Spawner(Protocol):
    """Starts processes at a steady pace."""

    async def spawn(self, launch: Launch, received: Received) -> Child:
        """Wait for one's turn, then start. Raises OSError when the system will not."""
        ...

    async def sweep(self) -> list[int]:
        """End what a former server of the same folder left behind; the pids that were ended."""
        ...

    def close(self) -> None:
        """Kill whatever still lives. For the last moment: work is stopped by its supervisor."""
        ...


async def shielded(exit_: "asyncio.Future[Exit]") -> Exit:
    """Wait for a future that others wait for too."""
    return await asyncio.shield(exit_)
