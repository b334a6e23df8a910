"""
Motion events in the database: opened while the motion goes on, closed after it, tied to the file that shows it.

A clip comes to its event by way of the index: whoever assembles one says first when it begins, and the file that the
index then tells of is the one. So a clip that a crash delayed finds its event in the same way. An event's notice is
given once, with its clip, or with the reason why there is none.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import or_, select, update

from regie.camcron.motion.answers import answer
from regie.camcron.motion.decide import Episode
from regie.camcron.motion.errors import MotionEventNotFound, NoMotionPicture, WatchedJobNotFound
from regie.camcron.motion.models import MotionEvent, MotionPicture
from regie.camcron.motion.queries import (
    Pictured,
    WantedEvents,
    clips_of,
    end_forsaken,
    forget_events,
    forget_pictures,
    page_of,
    pictured,
    untold,
    without_clip,
)
from regie.camcron.motion.schemas import MotionAnswer
from regie.camcron.recordings.service import FileIndexed, Files
from regie.camcron.runs.spec import Spec
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.service import Notices
from regie.kernel.wire import iso

KEEP_DAYS = 400
"""Events are forgotten after that, the clips of most are gone long before."""
PICTURE_DAYS = 30
"""The picture of an event is forgotten after that once its clip is gone."""
FORSAKEN = timedelta(hours=1)
"""What went on when a server was killed, and left nothing to make a clip of, is over after that."""
LATE = timedelta(days=2)
"""A clip that has not come by then, not even from a disk that was away, is waited for no more."""
NEWS = timedelta(days=7)
"""What was never told and is older than that is told no more."""
NEAR = timedelta(seconds=15)
"""A clip begins with a key frame, so somewhat before what it shall contain."""
BATCH = 500
PAGES = 20
"""Batches of pictures that are looked at in one sweep."""
LOST = "The server was killed before its clip was made."
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MotionChanged:
    """Motion began at a camera, or is over. Told at once, before there is a clip."""

    event_id: str
    job_id: str
    job_slug: str
    camera_id: str
    camera_slug: str
    active: bool
    at: datetime
    score: float


class Ear(Protocol):
    """A running job that listens to what its camera says of itself."""

    camera_id: str
    run_id: str

    @property
    def listens(self) -> bool: ...

    def camera_says(self, active: bool, at: datetime) -> None: ...


class Names(Protocol):
    """What lives under a slug now."""

    async def job_of(self, session: Session, slug: str) -> str | None: ...
    async def camera_of(self, session: Session, slug: str) -> str | None: ...


class MotionEvents:
    """The use cases of motion events."""

    def __init__(self, database: Database, clock: Clock, files: Files, notices: Notices) -> None:
        self._database = database
        self._clock = clock
        self._files = files
        self._notices = notices
        self.names: Names | None = None
        self.ears: dict[str, Ear] = {}
        """Jobs (UUIDs) that watch now."""
        self._expected: dict[str, dict[datetime, tuple[str, datetime]]] = {}
        """By job: when a clip that is on its way begins, whose it is, and since when it is expected."""
        self._linking: set[asyncio.Task[None]] = set()
        self._begun = clock.monotonic()
        self._looked_to: Pictured | None = None
        database.events.subscribe(FileIndexed, self._indexed)

    # -- from those who watch ------------------------------------------------------------------------------------

    def listening(self) -> set[str]:
        """Cameras (UUIDs) whose own word counts for a job that runs."""
        return {ear.camera_id for ear in self.ears.values() if ear.listens}

    def camera_says(self, camera_id: str, active: bool, at: datetime) -> int:
        """A camera (UUID) tells of motion by itself; how many running jobs heard of it."""
        heard = [ear for ear in self.ears.values() if ear.camera_id == camera_id and ear.listens]
        for ear in heard:
            ear.camera_says(active, at)
        return len(heard)

    async def opened(
        self, event_id: str, spec: Spec, run_id: str, episode: Episode, clip_from: datetime, picture: bytes | None
    ) -> None:
        """Motion has begun."""
        async with self._database.write() as session:
            session.add(
                event := MotionEvent(
                    id=event_id,
                    job_id=spec.job_id,
                    job_slug=spec.job_slug,
                    job_name=spec.naming.job_name,
                    camera_id=spec.camera_id,
                    camera_slug=spec.camera_slug,
                    camera_name=spec.naming.camera_name,
                    run_id=run_id,
                    source="camera" if episode.by_camera else "picture",
                    started_at=episode.began,
                    clip_from=clip_from,
                    score=episode.score,
                    area=episode.area,
                    file_ids=[],
                )
            )
            if picture is not None:
                await session.flush()
                session.add(MotionPicture(event_id=event_id, jpeg=picture))
            session.tell(_changed(event, True, episode.began))

    async def ended(self, event_id: str, episode: Episode, picture: bytes | None) -> None:
        """It is over; how strong it was, and its best picture if that is another one now."""
        async with self._database.write() as session:
            event = await session.get(MotionEvent, event_id)
            if event is None:
                return
            event.ended_at, event.score, event.area = episode.last, episode.score, episode.area
            if picture is not None:
                await session.merge(MotionPicture(event_id=event_id, jpeg=picture))
            session.tell(_changed(event, False, episode.last))

    def expect(self, event_id: str, job_id: str, started_at: datetime) -> None:
        """A file of this job that begins then is a clip of this event."""
        self._expected.setdefault(job_id, {})[started_at] = event_id, self._clock.now()

    def forget(self, job_id: str) -> None:
        """The job (UUID) is gone: no file of it will come."""
        self._expected.pop(job_id, None)

    @property
    def expected(self) -> int:
        """How many clips are on their way."""
        return sum(map(len, self._expected.values()))

    async def failed(self, event_id: str, problem: str) -> None:
        """There is no clip, or a part of it is missing."""
        async with self._database.write() as session:
            await session.execute(update(MotionEvent).where(MotionEvent.id == event_id).values(problem=problem))
            await self._tell(session, event_id)

    # -- after a crash -------------------------------------------------------------------------------------------

    async def unfinished(self, run_id: str) -> Sequence[MotionEvent]:
        """Events of a run that have no clip, or not all of it, or are not over; clips are expected from now on."""
        is_open = or_(MotionEvent.told_at.is_(None), MotionEvent.ended_at.is_(None), MotionEvent.problem.is_not(None))
        async with self._database.read() as session:
            found = await session.scalars(
                select(MotionEvent).where(MotionEvent.run_id == run_id, is_open).order_by(MotionEvent.started_at)
            )
            events = found.all()
        for event in events:
            self.expect(event.id, event.job_id, event.clip_from)
        return events

    async def rescued(self, event_id: str, ended_at: datetime) -> None:
        """Its clip could be made of what was left after all; if it went on, it ended there."""
        cut_off = or_(MotionEvent.ended_at.is_(None), MotionEvent.ended_at == MotionEvent.started_at)
        async with self._database.write() as session:
            await session.execute(
                update(MotionEvent).where(MotionEvent.id == event_id, cut_off).values(ended_at=ended_at)
            )
            await session.execute(update(MotionEvent).where(MotionEvent.id == event_id).values(problem=None))

    # -- found again ---------------------------------------------------------------------------------------------

    async def job(self, session: Session, slug: str) -> str:
        """The UUID of a living job by what people call it."""
        found = await self.names.job_of(session, slug) if self.names is not None else None
        if found is None:
            raise WatchedJobNotFound(slug)
        return found

    async def page(
        self,
        session: Session,
        wanted: WantedEvents,
        limit: int,
        after: tuple[datetime, str] | None,
        *,
        oldest: bool = False,
    ) -> Sequence[MotionEvent]:
        """Events, the newest first."""
        job_id = await self._uuid(session, "job", wanted.job_id) if wanted.job_id is not None else None
        camera_id = await self._uuid(session, "camera", wanted.camera_id) if wanted.camera_id is not None else None
        return await page_of(session, replace(wanted, job_id=job_id, camera_id=camera_id), limit, after, oldest=oldest)

    async def get(self, session: Session, event_id: str) -> MotionEvent:
        """One event."""
        event = await session.get(MotionEvent, event_id)
        if event is None:
            raise MotionEventNotFound(event_id)
        return event

    async def picture(self, session: Session, event_id: str) -> bytes:
        """Its picture, a JPEG."""
        await self.get(session, event_id)
        found = await session.get(MotionPicture, event_id)
        if found is None:
            raise NoMotionPicture(event_id)
        return found.jpeg

    async def answers(self, session: Session, events: Sequence[MotionEvent]) -> list[MotionAnswer]:
        """As they are shown: files that are gone are left out."""
        ids = [event.id for event in events]
        files = {file.id for file in await self._files.by_ids(session, [id_ for e in events for id_ in e.file_ids])}
        shown = set(await session.scalars(select(MotionPicture.event_id).where(MotionPicture.event_id.in_(ids))))
        return [
            answer(event, [id_ for id_ in event.file_ids if id_ in files], pictured=event.id in shown)
            for event in events
        ]

    async def sweep(self) -> None:
        """Forget what is old: events after a long time, pictures without a clip sooner. Tell what was never told."""
        now = self._clock.now()
        self._expect_no_more(before=now - LATE)
        forgotten = BATCH
        while forgotten == BATCH:
            async with self._database.write() as session:
                forgotten = await forget_events(session, now - timedelta(days=KEEP_DAYS), BATCH)
        if self._clock.monotonic() - self._begun >= FORSAKEN.total_seconds():  # what a crash left is put in order first
            await self._tell_lost(now - FORSAKEN)
        await self._forget_pictures(now - timedelta(days=PICTURE_DAYS))

    async def _tell_lost(self, before: datetime) -> None:
        """Events whose run is gone are over, and told with what there is of them."""
        living = [ear.run_id for ear in self.ears.values()]
        async with self._database.write() as session:
            await end_forsaken(session, before, living)
            for event_id in await untold(session, before - NEWS, before, living, BATCH):
                event = await session.get_one(MotionEvent, event_id, with_for_update=True)
                event.file_ids = await clips_of(
                    session, event, event.clip_from - NEAR, event.ended_at or event.clip_from
                )
                event.problem = event.problem or (None if event.file_ids else LOST)
                await session.flush()
                await self._tell(session, event_id)

    async def _forget_pictures(self, before: datetime) -> None:
        """A picture is kept as long as its own clip; a part of them is looked at each time, in turns."""
        for _ in range(PAGES):
            async with self._database.read() as session:
                page = await pictured(session, before, self._looked_to, BATCH)
                lone = await without_clip(session, page)
            if lone:
                async with self._database.write() as session:
                    await forget_pictures(session, lone)
            self._looked_to = page[-1] if len(page) == BATCH else None
            if self._looked_to is None:
                return

    async def close(self) -> None:
        """Wait for clips that are being tied to their events."""
        await asyncio.gather(*self._linking, return_exceptions=True)

    # -- inside --------------------------------------------------------------------------------------------------

    def _indexed(self, event: FileIndexed) -> None:
        if self._expected.get(event.job_id):
            task = asyncio.create_task(self._link(event), name="motion clip")
            self._linking.add(task)
            task.add_done_callback(self._linking.discard)

    async def _link(self, indexed: FileIndexed) -> None:
        """A new file of a job that expects clips: whose it is, and its notice."""
        try:
            async with self._database.write() as session:
                found = await self._files.by_ids(session, [indexed.file_id])
                event_id = self._whose(indexed.job_id, found[0].started_at) if found else None
                event = await session.get(MotionEvent, event_id, with_for_update=True) if event_id else None
                if event is None:
                    return
                event.file_ids = [*event.file_ids, indexed.file_id]
                event.problem = None if event.problem == LOST else event.problem
                await session.flush()
                await self._tell(session, event.id)
        except Exception:
            _log.exception("a clip could not be tied to its event", extra={"file": indexed.file_id})

    def _expect_no_more(self, before: datetime) -> None:
        """What was announced before that has not come."""
        for job_id, clips in list(self._expected.items()):
            left = {at: (whose, since) for at, (whose, since) in clips.items() if since >= before}
            self._expected[job_id] = left
            if not left:
                del self._expected[job_id]

    def _whose(self, job_id: str, started_at: datetime) -> str | None:
        expected = self._expected.get(job_id, {})
        nearest = min(expected, key=lambda at: abs(at - started_at), default=None)
        if nearest is None or abs(nearest - started_at) > NEAR:
            return None
        found, _ = expected.pop(nearest)
        if not expected:
            del self._expected[job_id]
        return found

    async def _tell(self, session: Session, event_id: str) -> None:
        """Give its notice, once."""
        told = await session.execute(
            update(MotionEvent)
            .where(MotionEvent.id == event_id, MotionEvent.told_at.is_(None))
            .values(told_at=self._clock.now())
            .returning(MotionEvent)
        )
        event = told.scalar_one_or_none()
        if event is None:
            return
        data: dict[str, Any] = {"motionId": event.id, "score": event.score, "area": event.area,
                                "startedAt": iso(event.started_at), "source": event.source}  # fmt: skip
        await self._notices.tell(
            session,
            Happening(
                kind="motion",
                text=f"Motion at {event.camera_name}, score {event.score:.0f}."
                if event.source == "picture"
                else f"Motion at {event.camera_name}, told by the camera.",
                camera_id=event.camera_id,
                job_id=event.job_id,
                run_id=event.run_id,
                file_id=event.file_ids[0] if event.file_ids else None,
                data=data,
            ),
        )

    async def _uuid(self, session: Session, whose: str, name: str) -> str:
        """The UUID behind a slug: of what lives under it, else of what moved under it last. A UUID means itself."""
        if self.names is not None:
            living = await (self.names.job_of if whose == "job" else self.names.camera_of)(session, name)
            if living is not None:
                return living
        slug, key = (
            (MotionEvent.job_slug, MotionEvent.job_id)
            if whose == "job"
            else (MotionEvent.camera_slug, MotionEvent.camera_id)
        )
        found = await session.scalar(select(key).where(slug == name).order_by(MotionEvent.started_at.desc()).limit(1))
        return found or name


def _changed(event: MotionEvent, active: bool, at: datetime) -> MotionChanged:
    return MotionChanged(
        event.id, event.job_id, event.job_slug, event.camera_id, event.camera_slug, active, at, event.score
    )
