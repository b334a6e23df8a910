"""The overview over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from regie.camcron.overview.schemas import StatusAnswer, StorageAnswer
from regie.camcron.overview.service import Overview
from regie.camcron.overview.storage import StorageSort, chosen
from regie.kernel.http.deps import Caller, allow

Reader = Annotated[Caller, allow("status.read")]


def routes(overview: Overview) -> APIRouter:
    """`/api/status` and `/api/storage`."""
    api = APIRouter(prefix="/api", tags=["overview"])

    @api.get("/status")
    async def get_status(caller: Reader) -> StatusAnswer:
        """What runs, what is wrong, what it costs."""
        return await overview.status()

    @api.get("/storage")
    async def get_storage(
        caller: Reader,
        camera_id: Annotated[str | None, Query(alias="cameraId", description="Rows of one camera only.")] = None,
        job_id: Annotated[str | None, Query(alias="jobId", description="Rows of one job, and of its camera.")] = None,
        deleted: Annotated[bool | None, Query(description="Rows of what was deleted and has files, or others.")] = None,
        sort: StorageSort = "-bytes",
    ) -> StorageAnswer:
        """
        Disks, what recordings take of them by job and by camera, and when they will be full.

        Filters concern the rows of jobs and cameras; sums and disks are those of everything. `sort` ranks jobs; cameras
        go by bytes, or by name.
        """
        return chosen(await overview.storage(), camera_id=camera_id, job_id=job_id, deleted=deleted, sort=sort)

    return api
