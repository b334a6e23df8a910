"""What has been told of each camera's presence: a restart tells nothing twice."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class CameraPresence(Table):
    """One camera, as far as it has one worth remembering."""

    __tablename__ = "cam_camera_presence"

    camera_id: Mapped[str] = mapped_column(ForeignKey("cam_cameras.id"), primary_key=True)
    word: Mapped[str] = mapped_column(String(8))
    """`unknown`, `online`, `offline`."""
    alert: Mapped[str | None] = mapped_column(String(8))
    """`offline` or `unsteady`, while that is told and not over."""
    alerted_at: Mapped[datetime | None]
    drops: Mapped[list[float]] = mapped_column(JSON)
    """When it stopped answering, within the last cooldown: seconds since 1970."""
    updated_at: Mapped[datetime]
