"""
Whether a picture shows motion, and how much.

Pure: small grey pictures and their instants come in as arrays, scores go out. What a picture usually shows is kept as a
background that follows it: quickly where nothing moves (a parked car is part of the scene after some seconds), slowly
where something does. A point has changed when it differs from that background by more than the limit, by more than
the picture's own noise, and together with its neighbours. What changes the whole picture at once (the sun, a lamp, a
camera going to infrared) is no motion: the background begins anew with it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Plane = NDArray[np.float32]
Flags = NDArray[np.bool_]

LONG_SIDE = 160
"""Points of a picture's longer side: enough to see a person at thirty metres, few enough to cost nothing."""
CELL = 5
"""Points of a cell's side: what the editor of masks shows."""
QUICK, SLOW = 5.0, 60.0
"""Seconds in which the background follows by two thirds, where nothing moves and where something does."""
LONGEST_PAUSE = 60.0
WHOLE = 0.6
"""More of a picture than this does not move at once."""
NOISE = 6.0
"""How many times the usual difference of a point counts as noise: four standard deviations."""
SPREAD, MOST_GAIN = 160.0, 3.0
"""Grey levels that a picture of good contrast spans, and how much a pale one is stretched at most."""
NEIGHBOURS = 5
"""Of the nine points around a changed one (itself among them), how many must have changed."""
SETTLE = 3.0
"""Seconds after a change of the whole picture in which the camera's exposure finds its way."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on it is motion."""

    levels: float
    """Grey levels by which a point must change."""
    area: float
    """Part of what is not masked that must have changed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one picture showed."""

    score: float
    """0 to 100; from 50 on the changed area is large enough."""
    area: float
    """Changed part of what is not masked."""
    moving: bool
    whole: bool
    """Everything changed at once: no motion, and the background begins anew."""
    cells: str
    """Row by row, for each cell a digit: how much of it has changed, 0 to 9."""
    columns: int


def size_of(width: int, height: int) -> tuple[int, int]:
    """Width and height of the small picture: whole cells, in the proportions of the large one."""
    longer = max(width, height, 1)
    return _side(width, longer), _side(height, longer)


def _side(points: int, longer: int) -> int:
    return max(CELL, round(LONG_SIDE * points / longer / CELL) * CELL)


def masked(polygons: Sequence[Sequence[Sequence[float]]], width: int, height: int) -> Flags:
    """The points whose centres lie inside of any polygon (corners from 0 to 1)."""
    x = (np.arange(width, dtype=np.float32) + 0.5)[None, :] / width
    y = (np.arange(height, dtype=np.float32) + 0.5)[:, None] / height
    found = np.zeros((height, width), dtype=np.bool_)
    for corners in polygons:
        inside = np.zeros_like(found)
        for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
            if y1 != y2:
                inside ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
        found |= inside
    return found


def score_of(area: float, wanted: float) -> float:
    """50 where the area is just large enough, 75 at twice that, 100 never quite."""
    return round(100 * (1 - math.pow(2, -area / wanted)), 1) if wanted > 0 else 100.0 * (area > 0)


class Scene:
    """What one camera usually shows."""

    def __init__(self) -> None:
        self._background: Plane | None = None
        self._former: Plane | None = None
        self._difference: Plane | None = None
        self._at = 0.0
        self._gain = 1.0
        self._settled_at = -math.inf

    def look(self, picture: Grey, at: float, limits: Limits, ignored: Flags) -> Seen:
        """A picture (at seconds that go on) against what was before it; it becomes part of the background."""
        frame = _smoothed(picture)
        if self._background is None or self._background.shape != frame.shape:
            self._begin(frame, at)
        assert self._background is not None and self._former is not None
        passed = min(max(at - self._at, 0.0), LONGEST_PAUSE)
        self._gain += (_gain_of(frame) - self._gain) * _part(passed, SLOW)
        self._difference = frame - self._background
        seen = self._judged(limits, ignored)
        if seen.whole:
            self._begin(frame, at)
            self._settled_at = at + SETTLE
            return seen
        if at < self._settled_at:
            self._begin(frame, at)
            return Seen(0.0, 0.0, False, True, seen.cells, seen.columns)
        moves = np.abs(frame - self._former) * self._gain > limits.levels
        self._background += self._difference * np.where(moves, _part(passed, SLOW), _part(passed, QUICK))
        self._former, self._at = frame, at
        return seen

    def again(self, limits: Limits, ignored: Flags) -> Seen | None:
        """The last picture judged by other limits, or nothing when there was none."""
        return None if self._difference is None else self._judged(limits, ignored)

    @property
    def shape(self) -> tuple[int, int] | None:
        """Height and width of the pictures so far."""
        return None if self._former is None else (self._former.shape[0], self._former.shape[1])

    def _begin(self, frame: Plane, at: float) -> None:
        if self._background is None:
            self._gain = _gain_of(frame)
        self._background, self._former, self._at = frame.copy(), frame, at

    def _judged(self, limits: Limits, ignored: Flags) -> Seen:
        assert self._difference is not None
        seen = ~ignored
        count = int(seen.sum())
        columns = self._difference.shape[1] // CELL
        if count == 0:
            return Seen(0.0, 0.0, False, False, "0" * (self._difference.size // CELL**2), columns)
        stretched = self._difference * self._gain
        shift = float(np.median(stretched[seen]))
        raw = float((np.abs(stretched)[seen] > limits.levels).sum()) / count
        left = np.abs(stretched - shift)
        limit = max(limits.levels, NOISE * float(np.median(left[seen])))
        changed = _together((left > limit) & seen)
        area = float(changed.sum()) / count
        whole = raw > WHOLE or (abs(shift) > limits.levels and raw > WHOLE / 2)
        moving = area >= limits.area and not whole
        return Seen(
            0.0 if whole else score_of(area, limits.area), round(area, 5), moving, whole, _cells(changed), columns
        )


def _smoothed(picture: Grey) -> Plane:
    """Each point with its neighbours: half of the noise is gone."""
    edged = np.pad(picture.astype(np.float32), 1, mode="edge")
    rows = edged[:-2] + edged[1:-1] + edged[2:]
    smooth: Plane = (rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / np.float32(9)
    return smooth


def _gain_of(frame: Plane) -> float:
    low, high = np.percentile(frame[::2, ::2], (4, 96))
    return float(np.clip(SPREAD / max(float(high - low), 1.0), 1.0, MOST_GAIN))


def _part(passed: float, constant: float) -> float:
    """How far something that follows with that constant gets."""
    return 1.0 - math.exp(-passed / constant)


def _together(changed: Flags) -> Flags:
    """Without single points: those that have enough changed neighbours."""
    edged = np.pad(changed.astype(np.uint8), 1)
    rows = edged[:-2] + edged[1:-1] + edged[2:]
    around = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
    kept: Flags = changed & (around >= NEIGHBOURS)
    return kept


def _cells(changed: Flags) -> str:
    height, width = changed.shape
    counts = changed.reshape(height // CELL, CELL, width // CELL, CELL).sum(axis=(1, 3))
    digits = np.ceil(counts * (9 / CELL**2)).astype(int).ravel()
    return "".join(map(str, digits))
