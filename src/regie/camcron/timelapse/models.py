"""Films as rows, from when they are asked for: how far each has got, and what it came to."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class Assembly(Table):
    """A film that is made of a job's pictures, or was."""

    __tablename__ = "cam_assemblies"
    __table_args__ = (Index(None, "job_id", "since"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """The same as its background task's."""
    job_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(16))
    """`day` or `period`: made by the job itself; `manual`: somebody asked."""
    since: Mapped[datetime]
    until: Mapped[datetime]
    """Exclusive."""
    frame_rate: Mapped[float]
    format: Mapped[str] = mapped_column(String(16))
    skip_night: Mapped[bool]
    keep_frames: Mapped[bool]
    state: Mapped[str] = mapped_column(String(16), index=True)
    """`waiting`, `running`, `clearing` (the film is there, its pictures are being deleted), `done`, `failed`."""
    reason: Mapped[str | None] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    """Who asked; empty when it was the job itself."""
    pictures: Mapped[int]
    """In the span, when it began."""
    frames: Mapped[int]
    """In the film so far."""
    night: Mapped[int]
    """Left out because they were taken at night."""
    unreadable: Mapped[int]
    """Left out because they are gone or cannot be decoded."""
    unreadable_ids: Mapped[list[str]]
    """The first of those: they are not deleted with the others."""
    pieces: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    """Of the first picture; the others are fitted into it."""
    cursor_at: Mapped[datetime | None]
    cursor_id: Mapped[str | None] = mapped_column(String(36))
    """The last picture that was dealt with: the next piece begins after it."""
    root_id: Mapped[str | None] = mapped_column(String(36))
    """Where its pieces lie."""
    first_at: Mapped[datetime | None]
    """When the first picture of the film was taken."""
    file_id: Mapped[str | None] = mapped_column(String(36))
    created_at: Mapped[datetime]
    """Pictures that came into the index later are not in it."""
    ended_at: Mapped[datetime | None]
