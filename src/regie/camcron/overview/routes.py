"""The overview over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.schemas import LogLine
from regie.camcron.overview.schemas import LastLine, LastLines, StatusAnswer, StorageAnswer
from regie.camcron.overview.service import Overview
from regie.camcron.overview.storage import StorageSort, chosen
from regie.camcron.runs.logs import RunLogs
from regie.kernel.http.deps import Caller, Reading, allow

Reader = Annotated[Caller, allow("status.read")]
LogReader = Annotated[Caller, allow("logs.read")]


def routes(overview: Overview, shelf: Shelf, logs: RunLogs) -> APIRouter:
    """`/api/status`, `/api/storage` and `/api/logs`."""
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

    @api.get("/logs")
    async def get_last_lines(caller: LogReader, session: Reading) -> LastLines:
        """What every job's processes said last; `/api/jobs/{id}/logs` has the lines before."""
        said = [(job.slug, logs.newest(job.id)) for job in await shelf.all(session)]
        return LastLines(
            jobs=[LastLine(job_id=slug, line=LogLine.model_validate(line)) for slug, line in said if line is not None]
        )

    return api
