"""The live picture, and the logs of jobs, over WebSockets."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, WebSocket

from regie.camcron.jobs.queries import Shelf
from regie.camcron.overview.live import CHANNEL, Live
from regie.camcron.runs.logs import RunLogs
from regie.kernel.auth.events import AccessEnded
from regie.kernel.db import Database
from regie.kernel.errors import RegieError
from regie.kernel.events import Events
from regie.kernel.http.callers import Actor
from regie.kernel.http.deps import Allow
from regie.kernel.processes.output import Listener
from regie.kernel.realtime import Hub, TooSlow
from regie.kernel.realtime.sockets import Watch, feed, serve

_status, _logs = Allow("status.read"), Allow("logs.read")
Watcher = Annotated[Actor, Depends(_status)]
LogReader = Annotated[Actor, Depends(_logs)]


def sockets(live: Live, hub: Hub, shelf: Shelf, logs: RunLogs, database: Database, events: Events) -> APIRouter:
    """`/ws/status` and `/ws/logs/{jobId}`."""
    api = APIRouter()

    @contextmanager
    def watched(socket: WebSocket, caller: Actor, right: Allow) -> Iterator[Watch]:
        """The socket ends with the right to look; as each beat asks for it, a session stays alive meanwhile."""
        ended = asyncio.Event()
        forget = events.subscribe(AccessEnded, lambda event: ended.set() if concerns(event, caller) else None)
        try:
            yield Watch(partial(_may, socket, right), ended)
        finally:
            forget()

    @api.websocket("/ws/status")
    async def watch_status(socket: WebSocket, caller: Watcher) -> None:
        with watched(socket, caller, _status) as watch:
            await serve(socket, hub.subscribe(CHANNEL), live.picture, watch)

    @api.websocket("/ws/logs/{job_id}")
    async def watch_logs(socket: WebSocket, caller: LogReader, job_id: str) -> None:
        async with database.read() as session:
            job = await shelf.get(session, job_id)
        listener = logs.follow(job.id)
        try:
            with watched(socket, caller, _logs) as watch:
                await feed(socket, _lines(listener), watch)
        finally:
            listener.close()

    return api


def concerns(event: AccessEnded, caller: Actor) -> bool:
    """Whether this caller has just lost access."""
    if event.user_id != caller.user_id:
        return False
    if event.session_id is None and event.token_id is None:
        return event.except_session is None or event.except_session != caller.session_id
    return caller.session_id == event.session_id if event.session_id else caller.token_id == event.token_id


async def _may(socket: WebSocket, right: Allow) -> bool:
    """Whether whoever opened this socket could open it again."""
    try:
        await right(socket)
    except RegieError:
        return False
    return True


async def _lines(listener: Listener) -> AsyncIterator[dict[str, Any]]:
    async for line in listener:
        told = {"number": line.number, "at": line.at, "pipe": line.pipe, "level": line.level, "text": line.text}
        yield {"type": "line", **told}
    if listener.dropped:
        raise TooSlow
