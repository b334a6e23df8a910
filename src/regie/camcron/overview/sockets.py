"""The live picture, and the logs of jobs, over WebSockets."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, WebSocket

from regie.camcron.jobs.queries import Shelf
from regie.camcron.overview.live import CHANNEL, Live
from regie.camcron.runs.logs import RunLogs
from regie.kernel.auth.events import AccessEnded
from regie.kernel.auth.service import Accounts
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.http.callers import Actor
from regie.kernel.http.deps import allow
from regie.kernel.processes.output import Listener
from regie.kernel.realtime import Hub, TooSlow
from regie.kernel.realtime.sockets import Watch, feed, serve

Watcher = Annotated[Actor, allow("status.read")]
LogReader = Annotated[Actor, allow("logs.read")]


def sockets(
    live: Live, hub: Hub, shelf: Shelf, logs: RunLogs, database: Database, events: Events, accounts: Accounts
) -> APIRouter:
    """`/ws/status` and `/ws/logs/{jobId}`."""
    api = APIRouter()

    @contextmanager
    def watched(caller: Actor) -> Iterator[Watch]:
        """The session stays alive while the socket is open, and the socket ends with the session."""
        ended = asyncio.Event()
        forget = events.subscribe(AccessEnded, lambda event: ended.set() if concerns(event, caller) else None)
        try:
            session = caller.session_id
            yield Watch(lambda: accounts.sessions.keep_alive(session) if session else None, ended)
        finally:
            forget()

    @api.websocket("/ws/status")
    async def watch_status(socket: WebSocket, caller: Watcher) -> None:
        with watched(caller) as watch:
            await serve(socket, hub.subscribe(CHANNEL), live.picture, watch)

    @api.websocket("/ws/logs/{job_id}")
    async def watch_logs(socket: WebSocket, caller: LogReader, job_id: str) -> None:
        async with database.read() as session:
            job = await shelf.get(session, job_id)
        listener = logs.follow(job.id)
        try:
            with watched(caller) as watch:
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


async def _lines(listener: Listener) -> AsyncIterator[dict[str, Any]]:
    async for line in listener:
        told = {"number": line.number, "at": line.at, "pipe": line.pipe, "level": line.level, "text": line.text}
        yield {"type": "line", **told}
    if listener.dropped:
        raise TooSlow
