"""
Counts and sums for the dashboard, from the index and from what runs; no disk is walked.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from regie import __version__
from regie.camcron.cameras.service import Cameras
from regie.camcron.jobs.showing import Showing
from regie.camcron.overview import storage
from regie.camcron.overview.schemas import (
    CameraCounts,
    JobCounts,
    ProcessFacts,
    StatusAnswer,
    StorageAnswer,
)
from regie.camcron.recordings.settings import Keeping
from regie.camcron.retention.measuring import Measuring
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.health import Health
from regie.kernel.processes.supervisor import Supervisor

_BUSY = {"starting": "running", "stalled": "retrying", "stopping": "running"}


class Overview:
    """Answers about everything at once."""

    def __init__(
        self,
        *,
        clock: Clock,
        started_at: datetime,
        showing: Showing,
        cameras: Cameras,
        database: Database,
        measuring: Measuring,
        keeping: Keeping,
        supervisor: Supervisor,
        health: Health,
        notices: Callable[[], list[str]],
    ) -> None:
        self._clock = clock
        self._started_at = started_at
        self._showing = showing
        self._cameras = cameras
        self._database = database
        self._measuring = measuring
        self._keeping = keeping
        self._supervisor = supervisor
        self._health = health
        self._notices = notices

    async def status(self) -> StatusAnswer:
        """The whole system in one glance; no disk is asked while the database is held."""
        picture = await self._measuring.picture()
        async with self._database.read() as session:
            jobs = await self._showing.words(session)
            cameras = await self._cameras.answers(session, await self._cameras.all(session))
        words = Counter(_BUSY.get(word, word) for word in jobs)
        states = Counter(camera.state for camera in cameras)
        return StatusAnswer(
            version=__version__,
            started_at=self._started_at,
            at=self._clock.now(),
            jobs=JobCounts.model_validate({"total": len(jobs), **words}),
            cameras=CameraCounts.model_validate({"total": len(cameras), **states}),
            processes=self._processes(),
            storage=storage.facts(picture),
            warnings=[*self._health.warnings, *self._notices()],
        )

    async def storage(self) -> StorageAnswer:
        """Disks and what recordings take of them; no disk is asked while the database is held."""
        return storage.answer(await self._measuring.picture(), self._keeping.default_retention)

    def _processes(self) -> ProcessFacts:
        usages = [supervised.usage for supervised in self._supervisor if supervised.usage is not None]
        return ProcessFacts(
            count=sum(1 for supervised in self._supervisor if supervised.pid is not None),
            cpu_percent=round(sum(usage.cpu_percent for usage in usages), 1),
            memory_bytes=sum(usage.rss for usage in usages),
        )
