"""Who may not look any more, or takes nothing, is let go; who merely says something odd is not."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from functools import partial

import pytest
from fastapi import FastAPI, WebSocket
from sqlalchemy import delete
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from regie.kernel.auth.models import User
from regie.kernel.auth.permissions import Role
from regie.kernel.auth.watching import may_still
from regie.kernel.http.deps import Allow
from regie.kernel.realtime import Hub, sockets
from regie.kernel.realtime.sockets import SIGNED_OUT, Watch, serve
from tests.kernel.auth.test_sockets import listening
from tests.kernel.served import Served, clock, served

__all__ = ["clock", "served"]


async def nothing() -> list[object]:
    return []


def channel(app: FastAPI, hub: Hub, right: Allow) -> None:
    """A channel for whoever has the right, as the product serves its own."""

    @app.websocket("/ws/news")
    async def news(socket: WebSocket) -> None:
        await right(socket)
        await serve(socket, hub.subscribe("news"), nothing, Watch(partial(may_still, socket, right)))


@pytest.fixture
async def place(served: Served, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[str, Hub]]:
    monkeypatch.setattr(sockets, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(sockets, "PATIENCE", 0.2)
    hub = Hub()
    channel(served.app, hub, Allow("status.read"))
    await served.user()
    await served.user("vic", Role.VIEWER)
    async with listening(served.app) as host:
        yield host, hub


async def closed_with(reader) -> int:
    """The code of the close, however much is still told before."""
    with contextlib.suppress(ConnectionClosed):
        async with asyncio.timeout(5):
            while True:
                await reader.recv()
    return int(reader.close_code or 0)


async def test_a_person_removed_by_the_command_line_is_cut_off_by_the_next_beat(served: Served, place):
    host, _ = place
    bearer = (await served.bearer("vic")).headers["authorization"]
    async with connect(f"ws://{host}/ws/news", additional_headers={"authorization": bearer}) as reader:
        await reader.recv()

        async with served.database.write() as session:  # another process: no event is told here
            await session.execute(delete(User).where(User.username == "vic"))

        assert await closed_with(reader) == SIGNED_OUT


async def test_a_token_that_ends_takes_its_open_sockets_with_it(served: Served, place):
    host, _ = place
    bearer = (await served.bearer()).headers["authorization"]
    async with connect(f"ws://{host}/ws/news", additional_headers={"authorization": bearer}) as reader:
        await reader.recv()

        await served.clock.advance(served.accounts.settings.jwt_lifetime + 1)

        assert await closed_with(reader) == SIGNED_OUT


async def test_an_open_page_keeps_its_session_alive(served: Served, place):
    host, _ = place
    cookie = (await served.browser()).cookies["regie_session"]
    async with connect(f"ws://{host}/ws/news", additional_headers={"cookie": f"regie_session={cookie}"}) as reader:
        for _ in range(3):
            await served.clock.advance(3000)
            await reader.recv()
            await reader.recv()
            await served.accounts.close()

    assert await served.accounts.sessions.find(cookie)


async def test_bytes_instead_of_text_disturb_nobody(served: Served, place):
    host, hub = place
    bearer = (await served.bearer()).headers["authorization"]
    async with connect(f"ws://{host}/ws/news", additional_headers={"authorization": bearer}) as reader:
        await reader.send(b"\x00\x01")
        await reader.recv()
        hub.publish("news", {"type": "still here"})

        async with asyncio.timeout(5):
            while "still here" not in await reader.recv():
                pass


async def test_a_viewer_that_takes_nothing_is_let_go(served: Served, place):
    host, hub = place
    bearer = (await served.bearer()).headers["authorization"]
    name, port = host.split(":")
    with socket.create_connection((name, int(port))) as stuck:
        stuck.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stuck.sendall(
            f"GET /ws/news HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            f"Authorization: {bearer}\r\n\r\n".encode()
        )
        async with asyncio.timeout(10):
            while hub.count("news") == 0:
                await asyncio.sleep(0.01)
            while hub.count("news"):
                hub.publish("news", {"text": "x" * 1_000_000})
                await asyncio.sleep(0.05)
