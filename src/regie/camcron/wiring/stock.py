"""
What is known of cameras, jobs and files, and who keeps it: built before whatever records, because all of that asks it.

Features ask upwards only through protocols; those of cameras and of files are filled here.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from regie.camcron.cameras.service import Cameras
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.service import JobChanged, JobDeleted, Jobs
from regie.camcron.jobs.showing import Showing
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.settings import Keeping, StorageSettings
from regie.camcron.retention.measuring import Measuring
from regie.camcron.runs.programs import Programs
from regie.camcron.runs.service import Runs
from regie.camcron.wiring.commanding import programs_of
from regie.camcron.wiring.ground import Ground, base_of, roots_of
from regie.camcron.wiring.noticing import subjects
from regie.kernel.db import Session


@dataclass(frozen=True, slots=True)
class Stock:
    """Use cases and books."""

    base: Path
    """Where relative output folders lie."""
    roots: Roots
    cameras: Cameras
    files: Files
    names: "Names"
    runs: Runs
    shelf: Shelf
    keeping: Keeping
    measuring: Measuring
    showing: Showing
    programs: Programs
    jobs: Jobs


def stocked(on: Ground) -> Stock:
    """Nothing of it runs."""
    base = base_of(on.storage, on.data)
    roots = _roots(on)
    cameras = Cameras(on.clock, on.vault, on.redactor, on.sites, on.audit)
    files = Files(on.clock, roots, on.audit)
    runs = Runs(on.clock)
    shelf = Shelf(cameras)
    on.notices.subject_of = subjects(shelf, cameras)
    keeping = _keeping(on)
    measuring = Measuring(on.database, on.clock, roots, keeping)
    for changed in (JobChanged, JobDeleted):
        on.events.subscribe(changed, lambda _: measuring.outdate())
    showing = Showing(on.clock, shelf, runs, files, keeping)
    programs = programs_of(on)
    jobs = Jobs(on.clock, shelf, showing, cameras, roots, base, on.audit, lambda: programs.settings.allowed)
    cameras.users = _CameraUsers(shelf, jobs, showing)
    names = files.names = Names(shelf, cameras)
    on.sites.users.append(cameras)
    return Stock(base, roots, cameras, files, names, runs, shelf, keeping, measuring, showing, programs, jobs)


def _roots(on: Ground) -> Roots:
    """The folders for recordings, as they were at the start: a refusal says when others are saved."""
    roots = Roots(roots_of(on.storage, on.data), installation=on.installation, database=on.database, clock=on.clock)
    roots.awaited = partial(on.live.awaited, "storage.roots", "storage.basePath")
    return roots


def _keeping(on: Ground) -> Keeping:
    """How long and how much is kept, as it is set at every moment."""
    keeping = Keeping.of(on.storage)
    for name in ("default_retention", "low_space_percent", "reserve_gb"):
        alias = StorageSettings.model_fields[name].alias
        on.live.on(f"storage.{alias}", partial(setattr, keeping, name))
    return keeping


class Names:
    """What lives under a slug now, as files ask for it: a slug made again takes nothing over."""

    def __init__(self, shelf: Shelf, cameras: Cameras) -> None:
        self._shelf = shelf
        self._cameras = cameras

    async def job_of(self, session: Session, slug: str) -> str | None:
        found = await self._shelf.find(session, slug)
        return found.id if found is not None else None

    async def camera_of(self, session: Session, slug: str) -> str | None:
        found = await self._cameras.find(session, slug)
        return found.id if found is not None else None


class _CameraUsers:
    """Jobs, as cameras ask for them."""

    def __init__(self, shelf: Shelf, jobs: Jobs, showing: Showing) -> None:
        self.jobs_of = shelf.jobs_of
        self.counts = shelf.counts
        self.delete_jobs_of = jobs.delete_jobs_of
        self._shelf = shelf
        self._showing = showing

    async def restarting_of(self, session: Session, camera_id: str) -> list[str]:
        jobs = await self._shelf.all(session, camera_id=camera_id)
        return await self._showing.restarting(session, [job.id for job in jobs])
