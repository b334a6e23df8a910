"""
Jobs as rows, and what people said above their plans: start, stop, pause, force.

A deleted job's row stays, so that its files keep a name.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class Job(Table):
    """What is to be done with a camera, when, and where the result goes."""

    __tablename__ = "cam_jobs"
    __table_args__ = (
        Index(
            "uq_cam_jobs_slug_living",
            "slug",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """UUIDv7, never used again; runs and files refer to it."""
    slug: Mapped[str] = mapped_column(String(63))
    """What people and addresses call it; never changes, unique among living jobs."""
    name: Mapped[str] = mapped_column(String(200))
    camera_id: Mapped[str] = mapped_column(ForeignKey("cam_cameras.id"), index=True)
    stream_key: Mapped[str | None] = mapped_column(String(32))
    """Null: the camera's `main`, or its first stream."""
    stream_url: Mapped[str | None] = mapped_column(Text)
    """An address of its own, without credentials."""
    stream_secrets: Mapped[str | None] = mapped_column(Text)
    """Encrypted: credentials of `stream_url`."""
    action: Mapped[str] = mapped_column(String(24))
    schedule: Mapped[dict[str, Any]]
    output: Mapped[dict[str, Any] | None]
    process_config: Mapped[dict[str, Any]]
    retention: Mapped[dict[str, Any] | None]
    """Null: the job states none."""
    max_retries: Mapped[int]
    """Consecutive failures before the job counts as failed; −1 never."""
    priority: Mapped[int]
    """Higher first, when not all may run."""
    strict_bounds: Mapped[bool]
    enabled: Mapped[bool]
    timezone: Mapped[str | None] = mapped_column(String(64))
    """An own zone; null: its camera's."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    deleted_at: Mapped[datetime | None]
    files_deleted_by: Mapped[str | None] = mapped_column(String(200))
    """Who deleted it together with its files; whatever is still indexed of it goes too. Null: its files age on."""


class Override(Table):
    """What somebody asked for by hand: it stands above the plan until it ends."""

    __tablename__ = "cam_overrides"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("cam_jobs.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    """`start`: run now; `catchUp`: the same for ticks that were missed; `stop`: not until the next window."""
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    """When a start of known length is over; null: until somebody stops it."""
    by: Mapped[str] = mapped_column(String(200))
    ended_at: Mapped[datetime | None]
    """When it stopped to matter: by hand, or because its time was over."""


class Hold(Table):
    """A pause or a force of many jobs, or of one. Kept when it is over: what was wanted then is asked later too."""

    __tablename__ = "cam_holds"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    """`pause` or `force`."""
    scope: Mapped[str] = mapped_column(String(8))
    """`job`, `camera`, `site` or `tag`."""
    value: Mapped[str] = mapped_column(String(200))
    """A UUID, or the tag."""
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    """Null: until somebody ends it."""
    reason: Mapped[str | None] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it stopped to matter: by hand, or because its time was over."""
