"""
Whether anybody is at home: one connection and a few bytes, without credentials and without a stream.

It costs a camera nothing that counts, so one that is gone can be asked every few seconds. A stopped program still has
its connections accepted by its system, so a server of RTSP or HTTP must also say something.
"""

import asyncio
import contextlib
import socket
from urllib.parse import urlsplit

from regie.kernel.ffmpeg.reasons import Kind, Reason, reason

PATIENCE = 3.0
"""Seconds for each of connecting and saying something."""
PORTS = {"rtsp": 554, "rtsps": 322, "rtmp": 1935, "rtmps": 443, "http": 80, "https": 443}
_GREETINGS = {
    "rtsp": b"OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n",
    "http": b"HEAD / HTTP/1.0\r\nConnection: close\r\n\r\n",
}


async def knock(plain: str) -> Reason | None:
    """Nothing when somebody answers at this address, else why not."""
    parts = urlsplit(plain)
    scheme = parts.scheme.lower()
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port or PORTS[scheme])
    except TimeoutError:
        return reason(Kind.TIMEOUT)
    except ConnectionRefusedError:
        return reason(Kind.REFUSED)
    except socket.gaierror:
        return reason(Kind.DNS)
    except OSError:
        return reason(Kind.UNREACHABLE)
    try:
        return await _greet(reader, writer, _GREETINGS.get(scheme))
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def _greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, greeting: bytes | None) -> Reason | None:
    if greeting is None:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            writer.write(greeting)
            await writer.drain()
            return None if await reader.read(1) else reason(Kind.CLOSED)
    except TimeoutError:
        return reason(Kind.TIMEOUT)
    except OSError:
        return reason(Kind.CLOSED)
