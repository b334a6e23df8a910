"""Motion events as rows, and the pictures that stand for them."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class MotionEvent(Table):
    """Motion that a job noticed. Rows outlive the job, the camera and the clip; names are kept as they were."""

    __tablename__ = "cam_motion_events"
    __table_args__ = (
        Index(None, "job_id", "started_at"),
        Index(None, "camera_id", "started_at"),
        Index(None, "started_at", "id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    job_id: Mapped[str] = mapped_column(String(36))
    job_slug: Mapped[str] = mapped_column(String(63))
    job_name: Mapped[str] = mapped_column(String(200))
    camera_id: Mapped[str] = mapped_column(String(36))
    camera_slug: Mapped[str] = mapped_column(String(63))
    camera_name: Mapped[str] = mapped_column(String(200))
    run_id: Mapped[str] = mapped_column(String(36), index=True)
    source: Mapped[str] = mapped_column(String(16))
    """Who noticed it: `picture` or `camera`."""
    started_at: Mapped[datetime]
    """The first picture with motion, or when the camera said so."""
    ended_at: Mapped[datetime | None]
    """The last picture with motion; null: it goes on."""
    clip_from: Mapped[datetime]
    """What its clip shall contain begins here."""
    score: Mapped[float] = mapped_column(Float)
    """The highest, 0 to 100."""
    area: Mapped[float] = mapped_column(Float)
    """The largest, 0 to 1 of what is not masked."""
    file_ids: Mapped[list[str]]
    """Its clip: one file, or several when it was longer than one."""
    problem: Mapped[str | None] = mapped_column(Text)
    """Why there is no clip, or not all of it."""
    told_at: Mapped[datetime | None]
    """When its notice was given."""


class MotionPicture(Table):
    """The picture of an event that moves most, small."""

    __tablename__ = "cam_motion_pictures"

    event_id: Mapped[str] = mapped_column(ForeignKey("cam_motion_events.id", ondelete="CASCADE"), primary_key=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)
