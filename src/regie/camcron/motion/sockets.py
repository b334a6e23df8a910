"""What a job sees, as it sees it: for the editor of masks, over a WebSocket."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, WebSocket

from regie.camcron.motion.looking import channel
from regie.camcron.motion.service import MotionEvents
from regie.kernel.auth.watching import watched
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.http.callers import Actor
from regie.kernel.http.deps import Allow
from regie.kernel.realtime import Hub
from regie.kernel.realtime.sockets import serve

_live = Allow("cameras.live")
Watcher = Annotated[Actor, Depends(_live)]


def sockets(motion: MotionEvents, hub: Hub, database: Database, events: Events) -> APIRouter:
    """`/ws/jobs/{jobId}/motion`."""
    api = APIRouter()

    @api.websocket("/ws/jobs/{job_id}/motion")
    async def watch_motion(socket: WebSocket, caller: Watcher, job_id: str) -> None:
        async with database.read() as session:
            job = await motion.job(session, job_id)

        async def first() -> list[Any]:
            return [{"type": "begin", "watching": job in motion.ears}]

        with watched(events, socket, caller, _live) as watch:
            await serve(socket, hub.subscribe(channel(job)), first, watch)

    return api
