"""
How many processes may run at once, and who waits.

No cap unless one is set. Over it, the job with the highest priority goes first, among equals who came first; nobody
who runs is interrupted for another. A slot is taken for one process and given back when that process is gone.
"""

import asyncio
from dataclasses import dataclass, field
from itertools import count


@dataclass(order=True, slots=True)
class _Waiter:
    rank: tuple[int, int]
    owner: str = field(compare=False)
    go: "asyncio.Future[None]" = field(compare=False)


class Slots:
    """A counted door with an order."""

    def __init__(self, most: int | None) -> None:
        self.most = most
        self._taken: set[str] = set()
        self._waiting: list[_Waiter] = []
        self._arrivals = count()

    @property
    def taken(self) -> int:
        return len(self._taken)

    @property
    def full(self) -> bool:
        return self.most is not None and len(self._taken) >= self.most

    async def take(self, owner: str, priority: int) -> None:
        """Wait for a slot; who has one already keeps it."""
        if owner in self._taken:
            return
        if not self.full:
            self._taken.add(owner)
            return
        go: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiter = _Waiter((-priority, next(self._arrivals)), owner, go)
        self._waiting.append(waiter)
        try:
            await go
        except asyncio.CancelledError:
            if waiter in self._waiting:
                self._waiting.remove(waiter)
            else:
                self.give_back(owner)  # the door was opened for somebody who has left
            raise

    def give_back(self, owner: str) -> None:
        """Free a slot; nothing happens when there was none."""
        if owner in self._taken:
            self._taken.discard(owner)
            self._wake()

    def limit(self, most: int | None) -> None:
        """Change the cap; those over a lower one go on."""
        self.most = most
        self._wake()

    def _wake(self) -> None:
        free = len(self._waiting) if self.most is None else self.most - len(self._taken)
        for waiter in sorted(self._waiting)[: max(0, free)]:
            self._waiting.remove(waiter)
            self._taken.add(waiter.owner)  # at once, so that nobody slips in before the waiter is awake
            waiter.go.set_result(None)
