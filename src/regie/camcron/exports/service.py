"""
Use cases of exports: asked for, looked at, fetched, deleted.

Asking queues the work in the same transaction, so an export that is answered is one that will be made. What is over is
found by a sweep: exports that are not kept any longer, those whose task was cancelled, folders that nobody knows.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from regie.camcron.exports import folders, queries
from regie.camcron.exports.errors import ExportNotReady, NoRoomToExport, NoSuchExport, NothingToExport
from regie.camcron.exports.models import Export
from regie.camcron.exports.plan import left_for_recordings, name_of, sentence_of
from regie.camcron.exports.schemas import ExportAnswer, ExportedJob, ExportGap, ExportWish
from regie.camcron.exports.selection import Selection
from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.models import File, FileKind
from regie.camcron.recordings.paths import safe_part
from regie.camcron.recordings.places import Place
from regie.camcron.recordings.roots import Reserve, Roots
from regie.camcron.recordings.service import Files
from regie.camcron.runs.segments import Unclosed
from regie.kernel.audit.service import Audit
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller
from regie.kernel.tasks import Tasks
from regie.kernel.tasks.errors import NoSuchTask, TaskEnded
from regie.kernel.tasks.states import TaskState

TASK = "cam.export"
GAP = ("jobId", "start", "end", "note", "availableAt")
"""The parts of a gap, as rows keep them."""
MEDIA_TYPES = {"mp4": "video/mp4", "mkv": "video/x-matroska", "zip": "application/zip"}


class Exports:
    """The use cases. They open their own transactions: disks and tasks are asked in between."""

    def __init__(
        self,
        clock: Clock,
        database: Database,
        files: Files,
        roots: Roots,
        base: Path,
        tasks: Tasks,
        audit: Audit,
        reserve: Reserve,
        writing: Callable[[], dict[str, Unclosed]],
    ) -> None:
        """`writing`: by job (UUID), what it has recorded and is in no file of the index yet."""
        self._clock = clock
        self._database = database
        self._files = files
        self._roots = roots
        self._base = base
        self._tasks = tasks
        self._audit = audit
        self._reserve = reserve
        self._writing = writing
        self._selection = Selection(files)

    async def request(self, caller: Caller, wish: ExportWish) -> Export:
        """Ask for one. Raises `Invalid`, `NothingToExport`, `NoRoomToExport`, `RootProblem`."""
        _check(wish)
        writing = self._writing()  # before the files: what is closed meanwhile is among them
        async with self._database.read() as session:
            jobs = await self._jobs(session, wish, writing)
            chosen = await self._selection.of(session, list(jobs), wish.since, wish.until)
        unclosed = {uid: held for uid in jobs if (held := writing.get(uid)) and _reaches(wish, held)}
        if not chosen and unclosed:
            first_of = min(unclosed.values(), key=lambda held: held.since)
            raise NothingToExport(f"No file of it is complete yet. {sentence_of(first_of)}")
        if not chosen:
            raise NothingToExport("None of these jobs recorded anything between these instants that is still there.")
        videos = all(file.kind is FileKind.VIDEO for files in chosen.values() for file in files)
        if wish.format == "file" and (len(chosen) > 1 or not videos):
            what = "several jobs" if len(chosen) > 1 else "pictures"
            raise Invalid(Fault("format", f"one film cannot hold {what}", "zip"))
        volume = await self._roots.volume_of(self._base)
        needed = sum(file.size_bytes for files in chosen.values() for file in files)
        needed *= 2 if wish.format == "zip" else 1
        free = max((await self._roots.space(volume)).free - left_for_recordings(await self._reserve(volume)), 0)
        if needed > free:
            raise NoRoomToExport(needed, free)
        named = [[uid, files[0].job_slug, files[0].job_name] for uid, files in chosen.items()]
        named += [[uid, held.job_slug, held.job_name] for uid, held in unclosed.items() if uid not in chosen]
        first = next(iter(chosen.values()))[0]
        words = [first.camera_slug] if len(chosen) > 1 else [first.camera_slug, first.job_slug]
        async with self._database.write() as session:
            now = self._clock.now()
            export = Export(
                id=await self._tasks.enqueue(session, TASK),
                name=safe_part(wish.name) if wish.name else name_of(words, wish.since),
                format=wish.format,
                jobs=named,
                from_at=wish.since,
                to_at=wish.until,
                state="queued",
                root_id=volume.id,
                notes=[f"{held.job_slug}: {sentence_of(held)}" for held in unclosed.values()],
                gaps=[],
                created_at=now,
                created_by=caller.name,
            )
            session.add(export)
            self._audit.record(session, caller, "create", "export", export.id, export.name)
        return export

    async def page(
        self,
        session: Session,
        limit: int,
        after: tuple[datetime, str] | None = None,
        *,
        state: str | None = None,
        text: str | None = None,
        oldest: bool = False,
    ) -> Sequence[Export]:
        """The newest first; `text` is a part of a name."""
        return await queries.page(session, limit, after, state=state, text=text, oldest=oldest)

    async def get(self, export_id: str) -> Export:
        """One of them."""
        async with self._database.read() as session:
            export = await queries.find(session, export_id)
        if export is None:
            raise NoSuchExport(export_id)
        return export

    async def place(self, export_id: str) -> Place:
        """Where its file lies. Raises `ExportNotReady`, `RootProblem`."""
        export = await self.get(export_id)
        if export.path is None:
            raise ExportNotReady(export_id, export.state, export.reason)
        volume = await self._roots.check(export.root_id)
        path = volume.path / export.path
        if not await asyncio.to_thread(path.is_file):
            raise NoSuchExport(export_id)
        return Place(path, MEDIA_TYPES.get(path.suffix[1:], "application/octet-stream"), path.name)

    async def delete(self, caller: Caller, export_id: str) -> None:
        """Delete it, or have it not made."""
        export = await self.get(export_id)
        if export.state in queries.UNFINISHED:
            await self._stop(export_id)
        async with self._database.write() as session:
            await queries.drop(session, export_id)
            self._audit.record(session, caller, "delete", "export", export_id, export.name)
        await self._clear(export)

    async def answer(self, export: Export) -> ExportAnswer:
        """As it is shown, with how far it has got."""
        progress = 1.0 if export.state == "done" else None
        if export.state == "running":
            try:
                progress = (await self._tasks.get(export.id)).progress
            except NoSuchTask:
                progress = None
        filename = export.path.rpartition("/")[2] if export.path else None
        return ExportAnswer(
            id=export.id,
            name=export.name,
            format=export.format,
            state=export.state,
            progress=progress,
            reason=export.reason,
            jobs=[ExportedJob(id=slug, name=name) for _, slug, name in export.jobs],
            since=export.from_at,
            until=export.to_at,
            start=export.starts_at,
            end=export.ends_at,
            size_bytes=export.size_bytes,
            filename=filename,
            url=f"/api/exports/{export.id}/content" if filename else None,
            notes=export.notes,
            gaps=[ExportGap.model_validate(dict(zip(GAP, gap, strict=False))) for gap in export.gaps],
            created_at=export.created_at,
            created_by=export.created_by,
            expires_at=export.expires_at,
        )

    async def tidy(self) -> None:
        """Delete what is not kept any longer, what nobody makes any more, and folders that nobody knows."""
        async with self._database.read() as session:
            over = await queries.expired(session, self._clock.now())
            left = await queries.unfinished(session)
        for export in over:
            async with self._database.write() as session:
                await queries.drop(session, export.id)
        for export in left:
            await self._settle(export)
        for known in await self._roots.volumes():
            try:
                volume = await self._roots.check(known.id)
            except RootProblem:
                continue
            for name in await folders.found(volume):
                async with self._database.read() as session:
                    export_or_none = await queries.find(session, name)
                if export_or_none is None or export_or_none.state == "failed":
                    await folders.remove(volume, name)

    async def _settle(self, export: Export) -> None:
        """One that says that it is being made: is it?"""
        try:
            task = await self._tasks.get(export.id)
        except NoSuchTask:
            reason = "Its task is not known any more."
        else:
            if not task.state.ended or task.state is TaskState.DONE:
                return
            reason = task.reason or ("It was cancelled." if task.state is TaskState.CANCELLED else "It failed.")
        async with self._database.write() as session:
            await queries.change(session, export.id, state="failed", reason=reason, done_at=self._clock.now())

    async def _stop(self, export_id: str) -> None:
        try:
            await self._tasks.cancel(export_id)
        except (NoSuchTask, TaskEnded):
            return

    async def _clear(self, export: Export) -> None:
        try:
            volume = await self._roots.check(export.root_id)
        except RootProblem:
            return  # the sweep finds the folder when its disk is back
        await folders.remove(volume, export.id)

    async def _jobs(self, session: Session, wish: ExportWish, writing: Mapping[str, Unclosed]) -> list[str]:
        """UUIDs, each once."""
        if wish.camera_id is None:
            wanted = wish.job_ids or [str(wish.job_id)]
            return list(dict.fromkeys([await self._files.job_of(session, slug) for slug in wanted]))
        camera = await self._files.camera_of(session, wish.camera_id)
        found = await session.scalars(select(File.job_id).where(File.camera_id == camera).distinct())
        return sorted({*found, *(uid for uid, held in writing.items() if held.camera_id == camera)})


def _reaches(wish: ExportWish, unclosed: Unclosed) -> bool:
    return wish.since < unclosed.until and wish.until > unclosed.since


def _check(wish: ExportWish) -> None:
    if sum(bool(way) for way in (wish.job_id, wish.job_ids, wish.camera_id)) != 1:
        raise Invalid(Fault("jobId", "say which jobs, in one way", "one of jobId, jobIds and cameraId"))
    if wish.until <= wish.since:
        raise Invalid(Fault("to", "is not after from", "a later instant"))
