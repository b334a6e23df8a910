"""Templates of jobs as rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class JobTemplate(Table):
    """A job without a camera. Jobs that were made of it know nothing of it: changing it changes none of them."""

    __tablename__ = "cam_job_templates"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    slug: Mapped[str] = mapped_column(String(63), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    job: Mapped[dict[str, Any]]
    """As on the wire, `cameraId` and `id` left out; its name may hold `{cameraName}` and `{cameraId}`."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
