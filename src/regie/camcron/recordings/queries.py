"""
What the database knows of the roots and of their files: lists, sums, the newest of each job.

A list by time asks for files that *overlap* a span: the index goes by the start, so the span is widened by the longest
file that there can be, and what ended before it is left out by its end.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Literal, TypeVar

from sqlalchemy import BigInteger, Select, String, and_, case, column, func, or_, select, update, values
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement

from regie.camcron.recordings.models import File, FileKind, KnownRoot
from regie.camcron.recordings.playing import Facts
from regie.kernel.db import Session
from regie.kernel.db.types import UtcDateTime

LONGEST = timedelta(days=2)
"""No file is longer: a segment lasts a day at most, and ends at the next key frame."""
QUARTER = 900
"""Seconds; every zone's midnight lies on a quarter of an hour of UTC."""
S = TypeVar("S", bound=Select[Any])
Key = Literal["startedAt", "sizeBytes", "durationSeconds", "path"]


async def known_roots(session: Session) -> dict[Path, str]:
    """Each folder that was ever marked, with the id of its marker."""
    rows = await session.execute(select(KnownRoot.path, KnownRoot.id).order_by(KnownRoot.path))
    return {Path(path): known_id for path, known_id in rows}


async def root_moved(session: Session, known_id: str, path: Path) -> None:
    """The folder with this marker lies elsewhere now."""
    await session.execute(update(KnownRoot).where(KnownRoot.id == known_id).values(path=str(path)))


async def roots_swapped(session: Session, one: str, other: str) -> None:
    """Two known folders have changed places; ids of their markers."""
    paths = {row.id: row.path for row in await session.scalars(select(KnownRoot).where(KnownRoot.id.in_([one, other])))}
    for known_id, path in ((one, f"{paths[one]}?"), (other, paths[one]), (one, paths[other])):
        await session.execute(update(KnownRoot).where(KnownRoot.id == known_id).values(path=path))


async def files_of_root(session: Session, root_id: str, limit: int, after: str) -> Sequence[File]:
    """Of one root, in the order of their ids."""
    query = select(File).where(File.root_id == root_id, File.doomed_at.is_(None), File.id > after)
    return (await session.scalars(query.order_by(File.id).limit(limit))).all()


async def known_paths(session: Session, root_id: str, paths: Sequence[str]) -> set[str]:
    """Those of these paths that the index has, also while they are being deleted."""
    return set(await session.scalars(select(File.path).where(File.root_id == root_id, File.path.in_(paths))))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files; what is not given does not matter. Ids of jobs and cameras are slugs or UUIDs."""

    job_id: str | None = None
    camera_id: str | None = None
    since: datetime | None = None
    """Files that go on after it."""
    until: datetime | None = None
    """Files that begin before it."""
    format: str | None = None
    kind: FileKind | None = None
    protected: bool | None = None
    text: str | None = None
    """Part of a path, or of the name of a job or a camera."""
    run_id: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted; files that are alike by it come in the order of their ids."""

    key: Key = "startedAt"
    descending: bool = True

    def place(self, file: File) -> tuple[Any, str]:
        """Where a file stands in the list."""
        held: dict[Key, Any] = {
            "startedAt": file.started_at,
            "sizeBytes": file.size_bytes,
            "durationSeconds": file.duration_seconds or 0.0,
            "path": file.path,
        }
        return held[self.key], file.id


NEWEST_FIRST = Order()


class _Ends(FunctionElement[datetime]):
    """When a file ends: its start and its seconds."""

    type = UtcDateTime()
    inherit_cache = True
    name = "ends"


@compiles(_Ends, "sqlite")
def _ends_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    start, seconds = (compiler.process(clause, **more) for clause in element.clauses)
    return f"strftime('%Y-%m-%d %H:%M:%f', {start}, printf('%.3f seconds', {seconds}))"


@compiles(_Ends, "postgresql")
def _ends_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    start, seconds = (compiler.process(clause, **more) for clause in element.clauses)
    return f"({start} + {seconds} * interval '1 second')"


class _Quarter(FunctionElement[int]):
    """The number of an instant's quarter of an hour since 1970."""

    type = BigInteger()
    inherit_cache = True
    name = "quarter"


@compiles(_Quarter, "sqlite")
def _quarter_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **more)}) AS INTEGER) / {QUARTER}"


@compiles(_Quarter, "postgresql")
def _quarter_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **more)}) / {QUARTER}) AS BIGINT)"


def _chosen(query: S, wanted: Wanted) -> S:
    """Those of a question's files that are wanted and not being deleted; ids are UUIDs here."""
    query = query.where(File.doomed_at.is_(None))
    same = (
        (File.job_id, wanted.job_id),
        (File.camera_id, wanted.camera_id),
        (File.run_id, wanted.run_id),
        (File.format, wanted.format),
        (File.kind, wanted.kind),
        (File.protected, wanted.protected),
    )
    for known, value in same:
        if value is not None:
            query = query.where(known == value)
    if wanted.since is not None:
        overlaps = or_(File.started_at >= wanted.since, _Ends(File.started_at, File.duration_seconds) > wanted.since)
        query = query.where(File.started_at >= _earlier(wanted.since), overlaps)
    if wanted.until is not None:
        query = query.where(File.started_at < wanted.until)
    if wanted.text:
        places = (File.path, File.job_name, File.camera_name)
        query = query.where(or_(*(place.icontains(wanted.text, autoescape=True) for place in places)))
    return query


def _earlier(instant: datetime) -> datetime:
    try:
        return instant - LONGEST
    except OverflowError:
        return instant


async def page_of(
    session: Session, wanted: Wanted, limit: int, after: tuple[Any, str] | None, order: Order
) -> Sequence[File]:
    """Files in that order, beginning after a place of it."""
    by: Any = {
        "startedAt": File.started_at,
        "sizeBytes": File.size_bytes,
        "durationSeconds": func.coalesce(File.duration_seconds, 0.0),
        "path": File.path,
    }[order.key]
    query = _chosen(select(File), wanted)
    if after is not None:
        at, file_id = after
        further = (by < at, File.id < file_id) if order.descending else (by > at, File.id > file_id)
        query = query.where(or_(further[0], and_(by == at, further[1])))
    sorted_by = (by.desc(), File.id.desc()) if order.descending else (by.asc(), File.id.asc())
    return (await session.scalars(query.order_by(*sorted_by).limit(limit))).all()


async def latest_of(session: Session, job_ids: Sequence[str]) -> dict[str, File]:
    """The newest file of each of these jobs (UUIDs)."""
    if not job_ids:
        return {}
    wanted = values(column("job_id", String), name="wanted").data([(job_id,) for job_id in job_ids]).cte()
    newest = (  # one step into the index for each job, however many files it has
        select(File.id)
        .where(File.job_id == wanted.c.job_id, File.doomed_at.is_(None))
        .order_by(File.started_at.desc(), File.id.desc())
        .limit(1)
        .correlate(wanted)
        .scalar_subquery()
    )
    found = await session.scalars(select(File).where(File.id.in_(select(newest).select_from(wanted))))
    return {file.job_id: file for file in found}


async def note_facts(session: Session, file_id: str, facts: Facts, now: datetime) -> None:
    """What a look into the file showed."""
    await session.execute(
        update(File)
        .where(File.id == file_id)
        .values(
            video_codec=facts.video,
            audio_codec=facts.audio,
            width=facts.width,
            height=facts.height,
            fps=facts.fps,
            looked_at=now,
        )
    )


async def still_there(session: Session, ids: Sequence[str]) -> set[str]:
    """Those of these files that are in the index and not being deleted."""
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        found |= set(await session.scalars(select(File.id).where(File.id.in_(some), File.doomed_at.is_(None))))
    return found


async def unpreviewed(
    session: Session, limit: int, without_roots: Collection[str], after: File | None = None
) -> Sequence[File]:
    """Videos whose strip is still to be made, those first that have waited longest, after one; roots are ids."""
    query = (
        select(File)
        .where(File.previewed_at.is_(None), File.kind == FileKind.VIDEO, File.doomed_at.is_(None))
        .where(File.root_id.not_in(without_roots))
        .order_by(File.created_at, File.id)
        .limit(limit)
    )
    if after is not None:
        same = and_(File.created_at == after.created_at, File.id > after.id)
        query = query.where(or_(File.created_at > after.created_at, same))
    return (await session.scalars(query)).all()


async def note_preview(session: Session, file_id: str, pictures: int, now: datetime) -> bool:
    """Its strip is made; whether the file is still wanted."""
    noted = await session.scalar(
        update(File)
        .where(File.id == file_id, File.doomed_at.is_(None))
        .values(previewed_at=now, preview_pictures=pictures)
        .returning(File.id)
    )
    return noted is not None


@dataclass(frozen=True, slots=True)
class Sum:
    """Files taken together."""

    files: int = 0
    bytes: int = 0
    seconds: float = 0.0
    protected: int = 0
    first: datetime | None = None
    """Start of the earliest."""
    last: datetime | None = None
    """Start of the latest."""

    def __add__(self, other: "Sum") -> "Sum":
        starts = [each for each in (self.first, other.first) if each is not None]
        ends = [each for each in (self.last, other.last) if each is not None]
        return Sum(
            self.files + other.files,
            self.bytes + other.bytes,
            self.seconds + other.seconds,
            self.protected + other.protected,
            min(starts, default=None),
            max(ends, default=None),
        )


@dataclass(frozen=True, slots=True)
class JobSum:
    """The files of one job, which may be gone, taken together."""

    job_id: str
    """UUID: two jobs of one slug, one after the other, are two."""
    job_slug: str
    job_name: str
    camera_slug: str
    camera_name: str
    sum: Sum = Sum()


@dataclass(frozen=True, slots=True)
class Sums:
    """Everything that was asked for, by local day and by job."""

    all: Sum = Sum()
    days: dict[date, Sum] = field(default_factory=dict)
    """By the local day on which files begin."""
    jobs: dict[str, JobSum] = field(default_factory=dict)


async def sums_of(session: Session, wanted: Wanted, zone: tzinfo) -> Sums:
    """Counts and volumes without a row for each file: quarters of an hour are added up to the days of a zone."""
    quarter = _Quarter(File.started_at)
    columns: tuple[Any, ...] = (
        File.job_id,
        func.max(File.job_slug),
        func.max(File.job_name),
        func.max(File.camera_slug),
        func.max(File.camera_name),
        quarter,
        func.count(),
        func.sum(File.size_bytes),
        func.coalesce(func.sum(File.duration_seconds), 0.0),
        func.sum(case((File.protected, 1), else_=0)),
        func.min(File.started_at),
        func.max(File.started_at),
    )
    query = _chosen(select(*columns), wanted).group_by(File.job_id, quarter)
    days: dict[date, Sum] = defaultdict(Sum)
    found = Sums(days=days)
    total = Sum()
    for job_id, slug, name, camera, camera_name, number, files, size, seconds, kept, first, last in (
        await session.execute(query)
    ).all():
        one = Sum(files, int(size), float(seconds), int(kept), first, last)
        days[datetime.fromtimestamp(number * QUARTER, UTC).astimezone(zone).date()] += one
        job = found.jobs.get(job_id, JobSum(job_id, slug, name, camera, camera_name))
        found.jobs[job_id] = replace(job, sum=job.sum + one)
        total += one
    return replace(found, all=total)
