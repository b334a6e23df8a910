"""
Jobs on the wire, as in section 6.3 of the specification.

`retention` may stand beside `output` or inside of it and is answered beside it. What is left out has the default that
most people would choose; what depends on the camera or the folders is checked by the service.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from regie.camcron.cameras.schemas import Name, Slug, StreamKey
from regie.camcron.motion.schemas import MotionFields
from regie.camcron.recordings.settings import Retention
from regie.kernel.scheduling.zones import zone_named
from regie.kernel.wire import Incoming, Instant, Wire, shown

Action = Literal["record", "snapshot", "timelapse", "detect_motion", "test_connection", "custom_command"]
Trigger = Literal["continuous", "oneshot", "duration"]
JobState = Literal[
    "disabled", "blocked", "idle", "waiting", "starting", "running", "stalled", "retrying", "stopping", "failed"
]
RunStatus = Literal["running", "success", "stopped", "failed", "missed", "skipped", "interrupted"]
RunTrigger = Literal["schedule", "manual", "resume", "catchUp"]

VIDEO_FORMATS = ("mp4", "mkv", "avi", "ts")
PICTURE_FORMATS = ("jpg", "png", "webp")
FORMATS: dict[str, tuple[str, ...]] = {
    "record": VIDEO_FORMATS,
    "detect_motion": VIDEO_FORMATS,
    "timelapse": VIDEO_FORMATS,
    "snapshot": PICTURE_FORMATS,
}
CONTINUOUS_ACTIONS = ("record", "detect_motion")
DAY_SECONDS = 86_400


JOB: dict[str, Any] = {
    "id": "job-garage-workhours", "name": "Garage, working hours", "cameraId": "cam-garage", "streamKey": "main",
    "streamUrl": None, "action": "record",
    "schedule": {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5", "triggerType": "continuous"},
    "output": {"directory": "{cameraName}/{year}/{month}/{day}", "filenamePattern": "{cameraName}_{timestamp}",
               "format": "mp4", "segmentDuration": 3600},
    "processConfig": {"codec": "copy"}, "retention": {"maxDays": 14}, "maxRetries": 3, "priority": 0,
    "strictBounds": False, "enabled": True, "timezone": None,
}  # fmt: skip
RUN = {"id": "0199c0de-0000-7000-8000-000000000021", "scheduledAt": "2026-03-02T07:00:00.000Z",
       "startedAt": "2026-03-02T06:59:58.100Z", "endedAt": None, "status": "running", "reason": None,
       "reasonCode": None, "waitedFor": None, "waitedReason": None, "trigger": "schedule", "attempts": 1, "ticks": 1,
       "bytes": 1824000000, "files": 1}  # fmt: skip
SHOWN = JOB | {
    "uid": "0199c0de-0000-7000-8000-000000000012", "cameraName": "Garage", "zone": "Europe/Paris",
    "effectiveRetention": {"maxDays": 14, "maxSizeGB": None}, "state": "running", "reason": None, "reasonCode": None,
    "stateSince": "2026-03-02T06:59:59.400Z", "nextRunAt": "2026-03-03T07:00:00.000Z", "nextTryAt": None,
    "lastRun": RUN, "latestFile": {"id": "0199c0de-0000-7000-8000-000000000071",
    "startedAt": "2026-03-02T06:59:59.400Z", "durationSeconds": 3600.04, "sizeBytes": 1824000000, "format": "mp4"},
    "createdAt": "2026-03-01T09:00:00.000Z", "updatedAt": "2026-03-01T09:00:00.000Z",
}  # fmt: skip


class RetentionFields(Incoming):
    """How long the job's files are kept; a limit that is missing does not limit."""

    max_days: Annotated[int, Field(ge=1)] | None = None
    max_size_gb: Annotated[float, Field(gt=0)] | None = Field(default=None, alias="maxSizeGB")


class PeriodFields(Incoming):
    """Dates between which a job runs, both included: `2026-03-15`, or `--12-01` for every year."""

    start_date: str | None = None
    end_date: str | None = None
    recurrent: bool | None = None
    """Dates without a year come back every year by themselves."""


class ScheduleFields(Incoming):
    """When."""

    cron: str | None = None
    cron_stop: str | None = None
    trigger_type: Trigger | None = None
    duration: Annotated[int, Field(ge=1, le=7 * DAY_SECONDS, description="Seconds.")] | None = None
    period: PeriodFields | None = None
    exclude_dates: Annotated[list[str], Field(max_length=366)] | None = None
    catch_up: bool | None = None
    """Whether ticks that were missed while the server was down are made up for, all of them by one run."""


class OutputFields(Incoming):
    """Where to."""

    directory: Annotated[str, StringConstraints(min_length=1, max_length=1000)] | None = None
    filename_pattern: Annotated[str, StringConstraints(min_length=1, max_length=500)] | None = None
    format: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,8}$")] | None = None
    segment_duration: Annotated[int, Field(ge=5, le=DAY_SECONDS, description="Seconds.")] | None = None
    segment_size_mb: Annotated[float, Field(ge=1, le=100_000, description="10⁶ bytes.")] | None = Field(
        default=None, alias="segmentSizeMB"
    )
    """With `segmentDuration` too, whichever comes first."""
    retention: RetentionFields | None = None

    @field_validator("format")
    @classmethod
    def _one_spelling(cls, name: str | None) -> str | None:
        lower = name.lower() if name else None
        return "jpg" if lower == "jpeg" else lower


class TimelapseFields(Incoming):
    """What becomes of the pictures of a `timelapse` job."""

    frame_rate: Annotated[float, Field(ge=0.1, le=120, description="Pictures a second of the film.")] = 25.0
    assemble: Literal["day", "period", "manual"] = "day"
    """A film for each local day, for each calendar period, or only when somebody asks."""
    keep_frames: bool = True
    """Otherwise the pictures are deleted once their film is there."""
    skip_night: bool = False
    """Leave out dark pictures, and colourless ones as infrared light makes them."""


class ProcessFields(Incoming):
    """How."""

    codec: Literal["copy", "h264", "h265", "mjpeg"] | None = None
    resolution: Annotated[str, StringConstraints(pattern=r"^[1-9]\d{1,4}x[1-9]\d{1,4}$")] | None = None
    frame_rate: Annotated[float, Field(gt=0, le=120)] | None = None
    bitrate: Annotated[int, Field(ge=16, le=200_000, description="kbit/s.")] | None = None
    quality: Annotated[int, Field(ge=1, le=100, description="Higher is better.")] | None = None
    audio: Literal["auto", "copy", "aac", "none"] = "auto"
    extra_args: Annotated[list[str], Field(max_length=64)] = Field(default_factory=list)
    command: str | list[str] | None = None
    timeout: Annotated[int, Field(ge=1, le=DAY_SECONDS, description="Seconds.")] | None = None
    timelapse: TimelapseFields | None = None
    motion: MotionFields | None = None

    @field_validator("resolution")
    @classmethod
    def _even(cls, text: str | None) -> str | None:
        if text and any(int(side) % 2 for side in text.split("x")):
            raise PydanticCustomError("odd", "needs even width and height", {"expected": "such as 1280x720"})
        return text


class JobFields(Incoming):
    """What makes a job."""

    computed: ClassVar[frozenset[str]] = frozenset(
        {"state", "reason", "reasonCode", "stateSince", "nextRunAt", "nextTryAt", "lastRun", "latestFile",
         "effectiveRetention",
         "warnings", "createdAt", "updatedAt", "uid", "cameraName", "restarts", "zone"}
    )  # fmt: skip

    name: Name
    camera_id: str
    stream_key: StreamKey | None = None
    stream_url: Annotated[str, StringConstraints(max_length=2000)] | None = None
    action: Action
    schedule: ScheduleFields
    output: OutputFields | None = None
    process_config: ProcessFields = ProcessFields()
    retention: RetentionFields | None = None
    max_retries: Annotated[int, Field(ge=-1, le=1000)] = 3
    priority: Annotated[int, Field(ge=-1000, le=1000)] = 0
    strict_bounds: bool = False
    enabled: bool = True
    timezone: str | None = None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        if name is not None:
            zone_named(name)
        return name

    @model_validator(mode="after")
    def _one_retention(self) -> "JobFields":
        inside = self.output.retention if self.output else None
        if inside is not None and self.retention is not None and inside != self.retention:
            raise PydanticCustomError(
                "retention_differs",
                "retention stands beside `output` and inside of it, and they differ",
                {"expected": "the same in both places, or in one only"},
            )
        return self

    @property
    def stated_retention(self) -> RetentionFields | None:
        """From wherever it stands."""
        return self.retention or (self.output.retention if self.output else None)

    @property
    def trigger(self) -> Trigger:
        """As stated, or as the action decides."""
        if self.schedule.trigger_type is not None:
            return self.schedule.trigger_type
        if self.schedule.duration is not None:
            return "duration"
        return "continuous" if self.action in CONTINUOUS_ACTIONS else "oneshot"


class NewJob(JobFields):
    """A job to add; its `id` is made from the name unless given."""

    model_config = shown(JOB)

    id: Slug | None = None


class JobChange(JobFields):
    """A job as it shall be from now on; the `id` may stand there but cannot change."""

    model_config = shown(JOB)

    id: Slug | None = None


class JobCopy(Incoming):
    """How a copy of a job differs from it."""

    model_config = ConfigDict(
        **Incoming.model_config
        | {"json_schema_extra": {"examples": [{"name": "Entrance, nights", "cameraId": "yard"}]}}
    )

    name: Name | None = None
    """Null: the name of the job, marked as a copy."""
    id: Slug | None = None
    camera_id: str | None = None
    enabled: bool = False


class RunAnswer(Wire):
    """One execution, or several instants that nothing came of."""

    model_config = shown(RUN)

    id: str
    scheduled_at: Instant | None
    started_at: Instant | None
    ended_at: Instant | None
    status: RunStatus
    reason: str | None
    reason_code: str | None = None
    waited_for: str | None = Field(default=None, description="What stood between its start and its first frame.")
    waited_reason: str | None = None
    trigger: RunTrigger
    attempts: int
    ticks: int
    bytes: int
    files: int


class LatestFile(Wire):
    """The newest file of a job."""

    id: str
    started_at: Instant
    duration_seconds: float | None
    size_bytes: int
    format: str


class Warned(Wire):
    """Something that is allowed and probably not meant; `fix` are the fields of the job that would mean it."""

    code: str
    message: str
    fix: dict[str, Any] | None = None


class JobAnswer(Wire):
    """A job, with what it does right now."""

    model_config = shown(SHOWN)

    id: str
    uid: str
    name: str
    camera_id: str
    camera_name: str
    stream_key: str | None
    stream_url: str | None
    action: Action
    schedule: dict[str, Any]
    output: dict[str, Any] | None
    process_config: dict[str, Any]
    retention: dict[str, Any] | None
    effective_retention: Retention
    max_retries: int
    priority: int
    strict_bounds: bool
    enabled: bool
    timezone: str | None
    zone: str
    """The zone that counts: its own, its camera's, or its site's."""
    state: JobState
    reason: str | None
    reason_code: str | None
    state_since: Instant | None
    next_run_at: Instant | None
    next_try_at: Instant | None
    """When a process that failed is tried again."""
    last_run: RunAnswer | None
    latest_file: LatestFile | None
    created_at: Instant
    updated_at: Instant


class SavedJob(JobAnswer):
    """A job after it was saved: what deserves a second look, and what restarts."""

    model_config = shown(SHOWN | {"warnings": [], "restarts": ["job-garage-workhours"]})

    warnings: list[Warned] = Field(default_factory=list)
    restarts: list[str] = Field(default_factory=list)


class LogLine(Wire):
    """A line that a job's process said, or that was said about it."""

    model_config = shown(
        {
            "number": 1042,
            "at": "2026-03-02T07:00:00.120Z",
            "pipe": "stderr",
            "level": "warn",
            "text": "[rtsp] RTP: missed 3 packets",
        }
    )

    number: int
    at: Instant
    pipe: str
    level: str
    text: str
