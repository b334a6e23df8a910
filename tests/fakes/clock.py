"""
A clock whose hand is moved by the test.

Nothing passes by itself: whoever sleeps is woken when `advance` carries the hand past their deadline, one after the
other in the order of their deadlines, and each may run (and sleep anew) before the hand moves on. `set` moves the
wall clock alone, as an administrator or a time server does: nobody is woken by it, and no duration changes.
"""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta

_TURNS = 25
"""Turns of the event loop granted to whoever was woken: enough for a chain of tasks, futures and callbacks."""


class VirtualClock:
    """Behaves as `regie.kernel.clock.Clock`; starts at 08:00 UTC on Monday 2 March 2026 unless told otherwise."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 8, tzinfo=UTC)) -> None:
        self._wall = _aware(now)
        self._hand = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0
        self.slept: list[float] = []
        """Each duration that somebody asked to sleep, in the order of asking."""

    def now(self) -> datetime:
        return self._wall

    def monotonic(self) -> float:
        return self._hand

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self._hand + seconds, self._count, woken))
        await woken

    @property
    def sleepers(self) -> int:
        """How many are asleep right now."""
        return sum(not woken.done() for _, _, woken in self._sleepers)

    async def advance(self, seconds: float | timedelta) -> None:
        """Let that much time pass: wake each sleeper at their own deadline and let them run before going on."""
        until = self._hand + (seconds.total_seconds() if isinstance(seconds, timedelta) else seconds)
        await self.settle()
        while self._sleepers and self._sleepers[0][0] <= until:
            deadline, _, woken = heapq.heappop(self._sleepers)
            if woken.done():
                continue
            self._move_to(deadline)
            woken.set_result(None)
            await self.settle()
        self._move_to(until)
        await self.settle()

    async def settle(self) -> None:
        """Let everybody run who can, without moving the hand."""
        for _ in range(_TURNS):
            await asyncio.sleep(0)

    def set(self, instant: datetime) -> None:
        """Move the wall clock alone, forwards or backwards."""
        self._wall = _aware(instant)

    def _move_to(self, hand: float) -> None:
        if hand > self._hand:
            self._wall += timedelta(seconds=hand - self._hand)
            self._hand = hand


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(UTC)
