"""What retention must know after a restart."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class TrustedClock(Table):
    """One row: the last instant at which the clock was believed. A clock far ahead of it is doubted."""

    __tablename__ = "cam_trusted_clock"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    at: Mapped[datetime]
