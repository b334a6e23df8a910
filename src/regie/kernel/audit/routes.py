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
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[AuditRow]:
        """Who did what, the latest first."""
        found = await audit.page(session, wanted, limit + 1, instant_and_id(after))
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
    since: AwareDatetime | None = None,
    until: Annotated[AwareDatetime | None, Query(description="Exclusive.")] = None,
) -> Filter:
    return Filter(user_id, how, action, object_kind, object_id, since, until)
