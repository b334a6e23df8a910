"""
When each recorded file truly began.

ffmpeg lists a file when it closes: its number, and where it begins and ends on the run's own time line, in seconds
since the first frame. One anchor ties that line to the clock. It is taken from the progress reports of the first ten
seconds: when a report says that 3.2 s are written, the line began at least 3.2 s ago; reports come late but never
early, so the earliest beginning that any of them implies is the best. Afterwards, and once a file has been told by it,
it is left alone: neither a clock that is corrected meanwhile nor a late report moves a file away from its neighbour.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath

SETTLE_SECONDS = 10.0
"""How long reports may still improve the anchor."""
EARLY_SECONDS = 0.5
"""How much of a file may lie before a strict beginning because clocks and networks are not exact."""
NUMBERS = 100_000
"""File numbers of one process: a restarted one never meets a name of its predecessor."""
BLOCKS = 8_999
"""So many processes, then numbers begin anew: ffmpeg counts no further than 2³¹, and clips of a crash follow ours."""
_LINE = re.compile(r"(?P<name>[^,]+),(?P<start>-?[0-9.]+),(?P<end>-?[0-9.]+)\s*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A file that ffmpeg has closed."""

    name: str
    number: int
    start: float
    """Seconds on the run's time line."""
    end: float

    @property
    def duration(self) -> float:
        return max(0.0, self.end - self.start)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the time line of one process lies on the clock."""

    instant: datetime
    """Of its zero."""
    first_report: float
    """Monotonic seconds."""
    origin: datetime
    """The clock at the first report: later ones count from there by the monotonic clock."""

    @classmethod
    def at(cls, now: datetime, monotonic: float, written: float) -> "Anchor":
        """From the first report: the clock, the monotonic clock, and how many seconds are written (`out_time`)."""
        return cls(now - timedelta(seconds=written), monotonic, now)

    def improved(self, monotonic: float, written: float) -> "Anchor":
        """From another report; the same when it tells nothing better."""
        since = monotonic - self.first_report
        if since > SETTLE_SECONDS:
            return self
        implied = self.origin + timedelta(seconds=since - written)
        return replace(self, instant=min(self.instant, implied))

    def clock(self, seconds: float) -> datetime:
        """An instant of the time line on the clock."""
        return self.instant + timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Timed:
    """A closed file with its true times."""

    number: int
    name: str
    started_at: datetime
    duration: float


@dataclass(frozen=True, slots=True)
class Unclosed:
    """What a job has recorded and is in no file of the index yet."""

    camera_id: str
    """Its UUID."""
    job_slug: str
    job_name: str
    since: datetime
    until: datetime
    """Its last frame; now, while frames come."""
    closes_at: datetime | None
    """When its file is complete, as far as the clock decides that."""


def next_block(block: int, files: int) -> int:
    """Whose numbers a process has (`block * NUMBERS` and more), after one that closed so many files; 0: after none."""
    return (block + files // NUMBERS) % BLOCKS + 1


def parse_line(line: str) -> Segment | None:
    """One line of the list; nothing when it is none, or was cut off by the process's end."""
    found = _LINE.fullmatch(line.strip().replace('"', ""))
    if found is None:
        return None
    stem = PurePosixPath(found["name"]).stem
    if not stem.isdigit():
        return None
    try:
        return Segment(found["name"], int(stem), float(found["start"]), float(found["end"]))
    except ValueError:
        return None


def timed(line: str, anchor: Anchor) -> Timed | None:
    """A line of the list on the clock."""
    segment = parse_line(line)
    if segment is None:
        return None
    return Timed(segment.number, segment.name, anchor.clock(segment.start), segment.duration)


def belongs(segment: Timed, begins_at: datetime, *, first_number: int, seconds: float) -> bool:
    """For strict bounds: whether a file is part of the window, and not what was recorded to be ready for it.

    Files are cut by the clock when their packets arrive, which may be long after they were sent: a busy machine must
    not cost the first file of a window. Only the first one of a process can have begun anywhere.
    """
    early = EARLY_SECONDS if segment.number == first_number else seconds / 2
    return segment.started_at >= begins_at - timedelta(seconds=early)
