"""A builder of recorded files: what a test does not say does not matter."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from regie.camcron.recordings.models import File
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files, NewFile
from regie.kernel.db import Database

NOON = datetime(2026, 11, 16, 11, 0, tzinfo=UTC)


@dataclass
class Shelf:
    """Puts files on the disk and into the index."""

    database: Database
    roots: Roots
    files: Files
    disk: Path

    async def new(self, **facts: Any) -> NewFile:
        held: dict[str, Any] = {
            "run_id": "run-1",
            "job_id": "uuid-of-job",
            "job_slug": "job-garage",
            "job_name": "Garage",
            "camera_id": "uuid-of-camera",
            "camera_slug": "cam-garage",
            "camera_name": "Caméra Garage",
            "started_at": NOON,
            "duration_seconds": 60.0,
            "size_bytes": 4,
            "format": "mp4",
            "volume": await self.roots.volume_of(self.disk),
        }
        return NewFile(**{**held, **facts})

    async def add(self, path: str = "garage/a.mp4", content: bytes = b"film", **facts: Any) -> File:
        """A published and indexed file."""
        whole = self.disk / path
        whole.parent.mkdir(parents=True, exist_ok=True)
        whole.write_bytes(content)
        new = await self.new(**{"size_bytes": len(content), **facts})
        async with self.database.write() as session:
            return await self.files.index(session, new, whole)

    async def add_many(self, count: int, **facts: Any) -> list[File]:
        """Files of one job, a minute apart, oldest first."""
        return [
            await self.add(f"garage/{number}.mp4", started_at=NOON + timedelta(minutes=number), **facts)
            for number in range(count)
        ]
