"""The overview over HTTP."""

from typing import Annotated

from fastapi import APIRouter

from regie.camcron.overview.schemas import StatusAnswer, StorageAnswer
from regie.camcron.overview.service import Overview
from regie.kernel.http.deps import Caller, Reading, allow

Reader = Annotated[Caller, allow("status.read")]


def routes(overview: Overview) -> APIRouter:
    """`/api/status` and `/api/storage`."""
    api = APIRouter(prefix="/api", tags=["overview"])

    @api.get("/status")
    async def get_status(session: Reading, caller: Reader) -> StatusAnswer:
        """What runs, what is wrong, what it costs."""
        return await overview.status(session)

    @api.get("/storage")
    async def get_storage(session: Reading, caller: Reader) -> StorageAnswer:
        """Disks, and what recordings take of them."""
        return await overview.storage(session)

    return api
