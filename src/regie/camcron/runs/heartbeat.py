"""
Proof that somebody looked after the recordings: a row that grows every few seconds while this server does.

Whoever takes them over learns from the newest end when that was last so, and hence what was missed meanwhile. A server
that loses them and has them back begins a new row: its own former one is then an end like any other's.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime

from regie.camcron.runs.service import Runs
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.ids import new_id

BEAT_SECONDS = 5.0
_log = logging.getLogger(__name__)


class Pulse:
    """This server's heartbeat."""

    def __init__(self, database: Database, runs: Runs, clock: Clock, instance: str, leads: Callable[[], bool]) -> None:
        self._database = database
        self._runs = runs
        self._clock = clock
        self._instance = instance
        self._leads = leads
        self._id = new_id()
        self._task: asyncio.Task[None] | None = None

    async def last(self) -> datetime | None:
        """When recordings were last looked after before this; nothing on an empty database."""
        async with self._database.read() as session:
            return await self._runs.last_beat(session, but=self._id)

    def open(self) -> None:
        self._task = asyncio.create_task(self._beat(), name="heartbeat")

    async def now(self) -> None:
        """Beat at once: whoever dies in the first seconds was there all the same."""
        await self._once()

    def lost(self) -> None:
        """Somebody else looks after the recordings now, or nobody does."""
        self._id = new_id()

    async def close(self) -> None:
        """The last beat is the moment of the end."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            await self._once()

    async def _beat(self) -> None:
        while True:
            await self._once()
            await self._clock.sleep(BEAT_SECONDS)

    async def _once(self) -> None:
        if not self._leads():
            return
        try:
            async with self._database.write() as session:
                await self._runs.beat(session, self._instance, self._id)
        except Exception:
            _log.exception("the heartbeat could not be written")
