"""
Spans of time in their order, and what to find in them quickly.

Pure. A month of a camera has tens of thousands of files: everything here is one walk or one bisection.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, NamedTuple, Protocol, TypeVar


class HasSpan(Protocol):
    """Anything from one instant to another, half-open."""

    @property
    def since(self) -> datetime: ...
    @property
    def until(self) -> datetime: ...


S = TypeVar("S", bound=HasSpan)


class Track(Generic[S]):
    """Spans by their begin; they may overlap. `at` finds the one that began last of those that cover an instant."""

    def __init__(self, spans: Iterable[S]) -> None:
        self.spans: list[S] = sorted(spans, key=lambda span: span.since)
        self._begins = [span.since for span in self.spans]
        self._furthest: list[datetime] = []
        for span in self.spans:
            self._furthest.append(max(span.until, self._furthest[-1]) if self._furthest else span.until)

    def at(self, instant: datetime, *, slack: timedelta = timedelta(0)) -> S | None:
        """`slack`: how far outside of its span one still counts."""
        index = bisect_right(self._begins, instant + slack) - 1
        while index >= 0 and self._furthest[index] + slack > instant:
            if self.spans[index].until + slack > instant:
                return self.spans[index]
            index -= 1
        return None

    def before(self, instant: datetime) -> S | None:
        """The last that began by then."""
        index = bisect_right(self._begins, instant) - 1
        return self.spans[index] if index >= 0 else None

    def after(self, instant: datetime) -> S | None:
        """The first that begins later."""
        index = bisect_right(self._begins, instant)
        return self.spans[index] if index < len(self.spans) else None

    def edges(self) -> Iterable[datetime]:
        """Every begin and every end."""
        for span in self.spans:
            yield span.since
            yield span.until


@dataclass(slots=True)
class Recorded:
    """What was recorded without a break, or with breaks too short to see."""

    since: datetime
    until: datetime
    seconds: float
    """Of film in it; less than its length when there are breaks."""
    bytes: int
    files: int = 1
    ids: list[str] = field(default_factory=list)
    """Of its first files."""


class Piece(NamedTuple):
    """One file; a tuple, because there are tens of thousands."""

    file_id: str
    since: datetime
    seconds: float
    bytes: int


SHOWN_IDS = 100
"""Of a recording, unless fewer are asked for."""


def joined(pieces: Iterable[Piece], apart: timedelta, ids: int = SHOWN_IDS) -> list[Recorded]:
    """Files, the oldest first, made one where no more than `apart` lies between; with the ids of the first."""
    found: list[Recorded] = []
    last: Recorded | None = None
    for piece in pieces:
        until = piece.since + timedelta(seconds=piece.seconds)
        if last is not None and piece.since - last.until <= apart:
            last.until = max(last.until, until)
            last.seconds += piece.seconds
            last.bytes += piece.bytes
            last.files += 1
            if last.files <= ids:
                last.ids.append(piece.file_id)
        else:
            last = Recorded(piece.since, until, piece.seconds, piece.bytes, 1, [piece.file_id])
            found.append(last)
    return found


def without_breaks(spans: Sequence[tuple[datetime, datetime]], apart: timedelta) -> list[tuple[datetime, datetime]]:
    """Spans in their order, made one where no more than `apart` lies between them."""
    found: list[tuple[datetime, datetime]] = []
    for begin, end in spans:
        if found and begin - found[-1][1] <= apart:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found
