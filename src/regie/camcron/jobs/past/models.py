"""The past of jobs as rows: how each was planned from when on, and spans of trouble."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class JobVersion(Table):
    """How a job was planned from an instant on, until its next version. Only what decides when it is wanted."""

    __tablename__ = "cam_job_versions"
    __table_args__ = (Index(None, "job_id", "since"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    job_id: Mapped[str] = mapped_column(String(36))
    since: Mapped[datetime]
    camera_id: Mapped[str] = mapped_column(String(36))
    site_id: Mapped[str] = mapped_column(String(36))
    tags: Mapped[list[str]]
    """Of its camera."""
    schedule: Mapped[dict[str, Any]]
    zone: Mapped[str] = mapped_column(String(64))
    enabled: Mapped[bool]
    camera_enabled: Mapped[bool]
    deleted: Mapped[bool]


class Trouble(Table):
    """Something was in the way of a job that was wanted, from one instant to another."""

    __tablename__ = "cam_troubles"
    __table_args__ = (
        Index(None, "job_id", "since"),
        Index(
            "ix_cam_troubles_open",
            "job_id",
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    job_id: Mapped[str] = mapped_column(String(36))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    """Null: it still is."""
    code: Mapped[str] = mapped_column(String(32))
    """As the run told it: `timeout`, `diskFull`, `processes` …"""
    reason: Mapped[str | None] = mapped_column(Text)
