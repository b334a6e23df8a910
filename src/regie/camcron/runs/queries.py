"""What streams consist of, kept from one start to the next."""

from datetime import datetime

from sqlalchemy import select

from regie.camcron.runs.models import SeenStream
from regie.camcron.runs.streams import StreamFacts
from regie.kernel.db import Session


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
