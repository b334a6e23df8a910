"""Limits tried on the live picture, over a WebSocket: the viewer writes them, pictures and scores come back."""

import contextlib
from typing import Annotated

from fastapi import APIRouter, Depends, Query, WebSocket

from regie.camcron.cameras.schemas import StreamKey
from regie.camcron.live.service import LiveView
from regie.camcron.rehearsal.service import Rehearsals, Wish
from regie.kernel.auth.watching import watched
from regie.kernel.events import Events
from regie.kernel.http.callers import Actor
from regie.kernel.http.deps import Allow
from regie.kernel.realtime.sockets import feed

_live = Allow("cameras.live")
Watcher = Annotated[Actor, Depends(_live)]
Stream = Annotated[StreamKey | None, Query()]


def sockets(rehearsals: Rehearsals, live: LiveView, events: Events) -> APIRouter:
    """`/ws/cameras/{cameraId}/motion`."""
    api = APIRouter()

    @api.websocket("/ws/cameras/{camera_id}/motion")
    async def rehearse_motion(socket: WebSocket, caller: Watcher, camera_id: str, stream: Stream = None) -> None:
        screen, wish = await live.screen(camera_id, stream), Wish()
        with watched(events, socket, caller, _live) as watch:
            async with contextlib.aclosing(rehearsals.follow(screen, wish)) as messages:
                await feed(socket, messages, watch, wish.hear)

    return api
