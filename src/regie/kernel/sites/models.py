"""Sites as rows."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class Site(Table):
    """A place: what is there shares its time zone."""

    __tablename__ = "core_sites"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """UUIDv7; other tables refer to it."""
    slug: Mapped[str] = mapped_column(String(63), unique=True)
    """What people and addresses call it; never changes."""
    name: Mapped[str] = mapped_column(String(200))
    timezone: Mapped[str] = mapped_column(String(64))
    """An IANA name, such as Europe/Paris."""
    city: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(500))
    contact_name: Mapped[str | None] = mapped_column(String(200))
    contact_email: Mapped[str | None] = mapped_column(String(254))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
