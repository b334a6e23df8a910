"""Events over HTTP: what happened, what you have read of it, what somebody looks after."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime
from starlette.requests import Request
from starlette.responses import Response

from regie.kernel.http.deps import Caller, Reading, Writing, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, instant_and_id, link_next
from regie.kernel.notifications.happenings import Level
from regie.kernel.notifications.queries import Inbox, Wanted
from regie.kernel.notifications.schemas import Counts, EventAnswer, Order, Read, Several

Reader = Annotated[Caller, allow("notifications.read")]
Caretaker = Annotated[Caller, allow("notifications.acknowledge")]


def routes(inbox: Inbox) -> APIRouter:
    """`/api/events`."""
    api = APIRouter(prefix="/api/events", tags=["events"])

    @api.get("")
    async def list_events(
        *,
        caller: Reader,
        session: Reading,
        wanted: Annotated[Wanted, Depends(_wanted)],
        request: Request,
        response: Response,
        sort: Order = "newest",
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[EventAnswer]:
        """What happened, the latest first."""
        found = await inbox.page(
            session, wanted, caller.user_id, limit=limit + 1, after=instant_and_id(after), oldest=sort == "oldest"
        )
        rows = found[:limit]
        link_next(request, response, cursor(rows[-1].at.isoformat(), rows[-1].id) if len(found) > limit else None)
        return rows

    @api.get("/counts")
    async def count_events(caller: Reader, session: Reading) -> Counts:
        """What the bell shows: unread by you, and alerts that are open."""
        return await inbox.counts(session, caller.user_id)

    @api.post("/read")
    async def read_events(caller: Reader, session: Writing, read: Read) -> Counts:
        """You have read these, or everything until an instant; what is left is answered."""
        return await inbox.read(session, caller, read)

    @api.post("/acknowledge")
    async def acknowledge_events(caller: Caretaker, session: Writing, several: Several) -> list[EventAnswer]:
        """You look after these alerts: everybody sees by whom and since when."""
        return await inbox.acknowledge(session, caller, several.ids)

    @api.get("/{event_id}")
    async def get_event(caller: Reader, session: Reading, event_id: str) -> EventAnswer:
        """One event."""
        return await inbox.get(session, event_id, caller.user_id)

    @api.post("/{event_id}/acknowledge")
    async def acknowledge_event(caller: Caretaker, session: Writing, event_id: str) -> EventAnswer:
        """You look after this alert: everybody sees by whom and since when."""
        return (await inbox.acknowledge(session, caller, [event_id]))[0]

    return api


def _wanted(
    *,
    level: Level | None = None,
    kind: Annotated[list[str] | None, Query(description="One or several.")] = None,
    camera_id: Annotated[str | None, Query(alias="cameraId")] = None,
    job_id: Annotated[str | None, Query(alias="jobId")] = None,
    since: Annotated[AwareDatetime | None, Query(alias="from")] = None,
    until: Annotated[AwareDatetime | None, Query(alias="to", description="Exclusive.")] = None,
    open_: Annotated[bool | None, Query(alias="open", description="Alerts that still are true, or all others.")] = None,
    unread: Annotated[bool | None, Query(description="By you.")] = None,
    q: Annotated[str | None, Query(max_length=200, description="In the text, or a camera's or job's name.")] = None,
) -> Wanted:
    return Wanted(level, tuple(kind or ()), camera_id, job_id, since, until, open_, unread, q)
