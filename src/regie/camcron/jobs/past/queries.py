"""Versions of jobs, written where they differ from the last one, and read again."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from regie.camcron.cameras.models import Camera
from regie.camcron.jobs.models import Hold, Job, Override
from regie.camcron.jobs.past.models import JobVersion, Trouble
from regie.kernel.db import Session
from regie.kernel.ids import new_id
from regie.kernel.sites.models import Site

DECIDING = ("camera_id", "site_id", "tags", "schedule", "zone", "enabled", "camera_enabled", "deleted")

ENDS: tuple[tuple[InstrumentedAttribute[str], InstrumentedAttribute[datetime | None]], ...] = (
    (Override.id, Override.ended_at),
    (Hold.id, Hold.ended_at),
    (Trouble.id, Trouble.until),
)
"""What people said and what was in the way, and when that ended."""


async def note_versions(session: Session, job_ids: Sequence[str] | None, at: datetime) -> int:
    """Write down how these jobs (UUIDs; or all) are planned from now on, where that differs; how many do."""
    latest, count = await _latest(session, job_ids), 0
    for job, version in await _now(session, job_ids):
        former = latest.get(job.id)
        if former is not None and all(getattr(former, name) == value for name, value in version.items()):
            continue
        since = job.created_at if former is None else max(at, former.since)
        session.add(JobVersion(id=new_id(), job_id=job.id, since=since, **version))
        count += 1
    return count


async def differ(session: Session) -> bool:
    """Whether any job is planned otherwise than its last version says."""
    latest = await _latest(session, None)
    return any(
        (former := latest.get(job.id)) is None or any(getattr(former, name) != value for name, value in version.items())
        for job, version in await _now(session, None)
    )


async def versions(
    session: Session, job_ids: Iterable[str], since: datetime | None = None
) -> dict[str, list[JobVersion]]:
    """Versions of each of these jobs (UUIDs), the oldest first; all, or from that on which counted at an instant."""
    mine = JobVersion.job_id.in_(list(job_ids))
    query = select(JobVersion).where(mine).order_by(JobVersion.since, JobVersion.id)
    if since is not None:
        first = _newest(mine, JobVersion.since <= since)
        query = query.outerjoin(first, JobVersion.job_id == first.c.job_id)
        query = query.where(or_(first.c.since.is_(None), JobVersion.since >= first.c.since))
    found: dict[str, list[JobVersion]] = {}
    for row in await session.scalars(query):
        found.setdefault(row.job_id, []).append(row)
    return found


async def _latest(session: Session, job_ids: Sequence[str] | None) -> dict[str, JobVersion]:
    """The version of today, by job: of the years before nothing is read."""
    newest = _newest() if job_ids is None else _newest(JobVersion.job_id.in_(job_ids))
    query = select(JobVersion).join(
        newest, (JobVersion.job_id == newest.c.job_id) & (JobVersion.since == newest.c.since)
    )
    return {row.job_id: row for row in await session.scalars(query.order_by(JobVersion.id))}


def _newest(*which: ColumnElement[bool]) -> Subquery:
    newest = select(JobVersion.job_id, func.max(JobVersion.since).label("since"))
    return newest.where(*which).group_by(JobVersion.job_id).subquery()


async def of_camera(session: Session, camera_id: str) -> list[str]:
    """UUIDs of a camera's living jobs."""
    return list(await session.scalars(select(Job.id).where(Job.camera_id == camera_id, Job.deleted_at.is_(None))))


async def over_since(session: Session, before: datetime, limit: int) -> list[list[str]]:
    """Ids of so many of each of `ENDS` that ended before an instant."""
    return [list(await session.scalars(select(key).where(end < before).limit(limit))) for key, end in ENDS]


async def forget(session: Session, ids: Iterable[Sequence[str]]) -> None:
    """Delete these of each of `ENDS`."""
    for (key, _), some in zip(ENDS, ids, strict=True):
        if some:
            await session.execute(delete(key.class_).where(key.in_(some)))


async def _now(session: Session, job_ids: Sequence[str] | None) -> list[tuple[Job, dict[str, Any]]]:
    query = (
        select(Job, Camera.site_id, Camera.tags, Camera.enabled, Camera.timezone, Site.timezone)
        .join(Camera, Camera.id == Job.camera_id)
        .join(Site, Site.id == Camera.site_id)
    )
    rows = await session.execute(query if job_ids is None else query.where(Job.id.in_(job_ids)))
    return [
        (
            job,
            {
                "camera_id": job.camera_id,
                "site_id": site_id,
                "tags": list(tags),
                "schedule": job.schedule,
                "zone": job.timezone or camera_zone or site_zone,
                "enabled": job.enabled,
                "camera_enabled": camera_enabled,
                "deleted": job.deleted_at is not None,
            },
        )
        for job, site_id, tags, camera_enabled, camera_zone, site_zone in rows
    ]
