"""
Small pictures of recorded files, made when somebody looks, by a child, and kept.

A file never changes, so its picture is good for ever: it lies under the data folder by the file's id. A few are made
at once; whoever asks for one that is being made waits for that one.
"""

import asyncio
import time
from collections.abc import Awaitable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from regie.camcron.recordings.errors import NoThumbnail
from regie.camcron.recordings.models import File, FileKind
from regie.camcron.recordings.queries import still_there
from regie.camcron.recordings.service import Files
from regie.kernel.db import Database
from regie.kernel.ffmpeg.media import ProbeFailed
from regie.kernel.ids import new_id

WIDTH = 320
AT_ONCE = 2
"""Each takes a good part of a core for a fifth of a second."""
DRAFTS = 3600.0
"""Seconds after which nobody writes a draft any more."""


class Maker(Protocol):
    """Makes a JPEG of a file, at most that wide; the kernel's prober is one."""

    def thumbnail(self, source: Path, width: int, *, at: float | None = None) -> Awaitable[bytes]: ...


class Thumbnails:
    """Finds or makes the small picture of a file."""

    def __init__(self, files: Files, maker: Maker, folder: Path) -> None:
        self._files = files
        self._maker = maker
        self._folder = folder
        self._room = asyncio.Semaphore(AT_ONCE)
        self._being_made: dict[str, asyncio.Task[Path]] = {}

    async def of(self, file: File) -> Path:
        """A JPEG on disk. Raises `NoThumbnail` when none can be made of this file."""
        kept = self._folder / file.id[-2:] / f"{file.id}.jpg"  # the end of an id is random, its beginning is a time
        if await asyncio.to_thread(kept.is_file):
            return kept
        if file.kind is FileKind.DATA:
            raise NoThumbnail(file.id, "Only videos and pictures have one.")
        task = self._being_made.get(file.id)
        if task is None:
            task = self._being_made[file.id] = asyncio.create_task(self._make(file, kept))
            task.add_done_callback(lambda _: self._being_made.pop(file.id, None))
        return await asyncio.shield(task)

    async def forget(self, file_id: str) -> None:
        """The file is gone: so is its picture."""
        kept = self._folder / file_id[-2:] / f"{file_id}.jpg"
        await asyncio.to_thread(kept.unlink, missing_ok=True)

    async def tidy(self, database: Database) -> None:
        """Forget those whose file went while nobody here heard of it, and drafts of a killed server."""
        for folder in await asyncio.to_thread(lambda: sorted(self._folder.glob("*"))):
            held = await asyncio.to_thread(_held, folder)
            async with database.read() as session:
                there = await still_there(session, list(held))
            await asyncio.to_thread(_unlink, [path for file_id, path in held.items() if file_id not in there])

    async def _make(self, file: File, kept: Path) -> Path:
        place = await self._files.place(file)
        async with self._room:
            try:
                picture = await self._maker.thumbnail(place.path, WIDTH)
            except ProbeFailed as failed:
                raise NoThumbnail(file.id, failed.reason.sentence) from failed
        if not picture:
            raise NoThumbnail(file.id, "It shows no picture.")
        await asyncio.to_thread(_keep, kept, picture)
        return kept


def _keep(kept: Path, picture: bytes) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_name(f"{new_id()}.part")
    draft.write_bytes(picture)
    draft.replace(kept)


def _held(folder: Path) -> dict[str, Path]:
    """Pictures by the id of their file, and old drafts by a name that no file has."""
    held = {path.stem: path for path in folder.glob("*.jpg")}
    old = time.time() - DRAFTS
    with suppress(FileNotFoundError):  # one that is finished just now
        held |= {path.name: path for path in folder.glob("*.part") if path.stat().st_mtime < old}
    return held


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
