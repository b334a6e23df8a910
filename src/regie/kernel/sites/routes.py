"""REST of sites."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends
from starlette.requests import HTTPConnection

from regie.kernel.http.deps import Caller, Reading, Writing, allow
from regie.kernel.sites.schemas import NewSite, SiteAnswer, SiteChange
from regie.kernel.sites.service import Sites

router = APIRouter(prefix="/api/sites", tags=["sites"])


def _sites(connection: HTTPConnection) -> Sites:
    return cast(Sites, connection.app.state.sites)


Service = Annotated[Sites, Depends(_sites)]
Writer = Annotated[Caller, allow("sites.write")]


@router.get("", dependencies=[allow("sites.read")])
async def list_sites(session: Reading, sites: Service) -> list[SiteAnswer]:
    """Every site, by name."""
    return [sites.answer(site) for site in await sites.all(session)]


@router.post("", status_code=201)
async def add_site(caller: Writer, session: Writing, sites: Service, body: NewSite) -> SiteAnswer:
    """Add a site."""
    return sites.answer(await sites.create(session, caller, body))


@router.get("/{site_id}", dependencies=[allow("sites.read")])
async def show_site(session: Reading, sites: Service, site_id: str) -> SiteAnswer:
    """One site."""
    return sites.answer(await sites.get(session, site_id))


@router.put("/{site_id}")
async def change_site(caller: Writer, session: Writing, sites: Service, site_id: str, body: SiteChange) -> SiteAnswer:
    """Change a site; its `id` stays."""
    return sites.answer(await sites.change(session, caller, site_id, body))


@router.delete("/{site_id}", status_code=204)
async def delete_site(caller: Writer, session: Writing, sites: Service, site_id: str) -> None:
    """Forget a site at which nothing is."""
    await sites.delete(session, caller, site_id)
