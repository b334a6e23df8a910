"""Retention on the wire."""

from pydantic import ConfigDict, Field

from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.settings import Retention
from regie.kernel.wire import Incoming, Instant, Wire, shown


class OldFile(Wire):
    """A file that would go."""

    id: str
    started_at: Instant
    size_bytes: int


class JobPreview(Wire):
    """What would be deleted of one job."""

    job_id: str
    job_name: str
    camera_id: str
    deleted: bool
    """The job is gone; its files age on by the limits that it had."""
    retention: Retention
    """The limits that were looked at."""
    files: int
    bytes: int
    since: Instant | None
    """When the first of them began."""
    until: Instant | None
    """When the last of them ends."""
    early: int
    """How many are younger than `maxDays` promises."""
    by_rule: dict[str, int]
    """How many by `maxDays`, how many by `maxSizeGB`."""
    kept_files: int
    kept_bytes: int
    """What stays, protected files with it."""
    protected_bytes: int
    oldest: list[OldFile]
    more: bool
    """There is more than was counted."""


class PreviewAnswer(Wire):
    """What retention would delete if it ran now, without bounds."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "at": "2026-03-16T08:00:00.000Z",
                    "waits": None,
                    "away": [],
                    "files": 96,
                    "bytes": 21_400_000_000,
                    "jobs": [
                        {
                            "jobId": "garage-jour",
                            "jobName": "Garage jour",
                            "cameraId": "cam-garage",
                            "deleted": False,
                            "retention": {"maxDays": 14, "maxSizeGB": None},
                            "files": 96,
                            "bytes": 21_400_000_000,
                            "since": "2026-03-01T00:00:00.000Z",
                            "until": "2026-03-02T00:00:00.000Z",
                            "early": 0,
                            "byRule": {"maxDays": 96},
                            "keptFiles": 1344,
                            "keptBytes": 299_600_000_000,
                            "protectedBytes": 0,
                            "oldest": [
                                {
                                    "id": "0199c0de-0000-7000-8000-000000000001",
                                    "startedAt": "2026-03-01T00:00:00.000Z",
                                    "sizeBytes": 222_916_666,
                                }
                            ],
                            "more": False,
                        }
                    ],
                }
            ]
        }
    )

    at: Instant
    waits: str | None
    """Why nothing is deleted by age now: the clock is not believed."""
    away: list[str]
    """Folders that cannot be used now; what lies there is neither counted nor touched."""
    files: int
    bytes: int
    jobs: list[JobPreview]


class Limited(Incoming):
    """Limits to try out; what is null does not limit."""

    model_config = shown({"maxDays": 7, "maxSizeGB": 50})

    max_days: int | None = Field(default=None, ge=1)
    max_size_gb: float | None = Field(default=None, gt=0, alias="maxSizeGB")


class RunNow(Incoming):
    """Run retention now."""

    model_config = shown({"trustClock": False})

    trust_clock: bool = False
    """The clock is right: delete by age although it jumped."""


class Begun(Wire):
    """A task that works in the background: `GET /api/tasks/{taskId}`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"taskId": "0199c0de-0000-7000-8000-000000000002"}]})

    task_id: str


class LedgerRow(Wire):
    """Files of one job that were deleted on one day by one rule or person, and that began on one day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0199c0de-0000-7000-8000-000000000003",
                    "jobId": "garage-jour",
                    "jobName": "Garage jour",
                    "cameraId": "cam-garage",
                    "cameraName": "Caméra Garage",
                    "rule": "maxDays",
                    "by": None,
                    "since": "2026-02-17T07:00:00.000Z",
                    "until": "2026-02-17T17:00:00.000Z",
                    "files": 40,
                    "bytes": 8_900_000_000,
                    "at": "2026-03-03T17:00:31.000Z",
                    "cause": "deletedByRetention",
                    "sentence": "Deleted by retention on 3 March 2026, because of its maximum age.",
                }
            ]
        }
    )

    id: str
    job_id: str
    job_name: str
    camera_id: str
    camera_name: str
    rule: Rule
    by: str | None
    """Who it was; null when it was no person."""
    since: Instant
    """When the first of them began."""
    until: Instant
    """When the last of them ended."""
    files: int
    bytes: int
    at: Instant
    """When the last of them was deleted."""
    cause: str
    sentence: str
