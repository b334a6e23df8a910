"""
The work of an export: films of the span joined as they are, and put into an archive when there is more than one file.

It may be cut off at any moment and begins anew then: everything is written into a folder of its own, and the export
names its file only when that is whole. Its joining children are ended with it.
"""

import asyncio
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from regie.camcron.exports import folders, queries
from regie.camcron.exports.archives import archive_of, write
from regie.camcron.exports.made import Lost, Made
from regie.camcron.exports.models import Export
from regie.camcron.exports.plan import (
    SEAM,
    Cut,
    Piece,
    extension_of,
    gaps_of,
    join_arguments,
    left_for_recordings,
    length_of,
    list_of,
    name_of,
    parts_of,
    piece_at,
    told,
)
from regie.camcron.exports.selection import Selection
from regie.camcron.recordings.errors import FileGone, NotPlayable, RootProblem
from regie.camcron.recordings.looks import Looks
from regie.camcron.recordings.models import File, FileKind
from regie.camcron.recordings.paths import STAGING
from regie.camcron.recordings.playing import Facts
from regie.camcron.recordings.roots import Reserve, Roots, Volume
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.staging import EXPORTS
from regie.camcron.runs.segments import Unclosed
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.errors import GiveUp, TryAgain
from regie.kernel.ffmpeg.binary import Ffmpeg
from regie.kernel.ffmpeg.media import ProbeFailed
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.ffmpeg.progress import ProgressReader
from regie.kernel.ffmpeg.reasons import reason_of
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.service import Notices
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.launch import Launch
from regie.kernel.tasks.run import TaskRun

POLITE = 5
MOST_NOTES = 100
JOINING = 0.9
"""Part of the work; the rest is the archive."""


class Maker:
    """Makes exports. `keep_days` tells how long they are kept, as it is set when one is done."""

    def __init__(
        self,
        *,
        clock: Clock,
        database: Database,
        files: Files,
        looks: Looks,
        roots: Roots,
        prober: Prober,
        ffmpeg: Ffmpeg,
        children: Spawner,
        notices: Notices,
        keep_days: Callable[[], int],
        reserve: Reserve,
        writing: Callable[[], dict[str, Unclosed]],
    ) -> None:
        self._clock = clock
        self._database = database
        self._files = files
        self._looks = looks
        self._roots = roots
        self._prober = prober
        self._ffmpeg = ffmpeg
        self._children = children
        self._notices = notices
        self._keep_days = keep_days
        self._reserve = reserve
        self._writing = writing
        self._selection = Selection(files)

    async def make(self, run: TaskRun) -> dict[str, str] | None:
        """The body of the task, whose id is that of its export."""
        export = run.id
        async with self._database.write() as session:
            row = await queries.find(session, export)
            if row is None or not await queries.change(session, export, state="running"):
                return None
        try:
            await self._make(run, row)
        except RootProblem as problem:
            raise TryAgain(problem.sentence) from problem
        except GiveUp as failure:
            await self._fail(row, failure.reason)
            raise
        return {"url": f"/api/exports/{export}/content"}

    async def _make(self, run: TaskRun, row: Export) -> None:
        volume = await self._roots.check(row.root_id)
        folder = await folders.begin(volume, row.id)
        made, writing = Made(folder, self._clock.now()), self._writing()
        async with self._database.read() as session:
            chosen = await self._selection.of(session, [job[0] for job in row.jobs], row.from_at, row.to_at)
        made.all_bytes = sum(file.size_bytes for files in chosen.values() for file in files) or 1
        try:
            for uid, slug, _ in row.jobs:
                await self._leave_room(volume, chosen.get(uid, []))
                await self._job(run, row, slug, chosen.get(uid, []), made, writing.get(uid))
            if not made.files:
                raise GiveUp("Nothing that was recorded then is there any more.")
            if row.format == "zip":
                await self._leave_room(volume, [file for files in chosen.values() for file in files])
            target, size = await self._one_file(run, row, made)
        except OSError as error:
            raise RootProblem.of(error, made.folder) from error
        now = self._clock.now()
        async with self._database.write() as session:
            done = await queries.change(
                session,
                row.id,
                state="done",
                path=f"{STAGING}/{EXPORTS}/{row.id}/{target.name}",
                size_bytes=size,
                starts_at=min(made.starts, default=None),
                ends_at=max(made.ends, default=None),
                notes=made.notes[:MOST_NOTES],
                gaps=made.gaps[:MOST_NOTES],
                done_at=now,
                expires_at=now + timedelta(days=self._keep_days()),
            )
            if done:
                text = f"The export «{row.name}» is ready: {size / 1e6:.0f} MB."
                await self._notices.tell(session, Happening("exportReady", text, data={"exportId": row.id}))
        if not done:
            await folders.remove(volume, row.id)

    async def _leave_room(self, volume: Volume, files: Sequence[File]) -> None:
        """Raises `GiveUp` where what comes next would take what recordings need."""
        needed = sum(file.size_bytes for file in files)
        free = (await self._roots.space(volume)).free - left_for_recordings(await self._reserve(volume))
        if needed > free:
            raise GiveUp(f"It needs {needed / 1e9:.2f} GB, and recordings need what is left on the disk.")

    async def _fail(self, row: Export, reason: str) -> None:
        async with self._database.write() as session:
            await queries.change(session, row.id, state="failed", reason=reason, done_at=self._clock.now())
        await folders.remove(await self._roots.check(row.root_id), row.id)

    # -- one job -------------------------------------------------------------------------------------------------

    async def _job(
        self, run: TaskRun, row: Export, slug: str, files: Sequence[File], made: Made, unclosed: Unclosed | None
    ) -> None:
        """Its films joined; its pictures and data as they are."""
        for file in files:
            if file.kind is not FileKind.VIDEO:
                await self._as_it_is(file, made)
        films = [file for file in files if file.kind is FileKind.VIDEO]
        unreadable: set[str] = set()
        while True:
            before = made.mark()
            made.notes += [f"{Path(path).name} cannot be read, so it is left out." for path in sorted(unreadable)]
            try:
                await self._films(run, row, slug, films, unreadable, made, unclosed)
            except Lost as lost:
                unreadable |= lost.paths
                made.back_to(before)
            else:
                return

    async def _films(
        self,
        run: TaskRun,
        row: Export,
        slug: str,
        films: Sequence[File],
        unreadable: set[str],
        made: Made,
        unclosed: Unclosed | None,
    ) -> None:
        """Raises `Lost` when one of them cannot be read after all: what is there of them is worth nothing then."""
        pieces = [piece for piece in await self._pieces(films, made) if piece.path not in unreadable]
        if pieces or unclosed is not None:
            made.lacks(slug, told(gaps_of(pieces, row.from_at, row.to_at), unclosed, made.at))
        if not pieces:
            return
        parts = parts_of(pieces)
        if len(parts) > 1:
            made.notes.append(f"{slug}: what it recorded was changed in between, so it is {len(parts)} films.")
        for part in parts:
            await self._join(run, row, films[0], part, made)

    async def _as_it_is(self, file: File, made: Made) -> None:
        try:
            place = await self._files.place(file)
        except FileGone as gone:
            made.notes.append(gone.detail or gone.title)
            return
        made.files.append((place.path, f"{file.job_slug}/{place.name}"))
        made.starts.append(file.started_at)
        made.done_bytes += file.size_bytes

    async def _pieces(self, films: Sequence[File], made: Made) -> list[Piece]:
        facts = await self._facts(films, made)
        pieces = []
        for file in films:
            try:
                place = await self._files.place(file)
            except FileGone as gone:
                made.notes.append(gone.detail or gone.title)
                continue
            found = facts.get(file.id)
            if found is not None and found.video is not None:
                seconds = file.duration_seconds or 0.0
                pieces.append(Piece(str(place.path), file.started_at, seconds, file.size_bytes, file.format, found))
        return pieces

    async def _facts(self, films: Sequence[File], made: Made) -> dict[str, Facts]:
        """What each consists of. Films of a run whose first and last are alike are taken to be all alike."""
        found: dict[str, Facts] = {}
        runs: dict[str, list[File]] = {}
        for file in films:
            runs.setdefault(file.run_id, []).append(file)
        for files in runs.values():
            await self._alike(files, found, made)
        return found

    async def _alike(self, films: Sequence[File], found: dict[str, Facts], made: Made) -> None:
        first, last = films[0], films[-1]
        for file in (first, last):
            if file.id not in found:
                found[file.id] = await self._look(file, made)
        if found[first.id] == found[last.id]:
            found |= {file.id: found[first.id] for file in films}
        elif len(films) > 2:
            middle = len(films) // 2
            await self._alike(films[: middle + 1], found, made)
            await self._alike(films[middle:], found, made)

    async def _look(self, file: File, made: Made) -> Facts:
        try:
            return await self._looks.of(file)
        except (NotPlayable, FileGone) as problem:
            made.notes.append(f"{file.path}: {problem.detail or problem.title}")
            return Facts(None, None, None, None, None)

    async def _join(self, run: TaskRun, row: Export, of: File, part: Sequence[Piece], made: Made) -> None:
        first, last, facts = part[0], part[-1], part[0].facts
        cut, starts_at, last_begin = Cut(), first.starts_at, 0.0
        if row.from_at > first.starts_at:
            within = (row.from_at - first.starts_at).total_seconds()
            key, begin = await self._key_before(first, within)
            cut, starts_at = Cut(first=begin + key, dropped=key), first.starts_at + timedelta(seconds=key)
        if row.to_at < last.ends_at:
            _, last_begin = await self._key_before(last, 0.0)
            cut = replace(cut, last=last_begin + (row.to_at - last.starts_at).total_seconds())
        name = name_of((of.camera_slug, of.job_slug), max(starts_at, row.from_at))
        extension = extension_of(facts)
        listing = made.folder / f"{len(made.files)}.ffconcat"
        target = made.folder / f"{len(made.files)}.{extension}"
        await asyncio.to_thread(listing.write_text, list_of(part, cut), "utf-8")
        for strict in (True, False):
            words = join_arguments(str(listing), str(target), facts, extension, strict=strict)
            written, problem = await self._run_ffmpeg(run, words, part, made)
            if problem is None:
                break
            if gone := await asyncio.to_thread(_gone, part):
                raise Lost(gone)
        if problem is not None:
            raise GiveUp(problem)
        lacking = length_of(part, cut, last_begin) - written
        if lacking > SEAM.total_seconds():
            if not strict:
                raise Lost({piece_at(part, cut, written).path})
            made.notes.append(f"{name} is {lacking:.0f} s shorter than what was recorded.")
        await asyncio.to_thread(listing.unlink)
        made.done_bytes += sum(piece.size for piece in part)
        made.files.append((target, f"{of.job_slug}/{name}.{extension}"))
        made.starts.append(starts_at)
        made.ends.append(min(row.to_at, last.ends_at))

    async def _key_before(self, piece: Piece, at: float) -> tuple[float, float]:
        try:
            return await self._prober.key_before(Path(piece.path), at)
        except ProbeFailed as failed:
            if gone := await asyncio.to_thread(_gone, [piece]):
                raise Lost(gone) from failed
            raise GiveUp(f"{Path(piece.path).name}: {failed.reason.sentence}") from failed

    async def _run_ffmpeg(
        self, run: TaskRun, words: Sequence[str], part: Sequence[Piece], made: Made
    ) -> tuple[float, str | None]:
        """Seconds that it wrote; why it failed, if it did."""
        said: list[bytes] = []
        reader = ProgressReader()
        written = 0.0
        length = sum(piece.seconds for piece in part) or 1.0

        def received(pipe: str, data: bytes) -> None:
            nonlocal written
            if pipe == "stderr":
                said.append(data)
                del said[:-200]
                return
            for block in reader.feed(data):
                written = max(written, (block.out_time_us or 0) / 1_000_000)

        launch = Launch((str(self._ffmpeg.path), *words), pipes=("stderr", "progress"), nice=POLITE)
        child = await self._children.spawn(launch, received)
        try:
            waiting = asyncio.ensure_future(child.wait())
            while not waiting.done():
                await asyncio.wait({waiting}, timeout=1.0)
                share = sum(piece.size for piece in part) * min(1.0, written / length)
                await run.progress(JOINING * (made.done_bytes + share) / made.all_bytes, "joining")
            exit_ = waiting.result()
        finally:
            if child.exit is None:
                child.kill()
        if exit_.code != 0:
            return written, reason_of(b"".join(said).decode("utf-8", "replace").splitlines()).sentence
        return written, None

    # -- all of them ---------------------------------------------------------------------------------------------

    async def _one_file(self, run: TaskRun, row: Export, made: Made) -> tuple[Path, int]:
        """The only one under the export's name, or all of them in an archive; durable, with its bytes."""
        if row.format == "file" and len(made.files) == 1:
            source, _ = made.files[0]
            target = made.folder / f"{row.name}{source.suffix}"
            return target, await asyncio.to_thread(_named, source, target)
        if row.format == "file":
            made.notes.append("It is more than one film, so they are in an archive.")
        await run.progress(JOINING, "putting them into an archive")
        target = made.folder / f"{row.name}.zip"
        size = await asyncio.to_thread(_archived, made.files, target, made.folder)
        return target, size


def _gone(part: Sequence[Piece]) -> set[str]:
    return {piece.path for piece in part if not Path(piece.path).is_file()}


def _named(source: Path, target: Path) -> int:
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    source.replace(target)
    return target.stat().st_size


def _archived(files: Sequence[tuple[Path, str]], target: Path, folder: Path) -> int:
    draft = target.with_name(f"{target.name}.part")
    write(archive_of(files), draft)
    for path, _ in files:
        if path.parent == folder:
            path.unlink()
    return _named(draft, target)
