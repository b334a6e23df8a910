"""Every question that accounts ask the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update

from regie.kernel.auth.models import ApiToken, User, UserSession
from regie.kernel.auth.permissions import Role
from regie.kernel.db import Session


def key_of(name: str) -> str:
    """What makes two spellings of a user's name or address the same."""
    return name.strip().casefold()


async def user_count(session: Session) -> int:
    return await session.scalar(select(func.count()).select_from(User)) or 0


async def users(session: Session) -> Sequence[User]:
    return (await session.scalars(select(User).order_by(User.username_key))).all()


async def user_by_login(session: Session, word: str) -> User | None:
    """By name or e-mail address, however capitals are written."""
    key = key_of(word)
    return await session.scalar(select(User).where(or_(User.username_key == key, User.email_key == key)))


async def other_user_with(session: Session, user_id: str | None, key: str) -> User | None:
    """Somebody else of this name or address."""
    same = or_(User.username_key == key, User.email_key == key)
    return await session.scalar(select(User).where(same, User.id != (user_id or "")))


async def other_active_admins(session: Session, user_id: str) -> int:
    """How many active administrators there are beside this one; their rows are held until the commit."""
    query = select(User.id).where(User.role == Role.ADMIN, User.disabled.is_(False)).with_for_update()
    return len([found for found in (await session.scalars(query)).all() if found != user_id])


async def session_of(session: Session, digest: str) -> tuple[UserSession, User] | None:
    """The session of this cookie and its user."""
    query = select(UserSession, User).join(User, User.id == UserSession.user_id).where(UserSession.digest == digest)
    found = (await session.execute(query)).first()
    return (found[0], found[1]) if found else None


async def sessions(session: Session, user_id: str | None, now: datetime) -> Sequence[UserSession]:
    """Living sessions of one user, or of all; the latest used first."""
    query = select(UserSession).where(UserSession.expires_at > now).order_by(UserSession.last_seen_at.desc())
    if user_id is not None:
        query = query.where(UserSession.user_id == user_id)
    return (await session.scalars(query)).all()


async def delete_sessions_of(session: Session, user_id: str, keep: str | None = None) -> None:
    """End all sessions of a user but one."""
    await session.execute(delete(UserSession).where(UserSession.user_id == user_id, UserSession.id != (keep or "")))


async def delete_expired_sessions(session: Session, now: datetime) -> None:
    await session.execute(delete(UserSession).where(UserSession.expires_at <= now))


async def delete_session_by_digest(session: Session, digest: str) -> None:
    await session.execute(delete(UserSession).where(UserSession.digest == digest))


async def note_session_used(session: Session, session_id: str, seen: datetime, expires: datetime) -> None:
    await session.execute(
        update(UserSession).where(UserSession.id == session_id).values(last_seen_at=seen, expires_at=expires)
    )


async def token_of(session: Session, digest: str) -> tuple[ApiToken, User] | None:
    """The token of this digest and its owner."""
    query = select(ApiToken, User).join(User, User.id == ApiToken.user_id).where(ApiToken.digest == digest)
    found = (await session.execute(query)).first()
    return (found[0], found[1]) if found else None


async def tokens(session: Session, user_id: str | None) -> Sequence[ApiToken]:
    """Tokens of one user, or of all; the newest first."""
    query = select(ApiToken).order_by(ApiToken.created_at.desc(), ApiToken.id.desc())
    if user_id is not None:
        query = query.where(ApiToken.user_id == user_id)
    return (await session.scalars(query)).all()


async def note_token_used(session: Session, token_id: str, used: datetime) -> None:
    await session.execute(update(ApiToken).where(ApiToken.id == token_id).values(last_used_at=used))
