"""Retention over HTTP: what would go, what went, and now."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AwareDatetime

from regie.camcron.jobs.queries import Shelf
from regie.camcron.recordings.ledger.models import Deletion
from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.ledger.service import Deleted, Ledger, Wanted
from regie.camcron.recordings.settings import Retention as Stated
from regie.camcron.retention.policy import GB, Limits
from regie.camcron.retention.preview import WouldDelete
from regie.camcron.retention.schemas import (
    Begun,
    JobPreview,
    LedgerRow,
    Limited,
    OldFile,
    PreviewAnswer,
    RunNow,
)
from regie.camcron.retention.service import RUN, Retention
from regie.kernel.audit.service import Audit
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller, Reading, Writing, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, instant_and_id, link_next
from regie.kernel.http.ranks import ByTime
from regie.kernel.tasks import Tasks

JobReader = Annotated[Caller, allow("jobs.read")]
FileReader = Annotated[Caller, allow("files.read")]
Runner = Annotated[Caller, allow("retention.run")]


def routes(
    retention: Retention, ledger: Ledger, shelf: Shelf, database: Database, clock: Clock, tasks: Tasks, audit: Audit
) -> APIRouter:
    """`/api/retention`, and what a job's retention would delete."""
    api = APIRouter(tags=["retention"])

    async def looked(job: str | None, limits: Limits | None) -> PreviewAnswer:
        job_id = None
        if job is not None:
            async with database.read() as session:
                found = await shelf.find(session, job)
            job_id = found.id if found is not None else job
        told = await retention.preview(job_id, limits)
        shown = [_shown(each) for each in told]
        return PreviewAnswer(
            at=clock.now(),
            waits=retention.doubt.sentence if retention.doubt else None,
            away=retention.away,
            files=sum(each.files for each in shown),
            bytes=sum(each.bytes for each in shown),
            jobs=shown,
        )

    @api.get("/api/retention/preview")
    async def preview_retention(
        caller: JobReader,
        job_id: Annotated[str | None, Query(alias="jobId", description="One job; a deleted one by its UUID.")] = None,
        max_days: Annotated[int | None, Query(alias="maxDays", ge=1, description="Tried out; needs `jobId`.")] = None,
        max_size_gb: Annotated[
            float | None, Query(alias="maxSizeGB", gt=0, allow_inf_nan=False, description="Tried out; needs `jobId`.")
        ] = None,
    ) -> PreviewAnswer:
        """What retention would delete if it ran to its end now. Nothing is deleted."""
        tried = max_days is not None or max_size_gb is not None
        if tried and job_id is None:
            raise Invalid(Fault("jobId", "is needed to try out limits", "the id of a job"))
        stated = Stated(max_days=max_days, max_size_gb=max_size_gb)
        return await looked(job_id, Limits.of(stated) if tried else None)

    @api.post("/api/jobs/{job_id}/retention/preview")
    async def preview_job_retention(caller: JobReader, job_id: str, limited: Limited) -> PreviewAnswer:
        """What these limits, which need not be saved, would delete of a job. Nothing is deleted."""
        async with database.read() as session:
            job = await shelf.get(session, job_id)
        stated = Stated(max_days=limited.max_days, max_size_gb=limited.max_size_gb)
        return await looked(job.id, Limits.of(stated))

    @api.post("/api/retention/run", status_code=202)
    async def run_retention(caller: Runner, session: Writing, wanted: RunNow | None = None) -> Begun:
        """Delete everything that is due now, in the background."""
        trust = wanted.trust_clock if wanted else False
        audit.record(session, caller, "run", "retention", after={"trustClock": trust})
        return Begun(task_id=await tasks.enqueue(session, RUN, {"trust_clock": trust}))

    @api.get("/api/retention/ledger")
    async def read_ledger(
        *,
        caller: FileReader,
        session: Reading,
        request: Request,
        response: Response,
        wanted: Annotated[Wanted, Depends(_wanted)],
        sort: ByTime = "newest",
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[LedgerRow]:
        """What was deleted, by what rule or whom, the latest first. It is kept when the files are gone."""
        found = await ledger.page(session, wanted, limit + 1, instant_and_id(after), oldest=sort == "oldest")
        rows = found[:limit]
        if len(found) > limit:
            link_next(request, response, cursor(rows[-1].at.isoformat(), rows[-1].id))
        return [_row(row) for row in rows]

    return api


def _wanted(
    *,
    job_id: Annotated[str | None, Query(alias="jobId")] = None,
    camera_id: Annotated[str | None, Query(alias="cameraId")] = None,
    rule: Rule | None = None,
    since: Annotated[AwareDatetime | None, Query(alias="from", description="Deleted at or after.")] = None,
    until: Annotated[AwareDatetime | None, Query(alias="to", description="Deleted before.")] = None,
) -> Wanted:
    return Wanted(job_id, camera_id, rule, since, until)


def _row(row: Deletion) -> LedgerRow:
    told = Deleted.of(row)
    return LedgerRow(
        id=row.id,
        job_id=row.job_slug,
        job_name=row.job_name,
        camera_id=row.camera_slug,
        camera_name=row.camera_name,
        rule=row.rule.value,
        by=row.by or None,
        since=row.since,
        until=row.until,
        files=row.files,
        bytes=row.bytes,
        at=row.at,
        cause=told.cause,
        sentence=told.sentence,
    )


def _shown(told: WouldDelete) -> JobPreview:
    standing, limits = told.standing, told.limits
    return JobPreview(
        job_id=standing.facts.slug,
        job_name=standing.facts.name,
        camera_id=standing.facts.camera_slug,
        deleted=standing.facts.deleted_at is not None,
        retention=Stated(
            max_days=limits.max_age.days if limits.max_age is not None else None,
            max_size_gb=limits.max_bytes / GB if limits.max_bytes else None,
        ),
        files=told.files,
        bytes=told.bytes,
        since=told.since,
        until=told.until,
        early=told.early,
        by_rule={rule.value: count for rule, count in told.rules.items()},
        kept_files=standing.files - told.files,
        kept_bytes=standing.bytes - told.bytes,
        protected_bytes=standing.protected,
        oldest=[OldFile(id=file.id, started_at=file.started_at, size_bytes=file.bytes) for file in told.oldest],
        more=told.more,
    )
