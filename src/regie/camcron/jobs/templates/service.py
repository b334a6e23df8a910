"""
Use cases of templates: keep one, make one of a job, and make jobs of it for many cameras.

A preview is the thing itself, taken back: the jobs are made in a transaction that is rolled back, so it finds whatever
would go wrong and nothing else.
"""

import contextlib
from collections import Counter
from collections.abc import Sequence
from typing import Any, NoReturn

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.service import Cameras
from regie.camcron.jobs.lookout import Ahead, Lookout
from regie.camcron.jobs.models import Job
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.schemas import NewJob
from regie.camcron.jobs.service import COMMANDS, Jobs
from regie.camcron.jobs.templates.errors import TemplateExists, TemplateNotFound
from regie.camcron.jobs.templates.models import JobTemplate
from regie.camcron.jobs.templates.schemas import (
    Application,
    ApplicationAnswer,
    Made,
    TemplateFields,
    TemplateFromJob,
    TemplateJob,
)
from regie.kernel.audit.service import Audit
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.errors import Fault, Invalid, RegieError
from regie.kernel.http.deps import Caller, MissingPermission
from regie.kernel.ids import free_slug, new_id, slug_of
from regie.kernel.sites.models import Site

SLICE = 25
LONGEST_NAME = 200
OF_A_JOB = {
    "action": "action", "schedule": "schedule", "output": "output", "processConfig": "process_config",
    "retention": "retention", "maxRetries": "max_retries", "priority": "priority", "strictBounds": "strict_bounds",
    "streamKey": "stream_key", "timezone": "timezone", "enabled": "enabled",
}  # fmt: skip


class _TakenBackError(Exception):
    """The end of a preview."""


class Templates:
    """The use cases. `apply` opens its own transactions, the others work inside of the caller's."""

    def __init__(
        self,
        clock: Clock,
        database: Database,
        shelf: Shelf,
        jobs: Jobs,
        cameras: Cameras,
        audit: Audit,
        lookout: Lookout,
    ) -> None:
        self._clock = clock
        self._database = database
        self._shelf = shelf
        self._jobs = jobs
        self._cameras = cameras
        self._audit = audit
        self._lookout = lookout

    async def all(self, session: Session) -> Sequence[JobTemplate]:
        """Every template, by name."""
        return (await session.scalars(select(JobTemplate).order_by(JobTemplate.name, JobTemplate.id))).all()

    async def get(self, session: Session, word: str) -> JobTemplate:
        """A template by slug or UUID."""
        found: JobTemplate | None = await session.scalar(
            select(JobTemplate).where((JobTemplate.slug == word) | (JobTemplate.id == word))
        )
        if found is None:
            raise TemplateNotFound(word)
        return found

    async def create(self, session: Session, caller: Caller, new: TemplateFields) -> JobTemplate:
        """Keep a template; everything that is wrong with it but for its camera is told now."""
        await self._check(caller, new.job)
        return await self._add(session, caller, new.id, new.name, _kept(new.job))

    async def of_job(self, session: Session, caller: Caller, slug: str, called: TemplateFromJob) -> JobTemplate:
        """Make a template of a job, which stays as it is."""
        job = await self._shelf.get(session, slug)
        if job.stream_url is not None:
            raise Invalid(Fault("streamUrl", "belongs to one camera: such a job cannot be a template", "streamKey"))
        body = {name: held for name, column in OF_A_JOB.items() if (held := getattr(job, column)) is not None}
        fields = TemplateJob.model_validate({"name": await self._named_by_camera(session, job), **body})
        await self._check(caller, fields)
        return await self._add(session, caller, called.id, called.name or job.name, _kept(fields))

    async def change(self, session: Session, caller: Caller, word: str, change: TemplateFields) -> JobTemplate:
        """Replace what a template is; jobs that were made of it stay as they are."""
        template = await self.get(session, word)
        if change.id is not None and change.id != template.slug:
            raise Invalid(Fault("id", "cannot be changed", template.slug))
        await self._check(caller, change.job)
        before = _shown(template)
        template.name, template.job, template.updated_at = change.name, _kept(change.job), self._clock.now()
        self._audit.record(
            session, caller, "update", "template", template.id, template.name, before=before, after=_shown(template)
        )
        return template

    async def delete(self, session: Session, caller: Caller, word: str) -> None:
        """Forget a template; jobs that were made of it stay."""
        template = await self.get(session, word)
        self._audit.record(session, caller, "delete", "template", template.id, template.name, before=_shown(template))
        await session.execute(delete(JobTemplate).where(JobTemplate.id == template.id))

    async def apply(self, caller: Caller, word: str, to: Application) -> ApplicationAnswer:
        """Make a job for each of these cameras, or tell what would be made."""
        async with self._database.read() as session:
            template = await self.get(session, word)
            cameras = await self._chosen(session, to)
        job = template.job
        ahead = await self._lookout.at(job["action"], job.get("output"), job.get("processConfig"))
        results: list[Made] = []
        for first in range(0, len(cameras), SLICE):
            results += await self._slice(caller, template, cameras[first : first + SLICE], to)
        if ahead is not None:
            results = [_warned(result, ahead) for result in results]
        counts = Counter(result.outcome for result in results)
        return ApplicationAnswer(
            dry_run=to.dry_run,
            made=counts["made"],
            exists=counts["exists"],
            failed=counts["failed"],
            results=results,
        )

    # -- inside --------------------------------------------------------------------------------------------------

    async def _check(self, caller: Caller, fields: TemplateJob) -> None:
        if fields.action == "custom_command" and not caller.may("commands.write"):
            raise MissingPermission(COMMANDS, permission="commands.write")
        faults = await self._jobs.faults_of(fields)
        if fields.stream_url is not None:
            faults.append(Fault("streamUrl", "belongs to one camera", "streamKey"))
        if faults:
            raise Invalid([Fault(f"job.{fault.path}", fault.message, fault.expected) for fault in faults])

    async def _add(
        self, session: Session, caller: Caller, wanted: str | None, name: str, job: dict[str, Any]
    ) -> JobTemplate:
        taken = set(await session.scalars(select(JobTemplate.slug)))
        if wanted is not None and wanted in taken:
            raise TemplateExists(wanted)
        slug, now = wanted or free_slug(slug_of(name, fallback="template"), taken), self._clock.now()
        template = JobTemplate(id=new_id(), slug=slug, name=name, job=job, created_at=now, updated_at=now)
        session.add(template)
        try:
            await session.flush()
        except IntegrityError:  # somebody else was quicker, on a server with several writers
            raise TemplateExists(slug) from None
        self._audit.record(session, caller, "create", "template", template.id, name, after=_shown(template))
        return template

    async def _named_by_camera(self, session: Session, job: Job) -> str:
        """The job's name, with its camera's as a place to be filled."""
        camera = (await self._cameras.by_ids(session, [job.camera_id]))[job.camera_id]
        name = job.name.replace(camera.name, "{cameraName}")
        return name if "{cameraName}" in name else f"{{cameraName}} {name}"[:LONGEST_NAME]

    async def _chosen(self, session: Session, to: Application) -> list[Camera]:
        cameras = await self._cameras.all(session)
        if to.camera_ids is not None:
            known = {word: camera for camera in cameras for word in (camera.slug, camera.id)}
            missing = [
                Fault(f"cameraIds.{number}", f"there is no camera «{word}»")
                for number, word in enumerate(to.camera_ids)
                if word not in known
            ]
            if missing:
                raise Invalid(missing)
            return list({known[word].id: known[word] for word in to.camera_ids}.values())
        if to.tag is not None:
            return [camera for camera in cameras if to.tag in camera.tags]
        site = await session.scalar(select(Site.id).where((Site.slug == to.site_id) | (Site.id == to.site_id)))
        if site is None:
            raise Invalid(Fault("siteId", f"there is no site «{to.site_id}»"))
        return [camera for camera in cameras if camera.site_id == site]

    async def _slice(
        self, caller: Caller, template: JobTemplate, cameras: Sequence[Camera], to: Application
    ) -> list[Made]:
        made: list[Made] = []
        with contextlib.suppress(_TakenBackError):
            async with self._database.write() as session:
                made = [await self._one(session, caller, template, camera, to) for camera in cameras]
                if to.dry_run:
                    _take_back()
        return made

    async def _one(
        self, session: Session, caller: Caller, template: JobTemplate, camera: Camera, to: Application
    ) -> Made:
        name = _filled(to.name or str(template.job["name"]), camera)
        there = await session.scalar(
            select(Job.slug).where(Job.camera_id == camera.id, Job.name == name, Job.deleted_at.is_(None))
        )
        if there is not None:
            return Made(camera_id=camera.slug, outcome="exists", job_id=there, name=name)
        body = template.job | {"name": name, "cameraId": camera.slug}
        if to.enabled is not None:
            body["enabled"] = to.enabled
        try:
            job, warned = await self._jobs.create(session, caller, NewJob.model_validate(body))
        except RegieError as error:
            return Made(
                camera_id=camera.slug, outcome="failed", job_id=None, name=name, reason=error.detail or error.title
            )
        return Made(camera_id=camera.slug, outcome="made", job_id=job.slug, name=name, warnings=warned)


def _warned(result: Made, ahead: Ahead) -> Made:
    """With what will block it."""
    more = ahead.warnings if result.outcome == "made" else []
    return result.model_copy(update={"warnings": [*result.warnings, *more]}) if more else result


def _take_back() -> NoReturn:
    raise _TakenBackError


def _filled(pattern: str, camera: Camera) -> str:
    return pattern.replace("{cameraName}", camera.name).replace("{cameraId}", camera.slug)[:LONGEST_NAME].strip()


def _kept(fields: TemplateJob) -> dict[str, Any]:
    kept: dict[str, Any] = fields.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_unset=True)
    return {"name": fields.name, **kept}


def _shown(template: JobTemplate) -> dict[str, Any]:
    return {"name": template.name, "job": template.job}
