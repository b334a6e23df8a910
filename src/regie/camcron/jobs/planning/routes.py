"""Plans over HTTP: when a job will run, before and after it is saved."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime

from regie.camcron.jobs.planning.schemas import JobPlan, PlanAnswer, PlanAsked, PlanPreview
from regie.camcron.jobs.planning.service import Planning
from regie.kernel.http.deps import Caller, allow

Reader = Annotated[Caller, allow("jobs.read")]
Since = Annotated[AwareDatetime | None, Query(alias="from", description="Now, unless given.")]
Until = Annotated[AwareDatetime | None, Query(alias="to", description="A week after `from`, unless given; exclusive.")]
Soon = Annotated[AwareDatetime | None, Query(alias="to", description="An hour after `from`, unless given; exclusive.")]


def routes(planning: Planning) -> APIRouter:
    """`/api/plan`, `/api/jobs/plan`, `/api/jobs/preview` and `/api/jobs/{id}/plan`."""
    api = APIRouter(prefix="/api", tags=["jobs"])

    @api.get("/plan", response_model=list[JobPlan])
    async def get_plan_of_all(caller: Reader, since: Since = None, until: Soon = None) -> Response:
        """Every job that is switched on and runs in a span of at most a day, as `/api/jobs/{id}/plan` tells it."""
        return _json(await planning.of_all(since, until))

    @api.post("/jobs/plan", response_model=PlanAnswer)
    async def plan_unsaved(caller: Reader, asked: PlanAsked, since: Since = None, until: Until = None) -> Response:
        """When a job that is not saved would run from `from` to `to`, and what it would take. Nothing is kept."""
        return _json(await planning.of_body(asked, since, until))

    @api.post("/jobs/preview", response_model=PlanPreview)
    async def preview_unsaved(caller: Reader, asked: PlanAsked, since: Since = None, until: Until = None) -> Response:
        """The plan of a job that is not saved, and what whoever writes it looks at beside it. Nothing is kept."""
        return _json(await planning.preview(asked, since, until))

    @api.get("/jobs/{job_id}/plan", response_model=PlanAnswer)
    async def get_plan(caller: Reader, job_id: str, since: Since = None, until: Until = None) -> Response:
        """When a job runs from `from` to `to`: true bounds, not cut at the span; overrides by hand are not in it."""
        return _json(await planning.of_job(job_id, since, until))

    return api


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json")
