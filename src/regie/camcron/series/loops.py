"""
Look at every process each ten seconds, and write what was seen each minute.

Only the instance that looks after the recordings does: it is the one whose processes they are. The processes of the
server are all of its family, whoever started them; to whom one belongs is asked from the supervisor's works.
"""

import asyncio
import os
from collections.abc import Callable, Iterable

import psutil

from regie.camcron.series.blocks import FINE
from regie.camcron.series.rates import Look, Process, samples
from regie.camcron.series.service import Samples
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.processes.sampling import Sampler
from regie.kernel.processes.traffic import Traffic
from regie.kernel.sweeps import Sweep

WRITE_EVERY = 60.0
FORGET_EVERY = 3600.0


class Sampling:
    """The loops of this server. `known` tells which living processes are whose."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        held: Samples,
        known: Callable[[], Iterable[Process]],
        leads: Callable[[], bool],
    ) -> None:
        self._database = database
        self._clock = clock
        self._samples = held
        self._known = known
        self._sampler = Sampler()
        self._traffic = Traffic()
        self._before: dict[int, Look] = {}
        self._looked_at: float | None = None
        self._sweeps = (
            Sweep("samples", self.look, clock=clock, every=float(FINE.step), leads=leads),
            Sweep("writing of samples", self.write, clock=clock, every=WRITE_EVERY, leads=leads),
            Sweep("forgetting of samples", self._forget, clock=clock, every=FORGET_EVERY, leads=leads),
        )

    async def open(self) -> None:
        for sweep in self._sweeps:
            await sweep.open()

    async def close(self) -> None:
        """The last minute is written."""
        for sweep in self._sweeps:
            await sweep.close()
        await self.write()
        self._sampler.close()

    async def look(self) -> None:
        """One sample of everybody."""
        known = {process.pid: process for process in self._known()}
        family = await asyncio.to_thread(_family)
        received = await asyncio.to_thread(self._traffic.received, known) or {}
        at = self._clock.monotonic()
        usages = self._sampler.sample({*family, *known}, at)
        now = {pid: Look(use.cpu_percent, use.rss, received.get(pid), use.written_bytes) for pid, use in usages.items()}
        if self._looked_at is not None:
            processes = [known.get(pid, Process(pid, records=False)) for pid in now]
            self._samples.hold(self._clock.now(), samples(processes, now, self._before, at - self._looked_at))
        self._before, self._looked_at = now, at

    async def write(self) -> None:
        """Everything that was seen and is not written."""
        taken = self._samples.take()
        if not taken:
            return
        try:
            async with self._database.write() as session:
                await self._samples.write(session, taken)
        except BaseException:
            self._samples.give_back(taken)
            raise

    async def _forget(self) -> None:
        async with self._database.write() as session:
            await self._samples.forget(session)


def _family() -> list[int]:
    """This server and everything that it started."""
    try:
        return [os.getpid(), *(child.pid for child in psutil.Process().children(recursive=True))]
    except psutil.Error:
        return [os.getpid()]
