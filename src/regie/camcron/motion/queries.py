"""Motion events in the tables: lists by time, what is forgotten, and what never came, so many rows at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, delete, func, or_, select, update

from regie.camcron.motion.models import MotionEvent, MotionPicture
from regie.camcron.recordings.models import File
from regie.camcron.recordings.queries import still_there
from regie.kernel.db import Session
from regie.kernel.db.paging import page_by_time


@dataclass(frozen=True, slots=True)
class WantedEvents:
    """Which events; what is not given does not matter. Ids are slugs or UUIDs."""

    job_id: str | None = None
    camera_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    min_score: float | None = None


class Pictured(NamedTuple):
    """An old event that has a picture."""

    event_id: str
    started_at: datetime
    file_ids: Sequence[str]


async def page_of(
    session: Session, wanted: WantedEvents, limit: int, after: tuple[datetime, str] | None, *, oldest: bool
) -> Sequence[MotionEvent]:
    """Events by time; ids are UUIDs here."""
    query = select(MotionEvent)
    if wanted.job_id is not None:
        query = query.where(MotionEvent.job_id == wanted.job_id)
    if wanted.camera_id is not None:
        query = query.where(MotionEvent.camera_id == wanted.camera_id)
    if wanted.since is not None:
        query = query.where(func.coalesce(MotionEvent.ended_at, MotionEvent.started_at) >= wanted.since)
    if wanted.until is not None:
        query = query.where(MotionEvent.started_at < wanted.until)
    if wanted.min_score is not None:
        query = query.where(MotionEvent.score >= wanted.min_score)
    return await page_by_time(session, query, MotionEvent.started_at, MotionEvent.id, after, limit, oldest=oldest)


async def forget_events(session: Session, before: datetime, limit: int) -> int:
    """Delete events that began before an instant, with their pictures; how many."""
    ids = list(await session.scalars(select(MotionEvent.id).where(MotionEvent.started_at < before).limit(limit)))
    await session.execute(delete(MotionPicture).where(MotionPicture.event_id.in_(ids)))
    await session.execute(delete(MotionEvent).where(MotionEvent.id.in_(ids)))
    return len(ids)


async def end_forsaken(session: Session, before: datetime, living: Collection[str]) -> None:
    """Events that began before an instant in runs that live no more are over."""
    await session.execute(
        update(MotionEvent)
        .where(MotionEvent.ended_at.is_(None), MotionEvent.started_at < before, MotionEvent.run_id.not_in(living))
        .values(ended_at=MotionEvent.started_at)
    )


async def untold(
    session: Session, since: datetime, before: datetime, living: Collection[str], limit: int
) -> Sequence[str]:
    """Events that began in a span, in runs that live no more, and whose notice was never given."""
    query = select(MotionEvent.id).where(
        MotionEvent.started_at >= since,
        MotionEvent.started_at < before,
        MotionEvent.told_at.is_(None),
        MotionEvent.run_id.not_in(living),
    )
    return (await session.scalars(query.order_by(MotionEvent.started_at).limit(limit))).all()


async def clips_of(session: Session, event: MotionEvent, since: datetime, until: datetime) -> list[str]:
    """Files of an event's run that began in a span and belong to no other event: those that show it."""
    others = await session.scalars(
        select(MotionEvent.file_ids).where(MotionEvent.run_id == event.run_id, MotionEvent.id != event.id)
    )
    taken = {file_id for ids in others for file_id in ids}
    found = await session.scalars(
        select(File.id)
        .where(File.run_id == event.run_id, File.started_at >= since, File.started_at <= until)
        .where(File.doomed_at.is_(None))
        .order_by(File.started_at)
    )
    return [file_id for file_id in found if file_id not in taken]


async def pictured(session: Session, before: datetime, after: Pictured | None, limit: int) -> list[Pictured]:
    """Events that began before an instant and have a picture, the oldest first, beginning after the last one."""
    query = select(MotionEvent.id, MotionEvent.started_at, MotionEvent.file_ids).join(
        MotionPicture, MotionPicture.event_id == MotionEvent.id
    )
    query = query.where(MotionEvent.started_at < before)
    if after is not None:
        same = and_(MotionEvent.started_at == after.started_at, MotionEvent.id > after.event_id)
        query = query.where(or_(MotionEvent.started_at > after.started_at, same))
    rows = await session.execute(query.order_by(MotionEvent.started_at, MotionEvent.id).limit(limit))
    return [Pictured(*row) for row in rows]


async def without_clip(session: Session, events: Sequence[Pictured]) -> list[str]:
    """Those of these events (ids) none of whose files is there any more."""
    there = await still_there(session, [file_id for event in events for file_id in event.file_ids])
    return [event.event_id for event in events if there.isdisjoint(event.file_ids)]


async def forget_pictures(session: Session, event_ids: Sequence[str]) -> None:
    """Their pictures are not kept any more."""
    await session.execute(delete(MotionPicture).where(MotionPicture.event_id.in_(event_ids)))
