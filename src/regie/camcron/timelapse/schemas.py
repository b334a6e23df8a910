"""Films on the wire."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from regie.kernel.wire import Incoming, Instant, Wire

FilmState = Literal["waiting", "running", "done", "failed", "cancelled"]


class FilmAsked(Incoming):
    """A film of a job's pictures in a span."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"from": "2026-03-01T00:00:00Z", "to": "2026-10-01T00:00:00Z", "frameRate": 30}]
        }
    )

    since: AwareDatetime = Field(alias="from")
    until: AwareDatetime = Field(alias="to", description="Exclusive.")
    frame_rate: Annotated[float, Field(ge=0.1, le=120, description="As the job says, else 25.")] | None = None
    format: Literal["mp4", "mkv", "avi", "ts"] | None = None
    skip_night: bool | None = None

    @model_validator(mode="after")
    def _forwards(self) -> "FilmAsked":
        if self.until <= self.since:
            raise PydanticCustomError("backwards", "`to` is not after `from`", {"expected": "a later instant"})
        return self


EXAMPLE: dict[str, Any] = {
    "id": "01a1fdd8-9bd7-70b7-8e79-0dea525a9136",
    "taskId": "01a1fdd8-9bd7-70b7-8e79-0dea525a9136",
    "jobId": "job-chantier",
    "kind": "manual",
    "from": "2026-03-01T00:00:00.000Z",
    "to": "2026-10-01T00:00:00.000Z",
    "frameRate": 30.0,
    "format": "mp4",
    "skipNight": False,
    "keepFrames": True,
    "state": "running",
    "reason": None,
    "progress": 0.42,
    "pictures": 30810,
    "frames": 12900,
    "night": 0,
    "unreadable": 2,
    "fileId": None,
    "by": "ada",
    "createdAt": "2026-10-02T08:00:00.000Z",
    "endedAt": None,
}


class FilmAnswer(Wire):
    """A film that is made, or was; its progress is also its task's."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    task_id: str
    job_id: str
    kind: Literal["day", "period", "manual"]
    since: Instant = Field(serialization_alias="from")
    until: Instant = Field(serialization_alias="to")
    frame_rate: float
    format: str
    skip_night: bool
    keep_frames: bool
    state: FilmState
    reason: str | None
    progress: float | None
    pictures: int
    """In the span."""
    frames: int
    """In the film so far."""
    night: int
    """Left out because they were taken at night."""
    unreadable: int
    """Left out because they are gone or cannot be read."""
    file_id: str | None
    by: str
    created_at: Instant
    ended_at: Instant | None
