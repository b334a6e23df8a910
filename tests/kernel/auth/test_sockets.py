"""WebSockets: who listens is known as surely as who asks, and a token in an address is never written down."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Annotated

import pytest
import uvicorn
from fastapi import FastAPI, WebSocket
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from regie.kernel.auth.permissions import Role
from regie.kernel.errors import RegieError
from regie.kernel.http.callers import Actor
from regie.kernel.http.deps import Allow
from regie.kernel.secrets import Redactor
from tests.kernel.served import Served


@contextlib.asynccontextmanager
async def listening(app: FastAPI) -> AsyncIterator[str]:
    """The application behind a real server on a free port."""
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, ws="websockets-sansio", log_config=None, lifespan="off")
    )
    task = asyncio.ensure_future(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


@pytest.fixture
async def place(served: Served) -> AsyncIterator[str]:
    """Host and port of a server with a socket that says who listens."""
    await served.user()
    await served.user("vic", Role.VIEWER)

    @served.app.websocket("/ws/who")
    async def who(socket: WebSocket) -> None:
        try:
            caller: Annotated[Actor, "checked"] = await Allow("jobs.write")(socket)
        except RegieError as refused:
            await socket.close(4000 + refused.status, refused.title)
            return
        await socket.accept()
        await socket.send_text(f"{caller.name} by {caller.how}, left over: {socket.url.query}")
        await socket.close()

    async with listening(served.app) as host:
        yield host


async def heard(url: str, **headers: str) -> str:
    async with connect(url, additional_headers=headers) as socket:
        return str(await socket.recv())


async def cookie_of(served: Served, username: str) -> str:
    return (await served.browser(username)).cookies["regie_session"]


async def test_a_page_listens_by_its_cookie(served: Served, place: str):
    cookie = await cookie_of(served, "ana")

    assert (await heard(f"ws://{place}/ws/who", cookie=f"regie_session={cookie}")).startswith("ana by session")
    assert await heard(f"ws://{place}/ws/who", cookie=f"regie_session={cookie}", origin=f"http://{place}")


async def test_a_page_of_another_site_does_not_listen_by_the_visitors_cookie(served: Served, place: str):
    cookie = await cookie_of(served, "ana")

    with pytest.raises(InvalidStatus):
        await heard(f"ws://{place}/ws/who", cookie=f"regie_session={cookie}", origin="http://evil.test")


async def test_a_program_listens_by_a_header_or_a_token_in_the_address(served: Served, place: str):
    token = (await served.bearer()).headers["authorization"].removeprefix("Bearer ")

    assert (await heard(f"ws://{place}/ws/who", authorization=f"Bearer {token}")).startswith("ana by jwt")
    assert await heard(f"ws://{place}/ws/who?a=1&token={token}&b=%20") == "ana by jwt, left over: a=1&b=+"


async def test_a_token_in_the_address_of_a_plain_request_is_not_looked_at(served: Served, place: str):
    token = (await served.bearer()).headers["authorization"].removeprefix("Bearer ")

    assert (await served.client().get("/api/sites", params={"token": token})).status_code == 401


@pytest.mark.parametrize("query", ["", "?token=", "?token=made-up", "?token=regie_made-up"])
async def test_a_stranger_is_not_let_in(place: str, query: str):
    with pytest.raises(InvalidStatus):
        await heard(f"ws://{place}/ws/who{query}")


async def test_who_may_not_is_not_let_in(served: Served, place: str):
    cookie = await cookie_of(served, "vic")

    with pytest.raises(InvalidStatus):
        await heard(f"ws://{place}/ws/who", cookie=f"regie_session={cookie}")


async def test_a_token_in_the_address_reaches_no_log(served: Served, place: str, caplog: pytest.LogCaptureFixture):
    token = (await served.bearer()).headers["authorization"].removeprefix("Bearer ")
    caplog.set_level(logging.DEBUG, "uvicorn")

    await heard(f"ws://{place}/ws/who?token={token}")
    with pytest.raises(InvalidStatus):
        await heard(f"ws://{place}/ws/who?token=x{token}")

    lines = [record for record in caplog.records if record.name.startswith("uvicorn")]
    usual = [record.getMessage() for record in lines if record.levelno >= logging.INFO]
    assert any("/ws/who" in line for line in usual)  # the server does write a line for each socket
    assert not any(token in line for line in usual)
    every = [Redactor().redact(record.getMessage()) for record in lines]  # as ours are, before they are written
    assert any("GET /ws/who?token=" in line for line in every)
    assert not any(token in line for line in every)
