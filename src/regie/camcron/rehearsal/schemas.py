"""What a viewer is told while limits are tried on the live picture."""

from typing import Literal

from regie.camcron.motion.schemas import MotionNow
from regie.kernel.wire import Wire


class RehearsalBegins(Wire):
    """Pictures come from now on, each followed by its score."""

    type: Literal["begin"] = "begin"


class RehearsalTrouble(Wire):
    """Why no picture comes."""

    type: Literal["trouble"] = "trouble"
    code: str
    reason: str


class MotionTried(MotionNow):
    """What the picture before it would have scored."""

    min_area: float
    """Part of what is not masked that must have changed, under these limits."""
    threshold: float
    """Grey levels by which a point must change."""
