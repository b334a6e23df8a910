"""The past over HTTP: a camera's timeline, why there is nothing, and how much of what was wanted is there."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from regie.camcron.jobs.models import Job
from regie.camcron.overview.past.schemas import CoverageAnswer, ExplainAnswer, TimelineAnswer
from regie.camcron.overview.past.showing import Memories
from regie.kernel.http.deps import Caller, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, keys_of, link_next, no_place

FileReader = Annotated[Caller, allow("files.read")]
RunReader = Annotated[Caller, allow("runs.read")]
Since = Annotated[AwareDatetime | None, Query(alias="from")]
Until = Annotated[AwareDatetime | None, Query(alias="to", description="Exclusive; now unless given.")]
Resolution = Annotated[
    float | None,
    Query(
        ge=0,
        le=86_400,
        description="Seconds: shorter breaks and gaps are not shown. 0: each file for itself. Unless given: 2, for "
        "more than two days a four-thousandth of the span.",
    ),
]
At = Annotated[AwareDatetime, Query(description="The instant in question.")]


def routes(memories: Memories) -> APIRouter:
    """`/api/cameras/{id}/timeline`, `/api/jobs/{id}/explain`, `/api/jobs/{id}/coverage`, `/api/coverage`."""
    api = APIRouter(prefix="/api", tags=["overview"])

    @api.get("/cameras/{camera_id}/timeline", response_model=TimelineAnswer)
    async def get_timeline(
        caller: FileReader, camera_id: str, since: Since = None, until: Until = None, resolution: Resolution = None
    ) -> Response:
        """What was recorded of a camera, job by job, and why there is nothing in between. A day by default."""
        body = await memories.timeline(camera_id, since, until, resolution)
        return Response(body, media_type="application/json")

    @api.get("/jobs/{job_id}/explain")
    async def explain(caller: RunReader, job_id: str, at: At) -> ExplainAnswer:
        """Why there is nothing of a job at an instant: one cause and a sentence; or the file that shows it."""
        return await memories.explain(job_id, at)

    @api.get("/jobs/{job_id}/coverage")
    async def get_coverage(caller: RunReader, job_id: str, since: Since = None, until: Until = None) -> CoverageAnswer:
        """Recorded ÷ wanted time of each local day; pictures ÷ ticks of a job of single instants. A week by default."""
        return await memories.coverage(job_id, since, until)

    @api.get("/coverage")
    async def list_coverage(
        request: Request,
        response: Response,
        caller: RunReader,
        since: Since = None,
        until: Until = None,
        camera_id: Annotated[str | None, Query(alias="cameraId", description="Of the jobs of one camera.")] = None,
        sort: Literal["name", "-name"] = "name",
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[CoverageAnswer]:
        """The same of every living job, by name; a day by default."""
        keys = keys_of(after, 2)
        if keys is not None and not all(isinstance(key, str) for key in keys):
            raise no_place()
        up, place = sort == "name", tuple(keys or ())

        def page(every: Sequence[Job]) -> list[Job]:
            named = [((job.name, job.id), job) for job in every]
            further = [(key, job) for key, job in named if not place or (key > place if up else key < place)]
            jobs = [job for _, job in sorted(further, key=lambda pair: pair[0], reverse=not up)]
            if len(jobs) > limit:
                link_next(request, response, cursor(jobs[limit - 1].name, jobs[limit - 1].id))
            return jobs[:limit]

        return await memories.coverages(camera_id, page, since, until)

    return api
