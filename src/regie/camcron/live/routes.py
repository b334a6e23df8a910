"""What a camera shows now, over HTTP: a small picture, a row of pictures, and a list for telephones."""

import contextlib
import re
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from regie.camcron.cameras.schemas import StreamKey
from regie.camcron.live.errors import NoSuchPart
from regie.camcron.live.facts import Facts
from regie.camcron.live.playlist import TYPE
from regie.camcron.live.schemas import CameraFacts
from regie.camcron.live.service import LiveView
from regie.camcron.live.thumbnails import FRESH, Thumbnails
from regie.camcron.live.works import Screen
from regie.kernel.auth.watching import until_access_ends
from regie.kernel.events import Events
from regie.kernel.http.callers import Actor
from regie.kernel.http.deps import Caller, Reading, allow

Watcher = Annotated[Actor, allow("cameras.live")]
Viewer = Annotated[Caller, allow("cameras.live")]
Reader = Annotated[Caller, allow("cameras.read")]
Stream = Annotated[StreamKey | None, Query(description="Which of its streams; `main` unless said otherwise.")]
BOUNDARY = "regie"
_MIXED = f"multipart/x-mixed-replace; boundary={BOUNDARY}"
_SNIFF = {"x-content-type-options": "nosniff"}
_NEVER = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
_PART = re.compile(r"(?:init-(?P<round>\d{1,9})\.mp4|segment-(?P<of>\d{1,9})-(?P<number>\d{1,12})\.m4s)")


def _told(media_type: str, what: str) -> dict[int | str, Any]:
    return {200: {"content": {media_type: {}}, "description": what}}


def routes(live: LiveView, thumbnails: Thumbnails, facts: Facts, events: Events) -> APIRouter:
    """`/api/cameras/{camera_id}/facts`, `/thumbnail`, `/mjpeg` and `/hls`."""
    api = APIRouter(prefix="/api/cameras/{camera_id}", tags=["live"])

    @api.get("/facts")
    async def get_camera_facts(caller: Reader, session: Reading, camera_id: str) -> CameraFacts:
        """Its device, what its streams consist of, and who holds its connections now."""
        return await facts.of(session, camera_id)

    @api.get("/thumbnail", response_class=Response, responses=_told("image/jpeg", "A picture of now."))
    async def get_camera_thumbnail(caller: Viewer, request: Request, camera_id: str, stream: Stream = None) -> Response:
        """A JPEG of at most 640 pixels across, a few seconds old at most, however many ask for it."""
        made = await thumbnails.of(await live.screen(camera_id, stream))
        headers = {"etag": made.etag, "cache-control": f"private, max-age={FRESH:.0f}", **_SNIFF}
        if made.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(made.data, media_type="image/jpeg", headers=headers)

    @api.get("/mjpeg", response_class=StreamingResponse, responses=_told(_MIXED, "JPEGs, one after the other."))
    async def watch_camera_pictures(caller: Watcher, camera_id: str, stream: Stream = None) -> StreamingResponse:
        """Five pictures a second, for whatever shows images and plays no video. Ends with the reader."""
        screen = await live.screen(camera_id, stream)
        pictures = _parts(live, screen)
        first = await anext(pictures)  # what cannot be shown is answered as a problem

        async def body() -> AsyncIterator[bytes]:
            with until_access_ends(events, caller) as ended:
                async with contextlib.aclosing(pictures):
                    yield first
                    async for part in pictures:
                        if ended.is_set():
                            return
                        yield part

        return StreamingResponse(body(), media_type=_MIXED, headers=_NEVER)

    @api.get("/hls/index.m3u8", response_class=Response, responses=_told(TYPE, "The newest segments."))
    async def get_camera_playlist(caller: Viewer, camera_id: str, stream: Stream = None) -> Response:
        """The stream for telephones without Media Source Extensions: a few segments of fragmented MP4."""
        query = f"?stream={stream}" if stream else ""
        found = await live.playlist(await live.screen(camera_id, stream), query)
        return Response(found, media_type=TYPE, headers=_NEVER)

    @api.get("/hls/{part}", response_class=Response, responses=_told("video/mp4", "One of its parts."))
    async def get_camera_part(caller: Viewer, camera_id: str, part: str, stream: Stream = None) -> Response:
        """The beginning or a segment that the list names."""
        named = _PART.fullmatch(part)
        if named is None:
            raise NoSuchPart
        screen = await live.screen(camera_id, stream)
        number = named["number"]
        data = live.part(screen, int(named["round"] or named["of"]), int(number) if number else None)
        return Response(data, media_type="video/mp4", headers={"cache-control": "private, max-age=60", **_SNIFF})

    return api


async def _parts(live: LiveView, screen: Screen) -> AsyncGenerator[bytes]:
    async with live.slides(screen) as pictures:
        async for picture in pictures:
            head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
            yield head.encode() + picture + b"\r\n"
