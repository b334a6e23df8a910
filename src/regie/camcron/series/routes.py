"""Figures over time, and of a job's runs, over HTTP."""

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, TypeVar, get_args

from fastapi import APIRouter, Query
from pydantic import AwareDatetime

from regie.camcron.cameras.service import Cameras
from regie.camcron.jobs.queries import Shelf
from regie.camcron.series.blocks import COARSE, FINE, GRAINS, NAMES, NOTHING, Grain, Sample
from regie.camcron.series.queries import ends_of, errors_of
from regie.camcron.series.rates import TOTAL, Subject
from regie.camcron.series.schemas import (
    CameraNow,
    ErrorsAnswer,
    JobMetricsAnswer,
    JobNow,
    MetricsAnswer,
    Name,
    NowAnswer,
    Scope,
    SeriesAnswer,
)
from regie.camcron.series.service import Samples
from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller, Reading, allow

Reader = Annotated[Caller, allow("metrics.read")]
RunReader = Annotated[Caller, allow("runs.read")]
Since = Annotated[AwareDatetime | None, Query(alias="from")]
Until = Annotated[AwareDatetime | None, Query(alias="to", description="Exclusive; now unless given.")]
HOUR, MONTH = timedelta(hours=1), timedelta(days=30)
LONGEST = timedelta(days=31)
FIRST_YEAR, LAST_YEAR = 1970, 2999
Sort = Literal["id", "-cpu", "-memory", "-disk", "-bandwidth"]
Found = TypeVar("Found", bound=NowAnswer)
ALL: tuple[Name, ...] = get_args(Name)


def routes(series: Samples, cameras: Cameras, shelf: Shelf, clock: Clock) -> APIRouter:
    """`/api/metrics`, `/api/metrics/history` and `/api/jobs/{id}/metrics`."""
    api = APIRouter(prefix="/api", tags=["overview"])
    _right_now(api, series, cameras, shelf)
    _over_time(api, series, cameras, shelf, clock)
    _of_runs(api, shelf, clock)
    return api


def _right_now(api: APIRouter, series: Samples, cameras: Cameras, shelf: Shelf) -> None:
    @api.get("/metrics")
    async def get_metrics(
        caller: Reader,
        session: Reading,
        camera_id: Annotated[str | None, Query(alias="cameraId", description="Of one camera only.")] = None,
        job_id: Annotated[str | None, Query(alias="jobId", description="Of one job only.")] = None,
        sort: Sort = "id",
    ) -> MetricsAnswer:
        """CPU, memory, disk and bandwidth right now: altogether, by camera and by job. Prometheus reads `/metrics`."""
        now = await series.now(session)
        jobs = {job.id: job for job in await shelf.all(session)}
        slugs = {camera.id: camera.slug for camera in await cameras.all(session)}
        lanes = [
            CameraNow(**_now(sample), camera_id=slugs[key])
            for (scope, key), sample in now.items()
            if scope == "camera" and key in slugs and camera_id in (None, key, slugs[key]) and job_id is None
        ]
        ran = [
            JobNow(**_now(sample), job_id=jobs[key].slug, camera_id=slugs.get(jobs[key].camera_id, ""))
            for (scope, key), sample in now.items()
            if scope == "job" and key in jobs and job_id in (None, key, jobs[key].slug)
        ]
        ran = [each for each in ran if camera_id in (None, each.camera_id)]
        return MetricsAnswer(
            total=NowAnswer(**_now(now.get(TOTAL))),
            cameras=_ranked(lanes, sort, lambda each: each.camera_id),
            jobs=_ranked(ran, sort, lambda each: each.job_id),
        )


def _over_time(api: APIRouter, series: Samples, cameras: Cameras, shelf: Shelf, clock: Clock) -> None:
    @api.get("/metrics/history")
    async def get_metrics_history(
        caller: Reader,
        session: Reading,
        scope: Scope = "total",
        key: Annotated[str | None, Query(alias="id", description="Of a camera or of a job.")] = None,
        since: Since = None,
        until: Until = None,
        names: Annotated[str, Query(description="Some of cpu, memory, disk, bandwidth, between commas.")] = "",
        step: Annotated[int | None, Query(description="Seconds, 10 or 300; as fine as is kept unless given.")] = None,
    ) -> SeriesAnswer:
        """CPU, memory, disk and bandwidth over time: 10 s apart for a day, 5 minutes for 30 days. Default: an hour."""
        subject, slug = await _subject_of(session, cameras, shelf, scope, key)
        begin, end = _span(since, until, clock.now(), HOUR)
        grain = _grain(step, begin, clock.now())
        line = await series.line(session, subject, begin, end, grain, _names(names))
        return SeriesAnswer(
            scope=scope, id=slug, since=line.since, until=end, step=grain.step, values=line.values
        )  # fmt: skip


def _of_runs(api: APIRouter, shelf: Shelf, clock: Clock) -> None:
    @api.get("/jobs/{job_id}/metrics")
    async def get_job_metrics(
        caller: RunReader, session: Reading, job_id: str, since: Since = None, until: Until = None
    ) -> JobMetricsAnswer:
        """A job's runs by status, what they wrote, and their errors by reason. Thirty days unless said."""
        job = await shelf.get(session, job_id)
        begin, end = _span(since, until, clock.now(), MONTH, longest=None)
        ends = await ends_of(session, job.id, begin, end)
        return JobMetricsAnswer(
            job_id=job.slug,
            since=begin,
            until=end,
            runs=sum(each.runs for each in ends),
            by_status={each.status: each.runs for each in ends},
            attempts=sum(each.attempts for each in ends),
            files=sum(each.files for each in ends),
            bytes=sum(each.bytes for each in ends),
            errors=[
                ErrorsAnswer(
                    status=each.status, reason_code=each.code, count=each.count, last_at=each.last_at,
                    last_reason=each.last_reason,
                )
                for each in await errors_of(session, job.id, begin, end)
            ],
        )  # fmt: skip


async def _subject_of(
    session: Session, cameras: Cameras, shelf: Shelf, scope: Scope, key: str | None
) -> tuple[Subject, str | None]:
    if scope == "total":
        return TOTAL, None
    if not key:
        raise Invalid(Fault("id", "is missing", f"the id of a {scope}"))
    if scope == "camera":
        camera = await cameras.get(session, key)
        return (scope, camera.id), camera.slug
    job = await shelf.get(session, key)
    return (scope, job.id), job.slug


def _now(newest: tuple[datetime, Sample] | None) -> dict[str, Any]:
    at, sample = newest or (None, NOTHING)
    values = (None if math.isnan(value) else round(value, 1) for value in sample)
    return {"at": at, **dict(zip(NAMES, values, strict=True))}


def _ranked(answers: list[Found], sort: Sort, name: Callable[[Found], str]) -> list[Found]:
    """By name, or the greediest first."""
    by_name = sorted(answers, key=name)
    return by_name if sort == "id" else sorted(by_name, key=lambda each: -(getattr(each, sort[1:]) or 0.0))


def _span(
    since: datetime | None,
    until: datetime | None,
    now: datetime,
    default: timedelta,
    longest: timedelta | None = LONGEST,
) -> tuple[datetime, datetime]:
    for name, said in (("from", since), ("to", until)):
        if said is not None and not FIRST_YEAR < said.year <= LAST_YEAR:
            raise Invalid(Fault(name, "is too far away", f"from {FIRST_YEAR + 1} to {LAST_YEAR}"))
    end = min(until or now, now)
    begin = since or end - default
    if begin >= end:
        raise Invalid(Fault("to", "is not after `from`, or nothing has come yet", "a later instant, in the past"))
    if longest is not None and end - begin > longest:
        raise Invalid(Fault("from", f"is more than {longest.days} days before `to`", f"{longest.days} days at most"))
    return begin, end


def _grain(step: int | None, begin: datetime, now: datetime) -> Grain:
    if step is None:
        return FINE if begin >= now - FINE.kept else COARSE
    if step not in GRAINS:
        raise Invalid(Fault("step", "is not a step that is kept", " or ".join(str(each) for each in GRAINS)))
    if step == FINE.step and begin < now - FINE.kept - timedelta(hours=1):
        raise Invalid(Fault("step", "steps of 10 s are kept for a day", "300, or a later `from`"))
    return GRAINS[step]


def _names(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if wrong := [name for name in wanted if name not in ALL]:
        raise Invalid(Fault("names", f"there is no «{wrong[0]}»", ", ".join(ALL)))
    return wanted or ALL
