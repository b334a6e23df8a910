"""
What is done again and again while the server runs: look, act, wait, and never stop because one look failed.

A sweep holds no truth of its own; it compares what is wanted with what is, so a lost wake-up costs one pause. Where
only one instance may act, `leads` says whether it is this one.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from regie.kernel.clock import Clock, wait

_log = logging.getLogger(__name__)


class Sweep:
    """One such loop. `step` may raise: the failure is logged and the next pass tries again."""

    def __init__(
        self,
        name: str,
        step: Callable[[], Awaitable[None]],
        *,
        clock: Clock,
        every: float,
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        self._name = name
        self._step = step
        self._clock = clock
        self._every = every
        """Seconds between the end of a pass and the begin of the next."""
        self._leads = leads
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Begin; the first pass is made at once."""
        self._task = asyncio.create_task(self._loop(), name=self._name)

    async def close(self) -> None:
        """End, in the middle of a pass if need be."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def wake(self) -> None:
        """Do not wait for the next pass."""
        self._wake.set()

    async def _loop(self) -> None:
        while True:
            self._wake.clear()
            if self._leads():
                try:
                    await self._step()
                except Exception:
                    _log.exception("%s failed; the next pass tries again", self._name)
            await wait(self._clock, self._wake, self._every)
