"""
Events found again: by page, by person, and forgotten in time.

What somebody has read is one instant until which everything counts as read, and the events after it one by one; so a
row for each event and person is needed for little more than a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, false, func, or_, select, update

from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.http.deps import Caller
from regie.kernel.notifications.errors import EventNotFound, NobodyReads
from regie.kernel.notifications.happenings import EventsChanged, EventsRead
from regie.kernel.notifications.models import Event, EventMark, EventRead
from regie.kernel.notifications.schemas import Counts, EventAnswer, Read

MOST_COUNTED = 1000
FORGOTTEN_AT_ONCE = 1000
OPEN = and_(
    Event.level == "alert",
    Event.ended_at.is_(None),
    or_(Event.key.is_not(None), Event.acknowledged_at.is_(None)),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events; what is not given does not matter."""

    level: str | None = None
    kinds: tuple[str, ...] = ()
    camera: str | None = None
    """Its slug or UUID."""
    job: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Exclusive."""
    open: bool | None = None
    unread: bool | None = None
    text: str | None = None


class Inbox:
    """The use cases of events that have been told. Every method works inside of the caller's transaction."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def page(
        self,
        session: Session,
        wanted: Wanted,
        user_id: str | None,
        *,
        limit: int,
        after: tuple[datetime, str] | None = None,
        oldest: bool = False,
    ) -> list[EventAnswer]:
        """Newest first, beginning after the last one of the former page."""
        query = _filtered(wanted, user_id)
        if after is not None:
            at, last = after
            further = (
                or_(Event.at > at, and_(Event.at == at, Event.id > last))
                if oldest
                else or_(Event.at < at, and_(Event.at == at, Event.id < last))
            )
            query = query.where(further)
        order = (Event.at, Event.id) if oldest else (Event.at.desc(), Event.id.desc())
        found = (await session.scalars(query.order_by(*order).limit(limit))).all()
        return await self._answers(session, found, user_id)

    async def get(self, session: Session, event_id: str, user_id: str | None) -> EventAnswer:
        """One event."""
        event = await session.get(Event, event_id)
        if event is None:
            raise EventNotFound(event_id)
        return (await self._answers(session, [event], user_id))[0]

    async def by_ids(self, session: Session, ids: Iterable[str]) -> list[EventAnswer]:
        """As everybody sees them, oldest first."""
        found = await session.scalars(select(Event).where(Event.id.in_(list(ids))).order_by(Event.at, Event.id))
        return [answer_of(event, None) for event in found]

    async def counts(self, session: Session, user_id: str | None) -> Counts:
        """What the bell shows to this person."""
        unread = 0
        if user_id is not None:
            some = _filtered(Wanted(unread=True), user_id).with_only_columns(Event.id).limit(MOST_COUNTED)
            unread = await session.scalar(select(func.count()).select_from(some.subquery())) or 0
        open_ = select(func.count(), func.count().filter(Event.acknowledged_at.is_(None))).where(OPEN)
        alerts, unacknowledged = (await session.execute(open_)).one()
        return Counts(unread=unread, open_alerts=alerts, unacknowledged=unacknowledged)

    async def read(self, session: Session, caller: Caller, read: Read) -> Counts:
        """This person has read these, or everything until an instant."""
        user_id = caller.user_id
        if user_id is None:
            raise NobodyReads
        if read.until is not None:
            await self._mark(session, user_id, read.until)
        if read.ids:
            fresh = _filtered(Wanted(unread=True), user_id).with_only_columns(Event.id).where(Event.id.in_(read.ids))
            for event_id in (await session.scalars(fresh)).all():
                session.add(EventRead(user_id=user_id, event_id=event_id))
            await session.flush()
        session.tell(EventsRead(user_id))
        return await self.counts(session, user_id)

    async def acknowledge(self, session: Session, caller: Caller, ids: Sequence[str]) -> list[EventAnswer]:
        """Somebody looks after these alerts; the first who says so is remembered. What is no alert stays as it is."""
        known = set(await session.scalars(select(Event.id).where(Event.id.in_(ids))))
        if missing := [event_id for event_id in ids if event_id not in known]:
            raise EventNotFound(missing[0])
        await session.execute(
            update(Event)
            .where(Event.id.in_(ids), Event.level == "alert", Event.acknowledged_at.is_(None))
            .values(acknowledged_at=self._clock.now(), acknowledged_by=caller.name)
        )
        session.tell(EventsChanged(tuple(ids)))
        found = await session.scalars(
            select(Event)
            .where(Event.id.in_(ids))
            .order_by(Event.at, Event.id)
            .execution_options(populate_existing=True)
        )
        return await self._answers(session, found.all(), caller.user_id)

    async def forget(self, session: Session, *, days: int, most: int) -> int:
        """Delete some of what is older than that or more than so many; open alerts stay. How many went."""
        over = await session.scalar(select(Event.at).order_by(Event.at.desc(), Event.id.desc()).offset(most).limit(1))
        limit = self._clock.now() - timedelta(days=days)
        too_old = Event.at < limit if over is None else or_(Event.at < limit, Event.at <= over)
        some = select(Event.id).where(too_old, ~OPEN, Event.routed_at.is_not(None)).order_by(Event.at)
        ids = (await session.scalars(some.limit(FORGOTTEN_AT_ONCE))).all()
        if ids:
            await session.execute(delete(EventRead).where(EventRead.event_id.in_(ids)))
            await session.execute(delete(Event).where(Event.id.in_(ids)))
        return len(ids)

    async def _mark(self, session: Session, user_id: str, until: datetime) -> None:
        until = until.replace(microsecond=until.microsecond // 1000 * 1000 + 999)  # answers tell milliseconds
        until = min(until, self._clock.now())
        mark = await session.get(EventMark, user_id)
        if mark is None:
            session.add(EventMark(user_id=user_id, read_until=until))
        elif mark.read_until < until:
            mark.read_until = until
        await session.flush()
        older = select(Event.id).where(Event.at <= until)
        await session.execute(delete(EventRead).where(EventRead.user_id == user_id, EventRead.event_id.in_(older)))

    async def _answers(self, session: Session, events: Sequence[Event], user_id: str | None) -> list[EventAnswer]:
        if user_id is None:
            return [answer_of(event, None) for event in events]
        mark = await session.scalar(select(EventMark.read_until).where(EventMark.user_id == user_id))
        ids = [event.id for event in events]
        one_by_one = set(
            await session.scalars(
                select(EventRead.event_id).where(EventRead.user_id == user_id, EventRead.event_id.in_(ids))
            )
        )
        return [answer_of(event, event.id in one_by_one or (mark is not None and event.at <= mark)) for event in events]


def _filtered(wanted: Wanted, user_id: str | None) -> Select[Event]:
    query = select(Event)
    conditions: list[ColumnElement[bool]] = []
    if wanted.level is not None:
        conditions.append(Event.level == wanted.level)
    if wanted.kinds:
        conditions.append(Event.kind.in_(wanted.kinds))
    if wanted.camera is not None:
        conditions.append(or_(Event.camera_slug == wanted.camera, Event.camera_id == wanted.camera))
    if wanted.job is not None:
        conditions.append(or_(Event.job_slug == wanted.job, Event.job_id == wanted.job))
    if wanted.since is not None:
        conditions.append(Event.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(Event.at < wanted.until)
    if wanted.open is not None:
        conditions.append(OPEN if wanted.open else ~OPEN)
    if wanted.unread is not None:
        conditions.append(_unread(user_id) if wanted.unread else ~_unread(user_id))
    if wanted.text:
        columns = (Event.text, Event.camera_name, Event.job_name)
        conditions.append(or_(*(column.icontains(wanted.text, autoescape=True) for column in columns)))
    return query.where(*conditions)


def _unread(user_id: str | None) -> ColumnElement[bool]:
    if user_id is None:
        return false()
    mark = select(EventMark.read_until).where(EventMark.user_id == user_id).scalar_subquery()
    one_by_one = exists().where(EventRead.user_id == user_id, EventRead.event_id == Event.id)
    return and_(or_(mark.is_(None), Event.at > mark), ~one_by_one)


def answer_of(event: Event, read: bool | None) -> EventAnswer:
    """An event as it is shown."""
    same = ("id", "at", "kind", "level", "text", "site", "run_id", "file_id", "key", "data", "ended_at", "resolution")
    fields: dict[str, Any] = {name: getattr(event, name) for name in (*same, "resolves")}
    return EventAnswer(
        **fields,
        camera_id=event.camera_slug,
        camera_uid=event.camera_id,
        camera_name=event.camera_name,
        job_id=event.job_slug,
        job_uid=event.job_id,
        job_name=event.job_name,
        links=dict(_links(event)),
        open=is_open(event),
        acknowledged_at=event.acknowledged_at,
        acknowledged_by=event.acknowledged_by,
        read=read,
    )


def is_open(event: Event) -> bool:
    """The same as `OPEN` says."""
    return (
        event.level == "alert" and event.ended_at is None and (event.key is not None or event.acknowledged_at is None)
    )


def _links(event: Event) -> Iterable[tuple[str, str]]:
    if event.camera_slug is not None:
        yield "camera", f"/api/cameras/{event.camera_slug}"
    if event.job_slug is not None:
        yield "job", f"/api/jobs/{event.job_slug}"
    if event.file_id is not None:
        yield "file", f"/api/files/{event.file_id}/content"
        yield "thumbnail", f"/api/files/{event.file_id}/thumbnail"
