"""
One deed for many jobs: each succeeds or fails by itself, and is told.

They are done in slices, each a transaction of its own, so that other writers get their turn in between; what fails
does so before it has written anything, and leaves the others of its slice alone.
"""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from regie.camcron.cameras.models import Camera
from regie.camcron.jobs.bulk.schemas import BulkAnswer, BulkDeed, DeedResult, JobFilter
from regie.camcron.jobs.models import Job
from regie.camcron.jobs.service import Jobs
from regie.camcron.jobs.showing import Showing
from regie.kernel.db import Database, Session
from regie.kernel.errors import RegieError
from regie.kernel.http.deps import Caller, MissingPermission
from regie.kernel.sites.models import Site

SLICE = 25


class Bulk:
    """The use case. It opens its own transactions."""

    def __init__(self, database: Database, jobs: Jobs, showing: Showing) -> None:
        self._database = database
        self._jobs = jobs
        self._showing = showing

    async def do(self, caller: Caller, deed: BulkDeed) -> BulkAnswer:
        """Do it, and tell what became of each."""
        needed = "jobs.run" if deed.action in ("start", "stop") else "jobs.write"
        if not caller.may(needed):
            raise MissingPermission(f"This needs the right «{needed}».", permission=needed)
        if deed.filter is not None:
            async with self._database.read() as session:
                slugs = await self._found(session, deed.filter)
        else:
            slugs = list(dict.fromkeys(deed.ids or ()))
        results = []
        for first in range(0, len(slugs), SLICE):
            results += await self._slice(caller, deed, slugs[first : first + SLICE])
        counts = Counter(result.outcome for result in results)
        return BulkAnswer(
            action=deed.action,
            done=counts["done"],
            unchanged=counts["unchanged"],
            failed=counts["failed"],
            results=results,
        )

    async def _found(self, session: Session, wanted: JobFilter) -> list[str]:
        query = (
            select(Job)
            .join(Camera, Camera.id == Job.camera_id)
            .join(Site, Site.id == Camera.site_id)
            .where(Job.deleted_at.is_(None))
            .order_by(Job.name, Job.id)
        )
        if wanted.camera_id is not None:
            query = query.where((Camera.slug == wanted.camera_id) | (Camera.id == wanted.camera_id))
        if wanted.site_id is not None:
            query = query.where((Site.slug == wanted.site_id) | (Site.id == wanted.site_id))
        if wanted.action is not None:
            query = query.where(Job.action == wanted.action)
        if wanted.enabled is not None:
            query = query.where(Job.enabled.is_(wanted.enabled))
        rows = (await session.execute(query.add_columns(Camera.tags))).all()
        jobs = [job for job, tags in rows if wanted.tag is None or wanted.tag in tags]
        if wanted.state is None and not wanted.q:
            return [job.slug for job in jobs]
        answers = await self._showing.answers(session, jobs)
        return [
            answer.id
            for answer in answers
            if wanted.state in (None, answer.state)
            and (wanted.q or "").casefold() in f"{answer.name} {answer.id} {answer.camera_name}".casefold()
        ]

    async def _slice(self, caller: Caller, deed: BulkDeed, slugs: Sequence[str]) -> list[DeedResult]:
        results = []
        async with self._database.write() as session:
            for slug in slugs:
                try:
                    changed = await self._one(session, caller, deed, slug)
                    results.append(DeedResult(id=slug, outcome="done" if changed else "unchanged"))
                except RegieError as error:
                    results.append(
                        DeedResult(id=slug, outcome="failed", code=error.code, reason=error.detail or error.title)
                    )
        return results

    async def _one(self, session: Session, caller: Caller, deed: BulkDeed, slug: str) -> bool:
        if deed.action in ("enable", "disable"):
            return await self._jobs.switch(session, caller, slug, enabled=deed.action == "enable")
        if deed.action == "delete":
            await self._jobs.delete(session, caller, slug, deed.files)
        elif deed.action == "start":
            await self._jobs.start(session, caller, slug)
        else:
            await self._jobs.stop(session, caller, slug)
        return True
