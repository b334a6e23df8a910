"""
Use cases of films: asked for by a person, due by a job's own plan, got further, ended.

A film's row and its background task have one id and one birth, in one transaction; the row says how far it has got, so
that whoever goes on with it, after whatever happened, needs nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from regie.camcron.jobs import compile as compiling
from regie.camcron.jobs.models import Job
from regie.camcron.jobs.queries import Loaded, Shelf
from regie.camcron.jobs.schemas import OutputFields, ProcessFields, TimelapseFields
from regie.camcron.recordings.service import Files, NewFile
from regie.camcron.timelapse import queries
from regie.camcron.timelapse.models import Assembly
from regie.camcron.timelapse.plan import BACK, Span, span_around
from regie.camcron.timelapse.schemas import FilmAnswer, FilmAsked, FilmPicture, FilmPreview
from regie.kernel.audit.service import Audit
from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.service import Notices
from regie.kernel.tasks import Tasks
from regie.kernel.tasks.errors import NoSuchTask

KIND = "cam.timelapse"
DEFAULT_FORMAT = "mp4"
VIDEO = ("mp4", "mkv", "avi", "ts")
OF_PICTURES = ("timelapse", "snapshot")
OF_A_PICTURE = 0.2
"""What a picture takes in a film, as a part of its own size, as long as no film tells."""


@dataclass(frozen=True, slots=True)
class Began:
    """A film whose row says that it is being made, with what making it needs."""

    film: Assembly
    loaded: Loaded
    process: ProcessFields


@dataclass(frozen=True, slots=True)
class Due:
    """A film that a job makes by itself, and can be made now."""

    job: Job
    span: Span


class Films:
    """The use cases. Every method works inside of the caller's transaction."""

    def __init__(self, clock: Clock, shelf: Shelf, files: Files, tasks: Tasks, notices: Notices, audit: Audit) -> None:
        self._clock = clock
        self._shelf = shelf
        self._files = files
        self._tasks = tasks
        self._notices = notices
        self._audit = audit

    async def ask(self, session: Session, caller: Caller, slug: str, asked: FilmAsked) -> FilmAnswer:
        """A film of the pictures in a span, whatever the job says of its own films."""
        job = await self._of_pictures(session, slug)
        count = await queries.count_pictures(session, job.id, asked.since, asked.until)
        if not count:
            raise Invalid(Fault("from", "there is no picture in this span", "a span with pictures"))
        wanted = timelapse_of(job)
        film = await self._add(
            session, job, "manual", Span(asked.since, asked.until),
            frame_rate=asked.frame_rate or wanted.frame_rate, format_=asked.format or _format_of(job),
            skip_night=wanted.skip_night if asked.skip_night is None else asked.skip_night, keep_frames=True,
            pictures=count, by=caller.name,
        )  # fmt: skip
        self._audit.record(session, caller, "timelapse", "job", job.id, job.name)
        return _answer(film, job.slug, film.state, None)

    async def preview(
        self, session: Session, slug: str, span: Span, frame_rate: float | None, samples: int
    ) -> FilmPreview:
        """What a film of a span would come to; nothing is begun."""
        job = await self._of_pictures(session, slug)
        found = await queries.outline(session, job.id, span.since, span.until)
        picked = await queries.picked(session, job.id, span.since, span.until, found.pictures, samples)
        rate = frame_rate or timelapse_of(job).frame_rate
        each = await queries.bytes_a_picture(session, job.id)
        size = found.pictures * each if each is not None else found.size_bytes * OF_A_PICTURE
        return FilmPreview(
            pictures=found.pictures, first_at=found.first_at, last_at=found.last_at, frame_rate=rate,
            format=_format_of(job), duration_seconds=round(found.pictures / rate, 3),
            size_bytes=round(size) if found.pictures else None,
            size_from=None if not found.pictures else "pictures" if each is None else "films",
            samples=[FilmPicture(file_id=one.file_id, at=one.at, number=one.number) for one in picked],
        )  # fmt: skip

    async def _of_pictures(self, session: Session, slug: str) -> Job:
        job = await self._shelf.get(session, slug)
        if job.action not in OF_PICTURES:
            raise Invalid(Fault("", f"a job of the action «{job.action}» takes no pictures", "snapshot or timelapse"))
        return job

    async def due(self, session: Session) -> list[Due]:
        """What jobs make by themselves and is due now."""
        found: list[Due] = []
        for loaded in await self._shelf.load(session, await queries.timelapse_jobs(session)):
            found += await self._due_of(session, loaded)
        return found

    async def _due_of(self, session: Session, loaded: Loaded) -> list[Due]:
        job, now = loaded.job, self._clock.now()
        assemble = timelapse_of(job).assemble
        cursor = max(await queries.made_until(session, job.id) or now - BACK, now - BACK)
        found: list[Due] = []
        while (picture := await queries.first_picture_at(session, job.id, cursor, now)) is not None:
            span = span_around(assemble, picture, loaded.spec.zone, loaded.plan.period)
            if span is None or not span.is_due(now):
                break
            cursor = span.until
            found.append(Due(job, span))
        return found

    async def make(self, session: Session, due: Sequence[Due]) -> None:
        """Begin these."""
        for each in due:
            wanted = timelapse_of(each.job)
            await self._add(
                session, each.job, wanted.assemble, each.span,
                frame_rate=wanted.frame_rate, format_=_format_of(each.job), skip_night=wanted.skip_night,
                keep_frames=wanted.keep_frames, by="",
                pictures=await queries.count_pictures(session, each.job.id, each.span.since, each.span.until),
            )  # fmt: skip

    async def _add(
        self,
        session: Session,
        job: Job,
        kind: str,
        span: Span,
        *,
        frame_rate: float,
        format_: str,
        skip_night: bool,
        keep_frames: bool,
        pictures: int,
        by: str,
    ) -> Assembly:
        key = None if kind == "manual" else f"{job.id}:{span.since.isoformat()}"
        film = Assembly(
            id=await self._tasks.enqueue(session, KIND, key=key),
            job_id=job.id,
            kind=kind,
            since=span.since,
            until=span.until,
            frame_rate=frame_rate,
            format=format_,
            skip_night=skip_night,
            keep_frames=keep_frames,
            state="waiting",
            by=by,
            created_at=self._clock.now(),
            **_NOTHING_YET,
        )
        film.pictures = pictures
        session.add(film)
        await session.flush()
        return film

    # -- while it is made ----------------------------------------------------------------------------------------

    async def begin(self, session: Session, film_id: str) -> Began | str:
        """The film, from where it stands; or why there is nothing to make."""
        film = await session.get(Assembly, film_id)
        if film is None:
            return "Nobody knows this film any more."
        found = await self._shelf.load(session, [film.job_id])
        if not found:
            return "Its job was deleted."
        if film.state in ("waiting", "failed"):
            film.state, film.reason, film.ended_at = "running", None, None
            film.pictures = await queries.count_pictures(session, film.job_id, film.since, film.until)
        process = ProcessFields.model_validate(found[0].job.process_config)
        return Began(film, found[0], process)

    async def start_again(self, session: Session, film: Assembly, root_id: str) -> None:
        """From its first picture: its pieces are not there, or lie elsewhere."""
        for name, value in (_NOTHING_YET | {"pictures": film.pictures, "root_id": root_id}).items():
            setattr(film, name, value)
        await session.execute(
            update(Assembly)
            .where(Assembly.id == film.id)
            .values(**_NOTHING_YET | {"pictures": film.pictures, "root_id": root_id})
        )

    async def advance(self, session: Session, film: Assembly, **changes: Any) -> None:
        """One more piece is there."""
        for name, value in changes.items():
            setattr(film, name, value)
        await session.execute(
            update(Assembly).where(Assembly.id == film.id, Assembly.state == "running").values(**changes)
        )

    async def filmed(self, session: Session, film: Assembly, new: NewFile, path: Any) -> None:
        """The film has its name: into the index with it."""
        file = await self._files.index(session, new, path)
        state = "done" if film.keep_frames else "clearing"
        values = {"state": state, "reason": None, "file_id": file.id, "ended_at": self._clock.now()}
        await session.execute(update(Assembly).where(Assembly.id == film.id).values(**values))
        film.state = state
        text = f"A timelapse of {film.frames} pictures is ready: {new.job_name}."
        await self._notices.tell(
            session,
            Happening(
                "timelapseReady", text, job_id=film.job_id, camera_id=new.camera_id, file_id=file.id,
                data={"frames": film.frames, "night": film.night, "unreadable": film.unreadable, "kind": film.kind},
            ),
        )  # fmt: skip
        await self._notices.resolve(
            session, _key(film.job_id), Happening("jobRecovered", "Its timelapse is made again.", job_id=film.job_id)
        )

    async def cleared(self, session: Session, film: Assembly, reason: str | None = None) -> None:
        """Its pictures are gone, as the job wants it; or, with a reason, they are not."""
        await session.execute(update(Assembly).where(Assembly.id == film.id).values(state="done", reason=reason))

    async def hold(self, session: Session, film_id: str, reason: str) -> None:
        """It is tried again later."""
        await session.execute(
            update(Assembly).where(Assembly.id == film_id, Assembly.state == "running").values(reason=reason)
        )

    async def failed(self, session: Session, film_id: str, reason: str) -> None:
        """It cannot be made."""
        values = {"state": "failed", "reason": reason, "ended_at": self._clock.now()}
        film = await session.get(Assembly, film_id)
        if film is None:
            return
        await session.execute(update(Assembly).where(Assembly.id == film_id).values(**values))
        if film.kind != "manual":
            text = f"Its timelapse could not be made: {reason}"
            happening = Happening("jobFailed", text, "alert", job_id=film.job_id, key=_key(film.job_id))
            await self._notices.tell(session, happening)

    # -- shown ---------------------------------------------------------------------------------------------------

    async def get(self, session: Session, job: Job, film_id: str) -> Assembly | None:
        """One film of a job."""
        film = await session.get(Assembly, film_id)
        return film if film is not None and film.job_id == job.id else None

    async def page(
        self,
        session: Session,
        job: Job,
        limit: int,
        after: tuple[datetime, str] | None,
        *,
        state: str | None = None,
        oldest: bool = False,
    ) -> Sequence[Assembly]:
        """A job's films, the newest request first."""
        return await queries.films_of(session, job.id, limit, after, state=state, oldest=oldest)

    async def answer(self, film: Assembly, slug: str) -> FilmAnswer:
        """As it is shown: what only its task knows (that it was cancelled) is asked from that."""
        state, reason = film.state, film.reason
        if state in queries.OPEN:
            task = await self._tasks.get(film.id)
            state = str(task.state) if task.state.ended and task.state != "done" else state
            reason = reason or task.reason
        return _answer(film, slug, state, reason)

    async def abandoned(self, session: Session) -> dict[str, str]:
        """Films that are not ended and of which the task is: cancelled, or given up; with its state."""
        found = {}
        for film_id in await queries.open_films(session):
            try:
                task = await self._tasks.get(film_id)
            except NoSuchTask:
                found[film_id] = "failed"
            else:
                if task.state in ("failed", "cancelled"):
                    found[film_id] = str(task.state)
        return found

    async def give_up(self, session: Session, abandoned: Mapping[str, str]) -> None:
        """Nobody makes these any more."""
        for film_id, state in abandoned.items():
            ended = {"state": state, "ended_at": self._clock.now()}
            await session.execute(
                update(Assembly).where(Assembly.id == film_id, Assembly.state.in_(queries.OPEN)).values(**ended)
            )


def _answer(film: Assembly, slug: str, state: str, reason: str | None) -> FilmAnswer:
    dealt = film.frames + film.night + film.unreadable
    return FilmAnswer(
        id=film.id, task_id=film.id, job_id=slug, kind=film.kind,
        since=film.since, until=film.until, frame_rate=film.frame_rate, format=film.format,
        skip_night=film.skip_night, keep_frames=film.keep_frames,
        state="done" if state == "clearing" else state,
        reason=reason, progress=1.0 if film.file_id else dealt / film.pictures if film.pictures else None,
        pictures=film.pictures, frames=film.frames, night=film.night, unreadable=film.unreadable,
        file_id=film.file_id, by=film.by, created_at=film.created_at, ended_at=film.ended_at,
    )  # fmt: skip


_NOTHING_YET: dict[str, Any] = {
    "pictures": 0, "frames": 0, "night": 0, "unreadable": 0, "unreadable_ids": [], "pieces": 0, "width": None,
    "height": None, "cursor_at": None, "cursor_id": None, "root_id": None, "first_at": None,
}  # fmt: skip


def timelapse_of(job: Job) -> TimelapseFields:
    """What a job says of its films, every blank filled."""
    return ProcessFields.model_validate(job.process_config).timelapse or TimelapseFields()


def _format_of(job: Job) -> str:
    output = compiling.output_of(OutputFields.model_validate(job.output) if job.output else None, job.action)
    return output.format if output.format in VIDEO else DEFAULT_FORMAT


def _key(job_id: str) -> str:
    return f"timelapse:{job_id}"
