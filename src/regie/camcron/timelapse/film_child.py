"""
The child that turns pictures into a piece of film, so that what crashes in C crashes here.

One request as JSON on stdin; on stdout a line before each picture (`{"at": 7}`), so that whoever started this knows
which one killed it, and a last line with what became of them. Each picture is decoded, fitted into the size of the
first one with black bars, and encoded; what cannot be decoded is counted and left out. A night picture is a dark one,
or one without colour, as cameras with infrared light take them.
"""

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange

DARK = 40.0
"""Mean brightness, 0 to 255, under which it is night."""
COLOURLESS = 2.5
"""Mean distance from grey, under which a picture has no colour."""
_SMALL = (64, 36)


def main() -> None:
    """Make the one piece."""
    request = json.load(sys.stdin.buffer)
    piece = _Piece(request)
    for number, path in enumerate(request["pictures"]):
        if path is None:
            piece.unreadable.append(number)
            continue
        _say({"at": number})
        try:
            frame = _decoded(path)
        except (av.FFmpegError, OSError, ValueError, StopIteration, MemoryError):
            piece.unreadable.append(number)
            continue
        if request["skipNight"] and is_night(frame):
            piece.night.append(number)
            continue
        piece.add(number, frame)
    _say({"done": piece.close()})


class _Piece:
    """The film as far as it is made; opened by its first picture."""

    def __init__(self, request: dict[str, Any]) -> None:
        self._request = request
        self._size: tuple[int, int] | None = tuple(request["size"]) if request["size"] else None
        self._rate = Fraction(*request["rate"])
        self._output: Any = None
        self._stream: Any = None
        self.first: int | None = None
        self.frames = 0
        self.unreadable: list[int] = []
        self.night: list[int] = []

    def add(self, number: int, frame: VideoFrame) -> None:
        """One more picture."""
        if self._size is None:
            self._size = (max(2, frame.width & ~1), max(2, frame.height & ~1))
        if self._output is None:
            self._open(self._size)
            self.first = number
        fitted = _fitted(frame, self._size)
        fitted.pts, fitted.time_base = self.frames, 1 / self._rate
        self.frames += 1
        self._output.mux(self._stream.encode(fitted))

    def close(self) -> dict[str, Any]:
        """End the file; what became of the pictures."""
        if self._output is not None:
            self._output.mux(self._stream.encode(None))
            self._output.close()
        return {"size": self._size, "frames": self.frames, "first": self.first, "night": self.night,
                "unreadable": self.unreadable}  # fmt: skip

    def _open(self, size: tuple[int, int]) -> None:
        self._output = av.open(self._request["target"], "w", format="mp4")
        self._stream = self._output.add_stream(
            self._request["encoder"], rate=self._rate, options=self._request["options"]
        )
        self._stream.width, self._stream.height = size
        self._stream.pix_fmt = "yuv420p"
        self._stream.codec_context.time_base = 1 / self._rate
        self._stream.codec_context.color_range = ColorRange.MPEG


def _decoded(path: str) -> VideoFrame:
    if not Path(path).is_file():
        raise FileNotFoundError(path)
    with av.open(path, options={"protocol_whitelist": "file"}) as source:
        return next(source.decode(video=0))


def _fitted(frame: VideoFrame, size: tuple[int, int]) -> VideoFrame:
    """In this size, whole, with black bars where its shape is another."""
    width, height = size
    scale = min(width / frame.width, height / frame.height)
    inner = (min(width, max(2, round(frame.width * scale / 2) * 2)),
             min(height, max(2, round(frame.height * scale / 2) * 2)))  # fmt: skip
    fitted = frame.reformat(*inner, format="yuv420p", dst_color_range=ColorRange.MPEG)
    if inner == size:
        return fitted
    full = np.full(width * height * 3 // 2, 128, np.uint8)
    full[: width * height] = 16
    left, top = (width - inner[0]) // 4 * 2, (height - inner[1]) // 4 * 2
    for half, target, source in zip((1, 2, 2), _planes(full, size), _planes(fitted.to_ndarray(), inner), strict=True):
        rows = slice(top // half, (top + inner[1]) // half)
        target[rows, left // half : (left + inner[0]) // half] = source
    return VideoFrame.from_ndarray(full.reshape(height * 3 // 2, width), format="yuv420p")


def _planes(picture: "np.ndarray[Any, Any]", size: tuple[int, int]) -> "list[np.ndarray[Any, Any]]":
    """Brightness and the two colours, as views."""
    width, height = size
    flat, area = picture.reshape(-1), width * height
    colour = (height // 2, width // 2)
    return [
        flat[:area].reshape(height, width),
        flat[area : area * 5 // 4].reshape(colour),
        flat[area * 5 // 4 :].reshape(colour),
    ]


def is_night(frame: VideoFrame) -> bool:
    """Whether a picture was taken in the dark: by hardly any light, or by infrared light."""
    small = frame.reformat(*_SMALL, format="yuv444p", dst_color_range=ColorRange.JPEG).to_ndarray().astype(np.float32)
    light, blue, red = small
    if light.mean() < DARK:
        return True
    return bool((np.abs(blue - 128) + np.abs(red - 128)).mean() < COLOURLESS)


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
