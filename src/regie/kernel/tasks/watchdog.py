"""
Takes over what a dead instance was running. Needed on PostgreSQL only; the engine's open part doesn't do it.

Each instance holds a lease on itself. One that has expired is a dead instance: whoever sees it first locks the row,
queues its running tasks again, and deletes the row once nothing of it is left. An instance that comes back meanwhile
waits for that lock before it begins, and one that was only frozen finds its lease lost and cuts its own tasks off.
"""

import asyncio
import logging
from typing import Protocol

from regie.kernel.clock import Clock, wait
from regie.kernel.db import Database
from regie.kernel.leases import BEATS, Leases, expired
from regie.kernel.tasks.engine import Engine
from regie.kernel.tasks.errors import TasksNotRunning

PREFIX = "instance/"
_log = logging.getLogger(__name__)


class Runner(Protocol):
    """Whoever runs this instance's tasks."""

    async def cut_off(self) -> None:
        """Cancel them, and begin no more."""
        ...

    async def resume(self) -> None:
        """Recover them, and go on."""
        ...


class Watchdog:
    """Holds this instance's lease on itself, and looks after the others'."""

    def __init__(self, db: Database, leases: Leases, clock: Clock, engine: Engine, runner: Runner) -> None:
        self._db = db
        self._leases = leases
        self._clock = clock
        self._engine = engine
        self._runner = runner
        self._lost = asyncio.Event()
        self._beat = leases.ttl / BEATS
        self._loop: asyncio.Task[None] | None = None

    @property
    def _own(self) -> str:
        return PREFIX + self._leases.instance

    async def open(self) -> None:
        """Be alive for the others, before anything runs here."""
        if not await self._leases.want(self._own, lost=self._lost.set):
            raise TasksNotRunning("This instance could not make itself known in the database.")

    def start(self) -> None:
        """Look after the others, now that something runs here."""
        self._loop = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Look after nobody any more; still alive for the others."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)

    async def close(self) -> None:
        """Be gone: what this instance could not end is taken over at once."""
        await self._leases.release(self._own)

    async def _watch(self) -> None:
        while True:
            if self._lost.is_set():
                await self._clock.sleep(self._beat / 5)
            else:
                await wait(self._clock, self._lost, self._beat)
            try:
                await self.beat()
            except Exception:
                _log.exception("dead instances could not be looked after")

    async def beat(self) -> None:
        """One look around."""
        if self._lost.is_set():
            await self._runner.cut_off()
            if not self._leases.held(self._own):
                return
            self._lost.clear()
            try:
                await self._runner.resume()
            except BaseException:
                self._lost.set()
                raise
        async with self._db.write() as session:
            for lease in await expired(session, PREFIX):
                dead = lease.name.removeprefix(PREFIX)
                recovered = await self._engine.recover(dead)
                _log.warning("a dead instance's tasks were taken over", extra={"dead": dead, "tasks": recovered})
                if await self._engine.running_of(dead) == 0:
                    await session.delete(lease)
