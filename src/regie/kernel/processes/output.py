"""
What a process says, kept for people: the last lines in memory, more of them in a file, and live for who listens.

Each line is redacted before anything else happens to it, so no later step can betray a secret. Everything is bounded:
the ring by its length, the file by its size (then it turns into `.1`, `.2`, …), a listener by its queue; one that does
not keep up is dropped, never waited for. A file that cannot be written costs the file, not the process.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from regie.kernel.clock import Clock
from regie.kernel.processes.lines import LineSplitter
from regie.kernel.wire import iso

_LONGEST = 2000
"""Characters of a line that are kept. Redaction sees the whole line before it is cut."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that a process said, or that was said about it."""

    number: int
    """Counts up by one in each log, so that a reader can ask for what came after."""
    at: datetime
    pipe: str
    level: str
    text: str


def plain_level(_line: str) -> str:
    """All lines are worth the same."""
    return "info"


class Listener:
    """Somebody who reads along in batches, until the log is closed, or too early when it was too slow."""

    def __init__(self, leave: Callable[["Listener"], None], room: int) -> None:
        self._leave = leave
        self._queue: asyncio.Queue[Line | None] = asyncio.Queue(room + 1)
        self.dropped = False
        """Whether it was too slow and has missed lines."""

    async def batches(self, pause: float = 0) -> AsyncIterator[list[Line]]:
        """The lines, all at once that have come since the last time, which was at least `pause` seconds ago."""
        try:
            going = True
            while going:
                taken = [await self._queue.get()]
                while not self._queue.empty():
                    taken.append(self._queue.get_nowait())
                going = None not in taken
                if lines := [line for line in taken if line is not None]:
                    yield lines
                if going:
                    await asyncio.sleep(pause)
        finally:
            self._leave(self)

    def close(self) -> None:
        """Stop listening."""
        self._leave(self)
        self.end()

    def offer(self, line: Line) -> bool:
        """Whether there was room; one place stays free for the end."""
        if self._queue.qsize() < self._queue.maxsize - 1:
            self._queue.put_nowait(line)
            return True
        self.dropped = True
        self.end()
        return False

    def end(self) -> None:
        """What is queued is still read, then it is over."""
        if not self._queue.full():
            self._queue.put_nowait(None)


class RotatedFile:
    """A file that never grows beyond a size; older ones carry a number and the oldest goes."""

    def __init__(self, path: Path, most: int, kept: int) -> None:
        self._path = path
        self._most = most
        self._kept = kept
        self._file: IO[bytes] | None = None
        self._size = 0
        self._broken = False

    def write(self, data: bytes) -> None:
        """Append, in one system call. The first failure is logged, and each later write tries again."""
        try:
            if self._file is None:
                self._open()
            if self._size and self._size + len(data) > self._most:
                self._rotate()
            assert self._file is not None
            self._file.write(data)
            self._size += len(data)
            self._broken = False
        except OSError as error:
            if not self._broken:
                _log.warning("a process log cannot be written", extra={"file": str(self._path), "error": str(error)})
            self._broken = True
            self.close()

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    def _open(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("ab", buffering=0)
        self._size = self._path.stat().st_size

    def _rotate(self) -> None:
        self.close()
        for number in range(self._kept - 1, 0, -1):
            older = self._numbered(number)
            if older.exists():
                older.replace(self._numbered(number + 1))
        if self._kept:
            self._path.replace(self._numbered(1))
        else:
            self._path.unlink()
        self._open()

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")


class Log:
    """The log of one work, over all its processes. `path` is the file; None keeps the lines in memory alone."""

    def __init__(
        self,
        clock: Clock,
        redact: Callable[[str], str],
        path: Path | None = None,
        *,
        keep: int = 1000,
        file_bytes: int = 1024 * 1024,
        files_kept: int = 2,
        level_of: Callable[[str], str] = plain_level,
    ) -> None:
        self._clock = clock
        self._redact = redact
        self._file = RotatedFile(path, file_bytes, files_kept) if path else None
        self._level_of = level_of
        self._lines: deque[Line] = deque(maxlen=keep)
        self._splitters: dict[str, LineSplitter] = {}
        self._listeners: set[Listener] = set()
        self._number = 0

    def feed(self, pipe: str, data: bytes) -> None:
        """A chunk from a pipe; what is not yet a whole line waits for its end."""
        splitter = self._splitters.setdefault(pipe, LineSplitter())
        if lines := splitter.feed(data):
            self._add(pipe, lines)

    def finish(self) -> None:
        """The process has ended: unfinished lines are whole now, and the file is not held open for the next one."""
        for pipe, splitter in self._splitters.items():
            if lines := splitter.finish():
                self._add(pipe, lines)
        if self._file:
            self._file.close()

    def say(self, text: str, level: str = "info") -> None:
        """A line of our own among those of the process."""
        self._add("regie", [text], level)

    def tail(self, count: int | None = None, after: int = 0) -> list[Line]:
        """The newest lines, oldest first; with `after` only those with a greater number."""
        lines = [line for line in self._lines if line.number > after]
        return lines if count is None else lines[max(0, len(lines) - count) :]

    def newest(self) -> Line | None:
        """The last line."""
        return self._lines[-1] if self._lines else None

    def follow(self, backlog: int = 100, room: int = 500) -> Listener:
        """Read along from now on, after the newest `backlog` lines; `room` more may wait to be read."""
        lines = self.tail(backlog)
        listener = Listener(self._listeners.discard, len(lines) + room)
        for line in lines:
            listener.offer(line)
        self._listeners.add(listener)
        return listener

    def close(self) -> None:
        """End all listeners and the file. What is said later is kept in memory alone."""
        self.finish()
        for listener in tuple(self._listeners):
            self._listeners.discard(listener)
            listener.end()
        if self._file:
            self._file.close()
            self._file = None

    def _add(self, pipe: str, texts: Iterable[str], level: str | None = None) -> None:
        at = self._clock.now()
        lines = [self._line(at, pipe, self._redact(text), level) for text in texts]
        self._lines.extend(lines)
        if self._file:
            stamp = iso(at)
            written = "".join(f"{stamp} {line.pipe} {line.level} {line.text}\n" for line in lines)
            self._file.write(written.encode("utf-8", "replace"))
        for listener in tuple(self._listeners):
            if not all(listener.offer(line) for line in lines):
                self._listeners.discard(listener)

    def _line(self, at: datetime, pipe: str, text: str, level: str | None) -> Line:
        self._number += 1
        text = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
        return Line(self._number, at, pipe, level or self._level_of(text), text)
