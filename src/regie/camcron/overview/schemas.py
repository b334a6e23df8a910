"""The overview on the wire."""

from pydantic import Field

from regie.kernel.wire import Instant, Wire


class JobCounts(Wire):
    """Jobs by what they do right now."""

    total: int = 0
    running: int = 0
    waiting: int = 0
    retrying: int = 0
    failed: int = 0
    blocked: int = 0
    idle: int = 0
    disabled: int = 0


class CameraCounts(Wire):
    """Cameras by whether they answer."""

    total: int = 0
    online: int = 0
    offline: int = 0
    unknown: int = 0
    disabled: int = 0


class ProcessFacts(Wire):
    """The recording processes of this server together."""

    count: int = 0
    cpu_percent: float = 0
    """Of one core."""
    memory_bytes: int = 0


class VolumeFacts(Wire):
    """One disk that recordings lie on."""

    path: str
    ok: bool
    reason: str | None = None
    total_bytes: int | None = None
    free_bytes: int | None = None
    recorded_bytes: int = 0
    files: int = 0


class StorageAnswer(Wire):
    """What recordings take."""

    recorded_bytes: int
    files: int
    free_bytes: int | None = Field(description="Of the disk with the least left.")
    total_bytes: int | None
    volumes: list[VolumeFacts]


class StatusAnswer(Wire):
    """The whole system."""

    version: str
    started_at: Instant
    at: Instant
    jobs: JobCounts
    cameras: CameraCounts
    processes: ProcessFacts
    storage: StorageAnswer
    warnings: list[str]
