"""The live picture, and the logs of jobs, over WebSockets."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, WebSocket

from regie.camcron.jobs.queries import Shelf
from regie.camcron.overview.live import CHANNEL, Live
from regie.camcron.runs.logs import RunLogs
from regie.kernel.auth.watching import watched
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.http.callers import Actor
from regie.kernel.http.deps import Allow
from regie.kernel.processes.output import Listener
from regie.kernel.realtime import Hub, TooSlow
from regie.kernel.realtime.sockets import feed, serve

_status, _logs = Allow("status.read"), Allow("logs.read")
Watcher = Annotated[Actor, Depends(_status)]
LogReader = Annotated[Actor, Depends(_logs)]
PAUSE = 0.2
"""Seconds between two messages of a log: a flood of lines to many readers costs little, and nobody reads faster."""


def sockets(live: Live, hub: Hub, shelf: Shelf, logs: RunLogs, database: Database, events: Events) -> APIRouter:
    """`/ws/status` and `/ws/logs/{jobId}`."""
    api = APIRouter()

    @api.websocket("/ws/status")
    async def watch_status(socket: WebSocket, caller: Watcher) -> None:
        with watched(events, socket, caller, _status) as watch:
            await serve(socket, hub.subscribe(CHANNEL), live.picture, watch)

    @api.websocket("/ws/logs/{job_id}")
    async def watch_logs(socket: WebSocket, caller: LogReader, job_id: str) -> None:
        async with database.read() as session:
            job = await shelf.get(session, job_id)
        listener = logs.follow(job.id)
        try:
            with watched(events, socket, caller, _logs) as watch:
                await feed(socket, _lines(listener), watch)
        finally:
            listener.close()

    return api


async def _lines(listener: Listener) -> AsyncIterator[dict[str, Any]]:
    async for lines in listener.batches(PAUSE):
        yield {
            "type": "lines",
            "lines": [
                {"number": line.number, "at": line.at, "pipe": line.pipe, "level": line.level, "text": line.text}
                for line in lines
            ],
        }
    if listener.dropped:
        raise TooSlow
