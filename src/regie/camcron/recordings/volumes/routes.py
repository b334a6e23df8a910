"""The folders of recordings over HTTP."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter

from regie.camcron.recordings.volumes.schemas import AdoptedRoot, Adoption, RootAnswer
from regie.camcron.recordings.volumes.service import Volumes
from regie.kernel.http.deps import Caller, allow

Reader = Annotated[Caller, allow("status.read")]
Writer = Annotated[Caller, allow("roots.write")]


def routes(volumes: Volumes) -> APIRouter:
    """`/api/roots`."""
    api = APIRouter(prefix="/api/roots", tags=["files"])

    @api.get("")
    async def list_roots(caller: Reader) -> list[RootAnswer]:
        """Folders in which recordings may lie, and whether each can be used now."""
        return await volumes.all()

    @api.post("/adopt", status_code=202)
    async def adopt_root(caller: Writer, wish: Adoption) -> AdoptedRoot:
        """
        Take a folder for ours whatever its marker says: a new disk in the place of another, or one of a lost database.

        A task compares it with the index: its result tells what is missing, and lists again what says whose it is.
        """
        root, task_id = await volumes.adopt(caller, Path(wish.path), forget=wish.forget)
        return AdoptedRoot(root=root, task_id=task_id)

    return api
