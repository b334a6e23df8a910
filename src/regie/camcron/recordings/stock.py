"""
A folder of recordings compared with the index: what is listed and gone, what lies there and is not listed.

What lies there says itself who recorded it and when it begins, so an index that was lost with its database is made
again from the files. Files that say nothing are nobody's, and are left alone. Nothing is ever listed twice, and a dry
run only tells what would be done.
"""

import asyncio
import os
import stat
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from regie.camcron.recordings.engraving import read, read_sidecar
from regie.camcron.recordings.formats import PICTURE, VIDEO, kind_of
from regie.camcron.recordings.identity import Identity
from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.ledger.service import Why
from regie.camcron.recordings.models import File, FileKind
from regie.camcron.recordings.paths import STAGING
from regie.camcron.recordings.queries import files_of_root, known_paths
from regie.camcron.recordings.roots import Volume
from regie.camcron.recordings.service import Files, NewFile
from regie.kernel.db import Database, Session
from regie.kernel.ffmpeg.media import ProbeFailed
from regie.kernel.ffmpeg.probe import Prober

BATCH = 200
PAGE = 1000
EXAMPLES = 20
SHOWN = 5
"""Jobs that a notice names."""
Tell = Callable[[float, str], Awaitable[None]]
"""How far it has got, from 0 to 1, and with what."""
Heir = Callable[[Session, str, str, str], Awaitable[tuple[str, str] | None]]
"""Who has the files of a job (UUID, slug) of a camera (slug) that was never known here: UUIDs of a job and a camera."""
Knows = Callable[[Session, str], Awaitable[bool]]
"""Whether a job (UUID) was ever known here."""


@dataclass(slots=True)
class Stock:
    """What was found. Bytes are those of the files counted beside them."""

    present: int = 0
    """Listed, and there."""
    missing: int = 0
    """Listed, and not there any more."""
    missing_bytes: int = 0
    missing_from: datetime | None = None
    missing_to: datetime | None = None
    forgotten: int = 0
    """Of the missing ones: not listed any more."""
    added: int = 0
    """There, and listed from now on; in a dry run: would be."""
    added_bytes: int = 0
    added_from: datetime | None = None
    added_to: datetime | None = None
    jobs: dict[str, int] = field(default_factory=dict)
    """How many of the added ones are of which job (slug)."""
    unknown_jobs: dict[str, int] = field(default_factory=dict)
    """How many of the added ones are of which job (slug) that is not here."""
    unclaimed: int = 0
    """There, and nothing says whose: left alone."""
    examples: list[str] = field(default_factory=list)
    """Paths of some of these."""

    @property
    def notice(self) -> str | None:
        """What whoever adopts a folder must know of what becomes of the files."""
        unknown = sum(self.unknown_jobs.values())
        told = []
        if ours := self.added - unknown:
            told.append(
                f"{_files(ours)} of jobs that are known here: retention counts for them at once. "
                "Give these jobs more days first, or none, if something old has to stay."
            )
        if unknown:
            more = " …" if len(self.unknown_jobs) > SHOWN else ""
            jobs = ", ".join(sorted(self.unknown_jobs)[:SHOWN]) + more
            told.append(
                f"{_files(unknown)} of jobs that are not known here ({jobs}): kept until somebody deletes them, or "
                "puts in a job of the same id on a camera of the same id; then its retention counts for them."
            )
        return " ".join(told) or None


class Stocktaking:
    """Compares, and puts the index right."""

    def __init__(self, database: Database, files: Files, prober: Prober, heir: Heir, knows: Knows) -> None:
        self._database = database
        self._files = files
        self._prober = prober
        self._heir = heir
        self._knows = knows

    async def take(self, volume: Volume, *, dry: bool, forget: str | None, tell: Tell) -> Stock:
        """Of one checked volume. `forget`: who wants what is missing not to be listed any more; None: nobody."""
        stock = Stock()
        await tell(0.0, "comparing the index with the folder")
        await self._compare(volume, stock, None if dry else forget)
        await tell(0.1, "looking for files")
        found = await asyncio.to_thread(lambda: sorted(_walk(volume.path)))
        for start in range(0, len(found), BATCH):
            await self._add(volume, found[start : start + BATCH], stock, dry=dry)
            done = min(start + BATCH, len(found))
            await tell(0.1 + 0.9 * done / len(found), f"{done} of {len(found)} files")
        return stock

    async def _compare(self, volume: Volume, stock: Stock, forget: str | None) -> None:
        last = ""
        while True:
            async with self._database.read() as session:
                rows = await files_of_root(session, volume.id, PAGE, last)
            if not rows:
                return
            last = rows[-1].id
            there = await asyncio.to_thread(_are_there, [volume.path / row.path for row in rows])
            stock.present += sum(there)
            missing = [row for row, is_there in zip(rows, there, strict=True) if not is_there]
            for row in missing:
                stock.missing += 1
                stock.missing_bytes += row.size_bytes
                stock.missing_from, stock.missing_to = _wider(stock.missing_from, stock.missing_to, row.started_at)
            if forget is not None and missing:
                gone = await self._twice_missing(volume, missing)
                why = {row.id: Why(Rule.PERSON, forget) for row in gone}
                stock.forgotten += len(await self._files.removal.forget(self._database, why, volume))

    async def _twice_missing(self, volume: Volume, missing: Sequence[File]) -> list[File]:
        """A disk that went away for a moment lost nothing."""
        there = await asyncio.to_thread(_are_there, [volume.path / row.path for row in missing])
        return [row for row, is_there in zip(missing, there, strict=True) if not is_there]

    async def _add(self, volume: Volume, paths: Sequence[str], stock: Stock, *, dry: bool) -> None:
        async with self._database.read() as session:
            known = await known_paths(session, volume.id, paths)
        new: list[tuple[NewFile, Path]] = []
        for below in paths:
            if below in known:
                continue
            made = await self._identified(volume, below)
            if made is None:
                stock.unclaimed += 1
                stock.examples += [below] if len(stock.examples) < EXAMPLES else []
                continue
            new.append((made, volume.path.resolve() / below))
            stock.added += 1
            stock.added_bytes += made.size_bytes
            stock.added_from, stock.added_to = _wider(stock.added_from, stock.added_to, made.started_at)
            stock.jobs[made.job_slug] = stock.jobs.get(made.job_slug, 0) + 1
        async with self._database.read() as session:
            owned = await self._inherited(session, [made for made, _ in new], stock)
        if new and not dry:
            async with self._database.write() as session:
                for made, (_, path) in zip(owned, new, strict=True):
                    await self._files.index(session, made, path)

    async def _inherited(self, session: Session, new: Sequence[NewFile], stock: Stock) -> list[NewFile]:
        """With jobs put in again after their database was lost, files go on being theirs, and age with theirs."""
        whose = {(made.job_id, made.job_slug, made.camera_slug) for made in new}
        heirs = {names: await self._heir(session, *names) for names in whose}
        known = {job_id: await self._knows(session, job_id) for job_id, _, _ in whose}
        owned = []
        for made in new:
            heir = heirs[made.job_id, made.job_slug, made.camera_slug]
            owned.append(made if heir is None else replace(made, job_id=heir[0], camera_id=heir[1]))
            if heir is None and not known[made.job_id]:
                stock.unknown_jobs[made.job_slug] = stock.unknown_jobs.get(made.job_slug, 0) + 1
        return owned

    async def _identified(self, volume: Volume, below: str) -> NewFile | None:
        path = volume.path / below
        with suppress(OSError):
            held = await asyncio.to_thread(_look, volume.path, below)
            if held is None:
                return None
            identity, size, written = held
            seconds = identity.duration_seconds
            if kind_of(identity.format) is FileKind.VIDEO and (seconds is None or identity.started_at is None):
                with suppress(ProbeFailed):
                    seconds = seconds or (await self._prober.probe(path)).duration
            return NewFile(
                run_id=identity.run_id,
                job_id=identity.job[0],
                job_slug=identity.job[1],
                job_name=identity.job[2],
                camera_id=identity.camera[0],
                camera_slug=identity.camera[1],
                camera_name=identity.camera[2],
                volume=volume,
                started_at=identity.started_at or written - timedelta(seconds=seconds or 0.0),
                duration_seconds=seconds,
                size_bytes=size,
                format=identity.format,
            )
        return None


def _walk(volume: Path) -> Iterator[str]:
    """Every file below a volume but our own, as its path there; links and other disks' folders are not entered."""
    disk = volume.stat().st_dev
    for folder, folders, names in os.walk(volume):
        place = Path(folder)
        folders[:] = [name for name in folders if _enters(place / name, disk, top=place == volume)]
        for name in names:
            with suppress(OSError):
                if stat.S_ISREG((place / name).lstat().st_mode) and not name.startswith("."):
                    yield (place / name).relative_to(volume).as_posix()


def _enters(folder: Path, disk: int, *, top: bool) -> bool:
    if top and folder.name == STAGING:
        return False
    try:
        held = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(held.st_mode) and held.st_dev == disk and not (folder / STAGING / "root.json").exists()


def _look(volume: Path, below: str) -> tuple[Identity, int, datetime] | None:
    """What a file says of itself, its size, and when it was last written."""
    path = volume / below
    ending = path.suffix[1:].lower()
    identity = read(path, ending) if ending in VIDEO | PICTURE else read_sidecar(volume, below)
    if identity is None or identity.format != ending:
        return None
    held = path.stat()
    return identity, held.st_size, datetime.fromtimestamp(held.st_mtime, UTC)


def _are_there(paths: Sequence[Path]) -> list[bool]:
    return [_is_there(path) for path in paths]


def _is_there(path: Path) -> bool:
    """Only what the disk says is not there is missing: any other error says nothing about the file, and is raised."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _wider(first: datetime | None, last: datetime | None, at: datetime) -> tuple[datetime, datetime]:
    return (min(first, at) if first else at), (max(last, at) if last else at)


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
