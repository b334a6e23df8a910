"""
Sums and deletions as rows.

Sums change in the transactions that change the index, so that nobody has to count a million files to say what a job
takes. Deletions are kept long after the files are gone, a row for each day of recordings, so that «why is there
nothing?» has an answer.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from regie.camcron.recordings.ledger.rules import Rule
from regie.kernel.db import Table, words


class Total(Table):
    """What the files of a job, of one camera and on one root, come to; those being deleted are counted no more."""

    __tablename__ = "cam_totals"

    job_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    camera_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    root_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    files: Mapped[int] = mapped_column(BigInteger)
    bytes: Mapped[int] = mapped_column(BigInteger)


class Deletion(Table):
    """Files of one job that were deleted on one day, by one rule or person, and that began on one day (both in UTC)."""

    __tablename__ = "cam_deletions"
    __table_args__ = (
        Index(None, "job_id", "since"),
        Index(None, "camera_id", "since"),
        Index(None, "at", "id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    job_id: Mapped[str] = mapped_column(String(36))
    job_slug: Mapped[str] = mapped_column(String(63))
    job_name: Mapped[str] = mapped_column(String(200))
    camera_id: Mapped[str] = mapped_column(String(36))
    camera_slug: Mapped[str] = mapped_column(String(63))
    camera_name: Mapped[str] = mapped_column(String(200))
    rule: Mapped[Rule] = mapped_column(words(Rule))
    by: Mapped[str] = mapped_column(String(200))
    """Who it was; empty when it was no person."""
    since: Mapped[datetime]
    """When the first of them began."""
    until: Mapped[datetime]
    """When the last of them ended."""
    files: Mapped[int] = mapped_column(BigInteger)
    bytes: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    """When the last of them was deleted."""
