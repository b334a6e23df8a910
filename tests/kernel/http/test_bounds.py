"""Nobody fills the server's memory with a request, least of all a stranger."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel

from regie.kernel.http import problems
from regie.kernel.http.bounds import Bounded

LIMIT = 1000


class Word(BaseModel):
    word: str


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    problems.install(app)

    @app.post("/words")
    async def take(body: Word) -> int:
        return len(body.word)

    transport = httpx.ASGITransport(Bounded(app, LIMIT))
    async with httpx.AsyncClient(transport=transport, base_url="http://regie.test") as client:
        yield client


async def test_a_body_that_tells_too_much_is_refused_unread(client: httpx.AsyncClient):
    async def never() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    answer = await client.post("/words", content=never(), headers={"content-length": str(LIMIT + 1)})

    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert answer.headers["connection"] == "close"


async def test_a_body_in_chunks_is_cut_off_where_it_becomes_too_much(client: httpx.AsyncClient):
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 100
            yield b'"' + b"x" * 99

    answer = await client.post("/words", content=endless(), headers={"content-type": "application/json"})

    assert answer.status_code == 413
    assert sent <= 2 * LIMIT


async def test_what_fits_passes(client: httpx.AsyncClient):
    answer = await client.post("/words", json={"word": "x" * (LIMIT - len('{"word":""}'))})

    assert (answer.status_code, answer.json()) == (200, LIMIT - len('{"word":""}'))
