"""A reader and a feed that speak RTSP by hand, so that a test sees each answer and each byte."""

import asyncio
import re
from types import TracebackType
from typing import Self

from tests.camcron.relay.packets import SDP


class Peer:
    """One connection to the relay. `ask` gives the status; what came with it is in `headers` and `body`."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.headers: dict[str, str] = {}
        self.body = b""
        self.number = 0

    async def __aenter__(self) -> Self:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None
    ) -> None:
        self.writer.close()

    async def ask(self, method: str, url: str, body: bytes = b"", **headers: str) -> int:
        self.number += 1
        lines = [f"{method} {url} RTSP/1.0", f"CSeq: {self.number}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self.writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        return await self.answer()

    async def answer(self) -> int:
        head = (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 5)).decode()
        self.headers = {name.lower(): value for name, value in re.findall(r"^([\w-]+): (.*)\r$", head, re.MULTILINE)}
        self.body = await self.reader.readexactly(int(self.headers.get("content-length", 0)))
        return int(head.split()[1])

    async def setup(self, url: str, track: int, *, channels: str | None = None) -> int:
        way = f"RTP/AVP/TCP;unicast;interleaved={channels or f'{2 * track}-{2 * track + 1}'}"
        return await self.ask("SETUP", f"{url}/trackID={track}", Transport=way)

    async def play(self, url: str) -> None:
        """All that it takes to watch."""
        assert await self.ask("DESCRIBE", url) == 200
        for track in range(self.body.count(b"m=")):
            assert await self.setup(url, track) == 200
        assert await self.ask("PLAY", url) == 200

    async def publish(self, url: str, description: bytes = SDP) -> None:
        """All that it takes to feed."""
        assert await self.ask("ANNOUNCE", url, description) == 200
        for track in range(description.count(b"m=")):
            way = f"RTP/AVP/TCP;unicast;interleaved={2 * track}-{2 * track + 1};mode=record"
            assert await self.ask("SETUP", f"{url}/streamid={track}", Transport=way) == 200
        assert await self.ask("RECORD", url) == 200

    async def packet(self) -> bytes:
        head = await asyncio.wait_for(self.reader.readexactly(4), 5)
        return head + await self.reader.readexactly(int.from_bytes(head[2:], "big"))

    async def closed(self) -> bool:
        """Wait until the relay closes, whatever comes before."""
        try:
            while await asyncio.wait_for(self.reader.read(65536), 5):
                pass
        except ConnectionError:
            pass
        return True
