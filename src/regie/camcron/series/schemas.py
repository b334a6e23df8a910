"""Series and a job's figures on the wire."""

from typing import Literal

from pydantic import ConfigDict, Field

from regie.kernel.wire import Instant, Wire

Scope = Literal["total", "camera", "job"]
Name = Literal["cpu", "memory", "disk", "bandwidth"]


class SeriesAnswer(Wire):
    """
    One value each `step` seconds from `from` on; null where nothing was measured: nothing ran, or nobody was there.

    `cpu` is percent of one core, `memory` bytes, `disk` bytes written a second, `bandwidth` bytes a second from cameras
    (what a recording writes, where the system does not count what comes: over UDP, and on other systems than Linux).
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "scope": "job", "id": "job-garage", "from": "2026-03-02T08:00:00.000Z",
                    "to": "2026-03-02T08:00:30.000Z", "step": 10,
                    "values": {"cpu": [0.5, 0.4, None], "memory": [29360128.0, 29360128.0, None],
                               "disk": [512000.0, 498000.0, None], "bandwidth": [514000.0, 500100.0, None]},
                }
            ]
        }
    )  # fmt: skip

    scope: Scope
    id: str | None
    since: Instant = Field(serialization_alias="from")
    until: Instant = Field(serialization_alias="to")
    step: int
    """Seconds: 10 for the last day, 300 for thirty days."""
    values: dict[Name, list[float | None]]


class NowAnswer(Wire):
    """What is used right now; null where it is not measured."""

    at: Instant | None
    """When it was measured; null: nothing was, within the last 90 s."""
    cpu: float | None
    """Percent of one core."""
    memory: float | None
    """Bytes."""
    disk: float | None
    """Bytes written a second."""
    bandwidth: float | None
    """Bytes a second from cameras."""


class CameraNow(NowAnswer):
    """Of all processes of a camera."""

    camera_id: str


class JobNow(NowAnswer):
    """Of a job's processes."""

    job_id: str
    camera_id: str


class MetricsAnswer(Wire):
    """What the server, each camera and each job use right now; who has no process is not in it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "total": {"at": "2026-03-02T08:00:20.000Z", "cpu": 3.1, "memory": 189792256.0, "disk": 512000.0,
                              "bandwidth": 514000.0},
                    "cameras": [{"at": "2026-03-02T08:00:20.000Z", "cpu": 0.5, "memory": 29360128.0, "disk": 512000.0,
                                 "bandwidth": 514000.0, "cameraId": "cam-garage"}],
                    "jobs": [{"at": "2026-03-02T08:00:20.000Z", "cpu": 0.5, "memory": 29360128.0, "disk": 512000.0,
                              "bandwidth": 514000.0, "jobId": "job-garage-workhours", "cameraId": "cam-garage"}],
                }
            ]
        }
    )  # fmt: skip

    total: NowAnswer
    cameras: list[CameraNow]
    jobs: list[JobNow]


class ErrorsAnswer(Wire):
    """Runs that came to nothing for one reason."""

    status: str
    reason_code: str | None
    count: int
    last_at: Instant
    last_reason: str | None


class JobMetricsAnswer(Wire):
    """What a job's runs that were due in a span come to."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "jobId": "job-garage", "from": "2026-03-01T00:00:00.000Z", "to": "2026-03-31T00:00:00.000Z",
                    "runs": 31, "byStatus": {"success": 29, "failed": 2}, "attempts": 40, "files": 700,
                    "bytes": 41000000000,
                    "errors": [{"status": "failed", "reasonCode": "refused", "count": 2,
                                "lastAt": "2026-03-12T07:00:00.000Z", "lastReason": "The camera refuses."}],
                }
            ]
        }
    )  # fmt: skip

    job_id: str
    since: Instant = Field(serialization_alias="from")
    until: Instant = Field(serialization_alias="to")
    runs: int
    """Executions, and instants that nothing came of."""
    by_status: dict[str, int]
    attempts: int
    """Processes that were started."""
    files: int
    bytes: int
    errors: list[ErrorsAnswer]
