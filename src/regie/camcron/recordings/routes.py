"""Recorded files over HTTP: the list, each of them whole or in ranges, a small picture, deletion."""

from os import stat_result
from pathlib import Path
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from regie.camcron.recordings.models import File
from regie.camcron.recordings.schemas import FileAnswer
from regie.camcron.recordings.service import Files, Wanted
from regie.camcron.recordings.thumbnails import Thumbnails
from regie.kernel.db import Database
from regie.kernel.http.deps import Caller, Reading, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, instant_and_id, link_next

Reader = Annotated[Caller, allow("files.read")]
Deleter = Annotated[Caller, allow("files.delete")]
_AS_TOLD = {"x-content-type-options": "nosniff"}
"""Whatever a custom command wrote, no browser takes it for a page."""


def routes(files: Files, database: Database, thumbnails: Thumbnails) -> APIRouter:
    """`/api/files`."""
    api = APIRouter(prefix="/api/files", tags=["files"])

    @api.get("")
    async def list_files(
        *,
        session: Reading,
        caller: Reader,
        wanted: Annotated[Wanted, Depends(_wanted)],
        request: Request,
        response: Response,
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[FileAnswer]:
        """Recorded files, the newest first."""
        found = await files.page(session, wanted, limit + 1, instant_and_id(after))
        rows = found[:limit]
        last = rows[-1] if len(found) > limit else None
        link_next(request, response, cursor(last.started_at.isoformat(), last.id) if last else None)
        return [files.answer(file) for file in rows]

    @api.get("/{file_id}")
    async def get_file(session: Reading, caller: Reader, file_id: str) -> FileAnswer:
        """One file."""
        return files.answer(await files.get(session, file_id))

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

    @api.delete("/{file_id}", status_code=204)
    async def delete_file(caller: Deleter, file_id: str) -> None:
        """Delete it, from its disk too."""
        await files.delete(database, caller, file_id)
        await thumbnails.forget(file_id)

    return api


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


def _wanted(
    *,
    job_id: Annotated[str | None, Query(alias="jobId")] = None,
    camera_id: Annotated[str | None, Query(alias="cameraId")] = None,
    since: Annotated[AwareDatetime | None, Query(alias="from", description="Starting at or after.")] = None,
    until: Annotated[AwareDatetime | None, Query(alias="to", description="Starting before.")] = None,
    file_format: Annotated[str | None, Query(alias="format")] = None,
) -> Wanted:
    return Wanted(job_id, camera_id, since, until, file_format)
