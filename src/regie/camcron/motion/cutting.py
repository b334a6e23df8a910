"""
The clips of one run, put together in the background one after the other, and delivered as files of the job.

Meanwhile the next pieces are looked at. A clip that cannot be made is tried again; in the end its event says why it has
none, and its pieces stay where they are for the next start.
"""

import asyncio
import contextlib
from collections.abc import Sequence

from regie.camcron.motion.clips import Assembler, ClipFailed
from regie.camcron.motion.ring import Piece, span
from regie.camcron.motion.service import MotionEvents
from regie.camcron.recordings.roots import Volume
from regie.camcron.runs.containers import Container
from regie.camcron.runs.delivery import Closed, Delivery
from regie.kernel.clock import Clock
from regie.kernel.processes.output import Log

TRIES = 3
AGAIN = 5.0


class Cutter:
    """Puts pieces together for the events of a run."""

    def __init__(self, assembler: Assembler, events: MotionEvents, delivery: Delivery, log: Log, clock: Clock) -> None:
        self._assembler = assembler
        self._events = events
        self._delivery = delivery
        self._log = log
        self._clock = clock
        self._number = 0
        self._making: asyncio.Task[None] | None = None
        self.has_failed = False
        """Whether pieces are left of a clip that could not be made."""

    def cut(
        self, event_id: str, pieces: Sequence[Piece], volume: Volume, container: Container, video: str | None
    ) -> None:
        """Make a clip of them; `video` is their codec. They are deleted afterwards."""
        self._number += 1
        making = self._made(event_id, pieces, self._number, volume, container, video, self._making)
        self._making = asyncio.create_task(making, name="clip")

    def missed(self, event_id: str) -> None:
        """There is nothing to make a clip of."""
        self._making = asyncio.create_task(self._told_missed(event_id, self._making), name="no clip")

    async def finish(self) -> None:
        """Every clip is made, or has failed."""
        if self._making is not None:
            await self._making

    async def _made(
        self,
        event_id: str,
        pieces: Sequence[Piece],
        number: int,
        volume: Volume,
        container: Container,
        video: str | None,
        former: asyncio.Task[None] | None,
    ) -> None:
        if former is not None:
            await former
        target = pieces[0].path.parent.parent / f"{number}.{container.extension}"
        for left in reversed(range(TRIES)):
            try:
                await self._assembler.assemble(pieces, target, container, video)
                break
            except (ClipFailed, OSError) as error:
                self._log.say(f"the clip could not be put together: {error}")
                if not left:
                    self.has_failed = True
                    with contextlib.suppress(Exception):
                        await self._events.failed(event_id, str(error))
                    return
                await self._clock.sleep(AGAIN)
        started_at, seconds = span(pieces)
        self._log.say(f"clip: {seconds:.1f} s")
        self._events.expect(event_id, self._delivery.spec.job_id, started_at)
        self._delivery.put(Closed(target, started_at, seconds), volume)
        await delete(pieces)

    async def _told_missed(self, event_id: str, former: asyncio.Task[None] | None) -> None:
        if former is not None:
            await former
        with contextlib.suppress(Exception):
            await self._events.failed(event_id, "Nothing of it was recorded.")


async def delete(pieces: Sequence[Piece]) -> None:
    """Their files are needed no more."""
    if pieces:
        await asyncio.to_thread(_unlink, pieces)


def _unlink(pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        with contextlib.suppress(OSError):
            piece.path.unlink(missing_ok=True)
