"""
Use cases of recorded files: put into the index, found again, served, deleted.

A file is in the index from the moment it has its final name until it is gone from its disk. Deleting marks the row
first and drops it last, so a crash in between leaves neither a row without its file that is shown, nor a file that
nobody knows.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import select, update

from regie.camcron.recordings.errors import FileNotFound, FileProtected, RootProblem
from regie.camcron.recordings.formats import MEDIA_TYPES, UNKNOWN, kind_of
from regie.camcron.recordings.identity import Identity
from regie.camcron.recordings.ledger.queries import count_in
from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.ledger.service import Ledger, Why
from regie.camcron.recordings.models import File
from regie.camcron.recordings.places import Place, check_inside
from regie.camcron.recordings.queries import NEWEST_FIRST, Order, Sums, Wanted, latest_of, page_of, sums_of
from regie.camcron.recordings.removal.service import FileDeleted as FileDeleted  # noqa: PLC0414  # told from here
from regie.camcron.recordings.removal.service import Removal
from regie.camcron.recordings.roots import Roots, Volume
from regie.camcron.recordings.schemas import FileAnswer
from regie.kernel.audit.service import Audit
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.http.deps import Caller
from regie.kernel.ids import new_id
from regie.kernel.wire import iso


@dataclass(frozen=True, slots=True)
class FileIndexed:
    """A recorded file has its final name and is in the index."""

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

    def identity(self) -> Identity:
        """What the file is to say of itself."""
        return Identity(
            run_id=self.run_id,
            job=(self.job_id, self.job_slug, self.job_name),
            camera=(self.camera_id, self.camera_slug, self.camera_name),
            format=self.format,
            started_at=self.started_at,
            duration_seconds=self.duration_seconds,
        )

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
class Refusal:
    """A file that was not deleted, and why."""

    file_id: str
    code: str
    """`notFound`, `protected` or `disk`."""
    reason: str


@dataclass(slots=True)
class Deletion:
    """What became of the wish to delete files."""

    files: list[File] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


class Names(Protocol):
    """What lives under a slug now, as UUIDs: filled by the wiring, for a slug made again takes nothing over."""

    async def job_of(self, session: Session, slug: str) -> str | None: ...
    async def camera_of(self, session: Session, slug: str) -> str | None: ...


class Files:
    """The use cases. Those that touch a disk open their own transactions; the others work inside of the caller's."""

    def __init__(self, clock: Clock, roots: Roots, audit: Audit) -> None:
        self._clock = clock
        self._roots = roots
        self._audit = audit
        self.removal = Removal(clock, roots, Ledger(clock))
        self.names: Names | None = None

    async def index(self, session: Session, new: NewFile, path: Path) -> File:
        """Put a published file into the index. A file that is there already stays as it is."""
        below = path.relative_to(new.volume.path.resolve()).as_posix()
        known = await session.scalar(select(File).where(File.root_id == new.volume.id, File.path == below))
        if known is not None and (known.doomed_at is None or known.run_id == new.run_id):
            return known
        if known is not None:  # another run found its name free, so that one is gone from its disk
            await session.delete(known)
            await session.flush()
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
        await count_in(session, [file])
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
            previews=bool(file.preview_pictures),
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
        self,
        session: Session,
        wanted: Wanted,
        limit: int,
        after: tuple[Any, str] | None = None,
        order: Order = NEWEST_FIRST,
    ) -> Sequence[File]:
        """Files, the newest first unless said otherwise, beginning after the last one of the former page."""
        return await page_of(session, await self._by_uuid(session, wanted), limit, after, order)

    async def sums(self, session: Session, wanted: Wanted, zone: tzinfo) -> Sums:
        """How many there are and how much they hold, by the local days of a zone and by job."""
        return await sums_of(session, await self._by_uuid(session, wanted), zone)

    async def latest(self, session: Session, job_ids: Sequence[str]) -> dict[str, File]:
        """The newest file of each of these jobs (UUIDs)."""
        return await latest_of(session, job_ids)

    async def protect(self, session: Session, caller: Caller, ids: Sequence[str], *, protected: bool) -> list[File]:
        """Keep files from being deleted until that is lifted again, or lift it; those of them that there are."""
        changed = await session.scalars(
            update(File)
            .where(File.id.in_(ids), File.doomed_at.is_(None), File.protected.is_(not protected))
            .values(protected=protected)
            .returning(File)
        )
        for file in changed:
            self._audit.record(session, caller, "protect" if protected else "unprotect", "file", file.id, file.path)
        return list(await self.by_ids(session, ids))

    async def place(self, file: File) -> Place:
        """Where a file lies, made sure that it is there and lies inside of its own root. May raise `RootProblem`."""
        volume = await self._roots.check(file.root_id)
        path = volume.path / file.path
        await asyncio.to_thread(check_inside, path, volume, file)
        return Place(path, MEDIA_TYPES.get(file.format, UNKNOWN), path.name)

    async def delete(self, database: Database, caller: Caller, file_id: str) -> None:
        """Delete a file from the index and from its disk."""
        async with database.read() as session:
            file = await self.get(session, file_id)
        if file.protected:
            raise FileProtected(file_id)
        volume = await self._roots.check(file.root_id)
        await self._roots.check_deletable(volume)
        async with database.write() as session:
            doomed = await self._doom(session, caller, [file_id])
        if not doomed:
            raise FileNotFound(file_id)
        problem = await self.removal.remove(database, doomed, volume)
        if problem is not None:
            raise problem

    async def delete_many(self, database: Database, caller: Caller, ids: Sequence[str]) -> Deletion:
        """Delete those of these files that can be; the others are told, each with its reason."""
        async with database.read() as session:
            found = {file.id: file for file in await self.by_ids(session, ids)}
        done = Deletion()
        deletable: list[File] = []
        volumes = await self._volumes(file.root_id for file in found.values())
        for file_id in dict.fromkeys(ids):
            file = found.get(file_id)
            if refusal := _refusal(file_id, file, volumes):
                done.refused.append(refusal)
            elif file is not None:
                deletable.append(file)
        async with database.write() as session:
            doomed = {file.id for file in await self._doom(session, caller, [file.id for file in deletable])}
        for file in deletable:
            if file.id in doomed:
                done.files.append(file)
            else:
                done.refused.append(Refusal(file.id, "notFound", "It was deleted or protected meanwhile."))
        for root_id, volume in volumes.items():
            if isinstance(volume, Volume):
                theirs = [file for file in done.files if file.root_id == root_id]
                await self.removal.remove(database, theirs, volume)  # what a disk refuses is tried again
        return done

    async def finish_deletions(self, database: Database) -> int:
        """Go on with deletions that a crash or an absent disk has interrupted; how many are done."""
        return await self.removal.finish(database)

    async def _doom(self, session: Session, caller: Caller, ids: Sequence[str]) -> Sequence[File]:
        """Decide the deletion of those of these files that are there and not protected; which ones."""
        doomed = await self.removal.doom(session, dict.fromkeys(ids, Why(Rule.PERSON, caller.name)))
        for file in doomed:
            self._audit.record(session, caller, "delete", "file", file.id, file.path)
        return doomed

    async def _volumes(self, root_ids: Iterable[str]) -> dict[str, Volume | RootProblem]:
        found: dict[str, Volume | RootProblem] = {}
        for root_id in dict.fromkeys(root_ids):
            try:
                found[root_id] = volume = await self._roots.check(root_id)
                await self._roots.check_deletable(volume)
            except RootProblem as problem:
                found[root_id] = problem
        return found

    async def job_of(self, session: Session, name: str) -> str:
        """The UUID of the job that a slug means now, or meant last."""
        return await self._latest_of(session, "job", name)

    async def camera_of(self, session: Session, name: str) -> str:
        """The same of a camera."""
        return await self._latest_of(session, "camera", name)

    async def _by_uuid(self, session: Session, wanted: Wanted) -> Wanted:
        """The same, with slugs made into what they mean now."""
        job_id, camera_id = wanted.job_id, wanted.camera_id
        if job_id is not None:
            job_id = await self._latest_of(session, "job", job_id)
        if camera_id is not None:
            camera_id = await self._latest_of(session, "camera", camera_id)
        return replace(wanted, job_id=job_id, camera_id=camera_id)

    async def _latest_of(self, session: Session, whose: str, name: str) -> str:
        """The UUID behind a slug: of what lives under it, else of what recorded under it last. A UUID means itself."""
        if self.names is not None:
            living = await (self.names.job_of if whose == "job" else self.names.camera_of)(session, name)
            if living is not None:
                return living
        slug, key = (File.job_slug, File.job_id) if whose == "job" else (File.camera_slug, File.camera_id)
        found = await session.scalar(select(key).where(slug == name).order_by(key.desc()).limit(1))
        return found or name


def _refusal(file_id: str, file: File | None, volumes: Mapping[str, Volume | RootProblem]) -> Refusal | None:
    if file is None:
        return Refusal(file_id, "notFound", "There is no such file.")
    if file.protected:
        return Refusal(file_id, "protected", "It is protected.")
    volume = volumes[file.root_id]
    return Refusal(file_id, "disk", volume.sentence) if isinstance(volume, RootProblem) else None
