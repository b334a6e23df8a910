"""
The one way to ask what time it is, and to wait.

Wall-clock instants are aware and in UTC; durations come from the monotonic clock, which no correction of the system's
time moves. Whoever needs either takes a `Clock`, so that a test may turn the hands.
"""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Wall clock, monotonic clock and sleep, always together, so that they can be replaced together."""

    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some fixed moment; never goes back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait at least that long on the monotonic clock; zero or less yields once."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


async def wait(clock: Clock, event: asyncio.Event, seconds: float) -> bool:
    """Wait until the event is set or the time is over; whether it was set. Does not clear it."""
    if event.is_set():
        return True
    sleeper = asyncio.ensure_future(clock.sleep(seconds))
    waiter = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({sleeper, waiter}, return_when=asyncio.FIRST_COMPLETED)
        return event.is_set()
    finally:
        sleeper.cancel()
        waiter.cancel()
