"""What retention must know of jobs and cameras. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class JobFacts:
    """A job, deleted or not."""

    id: str
    slug: str
    name: str
    camera_id: str
    camera_slug: str
    camera_name: str
    retention: dict[str, Any] | None
    deleted_at: datetime | None
    files_deleted_by: str | None


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """A camera, deleted or not."""

    id: str
    slug: str
    name: str
    deleted_at: datetime | None
    files_deleted_by: str | None
