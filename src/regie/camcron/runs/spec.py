"""
What a run needs to know of its job: everything that decides the process, and nothing else.

Two equal specs make the same process; so a change of a job or of its camera restarts exactly those processes whose
spec differs.
"""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from regie.camcron.recordings.paths import Context


@dataclass(frozen=True, slots=True)
class Spec:
    """One job as the recorder sees it. Ids are UUIDs; slugs are for people."""

    job_id: str
    job_slug: str
    camera_id: str
    camera_slug: str
    action: str
    source: str = field(repr=False)
    """The complete address, with credentials."""
    protocol: str
    naming: Context
    directory: str
    """Template, absolute."""
    pattern: str
    format: str
    segment_seconds: int
    codec: str
    resolution: tuple[int, int] | None
    frame_rate: float | None
    bitrate: int | None
    """kbit/s."""
    quality: int | None
    audio: str
    extra: tuple[str, ...]
    max_retries: int
    priority: int
    strict_bounds: bool
    zone: ZoneInfo
    timeout: int | None = None
    retention_days: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Run this job, for this window or tick."""

    spec: Spec
    kind: str
    """`continuous`, `duration` or `tick`."""
    trigger: str
    scheduled_at: datetime
    window_end: datetime | None
    retry_until: datetime | None = None
    """A tick is only retried until the next one."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run is to be remembered."""

    status: str
    reason: str | None = None
    code: str | None = None
