"""Exports in the database."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select, update

from regie.camcron.exports.models import Export
from regie.kernel.db import Session
from regie.kernel.db.paging import page_by_time

UNFINISHED = ("queued", "running")
FAILED = timedelta(days=30)
"""For so long one says why it was not made."""


async def find(session: Session, export_id: str) -> Export | None:
    return await session.get(Export, export_id)


async def page(
    session: Session,
    limit: int,
    after: tuple[datetime, str] | None,
    *,
    state: str | None = None,
    text: str | None = None,
    oldest: bool = False,
) -> Sequence[Export]:
    """The newest first."""
    query = select(Export)
    if state is not None:
        query = query.where(Export.state == state)
    if text:
        query = query.where(Export.name.icontains(text, autoescape=True))
    return await page_by_time(session, query, Export.created_at, Export.id, after, limit, oldest=oldest)


async def change(session: Session, export_id: str, **values: Any) -> bool:
    """Change one that has not ended; whether it was still there to be changed."""
    changed = await session.scalar(
        update(Export).where(Export.id == export_id, Export.state.in_(UNFINISHED)).values(**values).returning(Export.id)
    )
    return changed is not None


async def unfinished(session: Session) -> Sequence[Export]:
    return (await session.scalars(select(Export).where(Export.state.in_(UNFINISHED)))).all()


async def expired(session: Session, now: datetime) -> Sequence[Export]:
    """Those that are not kept any longer."""
    failed = and_(Export.state == "failed", Export.done_at <= now - FAILED)
    return (await session.scalars(select(Export).where(or_(Export.expires_at <= now, failed)))).all()


async def known(session: Session, root_id: str) -> set[str]:
    """Ids of the exports of a root."""
    return set(await session.scalars(select(Export.id).where(Export.root_id == root_id)))


async def drop(session: Session, export_id: str) -> None:
    await session.execute(delete(Export).where(Export.id == export_id))
