"""
Motion on the wire: `processConfig.motion` of a job, events, and what the editor of masks shows.

What is left out of `processConfig.motion` has the default that most scenes want.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from regie.camcron.cameras.schemas import StreamKey
from regie.camcron.runs.sensing import Sensing
from regie.kernel.wire import Incoming, Instant, Wire, shown

Share = Annotated[float, Field(ge=0, le=1)]
Corner = Annotated[list[Share], Field(min_length=2, max_length=2)]
PolygonFields = Annotated[list[Corner], Field(min_length=3, max_length=100)]


class LimitFields(Incoming):
    """What counts as motion."""

    sensitivity: Annotated[int, Field(ge=1, le=100, strict=True, description="Higher notices more.")] = 50
    threshold: Annotated[int, Field(ge=1, le=255, strict=True, description="Grey levels.")] | None = None
    """From the sensitivity unless given."""
    min_area: Annotated[float, Field(gt=0, le=1, description="Part of what is not masked.")] | None = None
    """From the sensitivity unless given."""
    mask: Annotated[list[PolygonFields], Field(max_length=50)] = Field(
        default_factory=list, description="Polygons that are not looked at, corners from 0 to 1."
    )


class MotionFields(LimitFields):
    """How a `detect_motion` job notices motion, and what it keeps of it."""

    source: Literal["picture", "camera", "both"] = "picture"
    pre_roll: Annotated[float, Field(ge=0, le=60, description="Seconds kept from before it.")] = 5.0
    post_roll: Annotated[float, Field(ge=1, le=300, description="Seconds kept after it.")] = 5.0
    cooldown: Annotated[float, Field(ge=0, le=3600, description="Seconds without another event.")] = 0.0
    max_length: Annotated[float, Field(ge=10, le=3600, description="Seconds.")] = 300.0
    min_frames: Annotated[int, Field(ge=1, le=50, strict=True, description="Pictures in a row.")] | None = None
    analysis: Literal["keyframes", "frames"] = "keyframes"
    analysis_stream: StreamKey | None = None

    def sensing(self) -> Sensing:
        """The same as plain data."""
        plain = self.model_dump(exclude={"mask"})
        return Sensing(**plain, mask=tuple(tuple((x, y) for x, y in corners) for corners in self.mask))


class MotionAnswer(Wire):
    """A motion event."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0198f0c2-5a1e-7c3d-9b1a-3f2f6f0c7d10", "jobId": "entrance-motion",
                    "jobName": "Entrance: motion", "cameraId": "entrance", "cameraName": "Entrance",
                    "source": "picture", "startedAt": "2026-03-02T08:00:12.400Z", "endedAt": "2026-03-02T08:00:21.400Z",
                    "durationSeconds": 9.0, "score": 87.5, "area": 0.021,
                    "fileId": "0198f0c2-9c55-7a10-8c0e-6d1f5b7a2e44",
                    "fileIds": ["0198f0c2-9c55-7a10-8c0e-6d1f5b7a2e44"], "hasThumbnail": True, "problem": None,
                }
            ]
        }
    )  # fmt: skip

    id: str
    job_id: str
    job_name: str
    camera_id: str
    camera_name: str
    source: Literal["picture", "camera"]
    started_at: Instant
    ended_at: Instant | None
    """Null: it goes on."""
    duration_seconds: float | None
    score: float
    """The highest, 0 to 100; a picture whose changed area is just large enough has 50."""
    area: float
    """The largest, from 0 to 1 of what is not masked."""
    file_id: str | None
    """Its clip, or the first file of it; null before it is over, and when the file was deleted."""
    file_ids: list[str]
    has_thumbnail: bool
    problem: str | None


class MotionPreview(LimitFields):
    """Limits that are tried on the last picture and kept nowhere."""

    model_config = shown({"sensitivity": 60, "minArea": 0.004, "mask": []})


class MotionPreviewAnswer(Wire):
    """What the last picture shows under these limits."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"score": 12.5, "area": 0.0014, "moving": False, "whole": False, "minArea": 0.0072, "threshold": 22.1,
                 "cells": "000120000000", "columns": 4},
            ]
        }
    )  # fmt: skip

    score: float
    area: float
    moving: bool
    whole: bool
    """Everything changed at once: no motion."""
    min_area: float
    threshold: float
    cells: str
    """Row by row, a digit for each cell: 0 unchanged, 9 wholly changed."""
    columns: int


class MotionNow(Wire):
    """What the live channel of a job tells of each picture."""

    type: Literal["score"] = "score"
    at: Instant
    score: float
    area: float
    moving: bool
    whole: bool
    active: bool
    """Whether an event goes on."""
    cells: str | None = None
    columns: int | None = None


def sensing_of(fields: MotionFields | None) -> Sensing:
    """What a job wants, also when it says nothing."""
    return fields.sensing() if fields is not None else Sensing()
