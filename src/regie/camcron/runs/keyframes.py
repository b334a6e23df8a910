"""
Key frames of a recording that goes on, taken out of the file that is being written: no connection to the camera.

A fragment of half a second is whole as soon as the next one begins or its own data is there. What is found is copied,
with the file's beginning, into a small film that holds one group of pictures; decoding it is the business of a child.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from regie.camcron.runs.fragments import HEAD, Box, NotUnderstood, Track, box_at, key_time, video_track

MAX_BOX = 64 * 1024 * 1024
"""What we write is a small part of that."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key frame in a file: when it is shown, and where its fragment lies."""

    seconds: float
    offset: int
    size: int


class OpenFile:
    """One growing file. Each `keys` goes on where the last one ended."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._place = 0
        self._init = 0
        """Bytes before the first fragment."""
        self._track: Track | None = None
        self._keys: list[Key] = []
        self._busy = asyncio.Lock()

    async def newest(self, *, since: float | None = None) -> Key | None:
        """
        The newest key frame that is whole; with `since` (seconds of the file's time line) the first one from then on.
        """
        async with self._busy:
            await asyncio.to_thread(self._read)
        if since is None:
            return self._keys[-1] if self._keys else None
        return next((key for key in self._keys if key.seconds >= since), None)

    async def cut(self, key: Key, target: Path) -> None:
        """Write a film of that key frame's fragment."""
        await asyncio.to_thread(self._cut, key, target)

    def _read(self) -> None:
        try:
            with self.path.open("rb") as file:
                size = file.seek(0, 2)
                while (box := self._box(file)) is not None and box.offset + box.size <= size:
                    if not self._take(file, box, size):
                        return
        except (OSError, NotUnderstood):
            return  # as far as it goes: what is being written now is looked at the next time

    def _box(self, file: BinaryIO) -> Box | None:
        file.seek(self._place)
        head = file.read(HEAD)
        return box_at(head, self._place) if len(head) >= 8 else None

    def _take(self, file: BinaryIO, box: Box, size: int) -> bool:
        """Look at one box and step over it; whether it was whole."""
        end = box.offset + box.size
        if box.kind == b"moov" and box.size <= MAX_BOX:
            file.seek(box.offset)
            self._track, self._init = video_track(file.read(box.size)), end
        elif box.kind == b"moof" and self._track is not None and box.size <= MAX_BOX:
            file.seek(end)
            head = file.read(HEAD)
            data = box_at(head, end) if len(head) >= 8 else None
            if data is None or end + data.size > size:
                return False
            file.seek(box.offset)
            seconds = key_time(file.read(box.size), self._track)
            if seconds is not None:
                self._keys = [*self._keys[-20:], Key(seconds, box.offset, box.size + data.size)]
            end += data.size
        self._place = end
        return True

    def _cut(self, key: Key, target: Path) -> None:
        with self.path.open("rb") as file, target.open("wb") as film:
            film.write(file.read(self._init))
            file.seek(key.offset)
            film.write(file.read(key.size))
