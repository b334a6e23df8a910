"""Cameras as rows. A deleted camera's row stays, so that its files keep a name; its slug is free again."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class Camera(Table):
    """A source of video."""

    __tablename__ = "cam_cameras"
    __table_args__ = (
        Index(
            "uq_cam_cameras_slug_living",
            "slug",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """UUIDv7, never used again; runs and files refer to it."""
    slug: Mapped[str] = mapped_column(String(63))
    """What people and addresses call it; never changes, unique among living cameras."""
    name: Mapped[str] = mapped_column(String(200))
    streams: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True))
    """Key of the stream → address without credentials, in the order in which they were written (JSONB forgets it)."""
    secrets: Mapped[str | None] = mapped_column(Text)
    """Encrypted JSON: credentials of the camera and of single streams."""
    protocol: Mapped[str] = mapped_column(String(8))
    site_id: Mapped[str] = mapped_column(ForeignKey("core_sites.id"))
    timezone: Mapped[str | None] = mapped_column(String(64))
    """An own zone; null: the site's."""
    tags: Mapped[list[str]]
    location: Mapped[str | None] = mapped_column(String(200))
    model: Mapped[str | None] = mapped_column(String(200))
    enabled: Mapped[bool]
    max_connections: Mapped[int | None]
    """How many connections it takes at once; null: nobody said."""
    relay: Mapped[str] = mapped_column(String(8), server_default="auto")
    """Whether its streams are read once for all: `auto` (when the cap asks for it), `always`, `never`."""
    proposed_max_connections: Mapped[int | None]
    """The cap that it showed by refusing one more, until somebody sets one."""
    reachable: Mapped[bool | None]
    """What the last attempt to read from it showed; null: nobody has tried yet."""
    reachable_reason: Mapped[str | None] = mapped_column(Text)
    reachable_code: Mapped[str | None] = mapped_column(String(32))
    reachable_since: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    deleted_at: Mapped[datetime | None]
    files_deleted_by: Mapped[str | None] = mapped_column(String(200))
    """Who deleted it together with everything that it recorded. Null: that is kept, and ages on."""
