"""What was done, as rows that nothing changes afterwards."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class AuditEntry(Table):
    """One deed. It names people and things as they were called then, and outlives them."""

    __tablename__ = "core_audit"
    __table_args__ = (
        Index("ix_core_audit_at_id", "at", "id"),
        Index("ix_core_audit_object_kind_object_id", "object_kind", "object_id"),
        Index("ix_core_audit_user_id_at", "user_id", "at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[str | None] = mapped_column(String(36))
    """Null for the command line and the server itself."""
    user_name: Mapped[str] = mapped_column(String(64))
    how: Mapped[str] = mapped_column(String(16))
    """`session`, `jwt`, `token`, `cli` or `system`."""
    address: Mapped[str | None] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(32))
    """`create`, `update`, `delete`, `start`, `stop`, `export`, `login`, …"""
    object_kind: Mapped[str] = mapped_column(String(32))
    """`camera`, `job`, `user`, …"""
    object_id: Mapped[str | None] = mapped_column(String(64))
    object_name: Mapped[str | None] = mapped_column(String(200))
    difference: Mapped[list[Any] | None]
    """`[{path, before, after}]`, secrets masked."""
