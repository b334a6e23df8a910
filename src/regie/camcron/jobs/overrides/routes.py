"""Pauses and forces over HTTP."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response

from regie.camcron.jobs.overrides.schemas import NewOverride, OverrideAnswer
from regie.camcron.jobs.overrides.service import Overrides
from regie.kernel.http.deps import Caller, Reading, Writing, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, instant_and_id, link_next
from regie.kernel.http.ranks import ByTime

Reader = Annotated[Caller, allow("jobs.read")]
Runner = Annotated[Caller, allow("jobs.run")]


def routes(overrides: Overrides) -> APIRouter:
    """`/api/overrides`."""
    api = APIRouter(prefix="/api/overrides", tags=["jobs"])

    @api.get("")
    async def list_overrides(
        request: Request,
        response: Response,
        caller: Reader,
        session: Reading,
        state: Literal["coming", "active", "over"] | None = None,
        kind: Literal["pause", "force"] | None = None,
        sort: ByTime = "newest",
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[OverrideAnswer]:
        """Pauses and forces, the newest first; those that are over too."""
        rows = await overrides.page(
            session, limit + 1, instant_and_id(after), state=state, kind=kind, oldest=sort == "oldest"
        )
        if len(rows) > limit:
            link_next(request, response, cursor(rows[limit - 1].created_at.isoformat(), rows[limit - 1].id))
        return await overrides.answers(session, rows[:limit])

    @api.post("", status_code=201)
    async def add_override(caller: Runner, session: Writing, new: NewOverride, response: Response) -> OverrideAnswer:
        """Pause or force the jobs of a job, a camera, a site or a tag; of what contradicts, the last said counts."""
        (answer,) = await overrides.answers(session, [await overrides.say(session, caller, new)])
        response.headers["location"] = f"/api/overrides/{answer.id}"
        return answer

    @api.get("/{override_id}")
    async def get_override(caller: Reader, session: Reading, override_id: str) -> OverrideAnswer:
        """One of them."""
        return (await overrides.answers(session, [await overrides.get(session, override_id)]))[0]

    @api.delete("/{override_id}", status_code=204)
    async def end_override(caller: Runner, session: Writing, override_id: str) -> None:
        """End it now. It stays in the list, with its end."""
        await overrides.end(session, caller, override_id)

    return api
