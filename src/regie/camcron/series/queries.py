"""What a job's runs of a span come to: how many of which end, what they wrote, and why some wrote nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from regie.camcron.runs.models import Run
from regie.kernel.db import Session

WITHOUT_RESULT = ("failed", "interrupted", "missed", "skipped")


@dataclass(frozen=True, slots=True)
class Ends:
    """Runs of one status."""

    status: str
    runs: int
    """Executions, and instants that nothing came of."""
    attempts: int
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Errors:
    """Runs that ended for one reason."""

    status: str
    code: str | None
    count: int
    last_at: datetime
    last_reason: str | None


async def ends_of(session: Session, job_id: str, since: datetime, until: datetime) -> Sequence[Ends]:
    """By status."""
    rows = await session.execute(
        select(Run.status, func.sum(Run.ticks), func.sum(Run.attempts), func.sum(Run.files), func.sum(Run.bytes))
        .where(*_within(job_id, since, until))
        .group_by(Run.status)
        .order_by(Run.status)
    )
    return [Ends(status, *(int(each) for each in sums)) for status, *sums in rows]


async def errors_of(session: Session, job_id: str, since: datetime, until: datetime) -> Sequence[Errors]:
    """By code, the most frequent first."""
    where = (*_within(job_id, since, until), Run.status.in_(WITHOUT_RESULT))
    rows = await session.execute(
        select(Run.status, Run.reason_code, func.sum(Run.ticks), func.max(Run.scheduled_at))
        .where(*where)
        .group_by(Run.status, Run.reason_code)
    )
    found = []
    for status, code, count, last_at in rows.all():
        same = Run.reason_code.is_(None) if code is None else Run.reason_code == code
        last = select(Run.reason).where(*where, Run.status == status, same).order_by(Run.scheduled_at.desc()).limit(1)
        found.append(Errors(status, code, int(count), last_at, await session.scalar(last)))
    return sorted(found, key=lambda each: (-each.count, each.status, each.code or ""))


def _within(job_id: str, since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return Run.job_id == job_id, Run.scheduled_at >= since, Run.scheduled_at < until
