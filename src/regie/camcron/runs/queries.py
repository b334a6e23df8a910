"""What streams consist of, kept from one start to the next; and what is over for so long that it can go."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import aliased

from regie.camcron.recordings.models import File
from regie.camcron.runs.models import Heartbeat, Run, SeenStream
from regie.camcron.runs.streams import StreamFacts
from regie.kernel.db import Session
from regie.kernel.ids import before_all_since


async def seen_streams(session: Session) -> dict[str, StreamFacts]:
    """By address, without credentials."""
    rows = await session.scalars(select(SeenStream))
    return {row.address: StreamFacts(video=row.video, audio=row.audio) for row in rows}


async def note_stream(session: Session, address: str, facts: StreamFacts, now: datetime) -> None:
    """What the latest look showed."""
    row = await session.get(SeenStream, address)
    if row is None:
        session.add(SeenStream(address=address, video=facts.video, audio=facts.audio, seen_at=now))
    else:
        row.video, row.audio, row.seen_at = facts.video, facts.audio, now


async def over_since(session: Session, before: datetime, after: str, limit: int) -> tuple[list[str], str | None]:
    """
    Runs (ids) that ended before an instant, have no file any more, and are not their job's latest.

    So many are looked at, in the order of their begin, after an id; also the last one that was, or nothing at the end.
    """
    old = select(Run.id).where(Run.id > after, Run.id < before_all_since(before), Run.ended_at < before)
    ids = list(await session.scalars(old.order_by(Run.id).limit(limit)))
    later = aliased(Run)
    newer = exists().where(later.job_id == Run.job_id, later.scheduled_at > Run.scheduled_at)
    files = exists().where(File.run_id == Run.id)
    gone = await session.scalars(select(Run.id).where(Run.id.in_(ids), newer, ~files))
    return list(gone), ids[-1] if len(ids) == limit else None


async def forget_runs(session: Session, ids: list[str]) -> None:
    """They are not listed any more."""
    await session.execute(delete(Run).where(Run.id.in_(ids)))


async def merge_beats(session: Session, before: datetime, limit: int) -> int:
    """
    Make one span of so many spans of uptime that ended before an instant; how many fewer there are.

    What lay between them is forgotten, and does not count as an outage.
    """
    old = select(Heartbeat).where(Heartbeat.until < before).order_by(Heartbeat.until, Heartbeat.id).limit(limit + 1)
    rows = (await session.scalars(old)).all()
    if len(rows) < 2:
        return 0
    *others, last = rows
    last.since = min(row.since for row in rows)
    await session.execute(delete(Heartbeat).where(Heartbeat.id.in_([row.id for row in others])))
    return len(others)
