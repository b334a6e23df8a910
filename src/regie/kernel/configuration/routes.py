"""`/api/config`."""

from typing import Annotated, Any

from fastapi import APIRouter, Body

from regie.kernel.configuration.service import Configuration
from regie.kernel.http.deps import Caller, Writing, allow


def routes(configuration: Configuration) -> APIRouter:
    """Reading and changing settings; administrators only."""
    api = APIRouter(prefix="/api/config", tags=["server"])

    @api.get("")
    async def get_config(caller: Annotated[Caller, allow("config.read")]) -> dict[str, Any]:
        """Every setting with the value in force, secrets masked. `pinned` keys are set where the server is started."""
        return configuration.answer()

    @api.put("")
    async def change_config(
        caller: Annotated[Caller, allow("config.write")],
        session: Writing,
        sent: Annotated[dict[str, Any], Body(description="Only what shall change; masked secrets stay as they are.")],
    ) -> dict[str, Any]:
        """Change settings: checked as a whole and written to config.json, the former file kept beside it.

        What can count at once does; `restartNeeded` names what counts from the next start.
        """
        return await configuration.change(session, caller, sent)

    return api
