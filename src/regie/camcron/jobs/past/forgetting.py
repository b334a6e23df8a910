"""
What was said by hand, and what was in the way of jobs, is forgotten with the runs of its time: a job that is started
and stopped by another program each minute, or a camera that comes and goes, makes half a million rows a year.
"""

from datetime import timedelta

from regie.camcron.jobs.past.queries import forget, over_since
from regie.kernel.clock import Clock
from regie.kernel.db import Database

BATCH = 500
BATCHES = 20
"""In one step: the next one goes on."""


class Forgetting:
    """Looks for what ended long ago. `keep_days` may be set anew."""

    def __init__(self, database: Database, clock: Clock, keep_days: int) -> None:
        self._database = database
        self._clock = clock
        self.keep_days = keep_days

    async def step(self) -> None:
        """Some of it."""
        before = self._clock.now() - timedelta(days=self.keep_days)
        for _ in range(BATCHES):
            async with self._database.read() as session:
                gone = await over_since(session, before, BATCH)
            if not any(gone):
                return
            async with self._database.write() as session:
                await forget(session, gone)
