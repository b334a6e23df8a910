"""
Use cases of recorded files: put into the index, found again, served, deleted.

A file is in the index from the moment it has its final name until it is gone from its disk. Deleting marks the row
first and drops it last, so a crash in between leaves neither a row without its file that is shown, nor a file that
nobody knows.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import String, and_, column, delete, or_, select, update, values

from regie.camcron.recordings.errors import FileGone, FileNotFound, FileProtected, RootProblem, RootTrouble
from regie.camcron.recordings.models import File, FileKind
from regie.camcron.recordings.roots import Roots, Volume
from regie.camcron.recordings.schemas import FileAnswer
from regie.kernel.audit.service import Audit
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.http.deps import Caller
from regie.kernel.ids import new_id
from regie.kernel.wire import iso

MEDIA_TYPES: Mapping[str, str] = {
    "mp4": "video/mp4",
    "mkv": "video/x-matroska",
    "ts": "video/mp2t",
    "avi": "video/x-msvideo",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}
"""What a browser is told; anything else, a custom command's HTML among it, is bytes without a meaning."""
_VIDEO = frozenset({"mp4", "mkv", "ts", "avi"})
_PICTURE = frozenset({"jpg", "png", "webp"})


@dataclass(frozen=True, slots=True)
class FileIndexed:
    """A recorded file has its final name and is in the index."""

    file_id: str
    job_id: str
    camera_id: str


@dataclass(frozen=True, slots=True)
class FileDeleted:
    """A recorded file is gone."""

    file_id: str
    job_id: str
    camera_id: str


@dataclass(frozen=True, slots=True)
class NewFile:
    """What is known of a file before it has its final name."""

    run_id: str
    job_id: str
    job_slug: str
    job_name: str
    camera_id: str
    camera_slug: str
    camera_name: str
    volume: Volume
    started_at: datetime
    duration_seconds: float | None
    size_bytes: int
    format: str

    def facts(self) -> dict[str, Any]:
        """For the note beside the staged file: enough to index it after a crash."""
        return {
            "rootId": self.volume.id,
            "runId": self.run_id,
            "job": [self.job_id, self.job_slug, self.job_name],
            "camera": [self.camera_id, self.camera_slug, self.camera_name],
            "startedAt": iso(self.started_at),
            "durationSeconds": self.duration_seconds,
            "sizeBytes": self.size_bytes,
            "format": self.format,
        }

    @classmethod
    def from_facts(cls, note: Mapping[str, Any], volume: Volume) -> "NewFile":
        """From a note that `facts` wrote; `KeyError`, `TypeError` or `ValueError` when it is another's."""
        job_id, job_slug, job_name = note["job"]
        camera_id, camera_slug, camera_name = note["camera"]
        return cls(
            run_id=note["runId"],
            job_id=job_id,
            job_slug=job_slug,
            job_name=job_name,
            camera_id=camera_id,
            camera_slug=camera_slug,
            camera_name=camera_name,
            volume=volume,
            started_at=datetime.fromisoformat(note["startedAt"]),
            duration_seconds=note["durationSeconds"],
            size_bytes=note["sizeBytes"],
            format=note["format"],
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files; what is not given does not matter. Ids are slugs or UUIDs."""

    job_id: str | None = None
    camera_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Exclusive."""
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A file on its disk."""

    path: Path
    media_type: str
    name: str


class Names(Protocol):
    """What lives under a slug now, as UUIDs: filled by the wiring, for a slug made again takes nothing over."""

    async def job_of(self, session: Session, slug: str) -> str | None: ...
    async def camera_of(self, session: Session, slug: str) -> str | None: ...


def kind_of(file_format: str) -> FileKind:
    if file_format in _VIDEO:
        return FileKind.VIDEO
    return FileKind.PICTURE if file_format in _PICTURE else FileKind.DATA


class Files:
    """The use cases. Those that touch a disk open their own transactions; the others work inside of the caller's."""

    def __init__(self, clock: Clock, roots: Roots, audit: Audit) -> None:
        self._clock = clock
        self._roots = roots
        self._audit = audit
        self.names: Names | None = None

    async def index(self, session: Session, new: NewFile, path: Path) -> File:
        """Put a published file into the index. A file that is there already stays as it is."""
        below = path.relative_to(new.volume.path.resolve()).as_posix()
        known = await session.scalar(select(File).where(File.root_id == new.volume.id, File.path == below))
        if known is not None:
            return known
        file = File(
            id=new_id(),
            job_id=new.job_id,
            job_slug=new.job_slug,
            job_name=new.job_name,
            camera_id=new.camera_id,
            camera_slug=new.camera_slug,
            camera_name=new.camera_name,
            run_id=new.run_id,
            root_id=new.volume.id,
            path=below,
            started_at=new.started_at,
            duration_seconds=new.duration_seconds,
            size_bytes=new.size_bytes,
            format=new.format,
            kind=kind_of(new.format),
            protected=False,
            created_at=self._clock.now(),
        )
        session.add(file)
        await session.flush()
        session.tell(FileIndexed(file.id, file.job_id, file.camera_id))
        return file

    def answer(self, file: File) -> FileAnswer:
        """As it is shown."""
        return FileAnswer(
            id=file.id,
            job_id=file.job_slug,
            job_name=file.job_name,
            camera_id=file.camera_slug,
            camera_name=file.camera_name,
            run_id=file.run_id,
            path=file.path,
            started_at=file.started_at,
            duration_seconds=file.duration_seconds,
            size_bytes=file.size_bytes,
            format=file.format,
            kind=file.kind.value,
            protected=file.protected,
        )

    async def get(self, session: Session, file_id: str) -> File:
        """A file that is not being deleted."""
        file = await session.scalar(select(File).where(File.id == file_id, File.doomed_at.is_(None)))
        if file is None:
            raise FileNotFound(file_id)
        return file

    async def by_ids(self, session: Session, ids: Iterable[str]) -> Sequence[File]:
        """Those of these files that there are."""
        found = await session.scalars(select(File).where(File.id.in_(list(ids)), File.doomed_at.is_(None)))
        return found.all()

    async def page(
        self, session: Session, wanted: Wanted, limit: int, after: tuple[datetime, str] | None = None
    ) -> Sequence[File]:
        """Files, the newest first, beginning after the last one of the former page."""
        query = select(File).where(File.doomed_at.is_(None)).order_by(File.started_at.desc(), File.id.desc())
        if wanted.job_id is not None:
            query = query.where(File.job_id == await self._latest_of(session, "job", wanted.job_id))
        if wanted.camera_id is not None:
            query = query.where(File.camera_id == await self._latest_of(session, "camera", wanted.camera_id))
        if wanted.since is not None:
            query = query.where(File.started_at >= wanted.since)
        if wanted.until is not None:
            query = query.where(File.started_at < wanted.until)
        if wanted.format is not None:
            query = query.where(File.format == wanted.format)
        if after is not None:
            at, file_id = after
            query = query.where(or_(File.started_at < at, and_(File.started_at == at, File.id < file_id)))
        return (await session.scalars(query.limit(limit))).all()

    async def latest(self, session: Session, job_ids: Sequence[str]) -> dict[str, File]:
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

    async def place(self, file: File) -> Place:
        """Where a file lies, made sure that it is there and lies inside of its own root. May raise `RootProblem`."""
        volume = await self._roots.check(file.root_id)
        path = volume.path / file.path
        await asyncio.to_thread(_check_inside, path, volume, file)
        return Place(path, MEDIA_TYPES.get(file.format, "application/octet-stream"), path.name)

    async def delete(self, database: Database, caller: Caller, file_id: str) -> None:
        """Delete a file from the index and from its disk."""
        async with database.read() as session:
            file = await self.get(session, file_id)
        if file.protected:
            raise FileProtected(file_id)
        volume = await self._roots.check(file.root_id)
        async with database.write() as session:
            marked = await session.scalar(
                update(File)
                .where(File.id == file_id, File.doomed_at.is_(None), File.protected.is_(False))
                .values(doomed_at=self._clock.now())
                .returning(File.id)
            )
            if marked is None:
                raise FileNotFound(file_id)
            self._audit.record(session, caller, "delete", "file", file.id, file.path)
            session.tell(FileDeleted(file.id, file.job_id, file.camera_id))
        await self._remove(database, file, volume)

    async def finish_deletions(self, database: Database) -> int:
        """Go on with deletions that a crash or an absent disk has interrupted; how many are done."""
        async with database.read() as session:
            doomed = (await session.scalars(select(File).where(File.doomed_at.is_not(None)).limit(1000))).all()
        done = 0
        for file in doomed:
            with suppress(RootProblem):
                await self._remove(database, file, await self._roots.check(file.root_id))
                done += 1
        return done

    async def _remove(self, database: Database, file: File, volume: Volume) -> None:
        try:
            await asyncio.to_thread(_unlink, volume.path / file.path, volume)
        except OSError as error:
            raise RootProblem.of(error, volume.path / file.path) from error
        async with database.write() as session:
            await session.execute(delete(File).where(File.id == file.id))

    async def _latest_of(self, session: Session, whose: str, name: str) -> str:
        """The UUID behind a slug: of what lives under it, else of what recorded under it last. A UUID means itself."""
        if self.names is not None:
            living = await (self.names.job_of if whose == "job" else self.names.camera_of)(session, name)
            if living is not None:
                return living
        slug, key = (File.job_slug, File.job_id) if whose == "job" else (File.camera_slug, File.camera_id)
        found = await session.scalar(select(key).where(slug == name).order_by(key.desc()).limit(1))
        return found or name


def _check_inside(path: Path, volume: Volume, file: File) -> None:
    """Refuse what a link in the path leads out of the volume, and what is not there."""
    try:
        real = path.resolve(strict=True)
    except OSError as error:
        raise FileGone(file.id, file.path) from error
    if not real.is_relative_to(volume.path.resolve()):
        raise RootProblem(RootTrouble.OUTSIDE, f"{file.path} leads out of {volume.path} by a link.", path=path)
    if not real.is_file():
        raise FileGone(file.id, file.path)


def _unlink(path: Path, volume: Volume) -> None:
    """Remove a file, then the folders that are empty without it; what is gone already is fine."""
    if not path.parent.resolve().is_relative_to(volume.path.resolve()):
        return
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == volume.path:
            break
        try:
            folder.rmdir()
        except OSError:
            break
