"""Everything that sends, on a served application and a virtual clock, to real receivers."""

import asyncio
from pathlib import Path
from typing import Any

import httpx

from regie.kernel.auth.permissions import Role
from regie.kernel.health import Health
from regie.kernel.http.callers import system
from regie.kernel.leases import Leases
from regie.kernel.notifications.dispatch.loops import LEASE
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.settings import NotificationSettings
from regie.kernel.notifications.wiring import Office
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.spawn import spawner
from regie.kernel.secrets import Redactor, Vault
from tests.kernel.served import Served

OFFLINE = Happening("cameraOffline", "Gate does not answer.", level="alert", key="cameraOffline:c-1", camera_id="c-1")
ONLINE = Happening("cameraOnline", "Gate answers again.", camera_id="c-1")


class House:
    """One server's notifications; a second one on the same database is its next life."""

    def __init__(self, served: Served, folder: Path, settings: NotificationSettings, instance: str) -> None:
        self.served = served
        self.redactor = Redactor()
        self.vault = Vault(folder / "secrets")
        self.leases = Leases(served.database, served.clock, instance)
        self.health = Health("test", served.clock.now())
        self.health.ready = True
        self.office = Office(
            database=served.database, events=served.database.events, clock=served.clock, vault=self.vault,
            redactor=self.redactor, audit=served.audit, sites=served.sites, leases=self.leases, health=self.health,
            children=spawner(folder / "children", served.clock, ProcessSettings()), settings=settings,
            public_url="https://cameras.example/",
        )  # fmt: skip
        self.client: httpx.AsyncClient

    async def tell(self, *happenings: Happening) -> None:
        for happening in happenings:
            async with self.served.database.write() as session:
                await self.office.notices.tell(session, happening)

    async def resolve(self, key: str, happening: Happening | None = None) -> None:
        async with self.served.database.write() as session:
            await self.office.notices.resolve(session, key, happening)

    async def step(self) -> None:
        """One look of the dispatcher, and everything that it began."""
        await self.office._dispatcher.step()
        await self.office._dispatcher.idle()

    async def pass_(self, seconds: float) -> None:
        await self.served.clock.advance(seconds)
        await self.leases.beat()
        await self.step()

    async def ask(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        answer = await self.client.request(method, f"/api/notifications{path}", json=body)
        if answer.status_code == 401:  # time has passed
            self.client = await self.served.bearer("admin")
            answer = await self.client.request(method, f"/api/notifications{path}", json=body)
        assert answer.status_code == status, f"{answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    async def channel(self, url: str, **more: Any) -> str:
        body = {"name": "Hook", "kind": "webhook", "settings": {"url": url}} | more
        return str((await self.ask("POST", "/channels", body, 201))["id"])

    async def log(self, query: str = "") -> list[dict[str, Any]]:
        return list(await self.ask("GET", f"/deliveries{query}"))


async def house(
    served: Served, folder: Path, settings: NotificationSettings | None = None, *, instance: str = "one"
) -> House:
    """Leads, and runs no loops: `step` says when it looks."""
    made = House(served, folder, settings or NotificationSettings(), instance)
    async with served.database.write() as session:
        await served.sites.ensure_default(session, system(), "Europe/Paris")
    wanting = asyncio.ensure_future(made.leases.want(LEASE))
    await asyncio.sleep(0)
    await made.leases.beat()
    assert await wanting
    return made


async def visited(made: House) -> House:
    """The same, with an administrator at its door."""
    for router in made.office.routers:
        made.served.app.include_router(router)
    made.client = await made.served.as_role(Role.ADMIN)
    return made
