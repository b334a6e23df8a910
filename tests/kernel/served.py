"""A real FastAPI application with accounts, audit and sites on a real database, and ways to be somebody in it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from regie.kernel.audit import routes as audit_routes
from regie.kernel.audit.service import Audit
from regie.kernel.auth import routes as auth_routes
from regie.kernel.auth.authenticator import Authenticator
from regie.kernel.auth.models import User
from regie.kernel.auth.permissions import Role
from regie.kernel.auth.schemas import NewUser
from regie.kernel.auth.service import Accounts
from regie.kernel.auth.settings import AuthSettings
from regie.kernel.db import Database
from regie.kernel.http import problems
from regie.kernel.http.callers import command_line
from regie.kernel.secrets import Redactor
from regie.kernel.sites import routes as sites_routes
from regie.kernel.sites.service import Sites
from tests.fakes.clock import VirtualClock

CHEAP = {"hash_passes": 1, "hash_memory": 8}
"""Argon2 at its least: what it costs is not what these tests are about."""
PASSWORD = "correct horse"


@dataclass
class Served:
    """The parts, and clients that speak to them."""

    database: Database
    clock: VirtualClock
    accounts: Accounts
    audit: Audit
    sites: Sites
    app: FastAPI
    told: list[Any] = field(default_factory=list)
    """Events, as they were told after their commit."""

    async def user(self, username: str = "ana", role: Role = Role.ADMIN, **more: Any) -> User:
        new = NewUser(username=username, password=PASSWORD, role=role, **more)
        return await self.accounts.add(command_line(), new)

    def client(self, *, address: str = "10.0.0.9", https: bool = False, **headers: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app, client=(address, 40_000)),
            base_url=f"{'https' if https else 'http'}://regie.test",
            headers=headers,
        )

    async def bearer(self, username: str = "ana", password: str = PASSWORD) -> httpx.AsyncClient:
        """A program that signed in."""
        client = self.client()
        answer = await client.post("/api/auth/login", json={"username": username, "password": password})
        assert answer.status_code == 200, answer.text
        client.headers["authorization"] = f"Bearer {answer.json()['token']}"
        return client

    async def browser(self, username: str = "ana", password: str = PASSWORD) -> httpx.AsyncClient:
        """A browser that signed in: the cookie, and the CSRF header that our pages send."""
        client = self.client()
        answer = await client.post("/api/auth/session", json={"username": username, "password": password})
        assert answer.status_code == 201, answer.text
        client.headers["x-csrf-token"] = answer.json()["csrf"]
        return client

    async def as_role(self, role: Role) -> httpx.AsyncClient:
        await self.user(role.value.lower(), role)
        return await self.bearer(role.value.lower())


def serve(database: Database, folder: Path, clock: VirtualClock, **settings: Any) -> Served:
    """Assemble it, as the composition root does."""
    audit = Audit(clock, Redactor().redact_tree)
    accounts = Accounts(database, clock, AuthSettings(**CHEAP, **settings), audit, secrets=folder / "secrets")
    sites = Sites(clock, audit)
    app = FastAPI()
    problems.install(app)
    authenticator = Authenticator(accounts)
    app.include_router(auth_routes.routes(accounts, authenticator))
    app.include_router(audit_routes.routes(audit))
    app.include_router(sites_routes.routes(sites))
    app.state.database, app.state.authenticator = database, authenticator
    served = Served(database, clock, accounts, audit, sites, app)
    database.events.subscribe(object, served.told.append)
    return served


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def served(sqlite_database: Database, tmp_path: Path, clock: VirtualClock) -> AsyncIterator[Served]:
    """On SQLite: what routes do does not depend on the database."""
    made = serve(sqlite_database, tmp_path, clock)
    yield made
    await made.accounts.close()


@pytest.fixture
async def stored(database: Database, tmp_path: Path, clock: VirtualClock) -> AsyncIterator[Served]:
    """On both databases, one after the other."""
    made = serve(database, tmp_path, clock)
    yield made
    await made.accounts.close()
