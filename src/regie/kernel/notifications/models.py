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
        Index("ix_core_events_run_id", "run_id"),
        Index("uq_core_events_key_open", "key", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index(
            "ix_core_events_at_unrouted",
            "at",
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
    resolves: Mapped[str | None] = mapped_column(String(36))
    """Of a recovery: the alert that it ended."""
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


class Channel(Table):
    """A way to somebody: an address with its secrets."""

    __tablename__ = "core_channels"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16))
    """`webhook`, `email` or `apprise`."""
    enabled: Mapped[bool]
    settings: Mapped[str] = mapped_column(Text)
    """Encrypted: what this kind needs, as JSON."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Rule(Table):
    """Which events go to which channels."""

    __tablename__ = "core_rules"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    enabled: Mapped[bool]
    wanted: Mapped[dict[str, Any]]
    """What it says, as `RuleFields` writes it."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


HELD = text("state = 'held'")


class Delivery(Table):
    """One message to one channel: due, sent, or given up."""

    __tablename__ = "core_deliveries"
    __table_args__ = (
        Index("ix_core_deliveries_state_due_at", "state", "due_at"),
        Index("ix_core_deliveries_created_at_id", "created_at", "id"),
        Index("ix_core_deliveries_channel_id_rule_id_subject_sent_at", "channel_id", "rule_id", "subject", "sent_at"),
        Index(
            "uq_core_deliveries_channel_id_rule_id_subject_held",
            "channel_id",
            "rule_id",
            "subject",
            unique=True,
            sqlite_where=HELD,
            postgresql_where=HELD,
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """Also what the receiver knows a message again by."""
    created_at: Mapped[datetime]
    channel_id: Mapped[str] = mapped_column(String(36))
    """A channel's UUID, or `webhook` or `email` for those of the settings."""
    channel_name: Mapped[str] = mapped_column(String(200))
    rule_id: Mapped[str] = mapped_column(String(36))
    rule_name: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(200))
    """What further events are told together with, while it is held."""
    event_ids: Mapped[list[str]]
    state: Mapped[str] = mapped_column(String(8))
    """`held` (takes further events), `waiting`, `sent`, `failed` or `dropped`."""
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int]
    outcomes: Mapped[list[Any]]
    """The latest attempts: `[{at, ok, code, sentence, milliseconds}]`."""
