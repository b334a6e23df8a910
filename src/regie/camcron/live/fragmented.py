"""
The output of an ffmpeg that writes fragmented MP4 into a pipe, taken apart: one beginning, then fragments.

Pure. Each fragment is `moof` and `mdat`; one whose first picture is a key frame is where a viewer may begin.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from regie.camcron.live.codecs import media_type
from regie.camcron.runs.fragments import HEAD, NotUnderstood, Track, box_at, key_time, video_track

MOST = 64 * 1024 * 1024
"""No box of a live stream is as large: who says so is not understood."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What every viewer gets first."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """A fifth of a second or more."""

    data: bytes
    key: float | None
    """When it is shown, in seconds of the stream's time line, if it begins with a key frame."""


class Splitter:
    """Chunks in, whole parts out; raises `NotUnderstood` for what is none."""

    def __init__(self) -> None:
        self._left = bytearray()
        self._held = bytearray()
        """Boxes that wait for the one that completes them."""
        self._track: Track | None = None
        self._key: float | None = None

    def feed(self, data: bytes) -> Iterator[Beginning | Fragment]:
        self._left += data
        while len(self._left) >= HEAD:
            box = box_at(bytes(self._left[:HEAD]), 0)
            if box.size > MOST:
                raise NotUnderstood
            if len(self._left) < box.size:
                return
            whole = bytes(self._left[: box.size])
            del self._left[: box.size]
            if (part := self._take(box.kind, whole)) is not None:
                yield part

    def _take(self, kind: bytes, whole: bytes) -> Beginning | Fragment | None:
        self._held += whole
        if kind == b"moov":
            self._track = video_track(whole)
            return Beginning(self._all(), media_type(whole))
        if kind == b"moof":
            if self._track is None:
                raise NotUnderstood
            self._key = key_time(whole, self._track)
        elif kind == b"mdat":
            key, self._key = self._key, None
            return Fragment(self._all(), key)
        return None

    def _all(self) -> bytes:
        data = bytes(self._held)
        self._held.clear()
        return data
