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
