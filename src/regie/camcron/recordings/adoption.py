"""
What a crash left in staging folders: every file is put into the index, or kept aside with a reason.

A note without its file names one that was published and perhaps not indexed. A file without a note was open, or
closed and not yet published: it is looked at, and published under the time at which it began (when it was last
written, minus its length). What cannot be read, or belongs to nobody, is kept aside for people; scraps are thrown
away. Run it before any process of ours writes; folders of runs that live are left alone.
"""

import asyncio
import logging
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable, Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.formats import kind_of
from regie.camcron.recordings.models import FileKind
from regie.camcron.recordings.paths import STAGING, Context, OutputPath
from regie.camcron.recordings.publishing import keep_identity, publish_recorded
from regie.camcron.recordings.roots import Roots, Volume
from regie.camcron.recordings.scraps import PASSING, is_scrap
from regie.camcron.recordings.service import Files, NewFile
from regie.camcron.recordings.staging import NOTE, OURS, read_note, set_aside, settle
from regie.kernel.db import Database
from regie.kernel.ffmpeg.media import Probe, ProbeFailed
from regie.kernel.ids import new_id

QUIET = 5.0
"""Seconds without a word in a folder of a server that may stand still: its processes go on writing for a while."""
TRIES = 3
"""Looks at a file before it is kept aside for what may have been the machine's fault; minutes lie between them."""
_log = logging.getLogger(__name__)


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
    busy: int = 0
    """Folders in which somebody still writes."""


Look = Callable[[Path], Awaitable[Probe]]
"""Looks into a file in a child of its own; raises `ProbeFailed`."""
Rescue = Callable[[Path, Owner | None], Awaitable[None]]
"""
Gets the staging folder of a run that nobody looks after, and whose it was. Raises `OSError` for what shall be tried
again: until then the folder stays as it is.
"""
FindOwner = Callable[[str], Awaitable[Owner | None]]
"""From the id of a run."""


class Adoption:
    """Goes through the staging folders of every volume that is there."""

    def __init__(
        self,
        database: Database,
        roots: Roots,
        files: Files,
        look: Look,
        owner_of: FindOwner,
        rescuers: Sequence[Rescue] = (),
        *,
        shared: bool = False,
    ) -> None:
        """`shared`: other servers may write to these folders, who were to look after the recordings before."""
        self._shared = shared
        self._database = database
        self._roots = roots
        self._files = files
        self._look = look
        self._owner_of = owner_of
        self._tries: Counter[Path] = Counter()
        self._rescuers = rescuers
        """Features that make files of what they alone understand; called before the files of a run are published."""

    async def adopt(self, living: Container[str] = ()) -> Adopted:
        """Everything that no living run owns."""
        adopted = Adopted()
        for known in await self._roots.volumes():
            try:
                volume = await self._roots.check(known.id)
            except RootProblem:
                continue  # it is found when its disk is back
            for folder in await asyncio.to_thread(_run_folders, volume):
                if folder.name in living:
                    continue
                if self._shared and await asyncio.to_thread(_is_written_to, folder):
                    adopted.busy += 1
                else:
                    await self._adopt_run(folder, volume, adopted)
        return adopted

    async def _adopt_run(self, folder: Path, volume: Volume, adopted: Adopted) -> None:
        """One staging folder; what a disk refuses stays in it for the next time."""
        owner = await self._owner_of(folder.name)
        try:
            for rescue in self._rescuers:
                await rescue(folder, owner)
        except OSError as error:
            _log.warning("what a run left cannot be put together now", extra={"run": folder.name, "reason": str(error)})
            return
        for note in await asyncio.to_thread(_found, folder, notes=True):
            if not await asyncio.to_thread(note.with_name(note.name.removesuffix(NOTE)).exists):
                await self._adopt_note(note, adopted)
        for source in await asyncio.to_thread(_found, folder, notes=False):
            try:
                await self._adopt_file(source, volume, owner, adopted)
            except (RootProblem, OSError) as problem:
                _log.warning("a file that was left cannot be published now", extra={"reason": str(problem)})
        if not await asyncio.to_thread(_found, folder, notes=False):
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _adopt_note(self, note: Path, adopted: Adopted) -> None:
        """A published file whose row may be missing."""
        held = await asyncio.to_thread(read_note, note)
        try:
            if held is None:
                return
            volume = await self._roots.check(held["rootId"])
            path = volume.path / held["path"]
            new = NewFile.from_facts(held, volume)
            size = (await asyncio.to_thread(path.stat)).st_size
        except (OSError, KeyError, TypeError, ValueError, RootProblem):
            return
        await keep_identity(new, path)
        if await self._index(replace(new, size_bytes=size), path):
            adopted.indexed += 1
            adopted.runs[new.run_id] = adopted.runs.get(new.run_id, 0) + size

    async def _adopt_file(self, source: Path, volume: Volume, owner: Owner | None, adopted: Adopted) -> None:
        """A file that never got its name."""
        stat = await asyncio.to_thread(source.stat)
        if stat.st_size == 0:
            await asyncio.to_thread(source.unlink)
            return
        if owner is None:
            adopted.aside.append(await _aside(source, volume, "The run that wrote it is not known any more."))
            return
        try:
            duration = await self._duration(source, kind_of(owner.output.extension))
        except ProbeFailed as failed:
            if await asyncio.to_thread(is_scrap, source, owner.output.extension, failed.reason.kind):
                await asyncio.to_thread(source.unlink)
                return
            self._tries[source] += 1
            if failed.reason.kind in PASSING and self._tries[source] < TRIES:
                _log.warning("a file that was left could not be looked at", extra={"reason": failed.reason.sentence})
                return
            adopted.aside.append(await _aside(source, volume, failed.reason.sentence))
            return
        written = datetime.fromtimestamp(stat.st_mtime, UTC)
        started_at = written - timedelta(seconds=duration or 0.0)
        final = Path(owner.base, owner.output.path(owner.naming, started_at, owner.zone))
        new = NewFile(
            run_id=source.parent.name,
            job_id=owner.job_id,
            job_slug=owner.job_slug,
            job_name=owner.naming.job_name,
            camera_id=owner.camera_id,
            camera_slug=owner.camera_slug,
            camera_name=owner.naming.camera_name,
            volume=await self._roots.volume_of(final.parent),
            started_at=started_at,
            duration_seconds=duration,
            size_bytes=stat.st_size,
            format=owner.output.extension,
        )
        new, path = await publish_recorded(source, final, new)
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
    return sorted(path for path in staging.iterdir() if path.is_dir() and path.name not in OURS)


def _is_written_to(folder: Path) -> bool:
    """By the clock of the disk, which may be another machine's."""
    mark = folder.with_name(f"now-{new_id()}")
    try:
        mark.touch()
        now = mark.stat().st_mtime
        mark.unlink()
        return any(now - path.stat().st_mtime < QUIET for path in folder.rglob("*") if path.is_file())
    except OSError:
        return False


def _found(folder: Path, *, notes: bool) -> list[Path]:
    """Files under plain numbers, or their notes."""
    numbered = (path for path in sorted(folder.iterdir()) if path.name.partition(".")[0].isdigit() and path.is_file())
    return [path for path in numbered if path.name.endswith(NOTE) is notes]
