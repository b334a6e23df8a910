"""
When little space is an alert, and whether deleting brings any. Pure.

A disk is low when two looks in a row say so, and well again when two say so and it has a fifth more than that: what
goes up and down around the line is told once.
"""

from dataclasses import dataclass
from typing import Literal

LOOKS = 2
SETTLES = 30.0
"""Seconds after which a file system has given back what was deleted; some do it later than they say."""
JUDGED = 600.0
"""Seconds: what was deleted longer ago says nothing any more."""
FUTILE = 3600.0
"""Seconds that a disk is left alone on which deleting brings nothing."""
JUDGEMENTS = 2
"""That many times in a row: what somebody else writes meanwhile looks like it once."""
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


@dataclass(slots=True)
class Relief:
    """
    What deleting for space brings one disk.

    Where something else holds the blocks (snapshots, other links) or takes them as fast, deleting would go on until no
    recording is left: it pauses, and that is told. `now` is on the monotonic clock, sizes are in bytes.
    """

    futile_until: float | None = None
    _since: float | None = None
    _free: int = 0
    _deleted: int = 0
    _futile: int = 0

    def pending(self, now: float, free: int, total: int, per_second: float) -> int | None:
        """What was deleted and will be free in a moment; none: it brings nothing, so no more is deleted."""
        if self.futile_until is not None:
            if now < self.futile_until:
                return None
            self.futile_until = None
        if self._since is None:
            return 0
        lasted = now - self._since
        back = free - self._free + int(per_second * lasted)
        if lasted < SETTLES:
            return min(max(self._deleted - back, 0), self._deleted)
        telling = self._deleted >= total // 1000
        if telling and back < self._deleted // 10:
            self._since, self._futile = None, self._futile + 1
            if self._futile >= JUDGEMENTS:
                self.futile_until, self._futile = now + FUTILE, 0
                return None
            return 0
        if telling:
            self._futile = 0
        if telling or lasted > JUDGED:
            self._since = None
        return 0

    def deleted(self, now: float, free: int, size: int) -> None:
        """So much was deleted just now; `free` was there before."""
        if self._since is None:
            self._since, self._free, self._deleted = now, free, 0
        self._deleted += size
