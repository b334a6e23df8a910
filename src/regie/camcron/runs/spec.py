"""
What a run needs to know of its job.

Most of it decides the process, and a change of that restarts it; names, patience and rank do not: they are taken over
by the process that runs.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from regie.camcron.recordings.identity import Identity
from regie.camcron.recordings.paths import Context
from regie.camcron.runs.sensing import Sensing


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
    """At most, of one file."""
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
    segment_bytes: int | None = None
    """At most, of one file; null: only its length counts."""
    timeout: int | None = None
    still: bool = False
    """The source is one picture over HTTP."""
    command: tuple[str, ...] = ()
    """Of a custom command: its words, with their placeholders."""
    retention_days: int | None = None
    sensing: Sensing | None = None
    """For `detect_motion`."""
    looked_at: str = field(default="", repr=False)
    """For `detect_motion`: the complete address of another stream that is looked at; empty: the recorded one."""

    def identity(self, run_id: str) -> Identity:
        """What a file that is open says of itself."""
        job, camera = self.naming.job_name, self.naming.camera_name
        return Identity(
            run_id, (self.job_id, self.job_slug, job), (self.camera_id, self.camera_slug, camera), self.format
        )

    def same_process(self, other: "Spec") -> bool:
        """Whether the process of the one can go on as that of the other.

        Files get their final names when they close, from whatever the job says by then; folders count, because what
        is written must lie on the disk that it ends on.
        """
        return self._without_names() == other._without_names()

    def _without_names(self) -> "Spec":
        plain = Context("", "", "", "")
        return replace(self, naming=plain, pattern="", max_retries=0, priority=0, retention_days=None, sensing=None)


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
