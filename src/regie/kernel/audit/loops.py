"""Deeds are forgotten when they are older than anybody wants: a list that only grows is a liability in the end."""

from datetime import timedelta

from regie.kernel.audit.service import Audit
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.sweeps import Sweep

EVERY = 3600.0
BATCH = 500
"""Deeds in one transaction."""


class Forgetting:
    """Looks each hour."""

    def __init__(self, database: Database, clock: Clock, audit: Audit, keep_days: int) -> None:
        self._database = database
        self._clock = clock
        self._audit = audit
        self.keep_days = keep_days
        """May be set anew; 0: nothing is forgotten."""
        self._sweep = Sweep("forgetting old deeds", self.step, clock=clock, every=EVERY)

    async def open(self) -> None:
        await self._sweep.open()

    async def close(self) -> None:
        await self._sweep.close()

    async def step(self) -> None:
        """Forget all that is old enough."""
        days, went = self.keep_days, BATCH
        while days and went == BATCH:
            async with self._database.write() as session:
                went = await self._audit.forget(session, self._clock.now() - timedelta(days=days), BATCH)
