"""A house of jobs with files of made-up ages, and retention over it, on virtual time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from regie.camcron.cameras.models import Camera
from regie.camcron.jobs.models import Job
from regie.camcron.recordings.models import File
from regie.camcron.recordings.queries import Wanted
from regie.camcron.recordings.roots import Roots, Space, Volume
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.settings import Keeping, Retention, StorageSettings
from regie.camcron.retention.measuring import Measuring
from regie.camcron.retention.service import Retention as Service
from regie.camcron.retention.telling import Telling
from regie.kernel.audit.service import Audit
from regie.kernel.db import Database
from regie.kernel.notifications.models import Event
from regie.kernel.notifications.service import Notices
from regie.kernel.sites.models import Site
from tests.camcron.recordings.shelf import Shelf
from tests.fakes.clock import VirtualClock

NOW = datetime(2026, 11, 16, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ROOMY = Space(total=10**12, free=5 * 10**11, disk=1)


class OneDisk(Roots):
    """Real folders, on a disk that is as large and as full as a test says."""

    told: Space = ROOMY

    async def space(self, volume: Volume) -> Space:
        return self.told


@dataclass
class Keeper:
    """What a test of retention speaks to."""

    database: Database
    clock: VirtualClock
    roots: OneDisk
    files: Files
    shelf: Shelf
    retention: Service
    keeping: Keeping

    @classmethod
    async def made(cls, database: Database, disk: Path) -> "Keeper":
        clock = VirtualClock(NOW)
        roots = OneDisk([disk], installation="ours", database=database, clock=clock)
        files = Files(clock, roots, Audit(clock))
        keeping = Keeping.of(StorageSettings(default_retention=Retention(max_days=30)))
        measuring = Measuring(database, clock, roots, keeping)
        retention = Service(database, clock, files.removal, keeping, measuring)
        retention.told = Telling(database, clock, Notices(clock), keeping).told
        async with database.write() as session:
            session.add(Site(id="site", slug="default", name="Here", timezone="UTC", created_at=NOW, updated_at=NOW))
        made = cls(database, clock, roots, files, Shelf(database, roots, files, disk), retention, keeping)
        await made.camera("camera")
        return made

    async def camera(self, name: str, **more: Any) -> None:
        held: dict[str, Any] = {
            "id": name, "slug": name, "name": name, "streams": {}, "protocol": "rtsp", "site_id": "site", "tags": [],
            "enabled": True, "created_at": NOW, "updated_at": NOW,
        }  # fmt: skip
        async with self.database.write() as session:
            session.add(Camera(**{**held, **more}))

    async def job(self, name: str = "job", retention: dict[str, Any] | None = None, **more: Any) -> str:
        """Its UUID, slug and name are one."""
        held: dict[str, Any] = {
            "id": name, "slug": name, "name": name, "camera_id": "camera", "action": "record", "schedule": {},
            "process_config": {}, "retention": retention, "max_retries": 3, "priority": 0, "strict_bounds": False,
            "enabled": True, "created_at": NOW, "updated_at": NOW,
        }  # fmt: skip
        async with self.database.write() as session:
            session.add(Job(**{**held, **more}))
        return name

    async def recorded(
        self, job: str, *ages: float, size: int = 4, on: Shelf | None = None, camera: str = "camera", **more: Any
    ) -> list[File]:
        """A minute of film for each age in days."""
        facts = {"job_id": job, "job_slug": job, "job_name": job, "camera_id": camera, "camera_slug": camera, **more}
        return [
            await (on or self.shelf).add(
                f"{job}/{age}.mp4", b"x" * size, started_at=self.clock.now() - age * DAY, **facts
            )
            for age in ages
        ]

    async def protect(self, *files: File) -> None:
        async with self.database.write() as session:
            for file in files:
                (await self.files.get(session, file.id)).protected = True

    async def left(self) -> list[str]:
        """Indexed files, oldest first; the disk must agree."""
        async with self.database.read() as session:
            rows = [file.path for file in await self.files.page(session, Wanted(), 1000)][::-1]
        found = (path for path in self.shelf.disk.rglob("*") if path.is_file() and ".regie" not in path.parts)
        assert {path.relative_to(self.shelf.disk).as_posix() for path in found} == set(rows)
        return rows

    async def told(self) -> list[Event]:
        """Every event, the first one first."""
        async with self.database.read() as session:
            return list(await session.scalars(select(Event).order_by(Event.id)))
