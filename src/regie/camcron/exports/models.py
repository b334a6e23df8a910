"""Exports as rows: what was asked for, and where it lies until it is no longer kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class Export(Table):
    """A span of one or several jobs, made into one file to take away. Its task has the same id."""

    __tablename__ = "cam_exports"
    __table_args__ = (Index(None, "created_at", "id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    """Of the file, without its ending."""
    format: Mapped[str] = mapped_column(String(8))
    """`file` or `zip`, as it was asked for."""
    jobs: Mapped[list[Any]]
    """Of each job: UUID, slug, name."""
    from_at: Mapped[datetime]
    to_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16), index=True)
    """`queued`, `running`, `done` or `failed`."""
    reason: Mapped[str | None] = mapped_column(Text)
    root_id: Mapped[str] = mapped_column(ForeignKey("cam_roots.id"))
    path: Mapped[str | None] = mapped_column(String(2500))
    """Below its root; null until it is done."""
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    starts_at: Mapped[datetime | None]
    """Of its first picture: at or before what was asked for, where a key frame is."""
    ends_at: Mapped[datetime | None]
    notes: Mapped[list[Any]]
    """Sentences: what is not as it was asked for."""
    gaps: Mapped[list[Any]]
    """Of each stretch within that it lacks: its job's slug, its two instants, a note, when it can be had."""
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(200))
    done_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    """When it is deleted; null until it is done."""
