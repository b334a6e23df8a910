"""
Recorded files made playable: in another container, or encoded anew, by children that end with their readers.

What is made lies in a folder of bounded size, the one that was not asked for longest goes first. A change of container
is as fast as the disk, so it is waited for and then served in ranges. Encoding is slow: it is sent while it is
written, by a few children at once, and kept when it was made to its end.
"""

import asyncio
import contextlib
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from regie.camcron.recordings.errors import NoRoomToPlay, NotPlayable, TooManyTranscodes
from regie.camcron.recordings.models import File
from regie.camcron.recordings.playing import Facts, remux_arguments, transcode_arguments
from regie.camcron.recordings.settings import FileSettings
from regie.kernel.clock import Clock
from regie.kernel.ffmpeg.binary import Ffmpeg
from regie.kernel.ffmpeg.reasons import reason_of
from regie.kernel.ids import new_id
from regie.kernel.processes import once
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.launch import Launch

LONGEST = 6 * 3600.0
"""Seconds that one child may take, whatever it does."""
POLITE = 10
"""Recording goes first."""
CHUNK = 256 * 1024
PAUSE = 0.1
"""Seconds between two looks at what is being written."""
LOOK_UP = 0.5
"""Seconds between two looks whether a reader is still there."""
REMUXES = 2
LEAST_FREE = 64 * 1024 * 1024
RETRY_AFTER = 15.0
PART = ".part"
Gone = Callable[[], Awaitable[bool]]
"""Whether the reader has left."""


@dataclass(slots=True)
class _Making:
    """Something that a child is making for at least one reader."""

    file_id: str
    part: Path
    kept: Path
    encodes: bool
    keep: bool
    readers: int = 0
    failed: str | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)
    task: "asyncio.Task[None] | None" = None

    def leave(self) -> None:
        """A reader has left; nobody works for nobody."""
        self.readers -= 1
        if self.readers == 0 and not self.done.is_set() and self.task is not None:
            self.task.cancel()
        elif self.readers == 0 and not self.keep:
            asyncio.get_running_loop().run_in_executor(None, partial(self.part.unlink, missing_ok=True))


class Renditions:
    """Makes and keeps them."""

    def __init__(self, folder: Path, ffmpeg: Ffmpeg, children: Spawner, clock: Clock, settings: FileSettings) -> None:
        self._folder = folder
        self._ffmpeg = ffmpeg
        self._children = children
        self._clock = clock
        self._settings = settings
        self._making: dict[Path, _Making] = {}
        self._remuxing = asyncio.Semaphore(REMUXES)

    async def open(self) -> None:
        """What a former server left half made is of no use."""
        await asyncio.to_thread(_clear, self._folder)

    def settle(self, settings: FileSettings) -> None:
        """Other limits, from now on."""
        self._settings = settings

    async def close(self) -> None:
        """End the children."""
        tasks = [making.task for making in self._making.values() if making.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def remuxed(self, file: File, source: Path, facts: Facts, can: frozenset[str], gone: Gone) -> Path:
        """The whole file in an MP4, once made; ends with its last reader. Raises `NotPlayable`, `NoRoomToPlay`."""
        kept = self._kept(file, "remux")
        if await self._is_kept(kept):
            return kept
        making = self._making.get(kept)
        if making is None:
            await self._check_room(file)
            making = self._begin(file, kept, encodes=False)
            words = remux_arguments(str(source), str(making.part), facts, can)
            making.task = asyncio.create_task(self._make(making, words))
        making.readers += 1
        try:
            while not making.done.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(making.done.wait(), LOOK_UP)
                if not making.done.is_set() and await gone():
                    raise NotPlayable(file.id, "Nobody waits for it any more.")
        finally:
            making.leave()
        if making.failed is not None:
            raise NotPlayable(file.id, making.failed)
        return kept

    async def transcoded(self, file: File, source: Path, at: float) -> "Path | Stream":
        """In H.264 from `at` seconds on: the whole file when it is kept, else its bytes as they are made."""
        kept = self._kept(file, "h264" if at <= 0 else f"h264-{new_id()}")
        if await self._is_kept(kept):
            return kept
        making = self._making.get(kept)
        if making is None:
            self._check_load(file)
            await self._check_room(file)
            self._check_load(file)
            making = self._begin(file, kept, encodes=True, keep=at <= 0)
            words = transcode_arguments(str(source), str(making.part), at)
            making.task = asyncio.create_task(self._make(making, words))
        stream = Stream(making, self._clock)
        try:
            await stream.begin()
        except BaseException:
            stream.close()
            raise
        return stream

    async def forget(self, file_id: str) -> None:
        """The file is gone: so is what was made of it."""
        for making in list(self._making.values()):
            if making.file_id == file_id and making.task is not None:
                making.task.cancel()
        await asyncio.to_thread(_forget, self._folder, file_id)

    def _check_load(self, file: File) -> None:
        if sum(making.encodes for making in self._making.values()) >= self._settings.transcodes:
            raise TooManyTranscodes(file.id, self._settings.transcodes, RETRY_AFTER)
        if not self._ffmpeg.can_encode("libx264"):
            raise NotPlayable(file.id, "This ffmpeg cannot encode H.264.")

    def _kept(self, file: File, form: str) -> Path:
        return self._folder / f"{file.id}.{form}.mp4"

    async def _is_kept(self, kept: Path) -> bool:
        """Also notes that it was asked for."""
        try:
            await asyncio.to_thread(os.utime, kept)
        except OSError:
            return False
        return True

    async def _check_room(self, file: File) -> None:
        def free() -> int:
            self._folder.mkdir(parents=True, exist_ok=True)
            return shutil.disk_usage(self._folder).free

        if await asyncio.to_thread(free) < file.size_bytes + LEAST_FREE:
            raise NoRoomToPlay(file.id)

    def _begin(self, file: File, kept: Path, *, encodes: bool, keep: bool = True) -> _Making:
        making = _Making(file.id, self._folder / f"{new_id()}{PART}", kept, encodes, keep)
        self._making[kept] = making
        return making

    async def _make(self, making: _Making, words: tuple[str, ...]) -> None:
        launch = Launch((str(self._ffmpeg.path), *words), pipes=("stderr",), nice=POLITE)
        making.failed = "It was not made to its end."
        try:
            async with contextlib.nullcontext() if making.encodes else self._remuxing:
                finished = await once.run(self._children, launch, self._clock, seconds=LONGEST)
            if finished.exit.code != 0:
                making.failed = reason_of(finished.text("stderr").splitlines()).sentence
                return
            if making.keep:
                await asyncio.to_thread(making.part.replace, making.kept)
                await asyncio.to_thread(_prune, self._folder, self._settings.play_cache_bytes, making.kept)
            making.failed = None
        except OSError as error:
            making.failed = f"It could not be made: {error.strerror or error}."
        finally:
            self._making.pop(making.kept, None)
            making.done.set()
            if making.failed is not None or making.readers == 0:
                await asyncio.to_thread(making.part.unlink, missing_ok=True)


class Stream:
    """What a child writes, read while it is written. Close it, whether or not anything was read."""

    def __init__(self, making: _Making, clock: Clock) -> None:
        self._making = making
        self._clock = clock
        self._held: BinaryIO | None = None
        self._first = b""
        self._closed = False
        making.readers += 1

    async def begin(self) -> None:
        """Wait for the first bytes. Raises `NotPlayable` when none come."""
        while not self._first:
            ended = self._making.done.is_set()
            if self._making.failed is not None and ended:
                raise NotPlayable(self._making.file_id, self._making.failed)
            self._first = await asyncio.to_thread(self._read)
            if not self._first:
                if ended:
                    raise NotPlayable(self._making.file_id, "It shows nothing from there on.")
                await self._clock.sleep(PAUSE)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._first
        while True:
            ended = self._making.done.is_set()
            data = await asyncio.to_thread(self._read)
            if data:
                yield data
            elif ended:
                return
            else:
                await self._clock.sleep(PAUSE)

    def close(self) -> None:
        """The reader has left; with the last one the child ends."""
        if self._closed:
            return
        self._closed = True
        if self._held is not None:
            self._held.close()
        self._making.leave()

    def _read(self) -> bytes:
        if self._held is None:
            for path in (self._making.part, self._making.kept):
                with contextlib.suppress(FileNotFoundError):
                    self._held = path.open("rb")
                    break
        return self._held.read(CHUNK) if self._held is not None else b""


def _clear(folder: Path) -> None:
    for part in folder.glob(f"*{PART}"):
        part.unlink(missing_ok=True)


def _forget(folder: Path, file_id: str) -> None:
    for kept in folder.glob(f"{file_id}.*.mp4"):
        kept.unlink(missing_ok=True)


def _prune(folder: Path, most: int, newest: Path) -> None:
    """Make room for the newest, which stays however large it is."""
    held = sorted(((path.stat().st_mtime, path) for path in folder.glob("*.mp4")), reverse=True)
    room = most - newest.stat().st_size
    for _, path in held:
        if path == newest:
            continue
        room -= path.stat().st_size
        if room < 0:
            path.unlink(missing_ok=True)
