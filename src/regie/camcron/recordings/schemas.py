"""Recorded files on the wire."""

from typing import Annotated

from pydantic import ConfigDict, Field

from regie.kernel.wire import Incoming, Instant, Wire, shown

FILE = {
    "id": "0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11", "jobId": "job-garage-jour", "jobName": "Garage - Jour semaine",
    "cameraId": "cam-garage", "cameraName": "Caméra Garage", "runId": "0198f2c0-1111-7d31-9c11-5f0a8f9f0a11",
    "path": "garage/jour/2026-03-02/garage_20260302T080000+0100.mp4", "startedAt": "2026-03-02T07:00:00.000Z",
    "durationSeconds": 3600.0, "sizeBytes": 1_800_000_000, "format": "mp4", "kind": "video", "protected": False,
    "previews": True,
}  # fmt: skip


class FileAnswer(Wire):
    """A recorded file. `jobId` and `cameraId` are what its job and camera were called, also when they are gone."""

    model_config = shown(FILE)

    id: str
    job_id: str
    job_name: str
    camera_id: str
    camera_name: str
    run_id: str
    path: str
    """Below its root, `/` between the parts."""
    started_at: Instant
    """Of the first frame."""
    duration_seconds: float | None
    size_bytes: int
    format: str
    kind: str
    """`video`, `picture` or `data`."""
    protected: bool
    previews: bool
    """Whether there is a strip of small pictures."""


MOST_AT_ONCE = 1000
"""Files in one request."""
Ids = Annotated[list[str], Field(min_length=1, max_length=MOST_AT_ONCE, description="Ids of files.")]


class FileDetail(FileAnswer):
    """A recorded file with what it consists of; null where nobody could look."""

    model_config = shown(
        FILE
        | {"videoCodec": "h264", "audioCodec": "aac", "width": 2560, "height": 1440, "fps": 25.0}
        | {"playable": "direct"}
    )

    video_codec: str | None
    """As ffmpeg calls it: `h264`, `hevc`, `mjpeg`."""
    audio_codec: str | None
    """Null: no sound."""
    width: int | None
    height: int | None
    fps: float | None
    playable: str | None
    """What `/play` will do: `direct`, `remux` or `transcode`; null: it cannot be played."""


class PreviewAnswer(Wire):
    """A strip of small pictures in one: row by row, the first at the top left."""

    url: str
    """Of the JPEG."""
    width: int
    """Of each picture, pixels."""
    height: int
    columns: int
    instants: list[float]
    """What each picture shows: seconds from the beginning of the film."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "url": "/api/files/0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11/previews.jpg",
                    "width": 160,
                    "height": 90,
                    "columns": 3,
                    "instants": [0.0, 20.0, 40.0],
                }
            ]
        }
    )


class FilesToDelete(Incoming):
    """Which files are to be deleted."""

    model_config = shown({"ids": ["0199c0de-0000-7000-8000-000000000071"]})

    ids: Ids


class FilesToProtect(Incoming):
    """Which files are to be kept from being deleted, or not any more."""

    model_config = shown({"ids": ["0199c0de-0000-7000-8000-000000000071"], "protected": True})

    ids: Ids
    protected: bool = True


class RefusedFile(Wire):
    """A file that stays, and why."""

    id: str
    code: str
    """`notFound`, `protected` or `disk`."""
    reason: str


class DeletedFiles(Wire):
    """What became of the wish to delete files."""

    deleted: int
    bytes: int
    first_start: Instant | None = Field(alias="from")
    """Start of the earliest of them."""
    last_end: Instant | None = Field(alias="to")
    """End of the one that ended last."""
    refused: list[RefusedFile]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "deleted": 2,
                    "bytes": 3_600_000_000,
                    "from": "2026-03-02T07:00:00.000Z",
                    "to": "2026-03-02T09:00:00.000Z",
                    "refused": [
                        {
                            "id": "0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11",
                            "code": "protected",
                            "reason": "It is protected.",
                        }
                    ],
                }
            ]
        }
    )


class SumAnswer(Wire):
    """Files taken together."""

    files: int
    bytes: int
    seconds: float
    """Of video."""
    protected: int
    """How many of them are."""
    first: Instant | None
    """Start of the earliest."""
    last: Instant | None
    """Start of the latest."""


class DaySum(SumAnswer):
    """The files that begin on one local day."""

    day: str
    """`2026-03-02`."""


class JobSumAnswer(SumAnswer):
    """The files of one job, which may be gone."""

    job_id: str
    job_uid: str
    """Tells jobs apart that had one name, one after the other; usable as `jobId` of a list."""
    job_name: str
    camera_id: str
    camera_name: str


class FilesSummary(SumAnswer):
    """Everything that was asked for, by day and by job."""

    days: list[DaySum]
    """The newest first; days without files are left out."""
    jobs: list[JobSumAnswer]
    """By name."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "files": 24,
                    "bytes": 43_200_000_000,
                    "seconds": 86_400.0,
                    "protected": 1,
                    "first": "2026-03-01T23:00:00.000Z",
                    "last": "2026-03-02T22:00:00.000Z",
                    "days": [
                        {
                            "day": "2026-03-02",
                            "files": 24,
                            "bytes": 43_200_000_000,
                            "seconds": 86_400.0,
                            "protected": 1,
                            "first": "2026-03-01T23:00:00.000Z",
                            "last": "2026-03-02T22:00:00.000Z",
                        }
                    ],
                    "jobs": [],
                }
            ]
        }
    )
