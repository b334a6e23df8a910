"""Sites in an exported configuration."""

from typing import Any

from regie.kernel.db import Session
from regie.kernel.http.deps import Caller
from regie.kernel.sites.schemas import NewSite, SiteChange
from regie.kernel.sites.service import DEFAULT, Sites
from regie.kernel.wire import as_sent


class SiteSection:
    """See `regie.kernel.configuration.transfer.Section`."""

    name = "sites"
    right = "sites.write"

    def __init__(self, sites: Sites) -> None:
        self._sites = sites

    async def entries(self, session: Session) -> list[dict[str, Any]]:
        answers = [self._sites.answer(site) for site in await self._sites.all(session)]
        return [as_sent(answer, SiteChange) for answer in answers]

    async def put(self, session: Session, caller: Caller, entry: dict[str, Any]) -> list[str]:
        if await self._sites.find(session, entry["id"]) is None:
            await self._sites.create(session, caller, NewSite.model_validate(entry))
        else:
            await self._sites.change(session, caller, entry["id"], SiteChange.model_validate(entry))
        return []

    async def drop(self, session: Session, caller: Caller, entry_id: str) -> None:
        if entry_id != DEFAULT:
            await self._sites.delete(session, caller, entry_id)
