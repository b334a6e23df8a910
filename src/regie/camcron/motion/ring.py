"""
The last seconds of a stream, as pieces on a disk: what an event's clip is made of.

Pure: it knows of each piece where it lies and when it was, says which ones a clip takes, and which nobody needs any
more. Nothing is kept twice: what one clip has taken, the next one does not take again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

SLACK = 1.0
"""Seconds by which two ways of telling a piece's length may differ; beyond, the time line was broken."""


@dataclass(slots=True)
class Piece:
    """One closed file of the ring; it begins with a key frame."""

    path: Path
    started_at: datetime
    seconds: float
    line: float
    """Where it begins on the time line of its process, in seconds, as its picture says."""
    start: float | None = None
    """Where its earliest packet lies, as its file says; sound may begin before the picture."""

    @property
    def ends_at(self) -> datetime:
        return self.started_at + timedelta(seconds=self.seconds)


class Ring:
    """The pieces of one process, in their order."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)

    def take(self, since: datetime, until: datetime) -> list[Piece]:
        """The pieces that overlap a span; they leave the ring."""
        taken = [piece for piece in self.pieces if piece.ends_at > since and piece.started_at < until]
        self.pieces = [piece for piece in self.pieces if piece not in taken]
        return taken

    def drop_before(self, instant: datetime) -> list[Piece]:
        """Let go what ended before; the pieces whose files are needed no more."""
        dropped = [piece for piece in self.pieces if piece.ends_at <= instant]
        self.pieces = [piece for piece in self.pieces if piece.ends_at > instant]
        return dropped

    def drop_all(self) -> list[Piece]:
        dropped, self.pieces = self.pieces, []
        return dropped

    def seconds_since(self, instant: datetime) -> float:
        """How much was recorded from an instant on."""
        return sum(piece.seconds for piece in self.pieces if piece.ends_at > instant)


def span(pieces: Sequence[Piece]) -> tuple[datetime, float]:
    """When pieces of one process truly begin, and their seconds: the last one knows best where the time line lies."""
    seconds = pieces[-1].line + pieces[-1].seconds - pieces[0].line
    return pieces[-1].ends_at - timedelta(seconds=seconds), seconds


def listing(pieces: Sequence[Piece]) -> str:
    """
    The pieces for ffmpeg's `concat` demuxer, each with its exact length.

    Every packet keeps its place on the common time line: a piece's length is the way from its earliest packet to that
    of the next one, whichever stream these belong to.
    """
    lines = ["ffconcat version 1.0"]
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        quoted = str(piece.path).replace("'", "'\\''")
        lines.append(f"file '{quoted}'")
        if following is not None:
            lines.append(f"duration {_length(piece, following):.6f}")
    return "\n".join(lines) + "\n"


def _length(piece: Piece, following: Piece) -> float:
    by_picture = following.line - piece.line
    if piece.start is None or following.start is None:
        return by_picture
    by_file = following.start - piece.start
    return by_file if abs(by_file - by_picture) < SLACK else by_picture
