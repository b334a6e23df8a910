"""
Samples packed by time: five minutes of ten-second steps in a row, six hours of five-minute steps in another.

A row for each sample would be a transaction of a thousand rows each ten seconds on a large site, and thirty million
rows a month; packed, an hour of a job is twelve rows. What was not measured is not a number. Pure.
"""

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

NAMES = ("cpu", "memory", "disk", "bandwidth")
"""In the order in which they are packed."""
NOT_MEASURED = math.nan
Sample = tuple[float, float, float, float]
NOTHING: Sample = (NOT_MEASURED, NOT_MEASURED, NOT_MEASURED, NOT_MEASURED)


@dataclass(frozen=True, slots=True)
class Grain:
    """How finely, in what rows, and how long."""

    step: int
    """Seconds."""
    samples: int
    """In a row."""
    kept: timedelta

    @property
    def span(self) -> int:
        """Seconds of a row."""
        return self.step * self.samples


FINE = Grain(10, 30, timedelta(days=1))
COARSE = Grain(300, 72, timedelta(days=30))
GRAINS = {grain.step: grain for grain in (FINE, COARSE)}


def floor(at: datetime, seconds: int) -> datetime:
    """The last whole multiple of so many seconds since 1970."""
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)


def place(at: datetime, grain: Grain) -> tuple[datetime, int]:
    """The row and the index in it of an instant's sample."""
    begin = floor(at, grain.span)
    return begin, int((at - begin).total_seconds()) // grain.step


def empty(grain: Grain) -> "array[float]":
    """A row in which nothing is measured."""
    return array("f", [NOT_MEASURED]) * (grain.samples * len(NAMES))


def unpacked(data: bytes | None, grain: Grain) -> "array[float]":
    """A row's samples; nothing measured for a row that there is not, or that another version wrote."""
    held = empty(grain)
    if data is not None and len(data) == len(held) * held.itemsize:
        held = array("f", data)
    return held


def put(row: "array[float]", index: int, sample: Sample) -> None:
    """Set one sample."""
    row[index * len(NAMES) : (index + 1) * len(NAMES)] = array("f", sample)


def merged(older: "array[float]", newer: "array[float]") -> "array[float]":
    """Both, the newer where both have one."""
    return array("f", (old if math.isnan(new) else new for old, new in zip(older, newer, strict=True)))


def mean(row: "array[float]") -> Sample:
    """Of a whole row, of what was measured."""
    found = []
    for number in range(len(NAMES)):
        values = [value for value in row[number :: len(NAMES)] if not math.isnan(value)]
        found.append(sum(values) / len(values) if values else NOT_MEASURED)
    return found[0], found[1], found[2], found[3]


def newest(at: datetime, row: "array[float]", grain: Grain, since: datetime) -> tuple[datetime, Sample] | None:
    """A row's last sample that was measured at or after an instant; the row begins at `at`."""
    for index in range(grain.samples - 1, -1, -1):
        taken = at + timedelta(seconds=index * grain.step)
        found = row[index * len(NAMES) : (index + 1) * len(NAMES)]
        if taken >= since and not all(math.isnan(value) for value in found):
            return taken, (found[0], found[1], found[2], found[3])
    return None


@dataclass(slots=True)
class Line:
    """What is answered of a subject: one value a step from `since` on, None where nothing was measured."""

    since: datetime
    grain: Grain
    values: dict[str, list[float | None]] = field(default_factory=dict)


def line_of(
    rows: Iterable[tuple[datetime, bytes]], since: datetime, until: datetime, grain: Grain, names: Sequence[str]
) -> Line:
    """The samples of [since, until), from packed rows in any order."""
    begin = floor(since, grain.step)
    count = max(0, math.ceil((until - begin).total_seconds() / grain.step))
    line = Line(begin, grain, {name: [None] * count for name in names})
    for at, data in rows:
        row = unpacked(data, grain)
        first = round((at - begin).total_seconds()) // grain.step
        for index in range(max(0, -first), min(grain.samples, count - first)):
            for name in names:
                value = row[index * len(NAMES) + NAMES.index(name)]
                if not math.isnan(value):
                    line.values[name][first + index] = round(value, 1)
    return line
