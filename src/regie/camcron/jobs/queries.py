"""
Jobs found in the database, with what they depend on: ready to be planned, run and shown.

A job whose rows cannot be read any more (a zone that has vanished, a secret under a lost key) is found all the same,
with the reason: one of them must not hide all others.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, select

from regie.camcron.cameras.addresses import Address
from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.service import Cameras
from regie.camcron.cameras.stills import default_stream, is_still
from regie.camcron.jobs import compile as compiling
from regie.camcron.jobs.errors import JobNotFound
from regie.camcron.jobs.holds import Hold, Holds, Scope
from regie.camcron.jobs.meeting import Writer
from regie.camcron.jobs.models import Hold as HoldRow
from regie.camcron.jobs.models import Job, Override
from regie.camcron.jobs.plan import Plan
from regie.camcron.jobs.schemas import OutputFields, ProcessFields, ScheduleFields
from regie.camcron.jobs.state import Obstacle
from regie.camcron.jobs.wanted import ByHand
from regie.camcron.motion.schemas import sensing_of
from regie.camcron.recordings.adoption import Owner
from regie.camcron.recordings.paths import Context, OutputPath
from regie.camcron.runs.commands import words_of
from regie.camcron.runs.models import Run
from regie.camcron.runs.spec import Spec
from regie.kernel.db import Session
from regie.kernel.errors import Invalid
from regie.kernel.secrets import Undecipherable
from regie.kernel.sites.models import Site

UTC = ZoneInfo("UTC")
NEVER = Plan("oneshot", None, None, None, None, UTC)
"""The plan of what cannot be read."""
BEGINS: Mapping[str, Literal["start", "catchUp", "stop"]] = {"start": "start", "catchUp": "catchUp"}
"""What a row may say that lets a job run; everything else keeps it still."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A job with what it depends on."""

    job: Job
    camera: Camera
    plan: Plan
    spec: Spec
    by_hand: tuple[ByHand, ...]
    holds: tuple[Hold, ...] = ()
    broken: Obstacle | None = None
    """Why its rows cannot be read; its plan and spec are then empty ones."""


@dataclass(frozen=True, slots=True)
class Switches:
    """What of a job's rows decides its state, beside what runs."""

    job_id: str
    action: str
    enabled: bool
    camera_enabled: bool


class Shelf:
    """Where jobs are found. Every method works inside of the caller's transaction."""

    def __init__(self, cameras: Cameras) -> None:
        self._cameras = cameras

    async def load_secrets(self, session: Session) -> None:
        """At start: let no log line show any secret of an address that only a job has."""
        for sealed in await session.scalars(select(Job.stream_secrets).where(Job.stream_secrets.is_not(None))):
            self._cameras.watch(sealed)

    async def rotate_secrets(self, session: Session) -> int:
        """Every secret of an address that only a job has, under the newest key; how many there were."""
        rows = (await session.scalars(select(Job).where(Job.stream_secrets.is_not(None)))).all()
        for job in rows:
            job.stream_secrets = self._cameras.rotated(job.stream_secrets)
        return len(rows)

    async def all(self, session: Session, *, camera_id: str | None = None) -> Sequence[Job]:
        """Living jobs, by name."""
        query = select(Job).where(Job.deleted_at.is_(None))
        if camera_id is not None:
            query = query.where(Job.camera_id == camera_id)
        return (await session.scalars(query.order_by(Job.name, Job.id))).all()

    async def get(self, session: Session, slug: str) -> Job:
        """A living job by what people call it (its slug or its UUID)."""
        job = await self.find(session, slug)
        if job is None:
            raise JobNotFound(slug)
        return job

    async def find(self, session: Session, slug: str) -> Job | None:
        """The same, or nothing."""
        found: Job | None = await session.scalar(
            select(Job).where((Job.slug == slug) | (Job.id == slug), Job.deleted_at.is_(None))
        )
        return found

    async def by_id(self, session: Session, job_id: str) -> Job | None:
        """A job by its UUID, also when it is deleted."""
        return await session.get(Job, job_id)

    async def name_of(self, session: Session, job_id: str) -> str:
        """What a job is called, also when it is deleted."""
        job = await session.get(Job, job_id)
        return job.name if job is not None else job_id

    async def jobs_of(self, session: Session, camera_id: str) -> list[str]:
        """Slugs of a camera's jobs."""
        return [job.slug for job in await self.all(session, camera_id=camera_id)]

    async def counts(self, session: Session) -> dict[str, int]:
        """Number of jobs by camera."""
        rows = await session.execute(
            select(Job.camera_id, func.count()).where(Job.deleted_at.is_(None)).group_by(Job.camera_id)
        )
        return dict(rows.all())

    async def switches(self, session: Session) -> list[Switches]:
        """Of every living job, what it takes to tell its state."""
        rows = await session.execute(
            select(Job.id, Job.action, Job.enabled, Camera.enabled)
            .join(Camera, Camera.id == Job.camera_id)
            .where(Job.deleted_at.is_(None))
        )
        return [Switches(*row) for row in rows]

    async def load(
        self, session: Session, ids: Iterable[str] | None = None, *, held_since: datetime | None = None
    ) -> list[Loaded]:
        """Living jobs with their plans and specs; all of them, or those with these UUIDs. `held_since`: see `holds`."""
        query = select(Job).where(Job.deleted_at.is_(None))
        if ids is not None:
            query = query.where(Job.id.in_(list(ids)))
        jobs = (await session.scalars(query)).all()
        cameras = await self._cameras.by_ids(session, {job.camera_id for job in jobs})
        sites = await _sites(session)
        said = await self._said(session, [job.id for job in jobs])
        holds = await self.holds(session, since=held_since)
        return [
            self._readable(
                job,
                camera := cameras[job.camera_id],
                sites[camera.site_id],
                said.get(job.id, ()),
                holds.on(job.id, camera.id, camera.site_id, camera.tags),
            )
            for job in jobs
        ]

    async def holds(self, session: Session, *, since: datetime | None = None) -> Holds:
        """Pauses and forces that have not ended, nor before an instant (then those that are over count too)."""
        ended = HoldRow.ended_at.is_(None)
        counting = ended if since is None else ended | (HoldRow.ended_at > since)
        rows = await session.scalars(select(HoldRow).where(counting))
        return Holds.of(map(hold_of, rows))

    async def writers(self, session: Session) -> list[Writer]:
        """Every living job that writes files, by name."""
        rows = await session.execute(
            select(Job.id, Job.slug, Job.name, Job.action, Job.output, Camera.slug, Camera.name)
            .join(Camera, Camera.id == Job.camera_id)
            .where(Job.deleted_at.is_(None), Job.action.not_in(compiling.WITHOUT_OUTPUT))
            .order_by(Job.name, Job.id)
        )
        return [
            Writer(job_id, Context(camera_slug, camera, slug, name), *compiling.names_of(output, action))
            for job_id, slug, name, action, output, camera_slug, camera in rows
        ]

    async def owner_of(self, session: Session, run_id: str, base: Path) -> Owner | None:
        """Whose files lie in the staging folder of a run, also when its job is gone."""
        run = await session.get(Run, run_id)
        job = await session.get(Job, run.job_id) if run is not None else None
        camera = (await self._cameras.by_ids(session, [job.camera_id])).get(job.camera_id) if job is not None else None
        if job is None or camera is None:
            return None
        held = self._readable(job, camera, (await _sites(session))[camera.site_id], (), ())
        spec = held.spec
        return Owner(
            job_id=job.id,
            job_slug=job.slug,
            camera_id=camera.id,
            camera_slug=camera.slug,
            naming=spec.naming,
            output=OutputPath.parse(spec.directory, spec.pattern, spec.format),
            base=base,
            zone=spec.zone,
        )

    async def changed_since(self, session: Session, instant: datetime) -> list[str]:
        """UUIDs of jobs (deleted ones too) that changed, or whose camera did."""
        own = select(Job.id).where(Job.updated_at >= instant)
        theirs = select(Job.id).join(Camera, Camera.id == Job.camera_id).where(Camera.updated_at >= instant)
        return list(await session.scalars(own.union(theirs)))

    async def _said(self, session: Session, job_ids: Sequence[str]) -> Mapping[str, tuple[ByHand, ...]]:
        rows = await session.scalars(
            select(Override).where(Override.ended_at.is_(None), Override.job_id.in_(job_ids)).order_by(Override.since)
        )
        said: dict[str, tuple[ByHand, ...]] = {}
        for row in rows:
            by_hand = ByHand(BEGINS.get(row.kind, "stop"), row.since, row.until)
            said[row.job_id] = (*said.get(row.job_id, ()), by_hand)
        return said

    def _readable(
        self, job: Job, camera: Camera, site: Site, said: tuple[ByHand, ...], holds: tuple[Hold, ...]
    ) -> Loaded:
        try:
            return self._loaded(job, camera, site, said, holds)
        except Exception as error:
            _log.debug("a job cannot be read", extra={"job": job.slug, "error": type(error).__name__})
            return Loaded(job, camera, NEVER, _empty_spec(job, camera), said, holds, _broken(error))

    def _loaded(
        self, job: Job, camera: Camera, site: Site, said: tuple[ByHand, ...], holds: tuple[Hold, ...]
    ) -> Loaded:
        zone = ZoneInfo(job.timezone or camera.timezone or site.timezone)
        schedule = ScheduleFields.model_validate(job.schedule)
        plan, faults = compiling.plan_of(schedule, schedule.trigger_type or "continuous", zone)
        if plan is None:
            raise Invalid(faults)
        return Loaded(job, camera, plan, self._spec(job, camera, zone), said, holds)

    def _spec(self, job: Job, camera: Camera, zone: ZoneInfo) -> Spec:
        process = ProcessFields.model_validate(job.process_config)
        key, source = self._source(job, camera)
        output = compiling.output_of(OutputFields.model_validate(job.output) if job.output else None, job.action)
        return Spec(
            job_id=job.id,
            job_slug=job.slug,
            camera_id=camera.id,
            camera_slug=camera.slug,
            action=job.action,
            source=source,
            still=job.action == "snapshot" and is_still(key, source),
            protocol=camera.protocol,
            naming=Context(camera.slug, camera.name, job.slug, job.name),
            directory=output.directory,
            pattern=output.pattern,
            format=compiling.staged_format(job.action, output),
            segment_seconds=output.segment_seconds,
            segment_bytes=output.segment_bytes,
            codec=process.codec or "copy",
            resolution=compiling.resolution(process.resolution),
            frame_rate=process.frame_rate,
            bitrate=process.bitrate,
            quality=process.quality,
            audio=process.audio,
            extra=tuple(process.extra_args),
            max_retries=job.max_retries,
            priority=job.priority,
            strict_bounds=job.strict_bounds,
            zone=zone,
            timeout=process.timeout,
            sensing=sensing_of(process.motion) if job.action == "detect_motion" else None,
            looked_at=self._looked_at(process, job, camera),
            command=words_of(process.command) if job.action == "custom_command" else (),
        )

    def _looked_at(self, process: ProcessFields, job: Job, camera: Camera) -> str:
        """Another stream than the recorded one, when a job that watches for motion names one."""
        key = process.motion.analysis_stream if process.motion and job.action == "detect_motion" else None
        found = self._cameras.source(camera, key) if key in camera.streams else ""
        return found if found != self._source(job, camera)[1] else ""

    def _source(self, job: Job, camera: Camera) -> tuple[str | None, str]:
        """The stream's key, unless it is an address of the job's own, and the complete address."""
        if job.stream_url is not None:
            own = Address(job.stream_url, self._cameras.unseal(job.stream_secrets))
            return None, self._cameras.source_at(camera, own)
        key = job.stream_key or default_stream(camera.streams)
        return key, self._cameras.source(camera, key) if key in camera.streams else ""


def hold_of(row: HoldRow) -> Hold:
    """From its row; one that was ended before its time is over then."""
    ends = [end for end in (row.until, row.ended_at) if end is not None]
    return Hold(
        hold_id=row.id,
        kind="pause" if row.kind == "pause" else "force",
        scope=Scope(row.scope, row.value),  # type: ignore[arg-type]  # the column holds these words only
        since=row.since,
        until=min(ends, default=None),
        said_at=row.created_at,
        by=row.by,
        reason=row.reason,
    )


async def _sites(session: Session) -> dict[str, Site]:
    return {site.id: site for site in await session.scalars(select(Site))}


def _broken(error: Exception) -> Obstacle:
    """What is wrong with rows that cannot be read, and what to do."""
    if isinstance(error, ZoneInfoNotFoundError):
        return Obstacle("unreadable", f"The time zone {error.args[0]} is not known here; choose another one.")
    if isinstance(error, Invalid):
        return Obstacle("unreadable", f"What is stored is not valid any more: {error.detail}. Save the job anew.")
    if isinstance(error, Undecipherable):
        return Obstacle("unreadable", "Its stored secret cannot be decrypted with any known key; enter it anew.")
    return Obstacle("unreadable", f"What is stored cannot be read ({type(error).__name__}); save the job anew.")


def _empty_spec(job: Job, camera: Camera) -> Spec:
    """Enough to show it and to know its files by; never carried out."""
    output = compiling.output_of(None, job.action)
    return Spec(
        job_id=job.id,
        job_slug=job.slug,
        camera_id=camera.id,
        camera_slug=camera.slug,
        action=job.action,
        source="",
        protocol=camera.protocol,
        naming=Context(camera.slug, camera.name, job.slug, job.name),
        directory=output.directory,
        pattern=output.pattern,
        format=output.format,
        segment_seconds=output.segment_seconds,
        codec="copy",
        resolution=None,
        frame_rate=None,
        bitrate=None,
        quality=None,
        audio="auto",
        extra=(),
        max_retries=job.max_retries,
        priority=job.priority,
        strict_bounds=job.strict_bounds,
        zone=UTC,
    )


async def heir_of(session: Session, job_id: str, slug: str, camera_slug: str) -> tuple[str, str] | None:
    """
    Who has the files of a job (UUID) that was never known here: the living one of its name, on a camera of its
    camera's name; the UUIDs of both. Nobody inherits from a job that was deleted here.
    """
    if await session.get(Job, job_id) is not None:
        return None
    heir = select(Job.id, Camera.id).join(Camera, Camera.id == Job.camera_id)
    heir = heir.where(Job.slug == slug, Job.deleted_at.is_(None), Camera.slug == camera_slug)
    found = (await session.execute(heir)).one_or_none()
    return (found[0], found[1]) if found is not None else None


async def was_known(session: Session, job_id: str) -> bool:
    """Whether there was ever a job of this UUID here."""
    return await session.get(Job, job_id) is not None
