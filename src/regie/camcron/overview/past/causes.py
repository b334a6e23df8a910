"""
The closed list of why there is nothing, and how what runs and obstacles tell is put into its words.

Pure.
"""

from dataclasses import dataclass
from typing import Literal

Cause = Literal[
    "notScheduled", "outsidePeriod", "excluded", "paused", "stoppedByUser", "jobDisabled", "cameraDisabled", "blocked",
    "cameraOffline", "connections", "processes", "disk", "relay", "serverDown", "processFailed", "deletedByRetention",
    "deletedByUser", "unknown",
]  # fmt: skip
UNWANTED: frozenset[str] = frozenset(
    {"notScheduled", "outsidePeriod", "excluded", "paused", "stoppedByUser", "jobDisabled", "cameraDisabled"}
)
"""Nothing was to be recorded."""

_SAME: tuple[Cause, ...] = (
    "paused", "stoppedByUser", "jobDisabled", "cameraDisabled", "blocked", "cameraOffline", "connections", "processes",
    "disk", "relay", "serverDown", "processFailed",
)  # fmt: skip
_OTHERS: dict[Cause, tuple[str, ...]] = {
    "cameraOffline": (
        "unauthorized", "notFound", "transport", "serverError", "refused", "unreachable", "dns", "timeout", "closed",
        "tls", "noVideo", "ended", "offline",
    ),
    "connections": ("busy",),
    "disk": ("diskFull", "readOnly", "outputFolder", "diskError"),
    "blocked": ("unreadable", "action", "program", "command"),
    "unknown": ("changed", "overlap", "tooLate", "unknown"),
}  # fmt: skip
_CAUSES: dict[str, Cause] = {code: cause for cause, codes in _OTHERS.items() for code in codes}
_CAUSES |= {code: code for code in _SAME}


@dataclass(frozen=True, slots=True)
class Why:
    """A cause with its sentence; no cause: it was recorded, is being recorded, or is still to come."""

    cause: Cause | None
    reason: str


def cause_of(code: str | None) -> Cause:
    """The word of the list for what a run, an obstacle or a trouble was told to be."""
    return _CAUSES.get(code, "processFailed") if code else "unknown"
