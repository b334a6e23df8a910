"""
Serve a channel over a WebSocket: a first picture, then changes, until either side leaves.

The order matters: subscribe, then take the picture, then send what came meanwhile; so nothing falls between the two.
Every half minute without news an empty message is sent, so that both sides notice a dead line.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from regie.kernel.realtime.hub import Subscription, TooSlow
from regie.kernel.wire import dumps

BEAT_SECONDS = 25.0
TOO_SLOW = 4008
Encode = Callable[[Any], bytes | str]


async def serve(
    socket: WebSocket,
    subscription: Subscription,
    first: Callable[[], Awaitable[list[Any]]],
    encode: Encode = dumps,
) -> None:
    """Accept the socket and feed it until it closes."""
    await socket.accept()
    with subscription:
        sender = asyncio.ensure_future(_send(socket, subscription, first, encode))
        reader = asyncio.ensure_future(_drain(socket))
        done, pending = await asyncio.wait({sender, reader}, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        for task in done:
            if isinstance(task.exception(), TooSlow):
                with contextlib.suppress(RuntimeError):
                    await socket.close(TOO_SLOW, "too slow")
            elif task.exception() and not isinstance(task.exception(), (WebSocketDisconnect, RuntimeError)):
                task.result()


async def _send(
    socket: WebSocket, subscription: Subscription, first: Callable[[], Awaitable[list[Any]]], encode: Encode
) -> None:
    for message in await first():
        await _write(socket, encode(message))
    while True:
        try:
            messages = await asyncio.wait_for(subscription.batch(), BEAT_SECONDS)
        except TimeoutError:
            messages = [{"type": "beat"}]
        for message in messages:
            await _write(socket, encode(message))


async def _write(socket: WebSocket, data: bytes | str) -> None:
    await socket.send_text(data if isinstance(data, str) else data.decode())


async def _drain(socket: WebSocket) -> None:
    while True:
        await socket.receive_text()


async def serve_lines(socket: WebSocket, lines: Any, spell: Callable[[Any], Any]) -> None:
    """Feed a socket from an asynchronous iterator with a `close`; too slow a reader is let go (`dropped`)."""
    await socket.accept()

    async def send() -> None:
        async for line in lines:
            await _write(socket, dumps(spell(line)))

    sender, reader = asyncio.ensure_future(send()), asyncio.ensure_future(_drain(socket))
    try:
        await asyncio.wait({sender, reader}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        lines.close()
        for task in (sender, reader):
            task.cancel()
        await asyncio.gather(sender, reader, return_exceptions=True)
    with contextlib.suppress(RuntimeError):
        await socket.close(TOO_SLOW if lines.dropped else 1000)
