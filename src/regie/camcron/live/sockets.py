"""What a camera shows now, over a WebSocket: `{"type": "begin", "mime": …}`, the beginning, then fragments of MP4."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, WebSocket

from regie.camcron.cameras.schemas import StreamKey
from regie.camcron.live.service import LiveView
from regie.kernel.auth.watching import watched
from regie.kernel.events import Events
from regie.kernel.http.callers import Actor
from regie.kernel.http.deps import Allow
from regie.kernel.realtime.sockets import feed

_live = Allow("cameras.live")
Watcher = Annotated[Actor, Depends(_live)]
Stream = Annotated[StreamKey | None, Query()]


def sockets(live: LiveView, events: Events) -> APIRouter:
    """`/ws/cameras/{cameraId}/live`."""
    api = APIRouter()

    @api.websocket("/ws/cameras/{camera_id}/live")
    async def watch_camera(socket: WebSocket, caller: Watcher, camera_id: str, stream: Stream = None) -> None:
        screen = await live.screen(camera_id, stream)
        with watched(events, socket, caller, _live) as watch:
            async with live.film(screen) as messages:
                await feed(socket, messages, watch)

    return api
