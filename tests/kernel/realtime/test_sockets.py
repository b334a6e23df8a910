"""A channel over a real WebSocket: the picture first, then what changes, until somebody leaves or has to."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastapi import FastAPI, WebSocket
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from regie.kernel.realtime import Hub
from regie.kernel.realtime import sockets as module
from regie.kernel.realtime.sockets import Watch, feed, serve
from tests.kernel.auth.test_sockets import listening


class Channel:
    """A server with one socket, and what the test holds of it."""

    def __init__(self) -> None:
        self.hub, self.ended, self.may, self.asked = Hub(), asyncio.Event(), True, 0
        self.while_looking: list[Any] = []
        """Published while the first picture is being taken."""
        self.app = FastAPI()
        self.app.add_api_websocket_route("/ws", self._socket)

    async def _socket(self, socket: WebSocket) -> None:
        await serve(socket, self.hub.subscribe("news", length=20), self._picture, Watch(self._may, self.ended))

    async def _picture(self) -> list[Any]:
        for message in self.while_looking:
            self.hub.publish("news", message)
        return [{"type": "snapshot"}]

    async def _may(self) -> bool:
        self.asked += 1
        return self.may

    async def left(self) -> None:
        async with asyncio.timeout(5):
            while self.hub.count("news"):
                await asyncio.sleep(0.01)


@pytest.fixture
async def channel() -> Channel:
    return Channel()


@pytest.fixture
async def url(channel: Channel) -> AsyncIterator[str]:
    async with listening(channel.app) as host:
        yield f"ws://{host}/ws"


async def heard(socket: ClientConnection) -> Any:
    async with asyncio.timeout(5):
        return json.loads(await socket.recv())


async def cut(socket: ClientConnection) -> int:
    """The code with which the server ends it."""
    async with asyncio.timeout(5):
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                await socket.recv()
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


async def test_the_picture_comes_first_then_what_changed_meanwhile_then_what_changes(channel: Channel, url: str):
    channel.while_looking = [{"n": 1}]
    async with connect(url) as socket:
        assert [await heard(socket), await heard(socket)] == [{"type": "snapshot"}, {"n": 1}]

        channel.hub.publish("news", {"n": 2})

        assert await heard(socket) == {"n": 2}


async def test_whoever_loses_the_right_to_look_is_cut_off_at_once(channel: Channel, url: str):
    async with connect(url) as socket:
        await heard(socket)
        channel.ended.set()

        assert await cut(socket) == 4401
    await channel.left()


async def test_a_beat_keeps_the_line_alive_and_asks_whether_one_may_still_look(
    channel: Channel, url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "BEAT_SECONDS", 0.02)
    async with connect(url) as socket:
        await heard(socket)
        assert await heard(socket) == {"type": "beat"}
        assert channel.asked >= 1
        channel.may = False

        assert await cut(socket) == 4401


async def test_a_reader_that_takes_nothing_is_dropped_and_others_go_on(channel: Channel, url: str):
    """Some megabytes lie between the two ends before anybody notices."""
    big = "x" * 100_000
    async with connect(url, max_queue=1, compression=None) as slow, connect(url, compression=None) as quick:
        assert await heard(quick) == {"type": "snapshot"}
        for number in range(1000):
            channel.hub.publish("news", {"n": number, "text": big})
            assert (await heard(quick))["n"] == number
            if channel.hub.count("news") == 1:
                break

        assert channel.hub.count("news") == 1
        assert await cut(slow) == 4008


async def test_a_reader_that_leaves_is_forgotten(channel: Channel, url: str):
    async with connect(url) as socket:
        await heard(socket)
        assert channel.hub.count("news") == 1

    await channel.left()


@pytest.mark.parametrize("said", ["hello", b"\x00\xff", "x" * 100_000])
async def test_what_a_viewer_says_is_let_go(channel: Channel, url: str, said: str | bytes):
    async with connect(url) as socket:
        await heard(socket)
        await socket.send(said)
        channel.hub.publish("news", {"n": 1})

        assert await heard(socket) == {"n": 1}


async def test_what_a_viewer_writes_is_heard_where_somebody_listens():
    said: list[str] = []
    told: asyncio.Queue[Any] = asyncio.Queue()
    app = FastAPI()

    async def messages() -> AsyncIterator[Any]:
        while True:
            yield await told.get()

    def hear(text: str) -> None:
        said.append(text)
        told.put_nowait({"n": len(said)})

    async def socket_of(socket: WebSocket) -> None:
        await feed(socket, messages(), Watch(), hear)

    app.add_api_websocket_route("/ws", socket_of)
    async with listening(app) as host, connect(f"ws://{host}/ws") as socket:
        for text in ("one", b"\x00", "two"):
            await socket.send(text)
        assert await heard(socket) == {"n": 1}
        assert await heard(socket) == {"n": 2}

    assert said == ["one", "two"]
