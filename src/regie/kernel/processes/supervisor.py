"""
Everybody who is supervised, and the two things done for all: looking at what they cost, and ending them together.

Each work has its own life (`supervised`), none waits for another; closing asks all at once, so that a hundred
recordings close their files in the time of one.
"""

import asyncio
import random as chance
from collections.abc import Callable, Iterator
from typing import Any

from regie.kernel.clock import Clock
from regie.kernel.errors import Unavailable
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.sampling import Sampler
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.stopping import FORCED_WAIT
from regie.kernel.processes.supervised import LAUNCH_CANCEL_WAIT, Supervised, Surroundings
from regie.kernel.processes.work import Work


class Closing(Unavailable):
    """The server is ending; nothing new is started."""


def _nobody(_supervised: Supervised) -> None:
    """Nobody wants to know."""


def _as_it_is(text: str) -> str:
    return text


class Supervisor:
    """Starts works and keeps them going until they end, or until it is closed."""

    def __init__(
        self,
        spawner: Spawner,
        clock: Clock,
        settings: ProcessSettings,
        *,
        redact: Callable[[str], str] = _as_it_is,
        random: Callable[[], float] = chance.random,
        sampler: Sampler | None = None,
    ) -> None:
        self._around = Surroundings(spawner, clock, settings, redact, random)
        self._sampler = sampler or Sampler()
        self._sampling: asyncio.Task[None] | None = None
        self._alive: dict[Supervised, asyncio.Task[None]] = {}
        self._closed = False

    def __iter__(self) -> Iterator[Supervised]:
        """Everybody who has not ended."""
        return iter(tuple(self._alive))

    def __len__(self) -> int:
        return len(self._alive)

    def start(self, work: Work, on_change: Callable[[Supervised], None] = _nobody) -> Supervised:
        """Begin. `on_change` hears of each change of state and of failures forgotten; it must not wait."""
        if self._closed:
            raise Closing(work=work.name)
        supervised = Supervised(work, on_change, self._around)
        self._alive[supervised] = asyncio.ensure_future(self._until_ended(supervised))
        if self._sampling is None:
            self._sampling = asyncio.ensure_future(self._sample())
        return supervised

    async def close(self, reason: str = "The server stops.") -> None:
        """Stop everybody at once. Comes back within the ladder's time, whatever they do."""
        self._closed = True
        for supervised in self:
            supervised.stop(reason)
        if self._alive:
            await self._all_ended(self._around.settings.kill_after + FORCED_WAIT + LAUNCH_CANCEL_WAIT)
        for supervised in self:
            supervised.abandon()
        if self._sampling:
            self._sampling.cancel()
        self._sampler.close()
        self._around.spawner.close()

    async def _all_ended(self, seconds: float) -> None:
        sleeper = asyncio.ensure_future(self._around.clock.sleep(seconds))
        everybody = asyncio.gather(*self._alive.values(), return_exceptions=True)
        waiters: set[asyncio.Future[Any]] = {sleeper, everybody}
        try:
            await asyncio.wait(waiters, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeper.cancel()

    async def _until_ended(self, supervised: Supervised) -> None:
        try:
            await supervised.wait()
        finally:
            self._alive.pop(supervised, None)

    async def _sample(self) -> None:
        while True:
            await self._around.clock.sleep(self._around.settings.sample_every)
            held = {supervised.pid: supervised for supervised in self._alive}
            usages = self._sampler.sample([pid for pid in held if pid], self._around.clock.monotonic())
            for pid, supervised in held.items():
                supervised.usage = usages.get(pid) if pid else None
