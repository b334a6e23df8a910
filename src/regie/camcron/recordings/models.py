"""Files and the folders they lie in, as rows: what was recorded is answered from here, never by walking a disk."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Boolean, Float, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table, words


class FileKind(StrEnum):
    """What a file shows."""

    VIDEO = "video"
    PICTURE = "picture"
    DATA = "data"


class KnownRoot(Table):
    """A folder, or a disk mounted below one, that this installation has marked as its own."""

    __tablename__ = "cam_roots"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """UUIDv7; the same stands in the folder's marker, so that another disk in its place is recognised."""
    path: Mapped[str] = mapped_column(String(2500), unique=True)
    """Absolute, links resolved."""
    created_at: Mapped[datetime]


class File(Table):
    """A recorded file that has its final name. Its job and camera may be gone; their names are kept as they were."""

    __tablename__ = "cam_files"
    __table_args__ = (
        UniqueConstraint("root_id", "path"),
        Index(None, "job_id", "started_at"),
        Index(None, "camera_id", "started_at"),
        Index(None, "started_at", "id"),
        Index(
            "ix_cam_files_protected",
            "job_id",
            sqlite_where=text("protected = 1"),
            postgresql_where=text("protected"),
        ),
        Index(
            "ix_cam_files_unpreviewed",
            "created_at",
            sqlite_where=text("previewed_at IS NULL"),
            postgresql_where=text("previewed_at IS NULL"),
        ),
        Index(
            "ix_cam_files_doomed",
            "doomed_at",
            sqlite_where=text("doomed_at IS NOT NULL"),
            postgresql_where=text("doomed_at IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    job_id: Mapped[str] = mapped_column(String(36))
    """The job's UUID: a later job of the same slug takes nothing over."""
    job_slug: Mapped[str] = mapped_column(String(63))
    job_name: Mapped[str] = mapped_column(String(200))
    camera_id: Mapped[str] = mapped_column(String(36))
    camera_slug: Mapped[str] = mapped_column(String(63))
    camera_name: Mapped[str] = mapped_column(String(200))
    run_id: Mapped[str] = mapped_column(String(36), index=True)
    root_id: Mapped[str] = mapped_column(ForeignKey("cam_roots.id"))
    path: Mapped[str] = mapped_column(String(2500))
    """Below its root, `/` between the parts."""
    started_at: Mapped[datetime]
    """Of the first frame, to the best of our knowledge; never taken from the name."""
    duration_seconds: Mapped[float | None] = mapped_column(Float)
    """Null for what has no length (pictures, data) and for what cannot be told."""
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    format: Mapped[str] = mapped_column(String(16))
    kind: Mapped[FileKind] = mapped_column(words(FileKind))
    protected: Mapped[bool] = mapped_column(Boolean, server_default=false())
    """Neither retention nor people delete it until somebody lifts the protection."""
    created_at: Mapped[datetime]
    """When it was indexed."""
    video_codec: Mapped[str | None] = mapped_column(String(32))
    """As ffmpeg calls it; of this and the next four nothing is known before `looked_at`."""
    audio_codec: Mapped[str | None] = mapped_column(String(32))
    """Null after a look: no sound."""
    width: Mapped[int | None]
    height: Mapped[int | None]
    fps: Mapped[float | None] = mapped_column(Float)
    looked_at: Mapped[datetime | None]
    """When somebody wanted to know what it consists of."""
    previewed_at: Mapped[datetime | None]
    """When its preview strip was made, or found to be impossible."""
    preview_pictures: Mapped[int | None]
    """How many it has; 0: there is none."""
    doomed_at: Mapped[datetime | None]
    """Its deletion is decided: shown to nobody, the row stays until the file is gone from the disk."""
