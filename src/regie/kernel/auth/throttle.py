"""
Guessing passwords takes ever longer.

Each try counts against the account and against the address it comes from; after a few free ones each further try has
to wait, twice as long each time. A try is counted before its password is checked, so a hundred at once count as a
hundred; a right password takes its own away again, and clears the account. An account's wait stays short, so that
nobody can lock somebody else out; an address may have to wait for a quarter of an hour.
"""

from collections import OrderedDict
from dataclasses import dataclass

from regie.kernel.clock import Clock
from regie.kernel.errors import TooMany

FORGET_SECONDS = 3600.0
"""After this time without a try, a key starts anew."""
KEYS = 20_000
"""Remembered at most; the longest unused are forgotten first."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many tries are free, and how long the next ones wait."""

    free: int
    longest: float
    """Seconds."""

    def wait(self, tries: int) -> float:
        """Seconds to wait after so many tries."""
        return 0.0 if tries < self.free else min(self.longest, 2.0 ** min(tries - self.free, 30))


ACCOUNT = Pace(free=5, longest=60.0)
ADDRESS = Pace(free=20, longest=900.0)
SETUP = Pace(free=5, longest=900.0)


class TooManyTries(TooMany):
    """Too many wrong passwords; wait before the next try."""


@dataclass(slots=True)
class _Tries:
    count: int
    last: float


class Throttle:
    """Counts tries by key, in memory: a restart forgets them, which gives a few free tries and no more."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def attempt(self, *keys: tuple[str, Pace]) -> None:
        """Count a try for all keys, or refuse it for the longest wait among them."""
        now = self._clock.monotonic()
        wait = max(self._left(key, pace, now) for key, pace in keys)
        if wait > 0:
            raise TooManyTries(
                f"Try again in {wait:.0f} s." if wait > 1 else "Try again in a second.", retry_after=wait
            )
        for key, _ in keys:
            tries = self._tries.setdefault(key, _Tries(0, now))
            tries.count, tries.last = tries.count + 1, now
            self._tries.move_to_end(key)
        while len(self._tries) > KEYS:
            self._tries.popitem(last=False)

    def succeeded(self, clear: str, *others: str) -> None:
        """The password was right: forget the tries of `clear`, and this one of the others."""
        self._tries.pop(clear, None)
        for key in others:
            if key in self._tries:
                self._tries[key].count -= 1

    def _left(self, key: str, pace: Pace, now: float) -> float:
        tries = self._tries.get(key)
        if tries is None:
            return 0.0
        since = now - tries.last
        if since >= FORGET_SECONDS:
            del self._tries[key]
            return 0.0
        return max(0.0, pace.wait(tries.count) - since)
