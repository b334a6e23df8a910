"""
Serve a channel over a WebSocket: a first picture, then changes, until either side leaves.

The order matters: subscribe, then take the picture, then send what came meanwhile; so nothing falls between the two.
Every half minute without news an empty message is sent, so that both sides notice a dead line. Whoever loses the right
to look is cut off at once.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from regie.kernel.realtime.hub import Subscription, TooSlow
from regie.kernel.wire import dumps

BEAT_SECONDS = 25.0
TOO_SLOW = 4008
SIGNED_OUT = 4401


@dataclass(frozen=True, slots=True)
class Watch:
    """What a socket has to do with its viewer's session."""

    beat: Callable[[], None] = lambda: None
    """Called while the socket is open, so that a page that only listens stays signed in."""
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the viewer may not look any more."""


async def serve(
    socket: WebSocket, subscription: Subscription, first: Callable[[], Awaitable[list[Any]]], watch: Watch | None = None
) -> None:
    """Accept the socket and feed it from the hub until it closes."""

    async def messages() -> AsyncIterator[Any]:
        for message in await first():
            yield message
        while True:
            for message in await subscription.batch():
                yield message

    with subscription:
        await feed(socket, messages(), watch or Watch())


async def feed(socket: WebSocket, messages: AsyncIterator[Any], watch: Watch) -> None:
    """Accept the socket and send each message, with a beat in every silence, until somebody leaves."""
    await socket.accept()
    tasks = {
        asyncio.ensure_future(work)
        for work in (_send(socket, messages), _drain(socket), _beat(socket, watch), watch.ended.wait())
    }
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    slow = any(isinstance(task.exception(), TooSlow) for task in done)
    code = SIGNED_OUT if watch.ended.is_set() else TOO_SLOW if slow else 1000
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # the other side has left
        await socket.close(code)
    for task in done:
        error = task.exception()
        if error is not None and not isinstance(error, (TooSlow, WebSocketDisconnect, RuntimeError)):
            raise error


async def _send(socket: WebSocket, messages: AsyncIterator[Any]) -> None:
    async for message in messages:
        await socket.send_text(dumps(message).decode())


async def _beat(socket: WebSocket, watch: Watch) -> None:
    while True:
        await asyncio.sleep(BEAT_SECONDS)
        watch.beat()
        await socket.send_text('{"type":"beat"}')


async def _drain(socket: WebSocket) -> None:
    while True:
        await socket.receive_text()
