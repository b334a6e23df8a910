"""Deeds for many jobs over HTTP."""

from typing import Annotated

from fastapi import APIRouter

from regie.camcron.jobs.bulk.schemas import BulkAnswer, BulkDeed
from regie.camcron.jobs.bulk.service import Bulk
from regie.kernel.http.deps import Caller, allow

Writer = Annotated[Caller, allow("jobs.write")]


def routes(bulk: Bulk) -> APIRouter:
    """`/api/jobs/bulk`."""
    api = APIRouter(prefix="/api/jobs", tags=["jobs"])

    @api.post("/bulk")
    async def do_to_many(caller: Writer, deed: BulkDeed) -> BulkAnswer:
        """Enable, disable, start, stop or delete many jobs. Each succeeds or fails by itself; the status is 200."""
        return await bulk.do(caller, deed)

    return api
