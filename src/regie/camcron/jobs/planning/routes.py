"""Plans over HTTP: when a job will run, before and after it is saved."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime

from regie.camcron.jobs.planning.schemas import PlanAnswer, PlanAsked
from regie.camcron.jobs.planning.service import Planning
from regie.kernel.http.deps import Caller, allow

Reader = Annotated[Caller, allow("jobs.read")]
Since = Annotated[AwareDatetime | None, Query(alias="from", description="Now, unless given.")]
Until = Annotated[AwareDatetime | None, Query(alias="to", description="A week after `from`, unless given; exclusive.")]


def routes(planning: Planning) -> APIRouter:
    """`/api/jobs/plan` and `/api/jobs/{id}/plan`."""
    api = APIRouter(prefix="/api/jobs", tags=["jobs"])

    @api.post("/plan", response_model=PlanAnswer)
    async def plan_unsaved(caller: Reader, asked: PlanAsked, since: Since = None, until: Until = None) -> Response:
        """When a job that is not saved would run from `from` to `to`, and what it would take. Nothing is kept."""
        return _json(await planning.of_body(asked, since, until))

    @api.get("/{job_id}/plan", response_model=PlanAnswer)
    async def get_plan(caller: Reader, job_id: str, since: Since = None, until: Until = None) -> Response:
        """When a job runs from `from` to `to`: true bounds, not cut at the span; overrides by hand are not in it."""
        return _json(await planning.of_job(job_id, since, until))

    return api


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json")
