"""Exports on the wire."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, Field

from regie.kernel.wire import Incoming, Instant, Wire

Slug = Annotated[str, Field(min_length=1, max_length=63)]


class ExportWish(Incoming):
    """Which span of which jobs, and what it shall become. One of the three ways to name jobs."""

    job_id: Slug | None = None
    job_ids: Annotated[list[Slug], Field(min_length=1, max_length=100)] | None = None
    camera_id: Slug | None = None
    """All jobs that have recorded this camera."""
    since: AwareDatetime = Field(alias="from")
    until: AwareDatetime = Field(alias="to")
    """Exclusive."""
    format: Literal["file", "zip"] = "file"
    name: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    """Of the file, without its ending."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "jobId": "job-garage-jour",
                    "from": "2026-03-02T08:00:00Z",
                    "to": "2026-03-02T09:30:00Z",
                    "format": "file",
                }
            ]
        }
    )


class ExportedJob(Wire):
    """A job of which something was exported; it may be gone."""

    id: str
    name: str


class ExportGap(Wire):
    """A stretch that is not in it: nobody recorded it, unless `note` says otherwise."""

    job_id: str
    start: Instant
    end: Instant
    note: str | None = None
    """It is still being written, or still to come."""
    available_at: Instant | None = None
    """When what is still being written can be exported, as far as the clock decides that."""


class ExportAnswer(Wire):
    """An export. Its id is that of its task too."""

    id: str
    name: str
    format: str
    state: str
    """`queued`, `running`, `done` or `failed`."""
    progress: float | None
    """From 0 to 1; null when unknown."""
    reason: str | None
    """Why it failed."""
    jobs: list[ExportedJob]
    since: Instant = Field(alias="from")
    until: Instant = Field(alias="to")
    start: Instant | None
    """Of its first picture: at or before `from`, where a key frame is; later when nothing was recorded before."""
    end: Instant | None
    size_bytes: int | None
    filename: str | None
    url: str | None
    """Where it is fetched, once it is done."""
    notes: list[str]
    """What is not as it was asked for."""
    gaps: list[ExportGap]
    created_at: Instant
    created_by: str
    expires_at: Instant | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11",
                    "name": "garage-jour_20260302T080000Z",
                    "format": "file",
                    "state": "done",
                    "progress": 1.0,
                    "reason": None,
                    "jobs": [{"id": "job-garage-jour", "name": "Garage - Jour semaine"}],
                    "from": "2026-03-02T08:00:00.000Z",
                    "to": "2026-03-02T09:30:00.000Z",
                    "start": "2026-03-02T07:59:58.840Z",
                    "end": "2026-03-02T09:30:00.000Z",
                    "sizeBytes": 2_700_000_000,
                    "filename": "garage-jour_20260302T080000Z.mp4",
                    "url": "/api/exports/0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11/content",
                    "notes": [],
                    "gaps": [],
                    "createdAt": "2026-03-03T10:00:00.000Z",
                    "createdBy": "ada",
                    "expiresAt": "2026-03-10T10:00:41.000Z",
                }
            ]
        }
    )
