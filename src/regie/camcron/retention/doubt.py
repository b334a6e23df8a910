"""
Whether the clock may be believed when files are deleted by their age. Pure: the hands of the clocks come in.

A clock that jumps a year ahead makes every recording too old. A server knows how long it has been running by a clock
that nobody sets, and when it last trusted the other one; where the two differ by more than a day, deleting by age waits
and says so. Sizes and free space don't depend on the hour and go on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

JUMP = timedelta(days=1)
AFTER_ABSENCE = 3600.0
"""Seconds of waiting when the server was away for longer than `JUMP`: the usual case, and people look at it then."""
AFTER_JUMP = 86_400.0
"""Seconds of waiting when the clock was moved under a running server."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why nothing is deleted by age."""

    sentence: str
    ends: float
    """On the monotonic clock: from then on the clock is believed."""


class Watch:
    """Looks at the clock at each pass. `trusted` is the last instant that was believed, from before this start."""

    def __init__(self, trusted: datetime | None) -> None:
        self._trusted = trusted
        self._at: float | None = None
        """When that was, on the monotonic clock; nothing when it was before this start."""
        self._doubt: Doubt | None = None

    def look(self, now: datetime, monotonic: float, *, told: bool = False) -> Doubt | None:
        """Nothing, when the clock is believed. `told`: somebody says that it is right."""
        expected = self._trusted
        if expected is not None and self._at is not None:
            expected += timedelta(seconds=monotonic - self._at)
        if told or expected is None or now - expected <= JUMP:
            self._believe(now, monotonic)
        elif self._doubt is None:
            self._doubt = self._new(now, expected, monotonic)
        elif monotonic >= self._doubt.ends:
            self._believe(now, monotonic)
        return self._doubt

    def believes(self, now: datetime, monotonic: float) -> bool:
        """Whether the last look believed the clock, and it has gone on as it should since."""
        if self._doubt is not None or self._trusted is None or self._at is None:
            return False
        return now - self._trusted - timedelta(seconds=monotonic - self._at) <= JUMP

    def _believe(self, now: datetime, monotonic: float) -> None:
        self._trusted, self._at, self._doubt = now, monotonic, None

    def _new(self, now: datetime, expected: datetime, monotonic: float) -> Doubt:
        days = (now - expected) / timedelta(days=1)
        if self._at is None:
            wait, told = AFTER_ABSENCE, f"The server was away for {days:.0f} days by its clock"
        else:
            wait, told = AFTER_JUMP, f"The clock was put {days:.0f} days ahead while the server ran"
        until = now + timedelta(seconds=wait)
        return Doubt(
            f"{told}: in case it is wrong, nothing is deleted by age until {until:%Y-%m-%d %H:%M} UTC.",
            monotonic + wait,
        )
