"""Sites over HTTP."""

from typing import Annotated

from fastapi import APIRouter

from regie.kernel.http.deps import Caller, Reading, Writing, allow
from regie.kernel.sites.schemas import NewSite, SiteAnswer, SiteChange
from regie.kernel.sites.service import Sites

Writer = Annotated[Caller, allow("sites.write")]


def routes(sites: Sites) -> APIRouter:
    """`/api/sites`."""
    api = APIRouter(prefix="/api/sites", tags=["sites"])

    @api.get("", dependencies=[allow("sites.read")])
    async def list_sites(session: Reading) -> list[SiteAnswer]:
        """Every site, by name."""
        return [sites.answer(site) for site in await sites.all(session)]

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
