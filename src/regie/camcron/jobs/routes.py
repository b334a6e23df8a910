"""Jobs over HTTP: what is to be done, by hand, and what was done."""

import sys
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from regie.camcron.cameras.schemas import FilesGoing, FilesToo
from regie.camcron.jobs.besides import also_wrong
from regie.camcron.jobs.lookout import Ahead, Lookout
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.schemas import (
    Action,
    JobAnswer,
    JobChange,
    JobCopy,
    JobFields,
    JobState,
    LogLine,
    NewJob,
    RunAnswer,
    RunStatus,
    RunTrigger,
    SavedJob,
    Warned,
)
from regie.camcron.jobs.service import Jobs
from regie.camcron.jobs.showing import Showing, run_answer
from regie.camcron.runs.logs import RunLogs
from regie.camcron.runs.service import Runs
from regie.kernel.db import Database
from regie.kernel.http.deps import Caller, Reading, Writing, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, instant_and_id, keys_of, link_next, no_place
from regie.kernel.http.problems import second_look
from regie.kernel.http.ranks import ByTime, ranked
from regie.kernel.wire import dumps

Reader = Annotated[Caller, allow("jobs.read")]
Writer = Annotated[Caller, allow("jobs.write")]
Runner = Annotated[Caller, allow("jobs.run")]
RunReader = Annotated[Caller, allow("runs.read")]
LogReader = Annotated[Caller, allow("logs.read")]
ALL = sys.maxsize
AS_IT_IS = JobCopy()
second_look(JobFields, also_wrong)
LogLevel = Literal["info", "warn", "error"]
Sort = Literal["name", "-name", "nextRunAt", "-nextRunAt", "state", "-priority", "updatedAt", "-updatedAt"]


def routes(
    database: Database, jobs: Jobs, shelf: Shelf, showing: Showing, runs: Runs, logs: RunLogs, lookout: Lookout
) -> APIRouter:
    """`/api/jobs`."""
    api = APIRouter(prefix="/api/jobs", tags=["jobs"])
    _reading(api, shelf, showing)
    _saving(api, database, jobs, shelf, showing, lookout)
    _copying_and_deleting(api, jobs, showing)
    _by_hand(api, jobs, showing)
    _past(api, shelf, runs)
    _said(api, shelf, logs)
    return api


def _reading(api: APIRouter, shelf: Shelf, showing: Showing) -> None:
    """What there is, and what it does right now."""

    @api.get("")
    async def list_jobs(
        caller: Reader,
        session: Reading,
        camera_id: Annotated[str | None, Query(alias="cameraId")] = None,
        state: JobState | None = None,
        action: Action | None = None,
        enabled: bool | None = None,
        q: Annotated[str | None, Query(description="Part of a name, of an id or of a camera's name.")] = None,
        sort: Sort = "name",
    ) -> list[JobAnswer]:
        """All jobs, with what each does right now."""
        found = [
            answer
            for answer in await showing.answers(session, await shelf.all(session))
            if camera_id in (None, answer.camera_id)
            and state in (None, answer.state)
            and action in (None, answer.action)
            and enabled in (None, answer.enabled)
            and (q or "").casefold() in f"{answer.name} {answer.id} {answer.camera_name}".casefold()
        ]
        return _sorted(found, sort)

    @api.get("/{job_id}")
    async def get_job(caller: Reader, session: Reading, job_id: str) -> JobAnswer:
        """One job."""
        return await showing.answer(session, await shelf.get(session, job_id))


def _saving(api: APIRouter, database: Database, jobs: Jobs, shelf: Shelf, showing: Showing, lookout: Lookout) -> None:
    """Whole jobs, each answered with the warnings that it deserves."""

    @api.post("", status_code=201)
    async def add_job(caller: Writer, new: NewJob, response: Response) -> SavedJob:
        """Add a job. `warnings` name what is allowed and probably not meant, with the fields that would mean it."""
        outside, ahead = await jobs.outside(new), await lookout.of(new)
        async with database.write() as session:
            job, warned = await jobs.create(session, caller, new, outside)
            answer = await showing.answer(session, job, ahead)
        response.headers["location"] = f"/api/jobs/{answer.id}"
        async with database.read() as session:
            return SavedJob(**answer.model_dump(), warnings=[
                *warned, *_foreseen(ahead), *await jobs.met(session, job),
                *await jobs.loses(session, job, None, new=True),
            ])  # fmt: skip

    @api.put("/{job_id}")
    async def change_job(caller: Writer, job_id: str, change: JobChange) -> SavedJob:
        """Replace what a job is. Its process restarts only when it would be made otherwise; `restarts` says so."""
        outside, ahead = await jobs.outside(change), await lookout.of(change)
        async with database.write() as session:
            former = (await shelf.get(session, job_id)).retention
            job, warned = await jobs.change(session, caller, job_id, change, outside)
            restarts, answer = await showing.restarting(session, [job.id]), await showing.answer(session, job, ahead)
        async with database.read() as session:
            found = [*warned, *_foreseen(ahead), *await jobs.met(session, job), *await jobs.loses(session, job, former)]
            return SavedJob(**answer.model_dump(), warnings=found, restarts=restarts)


def _copying_and_deleting(api: APIRouter, jobs: Jobs, showing: Showing) -> None:
    """What is done with a job as it is."""

    @api.post("/{job_id}/duplicate", status_code=201)
    async def duplicate_job(
        caller: Writer, session: Writing, job_id: str, response: Response, copy: JobCopy = AS_IT_IS
    ) -> JobAnswer:
        """Copy a job, to another camera if told so. The copy is switched off unless `enabled` says otherwise."""
        answer = await showing.answer(session, await jobs.duplicate(session, caller, job_id, copy))
        response.headers["location"] = f"/api/jobs/{answer.id}"
        return answer

    @api.delete("/{job_id}", status_code=204, responses={202: {"model": FilesGoing}})
    async def delete_job(
        caller: Writer,
        session: Writing,
        job_id: str,
        files: Annotated[FilesToo, Query(description="What becomes of what it recorded.")] = "keep",
    ) -> Response:
        """
        Delete a job: its process stops.

        Its files are kept under its former name and age on, or are deleted in the background; the answer is a 202 then.
        """
        going = await jobs.delete(session, caller, job_id, files)
        if going is None:
            return Response(status_code=204)
        return Response(dumps(going), status_code=202, media_type="application/json")


def _by_hand(api: APIRouter, jobs: Jobs, showing: Showing) -> None:
    """Start and stop."""

    @api.post("/{job_id}/start", status_code=202)
    async def start_job(caller: Runner, session: Writing, job_id: str) -> JobAnswer:
        """Run it now: for its duration, or until it is stopped; a job of single instants runs once."""
        return await showing.answer(session, await jobs.start(session, caller, job_id))

    @api.post("/{job_id}/stop", status_code=202)
    async def stop_job(caller: Runner, session: Writing, job_id: str) -> JobAnswer:
        """Stop it now; inside of a window, until the next one."""
        return await showing.answer(session, await jobs.stop(session, caller, job_id))


def _past(api: APIRouter, shelf: Shelf, runs: Runs) -> None:
    """What was done."""

    @api.get("/{job_id}/history")
    async def get_history(
        request: Request,
        response: Response,
        caller: RunReader,
        session: Reading,
        job_id: str,
        status: RunStatus | None = None,
        trigger: RunTrigger | None = None,
        since: Annotated[AwareDatetime | None, Query(alias="from")] = None,
        until: Annotated[AwareDatetime | None, Query(alias="to")] = None,
        sort: ByTime = "newest",
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[RunAnswer]:
        """Its runs, newest first."""
        job = await shelf.get(session, job_id)
        place = instant_and_id(after)
        rows = await runs.history(
            session, job.id, limit=limit + 1, after=place, status=status, trigger=trigger, since=since, until=until,
            oldest=sort == "oldest",
        )  # fmt: skip
        if len(rows) > limit:
            link_next(request, response, cursor(rows[limit - 1].scheduled_at.isoformat(), rows[limit - 1].id))
        return [run_answer(row) for row in rows[:limit]]


def _said(api: APIRouter, shelf: Shelf, logs: RunLogs) -> None:
    """What its processes have to say."""

    @api.get("/{job_id}/logs")
    async def get_logs(
        request: Request,
        response: Response,
        caller: LogReader,
        session: Reading,
        job_id: str,
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
        q: Annotated[str | None, Query(description="Part of a line.")] = None,
        level: Annotated[LogLevel | None, Query(description="Lines of this level only.")] = None,
    ) -> list[LogLine]:
        """The newest lines of its processes, oldest first; the next page is older, `/ws/logs/{jobId}` goes on."""
        job = await shelf.get(session, job_id)
        before = _number(after)
        lines = [
            line
            for line in logs.tail(job.id, ALL, q)
            if (before is None or line.number < before) and level in (None, line.level)
        ]
        if len(lines) > limit:
            link_next(request, response, cursor(lines[-limit].number))
        return [LogLine.model_validate(line) for line in lines[-limit:]]


def _foreseen(ahead: Ahead | None) -> list[Warned]:
    return ahead.warnings if ahead is not None else []


def _number(after: str | None) -> int | None:
    keys = keys_of(after, 1)
    if keys is not None and not isinstance(keys[0], int):
        raise no_place()
    return keys[0] if keys else None


def _sorted(answers: list[JobAnswer], sort: str) -> list[JobAnswer]:
    by_name = ranked(answers, "name", name=lambda each: (each.name.casefold(), each.id))
    return ranked(
        by_name,
        sort,
        name=lambda each: (each.name.casefold(), each.id),
        state=lambda each: each.state,
        priority=lambda each: each.priority,
        nextRunAt=lambda each: each.next_run_at,
        updatedAt=lambda each: each.updated_at,
    )
