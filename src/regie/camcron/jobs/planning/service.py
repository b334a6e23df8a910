"""
What a schedule comes to, saved or not: its windows in a span, warnings, the space that it takes.

Nothing here holds a transaction while it computes, and long plans are made in a thread: a page that previews a tick a
minute for a month must not hold up a recording. What would be too long is refused with the span that is not.
"""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from regie.camcron.cameras.models import Camera
from regie.camcron.jobs import compile as compiling
from regie.camcron.jobs.lookout import Lookout, blocked
from regie.camcron.jobs.models import Job
from regie.camcron.jobs.plan import Plan, PlanWarning, warnings, windows
from regie.camcron.jobs.planning import queries
from regie.camcron.jobs.planning.schemas import PlanAnswer, PlanAsked
from regie.camcron.jobs.planning.space import SPAN, Rate, Room, gb_per_day, space_warning
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.schemas import JobFields, OutputFields, Warned
from regie.camcron.jobs.service import Jobs
from regie.camcron.jobs.showing import Showing
from regie.camcron.jobs.state import Obstacle
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.scheduling.windows import Window
from regie.kernel.scheduling.zones import DAY
from regie.kernel.wire import dumps, iso

HOUR = timedelta(hours=1)
MOST = 50_000
"""Windows in an answer: a tick a minute for a month, one a quarter of an hour for a year."""
FIRST_YEAR, LAST_YEAR = 1970, 2999
DISK_PATIENCE = 2.0


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


class Planning:
    """The use cases. They open their own transactions."""

    def __init__(
        self,
        clock: Clock,
        database: Database,
        shelf: Shelf,
        jobs: Jobs,
        showing: Showing,
        base: Path,
        lookout: Lookout,
    ) -> None:
        self._clock = clock
        self._database = database
        self._shelf = shelf
        self._jobs = jobs
        self._showing = showing
        self._base = base
        self._lookout = lookout

    async def of_job(self, slug: str, since: datetime | None, until: datetime | None) -> bytes:
        """The plan of a job as it is saved, as JSON (`PlanAnswer`)."""
        span = self._span(since, until)
        async with self._database.read() as session:
            job = await self._shelf.get(session, slug)
            (loaded,) = await self._shelf.load(session, [job.id])
            considered = await self._considered(session, job, loaded.camera, loaded.plan, loaded.broken)
        return await self._answer(considered, *span)

    async def of_body(self, asked: PlanAsked, since: datetime | None, until: datetime | None) -> bytes:
        """The same of a job that is not saved; one whose `id` is a living job's is a change of that job."""
        since, until = self._span(asked.since or since, asked.until or until)
        async with self._database.read() as session:
            camera, plan = await self._jobs.plan_of(session, asked)
            saved = await self._shelf.find(session, asked.id) if asked.id else None
            job = _unsaved(asked, camera, saved.id if saved else "")
            if saved is not None and _making_of(saved) != _making_of(job):
                job.id = ""
            considered = await self._considered(session, job, camera, plan)
        return await self._answer(considered, since, until)

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

    async def _answer(self, considered: Considered, since: datetime, until: datetime) -> bytes:
        plan, now = considered.plan, self._clock.now()
        found = await asyncio.to_thread(_windows, plan, since, until)
        told = await asyncio.to_thread(warnings, plan, now)
        per_day: float | None = None
        if considered.rate is not None:
            per_day = await asyncio.to_thread(gb_per_day, plan, considered.rate, now)
            told += await self._space(considered, per_day)
        schedule = considered.job.schedule
        answer = PlanAnswer.model_construct(
            windows=[], warnings=[*[_warned(each, schedule) for each in told], *await self._ahead(considered)],
            gb_per_day=round(per_day, 3) if per_day is not None else None,
        )  # fmt: skip
        return await asyncio.to_thread(_written, answer, found)

    async def _ahead(self, considered: Considered) -> list[Warned]:
        if considered.broken is not None:
            return [blocked(considered.broken)]
        job = considered.job
        ahead = await self._lookout.at(job.action, job.output, job.process_config)
        return ahead.warnings if ahead is not None else []

    async def _space(self, considered: Considered, per_day: float) -> Sequence[PlanWarning]:
        if considered.job.action in compiling.WITHOUT_OUTPUT or not per_day:
            return []
        output = compiling.output_of(OutputFields.model_validate(considered.job.output or {}), considered.job.action)
        folder = Path(self._base, output.path.directory.anchor)
        try:
            free = await asyncio.wait_for(asyncio.to_thread(_free, folder), DISK_PATIENCE)
        except (OSError, TimeoutError):
            return []
        kept = self._showing.effective_retention(considered.job)
        found = space_warning(per_day, kept.max_days, kept.max_size_gb, Room(free, considered.held))
        return [found] if found else []


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


def _written(answer: PlanAnswer, found: list[Window]) -> bytes:
    spans = _spans(found)
    return dumps({"windows": spans, "warnings": answer.warnings, "gbPerDay": answer.gb_per_day})


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


def _free(folder: Path) -> int:
    place = next(each for each in (folder, *folder.parents) if each.exists())
    return shutil.disk_usage(place).free


def _unsaved(fields: JobFields, camera: Camera, job_id: str) -> Job:
    return Job(
        id=job_id,
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
