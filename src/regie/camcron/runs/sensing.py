"""
What a job that watches for motion wants, as plain data.

Pure. It stands with the runs because a run's spec carries it; what it means is the business of `camcron.motion`.
"""

from dataclasses import dataclass
from typing import Literal

Polygon = tuple[tuple[float, float], ...]
"""Corners from 0 to 1 of the picture's width and height, the origin at the top left."""
SOFTEST, SHARPEST = 60.0, 8.0
"""Grey levels by which a point must change, at a sensitivity of 1 and of 100."""
LARGEST, SMALLEST = 0.10, 0.0005
"""Part of the picture that must have changed, at the same."""
FRAMES_IN_A_ROW = 3
"""When every frame is looked at, one alone proves nothing; key frames are too far apart to wait for another."""


@dataclass(frozen=True, slots=True)
class Sensing:
    """How a `detect_motion` job notices motion, and how much it keeps of it. Times are seconds."""

    source: Literal["picture", "camera", "both"] = "picture"
    """Whose word counts: what is seen in the picture, what the camera says of itself, or either."""
    sensitivity: int = 50
    threshold: int | None = None
    """Grey levels, 1 to 255; None: from the sensitivity."""
    min_area: float | None = None
    """Part of what is not masked, 0 to 1; None: from the sensitivity."""
    mask: tuple[Polygon, ...] = ()
    """What is not looked at."""
    pre_roll: float = 5.0
    post_roll: float = 5.0
    cooldown: float = 0.0
    max_length: float = 300.0
    min_frames: int | None = None
    analysis: Literal["keyframes", "frames"] = "keyframes"
    analysis_stream: str | None = None
    """Key of the camera's stream that is looked at; None: the one that is recorded."""

    @property
    def levels(self) -> float:
        """Grey levels by which a point must change."""
        return float(self.threshold) if self.threshold is not None else _between(SOFTEST, SHARPEST, self.sensitivity)

    @property
    def area(self) -> float:
        """Part of the picture that must have changed."""
        return self.min_area if self.min_area is not None else _between(LARGEST, SMALLEST, self.sensitivity)

    @property
    def frames_in_a_row(self) -> int:
        """Pictures with motion that it takes to open an event."""
        return self.min_frames or (FRAMES_IN_A_ROW if self.analysis == "frames" else 1)

    @property
    def looks(self) -> bool:
        """Whether pictures are analysed at all."""
        return self.source != "camera"


def _between(at_1: float, at_100: float, sensitivity: int) -> float:
    """Each step of the sensitivity changes it by the same proportion."""
    return float(at_1 * (at_100 / at_1) ** ((sensitivity - 1) / 99))
