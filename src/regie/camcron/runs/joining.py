"""
Files of a certain size, out of pieces of a few seconds.

ffmpeg cuts by time alone, and its cut cannot be moved while it runs. So a recording with a limit of bytes is written in
short pieces, and pieces that follow each other are joined by copying until the next one would be too much: no frame is
lost, nothing is connected anew, and the bitrate may change as it likes. A piece that is alone too large is a file of
its own. When joining fails the pieces are kept as they are.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from regie.camcron.recordings.roots import Volume
from regie.camcron.runs.arguments import ENVIRONMENT, join_arguments, join_list
from regie.camcron.runs.containers import Container
from regie.camcron.runs.delivery import Closed, Delivery
from regie.kernel.clock import Clock
from regie.kernel.ffmpeg.binary import Ffmpeg
from regie.kernel.processes import once
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.launch import Launch

PATIENCE = 600.0
"""Seconds: a file of some gigabytes on a slow disk."""
JOINED = 1_000_000_000
"""Added to the number of the first piece: plain, so that a crash's leftovers are found, and nobody else's."""
SLACK = 0.5
"""Seconds that a file may be longer than asked for: pieces end at key frames."""
_log = logging.getLogger(__name__)


def piece_seconds(most_bytes: int) -> int:
    """How long a piece is: short where files are small, so that a piece is a small part of a file."""
    return 2 if most_bytes < 20_000_000 else 5 if most_bytes < 100_000_000 else 10


@dataclass(frozen=True, slots=True)
class Limits:
    """When a file is full."""

    bytes: int
    seconds: float

    def is_over(self, size: int, seconds: float) -> bool:
        return size > self.bytes or seconds > self.seconds + SLACK


@dataclass(frozen=True, slots=True)
class Joinery:
    """What joins."""

    children: Spawner
    ffmpeg: Ffmpeg
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Piece:
    closed: Closed
    volume: Volume
    size: int


class Joiner:
    """One run's pieces. `add` and `flush` never wait; `close` waits until everything was delivered."""

    def __init__(
        self, joinery: Joinery, limits: Limits, container: Container, delivery: Delivery, say: Callable[[str], None]
    ) -> None:
        self._joinery = joinery
        self._limits = limits
        self._container = container
        self._delivery = delivery
        self._say = say
        self._queue: asyncio.Queue[tuple[Closed, Volume] | bool] = asyncio.Queue()
        self._worker: asyncio.Task[None] | None = None
        self._held: list[_Piece] = []
        self.pending: dict[Path, datetime] = {}
        """Pieces that are in no file yet: by their source, when they begin."""
        self.codec: str | None = None
        """Of the picture in the pieces."""

    def add(self, closed: Closed, volume: Volume) -> None:
        """One more piece is complete."""
        self._delivery.take(closed.source)
        self.pending[closed.source] = closed.started_at
        self._queue.put_nowait((closed, volume))
        if self._worker is None:
            self._worker = asyncio.create_task(self._work(), name="join pieces")

    def flush(self) -> None:
        """What follows does not belong to the file that is open."""
        self._queue.put_nowait(True)

    async def close(self) -> None:
        """The last file is complete."""
        self._queue.put_nowait(False)
        if self._worker is not None:
            await self._worker
            self._worker = None

    async def _work(self) -> None:
        while (item := await self._queue.get()) is not False:
            try:
                if item is True:
                    await self._complete()
                elif isinstance(item, tuple):
                    await self._take(*item)
            except Exception:
                _log.exception("pieces of a recording could not be joined; they are kept")
                self._deliver_pieces()
        await self._complete()

    async def _take(self, closed: Closed, volume: Volume) -> None:
        size = (await asyncio.to_thread(closed.source.stat)).st_size
        together = sum(piece.size for piece in self._held) + size
        lasting = sum(piece.closed.duration_seconds or 0.0 for piece in self._held) + (closed.duration_seconds or 0.0)
        if self._held and self._limits.is_over(together, lasting):
            await self._complete()
        self._held.append(_Piece(closed, volume, size))

    async def _complete(self) -> None:
        if len(self._held) < 2:
            self._deliver_pieces()
            return
        first = self._held[0].closed
        target = first.source.with_name(f"{JOINED + int(first.source.stem)}{first.source.suffix}")
        problem = await self._join([piece.closed for piece in self._held], target)
        if problem is not None:
            self._say(f"pieces could not be joined, they are kept as they are: {problem}")
            self._deliver_pieces()
            return
        held, self._held = self._held, []
        seconds = sum(piece.closed.duration_seconds or 0.0 for piece in held)
        self._delivery.put(Closed(target, first.started_at, seconds), held[0].volume)
        for piece in held:
            self.pending.pop(piece.closed.source, None)
        for piece in held:
            with contextlib.suppress(OSError):
                await asyncio.to_thread(piece.closed.source.unlink, missing_ok=True)
                self._delivery.done(piece.closed.source)

    def _deliver_pieces(self) -> None:
        held, self._held = self._held, []
        for piece in held:
            self._delivery.give_back(piece.closed.source)
            self._delivery.put(piece.closed, piece.volume)
            self.pending.pop(piece.closed.source, None)

    async def _join(self, pieces: Sequence[Closed], target: Path) -> str | None:
        """Why they could not be; the target is complete when it has its name."""
        joinery, folder = self._joinery, target.parent
        names, draft = folder / f"join-{target.stem}.ffconcat", folder / f"join-{target.name}"
        entries = [(str(piece.source), piece.duration_seconds or 0.0) for piece in pieces]
        try:
            await asyncio.to_thread(names.write_text, join_list(entries), encoding="utf-8")
            words = join_arguments(str(names), str(draft), self._container, self.codec)
            launch = Launch(
                (str(joinery.ffmpeg.path), *words), cwd=folder, env=dict(ENVIRONMENT), pipes=("stderr",), nice=5
            )
            done = await once.run(joinery.children, launch, joinery.clock, seconds=PATIENCE)
            if done.exit.code == 0 and not done.timed_out:
                await asyncio.to_thread(draft.replace, target)
                return None
            return (done.text("stderr").splitlines() or [done.exit.sentence])[-1][:300]
        except OSError as error:
            return error.strerror or str(error)
        finally:
            for left in (names, draft):
                with contextlib.suppress(OSError):
                    await asyncio.to_thread(left.unlink, missing_ok=True)
