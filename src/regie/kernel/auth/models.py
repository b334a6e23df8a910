"""Users, their sessions and their tokens as rows. Of passwords, sessions and tokens only digests are kept."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.auth.permissions import Role
from regie.kernel.db import Table, words


class User(Table):
    """Somebody who may sign in."""

    __tablename__ = "core_users"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    username: Mapped[str] = mapped_column(String(64))
    """As it was written; never contains an `@`, so it cannot be taken for an e-mail address."""
    username_key: Mapped[str] = mapped_column(String(128), unique=True)
    """Case-folded: «Ana» and «ana» are one name."""
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(508), unique=True)
    password_hash: Mapped[str] = mapped_column(Text)
    """Argon2id, with its parameters."""
    role: Mapped[Role] = mapped_column(words(Role))
    disabled: Mapped[bool] = mapped_column(default=False)
    token_epoch: Mapped[int] = mapped_column(default=0)
    """Part of every JWT; grows when those given out until now must end."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    last_login_at: Mapped[datetime | None]


class UserSession(Table):
    """A browser in which somebody signed in."""

    __tablename__ = "core_sessions"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """Names it in lists; the cookie holds another secret."""
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the cookie's value, hexadecimal."""
    user_id: Mapped[str] = mapped_column(ForeignKey("core_users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    """Good to a minute."""
    expires_at: Mapped[datetime] = mapped_column(index=True)
    """The end, unless it is used before."""
    user_agent: Mapped[str | None] = mapped_column(String(300))
    address: Mapped[str | None] = mapped_column(String(64))


class ApiToken(Table):
    """A program that acts for somebody."""

    __tablename__ = "core_tokens"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("core_users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token, hexadecimal."""
    prefix: Mapped[str] = mapped_column(String(16))
    """Its first characters, to know it again."""
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    """Good to a minute."""
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
