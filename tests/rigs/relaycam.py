"""
A camera with any fault one may wish for: RTSP over TCP from pre-encoded packets, standard library only.

Runs as a program (`relaycam.py PORT CONTROL_PORT`). Feeds announce themselves as ffmpeg does; who else connects is a
client. `http://127.0.0.1:CONTROL_PORT/set?…` changes its behaviour, `/drop` cuts everybody, `/state` tells what clients
really did. It shares nothing with the product: what both misunderstand alike would go unnoticed.
"""

import asyncio
import base64
import contextlib
import hashlib
import json
import os
import re
import sys
from typing import Any
from urllib.parse import parse_qsl, urlsplit

REALM, NONCE = "relaycam", "8f1d0c2b7a"

behaviour: dict[str, Any] = {
    "freeze": "",  # "all", "video" or "audio": nothing of it is sent any more, connections stay
    "max": 0,  # more clients than that are refused; 0: no limit
    "full": 453,  # with this status
    "refuse": 0,  # the answer to each DESCRIBE
    "mute": 0,  # requests are read and never answered
    "delay": 0.0,  # seconds before each answer to DESCRIBE
    "garbage": "",  # "answer": noise instead of answers; "stream": noise between packets
    "auth": "",  # "digest" or "basic"
    "username": "",
    "password": "",
}
counters = {"accepted": 0, "live": 0, "peak": 0, "played": 0, "refused": 0, "unauthorized": 0, "teardown": 0}
mounts: dict[str, "Mount"] = {}


class Mount:
    """One stream: its description and whoever plays it, each with its own channels."""

    def __init__(self, description: str) -> None:
        self.description = description
        self.controls = re.findall(r"a=control:(\S+)", description)
        kinds = re.findall(r"^m=(\w+)", description, re.MULTILINE)
        self.video = {2 * number for number, kind in enumerate(kinds) if kind == "video"}
        self.players: dict[asyncio.StreamWriter, dict[int, int]] = {}

    def send(self, channel: int, packet: bytes) -> None:
        frozen = behaviour["freeze"]
        kind = "video" if channel & ~1 in self.video else "audio"
        if frozen in ("all", kind):
            return
        for writer, channels in list(self.players.items()):
            transport = writer.transport
            if transport.is_closing() or transport.get_write_buffer_size() > 4_000_000 or channel not in channels:
                continue
            noise = os.urandom(200) if behaviour["garbage"] == "stream" else b""
            writer.write(noise + b"$" + bytes((channels[channel],)) + len(packet).to_bytes(2, "big") + packet)


class Client:
    """One connection, a feed's or a client's."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.feeding: Mount | None = None
        self.mount: Mount | None = None
        self.path = ""
        self.channels: dict[int, int] = {}
        self.counted = False

    async def serve(self) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            while True:
                first = await self.reader.readexactly(1)
                if first == b"$":
                    await self.packet()
                elif first.strip():
                    await self.request(first)
        self.leave()

    def leave(self) -> None:
        if self.mount is not None:
            self.mount.players.pop(self.writer, None)
        if self.counted:
            counters["live"] -= 1
        if self.feeding is not None:
            if mounts.get(self.path) is self.feeding:
                del mounts[self.path]
            for player in list(self.feeding.players):
                player.close()
        self.writer.close()

    async def packet(self) -> None:
        head = await self.reader.readexactly(3)
        packet = await self.reader.readexactly(int.from_bytes(head[1:], "big"))
        if self.feeding is not None:
            self.feeding.send(head[0], packet)

    async def request(self, first: bytes) -> None:
        head = (first + await self.reader.readuntil(b"\r\n\r\n")).decode()
        method, url, _ = head.split("\r\n")[0].split(" ", 2)
        headers = {n.lower(): v for n, v in re.findall(r"^([\w-]+): *(.*?)\r?$", head, re.MULTILINE)}
        body = (await self.reader.readexactly(int(headers.get("content-length", 0)))).decode()
        path = urlsplit(url).path.rstrip("/")
        if method != "ANNOUNCE" and self.feeding is None and await self.misbehave(method, headers):
            return
        handler = getattr(self, method.lower(), None)
        if handler is None:
            self.answer(headers, "405 Method Not Allowed")
        else:
            handler(url, path, headers, body)

    async def misbehave(self, method: str, headers: dict[str, str]) -> bool:
        """Whether a fault has already dealt with the request."""
        if behaviour["mute"]:
            return True
        if behaviour["garbage"] == "answer":
            self.writer.write(os.urandom(400))
            return True
        if method == "DESCRIBE":
            await asyncio.sleep(behaviour["delay"])
            if behaviour["refuse"]:
                counters["refused"] += 1
                self.answer(headers, f"{behaviour['refuse']} Refused")
                return True
        if method in ("DESCRIBE", "SETUP", "PLAY") and behaviour["auth"] and not authorized(method, headers):
            counters["unauthorized"] += 1
            digest = f'WWW-Authenticate: Digest realm="{REALM}", nonce="{NONCE}"'
            basic = f'WWW-Authenticate: Basic realm="{REALM}"'
            self.answer(headers, "401 Unauthorized", digest if behaviour["auth"] == "digest" else basic)
            return True
        return False

    def answer(self, headers: dict[str, str], status: str, *more: str, body: str = "") -> None:
        lines = [f"RTSP/1.0 {status}", f"CSeq: {headers.get('cseq', 0)}", "Session: 12345678", *more]
        if body:
            lines.append(f"Content-Length: {len(body.encode())}")
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())

    # -- methods -------------------------------------------------------------------------------------------------------

    def options(self, url: str, path: str, headers: dict[str, str], body: str) -> None:
        self.answer(headers, "200 OK", "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER")

    def get_parameter(self, url: str, path: str, headers: dict[str, str], body: str) -> None:
        self.answer(headers, "200 OK")

    def announce(self, url: str, path: str, headers: dict[str, str], body: str) -> None:
        self.feeding, self.path = Mount(body), path
        self.answer(headers, "200 OK")

    def describe(self, url: str, path: str, headers: dict[str, str], body: str) -> None:
        if path not in mounts:
            self.answer(headers, "404 Not Found")
            return
        base = f"Content-Base: {url.rstrip('/')}/"
        self.answer(headers, "200 OK", base, "Content-Type: application/sdp", body=mounts[path].description)

    def setup(self, url: str, path: str, headers: dict[str, str], body: str) -> None:
        asked = re.search(r"interleaved=(\d+)-(\d+)", headers.get("transport", ""))
        if asked is None:
            self.answer(headers, "461 Unsupported Transport")
            return
        mount = self.feeding or mounts.get(path.rpartition("/")[0])
        control = path.rpartition("/")[2]
        if mount is None or control not in mount.controls:
            self.answer(headers, "404 Not Found")
            return
        if self.feeding is None and not self.admitted(headers):
            return
        track = mount.controls.index(control)
        self.mount = mount if self.feeding is None else None
        self.channels |= {2 * track: int(asked[1]), 2 * track + 1: int(asked[2])}
        self.answer(headers, "200 OK", f"Transport: RTP/AVP/TCP;unicast;interleaved={asked[1]}-{asked[2]}")

    def admitted(self, headers: dict[str, str]) -> bool:
        if self.counted:
            return True
        if behaviour["max"] and counters["live"] >= behaviour["max"]:
            counters["refused"] += 1
            self.answer(headers, f"{behaviour['full']} No More")
            return False
        self.counted = True
        counters["live"] += 1
        counters["peak"] = max(counters["peak"], counters["live"])
        return True

    def record(self, url: str, path: str, headers: dict[str, str], body: str) -> None:
        if self.feeding is not None:
            mounts[self.path] = self.feeding
        self.answer(headers, "200 OK")

    def play(self, url: str, path: str, headers: dict[str, str], body: str) -> None:
        self.answer(headers, "200 OK")
        if self.mount is not None:
            counters["played"] += 1
            self.mount.players[self.writer] = self.channels

    def teardown(self, url: str, path: str, headers: dict[str, str], body: str) -> None:
        counters["teardown"] += self.feeding is None
        self.answer(headers, "200 OK")
        self.writer.close()


def authorized(method: str, headers: dict[str, str]) -> bool:
    username, password = behaviour["username"], behaviour["password"]
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if behaviour["auth"] == "basic":
        return scheme == "Basic" and given == base64.b64encode(f"{username}:{password}".encode()).decode()
    said = dict(re.findall(r'(\w+)="([^"]*)"', given))
    a1, a2 = md5(f"{username}:{REALM}:{password}"), md5(f"{method}:{said.get('uri', '')}")
    return scheme == "Digest" and said.get("response") == md5(f"{a1}:{NONCE}:{a2}")


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


async def control(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    target = urlsplit((await reader.readuntil(b"\r\n\r\n")).split()[1].decode())
    if target.path == "/set":
        for name, value in parse_qsl(target.query, keep_blank_values=True):
            behaviour[name] = type(behaviour[name])(value)
    if target.path == "/drop":
        for mount in mounts.values():
            for player in list(mount.players):
                player.transport.abort()
    body = json.dumps({**counters, "mounts": sorted(mounts)}).encode()
    writer.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + body)
    await writer.drain()
    writer.close()


async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    counters["accepted"] += 1
    await Client(reader, writer).serve()


async def main(port: int, control_port: int) -> None:
    await asyncio.start_server(control, "127.0.0.1", control_port)
    async with await asyncio.start_server(connected, "127.0.0.1", port, limit=1 << 20) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
