"""A program in a loop is stopped, and nobody else with it."""

from collections.abc import Iterator

import httpx
import pytest
import time_machine
from fastapi import FastAPI, WebSocket
from starlette.types import Receive, Scope, Send

from regie.kernel.http.limits import Counters, RateLimited, RateSettings
from tests.rigs.redis import running_redis


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


@pytest.fixture
def hand() -> Iterator[time_machine.Traveller]:
    """The library of the counters reads the system's clock."""
    with time_machine.travel("2026-03-02T08:00:00Z", tick=False) as traveller:
        yield traveller


def client(app: RateLimited, address: str = "10.0.0.9", **headers: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(address, 40_000))
    return httpx.AsyncClient(transport=transport, base_url="http://regie.test", headers=headers)


async def statuses(asking: httpx.AsyncClient, count: int, path: str = "/api/jobs") -> list[int]:
    return [(await asking.get(path)).status_code for _ in range(count)]


async def test_who_asks_too_often_gets_429_with_the_time_to_wait_and_then_an_answer(hand: time_machine.Traveller):
    app = RateLimited(hello, Counters(RateSettings(per_caller=3)))
    loop = client(app, authorization="Bearer a")

    assert await statuses(loop, 4) == [200, 200, 200, 429]
    refused = await loop.get("/api/jobs")
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "too-many-requests"
    wait = int(refused.headers["retry-after"])
    assert 1 <= wait <= 60
    hand.shift(120)
    assert await statuses(loop, 1) == [200]


async def test_one_callers_loop_stops_nobody_else(hand: time_machine.Traveller):
    app = RateLimited(hello, Counters(RateSettings(per_caller=3)))
    await statuses(client(app, authorization="Bearer a"), 10)

    assert await statuses(client(app, authorization="Bearer b"), 1) == [200]
    assert await statuses(client(app, cookie="regie_session=c"), 1) == [200]


async def test_inventing_credentials_does_not_help(hand: time_machine.Traveller):
    app = RateLimited(hello, Counters(RateSettings(per_address=5)))

    found = [(await statuses(client(app, authorization=f"Bearer {n}"), 1))[0] for n in range(7)]

    assert found == [200] * 5 + [429] * 2
    assert await statuses(client(app, address="10.0.0.8"), 1) == [200]


async def test_health_and_pages_are_not_counted(hand: time_machine.Traveller):
    app = RateLimited(hello, Counters(RateSettings(per_address=1)))
    asking = client(app)

    assert await statuses(asking, 5, "/api/health") == [200] * 5
    assert await statuses(asking, 5, "/_app/start.js") == [200] * 5
    assert await statuses(asking, 2) == [200, 429]


async def test_sockets_are_counted_when_they_open(hand: time_machine.Traveller):
    inner = FastAPI()

    @inner.websocket("/ws/status")
    async def status(socket: WebSocket) -> None:
        await socket.accept()
        await socket.close()

    app = RateLimited(inner, Counters(RateSettings(per_address=1)))

    async def opened() -> list[str]:
        sent: list[str] = []
        scope = {
            "type": "websocket",
            "path": "/ws/status",
            "headers": [],
            "query_string": b"",
            "client": ("10.0.0.9", 1),
        }

        async def receive() -> dict[str, str]:
            return {"type": "websocket.connect"}

        async def send(message: dict[str, str]) -> None:
            sent.append(message["type"])

        await app(scope, receive, send)
        return sent

    assert await opened() == ["websocket.accept", "websocket.close"]
    assert await opened() == ["websocket.close"]


async def test_counters_that_do_not_answer_let_requests_pass_with_one_warning(caplog: pytest.LogCaptureFixture):
    app = RateLimited(hello, Counters(RateSettings(per_address=1, redis="redis://127.0.0.1:1/0")))

    assert await statuses(client(app), 3) == [200] * 3
    assert caplog.text.count("not being limited") == 1


@pytest.mark.rig
async def test_instances_share_their_counters_in_redis():
    with running_redis() as redis:
        counters = [Counters(RateSettings(per_caller=3, redis=redis.url)) for _ in range(2)]
        one, two = (RateLimited(hello, own) for own in counters)

        assert await statuses(client(one, authorization="Bearer a"), 2) == [200, 200]
        assert await statuses(client(two, authorization="Bearer a"), 2) == [200, 429]
        for own in counters:
            await own.close()
