"""The live picture, and the logs of jobs, over WebSockets."""

from typing import Annotated, Any

from fastapi import APIRouter, WebSocket

from regie.camcron.jobs.queries import Shelf
from regie.camcron.overview.live import CHANNEL, Live
from regie.camcron.runs.logs import RunLogs
from regie.kernel.db import Database
from regie.kernel.http.deps import Caller, allow
from regie.kernel.realtime import Hub
from regie.kernel.realtime.sockets import serve, serve_lines

Watcher = Annotated[Caller, allow("status.read")]
LogReader = Annotated[Caller, allow("logs.read")]


def sockets(live: Live, hub: Hub, shelf: Shelf, logs: RunLogs, database: Database) -> APIRouter:
    """`/ws/status` and `/ws/logs/{jobId}`."""
    api = APIRouter()

    @api.websocket("/ws/status")
    async def watch_status(socket: WebSocket, caller: Watcher) -> None:
        await serve(socket, hub.subscribe(CHANNEL), live.picture)

    @api.websocket("/ws/logs/{job_id}")
    async def watch_logs(socket: WebSocket, caller: LogReader, job_id: str) -> None:
        async with database.read() as session:
            job = await shelf.get(session, job_id)

        def spell(line: Any) -> dict[str, Any]:
            told = {"number": line.number, "at": line.at, "pipe": line.pipe, "level": line.level, "text": line.text}
            return {"type": "line", **told}

        await serve_lines(socket, logs.follow(job.id), spell)

    return api
