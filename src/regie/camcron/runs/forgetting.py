"""
Runs that are over for more than a year, and of which no file is left, are forgotten: a picture each minute makes half a
million of them.
"""

from datetime import timedelta

from regie.camcron.runs.queries import forget_runs, over_since
from regie.kernel.clock import Clock
from regie.kernel.db import Database

KEEP = timedelta(days=400)
BATCH = 500
BATCHES = 20
"""In one step: the next one goes on."""


class Forgetting:
    """Looks at the oldest runs, some at a time, and begins anew after the last."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._looked_to = ""

    async def step(self) -> None:
        """Some of them."""
        before = self._clock.now() - KEEP
        for _ in range(BATCHES):
            async with self._database.read() as session:
                gone, last = await over_since(session, before, self._looked_to, BATCH)
            if gone:
                async with self._database.write() as session:
                    await forget_runs(session, gone)
            self._looked_to = last or ""
            if last is None:
                return
