"""Sites over HTTP."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from regie.kernel.http.deps import Caller, Reading, Writing, allow
from regie.kernel.http.ranks import ranked
from regie.kernel.sites.schemas import NewSite, SiteAnswer, SiteChange
from regie.kernel.sites.service import Sites

Writer = Annotated[Caller, allow("sites.write")]


def routes(sites: Sites) -> APIRouter:
    """`/api/sites`."""
    api = APIRouter(prefix="/api/sites", tags=["sites"])

    @api.get("", dependencies=[allow("sites.read")])
    async def list_sites(
        session: Reading,
        q: Annotated[str | None, Query(description="Part of a name, of an id or of a city.")] = None,
        sort: Literal["name", "-name", "createdAt", "-createdAt"] = "name",
    ) -> list[SiteAnswer]:
        """Every site, by name."""
        answers = [sites.answer(site) for site in await sites.all(session)]
        found = [each for each in answers if (q or "").casefold() in f"{each.name} {each.id} {each.city}".casefold()]
        return ranked(found, sort, name=lambda each: each.name.casefold(), createdAt=lambda each: each.created_at)

    @api.post("", status_code=201)
    async def add_site(caller: Writer, session: Writing, new: NewSite) -> SiteAnswer:
        """Add a site."""
        return sites.answer(await sites.create(session, caller, new))

    @api.get("/{site_id}", dependencies=[allow("sites.read")])
    async def get_site(session: Reading, site_id: str) -> SiteAnswer:
        """One site."""
        return sites.answer(await sites.get(session, site_id))

    @api.put("/{site_id}")
    async def change_site(caller: Writer, session: Writing, site_id: str, change: SiteChange) -> SiteAnswer:
        """Change a site; its `id` stays."""
        return sites.answer(await sites.change(session, caller, site_id, change))

    @api.delete("/{site_id}", status_code=204)
    async def delete_site(caller: Writer, session: Writing, site_id: str) -> None:
        """Forget a site at which nothing is."""
        await sites.delete(session, caller, site_id)

    return api
