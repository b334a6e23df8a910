"""
What was deleted, when, and by what rule or whom.

Written in the transaction that decides a deletion. One row gathers the files of a job that began on one day and were
deleted on one day by the same rule, as long as they follow one another: a year of a camera is a few hundred rows,
however many files it had.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from regie.camcron.recordings.ledger.models import Deletion
from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.models import File
from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.db.paging import page_by_time
from regie.kernel.ids import new_id

APART = timedelta(minutes=10)
"""Files further apart than this are rows of their own: what lies between them was not deleted, it never was."""
LONGEST = timedelta(days=3)
"""Between the begin and the end of a row, at most: a day of begins, and the longest file."""
_WHY = {
    Rule.MAX_DAYS: "its maximum age",
    Rule.MAX_SIZE: "its maximum size",
    Rule.RESERVE: "the disk's need for space",
    Rule.FILM: "its film, which keeps no pictures",
}


@dataclass(frozen=True, slots=True)
class Why:
    """By what, and by whom if it was a person."""

    rule: Rule
    by: str = ""


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was deleted there."""

    job_id: str
    rule: Rule
    by: str
    since: datetime
    until: datetime
    files: int
    bytes: int
    at: datetime

    @classmethod
    def of(cls, row: Deletion) -> "Deleted":
        """From its row."""
        return cls(row.job_id, row.rule, row.by, row.since, row.until, row.files, row.bytes, row.at)

    @property
    def cause(self) -> str:
        """The word for a gap."""
        return "deletedByUser" if self.rule is Rule.PERSON else "deletedByRetention"

    @property
    def sentence(self) -> str:
        """Such as «Deleted by retention on 3 March 2026, because of its maximum age.»; the day is UTC's."""
        day = f"{self.at.day} {self.at:%B %Y}"
        if self.rule is Rule.PERSON:
            return f"Deleted by {self.by} on {day}."
        return f"Deleted by retention on {day}, because of {_WHY[self.rule]}."


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deletions; what is not given does not matter. Ids are slugs or UUIDs."""

    job_id: str | None = None
    camera_id: str | None = None
    rule: Rule | None = None
    since: datetime | None = None
    """Deleted at or after it."""
    until: datetime | None = None
    """Deleted before it."""


def ends(file: File) -> datetime:
    """When it ends; what has no length ends where it begins."""
    return file.started_at + timedelta(seconds=file.duration_seconds or 0.0)


class Ledger:
    """The deletions. Every method works inside of the caller's transaction."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def write(self, session: Session, files: Sequence[File], why: Mapping[str, Why]) -> None:
        """These files are deleted, each for the reason under its id."""
        now = self._clock.now()
        row: Deletion | None = None
        for file in sorted(files, key=lambda each: (each.job_id, each.camera_id, why[each.id].rule, each.started_at)):
            if row is None or not _goes_on(row, file, why[file.id]):
                row = await self._row(session, file, why[file.id], now)
            row.since, row.until = min(row.since, file.started_at), max(row.until, ends(file))
            row.files, row.bytes, row.at = row.files + 1, row.bytes + file.size_bytes, now

    async def what_was_deleted(self, session: Session, job_id: str, instant: datetime) -> Deleted | None:
        """What was deleted of a job (UUID) that had begun by then and not ended; the latest deletion when several."""
        found = await self.spans(session, job_id, instant, instant)
        return max(found, key=lambda each: each.at, default=None)

    async def spans(self, session: Session, job_id: str, since: datetime, until: datetime) -> list[Deleted]:
        """Deletions of a job (UUID) that touch a span, by their begin; both ends included."""
        rows = await session.scalars(
            select(Deletion)
            .where(
                Deletion.job_id == job_id,
                Deletion.since <= until,
                Deletion.since >= since - LONGEST,
                Deletion.until >= since,
            )
            .order_by(Deletion.since, Deletion.id)
        )
        return [Deleted.of(row) for row in rows]

    async def page(
        self,
        session: Session,
        wanted: Wanted,
        limit: int,
        after: tuple[datetime, str] | None = None,
        *,
        oldest: bool = False,
    ) -> Sequence[Deletion]:
        """Deletions, the latest first, beginning after the last one of the former page."""
        query = select(Deletion)
        if wanted.job_id is not None:
            query = query.where(or_(Deletion.job_id == wanted.job_id, Deletion.job_slug == wanted.job_id))
        if wanted.camera_id is not None:
            query = query.where(or_(Deletion.camera_id == wanted.camera_id, Deletion.camera_slug == wanted.camera_id))
        if wanted.rule is not None:
            query = query.where(Deletion.rule == wanted.rule)
        if wanted.since is not None:
            query = query.where(Deletion.at >= wanted.since)
        if wanted.until is not None:
            query = query.where(Deletion.at < wanted.until)
        return await page_by_time(session, query, Deletion.at, Deletion.id, after, limit, oldest=oldest)

    async def _row(self, session: Session, file: File, why: Why, now: datetime) -> Deletion:
        """The row that goes on with this file, or a new one."""
        day = file.started_at.replace(hour=0, minute=0, second=0, microsecond=0)
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        found: Deletion | None = await session.scalar(
            select(Deletion)
            .where(
                Deletion.job_id == file.job_id,
                Deletion.camera_id == file.camera_id,
                Deletion.rule == why.rule,
                Deletion.by == why.by,
                Deletion.at >= today,
                Deletion.since >= day,
                Deletion.since < day + timedelta(days=1),
                Deletion.since <= ends(file) + APART,
                Deletion.until >= file.started_at - APART,
            )
            .order_by(Deletion.since.desc())
            .limit(1)
        )
        if found is None:
            found = _new(file, why, now)
            session.add(found)
        return found


def _goes_on(row: Deletion, file: File, why: Why) -> bool:
    """Whether a file belongs to the row that was written last."""
    same = (row.job_id, row.camera_id, row.rule, row.by) == (file.job_id, file.camera_id, why.rule, why.by)
    near = row.since - APART <= ends(file) and file.started_at <= row.until + APART
    return same and near and row.since.date() == file.started_at.date()


def _new(file: File, why: Why, now: datetime) -> Deletion:
    return Deletion(
        id=new_id(),
        job_id=file.job_id,
        job_slug=file.job_slug,
        job_name=file.job_name,
        camera_id=file.camera_id,
        camera_slug=file.camera_slug,
        camera_name=file.camera_name,
        rule=why.rule,
        by=why.by,
        since=file.started_at,
        until=ends(file),
        files=0,
        bytes=0,
        at=now,
    )
