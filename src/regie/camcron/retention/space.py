"""
When little space is an alert, and when it is over. Pure.

A disk is low when two looks in a row say so, and well again when two say so and it has a fifth more than that: what
goes up and down around the line is told once.
"""

from dataclasses import dataclass
from typing import Literal

LOOKS = 2
CLEAR = 1.2

Turn = Literal["low", "well"]


@dataclass(slots=True)
class LowSpace:
    """One disk."""

    low: bool | None = None
    """What was told last; none: nothing since the start."""
    _seen: Turn | None = None
    _looks: int = 0

    def look(self, total: int, free: int, low_percent: float) -> Turn | None:
        """What must be told now, if anything."""
        seen = self._of(100 * free / total if total else 100.0, low_percent)
        if seen is None:
            self._looks = 0
            return None
        self._looks = self._looks + 1 if seen == self._seen else 1
        self._seen = seen
        if self._looks < LOOKS or self.low is (seen == "low"):
            return None
        self.low = seen == "low"
        return seen

    def _of(self, percent: float, low_percent: float) -> Turn | None:
        if percent < low_percent:
            return "low"
        return "well" if not self.low or percent >= low_percent * CLEAR else None
