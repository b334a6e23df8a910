"""
The public door: the whole server as `regie serve` composes it, in this process, and programs that knock at it.

One house serves a module's tests, on each database; names are each test's own. Nothing reaches around the HTTP API,
except that users are made as the command line makes them.
"""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from regie.bootstrap import House, opened
from regie.kernel.auth.schemas import NewUser
from regie.kernel.http.callers import command_line
from regie.settings import compose
from tests.waiting import until

PASSWORD = "correct horse battery"
BY_HAND: dict[str, Any] = {"triggerType": "duration", "duration": 60}
"""A schedule that starts nothing by itself."""
QUIET = {"auth": {"hashPasses": 1, "hashMemory": 8}, "logging": {"level": "debug"}, "cameras": {"checkSeconds": 0}}
"""Cheap passwords, and nobody looks at cameras unless asked to."""
NOBODY_THERE = "rtsp://127.0.0.1:9"
"""An address at which no camera answers."""


@dataclass
class Door:
    """The house, and programs by the name of who uses them."""

    house: House
    data: Path
    known: dict[str, httpx.AsyncClient] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def client(self, **headers: str) -> httpx.AsyncClient:
        """A program that has not signed in."""
        transport = httpx.ASGITransport(self.house.app, raise_app_exceptions=False, client=("10.0.0.9", 40_000))
        return httpx.AsyncClient(transport=transport, base_url="http://regie.test", headers=headers, timeout=30)

    async def someone(self, role: str = "ADMIN") -> httpx.AsyncClient:
        """A program of somebody with that role."""
        if role not in self.known:
            new = NewUser(username=role.lower(), password=PASSWORD, role=role)
            await self.house.accounts.add(command_line(), new)
            self.known[role] = await self.again(role)
        return self.known[role]

    async def again(self, role: str = "ADMIN") -> httpx.AsyncClient:
        """A program of somebody who was here before."""
        client = self.client()
        signed = await client.post("/api/auth/login", json={"username": role.lower(), "password": PASSWORD})
        assert signed.status_code == 200, signed.text
        client.headers["authorization"] = f"Bearer {signed.json()['token']}"
        return client

    def name(self, what: str = "thing") -> str:
        """One that no other test has."""
        return f"{what} {next(self.numbers)}"

    async def __call__(
        self, method: str, path: str, body: Any = None, *, as_: str = "ADMIN", **more: Any
    ) -> httpx.Response:
        """Ask; a mistake of the server fails the test whatever it looks for."""
        answer = await (await self.someone(as_)).request(method, path, json=body, **more)
        assert answer.status_code < 500, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer

    async def add_camera(self, **more: Any) -> dict[str, Any]:
        body = {"name": self.name("Camera"), "streams": {"main": f"{NOBODY_THERE}/1"}} | more
        answer = await self("POST", "/api/cameras", body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def add_job(self, camera: str | None = None, **more: Any) -> dict[str, Any]:
        """By hand only, unless a schedule is given."""
        camera = camera or (await self.add_camera())["id"]
        body = {"name": self.name("Job"), "cameraId": camera, "action": "record", "schedule": BY_HAND} | more
        answer = await self("POST", "/api/jobs", body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def reaches(self, job: str, *states: str) -> dict[str, Any]:
        """The job, once it has one of these states; «within 5 s» is what is promised of a change."""

        async def shown() -> dict[str, Any]:
            return dict((await self("GET", f"/api/jobs/{job}")).json())

        return await until(shown, lambda found: found["state"] in states, within=5)

    def log(self) -> str:
        """Everything that was logged."""
        for handler in logging.getLogger().handlers:
            handler.flush()
        return (self.data / "logs" / "regie.log").read_text(encoding="utf-8")


@asynccontextmanager
async def open_door(data: Path, settings: Mapping[str, Any] | None = None, database: str = "") -> AsyncIterator[Door]:
    """Open a house on a folder; the log goes to its file as for a server, and logging is as before afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    folders = {"storage": {"basePath": str(data / "recordings"), "roots": [str(data / "recordings")]}}
    layers = [QUIET, folders, {"database": {"url": database}}, settings or {}]
    try:
        async with opened(data, compose(*layers), {}) as house:
            door = Door(house, data)
            yield door
            for client in door.known.values():
                await client.aclose()
    finally:
        for handler in root.handlers[:]:
            root.removeHandler(handler)
            handler.close()
        for handler in handlers:
            root.addHandler(handler)
        root.setLevel(level)


def faults(answer: httpx.Response) -> dict[str, str | None]:
    """The fields at fault, with what was expected of each."""
    assert answer.status_code == 422, f"{answer.status_code} {answer.text}"
    assert answer.headers["content-type"] == "application/problem+json"
    return {fault["path"]: fault["expected"] for fault in answer.json()["faults"]}
