"""
What is due next, of many: a heap of instants, one per key.

The agenda holds no clock: the caller says what time it is, and gets everything that is due by then in the order in
which it should have happened. So a clock that jumps forth makes much due at once and loses nothing, and one that
jumps back makes nothing due until it has caught up. Whoever plans again after a jump simply sets the key anew.
"""

import heapq
from collections.abc import Hashable
from datetime import datetime
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

SLACK = 64
"""Replaced entries stay in the heap until they surface; above this many, and more than living ones, it is swept."""


class Agenda(Generic[Key]):
    """At most one instant for each key."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Key]] = []
        self._held: dict[Key, tuple[datetime, int]] = {}
        self._serial = 0

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, key: object) -> bool:
        return key in self._held

    def at(self, key: Key) -> datetime | None:
        """When a key is due."""
        held = self._held.get(key)
        return held[0] if held else None

    def set(self, key: Key, instant: datetime | None) -> None:
        """Put a key at an instant, in place of what it had; None removes it."""
        if instant is None:
            self.remove(key)
            return
        self._serial += 1
        self._held[key] = (instant, self._serial)
        heapq.heappush(self._heap, (instant, self._serial, key))
        self._sweep()

    def remove(self, key: Key) -> None:
        """Forget a key; nothing happens when it is not there."""
        self._held.pop(key, None)
        self._sweep()

    @property
    def next_at(self) -> datetime | None:
        """The next instant at which something is due."""
        self._drop_stale()
        return self._heap[0][0] if self._heap else None

    def due(self, now: datetime) -> list[tuple[Key, datetime]]:
        """Take out everything due by now, the longest due first; of one instant, the first set comes first."""
        taken = []
        self._drop_stale()
        while self._heap and self._heap[0][0] <= now:
            instant, _, key = heapq.heappop(self._heap)
            del self._held[key]
            taken.append((key, instant))
            self._drop_stale()
        return taken

    def _lives(self, entry: tuple[datetime, int, Key]) -> bool:
        held = self._held.get(entry[2])
        return held is not None and held[1] == entry[1]

    def _drop_stale(self) -> None:
        while self._heap and not self._lives(self._heap[0]):
            heapq.heappop(self._heap)

    def _sweep(self) -> None:
        if len(self._heap) > 2 * len(self._held) + SLACK:
            self._heap = [entry for entry in self._heap if self._lives(entry)]
            heapq.heapify(self._heap)
