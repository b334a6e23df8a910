"""The overview on the wire."""

from pydantic import ConfigDict, Field

from regie.camcron.jobs.schemas import LogLine
from regie.camcron.recordings.settings import Retention
from regie.kernel.wire import Instant, Wire, shown


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
    """One folder that recordings lie in, with its disk. Folders on one disk share what is free."""

    path: str
    ok: bool
    reason: str | None = None
    total_bytes: int | None = None
    free_bytes: int | None = None
    recorded_bytes: int = 0
    files: int = 0
    write_bytes_per_second: float = 0.0
    """What is being recorded there, measured on the newest files."""
    reserve_bytes: int | None = None
    """With less than this free, the oldest recordings are deleted early."""
    full_at: Instant | None = None
    """When only the reserve is left, as it was written on the last day; null: retention balances it."""


class StorageFacts(Wire):
    """What recordings take."""

    recorded_bytes: int
    files: int
    free_bytes: int | None = Field(description="Of the disk with the least left.")
    total_bytes: int | None
    full_at: Instant | None = Field(description="When the first disk is full; null: retention balances it.")
    volumes: list[VolumeFacts]


class JobStorage(Wire):
    """What a job has; deleted ones are there as long as they have files."""

    job_id: str
    job_name: str
    camera_id: str
    deleted: bool
    files: int
    bytes: int
    protected_bytes: int
    oldest_at: Instant | None
    gb_per_day: float
    """10⁹ bytes that it wrote on the last day."""
    retention: Retention
    """The limits that count."""


class CameraStorage(Wire):
    """What was recorded from a camera."""

    camera_id: str
    camera_name: str
    deleted: bool
    files: int
    bytes: int


class StorageAnswer(StorageFacts):
    """Disks, jobs and cameras."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "recordedBytes": 321_000_000_000,
                    "files": 1440,
                    "freeBytes": 1_500_000_000_000,
                    "totalBytes": 2_000_000_000_000,
                    "fullAt": "2026-05-02T10:00:00.000Z",
                    "volumes": [
                        {
                            "path": "/data/camcron",
                            "ok": True,
                            "reason": None,
                            "totalBytes": 2_000_000_000_000,
                            "freeBytes": 1_500_000_000_000,
                            "recordedBytes": 321_000_000_000,
                            "files": 1440,
                            "writeBytesPerSecond": 247_685.2,
                            "reserveBytes": 891_666_666,
                            "fullAt": "2026-05-02T10:00:00.000Z",
                        }
                    ],
                    "jobs": [
                        {
                            "jobId": "garage-jour",
                            "jobName": "Garage jour",
                            "cameraId": "cam-garage",
                            "deleted": False,
                            "files": 1440,
                            "bytes": 321_000_000_000,
                            "protectedBytes": 0,
                            "oldestAt": "2026-03-01T00:00:00.000Z",
                            "gbPerDay": 21.4,
                            "retention": {"maxDays": 90, "maxSizeGB": None},
                        }
                    ],
                    "cameras": [
                        {
                            "cameraId": "cam-garage",
                            "cameraName": "Caméra Garage",
                            "deleted": False,
                            "files": 1440,
                            "bytes": 321_000_000_000,
                        }
                    ],
                }
            ]
        }
    )

    jobs: list[JobStorage]
    cameras: list[CameraStorage]


class StatusAnswer(Wire):
    """The whole system."""

    model_config = shown(
        {
            "version": "0.1.0",
            "startedAt": "2026-03-02T07:00:00.000Z",
            "at": "2026-03-02T08:12:44.000Z",
            "jobs": {
                "total": 4,
                "running": 1,
                "waiting": 0,
                "retrying": 0,
                "failed": 0,
                "blocked": 0,
                "idle": 2,
                "disabled": 1,
            },
            "cameras": {"total": 2, "online": 2, "offline": 0, "unknown": 0, "disabled": 0},
            "processes": {"count": 1, "cpuPercent": 0.5, "memoryBytes": 29360128},
            "storage": {
                "recordedBytes": 321000000000,
                "files": 1440,
                "freeBytes": 1500000000000,
                "totalBytes": 2000000000000,
                "fullAt": None,
                "volumes": [],
            },
            "warnings": [],
        }
    )

    version: str
    started_at: Instant
    at: Instant
    jobs: JobCounts
    cameras: CameraCounts
    processes: ProcessFacts
    storage: StorageFacts
    warnings: list[str]


class LastLine(Wire):
    """The newest line of one job."""

    job_id: str
    line: LogLine


class LastLines(Wire):
    """The newest line of each job that has said something since the server started."""

    model_config = shown(
        {
            "jobs": [
                {
                    "jobId": "garage-day",
                    "line": {
                        "number": 1042, "at": "2026-03-02T07:00:00.120Z", "pipe": "stderr", "level": "warn",
                        "text": "[rtsp] RTP: missed 3 packets",
                    },
                }
            ]
        }
    )  # fmt: skip

    jobs: list[LastLine] = Field(default_factory=list)
