"""
The past of jobs, read from its rows: as few and as narrow as possible, for a month of a camera is tens of thousands.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import String, and_, cast, func, literal, or_, select

from regie.camcron.enrolment.models import CameraChangeRow
from regie.camcron.jobs.models import Job, Override
from regie.camcron.jobs.past.models import Trouble
from regie.camcron.motion.models import MotionEvent
from regie.camcron.overview.past.spans import Piece
from regie.camcron.recordings.models import File
from regie.camcron.runs.models import Heartbeat, Run
from regie.kernel.db import Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.notifications.models import Event

LONGEST_FILE = timedelta(days=1, minutes=10)
LONGEST_WINDOW = timedelta(days=8)
"""Runs that began earlier and still went on are those of windows without an end: the last few of each job."""
LAST_FEW = 3
MARKS = ("cameraChanged", "cameraOffline", "cameraOnline")
MOST_MARKS = 2000
MOST_FILES = 200_000
OFFSET = re.compile(r"[+-]\d\d(:?\d\d)?$")
STARTED = attrgetter("since")


class Columns(NamedTuple):
    """Of the same files in the same order, each as one text: rows of their own would cost five times as much."""

    ids: str
    starts: str
    seconds: str
    bytes: str


async def pieces(
    session: Session, since: datetime, until: datetime, *, camera_id: str | None = None, job_ids: Sequence[str] = ()
) -> dict[str, Columns]:
    """
    Files that lie in a span, by job; of a camera (all jobs that ever recorded it), or of jobs (UUIDs).

    To be read by `read_pieces`. Raises `Invalid` when there are so many that an answer would hold up everybody.
    """
    whose = File.camera_id == camera_id if camera_id else File.job_id.in_(job_ids)
    wanted = (whose, File.started_at >= since - LONGEST_FILE, File.started_at < until)
    many = select(literal(1)).where(*wanted).limit(MOST_FILES + 1).subquery()  # out of the index alone
    if (await session.scalar(select(func.count()).select_from(many)) or 0) > MOST_FILES:
        raise Invalid(Fault("from", f"there are more than {MOST_FILES} files in this span", "a shorter span"))
    # One pass feeds the four, so they agree in their order.
    columns = (File.id, File.started_at, func.coalesce(File.duration_seconds, 0.0), File.size_bytes)
    texts = [func.aggregate_strings(cast(column, String), ";") for column in columns]
    query = select(File.job_id, *texts).where(*wanted, File.doomed_at.is_(None)).group_by(File.job_id)
    return {job_id: Columns(*found) for job_id, *found in await session.execute(query)}


def read_pieces(columns: Columns | None, since: datetime) -> list[Piece]:
    """The files that `pieces` found, as far as they lie after an instant, the oldest first."""
    if columns is None:
        return []
    starts = columns.starts
    if not OFFSET.search(starts[:40].partition(";")[0]):  # SQLite keeps UTC without saying so
        starts = starts.replace(";", "+00:00;") + "+00:00"
    begins = map(datetime.fromisoformat, starts.split(";"))
    seconds, sizes = map(float, columns.seconds.split(";")), map(int, columns.bytes.split(";"))
    found = list(map(Piece._make, zip(columns.ids.split(";"), begins, seconds, sizes, strict=True)))
    found.sort(key=STARTED)
    near = bisect_left(found, since, key=STARTED)
    early = since - LONGEST_FILE
    before = (piece for piece in found[:near] if piece.since > early)
    return [piece for piece in before if piece.since + timedelta(seconds=piece.seconds) > since] + found[near:]


async def lanes(session: Session, camera_id: str, since: datetime, until: datetime, others: Iterable[str]) -> list[Job]:
    """Jobs of a camera that lived in a span, deleted ones too, and those that recorded it; by name."""
    lived = and_(
        Job.camera_id == camera_id, Job.created_at < until, or_(Job.deleted_at.is_(None), Job.deleted_at > since)
    )
    rows = await session.scalars(select(Job).where(or_(lived, Job.id.in_(list(others)))).order_by(Job.name, Job.id))
    return list(rows)


async def hands(
    session: Session, job_ids: Sequence[str], since: datetime, until: datetime
) -> dict[str, list[Override]]:
    """What people said by hand that counted in a span, by job."""
    rows = await session.scalars(
        select(Override)
        .where(
            Override.job_id.in_(job_ids),
            Override.since < until,
            or_(Override.ended_at.is_(None), Override.ended_at > since),
        )
        .order_by(Override.since)
    )
    return _by_job(rows)


async def runs(session: Session, job_ids: Sequence[str], since: datetime, until: datetime) -> dict[str, list[Run]]:
    """Runs that met a span, by job."""
    found: dict[str, list[Run]] = {}
    for job_id in job_ids:
        begun = select(Run).where(Run.job_id == job_id, Run.scheduled_at < until)
        near = await session.scalars(begun.where(Run.scheduled_at >= since - LONGEST_WINDOW))
        before = (
            begun.where(Run.scheduled_at < since - LONGEST_WINDOW).order_by(Run.scheduled_at.desc()).limit(LAST_FEW)
        )
        kept = [run for run in (*near, *await session.scalars(before)) if run.ended_at is None or run.ended_at >= since]
        found[job_id] = kept
    return found


async def troubles(
    session: Session, job_ids: Sequence[str], since: datetime, until: datetime
) -> dict[str, list[Trouble]]:
    """What was in the way in a span, by job."""
    rows = await session.scalars(
        select(Trouble).where(
            Trouble.job_id.in_(job_ids),
            Trouble.since < until,
            or_(Trouble.until.is_(None), Trouble.until > since - timedelta(minutes=1)),
        )
    )
    return _by_job(rows)


async def beats(session: Session, since: datetime, until: datetime) -> list[Heartbeat]:
    """When the server was there, one before and one after the span included."""
    within = await session.scalars(select(Heartbeat).where(Heartbeat.until >= since, Heartbeat.since <= until))
    before = await session.scalars(
        select(Heartbeat).where(Heartbeat.until < since).order_by(Heartbeat.until.desc()).limit(1)
    )
    after = await session.scalars(select(Heartbeat).where(Heartbeat.since > until).order_by(Heartbeat.since).limit(1))
    return [*before, *within, *after]


async def events(session: Session, camera_id: str, since: datetime, until: datetime) -> list[Event]:
    """What happened to a camera in a span: absences, changes, its replacements apart; the newest so many."""
    rows = await session.scalars(
        select(Event)
        .where(Event.camera_id == camera_id, Event.at >= since, Event.at < until, Event.kind.in_(MARKS))
        .order_by(Event.at.desc())
        .limit(MOST_MARKS)
    )
    return [row for row in reversed(rows.all()) if not row.data.get("replaced")]  # a mark of its own


async def motion(session: Session, camera_id: str, since: datetime, until: datetime) -> list[MotionEvent]:
    """Motion that met a span; the newest so many."""
    rows = await session.scalars(
        select(MotionEvent)
        .where(
            MotionEvent.camera_id == camera_id,
            MotionEvent.started_at >= since - LONGEST_FILE,
            MotionEvent.started_at < until,
            or_(MotionEvent.started_at >= since, MotionEvent.ended_at.is_(None), MotionEvent.ended_at > since),
        )
        .order_by(MotionEvent.started_at.desc())
        .limit(MOST_MARKS)
    )
    return list(reversed(rows.all()))


async def replacements(session: Session, camera_id: str, since: datetime, until: datetime) -> list[CameraChangeRow]:
    """When the camera became another device; unlike events these are never forgotten."""
    rows = await session.scalars(
        select(CameraChangeRow)
        .where(CameraChangeRow.camera_id == camera_id, CameraChangeRow.at >= since, CameraChangeRow.at < until)
        .order_by(CameraChangeRow.at)
    )
    return list(rows)


def _by_job(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.job_id, []).append(row)
    return found
