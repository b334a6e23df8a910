"""Pictures of a job in their order, a page at a time, and the films that were made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select

from regie.camcron.jobs.models import Job
from regie.camcron.recordings.models import File, FileKind
from regie.camcron.timelapse.models import Assembly
from regie.kernel.db import Session
from regie.kernel.db.paging import page_by_time

OPEN = ("waiting", "running", "clearing")


@dataclass(frozen=True, slots=True)
class Outline:
    """Pictures of a span, added up."""

    pictures: int
    size_bytes: int
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Picked:
    """One of them, and the how manieth it is."""

    file_id: str
    at: datetime
    number: int


def _pictures(job_id: str, since: datetime, until: datetime) -> Select[File]:
    return select(File).where(
        File.job_id == job_id,
        File.started_at >= since,
        File.started_at < until,
        File.kind == FileKind.PICTURE,
        File.doomed_at.is_(None),
    )


async def timelapse_jobs(session: Session) -> Sequence[str]:
    """UUIDs of the living jobs of this action."""
    return (await session.scalars(select(Job.id).where(Job.action == "timelapse", Job.deleted_at.is_(None)))).all()


async def count_pictures(session: Session, job_id: str, since: datetime, until: datetime) -> int:
    """How many there are in [since, until)."""
    found = await session.scalar(select(func.count()).select_from(_pictures(job_id, since, until).subquery()))
    return found or 0


async def outline(session: Session, job_id: str, since: datetime, until: datetime) -> Outline:
    """What lies in [since, until)."""
    found = _pictures(job_id, since, until).subquery().c
    row = (
        await session.execute(
            select(func.count(), func.sum(found.size_bytes), func.min(found.started_at), func.max(found.started_at))
        )
    ).one()
    return Outline(row[0], int(row[1] or 0), row[2], row[3])


async def picked(
    session: Session, job_id: str, since: datetime, until: datetime, count: int, most: int
) -> list[Picked]:
    """The first, the last and some between them, the same number of pictures apart; `count` is how many there are."""
    number = func.row_number().over(order_by=(File.started_at, File.id)).label("number")
    query = _pictures(job_id, since, until).with_only_columns(File.id, File.started_at, number)
    found = query.subquery().c
    step = max(1, -(-count // max(1, most - 1)))
    rows = await session.execute(
        select(found.id, found.started_at, found.number)
        .where(or_((found.number - 1) % step == 0, found.number == count))
        .order_by(found.number)
    )
    return [Picked(*row) for row in rows]


async def bytes_a_picture(session: Session, job_id: str) -> float | None:
    """What a picture took in the films that this job has; nothing when it has none."""
    row = (
        await session.execute(
            select(func.sum(File.size_bytes), func.sum(Assembly.frames))
            .join(File, File.id == Assembly.file_id)
            .where(Assembly.job_id == job_id, Assembly.frames > 0)
        )
    ).one()
    return float(row[0]) / float(row[1]) if row[0] and row[1] else None


async def first_picture_at(session: Session, job_id: str, since: datetime, until: datetime) -> datetime | None:
    """When the first of them was taken."""
    found = await session.scalars(_pictures(job_id, since, until).order_by(File.started_at).limit(1))
    first = found.first()
    return first.started_at if first is not None else None


async def pictures_after(session: Session, film: Assembly, limit: int) -> Sequence[File]:
    """The next pictures of a film, in their order."""
    query = _pictures(film.job_id, film.since, film.until).where(File.created_at <= film.created_at)
    if film.cursor_at is not None and film.cursor_id is not None:
        query = query.where(
            File.started_at >= film.cursor_at,
            or_(
                File.started_at > film.cursor_at,
                and_(File.started_at == film.cursor_at, File.id > film.cursor_id),
            ),
        )
    return (await session.scalars(query.order_by(File.started_at, File.id).limit(limit))).all()


async def spent_pictures(
    session: Session, film: Assembly, limit: int, after: tuple[datetime, str] | None
) -> Sequence[File]:
    """Pictures of a film that may go now, for they are not protected; those that were left out are among them."""
    query = _pictures(film.job_id, film.since, film.until).where(
        File.created_at <= film.created_at, File.protected.is_(False)
    )
    if after is not None:
        query = query.where(
            or_(File.started_at > after[0], and_(File.started_at == after[0], File.id > after[1])),
        )
    return (await session.scalars(query.order_by(File.started_at, File.id).limit(limit))).all()


async def made_until(session: Session, job_id: str) -> datetime | None:
    """Up to where a job has made films by itself."""
    found: datetime | None = await session.scalar(
        select(func.max(Assembly.until)).where(Assembly.job_id == job_id, Assembly.kind != "manual")
    )
    return found


async def films_of(
    session: Session,
    job_id: str,
    limit: int,
    after: tuple[datetime, str] | None,
    *,
    state: str | None = None,
    oldest: bool = False,
) -> Sequence[Assembly]:
    """A job's films, the newest request first."""
    query = select(Assembly).where(Assembly.job_id == job_id)
    if state is not None:
        query = query.where(Assembly.state == state)
    return await page_by_time(session, query, Assembly.created_at, Assembly.id, after, limit, oldest=oldest)


async def open_films(session: Session) -> set[str]:
    """Those that are not ended."""
    return set(await session.scalars(select(Assembly.id).where(Assembly.state.in_(OPEN))))
