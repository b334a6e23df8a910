"""
What recordings show of their cameras: noted when it changes, and at most once a minute when it does not.

Works tell it from the loop, many at once and many times; the rows are written by one task, so nobody waits, and what
the database refuses is written later. A camera that answers again is told to whoever waits for it.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from regie.camcron.cameras.service import Cameras
from regie.kernel.clock import Clock, wait
from regie.kernel.db import Database

AGAIN_SECONDS = 60.0
REFUSED_SECONDS = 5.0
"""Until a database that refused is asked again."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a camera last."""

    answers: bool
    code: str | None
    sentence: str | None
    at: float


class Reachability:
    """Gathers and writes. `came_back` hears of each camera that answers after it had not."""

    def __init__(self, database: Database, cameras: Cameras, clock: Clock) -> None:
        self._database = database
        self._cameras = cameras
        self._clock = clock
        self._seen: dict[str, Seen] = {}
        self._pending: dict[str, Seen] = {}
        self._writer: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()
        self.came_back: Callable[[str], None] = lambda camera_id: None
        self.heard: Callable[[str, bool, str | None, str | None], None] = lambda camera_id, answers, code, reason: None
        """Hears of everything, also of what is not worth a row."""

    def note(self, camera_id: str, answers: bool, code: str | None, sentence: str | None) -> None:
        """A camera (by UUID) delivered, or did not, for that reason."""
        self.heard(camera_id, answers, code, sentence)
        former, now = self._seen.get(camera_id), self._clock.monotonic()
        seen = Seen(answers, code, sentence, now)
        same = former is not None and (former.answers, former.code) == (answers, code)
        if same and former is not None and now - former.at < AGAIN_SECONDS:
            return
        self._seen[camera_id] = self._pending[camera_id] = seen
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write(), name="reachability")
        if answers and former is not None and not former.answers:
            self.came_back(camera_id)

    async def close(self) -> None:
        """Write what is noted, if the database takes it."""
        self._closing.set()
        if self._writer is not None:
            with contextlib.suppress(asyncio.CancelledError):
                await self._writer

    async def _write(self) -> None:
        while self._pending:
            pending, self._pending = self._pending, {}
            try:
                async with self._database.write() as session:
                    for camera_id, seen in pending.items():
                        await self._cameras.note_reachable(
                            session, camera_id, reachable=seen.answers, code=seen.code, reason=seen.sentence
                        )
            except Exception:
                _log.exception("what was seen of cameras could not be written; it is tried again")
                self._pending = pending | self._pending
                if await wait(self._clock, self._closing, REFUSED_SECONDS):
                    return
