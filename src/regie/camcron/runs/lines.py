"""
One reader's right to read a stream, and the book of those that a camera has given.

A `Line` leads to the camera or to the relay; whoever has one gives it back when its process is gone. Deciding who gets
one is the business of `connections`.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from regie.camcron.runs.down import LineDown
from regie.camcron.runs.extra import Extra
from regie.camcron.runs.feeds import Feed
from regie.camcron.runs.sharing import Hold, Limits, shareable

BROKE_OFF = "The connection through the relay broke off."


@dataclass(frozen=True, slots=True)
class Want:
    """Somebody who wants to read a stream."""

    camera_id: str
    camera: str
    """Its slug."""
    address: str = field(repr=False)
    """Complete, with credentials."""
    who: str
    """Whom the others shall be told to wait for."""
    priority: int = 0
    codec: str | None = None
    """Of the picture, as far as it is known."""
    extra: Extra = field(default_factory=Extra)
    share: bool = False
    """Through the relay, whatever the cap."""
    brief: bool = False
    """For a moment only."""
    displaces: bool = True
    """Whether somebody who reads the same stream directly may be asked to begin anew through the relay."""
    waits: bool = True
    hand_over: Callable[[str], None] | None = None
    """Called when it is to go on through the relay: it ends its process, and asks again."""
    told: Callable[[str], None] = lambda sentence: None
    """Hears why it waits, whenever that changes."""


class Desk(Protocol):
    """Where lines are given back; `Connections` is one."""

    def settled(self, camera_id: str) -> None: ...
    def refused(self, camera_id: str, held: "Held") -> bool: ...
    def leave(self, line: "Line", held: "Held") -> None: ...


class Line:
    """The right to read: from the camera, or from the relay. `close` gives it back, as often as it likes."""

    def __init__(self, connections: Desk, held: "Held", want: Want) -> None:
        self.shared = held.feed is not None
        self.address = want.address
        self.want = want
        self._connections = connections
        self._held = held
        self._closed = False

    async def connect(self) -> str:
        """The address to read at; raises `LineDown` when nothing comes through the relay."""
        if self._held.feed is not None:
            self.address = await self._held.feed.address()
        return self.address

    def confirm(self) -> None:
        """The camera delivers."""
        if not self._held.confirmed:
            self._held.confirmed = True
            self._connections.settled(self.want.camera_id)

    def refused(self) -> bool:
        """The camera answered that it takes no more; whether that taught how many it takes."""
        return not self.shared and self._connections.refused(self.want.camera_id, self._held)

    @property
    def down(self) -> LineDown:
        """Why nothing came through the relay."""
        feed = self._held.feed
        return (feed.down if feed is not None else None) or LineDown("relay", BROKE_OFF)

    @property
    def is_handing_over(self) -> bool:
        return self._held.leaving

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._connections.leave(self, self._held)


@dataclass(eq=False, slots=True)
class Held:
    """One open connection."""

    address: str
    since: datetime
    rank: tuple[int, int]
    line: Line | None = None
    feed: Feed | None = None
    lines: set[Line] = field(default_factory=set)
    """Readers of a feed."""
    confirmed: bool = False
    leaving: bool = False
    lingers: "asyncio.Task[None] | None" = None

    def as_seen(self) -> Hold:
        able = self.line is not None and self.line.want.hand_over is not None and not self.leaving
        able = able and self.line is not None and shareable(self.line.want.address, self.line.want.codec)
        return Hold(self.address, self.feed is not None, len(self.lines) or int(self.feed is None), able, self.rank,
                    self.leaving)  # fmt: skip

    @property
    def names(self) -> list[str]:
        lines = self.lines if self.line is None else {self.line}
        return sorted({line.want.who for line in lines}) or ["the relay"]


@dataclass(eq=False, slots=True)
class Waiter:
    want: Want
    plain: str
    rank: tuple[int, int]
    go: "asyncio.Future[Line]"
    said: str = ""


@dataclass(eq=False, slots=True)
class Book:
    limits: Limits | None = None
    held: list[Held] = field(default_factory=list)
    waiting: list[Waiter] = field(default_factory=list)
    careful: bool = False
    """It has refused, and how many it takes is found out: one after the other."""
