"""
Use cases of sites.

One site, `default`, is made at the first start and never goes away: what names no site is there. Its zone comes from
the setting `timezone` at that moment, or from the machine; afterwards only people change it. Who is at a site is asked
through a protocol that the wiring fills, because whatever has a site stands above sites.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import or_, select

from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.callers import Records
from regie.kernel.http.deps import Caller
from regie.kernel.ids import free_slug, new_id, slug_of
from regie.kernel.sites.errors import DefaultSite, SiteExists, SiteInUse, SiteNotFound
from regie.kernel.sites.models import Site
from regie.kernel.sites.schemas import NewSite, SiteAnswer, SiteChange, SiteFields

__all__ = ["DEFAULT", "Site", "SiteChanged", "SiteUsers", "Sites", "machine_zone"]

DEFAULT = "default"
_FIELDS = ("name", "timezone", "city", "address", "contact_name", "contact_email")


@dataclass(frozen=True, slots=True)
class SiteChanged:
    """A site was added, changed or deleted: times that hang on its zone are to be worked out anew."""

    site_id: str
    """Its UUID."""


class SiteUsers(Protocol):
    """Who is at a site: filled by the wiring, one for each part that has sites."""

    async def at_site(self, session: Session, site_id: str) -> list[str]:
        """What is there, in words such as «camera cam-garage»."""
        ...

    async def move_remembered(self, session: Session, site_id: str, heir_id: str) -> None:
        """What was deleted there and is only remembered is at the heir from now on."""
        ...


class Sites:
    """The use cases. Every method works inside of the caller's transaction."""

    def __init__(self, clock: Clock, records: Records) -> None:
        self._clock = clock
        self._records = records
        self.users: list[SiteUsers] = []

    async def ensure_default(self, session: Session, caller: Caller, timezone: str) -> Site:
        """At start: make the default site unless it is there. An empty zone means the machine's."""
        site = await self.find(session, DEFAULT)
        if site is None:
            zone = timezone or machine_zone()
            site = await self.create(session, caller, NewSite(id=DEFAULT, name="Default", timezone=zone))
        return site

    async def all(self, session: Session) -> Sequence[Site]:
        """Every site, by name."""
        return (await session.scalars(select(Site).order_by(Site.name, Site.slug))).all()

    async def find(self, session: Session, word: str) -> Site | None:
        """A site by slug or UUID, or nothing."""
        return await session.scalar(select(Site).where(or_(Site.slug == word, Site.id == word)))

    async def get(self, session: Session, word: str) -> Site:
        """A site by slug or UUID."""
        site = await self.find(session, word)
        if site is None:
            raise SiteNotFound(word)
        return site

    async def by_id(self, session: Session, site_id: str) -> Site:
        """A site that is known to be there."""
        return await self.get(session, site_id)

    async def zone(self, session: Session, site_id: str) -> ZoneInfo:
        return ZoneInfo((await self.get(session, site_id)).timezone)

    async def create(self, session: Session, caller: Caller, new: NewSite) -> Site:
        """Add a site."""
        taken = set(await session.scalars(select(Site.slug)))
        if new.id is not None and new.id in taken:
            raise SiteExists(new.id)
        now = self._clock.now()
        site = Site(id=new_id(), slug=new.id or free_slug(slug_of(new.name, fallback="site"), taken), created_at=now)
        self._fill(site, new)
        session.add(site)
        await session.flush()
        self._records.record(session, caller, "create", "site", site.id, site.name, after=_shown(site))
        session.tell(SiteChanged(site.id))
        return site

    async def change(self, session: Session, caller: Caller, word: str, change: SiteChange) -> Site:
        """Change a site; whatever follows its zone does so from now on."""
        site = await self.get(session, word)
        if change.id is not None and change.id != site.slug:
            raise Invalid(Fault("id", "cannot be changed", site.slug))
        before = _shown(site)
        self._fill(site, change)
        await session.flush()
        self._records.record(session, caller, "update", "site", site.id, site.name, before=before, after=_shown(site))
        session.tell(SiteChanged(site.id))
        return site

    async def delete(self, session: Session, caller: Caller, word: str) -> None:
        """Forget a site at which nothing is."""
        site = await self.get(session, word)
        if site.slug == DEFAULT:
            raise DefaultSite
        there = [what for users in self.users for what in await users.at_site(session, site.id)]
        if there:
            raise SiteInUse(site.slug, there)
        for users in self.users:
            await users.move_remembered(session, site.id, (await self.get(session, DEFAULT)).id)
        await session.delete(site)
        self._records.record(session, caller, "delete", "site", site.id, site.name, before=_shown(site))
        session.tell(SiteChanged(site.id))

    def answer(self, site: Site) -> SiteAnswer:
        """A site as it is shown."""
        return SiteAnswer(
            id=site.slug,
            uid=site.id,
            created_at=site.created_at,
            updated_at=site.updated_at,
            **_shown(site),
        )

    def _fill(self, site: Site, fields: SiteFields) -> None:
        for name in _FIELDS:
            setattr(site, name, getattr(fields, name))
        site.updated_at = self._clock.now()


def _shown(site: Site) -> dict[str, str | None]:
    return {name: getattr(site, name) for name in _FIELDS}


def machine_zone(etc: Path = Path("/etc")) -> str:
    """The zone of this machine, as far as it tells one by name; else UTC."""
    known = available_timezones()
    candidates = [os.environ.get("TZ", "").removeprefix(":")]
    if (etc / "timezone").is_file():
        candidates.append((etc / "timezone").read_text("utf-8").strip())
    _, _, linked = str((etc / "localtime").resolve()).partition("zoneinfo/")
    candidates.append(linked)
    found = next((name for name in candidates if name in known), "UTC")
    return "UTC" if found in ("Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu") else found
