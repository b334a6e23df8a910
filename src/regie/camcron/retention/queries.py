"""
What the index says of files that may go, page by page and oldest first.

Only what the policy looks at is read; what is protected, or being deleted already, never comes up.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from regie.camcron.cameras.models import Camera
from regie.camcron.jobs.models import Job
from regie.camcron.recordings.ledger.models import Deletion, Total
from regie.camcron.recordings.ledger.queries import count_in, count_out
from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.models import File
from regie.camcron.retention.facts import CameraFacts, JobFacts
from regie.camcron.retention.models import TrustedClock
from regie.camcron.retention.policy import Kept
from regie.kernel.db import Session

_ID = "clock"
_COLUMNS = (
    File.id, File.job_id, File.camera_id, File.root_id, File.started_at, File.duration_seconds, File.size_bytes,
)  # fmt: skip


async def job_facts(session: Session) -> dict[str, JobFacts]:
    """Every job that ever was, by UUID: the files of deleted ones age on."""
    rows = await session.execute(
        select(
            Job.id, Job.slug, Job.name, Job.camera_id, Camera.slug, Camera.name, Job.retention, Job.deleted_at,
            Job.files_deleted_by,
        ).join(Camera, Camera.id == Job.camera_id)
    )  # fmt: skip
    return {row[0]: JobFacts(*row) for row in rows}


async def camera_facts(session: Session) -> dict[str, CameraFacts]:
    """Every camera that ever was, by UUID."""
    rows = await session.execute(
        select(Camera.id, Camera.slug, Camera.name, Camera.deleted_at, Camera.files_deleted_by)
    )
    return {row[0]: CameraFacts(*row) for row in rows}


async def of_job(
    session: Session,
    job_id: str,
    limit: int,
    *,
    before: datetime | None = None,
    without: Collection[str] = (),
    after: Kept | None = None,
) -> list[Kept]:
    """Files of a job (UUID): those that began before an instant, and not those on some roots (UUIDs)."""
    query = select(*_COLUMNS).where(File.job_id == job_id, File.root_id.not_in(list(without)))
    if before is not None:
        query = query.where(File.started_at < before)
    return await _page(session, query, limit, after)


async def of_camera(
    session: Session,
    camera_id: str,
    limit: int,
    *,
    without: Collection[str] = (),
    held: Iterable[tuple[str, str]] = (),
) -> list[Kept]:
    """Files that a camera (UUID) recorded, of whichever job; not those on some roots, or of some job on a root."""
    query = select(*_COLUMNS).where(File.camera_id == camera_id, File.root_id.not_in(list(without)))
    for root_id, job_id in held:
        query = query.where(or_(File.root_id != root_id, File.job_id != job_id))
    return await _page(session, query, limit, None)


async def oldest_on(
    session: Session, root_id: str, *, job_id: str | None = None, camera_id: str | None = None
) -> list[Kept]:
    """The oldest file that may go of a job or of a camera (UUIDs) on a root; nothing when there is none."""
    query = select(*_COLUMNS).where(File.root_id == root_id)
    if job_id is not None:
        query = query.where(File.job_id == job_id)
    if camera_id is not None:
        query = query.where(File.camera_id == camera_id)
    return await _page(session, query, 1, None)


async def on_roots(session: Session, root_ids: Collection[str], limit: int, after: Kept | None = None) -> list[Kept]:
    """Files of all jobs on these roots."""
    return await _page(session, select(*_COLUMNS).where(File.root_id.in_(list(root_ids))), limit, after)


async def oldest(session: Session, job_id: str) -> datetime | None:
    """When the oldest file of a job (UUID) began, what is protected with it."""
    found: datetime | None = await session.scalar(
        select(func.min(File.started_at)).where(File.job_id == job_id, File.doomed_at.is_(None))
    )
    return found


async def cut_short_since(session: Session, instant: datetime) -> dict[str, datetime]:
    """Jobs (UUIDs) of which size or space took something since then, and when it did last."""
    rows = await session.execute(
        select(Deletion.job_id, func.max(Deletion.at))
        .where(Deletion.at >= instant, Deletion.rule.in_([Rule.MAX_SIZE, Rule.RESERVE]))
        .group_by(Deletion.job_id)
    )
    return {str(job_id): at for job_id, at in rows}


async def trusted(session: Session) -> datetime | None:
    """The last instant at which the clock was believed."""
    row = await session.get(TrustedClock, _ID)
    return row.at if row is not None else None


async def trust(session: Session, instant: datetime) -> None:
    """The clock is believed at this instant."""
    await session.merge(TrustedClock(id=_ID, at=instant))


async def _page(session: Session, query: Select[*tuple[Any, ...]], limit: int, after: Kept | None) -> list[Kept]:
    query = query.where(File.protected.is_(False), File.doomed_at.is_(None))
    if after is not None:
        later = and_(File.started_at == after.started_at, File.id > after.id)
        query = query.where(or_(File.started_at > after.started_at, later))
    rows = await session.execute(query.order_by(File.started_at, File.id).limit(limit))
    return [Kept(*row) for row in rows]


async def holdings(session: Session, job_ids: Collection[str], camera_id: str | None) -> tuple[int, int, int]:
    """Files and bytes of these jobs and of this camera (UUIDs), and how many of the files are protected."""
    theirs = or_(File.job_id.in_(list(job_ids)), File.camera_id == camera_id)
    total = or_(Total.job_id.in_(list(job_ids)), Total.camera_id == camera_id)
    files, size = (
        await session.execute(
            select(func.coalesce(func.sum(Total.files), 0), func.coalesce(func.sum(Total.bytes), 0)).where(total)
        )
    ).one()
    kept = await session.scalar(
        select(func.count()).select_from(File).where(File.protected, File.doomed_at.is_(None), theirs)
    )
    return int(files), int(size), int(kept or 0)


async def doomed_on(session: Session, root_ids: Collection[str]) -> dict[tuple[str, str], int]:
    """Bytes that are decided to go and still lie there, by root and job (UUIDs)."""
    rows = await session.execute(
        select(File.root_id, File.job_id, func.sum(File.size_bytes))
        .where(File.doomed_at.is_not(None), File.root_id.in_(list(root_ids)))
        .group_by(File.root_id, File.job_id)
    )
    return {(root_id, job_id): int(size) for root_id, job_id, size in rows}


async def strangers(session: Session) -> list[tuple[str, str, str, str, int, int]]:
    """
    Jobs and cameras (UUIDs, then slugs) of which there are files and that were never jobs here; files and bytes.

    Found in the sums: however many files nobody knows, looking for them costs a row for each job.
    """
    key = (Total.job_id, Total.camera_id)
    rows = await session.execute(
        select(*key, func.sum(Total.files), func.sum(Total.bytes))
        .where(Total.files > 0, Total.job_id.not_in(select(Job.id)))
        .group_by(*key)
        .order_by(*key)
    )
    found = []
    for job_id, camera_id, files, size in rows.all():
        slugs = (
            await session.execute(
                select(File.job_slug, File.camera_slug)
                .where(File.job_id == job_id, File.camera_id == camera_id, File.doomed_at.is_(None))
                .limit(1)
            )
        ).one_or_none()
        if slugs is not None:
            found.append((job_id, camera_id, slugs[0], slugs[1], int(files), int(size)))
    return found


async def hand_over(session: Session, job_id: str, camera_id: str, heir: tuple[str, str], limit: int) -> int:
    """Make files of a job and camera those of another job and camera (UUIDs); how many."""
    query = select(File).where(File.job_id == job_id, File.camera_id == camera_id, File.doomed_at.is_(None))
    files = (await session.scalars(query.limit(limit).with_for_update())).all()
    await count_out(session, files)
    for file in files:
        file.job_id, file.camera_id = heir
    await session.flush()
    await count_in(session, files)
    return len(files)
