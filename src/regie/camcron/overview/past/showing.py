"""
The past as it is answered: lanes with their spans and gaps, days with their coverage, one instant with its cause.

Large answers are written as JSON by hand, in a thread.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from regie.camcron.jobs.models import Job
from regie.camcron.overview.past.coverage import DayCoverage, by_day, total
from regie.camcron.overview.past.explain import Part, Past
from regie.camcron.overview.past.facts import Version
from regie.camcron.overview.past.schemas import CoverageAnswer, DayAnswer, ExplainAnswer, ExplainedFile
from regie.camcron.overview.past.service import AROUND, TOUCHING, Memory, check_near, files_of
from regie.camcron.overview.past.spans import Recorded
from regie.camcron.runs.segments import Unclosed
from regie.kernel.wire import dumps, iso

EXACT = timedelta(days=2)
"""Up to here every break of two seconds is shown unless something else is asked for."""
DOTS = 4000
"""Beyond it as many pieces as a wide screen has dots."""
TICK = timedelta(minutes=1)
WITHIN_A_MILLISECOND = timedelta(microseconds=999)
"""Answers are cut to milliseconds: the `startedAt` of a file means an instant that lies in the file."""
NEVER_ONE = timedelta(days=-1)


class Memories:
    """The use cases."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._alone = asyncio.Lock()
        """One long span at a time: each takes a core and many megabytes for a moment."""

    async def timeline(
        self, slug: str, since: datetime | None, until: datetime | None, resolution: float | None
    ) -> bytes:
        """A camera's lanes, as JSON (`TimelineAnswer`)."""
        since, until = self._memory.span(since, until, timedelta(days=1))
        async with self._turn(since, until):
            camera, rows, marks = await self._memory.of_camera(slug, since, until)
            shown = _resolution(until - since, resolution)
            pasts = await self._memory.pasts(rows, NEVER_ONE if resolution == 0 else shown)
            head = {"cameraId": camera.slug, "from": iso(since), "to": iso(until), "resolution": shown.total_seconds()}
            return await asyncio.to_thread(_timeline, head, rows.jobs, pasts, (since, until, shown), marks)

    def _turn(self, since: datetime, until: datetime) -> AbstractAsyncContextManager[object]:
        """Waits for the end of another long one."""
        return self._alone if until - since > EXACT else nullcontext()

    async def explain(self, slug: str, at: datetime) -> ExplainAnswer:
        """Why there is nothing of a job at an instant."""
        check_near("at", at)
        meant = at + WITHIN_A_MILLISECOND if at.microsecond % 1000 == 0 else at
        rows = await self._memory.of_job(slug, meant - AROUND, meant + AROUND)
        (job,) = rows.jobs
        past = (await self._memory.pasts(rows))[job.id]
        part = await asyncio.to_thread(past.explain, meant)
        return ExplainAnswer(
            job_id=job.slug,
            at=at,
            cause=part.why.cause,
            reason=part.why.reason,
            since=part.since,
            until=part.until,
            wanted=part.wanted,
            file=_file(part.recorded, meant, files_of(rows, job)) if part.recorded else None,
        )

    async def coverage(self, slug: str, since: datetime | None, until: datetime | None) -> CoverageAnswer:
        """Of one job, by local day; a week unless said otherwise."""
        since, until = self._memory.span(since, until, timedelta(days=7))
        async with self._turn(since, until):
            rows = await self._memory.of_job(slug, since, until)
            pasts = await self._memory.pasts(rows)
            (job,) = rows.jobs
            return await asyncio.to_thread(_coverage, job, pasts[job.id], since, until)

    async def coverages(
        self,
        camera: str | None,
        chosen: Callable[[Sequence[Job]], Sequence[Job]],
        since: datetime | None,
        until: datetime | None,
    ) -> list[CoverageAnswer]:
        """Of several jobs. Whoever waits for their turn holds no connection: there are few, and all need them."""
        since, until = self._memory.span(since, until, timedelta(days=1))
        jobs = await self._memory.page_of_jobs(camera, chosen)
        async with self._turn(since, until):
            rows = await self._memory.of_jobs(jobs, since, until)
            pasts = await self._memory.pasts(rows)
            return await asyncio.to_thread(lambda: [_coverage(job, pasts[job.id], since, until) for job in jobs])


def _resolution(span: timedelta, asked: float | None) -> timedelta:
    if asked is not None:
        return max(TOUCHING, timedelta(seconds=asked))
    return TOUCHING if span <= EXACT else max(TOUCHING, span / DOTS)


def _timeline(
    head: dict[str, Any],
    jobs: Sequence[Job],
    pasts: dict[str, Past],
    span: tuple[datetime, datetime, timedelta],
    marks: list[dict[str, Any]],
) -> bytes:
    return dumps(head | {"lanes": [_lane(job, pasts[job.id], *span) for job in jobs], "marks": marks})


def _lane(job: Job, past: Past, since: datetime, until: datetime, shortest: timedelta) -> dict[str, Any]:
    instants = of_instants(past)
    gaps = _missing(past.ticks(since, until)) if instants else _gaps(past.parts(since, until, shortest=shortest))
    return {
        "jobId": job.slug,
        "uid": job.id,
        "name": job.name,
        "action": job.action,
        "deleted": job.deleted_at is not None,
        "ofInstants": instants,
        "spans": [_span(each) for each in past.facts.recorded],
        "gaps": list(gaps),
        "writing": _writing(past.facts.writing, since, until),
    }


def of_instants(past: Past) -> bool:
    """Whether the job's last plan is one of single instants."""
    last: Version = past.facts.versions[-1]
    return last.plan is not None and last.plan.trigger == "oneshot"


def _span(each: Recorded) -> dict[str, Any]:
    return {
        "start": iso(each.since), "end": iso(each.until), "seconds": round(each.seconds, 3), "files": each.files,
        "bytes": each.bytes, "fileIds": each.ids,
    }  # fmt: skip


def _writing(unclosed: Unclosed | None, since: datetime, until: datetime) -> dict[str, Any] | None:
    if unclosed is None or unclosed.until <= since or unclosed.since >= until:
        return None
    closes_at = iso(unclosed.closes_at) if unclosed.closes_at else None
    return {"start": iso(unclosed.since), "end": iso(unclosed.until), "closesAt": closes_at}


def _gaps(parts: Iterable[Part]) -> Iterable[dict[str, Any]]:
    for part in parts:
        if part.recorded is None and part.why.cause is not None:
            yield _gap(part.since, part.until, part, None)


def _missing(ticks: Iterable[Part]) -> Iterable[dict[str, Any]]:
    """Ticks one after the other that came to nothing for one reason are one gap."""
    for (done, _), group in groupby(ticks, key=lambda part: (part.done or part.why.cause is None, part.why)):
        parts = list(group)
        if not done:
            yield _gap(parts[0].since, parts[-1].since + TICK, parts[0], len(parts))


def _gap(since: datetime, until: datetime, part: Part, ticks: int | None) -> dict[str, Any]:
    why = part.why
    return {"start": iso(since), "end": iso(until), "cause": why.cause, "reason": why.reason, "ticks": ticks}


def _file(recorded: Recorded, at: datetime, pieces: Sequence[Any]) -> ExplainedFile:
    """The file of a recording that shows the instant."""
    for piece in pieces:
        end = piece.since + timedelta(seconds=piece.seconds)
        if piece.since <= at < end or (piece.since == recorded.since == recorded.until):
            return ExplainedFile(id=piece.file_id, start=piece.since, end=end)
    return ExplainedFile(id=recorded.ids[0] if recorded.ids else None, start=recorded.since, end=recorded.until)


def _coverage(job: Job, past: Past, since: datetime, until: datetime) -> CoverageAnswer:
    instants = of_instants(past)
    parts = past.ticks(since, until) if instants else past.parts(since, until)
    zone = past.facts.zone
    days = by_day(parts, zone, of_instants=instants)
    return CoverageAnswer(
        job_id=job.slug,
        name=job.name,
        zone=zone.key,
        unit="ticks" if instants else "seconds",
        total=_day(total(days), ""),
        days=[_day(day, day.day.isoformat()) for day in days],
    )


def _day(day: DayCoverage, date: str) -> DayAnswer:
    ratio = day.ratio
    return DayAnswer(
        date=date,
        wanted=round(day.wanted, 3),
        recorded=round(day.recorded, 3),
        deleted=round(day.deleted, 3),
        coverage=round(ratio, 4) if ratio is not None else None,
    )
