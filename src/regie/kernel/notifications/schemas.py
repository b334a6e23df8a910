"""Events on the wire."""

from typing import Any, Literal

from pydantic import AwareDatetime, ConfigDict, Field, JsonValue

from regie.kernel.notifications.happenings import Level
from regie.kernel.wire import Incoming, Instant, Wire

EXAMPLE: dict[str, JsonValue] = {
    "id": "0196f3c1-7a40-7c31-9d0a-5a2f6f2f9b10",
    "at": "2026-03-02T07:14:09.120Z",
    "kind": "jobFailed",
    "level": "alert",
    "text": "«Garage by day» fails again and again: the camera does not answer.",
    "cameraId": "cam-garage",
    "cameraUid": "0196f3b0-1111-7c31-9d0a-5a2f6f2f9b10",
    "cameraName": "Garage",
    "jobId": "garage-day",
    "jobUid": "0196f3b0-2222-7c31-9d0a-5a2f6f2f9b10",
    "jobName": "Garage by day",
    "site": "default",
    "runId": "0196f3c1-3333-7c31-9d0a-5a2f6f2f9b10",
    "fileId": None,
    "links": {"camera": "/api/cameras/cam-garage", "job": "/api/jobs/garage-day"},
    "key": "jobFailed:0196f3b0-2222-7c31-9d0a-5a2f6f2f9b10",
    "data": {"code": "cameraOffline", "attempts": 6},
    "open": True,
    "endedAt": None,
    "resolution": None,
    "resolves": None,
    "acknowledgedAt": None,
    "acknowledgedBy": None,
    "read": False,
}


class EventAnswer(Wire):
    """Something that happened, with cameras and jobs as they were called then."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    at: Instant
    kind: str
    level: Level
    text: str
    camera_id: str | None
    camera_uid: str | None
    camera_name: str | None
    job_id: str | None
    job_uid: str | None
    job_name: str | None
    site: str | None
    run_id: str | None
    file_id: str | None
    links: dict[str, str] = Field(description="Where to look: `camera`, `job`, `file`, `thumbnail`.")
    key: str | None
    data: dict[str, Any]
    open: bool = Field(description="An alert that still is true; one without a key is open until acknowledged.")
    ended_at: Instant | None
    resolution: str | None
    resolves: str | None = Field(description="Of a recovery: the alert that it ended.")
    acknowledged_at: Instant | None
    acknowledged_by: str | None
    read: bool | None = Field(description="By you; null on the live channel, which everybody shares.")


class Counts(Wire):
    """What the bell shows."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"unread": 3, "openAlerts": 1, "unacknowledged": 1}]})

    unread: int = Field(description="By you; at most 1,000 are counted.")
    open_alerts: int
    unacknowledged: int = Field(description="Open alerts that nobody has acknowledged.")


class Read(Incoming):
    """These events, or everything until an instant (inclusive)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2026-03-02T08:00:00Z"}]})

    ids: list[str] = Field(default_factory=list, max_length=1000)
    until: AwareDatetime | None = None


class Several(Incoming):
    """Alerts to acknowledge."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ids": ["0196f3c1-7a40-7c31-9d0a-5a2f6f2f9b10"]}]})

    ids: list[str] = Field(min_length=1, max_length=1000)


Order = Literal["newest", "oldest"]
