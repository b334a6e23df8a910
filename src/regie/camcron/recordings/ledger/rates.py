"""
What a job writes, from its newest files. Pure.

A film is measured by its own length, so that pauses do not count; pictures by the time from the first to the last.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

STILL = timedelta(minutes=2)
"""Beyond the length of its longest file a job still counts as writing: its next one is open."""
LEAST_SPAN = 60.0


@dataclass(frozen=True, slots=True)
class Recent:
    """One of the newest files."""

    root_id: str
    started_at: datetime
    duration_seconds: float | None
    bytes: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What the newest files of a job say of it."""

    bytes: int
    recorded_seconds: float
    """The lengths of its films together; none of pictures."""
    first: datetime
    last_end: datetime
    longest: timedelta
    """From the begin of a file to the begin of the next, or to its end."""
    root_id: str
    """Of the newest."""

    @property
    def bytes_per_second(self) -> float | None:
        """While it records; none of pictures."""
        return self.bytes / self.recorded_seconds if self.recorded_seconds > 0 else None

    def writes_now(self, now: datetime) -> float:
        """Bytes a second at this instant: none when its newest file is too old to be followed by an open one."""
        if now - self.last_end > self.longest + STILL:
            return 0.0
        if self.bytes_per_second is not None:
            return self.bytes_per_second
        return self.bytes / max((self.last_end - self.first).total_seconds(), LEAST_SPAN)


def measured(newest_first: Sequence[Recent]) -> Measured | None:
    """Nothing, when there is no file."""
    if not newest_first:
        return None
    ends = [file.started_at + timedelta(seconds=file.duration_seconds or 0.0) for file in newest_first]
    steps = [new.started_at - old.started_at for new, old in itertools.pairwise(newest_first)]
    lengths = [timedelta(seconds=file.duration_seconds or 0.0) for file in newest_first]
    films = [file for file in newest_first if file.duration_seconds]
    longest = max(lengths) if films else sorted(steps)[len(steps) // 2] if steps else timedelta(0)
    return Measured(
        bytes=sum(file.bytes for file in (films or newest_first)),
        recorded_seconds=sum(file.duration_seconds or 0.0 for file in films),
        first=newest_first[-1].started_at,
        last_end=max(ends),
        longest=longest,
        root_id=newest_first[0].root_id,
    )
