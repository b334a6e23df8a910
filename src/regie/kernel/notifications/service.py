"""
Events told, and ended: in the transaction of whoever decided that they happened.

An alert with a key is told once and is open until its key is resolved, however often it is told meanwhile. What cameras
and jobs are called comes from above, through `subject_of`.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import IntegrityError

from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.ids import new_id
from regie.kernel.notifications.happenings import EventsChanged, EventTold, Happening, Subject
from regie.kernel.notifications.models import Event

SubjectOf = Callable[[Session, str | None, str | None], Awaitable[Subject]]
"""From a camera's and a job's UUID to what they are called; a camera that was left out is the job's."""

PictureOf = Callable[[str], Awaitable[bytes | None]]
"""From a file's UUID to a small JPEG of it, if there is one."""


async def _none(file_id: str) -> bytes | None:
    return None


async def _as_given(session: Session, camera_id: str | None, job_id: str | None) -> Subject:
    return Subject(camera_id=camera_id, job_id=job_id)


class Notices:
    """Where everything that happens is told."""

    def __init__(self, clock: Clock, redact: Callable[[str], str] = lambda text: text) -> None:
        self._clock = clock
        self._redact = redact
        self.subject_of: SubjectOf = _as_given
        """Filled by the application whose cameras and jobs these are."""
        self.picture_of: PictureOf = _none
        """The same for files."""

    async def tell(self, session: Session, happening: Happening) -> str:
        """Note it; the id of its event. An alert whose key is open already stays as it is, and that one's id comes."""
        return await self._tell(session, happening)

    async def _tell(self, session: Session, happening: Happening, resolves: str | None = None) -> str:
        key = happening.key if happening.level == "alert" else None
        if key is not None and (found := await self._open(session, key)) is not None:
            return found
        event = await self._event(session, happening, key)
        event.resolves = resolves
        try:
            async with session.begin_nested():
                session.add(event)
        except IntegrityError:  # somebody else was quicker, on a server with several writers
            if key is None or (found := await self._open(session, key)) is None:
                raise
            return found
        session.tell(EventTold(event.id))
        return event.id

    async def resolve(
        self, session: Session, key: str, happening: Happening | None = None, *, because: str | None = None
    ) -> bool:
        """
        End the open alert of this key and tell the recovery; without such an alert nothing happens, and no is answered.

        Without a happening it ends in silence, as when what it was about is no longer wanted; `because` says so.
        """
        ended = await self._open(session, key)
        if ended is None:
            return False
        resolution = self._redact(happening.text) if happening is not None else because
        done: CursorResult[Any] = await session.execute(  # type: ignore[assignment]  # what an update answers
            update(Event)
            .where(Event.id == ended, Event.ended_at.is_(None))
            .values(ended_at=self._clock.now(), resolution=resolution)
        )
        if not done.rowcount:
            return False
        session.tell(EventsChanged((ended,)))
        if happening is not None:
            await self._tell(session, happening, ended)
        return True

    async def is_open(self, session: Session, key: str) -> bool:
        """Whether an alert of this key has been told and not ended."""
        return await self._open(session, key) is not None

    async def open_of(self, session: Session, kind: str) -> Sequence[Event]:
        """The alerts of a kind that have not ended, for whoever compares them with what is."""
        found = await session.scalars(
            select(Event).where(
                Event.kind == kind, Event.level == "alert", Event.key.is_not(None), Event.ended_at.is_(None)
            )
        )
        return found.all()

    async def told_of_runs(self, session: Session, kind: str, run_ids: Iterable[str]) -> set[str]:
        """Those of these runs of which this was told."""
        found = await session.scalars(select(Event.run_id).where(Event.run_id.in_(list(run_ids)), Event.kind == kind))
        return {run_id for run_id in found if run_id is not None}

    async def _open(self, session: Session, key: str) -> str | None:
        found: str | None = await session.scalar(
            select(Event.id).where(Event.key == key, Event.level == "alert", Event.ended_at.is_(None))
        )
        return found

    async def _event(self, session: Session, happening: Happening, key: str | None) -> Event:
        about = await self.subject_of(session, happening.camera_id, happening.job_id)
        return Event(
            id=new_id(),
            at=self._clock.now(),
            kind=happening.kind,
            level=happening.level,
            text=self._redact(happening.text),
            key=key,
            camera_id=about.camera_id,
            camera_slug=about.camera_slug,
            camera_name=about.camera_name,
            job_id=about.job_id,
            job_slug=about.job_slug,
            job_name=about.job_name,
            site=about.site,
            tags=list(about.tags),
            run_id=happening.run_id,
            file_id=happening.file_id,
            data=dict(happening.data),
        )
