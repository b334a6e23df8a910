"""What the log tells of a request: enough to know it, nothing that whoever wrote the address wanted it to do."""

import logging

import httpx
import pytest

from regie.kernel.http.bounds import Bounded
from regie.kernel.http.middleware import LONGEST_PATH, Observed


async def nothing(scope, receive, send):
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


async def logged(path: str, caplog: pytest.LogCaptureFixture) -> str:
    transport = httpx.ASGITransport(Observed(Bounded(nothing)))
    async with httpx.AsyncClient(transport=transport, base_url="http://regie.test") as client:
        with caplog.at_level(logging.INFO, "regie.kernel.http.middleware"):
            await client.get(path)
    return caplog.messages[-1]


async def test_an_address_neither_moves_the_cursor_of_a_terminal_nor_begins_a_line(caplog: pytest.LogCaptureFixture):
    assert await logged("/a%1b[2J%0Ab/\u00e9", caplog) == "GET /a%1B%5B2J%0Ab/%C3%A9 204"


async def test_a_long_address_is_logged_by_its_beginning(caplog: pytest.LogCaptureFixture):
    assert len(await logged("/" + "a" * 20_000, caplog)) < LONGEST_PATH + 20
