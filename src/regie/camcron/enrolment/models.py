"""When a camera became another device: the timeline of its pictures changes there."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class CameraChangeRow(Table):
    """One replacement."""

    __tablename__ = "cam_camera_changes"
    __table_args__ = (Index("ix_cam_camera_changes_camera_at", "camera_id", "at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    camera_id: Mapped[str] = mapped_column(ForeignKey("cam_cameras.id"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(16))
    """`replaced`."""
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    """`streams` (without credentials), `model`."""
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    by: Mapped[str] = mapped_column(String(200))
    forced: Mapped[bool]
    """Whether the new one had not answered."""
