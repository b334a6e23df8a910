"""
Runs that are over for more than a year, and of which no file is left, are forgotten: a picture each minute makes half a
million of them. Of the times at which the server was there one long one is left: a server that starts again and again
makes one with each start.
"""

from collections.abc import Container
from datetime import datetime, timedelta

from regie.camcron.runs.queries import forget_runs, merge_beats, over_since
from regie.kernel.clock import Clock
from regie.kernel.db import Database

BATCH = 500
BATCHES = 20
"""In one step: the next one goes on."""


class Forgetting:
    """
    Looks at the oldest runs, some at a time, and begins anew after the last. `keep_days` may be set anew.

    `living` knows the runs whose folders are written to: what a crash leaves in one is theirs.
    """

    def __init__(self, database: Database, clock: Clock, keep_days: int, living: Container[str] = ()) -> None:
        self._database = database
        self._clock = clock
        self._living = living
        self.keep_days = keep_days
        self._looked_to = ""

    async def step(self) -> None:
        """Some of them."""
        before = self._clock.now() - timedelta(days=self.keep_days)
        await self._merge_beats(before)
        for _ in range(BATCHES):
            async with self._database.read() as session:
                found, last = await over_since(session, before, self._looked_to, BATCH)
            if gone := [each for each in found if each not in self._living]:
                async with self._database.write() as session:
                    await forget_runs(session, gone)
            self._looked_to = last or ""
            if last is None:
                return

    async def _merge_beats(self, before: datetime) -> None:
        for _ in range(BATCHES):
            async with self._database.write() as session:
                if not await merge_beats(session, before, BATCH):
                    return
