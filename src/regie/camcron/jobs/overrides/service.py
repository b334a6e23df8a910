"""
Use cases of pauses and forces: say one, look at them, end one.

A row is never changed but by its end. What is over by its own time is marked so by a sweep, which only keeps the list
of those that count short: whether one counts is decided by its instants.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select, update

from regie.camcron.cameras.models import Camera
from regie.camcron.jobs.errors import OverrideNotFound
from regie.camcron.jobs.models import Hold, Job
from regie.camcron.jobs.overrides.schemas import NewOverride, OverrideAnswer, ScopeAnswer, ScopeFields
from regie.camcron.jobs.service import HoldsChanged
from regie.kernel.audit.service import Audit
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.db.paging import page_by_time
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller
from regie.kernel.ids import new_id
from regie.kernel.sites.models import Site
from regie.kernel.wire import iso

Members = list[tuple[str, str, str, list[str]]]
"""Of each living job: its UUID, its camera's, its site's, and the camera's tags."""


class Overrides:
    """The use cases. Every method works inside of the caller's transaction."""

    def __init__(self, clock: Clock, audit: Audit) -> None:
        self._clock = clock
        self._audit = audit

    async def say(self, session: Session, caller: Caller, new: NewOverride) -> Hold:
        """Pause or force from now on, or from an instant to come."""
        now = self._clock.now()
        since = max(new.since or now, now)
        kind, value = await self._scope(session, new.scope)
        if new.until is not None and new.until <= since:
            raise Invalid(Fault("until", "is not after the begin", f"later than {iso(since)}"))
        hold = Hold(
            id=new_id(), kind=new.kind, scope=kind, value=value, since=since, until=new.until,
            reason=new.reason or None, by=caller.name, created_at=now,
        )  # fmt: skip
        session.add(hold)
        await session.flush()
        self._audit.record(session, caller, new.kind, "override", hold.id, f"{kind} {value}", after=_shown(hold))
        session.tell(HoldsChanged())
        return hold

    async def end(self, session: Session, caller: Caller, hold_id: str) -> None:
        """End one now; one that is over already stays as it ended."""
        hold = await self.get(session, hold_id)
        now = self._clock.now()
        ended = await session.execute(
            update(Hold)
            .where(Hold.id == hold.id, Hold.ended_at.is_(None), or_(Hold.until.is_(None), Hold.until > now))
            .values(ended_at=now)
        )
        if ended.rowcount:  # type: ignore[attr-defined]  # a DML result has it
            self._audit.record(session, caller, "end", "override", hold.id, f"{hold.scope} {hold.value}")
            session.tell(HoldsChanged())

    async def get(self, session: Session, hold_id: str) -> Hold:
        """One, whether it is over or not."""
        hold = await session.get(Hold, hold_id)
        if hold is None:
            raise OverrideNotFound(hold_id)
        return hold

    async def page(
        self,
        session: Session,
        limit: int,
        after: tuple[datetime, str] | None,
        *,
        state: str | None,
        kind: str | None,
        oldest: bool = False,
    ) -> Sequence[Hold]:
        """The newest first."""
        now = self._clock.now()
        query = select(Hold)
        ended = or_(Hold.ended_at.is_not(None), and_(Hold.until.is_not(None), Hold.until <= now))
        if state is not None:
            query = query.where(ended if state == "over" else ~ended)
        if state in ("coming", "active"):
            query = query.where(Hold.since > now if state == "coming" else Hold.since <= now)
        if kind is not None:
            query = query.where(Hold.kind == kind)
        return await page_by_time(session, query, Hold.created_at, Hold.id, after, limit, oldest=oldest)

    async def answers(self, session: Session, holds: Sequence[Hold]) -> list[OverrideAnswer]:
        """As they are shown."""
        if not holds:
            return []
        rows = await session.execute(
            select(Job.id, Camera.id, Camera.site_id, Camera.tags)
            .join(Camera, Camera.id == Job.camera_id)
            .where(Job.deleted_at.is_(None))
        )
        members = [(job, camera, site, tags) for job, camera, site, tags in rows]
        return [await self._answer(session, hold, members) for hold in holds]

    async def mark_over(self, database: Database) -> None:
        """Note of those whose time is over that they are."""
        async with database.read() as session:
            over = await session.scalars(
                select(Hold.id).where(Hold.ended_at.is_(None), Hold.until.is_not(None), Hold.until <= self._clock.now())
            )
            ids = over.all()
        if ids:
            async with database.write() as session:
                await session.execute(
                    update(Hold).where(Hold.id.in_(ids), Hold.ended_at.is_(None)).values(ended_at=Hold.until)
                )

    async def _answer(self, session: Session, hold: Hold, members: Members) -> OverrideAnswer:
        now = self._clock.now()
        over = hold.ended_at is not None or (hold.until is not None and hold.until <= now)
        return OverrideAnswer(
            id=hold.id,
            kind="pause" if hold.kind == "pause" else "force",
            scope=await _scope_answer(session, hold),
            since=hold.since,
            until=hold.until,
            reason=hold.reason,
            by=hold.by,
            created_at=hold.created_at,
            ended_at=hold.ended_at,
            state="over" if over else "coming" if hold.since > now else "active",
            jobs=sum(1 for member in members if _means(hold, member)),
        )

    async def _scope(self, session: Session, fields: ScopeFields) -> tuple[str, str]:
        if fields.tag is not None:
            return "tag", fields.tag
        for kind, table, word in (("job", Job, fields.job_id), ("camera", Camera, fields.camera_id)):
            if word is not None:
                found = await session.scalar(
                    select(table.id).where((table.slug == word) | (table.id == word), table.deleted_at.is_(None))
                )
                return kind, _there(found, kind, word)
        found = await session.scalar(select(Site.id).where((Site.slug == fields.site_id) | (Site.id == fields.site_id)))
        return "site", _there(found, "site", fields.site_id or "")


def _there(found: str | None, kind: str, word: str) -> str:
    if found is None:
        raise Invalid(Fault(f"scope.{kind}Id", f"there is no {kind} «{word}»"))
    return found


async def _scope_answer(session: Session, hold: Hold) -> ScopeAnswer:
    """With the names that people use, also of what is gone."""
    if hold.scope == "tag":
        return ScopeAnswer(tag=hold.value)
    named = {"job": (Job.slug, Job.id), "camera": (Camera.slug, Camera.id), "site": (Site.slug, Site.id)}
    called, key = named[hold.scope]
    slug = await session.scalar(select(called).where(key == hold.value)) or hold.value
    return ScopeAnswer.model_validate({f"{hold.scope}_id": slug})


def _means(hold: Hold, member: tuple[str, str, str, list[str]]) -> bool:
    job, camera, site, tags = member
    if hold.scope == "tag":
        return hold.value in tags
    return hold.value == {"job": job, "camera": camera, "site": site}[hold.scope]


def _shown(hold: Hold) -> dict[str, str | None]:
    ends = iso(hold.until) if hold.until else None
    return {"kind": hold.kind, "scope": hold.scope, "value": hold.value, "from": iso(hold.since), "until": ends,
            "reason": hold.reason}  # fmt: skip
