"""
Counts and sums for the dashboard, from the index and from what runs; no disk is walked.
"""

import asyncio
import shutil
from collections import Counter
from datetime import datetime

from sqlalchemy import func, select

from regie import __version__
from regie.camcron.cameras.service import Cameras
from regie.camcron.jobs.showing import Showing
from regie.camcron.overview.schemas import (
    CameraCounts,
    JobCounts,
    ProcessFacts,
    StatusAnswer,
    StorageAnswer,
    VolumeFacts,
)
from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.models import File
from regie.camcron.recordings.roots import Roots, Volume
from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.health import Health
from regie.kernel.processes.supervisor import Supervisor

STORAGE_EVERY = 5.0
"""Seconds that a look at the disks is good for."""
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
        roots: Roots,
        supervisor: Supervisor,
        health: Health,
    ) -> None:
        self._clock = clock
        self._started_at = started_at
        self._showing = showing
        self._cameras = cameras
        self._roots = roots
        self._supervisor = supervisor
        self._health = health
        self._storage: tuple[float, StorageAnswer] | None = None

    async def status(self, session: Session) -> StatusAnswer:
        """The whole system in one glance."""
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
            storage=await self.storage(session),
            warnings=self._health.warnings,
        )

    async def storage(self, session: Session) -> StorageAnswer:
        """Disks and what recordings take of them."""
        now = self._clock.monotonic()
        if self._storage is not None and now - self._storage[0] < STORAGE_EVERY:
            return self._storage[1]
        sums = await session.execute(
            select(File.root_id, func.coalesce(func.sum(File.size_bytes), 0), func.count()).group_by(File.root_id)
        )
        by_root = {root: (int(size), int(count)) for root, size, count in sums}
        volumes = [
            await self._volume(volume, *by_root.get(volume.id, (0, 0))) for volume in await self._roots.volumes()
        ]
        fullest = min((v for v in volumes if v.free_bytes is not None), key=lambda v: v.free_bytes or 0, default=None)
        answer = StorageAnswer(
            recorded_bytes=sum(size for size, _ in by_root.values()),
            files=sum(count for _, count in by_root.values()),
            free_bytes=fullest.free_bytes if fullest else None,
            total_bytes=fullest.total_bytes if fullest else None,
            volumes=volumes,
        )
        self._storage = (now, answer)
        return answer

    async def _volume(self, volume: Volume, size: int, count: int) -> VolumeFacts:
        facts = VolumeFacts(path=str(volume.path), ok=False, recorded_bytes=size, files=count)
        try:
            await self._roots.check(volume.id)
            usage = await asyncio.to_thread(shutil.disk_usage, volume.path)
        except RootProblem as problem:
            return facts.model_copy(update={"reason": problem.sentence})
        except OSError as error:
            return facts.model_copy(update={"reason": error.strerror})
        return facts.model_copy(update={"ok": True, "total_bytes": usage.total, "free_bytes": usage.free})

    def _processes(self) -> ProcessFacts:
        usages = [supervised.usage for supervised in self._supervisor if supervised.usage is not None]
        return ProcessFacts(
            count=sum(1 for supervised in self._supervisor if supervised.pid is not None),
            cpu_percent=round(sum(usage.cpu_percent for usage in usages), 1),
            memory_bytes=sum(usage.rss for usage in usages),
        )
