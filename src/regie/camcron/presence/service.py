"""
Presences as rows.

The states count seconds of the monotonic clock, which ends with the process; rows hold instants. What was told half an
hour before this start is put half an hour before it on the new process's clock.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from regie.camcron.presence.models import CameraPresence
from regie.camcron.presence.states import Alert, Presence, Word
from regie.kernel.clock import Clock
from regie.kernel.db import Session


class Presences:
    """Keeps and recalls."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def all(self, session: Session) -> dict[str, Presence]:
        """By the camera's UUID; without the looks of before, which say nothing of what came between."""
        return {row.camera_id: self._presence(row) for row in await session.scalars(select(CameraPresence))}

    async def keep(self, session: Session, camera_id: str, presence: Presence) -> None:
        """As it is now."""
        row = await session.get(CameraPresence, camera_id)
        if row is None:
            row = CameraPresence(camera_id=camera_id)
            session.add(row)
        row.word, row.alert = presence.word.value, presence.alert.value if presence.alert else None
        row.alerted_at = self._instant(presence.alerted_at) if presence.alerted_at is not None else None
        row.drops = [self._instant(drop).timestamp() for drop in presence.drops]
        row.updated_at = self._clock.now()

    async def forget(self, session: Session, camera_id: str) -> None:
        """It is nobody's business any more."""
        await session.execute(delete(CameraPresence).where(CameraPresence.camera_id == camera_id))

    def _presence(self, row: CameraPresence) -> Presence:
        return Presence(
            word=Word(row.word),
            alert=Alert(row.alert) if row.alert else None,
            alerted_at=self._seconds(row.alerted_at) if row.alerted_at else None,
            drops=tuple(self._seconds(datetime.fromtimestamp(drop, UTC)) for drop in row.drops),
        )

    def _seconds(self, instant: datetime) -> float:
        return self._clock.monotonic() - max(0.0, (self._clock.now() - instant).total_seconds())

    def _instant(self, seconds: float) -> datetime:
        return self._clock.now() - timedelta(seconds=self._clock.monotonic() - seconds)
