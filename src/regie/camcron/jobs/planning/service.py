"""
What a schedule comes to, saved or not: its windows in a span, warnings, the space that it takes.

Nothing here holds a transaction while it computes, and long plans are made in a thread: a page that previews a tick a
minute for a month must not hold up a recording. What would be too long is refused with the span that is not.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.stills import default_stream
from regie.camcron.jobs import compile as compiling
from regie.camcron.jobs.lookout import Lookout, blocked
from regie.camcron.jobs.models import Job
from regie.camcron.jobs.plan import HORIZON, Plan, PlanWarning, warnings, windows
from regie.camcron.jobs.planning import queries
from regie.camcron.jobs.planning.crowding import Gate, Reader, crowding
from regie.camcron.jobs.planning.schemas import PlanAsked
from regie.camcron.jobs.planning.space import SPAN, Rate, Room, gb_per_day, space_warning
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.schemas import OutputFields, Warned
from regie.camcron.jobs.service import Jobs
from regie.camcron.jobs.showing import Showing
from regie.camcron.jobs.state import Obstacle
from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.paths import Context, OutputPath, WrongTemplateError
from regie.camcron.recordings.roots import Roots, Space
from regie.camcron.recordings.settings import Retention
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.ids import slug_of
from regie.kernel.scheduling.windows import Window
from regie.kernel.scheduling.zones import DAY
from regie.kernel.wire import dumps, iso

HOUR = timedelta(hours=1)
NEXT = 6
"""Windows to come that are always told."""
MOST = 50_000
"""Windows in an answer: a tick a minute for a month, one a quarter of an hour for a year."""
FIRST_YEAR, LAST_YEAR = 1970, 2999
DISK_PATIENCE = 2.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Considered:
    """A job that is looked at, saved or not."""

    job: Job
    camera: Camera
    plan: Plan
    rate: Rate | None
    held: int
    broken: Obstacle | None = None
    """Why its rows cannot be read."""
    others: tuple[Reader, ...] = ()
    """Who else reads its camera, where that takes only so many."""
    disk: Space | None = None
    """Where it writes; nothing when it writes nothing, or when the disk does not answer."""


class Planning:
    """The use cases. They open their own transactions."""

    def __init__(
        self,
        clock: Clock,
        database: Database,
        shelf: Shelf,
        jobs: Jobs,
        showing: Showing,
        roots: Roots,
        base: Path,
        lookout: Lookout,
    ) -> None:
        self._clock = clock
        self._database = database
        self._shelf = shelf
        self._jobs = jobs
        self._showing = showing
        self._roots = roots
        self._base = base
        self._lookout = lookout

    async def of_job(self, slug: str, since: datetime | None, until: datetime | None) -> bytes:
        """The plan of a job as it is saved, as JSON (`PlanAnswer`)."""
        span = self._span(since, until)
        async with self._database.read() as session:
            job = await self._shelf.get(session, slug)
            (loaded,) = await self._shelf.load(session, [job.id])
            considered = await self._considered(session, job, loaded.camera, loaded.plan, loaded.broken)
            considered = replace(considered, others=await self._readers(session, loaded.camera, job))
        return await self._written(await self._on_its_disk(considered), *span)

    async def of_body(self, asked: PlanAsked, since: datetime | None, until: datetime | None) -> bytes:
        """The same of a job that is not saved; one whose `id` is a living job's is a change of that job."""
        span = self._span(asked.since or since, asked.until or until)
        return await self._written(await self._imagined(asked), *span)

    async def preview(self, asked: PlanAsked, since: datetime | None, until: datetime | None) -> bytes:
        """That plan and what whoever writes the job looks at beside it, as JSON (`PlanPreview`)."""
        span = self._span(asked.since or since, asked.until or until)
        considered = await self._imagined(asked)
        return await self._written(considered, *span, **await self._beside(considered))

    async def _imagined(self, asked: PlanAsked) -> Considered:
        outside = await self._jobs.outside(asked)
        async with self._database.read() as session:
            camera, plan = await self._jobs.plan_of(session, asked, outside)
            saved = await self._shelf.find(session, asked.id) if asked.id else None
            job, others = _unsaved(asked, camera, saved), await self._readers(session, camera, saved)
            if saved is not None and _making_of(saved) != _making_of(job):
                job.id = ""
            considered = replace(await self._considered(session, job, camera, plan), others=others)
        return await self._on_its_disk(considered)

    async def of_all(self, since: datetime | None, until: datetime | None) -> bytes:
        """By job what begins, runs or ends in a span, as JSON (`JobPlan`); an hour from now unless given."""
        since, until = self._span(since, until or (since or self._clock.now()) + HOUR)
        if until - since > DAY:
            raise Invalid(Fault("to", "is too far from `from`", f"at most {iso(since + DAY)}"))
        async with self._database.read() as session:
            found = await self._shelf.load(session)
        plans = [(each.job.slug, each.plan) for each in found if each.job.enabled and each.camera.enabled]
        return await asyncio.to_thread(_all_written, sorted(plans, key=lambda each: each[0]), since, until)

    def _span(self, since: datetime | None, until: datetime | None) -> tuple[datetime, datetime]:
        since = since or self._clock.now()
        until = until or since + 7 * DAY
        wrong = [
            Fault(name, "is too far away", f"from {FIRST_YEAR} to {LAST_YEAR}")
            for name, instant in (("from", since), ("to", until))
            if not FIRST_YEAR <= instant.year <= LAST_YEAR
        ]
        if not wrong and until <= since:
            wrong = [Fault("to", "is not after `from`", f"later than {iso(since)}")]
        if not wrong and until - since > SPAN:
            wrong = [Fault("to", "is too far from `from`", f"at most {iso(since + SPAN)}")]
        if wrong:
            raise Invalid(wrong)
        return since, until

    async def _considered(
        self, session: Session, job: Job, camera: Camera, plan: Plan, broken: Obstacle | None = None
    ) -> Considered:
        rate = await queries.measured(session, job, camera) or _configured(job)
        return Considered(job, camera, plan, rate, await queries.held_bytes(session, job.id) if job.id else 0, broken)

    async def _readers(self, session: Session, camera: Camera, but: Job | None) -> tuple[Reader, ...]:
        """The other jobs that are on of a camera with a cap; nobody where it takes as many as one likes."""
        if _gate(camera) is None:
            return ()
        jobs = await self._shelf.all(session, camera_id=camera.id)
        found = await self._shelf.load(
            session, [job.id for job in jobs if job.enabled and (but is None or job.id != but.id)]
        )
        return tuple(_reader(each.job, each.camera, each.plan) for each in found if each.broken is None)

    async def _written(self, considered: Considered, since: datetime, until: datetime, **beside: Any) -> bytes:
        plan, now = considered.plan, self._clock.now()
        found = await asyncio.to_thread(_windows, plan, since, until)
        told = await asyncio.to_thread(warnings, plan, now)
        per_day: float | None = None
        if considered.rate is not None:
            per_day = await asyncio.to_thread(gb_per_day, plan, considered.rate, now)
            told += _space(considered, per_day, self._showing.effective_retention(considered.job))
        if (gate := _gate(considered.camera)) is not None and considered.others:
            mine = _reader(considered.job, considered.camera, plan)
            crowd = await asyncio.to_thread(crowding, mine, considered.others, gate, now, now + 7 * DAY)
            told += [crowd] if crowd else []
        schedule = considered.job.schedule
        warned = [*[_warned(each, schedule) for each in told], *await self._ahead(considered)]
        amount = round(per_day, 3) if per_day is not None else None
        return await asyncio.to_thread(
            lambda: dumps({"windows": _spans(found), "warnings": warned, "gbPerDay": amount, **beside})
        )

    async def _beside(self, considered: Considered) -> dict[str, Any]:
        """What a preview has beside the plan, by its names on the wire."""
        now, disk = self._clock.now(), considered.disk
        coming = await asyncio.to_thread(_coming, considered.plan, now)
        return {
            "zone": considered.plan.zone.key,
            "next": _spans(coming),
            "path": self._path(considered, coming, now),
            "retention": self._showing.effective_retention(considered.job),
            "freeBytes": disk.free if disk else None,
            "totalBytes": disk.total if disk else None,
        }

    async def _ahead(self, considered: Considered) -> list[Warned]:
        if considered.broken is not None:
            return [blocked(considered.broken)]
        job = considered.job
        ahead = await self._lookout.at(job.action, job.output, job.process_config)
        return ahead.warnings if ahead is not None else []

    async def _on_its_disk(self, considered: Considered) -> Considered:
        output = _output(considered.job)
        if output is None:
            return considered
        folder = Path(self._base, output.path.directory.anchor)
        try:
            async with asyncio.timeout(DISK_PATIENCE):
                return replace(considered, disk=await self._roots.room_ahead(folder))
        except (RootProblem, TimeoutError):
            return considered

    def _path(self, considered: Considered, coming: Sequence[Window], now: datetime) -> str | None:
        """The file of its next start. What is not saved has the id that its name would give it."""
        job, camera, output = considered.job, considered.camera, _output(considered.job)
        if output is None:
            return None
        start = next((window.start for window in coming if window.start is not None and window.start > now), now)
        naming = Context(camera.slug, camera.name, job.slug, job.name)
        ending = compiling.staged_format(job.action, output)
        path = OutputPath.parse(output.directory, output.pattern, ending)
        return Path(self._base, path.path(naming, start, considered.plan.zone)).as_posix()


def _gate(camera: Camera) -> Gate | None:
    cap = camera.max_connections
    if cap is None and camera.relay == "auto":
        cap = camera.proposed_max_connections
    return Gate(cap, camera.relay) if cap is not None else None


def _reader(job: Job, camera: Camera, plan: Plan) -> Reader:
    return Reader(job.name, job.stream_url or job.stream_key or default_stream(camera.streams), plan)


def _output(job: Job) -> compiling.Output | None:
    """Where it writes; nothing for a job that writes nothing, or whose rows cannot be read."""
    if job.action in compiling.WITHOUT_OUTPUT:
        return None
    output = compiling.output_of(OutputFields.model_validate(job.output or {}), job.action)
    try:
        OutputPath.parse(output.directory, output.pattern, output.format)
    except WrongTemplateError:
        return None
    return output


def _space(considered: Considered, per_day: float, kept: Retention) -> Sequence[PlanWarning]:
    if considered.disk is None or not per_day:
        return []
    found = space_warning(per_day, kept.max_days, kept.max_size_gb, Room(considered.disk.free, considered.held))
    return [found] if found else []


def _coming(plan: Plan, now: datetime) -> list[Window]:
    """What is open or to come, the first few: a search of its own, since the span asked for may lie elsewhere."""
    return list(islice(windows(plan, now, now + HORIZON), NEXT))


def _windows(plan: Plan, since: datetime, until: datetime) -> list[Window]:
    found = list(islice(windows(plan, since, until), MOST + 1))
    if len(found) > MOST and (last := found[-1].start) is not None:
        raise Invalid(Fault("to", f"makes more than {MOST} windows", f"at most {iso(last)}"))
    return found


def _all_written(plans: list[tuple[str, Plan]], since: datetime, until: datetime) -> bytes:
    found = [(slug, _windows(plan, since, until)) for slug, plan in plans]
    return dumps([{"jobId": slug, "windows": _spans(met)} for slug, met in found if met])


def _spans(found: list[Window]) -> list[dict[str, str | None]]:
    """Made by hand: fifty thousand models would hold everybody up."""
    return [
        {
            "start": iso(window.start) if window.start else None,
            "end": iso(window.end) if window.end else None,
            "kind": window.kind,
        }
        for window in found
    ]


def _warned(warning: PlanWarning, schedule: dict[str, object]) -> Warned:
    fix = warning.fix
    if fix and "retention" not in fix:
        fix = {"schedule": {**schedule, **fix}}
    return Warned(code=warning.code, message=warning.message, fix=fix)


def _configured(job: Job) -> Rate | None:
    """What the encoder is told to make, when it is."""
    bitrate = (job.process_config or {}).get("bitrate")
    if job.action == "record" and bitrate:
        return Rate(per_second=bitrate * 1000 / 8)
    return Rate() if job.action in compiling.WITHOUT_OUTPUT else None


def _unsaved(fields: PlanAsked, camera: Camera, saved: Job | None) -> Job:
    return Job(
        id=saved.id if saved else "",
        slug=fields.id or slug_of(fields.name, fallback="job"),
        name=fields.name,
        camera_id=camera.id,
        action=fields.action,
        stream_key=fields.stream_key,
        stream_url=fields.stream_url,
        schedule=(compiling.stored(fields.schedule) or {}) | {"triggerType": fields.trigger},
        output=compiling.stored_output(fields),
        process_config=fields.process_config.model_dump(mode="json", by_alias=True, exclude_unset=True),
        retention=compiling.stored(fields.stated_retention),
    )


def _making_of(job: Job) -> tuple[object, ...]:
    return job.camera_id, job.action, job.stream_key, job.process_config
