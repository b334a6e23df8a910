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


class FilmPicture(Wire):
    """A picture that would be in a film."""

    file_id: str
    at: Instant
    number: int
    """The how manieth of them, from 1."""


class FilmPreview(Wire):
    """What a film of a span would come to, before it is made."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"pictures": 288, "firstAt": "2026-03-01T00:00:00.000Z", "lastAt": "2026-03-01T23:55:00.000Z",
                 "frameRate": 30.0, "format": "mp4", "durationSeconds": 9.6, "sizeBytes": 7400000, "sizeFrom": "films",
                 "samples": [{"fileId": "0198f0c2-9c55-7a10-8c0e-6d1f5b7a2e44", "at": "2026-03-01T00:00:00.000Z",
                              "number": 1}]}
            ]
        }
    )  # fmt: skip

    pictures: int
    """In the span; those of the night and those that cannot be read are only found while the film is made."""
    first_at: Instant | None
    last_at: Instant | None
    frame_rate: float
    format: str
    duration_seconds: float
    size_bytes: int | None
    """Roughly."""
    size_from: Literal["films", "pictures"] | None
    """Whether earlier films of this job tell the size, or only the size of the pictures does."""
    samples: list[FilmPicture]
    """The first, the last, and some between them, evenly spread."""
