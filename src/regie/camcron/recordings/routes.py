"""Recorded files over HTTP: lists and sums, each of them whole or in ranges, a small picture, protection, deletion."""

from datetime import datetime
from os import stat_result
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import anyio.to_thread
from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from regie.camcron.recordings.answers import deletion_of, detail_of, summary_of
from regie.camcron.recordings.errors import FileGone, FileNotFound, NotPlayable, RootProblem
from regie.camcron.recordings.models import File, FileKind
from regie.camcron.recordings.player import Player
from regie.camcron.recordings.playing import abilities
from regie.camcron.recordings.previews import Previews
from regie.camcron.recordings.queries import Key, Order, Wanted
from regie.camcron.recordings.renditions import Stream
from regie.camcron.recordings.schemas import (
    DeletedFiles,
    FileAnswer,
    FileDetail,
    FilesSummary,
    FilesToDelete,
    FilesToProtect,
    PreviewAnswer,
)
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.thumbnails import Thumbnails
from regie.kernel.db import Database, Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller, Reading, Writing, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, instant_and_id, keys_of, link_next, no_place
from regie.kernel.scheduling.zones import zone_named

Reader = Annotated[Caller, allow("files.read")]
Deleter = Annotated[Caller, allow("files.delete")]
Protector = Annotated[Caller, allow("files.protect")]
Sort = Literal[
    "startedAt", "-startedAt", "sizeBytes", "-sizeBytes", "durationSeconds", "-durationSeconds", "path", "-path"
]
MOST_SECONDS = 1_000_000
"""More than any file has, and a number that every program can write."""
Zone = Annotated[str, Query(description="Zone of the days, such as Europe/Paris.")]


def _decodes(
    codecs: Annotated[str | None, Query(description="What the browser decodes: `avc1,hvc1,mp4a`.")] = None,
    hevc: Annotated[bool, Query(description="Whether it decodes H.265, when it does not name what it does.")] = True,
) -> frozenset[str]:
    return abilities(codecs.split(",") if codecs is not None else None, hevc=hevc)


Decodes = Annotated[frozenset[str], Depends(_decodes)]
_AS_TOLD = {"x-content-type-options": "nosniff"}
"""Whatever a custom command wrote, no browser takes it for a page."""


def routes(files: Files, database: Database, thumbnails: Thumbnails, player: Player, previews: Previews) -> APIRouter:
    """`/api/files`."""
    api = APIRouter()
    api.include_router(_lists(files, database))
    api.include_router(_views(files, database, thumbnails, player, previews))
    return api


def _lists(files: Files, database: Database) -> APIRouter:
    """Found, added up, protected, deleted."""
    api = APIRouter(prefix="/api/files", tags=["files"])

    @api.get("")
    async def list_files(
        *,
        session: Reading,
        caller: Reader,
        wanted: Annotated[Wanted, Depends(_wanted)],
        request: Request,
        response: Response,
        sort: Sort = "-startedAt",
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[FileAnswer]:
        """Recorded files, the newest first unless said otherwise."""
        order = Order(cast(Key, sort.removeprefix("-")), descending=sort.startswith("-"))
        found = await files.page(session, wanted, limit + 1, _place_in(order, after), order)
        rows = found[:limit]
        link_next(request, response, cursor(*_spelled(order.place(rows[-1]))) if len(found) > limit else None)
        return [files.answer(file) for file in rows]

    @api.get("/summary")
    async def summarize_files(
        session: Reading, caller: Reader, wanted: Annotated[Wanted, Depends(_wanted)], timezone: Zone = "UTC"
    ) -> FilesSummary:
        """How many files there are and how much they hold: by the local day on which they begin, and by job."""
        try:
            zone = zone_named(timezone)
        except ValueError as error:
            raise Invalid(Fault("timezone", str(error), "a name such as Europe/Paris")) from error
        return summary_of(await files.sums(session, wanted, zone))

    @api.post("/delete")
    async def delete_files(caller: Deleter, wish: FilesToDelete) -> DeletedFiles:
        """Delete several files, from their disks too. Those that cannot be are told, and the others go."""
        return deletion_of(await files.delete_many(database, caller, wish.ids))

    @api.post("/protect")
    async def protect_files(caller: Protector, session: Writing, wish: FilesToProtect) -> list[FileAnswer]:
        """Keep several files from being deleted until that is lifted, or lift it; those of them that there are."""
        return [files.answer(file) for file in await files.protect(session, caller, wish.ids, protected=wish.protected)]

    @api.put("/{file_id}/protect")
    async def protect_file(caller: Protector, session: Writing, file_id: str) -> FileAnswer:
        """Keep it from being deleted, by retention and by people, until that is lifted."""
        return await _protected(session, caller, file_id, protected=True)

    @api.delete("/{file_id}/protect")
    async def unprotect_file(caller: Protector, session: Writing, file_id: str) -> FileAnswer:
        """Lift its protection."""
        return await _protected(session, caller, file_id, protected=False)

    async def _protected(session: Session, caller: Caller, file_id: str, *, protected: bool) -> FileAnswer:
        for file in await files.protect(session, caller, [file_id], protected=protected):
            return files.answer(file)
        raise FileNotFound(file_id)

    @api.delete("/{file_id}", status_code=204)
    async def delete_file(caller: Deleter, file_id: str) -> None:
        """Delete it, from its disk too."""
        await files.delete(database, caller, file_id)

    return api


def _views(files: Files, database: Database, thumbnails: Thumbnails, player: Player, previews: Previews) -> APIRouter:
    """One of them looked at, played, downloaded."""
    api = APIRouter(prefix="/api/files", tags=["files"])

    @api.get("/{file_id}")
    async def get_file(caller: Reader, file_id: str, can: Decodes) -> FileDetail:
        """One file, with what it consists of and how this browser gets to play it."""
        file = await _file(files, database, file_id)
        try:
            facts = await player.looks.of(file)
        except (NotPlayable, FileGone, RootProblem):
            facts = None
        return detail_of(files.answer(file), file, facts, can)

    @api.get("/{file_id}/play", response_class=FileResponse)
    async def play_file(
        caller: Reader,
        request: Request,
        file_id: str,
        can: Decodes,
        at: Annotated[float, Query(ge=0, le=MOST_SECONDS, description="Where to begin what is encoded, seconds.")] = 0,
    ) -> Response:
        """
        The file as a browser plays it: as it is or in another container, in ranges; or encoded while it is sent.

        `content` gives the original. Over the limit of simultaneous encodings it answers 429 with `Retry-After`.
        """
        file = await _file(files, database, file_id)
        played = await player.play(file, can, at, request.is_disconnected)
        if isinstance(played, Stream):
            return _Following(played, media_type="video/mp4", headers={"cache-control": "no-store", **_AS_TOLD})
        return await _sent(request, played.path, media_type=played.media_type, name=played.name, disposition="inline")

    @api.head("/{file_id}/content", include_in_schema=False)
    @api.get("/{file_id}/content", response_class=FileResponse)
    async def get_content(
        caller: Reader,
        request: Request,
        file_id: str,
        download: Annotated[bool, Query(description="Whether a browser shall save it.")] = False,
    ) -> Response:
        """The file itself, whole or in ranges."""
        place = await files.place(await _file(files, database, file_id))
        return await _sent(
            request,
            place.path,
            media_type=place.media_type,
            name=place.name,
            disposition="attachment" if download else "inline",
        )

    @api.head("/{file_id}/thumbnail", include_in_schema=False)
    @api.get("/{file_id}/thumbnail", response_class=FileResponse)
    async def get_thumbnail(caller: Reader, request: Request, file_id: str) -> Response:
        """A JPEG of it, at most 320 pixels wide."""
        picture = await thumbnails.of(await _file(files, database, file_id))
        return await _sent(request, picture, media_type="image/jpeg", name=f"{file_id}.jpg", disposition="inline")

    @api.get("/{file_id}/previews")
    async def get_previews(caller: Reader, file_id: str) -> PreviewAnswer:
        """What the strip of small pictures of a video shows."""
        told, _ = await previews.of(await _file(files, database, file_id))
        shown = {name: told[name] for name in ("width", "height", "columns", "instants")}
        return PreviewAnswer(url=f"/api/files/{file_id}/previews.jpg", **shown)

    @api.get("/{file_id}/previews.jpg", response_class=FileResponse)
    async def get_preview_pictures(caller: Reader, request: Request, file_id: str) -> Response:
        """The strip itself, a JPEG."""
        _, picture = await previews.of(await _file(files, database, file_id))
        return await _sent(request, picture, media_type="image/jpeg", name=f"{file_id}.jpg", disposition="inline")

    return api


class _Following(StreamingResponse):
    """What is being made, until it is made or its reader has left; left it is, however this ends."""

    def __init__(self, stream: Stream, **more: Any) -> None:
        super().__init__(aiter(stream), **more)
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._stream.close()


async def _file(files: Files, database: Database, file_id: str) -> File:
    """In a transaction of its own: sending a film takes longer than one should be open."""
    async with database.read() as session:
        return await files.get(session, file_id)


async def _sent(request: Request, path: Path, *, media_type: str, name: str, disposition: str) -> Response:
    """A file with validators: ranges and `If-Range` are the response's own, `If-None-Match` is answered here."""
    stat: stat_result = await anyio.to_thread.run_sync(path.stat)
    response = FileResponse(
        path,
        headers={"cache-control": "private, max-age=86400, immutable", **_AS_TOLD},
        media_type=media_type,
        filename=name,
        stat_result=stat,
        content_disposition_type=disposition,
    )
    tag = response.headers["etag"]
    known = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        kept = {name: response.headers[name] for name in ("etag", "cache-control", "last-modified")}
        return Response(status_code=304, headers=kept)
    return response


def _place_in(order: Order, after: str | None) -> tuple[Any, str] | None:
    """Where the former page ended; 422 when the word is of another list."""
    if order.key == "startedAt":
        return instant_and_id(after)
    keys = keys_of(after, 2)
    if keys is None:
        return None
    if not isinstance(keys[0], str if order.key == "path" else (int, float)) or not isinstance(keys[1], str):
        raise no_place()
    return keys[0], keys[1]


def _spelled(place: tuple[Any, str]) -> tuple[Any, str]:
    at, file_id = place
    return (at.isoformat() if isinstance(at, datetime) else at), file_id


def _wanted(
    *,
    job_id: Annotated[str | None, Query(alias="jobId")] = None,
    camera_id: Annotated[str | None, Query(alias="cameraId")] = None,
    since: Annotated[AwareDatetime | None, Query(alias="from", description="Those that go on after it.")] = None,
    until: Annotated[AwareDatetime | None, Query(alias="to", description="Those that begin before it.")] = None,
    file_format: Annotated[str | None, Query(alias="format")] = None,
    kind: FileKind | None = None,
    protected: bool | None = None,
    q: Annotated[str | None, Query(description="Part of a path, or of the name of a job or a camera.")] = None,
    run_id: Annotated[str | None, Query(alias="runId")] = None,
) -> Wanted:
    return Wanted(job_id, camera_id, since, until, file_format, kind, protected, q, run_id)
