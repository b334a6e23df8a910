"""The audit over HTTP: reading only."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime
from starlette.requests import Request
from starlette.responses import Response

from regie.kernel.audit.schemas import AuditRow
from regie.kernel.audit.service import Audit, Filter
from regie.kernel.http.deps import Reading, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, instant_and_id, link_next
from regie.kernel.http.ranks import ByTime


def routes(audit: Audit) -> APIRouter:
    """`/api/audit`."""
    api = APIRouter(prefix="/api", tags=["audit"])

    @api.get("/audit", dependencies=[allow("audit.read")])
    async def list_deeds(
        *,
        session: Reading,
        wanted: Annotated[Filter, Depends(_filter)],
        request: Request,
        response: Response,
        sort: ByTime = "newest",
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[AuditRow]:
        """Who did what, the latest first."""
        found = await audit.page(session, wanted, limit + 1, instant_and_id(after), oldest=sort == "oldest")
        rows = list(found[:limit])
        link_next(request, response, cursor(rows[-1].at.isoformat(), rows[-1].id) if len(found) > limit else None)
        return [AuditRow.model_validate(row) for row in rows]

    return api


def _filter(
    *,
    user_id: Annotated[str | None, Query(alias="userId")] = None,
    how: str | None = None,
    action: str | None = None,
    object_kind: Annotated[str | None, Query(alias="objectKind", description="camera, job, user, …")] = None,
    object_id: Annotated[str | None, Query(alias="objectId")] = None,
    since: Annotated[AwareDatetime | None, Query(alias="from")] = None,
    until: Annotated[AwareDatetime | None, Query(alias="to", description="Exclusive.")] = None,
    q: Annotated[str | None, Query(max_length=200, description="Part of a user's or an object's name.")] = None,
) -> Filter:
    return Filter(user_id, how, action, object_kind, object_id, since, until, q)
