"""
Use cases of jobs: add, change, delete, start and stop by hand.

Everything that is wrong with a job is told at once. What a change causes is told by an event, and found again by the
reconcile pass when the event was missed.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from regie.camcron.cameras.addresses import Address, WrongAddressError, keep_masked
from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.schemas import FilesGoing, FilesToo
from regie.camcron.cameras.service import Archive, Cameras, may_delete_files
from regie.camcron.cameras.stills import SNAPSHOT, default_stream
from regie.camcron.jobs import compile as compiling
from regie.camcron.jobs.errors import JobCannotRun, JobExists
from regie.camcron.jobs.meeting import first_meeting
from regie.camcron.jobs.models import Job, Override
from regie.camcron.jobs.past.queries import note_versions
from regie.camcron.jobs.plan import Plan, warnings, window_at
from regie.camcron.jobs.queries import Loaded, Shelf
from regie.camcron.jobs.schemas import JobChange, JobCopy, JobFields, NewJob, Warned
from regie.camcron.jobs.showing import Showing
from regie.camcron.jobs.wanted import look
from regie.camcron.recordings.roots import Roots
from regie.kernel.audit.service import Audit
from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller, MissingPermission
from regie.kernel.ids import NOBODYS, free_slug, new_id, slug_of
from regie.kernel.spelling import meant
from regie.kernel.wire import MASK

PREPARED = timedelta(seconds=10)
"""A process that runs so shortly before a window was begun for it: who stops it means that window."""

Said = list[Fault] | None
COMMANDS = "Commands may only be set by an administrator."
COPIED = ("stream_key", "stream_url", "stream_secrets", "action", "schedule", "output", "process_config", "retention",
          "max_retries", "priority", "strict_bounds", "timezone")  # fmt: skip
"""What a job does, and neither who it is nor for which camera."""


@dataclass(frozen=True, slots=True)
class JobChanged:
    """A job was added or changed, or somebody started or stopped it by hand."""

    job_id: str
    """Its UUID."""


@dataclass(frozen=True, slots=True)
class JobDeleted:
    """A job is gone."""

    job_id: str
    slug: str


class Foresight(Protocol):
    """Who knows what a job's limits will delete: filled by the wiring."""

    async def deletes(self, session: Session, job_id: str, former: Mapping[str, Any] | None) -> list[Warned]:
        """Warnings for a job (UUID) that is new or whose retention was changed; `former` is what it was."""
        ...


@dataclass(frozen=True, slots=True)
class HoldsChanged:
    """Somebody paused or forced jobs, or ended that."""


class Jobs:
    """The use cases. Every method works inside of the caller's transaction."""

    def __init__(
        self,
        clock: Clock,
        shelf: Shelf,
        showing: Showing,
        cameras: Cameras,
        roots: Roots,
        base: Path,
        audit: Audit,
        allowed: Callable[[], Collection[str]] = tuple,  # programs that commands may run beside ffmpeg and ffprobe
    ) -> None:
        self._allowed = allowed
        self._clock = clock
        self._shelf = shelf
        self._showing = showing
        self._cameras = cameras
        self._roots = roots
        self._base = base
        self._audit = audit
        self.archive: Archive | None = None
        self.foresight: Foresight | None = None

    async def create(
        self, session: Session, caller: Caller, new: NewJob, outside: Said = None
    ) -> tuple[Job, list[Warned]]:
        """Add a job. Warnings name what is allowed and probably not meant. `outside`: what was said of its folder."""
        slug = await self._free(session, new.id, new.name)
        job = Job(id=new_id(), slug=slug, created_at=self._clock.now(), stream_secrets=None)
        plan = await self._fill(session, caller, job, new, outside)
        await self._add(session, caller, job)
        return job, self._warned(job, plan)

    async def change(
        self, session: Session, caller: Caller, slug: str, change: JobChange, outside: Said = None
    ) -> tuple[Job, list[Warned]]:
        """Replace what a job is; its id, files and history stay."""
        job = await self._shelf.get(session, slug)
        if change.id is not None and change.id != job.slug:
            raise Invalid(Fault("id", "cannot be changed", job.slug))
        before = _shown(job)
        plan = await self._fill(session, caller, job, change, outside)
        await session.flush()
        await note_versions(session, [job.id], job.updated_at)
        self._audit.record(session, caller, "update", "job", job.id, job.name, before=before, after=_shown(job))
        session.tell(JobChanged(job.id))
        return job, self._warned(job, plan)

    async def loses(self, session: Session, job: Job, former: Any, *, new: bool = False) -> list[Warned]:
        """Warnings of what a new job or another retention deletes. Counts many files: not for a writing transaction."""
        foresight = self.foresight if new or job.retention != former else None
        return await foresight.deletes(session, job.id, former) if foresight is not None else []

    async def met(self, session: Session, job: Job) -> list[Warned]:
        """A warning when another job may write the same names. Looks at all of them: not for a writing transaction."""
        writers = await self._shelf.writers(session)
        mine = next((each for each in writers if each.job_id == job.id), None)
        others = [each for each in writers if each is not mine]
        if mine is None:
            return []
        meeting = await asyncio.to_thread(first_meeting, mine, others, base=self._base.as_posix())
        if meeting is None:
            return []
        message = f"«{meeting.naming.job_name}» may write the same names; the later file gets a suffix."
        fix = {"output": {**(job.output or {}), "filenamePattern": compiling.DEFAULT_PATTERN}}
        return [Warned(code="paths-meet", message=message, fix=fix)]

    async def duplicate(self, session: Session, caller: Caller, slug: str, copy: JobCopy) -> Job:
        """Copy a job under another name. It starts switched off unless asked, so that nothing begins by surprise."""
        source = await self._shelf.get(session, slug)
        if source.action == "custom_command" and not caller.may("commands.write"):
            raise MissingPermission(COMMANDS, permission="commands.write")
        camera = await self._cameras.get(session, copy.camera_id or source.camera_id)
        if source.stream_key is not None and source.stream_key not in camera.streams:
            raise Invalid(Fault("cameraId", f"«{camera.slug}» has no stream «{source.stream_key}»", source.camera_id))
        name = copy.name or f"{source.name[:190]} (copy)"
        job = Job(**{column: getattr(source, column) for column in COPIED})
        job.id, job.slug, job.name = new_id(), await self._free(session, copy.id, name), name
        job.camera_id, job.enabled = camera.id, copy.enabled
        job.created_at = job.updated_at = self._clock.now()
        await self._add(session, caller, job)
        return job

    async def delete(self, session: Session, caller: Caller, slug: str, files: FilesToo = "keep") -> FilesGoing | None:
        """Forget a job; its running process stops. Its files stay and age on by the limits it had, or go too."""
        may_delete_files(caller, files)
        job = await self._delete(session, caller, await self._shelf.get(session, slug), files)
        if files == "keep" or self.archive is None:
            return None
        return await self.archive.begin(session, caller, job_ids=[job.id], camera_id=None)

    async def delete_jobs_of(self, session: Session, caller: Caller, camera_id: str, files: FilesToo) -> list[str]:
        """Forget all jobs of a camera, and mark their files as going too; their UUIDs."""
        jobs = await self._shelf.all(session, camera_id=camera_id)
        return [(await self._delete(session, caller, job, files)).id for job in jobs]

    async def _delete(self, session: Session, caller: Caller, job: Job, files: FilesToo) -> Job:
        before = _shown(job)
        job.deleted_at = job.updated_at = self._clock.now()
        await session.flush()
        await note_versions(session, [job.id], job.updated_at)
        job.retention = compiling.stored(self._showing.effective_retention(job))  # what it had, whatever comes later
        job.files_deleted_by = caller.name if files == "delete" else None
        self._audit.record(session, caller, "delete", "job", job.id, job.name, before=before)
        session.tell(JobDeleted(job.id, job.slug))
        return job

    async def switch(self, session: Session, caller: Caller, slug: str, *, enabled: bool) -> bool:
        """Switch a job on or off; whether that changed anything."""
        job = await self._shelf.get(session, slug)
        if job.enabled is enabled:
            return False
        before = _shown(job)
        job.enabled, job.updated_at = enabled, self._clock.now()
        await session.flush()
        await note_versions(session, [job.id], job.updated_at)
        self._audit.record(session, caller, "update", "job", job.id, job.name, before=before, after=_shown(job))
        session.tell(JobChanged(job.id))
        return True

    async def start(self, session: Session, caller: Caller, slug: str) -> Job:
        """Run now: in a window to its end, else for its duration or until somebody stops it; of instants, once."""
        (loaded,) = await self._shelf.load(session, [(await self._shelf.get(session, slug)).id])
        job, plan, now = loaded.job, loaded.plan, self._clock.now()
        self._refuse_impossible(loaded)
        outlook = look(plan, loaded.by_hand, now, loaded.holds)
        if outlook.now is None or plan.trigger == "oneshot":
            await self._end_overrides(session, job.id, now)
            if look(plan, (), now, loaded.holds).now is None:  # in a window that was stopped, the window goes on
                paused = window_at(plan, now)
                until = now + timedelta(seconds=plan.duration_seconds) if plan.duration_seconds else None
                until = paused.end if paused else until
                session.add(Override(id=new_id(), job_id=job.id, kind="start", since=now, until=until, by=caller.name))
        job.updated_at = now
        self._audit.record(session, caller, "start", "job", job.id, job.name)
        session.tell(JobChanged(job.id))
        return job

    async def stop(self, session: Session, caller: Caller, slug: str) -> Job:
        """Stop now; inside of a window, until the next one."""
        (loaded,) = await self._shelf.load(session, [(await self._shelf.get(session, slug)).id])
        job, now = loaded.job, self._clock.now()
        await self._end_overrides(session, job.id, now)
        since = self._held_from(loaded, now)
        if since is not None:
            session.add(Override(id=new_id(), job_id=job.id, kind="stop", since=since, until=None, by=caller.name))
        job.updated_at = now
        self._audit.record(session, caller, "stop", "job", job.id, job.name)
        session.tell(JobChanged(job.id))
        return job

    def _held_from(self, loaded: Loaded, now: datetime) -> datetime | None:
        """From when on a stop by hand counts; nothing when it only ends what was begun by hand."""
        outlook = look(loaded.plan, (), now, loaded.holds)
        is_running = self._showing.recorder.process_of(loaded.job.id) is not None
        if outlook.now is not None or (is_running and loaded.plan.trigger == "oneshot"):
            return now
        coming, by_hand = outlook.next_run_at, look(loaded.plan, loaded.by_hand, now, loaded.holds).now is not None
        is_prepared = is_running and not by_hand and coming is not None and coming - now <= PREPARED
        return coming if is_prepared else None

    async def end_by_hand(self, session: Session, job_id: str) -> None:
        """What somebody asked of a job of single instants has been carried out."""
        await self._end_overrides(session, job_id, self._clock.now())

    async def plan_of(self, session: Session, fields: JobFields, outside: Said) -> tuple[Camera, Plan]:
        """What the schedule of an unsaved job means; everything that is wrong with it, its camera and its folder."""
        camera, plan, faults = await self._planned(session, fields)
        faults += compiling.output_faults(fields) or outside or []
        if camera is None or plan is None or faults:
            raise Invalid(faults)
        return camera, plan

    async def _planned(self, session: Session, fields: JobFields) -> tuple[Camera | None, Plan | None, list[Fault]]:
        camera, faults = await self._camera(session, fields)
        zone = ZoneInfo(fields.timezone) if fields.timezone else None
        if zone is None:
            zone = await self._cameras.zone_of(session, camera) if camera else ZoneInfo("UTC")
        plan, wrong = compiling.plan_of(fields.schedule, fields.trigger, zone)
        return camera, plan, faults + wrong

    async def _free(self, session: Session, wanted: str | None, name: str) -> str:
        """The slug asked for, or one made from the name."""
        taken = set(await session.scalars(select(Job.slug).where(Job.deleted_at.is_(None))))
        if wanted is not None and wanted in taken:
            raise JobExists(wanted)
        if wanted in NOBODYS:
            raise Invalid(Fault("id", "stands for the form of a new one in the console's addresses", "another one"))
        return wanted or free_slug(slug_of(name, fallback="job"), taken | NOBODYS)

    async def _add(self, session: Session, caller: Caller, job: Job) -> None:
        session.add(job)
        try:
            await session.flush()
        except IntegrityError:  # somebody else was quicker, on a server with several writers
            raise JobExists(job.slug) from None
        await note_versions(session, [job.id], job.created_at)
        self._audit.record(session, caller, "create", "job", job.id, job.name, after=_shown(job))
        session.tell(JobChanged(job.id))

    async def _fill(self, session: Session, caller: Caller, job: Job, fields: JobFields, said: Said) -> Plan:
        if "custom_command" in (fields.action, job.action) and not caller.may("commands.write"):
            raise MissingPermission(COMMANDS, permission="commands.write")
        camera, plan, faults = await self._planned(session, fields)
        faults += await self._making_faults(fields, said)
        address = _address(fields, job, faults)
        if faults or camera is None or plan is None:
            raise Invalid(faults)
        job.camera_id, job.stream_key = camera.id, fields.stream_key
        self._fill_address(job, address)
        job.name, job.action, job.enabled, job.timezone = fields.name, fields.action, fields.enabled, fields.timezone
        job.schedule = (compiling.stored(fields.schedule) or {}) | {"triggerType": fields.trigger}
        job.output = compiling.stored_output(fields)
        job.process_config = fields.process_config.model_dump(mode="json", by_alias=True, exclude_unset=True)
        job.retention = compiling.stored(fields.stated_retention)
        job.max_retries, job.priority, job.strict_bounds = fields.max_retries, fields.priority, fields.strict_bounds
        job.updated_at = self._clock.now()
        return plan

    async def faults_of(self, fields: JobFields) -> list[Fault]:
        """What is wrong with a job whatever its camera is."""
        zone = ZoneInfo(fields.timezone or "UTC")
        return compiling.plan_of(fields.schedule, fields.trigger, zone)[1] + await self._making_faults(fields)

    async def _making_faults(self, fields: JobFields, outside: Said = None) -> list[Fault]:
        placed = await self.outside(fields) if outside is None else outside
        return (compiling.output_faults(fields) or placed) + compiling.process_faults(fields, self._allowed())

    async def _camera(self, session: Session, fields: JobFields) -> tuple[Camera | None, list[Fault]]:
        found = {camera.slug: camera for camera in await self._cameras.all(session)}
        camera = found.get(fields.camera_id) or next((c for c in found.values() if c.id == fields.camera_id), None)
        if camera is None:
            known = ", ".join(sorted(found)[:10]) or "a camera; there is none yet"
            message = f"there is no camera «{fields.camera_id}»{meant(fields.camera_id, found)}"
            return None, [Fault("cameraId", message, f"one of {known}")]
        if fields.stream_key is not None and fields.stream_key not in camera.streams:
            return camera, [_no_stream("streamKey", fields.stream_key, camera)]
        looked_at = fields.process_config.motion.analysis_stream if fields.process_config.motion else None
        if looked_at is not None and looked_at not in camera.streams:
            return camera, [_no_stream("processConfig.motion.analysisStream", looked_at, camera)]
        key = fields.stream_key or default_stream(camera.streams)
        if key == SNAPSHOT and fields.stream_url is None and fields.action in compiling.NEEDS_VIDEO:
            videos = ", ".join(each for each in camera.streams if each != SNAPSHOT)
            wanted = f"one of {videos}" if videos else "a camera with a stream of video"
            return camera, [Fault("streamKey", f"«{SNAPSHOT}» is one picture at a time and cannot be recorded", wanted)]
        return camera, []

    async def outside(self, fields: JobFields) -> list[Fault]:
        """What is wrong with the folder of a job. Asks the disk, which may take long: not for a transaction."""
        if fields.action in compiling.WITHOUT_OUTPUT or compiling.output_faults(fields):
            return []
        anchor = compiling.output_of(fields.output, fields.action).path.directory.anchor
        if await self._roots.allows(Path(self._base, anchor)):
            return []
        allowed = f"a folder below {', '.join(str(root) for root in self._roots.folders)}"
        message = f"lies outside of the folders for recordings{self._roots.awaited()}"
        return [Fault("output.directory", message, allowed)]

    def _fill_address(self, job: Job, address: Address | None) -> None:
        if address is None:
            job.stream_url = job.stream_secrets = None
            return
        former = self._cameras.unseal(job.stream_secrets)
        secrets = keep_masked(address.secrets, former)
        if not (secrets.username or secrets.password) and job.stream_url == address.plain:
            secrets = former
        job.stream_url, job.stream_secrets = address.plain, self._cameras.seal(secrets)

    def _warned(self, job: Job, plan: Plan) -> list[Warned]:
        return [
            Warned(code=w.code, message=w.message, fix={"schedule": {**job.schedule, **w.fix}} if w.fix else None)
            for w in warnings(plan, self._clock.now())
        ]

    def _refuse_impossible(self, loaded: Loaded) -> None:
        obstacle = loaded.broken or self._showing.obstacle_of(loaded.job)
        if not loaded.job.enabled:
            raise JobCannotRun("The job is switched off; switch it on first.", reasonCode="jobDisabled")
        if not loaded.camera.enabled:
            raise JobCannotRun("Its camera is switched off; switch it on first.", reasonCode="cameraDisabled")
        if obstacle is not None:
            raise JobCannotRun(obstacle.sentence, reasonCode=obstacle.code)

    async def _end_overrides(self, session: Session, job_id: str, now: datetime) -> None:
        await session.execute(
            update(Override).where(Override.job_id == job_id, Override.ended_at.is_(None)).values(ended_at=now)
        )


def _no_stream(path: str, key: str, camera: Camera) -> Fault:
    message = f"the camera has no stream «{key}»{meant(key, camera.streams)}"
    return Fault(path, message, f"one of {', '.join(camera.streams)}")


def _address(fields: JobFields, job: Job, faults: list[Fault]) -> Address | None:
    """A stored secret never goes to another host, whoever asks for it."""
    if fields.stream_url is None:
        return None
    try:
        address = Address.parse(fields.stream_url)
    except WrongAddressError as error:
        faults.append(error.fault("streamUrl"))
        return None
    former = Address.parse(job.stream_url).host if job.stream_url else None
    if MASK in address.secrets.values and address.host != former:
        faults.append(Fault("streamUrl", "has a mask for a secret that is not stored for this host", "the secret"))
    return address


def _shown(job: Job) -> dict[str, Any]:
    """For the audit: everything that was set."""
    names = ("name", "camera_id", "stream_key", "stream_url", "action", "schedule", "output", "process_config",
             "retention", "max_retries", "priority", "strict_bounds", "enabled", "timezone")  # fmt: skip
    return {name: getattr(job, name) for name in names} | {"credentials": MASK if job.stream_secrets else None}
