"""The past on the wire."""

from typing import Any

from pydantic import ConfigDict, Field

from regie.camcron.overview.past.causes import Cause
from regie.kernel.wire import Instant, Wire

START, END = "2026-03-02T07:00:00.000Z", "2026-03-02T17:00:00.000Z"
DAY: dict[str, Any] = {
    "date": "2026-03-02", "wanted": 36000, "recorded": 35640, "deleted": 0, "coverage": 0.99,
}  # fmt: skip


class SpanAnswer(Wire):
    """What was recorded without a break, or with breaks too short to see; one picture has no length."""

    start: Instant
    end: Instant
    seconds: float
    """Of film in it."""
    files: int
    bytes: int
    file_ids: list[str]
    """Of its first hundred files; at a coarse resolution, of its first ten."""


class GapAnswer(Wire):
    """Where nothing is, and why."""

    start: Instant
    end: Instant
    cause: Cause
    reason: str
    ticks: int | None = None
    """Of a job of single instants: how many are missing."""


class WritingAnswer(Wire):
    """What is recorded and whose file is still open: neither a span nor a gap."""

    start: Instant
    end: Instant
    closes_at: Instant | None
    """When its file is complete, as far as the clock decides that."""


class LaneAnswer(Wire):
    """One job."""

    job_id: str
    uid: str
    name: str
    action: str
    deleted: bool
    of_instants: bool
    """Its spans are pictures rather than film."""
    spans: list[SpanAnswer]
    gaps: list[GapAnswer]
    writing: WritingAnswer | None


class MarkAnswer(Wire):
    """Something that happened to the camera."""

    at: Instant
    end: Instant | None
    """Of motion: its last picture; null when it goes on."""
    kind: str
    """`motion`, `cameraReplaced`, `cameraChanged`, `cameraOffline` or `cameraOnline`."""
    text: str
    file_id: str | None
    """Of motion: its clip."""
    motion_id: str | None
    """Of motion: `GET /api/motion/{id}` and its thumbnail."""
    score: float | None
    job_uid: str | None
    """Of motion: whose lane it belongs to."""


class TimelineAnswer(Wire):
    """All that was recorded of a camera in a span, a lane for each job, deleted ones too."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "cameraId": "yard", "from": START, "to": END, "resolution": 2.0,
                    "lanes": [{
                        "jobId": "yard-days", "uid": "01900000-0000-7000-8000-000000000000", "name": "Yard, days",
                        "action": "record", "deleted": False, "ofInstants": False,
                        "spans": [{"start": START, "end": "2026-03-02T16:00:00.000Z", "seconds": 32400.0, "files": 36,
                                   "bytes": 16200000000, "fileIds": ["01900000-0000-7000-8000-000000000001"]}],
                        "gaps": [{"start": "2026-03-02T16:00:00.000Z", "end": END, "cause": "cameraOffline",
                                  "reason": "The camera does not answer.", "ticks": None}],
                        "writing": None,
                    }],
                    "marks": [],
                }
            ]
        }
    )  # fmt: skip

    camera_id: str
    since: Instant = Field(alias="from")
    until: Instant = Field(alias="to")
    resolution: float
    """Seconds: shorter breaks and gaps are not shown."""
    lanes: list[LaneAnswer]
    marks: list[MarkAnswer]


class ExplainedFile(Wire):
    """What covers the instant."""

    id: str | None
    """Of the first file of a recording without a break."""
    start: Instant
    end: Instant


class ExplainAnswer(Wire):
    """Why there is nothing of a job at an instant; no cause when it was recorded, is being so, or is to come."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "jobId": "yard-days", "at": "2026-02-01T12:00:00.000Z", "cause": "deletedByRetention",
                    "reason": "Deleted by retention on 3 March 2026, because of its maximum age.",
                    "from": "2026-02-01T07:00:00.000Z", "to": "2026-02-01T17:00:00.000Z", "wanted": True, "file": None,
                }
            ]
        }
    )  # fmt: skip

    job_id: str
    at: Instant
    cause: Cause | None
    reason: str
    since: Instant = Field(alias="from")
    """From when on the answer is the same, looked at two days back and forth."""
    until: Instant = Field(alias="to")
    wanted: bool
    """Whether a recording was wanted then."""
    file: ExplainedFile | None


class DayAnswer(Wire):
    """One local day: seconds, or pictures of a job of single instants."""

    date: str
    wanted: float
    recorded: float
    deleted: float
    """Wanted, recorded, and deleted since; on neither side of the ratio."""
    coverage: float | None
    """Recorded ÷ wanted, at most 1; null when nothing was wanted."""


class CoverageAnswer(Wire):
    """How much of what was wanted of a job is there."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "jobId": "yard-days", "name": "Yard, days", "zone": "Europe/Paris", "unit": "seconds",
                    "total": {**DAY, "date": ""}, "days": [DAY],
                }
            ]
        }
    )  # fmt: skip

    job_id: str
    name: str
    zone: str
    unit: str
    """`seconds` or `ticks`."""
    total: DayAnswer
    days: list[DayAnswer]
