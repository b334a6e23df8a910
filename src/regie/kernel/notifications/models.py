"""
Events as rows, who has read them, and what is to be sent where.

An event names cameras and jobs as they were called when it happened, and outlives them.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table

OPEN = text("ended_at IS NULL AND level = 'alert' AND key IS NOT NULL")


class Event(Table):
    """Something that happened."""

    __tablename__ = "core_events"
    __table_args__ = (
        Index("ix_core_events_at_id", "at", "id"),
        Index("ix_core_events_camera_id_at", "camera_id", "at"),
        Index("ix_core_events_job_id_at", "job_id", "at"),
        Index("ix_core_events_kind_at", "kind", "at"),
        Index("uq_core_events_key_open", "key", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index(
            "ix_core_events_routed_at_waiting",
            "routed_at",
            sqlite_where=text("routed_at IS NULL"),
            postgresql_where=text("routed_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(8))
    """`activity` or `alert`."""
    text: Mapped[str] = mapped_column(Text)
    key: Mapped[str | None] = mapped_column(String(200))
    """What an alert is about: one open at a time."""
    camera_id: Mapped[str | None] = mapped_column(String(36))
    camera_slug: Mapped[str | None] = mapped_column(String(63))
    camera_name: Mapped[str | None] = mapped_column(String(200))
    job_id: Mapped[str | None] = mapped_column(String(36))
    job_slug: Mapped[str | None] = mapped_column(String(63))
    job_name: Mapped[str | None] = mapped_column(String(200))
    site: Mapped[str | None] = mapped_column(String(63))
    tags: Mapped[list[str]]
    """Of the camera, then."""
    run_id: Mapped[str | None] = mapped_column(String(36))
    file_id: Mapped[str | None] = mapped_column(String(36))
    data: Mapped[dict[str, Any]]
    ended_at: Mapped[datetime | None]
    """When an alert stopped to be true."""
    resolution: Mapped[str | None] = mapped_column(Text)
    """What ended it, as a sentence."""
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None] = mapped_column(String(64))
    routed_at: Mapped[datetime | None]
    """When the rules were asked which channels hear of it; null: not yet."""


class EventRead(Table):
    """Somebody has read an event."""

    __tablename__ = "core_event_reads"

    user_id: Mapped[str] = mapped_column(ForeignKey("core_users.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[str] = mapped_column(
        ForeignKey("core_events.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class EventMark(Table):
    """Somebody has read everything until an instant."""

    __tablename__ = "core_event_marks"

    user_id: Mapped[str] = mapped_column(ForeignKey("core_users.id", ondelete="CASCADE"), primary_key=True)
    read_until: Mapped[datetime]
    """Inclusive."""
