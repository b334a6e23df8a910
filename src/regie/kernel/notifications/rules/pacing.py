"""
When a message goes out: at once, after a cooldown, in a digest, or again after a failure. Pure.

A cooldown delays and gathers; it never drops. If a camera goes, comes back and goes for good within it, the last word
must still arrive, or somebody would believe the second.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_RETRY = 10.0
LONGEST_RETRY = 3600.0
PATIENCE = timedelta(days=1)
"""After it a message that nobody took is given up."""


@dataclass(frozen=True, slots=True)
class Due:
    """When to send, and whether further events may join until then."""

    at: datetime
    held: bool


def subject_of(kind: str, camera_id: str | None, job_id: str | None, key: str | None, *, digest: bool) -> str:
    """What is told together: in a digest everything of its rule, else one kind about one thing."""
    if digest:
        return ""
    return f"{kind}:{key or job_id or camera_id or ''}"[:200]


def due(now: datetime, *, last: datetime | None, cooldown_seconds: int, digest_minutes: int) -> Due:
    """When a first event is to be sent. `last`: when something about the same was sent, or is to be."""
    at = now + timedelta(minutes=digest_minutes)
    if last is not None:
        at = max(at, last + timedelta(seconds=cooldown_seconds))
    return Due(at, held=at > now)


def backoff(attempts: int, retry_after: float | None = None) -> float:
    """Seconds until the next attempt, after so many that failed: 10 s, 20 s, 40 s, … 1 h."""
    pause = min(LONGEST_RETRY, FIRST_RETRY * 2.0 ** min(attempts - 1, 20))
    return max(pause, min(retry_after or 0.0, LONGEST_RETRY))


def is_given_up(created_at: datetime, now: datetime) -> bool:
    """Whether it has been tried for long enough."""
    return now - created_at >= PATIENCE
