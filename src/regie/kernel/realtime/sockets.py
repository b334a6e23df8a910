"""
Serve a channel over a WebSocket: a first picture, then changes, until either side leaves.

The order matters: subscribe, then take the picture, then send what came meanwhile; so nothing falls between the two.
Every half minute an empty message is sent, so that both sides notice a dead line, and it is asked again whether the
viewer may look: what another process changed is told by no event. A viewer that takes nothing is not waited for.
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
PATIENCE = 10.0
"""Seconds that a message may wait for a viewer who takes nothing."""
TOO_SLOW = 4008
SIGNED_OUT = 4401


async def _anybody() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Watch:
    """What a socket has to do with its viewer's right to look."""

    may: Callable[[], Awaitable[bool]] = _anybody
    """Asked at each beat."""
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


async def feed(
    socket: WebSocket, messages: AsyncIterator[Any], watch: Watch, heard: Callable[[str], None] | None = None
) -> None:
    """
    Accept the socket and send each message (bytes as they are), with a beat, until somebody leaves.

    What the viewer writes goes to `heard`; the server takes no message that is long.
    """
    await socket.accept()
    tasks = {
        asyncio.ensure_future(work)
        for work in (_send(socket, messages), _hear(socket, heard), _beat(socket, watch), watch.ended.wait())
    }
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    slow = any(isinstance(task.exception(), TooSlow) for task in done)
    code = SIGNED_OUT if watch.ended.is_set() else TOO_SLOW if slow else 1000
    with contextlib.suppress(
        RuntimeError, WebSocketDisconnect, TimeoutError
    ):  # the other side has left, or takes nothing
        async with asyncio.timeout(PATIENCE):
            await socket.close(code)
    for task in done:
        error = task.exception()
        if error is not None and not isinstance(error, (TooSlow, WebSocketDisconnect, RuntimeError)):
            raise error


async def _send(socket: WebSocket, messages: AsyncIterator[Any]) -> None:
    async for message in messages:
        await _put(socket, message if isinstance(message, bytes) else dumps(message).decode())


async def _beat(socket: WebSocket, watch: Watch) -> None:
    while True:
        await asyncio.sleep(BEAT_SECONDS)
        if not await watch.may():
            watch.ended.set()
            return
        await _put(socket, '{"type":"beat"}')


async def _put(socket: WebSocket, message: str | bytes) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            await (socket.send_bytes(message) if isinstance(message, bytes) else socket.send_text(message))
    except TimeoutError:
        raise TooSlow from None


async def _hear(socket: WebSocket, heard: Callable[[str], None] | None) -> None:
    """Most viewers have nothing to say; whatever nobody listens to is let go, text or not."""
    while (came := await socket.receive())["type"] != "websocket.disconnect":
        text = came.get("text")
        if heard is not None and text:
            heard(text)
