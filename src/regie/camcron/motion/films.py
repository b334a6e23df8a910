"""
The pictures of a recorded piece, small and grey, as the child that looks at them reads them.

Only what is asked for is decoded: key frames, or a few frames a second. Each piece is a file of its own that begins
with a key frame, so whatever is wrong with one is forgotten with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import av
from av.codec.context import CodecContext
from av.packet import Packet
from av.video.frame import VideoFrame

from regie.camcron.motion.picture import Grey, size_of

PER_SECOND = 5.0
"""Frames that are looked at when not only key frames are: nothing that matters is quicker."""
THUMBNAIL = 320
"""Width of the picture that stands for an event."""
_OPTIONS = {"probesize": "32", "analyzeduration": "0", "protocol_whitelist": "file"}
"""It is known what is in it: looking for longer decodes its first picture three times."""


@dataclass(slots=True)
class Film:
    """What was learnt of a piece while it was read. Seconds on the time line of the process that wrote it."""

    start: float | None = None
    """Of its earliest packet, whichever stream it belongs to."""
    first: float | None = None
    """Of its first picture."""
    end: float | None = None
    video: str | None = None
    """Codec."""
    keys: list[float] = field(default_factory=list)
    """Its key frames, from its first picture on."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture, with the seconds since the first one of its piece."""

    offset: float
    frame: VideoFrame

    def grey(self) -> Grey:
        """Small and grey."""
        width, height = size_of(self.frame.width, self.frame.height)
        small: Any = self.frame.reformat(width, height, "gray", interpolation="AREA").to_ndarray()
        grey: Grey = small
        return grey

    def jpeg(self) -> bytes:
        """As a JPEG, at most `THUMBNAIL` points wide."""
        width = min(self.frame.width, THUMBNAIL) & ~1
        height = max(2, round(self.frame.height * width / self.frame.width)) & ~1
        small = self.frame.reformat(width, height, "yuvj420p")
        encoder: Any = CodecContext.create("mjpeg", "w")
        encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuvj420p"
        encoder.time_base = small.time_base or "1/25"
        encoder.options = {"strict": "-1", "qmin": "3", "qmax": "5"}
        return b"".join(bytes(packet) for packet in [*encoder.encode(small), *encoder.encode(None)])


def still(jpeg: bytes) -> VideoFrame:
    """The picture of a JPEG. Raises what the library does, and `ValueError` for what is none."""
    decoder: Any = CodecContext.create("mjpeg", "r")
    for packet in (Packet(jpeg), None):
        for frame in decoder.decode(packet):
            assert isinstance(frame, VideoFrame)
            return frame
    raise ValueError("There is no picture in it.")


def shots(path: str, film: Film, *, every_frame: bool) -> Iterator[Shot]:
    """Its pictures in their order; `film` is filled meanwhile. Raises what the library does."""
    with av.open(path, options=_OPTIONS, metadata_errors="replace") as container:
        if not container.streams.video:
            return
        stream = container.streams.video[0]
        context = stream.codec_context
        film.video = context.name
        context.thread_count, context.thread_type = 1, "NONE"
        if not every_frame:
            context.skip_frame = "NONKEY"
        due = 0.0
        starts: dict[int, float] = {}
        for packet in container.demux():
            if packet.pts is not None and packet.time_base is not None:
                _note(film, starts, packet, stream.index)
            if packet.stream_index != stream.index:
                continue
            for frame in packet.decode():
                assert isinstance(frame, VideoFrame)
                offset = (frame.time or 0.0) - (film.first or 0.0)
                if not every_frame or offset >= due:
                    due = offset + 1 / PER_SECOND - 0.001
                    yield Shot(offset, frame)


def _note(film: Film, starts: dict[int, float], packet: Any, video: int) -> None:
    at = float(packet.pts * packet.time_base)
    if packet.stream_index not in starts:
        starts[packet.stream_index] = at
        film.start = min(starts.values())
    if packet.stream_index != video:
        return
    film.first = at if film.first is None else film.first
    film.end = max(film.end or at, at + float((packet.duration or 0) * packet.time_base))
    if packet.is_keyframe:
        film.keys.append(at - film.first)
