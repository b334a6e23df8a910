"""
What a device's event says of motion.

Makers name it differently: `VideoSource/MotionAlarm` with `State`, `RuleEngine/CellMotionDetector/Motion` with
`IsMotion`, a few with `Motion`. Pure.
"""

from collections.abc import Mapping

ITEMS = ("IsMotion", "State", "Motion")
_YES, _NO = {"true", "1", "on"}, {"false", "0", "off"}


def motion_of(topic: str, items: Mapping[str, object]) -> bool | None:
    """Whether something moves from now on; nothing when the event tells something else."""
    if "motion" not in topic.rpartition(":")[2].lower():
        return None
    for name in ITEMS:
        value = str(items.get(name, "")).strip().lower()
        if value in _YES:
            return True
        if value in _NO:
            return False
    return None
