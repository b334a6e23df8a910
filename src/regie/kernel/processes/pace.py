"""
Starts in a row, not at once.

Starting a process costs the loop some milliseconds; a hundred of them in one go would freeze everybody else for
seconds. A few may go together after a calm, then each waits for the gap. First come, first served.
"""

import asyncio

from regie.kernel.clock import Clock


class Pace:
    """One turn each `gap` seconds, `burst` of them saved up while nobody comes."""

    def __init__(self, clock: Clock, gap: float, burst: int) -> None:
        self._clock = clock
        self._gap = gap
        self._saved = gap * (burst - 1)
        self._due = float("-inf")
        """When the next turn would be if nothing had been saved up."""
        self._queue = asyncio.Lock()

    async def turn(self) -> None:
        """Wait for one's turn. At least one turn of the loop passes, so that others are heard between two starts."""
        async with self._queue:
            await self._clock.sleep(max(0.0, self._due - self._saved - self._clock.monotonic()))
            self._due = max(self._due, self._clock.monotonic()) + self._gap
