"""
The sums of the index, kept as it changes.

Whoever adds a file or decides its deletion says so here in the same transaction. After a start the sums are compared
with the index once and put right where they differ: a version that did not keep them may have written in between.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_on_sqlite

from regie.camcron.recordings.ledger.models import Total
from regie.camcron.recordings.ledger.rates import Measured, Recent, measured
from regie.camcron.recordings.ledger.sums import Sum
from regie.camcron.recordings.models import File
from regie.kernel.db import Session

RECENT = 50
"""Files that tell what a job writes."""
Key = tuple[str, str, str]
"""Job, camera, root: their UUIDs."""


async def count_in(session: Session, files: Iterable[File]) -> None:
    """These files are in the index now."""
    await _add(session, files, 1)


async def count_out(session: Session, files: Iterable[File]) -> None:
    """These files are being deleted."""
    await _add(session, files, -1)


async def sums(session: Session, job_ids: Sequence[str] | None = None) -> list[Sum]:
    """Everything that is kept, or what these jobs (UUIDs) have; in no order."""
    query = select(Total.job_id, Total.camera_id, Total.root_id, Total.files, Total.bytes).where(Total.files > 0)
    if job_ids is not None:
        query = query.where(Total.job_id.in_(job_ids))
    return [Sum(*row) for row in await session.execute(query)]


async def protected_sums(session: Session) -> list[Sum]:
    """What is protected of it; there is an index of protected files alone."""
    key = (File.job_id, File.camera_id, File.root_id)
    rows = await session.execute(
        select(*key, func.count(), func.sum(File.size_bytes))
        .where(File.protected, File.doomed_at.is_(None))
        .group_by(*key)
    )
    return [Sum(job, camera, root, files, int(size)) for job, camera, root, files, size in rows]


async def recent(session: Session, job_id: str, count: int = RECENT) -> Measured | None:
    """What the newest files of a job (UUID) say of what it writes."""
    rows = await session.execute(
        select(File.root_id, File.started_at, File.duration_seconds, File.size_bytes)
        .where(File.job_id == job_id, File.doomed_at.is_(None))
        .order_by(File.started_at.desc(), File.id.desc())
        .limit(count)
    )
    return measured([Recent(*row) for row in rows])


async def written_since(session: Session, instant: datetime) -> dict[tuple[str, str], int]:
    """Bytes of the files that began since then and are there, by job and root."""
    rows = await session.execute(
        select(File.job_id, File.root_id, func.sum(File.size_bytes))
        .where(File.started_at >= instant, File.doomed_at.is_(None))
        .group_by(File.job_id, File.root_id)
    )
    return {(job_id, root_id): int(size) for job_id, root_id, size in rows}


async def differing(session: Session) -> list[str]:
    """
    Jobs (UUIDs) whose sums are not what the index says; job by job, for the whole index does not fit into memory.

    Where statements have views of their own (PostgreSQL) a job that records meanwhile may be named without need.
    """
    held: dict[str, dict[tuple[str, str], tuple[int, int]]] = defaultdict(dict)
    for row in await session.scalars(select(Total)):
        if row.files or row.bytes:
            held[row.job_id][row.camera_id, row.root_id] = (row.files, row.bytes)
    jobs = set(await session.scalars(select(File.job_id).distinct())) | set(held)
    return [job_id for job_id in sorted(jobs) if held.get(job_id, {}) != await _counted(session, job_id)]


async def recount(session: Session, job_id: str) -> None:
    """
    Make the sums of a job (UUID) what the index says.

    Their rows are there and locked before the files are counted: who indexes meanwhile adds to them afterwards.
    """
    for camera, root in await _counted(session, job_id):
        await _upsert(session, (job_id, camera, root), 0, 0)
    rows = (await session.scalars(select(Total).where(Total.job_id == job_id).with_for_update())).all()
    found = await _counted(session, job_id)
    for row in rows:
        row.files, row.bytes = found.get((row.camera_id, row.root_id), (0, 0))


async def _counted(session: Session, job_id: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Files and bytes of a job by camera and root, counted one by one."""
    rows = await session.execute(
        select(File.camera_id, File.root_id, func.count(), func.sum(File.size_bytes))
        .where(File.job_id == job_id, File.doomed_at.is_(None))
        .group_by(File.camera_id, File.root_id)
    )
    return {(camera, root): (int(files), int(size)) for camera, root, files, size in rows}


async def _add(session: Session, files: Iterable[File], sign: int) -> None:
    count: Counter[Key] = Counter()
    size: Counter[Key] = Counter()
    for file in files:
        key = (file.job_id, file.camera_id, file.root_id)
        count[key] += sign
        size[key] += sign * file.size_bytes
    for key in sorted(count):  # in one order everywhere: two servers never wait for each other
        await _upsert(session, key, count[key], size[key])


async def _upsert(session: Session, key: Key, files: int, size: int) -> None:
    job, camera, root = key
    insert = insert_on_sqlite if session.get_bind().dialect.name == "sqlite" else insert_on_postgresql
    await session.execute(
        insert(Total)
        .values(job_id=job, camera_id=camera, root_id=root, files=files, bytes=size)
        .on_conflict_do_update(
            index_elements=[Total.job_id, Total.camera_id, Total.root_id],
            set_={"files": Total.files + files, "bytes": Total.bytes + size},
        )
    )
