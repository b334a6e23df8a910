"""
Who watches a stream, and how what comes is handed to each of them.

Whoever joins gets the beginning and everything since the newest key frame, so there is a picture at once. Nobody is
waited for: a viewer who takes less than comes is dropped, because what is late is not live.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import Any

from regie.camcron.live.fragmented import Beginning, Fragment
from regie.camcron.live.playlist import KEPT, Segment
from regie.kernel.realtime.hub import TooSlow

BEHIND = 6 * 1024 * 1024
"""Bytes that a viewer may leave untaken beyond what it was given at its start: some seconds."""
LONGEST = 24 * 1024 * 1024
"""Of what is kept since a key frame."""
OLDER = 3
"""Segments that are still given when the list does not name them any more."""
SHORTEST = 1.0
"""Seconds of such a segment; it ends at the next key frame."""
Message = dict[str, Any] | bytes


class Viewer:
    """One who watches: an endless row of messages, or `TooSlow`."""

    def __init__(self) -> None:
        self._queue: deque[Message] = deque()
        self._held = 0
        self._allowed = BEHIND
        self._more = asyncio.Event()
        self._slow = False

    def give(self, *messages: Message, first: bool = False) -> None:
        """Add, or be dropped. `first`: what it gets at its start does not count."""
        if self._slow:
            return
        for message in messages:
            self._queue.append(message)
            self._held += len(message) if isinstance(message, bytes) else 0
        if first:
            self._allowed = BEHIND + self._held
        if self._held > self._allowed:
            self._slow = True
            self._queue.clear()
        self._more.set()

    async def messages(self) -> AsyncIterator[Message]:
        while True:
            while self._queue and not self._slow:
                message = self._queue.popleft()
                self._held -= len(message) if isinstance(message, bytes) else 0
                yield message
            if self._slow:
                raise TooSlow
            self._more.clear()
            if not self._queue:
                await self._more.wait()


class Audience:
    """All who watch one stream, and what a new one needs."""

    def __init__(self) -> None:
        self.viewers: set[Viewer] = set()
        self.beginning: Beginning | None = None
        self.round = 0
        """How often the stream began anew."""
        self.segments: deque[Segment] = deque(maxlen=KEPT + OLDER)
        self._more = asyncio.Event()
        self._trouble: dict[str, Any] | None = None
        self._group: list[bytes] = []
        self._size = 0
        self._number = 0
        self._open: list[bytes] = []
        self._since: float | None = None

    def join(self) -> Viewer:
        viewer = Viewer()
        self.viewers.add(viewer)
        if self._trouble is not None:
            viewer.give(self._trouble)
        elif self.beginning is not None:
            viewer.give(_begin(self.beginning), self.beginning.data, *self._group, first=True)
        return viewer

    async def more(self) -> None:
        """Wait for another segment, or for a trouble."""
        await self._more.wait()

    def leave(self, viewer: Viewer) -> None:
        self.viewers.discard(viewer)

    def take(self, part: Beginning | Fragment) -> None:
        """What ffmpeg wrote."""
        if isinstance(part, Beginning):
            self.beginning, self._trouble = part, None
            self.round += 1
            self.segments.clear()
            self._group, self._size, self._open, self._since = [], 0, [], None
            self._tell(_begin(part), part.data)
            return
        if part.key is not None:
            self._group, self._size = [], 0
            self._cut(part.key)
        elif not self._group:
            return  # nobody can begin before the first key frame
        self._group.append(part.data)
        self._size += len(part.data)
        self._open.append(part.data)
        if self._size > LONGEST:
            self._group, self._size = [], 0
        self._tell(part.data)

    def fail(self, code: str, reason: str) -> None:
        """Nothing comes, for that reason; told once until something does."""
        trouble = {"type": "trouble", "code": code, "reason": reason}
        self.beginning = None
        if self._trouble != trouble:
            self._trouble = trouble
            self._tell(trouble)
            self._wake()

    @property
    def trouble(self) -> tuple[str, str] | None:
        return (self._trouble["code"], self._trouble["reason"]) if self._trouble else None

    def _cut(self, key: float) -> None:
        """A key frame ends a segment that is long enough."""
        if self._since is None:
            self._since, self._open = key, []
        elif key - self._since >= SHORTEST:
            self._number += 1
            self.segments.append(Segment(self._number, b"".join(self._open), key - self._since))
            self._since, self._open = key, []
            self._wake()

    def _wake(self) -> None:
        self._more.set()
        self._more = asyncio.Event()

    def _tell(self, *messages: Message) -> None:
        for viewer in self.viewers:
            viewer.give(*messages)


def _begin(beginning: Beginning) -> dict[str, Any]:
    return {"type": "begin", "mime": beginning.media_type}
