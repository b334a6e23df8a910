"""Packed samples as rows."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class Series(Table):
    """Samples of one subject in one span: `series.blocks` says how they are packed."""

    __tablename__ = "cam_series"
    __table_args__ = (Index(None, "step", "at"),)

    scope: Mapped[str] = mapped_column(String(8), primary_key=True)
    """`total`, `camera` or `job`."""
    subject: Mapped[str] = mapped_column(String(36), primary_key=True)
    """UUID; empty for everything."""
    step: Mapped[int] = mapped_column(primary_key=True)
    """Seconds between two samples: 10 or 300."""
    at: Mapped[datetime] = mapped_column(primary_key=True)
    """When the row begins."""
    data: Mapped[bytes] = mapped_column(LargeBinary)
