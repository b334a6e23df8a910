"""
What a crash left in staging folders: every file is put into the index, or kept aside with a reason.

A note without its file names one that was published and perhaps not indexed. A file without a note was open, or
closed and not yet published: it is looked at, and published under the time at which it began (when it was last
written, minus its length). What cannot be read, or belongs to nobody, is kept aside for people. Run it before any
process of ours writes; folders of runs that live are left alone.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Container, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.models import FileKind
from regie.camcron.recordings.paths import STAGING, Context, OutputPath
from regie.camcron.recordings.roots import Roots, Volume
from regie.camcron.recordings.service import Files, NewFile, kind_of
from regie.camcron.recordings.staging import ASIDE, NOTE, publish, read_note, set_aside, settle
from regie.kernel.db import Database
from regie.kernel.ffmpeg.media import Probe, ProbeFailed

_KEPT_FOLDERS = frozenset({ASIDE})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose files lie in the staging folder of a run, and where they go."""

    job_id: str
    job_slug: str
    camera_id: str
    camera_slug: str
    naming: Context
    output: OutputPath
    base: Path
    """Where a relative folder lies."""
    zone: ZoneInfo


@dataclass(slots=True)
class Adopted:
    """What was found."""

    published: int = 0
    """Files that got their name now."""
    indexed: int = 0
    """Files that had their name and were not in the index."""
    aside: list[Path] = field(default_factory=list)
    """Files that nobody could use, where they are kept."""
    runs: dict[str, int] = field(default_factory=dict)
    """Bytes that each run gained."""


Look = Callable[[Path], Awaitable[Probe]]
"""Looks into a file in a child of its own; raises `ProbeFailed`."""
FindOwner = Callable[[str], Awaitable[Owner | None]]
"""From the id of a run."""


class Adoption:
    """Goes through the staging folders of every volume that is there."""

    def __init__(self, database: Database, roots: Roots, files: Files, look: Look, owner_of: FindOwner) -> None:
        self._database = database
        self._roots = roots
        self._files = files
        self._look = look
        self._owner_of = owner_of

    async def adopt(self, living: Container[str] = ()) -> Adopted:
        """Everything that no living run owns."""
        adopted = Adopted()
        for known in await self._roots.volumes():
            try:
                volume = await self._roots.check(known.id)
            except RootProblem:
                continue  # it is found when its disk is back
            for folder in await asyncio.to_thread(_run_folders, volume):
                if folder.name not in living:
                    await self._adopt_run(folder, volume, adopted)
        return adopted

    async def _adopt_run(self, folder: Path, volume: Volume, adopted: Adopted) -> None:
        owner = await self._owner_of(folder.name)
        for note in await asyncio.to_thread(_found, folder, NOTE):
            if not note.with_name(note.name.removesuffix(NOTE)).exists():
                await self._adopt_note(note, volume, adopted)
        for source in await asyncio.to_thread(_found, folder, ""):
            await self._adopt_file(source, volume, owner, adopted)
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _adopt_note(self, note: Path, volume: Volume, adopted: Adopted) -> None:
        """A published file whose row may be missing."""
        held = await asyncio.to_thread(read_note, note)
        if held is None:
            return
        path = volume.path / held["path"]
        try:
            new = NewFile.from_facts(held, volume)
            size = (await asyncio.to_thread(path.stat)).st_size
        except (OSError, KeyError, TypeError, ValueError):
            return
        if await self._index(replace(new, size_bytes=size), path):
            adopted.indexed += 1
            adopted.runs[new.run_id] = adopted.runs.get(new.run_id, 0) + size

    async def _adopt_file(self, source: Path, volume: Volume, owner: Owner | None, adopted: Adopted) -> None:
        """A file that never got its name."""
        stat = await asyncio.to_thread(source.stat)
        if stat.st_size == 0:
            return
        if owner is None:
            adopted.aside.append(await _aside(source, volume, "The run that wrote it is not known any more."))
            return
        kind = kind_of(owner.output.extension)
        try:
            duration = await self._duration(source, kind)
        except ProbeFailed as failed:
            adopted.aside.append(await _aside(source, volume, failed.reason.sentence))
            return
        written = datetime.fromtimestamp(stat.st_mtime, UTC)
        new = NewFile(
            run_id=source.parent.name,
            job_id=owner.job_id,
            job_slug=owner.job_slug,
            job_name=owner.naming.job_name,
            camera_id=owner.camera_id,
            camera_slug=owner.camera_slug,
            camera_name=owner.naming.camera_name,
            volume=volume,
            started_at=written - timedelta(seconds=duration or 0.0),
            duration_seconds=duration,
            size_bytes=stat.st_size,
            format=owner.output.extension,
        )
        final = Path(owner.base, owner.output.path(owner.naming, new.started_at, owner.zone))
        path = await publish(source, final, within=volume.path, facts=new.facts())
        await self._index(new, path)
        await asyncio.to_thread(settle, source)
        adopted.published += 1
        adopted.runs[new.run_id] = adopted.runs.get(new.run_id, 0) + new.size_bytes

    async def _duration(self, source: Path, kind: FileKind) -> float | None:
        """How long a film is; None for what has no length. Raises `ProbeFailed` for what shows nothing."""
        if kind is FileKind.DATA:
            return None
        found = await self._look(source)
        return found.duration if kind is FileKind.VIDEO else None

    async def _index(self, new: NewFile, path: Path) -> bool:
        """Whether it was not there yet."""
        async with self._database.write() as session:
            known = len(session.told)
            await self._files.index(session, new, path)
            return len(session.told) > known


async def _aside(source: Path, volume: Volume, reason: str) -> Path:
    return await asyncio.to_thread(set_aside, source, volume.path, reason)


def _run_folders(volume: Volume) -> list[Path]:
    staging = volume.path / STAGING
    return sorted(path for path in staging.iterdir() if path.is_dir() and path.name not in _KEPT_FOLDERS)


def _found(folder: Path, ending: str) -> list[Path]:
    """Plain numbers of one ending; with none given, those that are no notes."""
    return list(_numbered(folder, ending))


def _numbered(folder: Path, ending: str) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        is_note = path.name.endswith(NOTE)
        if path.is_file() and path.name.partition(".")[0].isdigit() and is_note is bool(ending):
            yield path
