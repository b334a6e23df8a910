"""
Runs in the database: opened when a process is about to start, changed as it goes, closed with a reason.

Changes are guarded: a row that has ended stays as it ended, whatever comes late.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, column, func, select, update, values

from regie.camcron.runs.models import Heartbeat, Run
from regie.camcron.runs.spec import Order
from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.db.paging import page_by_time
from regie.kernel.ids import new_id

RUNNING = "running"


@dataclass(frozen=True, slots=True)
class RunChanged:
    """A run began, ended, or is in another state than before."""

    job_id: str


@dataclass(frozen=True, slots=True)
class Outage:
    """Nobody was there between these instants."""

    start: datetime
    end: datetime


class Runs:
    """The use cases of run rows."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def open(self, session: Session, order: Order, *, generation: int = 0) -> Run:
        """A run that is about to start its first process."""
        run = Run(
            id=new_id(),
            job_id=order.spec.job_id,
            camera_id=order.spec.camera_id,
            kind=order.kind,
            trigger=order.trigger,
            scheduled_at=order.scheduled_at,
            window_end=order.window_end,
            status=RUNNING,
            attempts=0,
            ticks=1,
            bytes=0,
            files=0,
            generation=generation,
        )
        session.add(run)
        session.tell(RunChanged(run.job_id))
        return run

    def note(
        self,
        session: Session,
        *,
        job_id: str,
        camera_id: str,
        status: str,
        kind: str,
        scheduled_at: datetime,
        until: datetime | None = None,
        ticks: int = 1,
        reason: str,
        reason_code: str,
        trigger: str = "schedule",
    ) -> Run:
        """A run that never was: missed while the server was down, or skipped because the former one still ran."""
        run = Run(
            id=new_id(),
            job_id=job_id,
            camera_id=camera_id,
            kind=kind,
            trigger=trigger,
            scheduled_at=scheduled_at,
            window_end=until,
            ended_at=self._clock.now(),
            status=status,
            reason=reason,
            reason_code=reason_code,
            attempts=0,
            ticks=ticks,
            bytes=0,
            files=0,
            generation=0,
        )
        session.add(run)
        session.tell(RunChanged(job_id))
        return run

    async def update(self, session: Session, run_id: str, job_id: str, **changes: Any) -> bool:
        """Change a run that has not ended; whether it was still there to be changed."""
        if "started_at" in changes:
            changes["started_at"] = func.coalesce(Run.started_at, changes["started_at"])
        changed = await session.execute(update(Run).where(Run.id == run_id, Run.status == RUNNING).values(**changes))
        session.tell(RunChanged(job_id))
        return bool(changed.rowcount)  # type: ignore[attr-defined]  # a DML result has it

    async def count_file(self, session: Session, run_id: str, size: int) -> None:
        """One more file of this run, also when it has ended meanwhile."""
        await session.execute(update(Run).where(Run.id == run_id).values(files=Run.files + 1, bytes=Run.bytes + size))

    async def unfinished(self, session: Session) -> Sequence[Run]:
        """Runs that say they run: after a start, none of them does."""
        return (await session.scalars(select(Run).where(Run.status == RUNNING))).all()

    async def history(
        self,
        session: Session,
        job_id: str,
        *,
        limit: int,
        after: tuple[datetime, str] | None = None,
        status: str | None = None,
        trigger: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        oldest: bool = False,
    ) -> Sequence[Run]:
        """Newest first, a page at a time."""
        query = select(Run).where(Run.job_id == job_id)
        if status is not None:
            query = query.where(Run.status == status)
        if trigger is not None:
            query = query.where(Run.trigger == trigger)
        if since is not None:
            query = query.where(func.coalesce(Run.ended_at, self._clock.now()) > since)
        if until is not None:
            query = query.where(Run.scheduled_at < until)
        return await page_by_time(session, query, Run.scheduled_at, Run.id, after, limit, oldest=oldest)

    async def latest(self, session: Session, job_ids: Iterable[str]) -> dict[str, Run]:
        """The newest run of each of these jobs."""
        ids = [(job_id,) for job_id in job_ids]
        if not ids:
            return {}
        wanted = values(column("job_id", String), name="wanted").data(ids).cte()
        newest = (  # one step into the index for each job, however long its history is
            select(Run.id)
            .where(Run.job_id == wanted.c.job_id)
            .order_by(Run.scheduled_at.desc(), Run.id.desc())
            .limit(1)
            .correlate(wanted)
            .scalar_subquery()
        )
        found = await session.scalars(select(Run).where(Run.id.in_(select(newest).select_from(wanted))))
        return {run.job_id: run for run in found}

    async def beat(self, session: Session, instance: str, beat_id: str) -> None:
        """The server is there."""
        now = self._clock.now()
        heartbeat = await session.get(Heartbeat, beat_id)
        if heartbeat is None:
            session.add(Heartbeat(id=beat_id, instance=instance, since=now, until=now))
        else:
            heartbeat.until = now

    async def last_beat(self, session: Session, *, but: str) -> datetime | None:
        """When somebody was last there, one heartbeat not counted."""
        found: datetime | None = await session.scalar(select(func.max(Heartbeat.until)).where(Heartbeat.id != but))
        return found
