"""The overview over HTTP."""

from typing import Annotated

from fastapi import APIRouter

from regie.camcron.overview.schemas import StatusAnswer, StorageAnswer
from regie.camcron.overview.service import Overview
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
    async def get_storage(caller: Reader) -> StorageAnswer:
        """Disks, what recordings take of them by job and by camera, and when they will be full."""
        return await overview.storage()

    return api
