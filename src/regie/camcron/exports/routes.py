"""Exports over HTTP: asked for, watched, fetched, deleted; and chosen files as an archive at once."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import ConfigDict, Field
from starlette.responses import FileResponse, StreamingResponse

from regie.camcron.exports.archives import archive_of
from regie.camcron.exports.schemas import ExportAnswer, ExportWish
from regie.camcron.exports.service import Exports
from regie.camcron.recordings.errors import FileNotFound
from regie.camcron.recordings.service import Files
from regie.kernel.db import Database
from regie.kernel.http.deps import Caller, Reading, allow
from regie.kernel.http.pages import DEFAULT_LIMIT, After, Limit, cursor, instant_and_id, link_next
from regie.kernel.http.ranks import ByTime
from regie.kernel.wire import Incoming

Reader = Annotated[Caller, allow("files.read")]
Exporter = Annotated[Caller, allow("files.export")]
_AS_TOLD = {"x-content-type-options": "nosniff"}


class FilesToZip(Incoming):
    """Which files shall come as one archive."""

    ids: Annotated[list[str], Field(min_length=1, max_length=1000, description="Ids of files.")]
    name: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^/\\\x00-\x1f\x7f]+$")] = "files"

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"ids": ["0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11"], "name": "garage"}]}
    )


def routes(exports: Exports, files: Files, database: Database) -> APIRouter:
    """`/api/exports` and `/api/files/zip`."""
    api = APIRouter(tags=["files"])

    @api.post("/api/exports", status_code=202)
    async def add_export(caller: Exporter, wish: ExportWish, response: Response) -> ExportAnswer:
        """Have a span of a job made into one film, or of several into an archive, by a task of the same id."""
        export = await exports.request(caller, wish)
        response.headers["location"] = f"/api/exports/{export.id}"
        return await exports.answer(export)

    @api.get("/api/exports")
    async def list_exports(
        session: Reading,
        caller: Reader,
        request: Request,
        response: Response,
        state: Literal["queued", "running", "done", "failed"] | None = None,
        q: Annotated[str | None, Query(max_length=200, description="Part of a name.")] = None,
        sort: ByTime = "newest",
        limit: Limit = DEFAULT_LIMIT,
        after: After = None,
    ) -> list[ExportAnswer]:
        """Exports, the newest first."""
        found = await exports.page(
            session, limit + 1, instant_and_id(after), state=state, text=q, oldest=sort == "oldest"
        )
        rows = found[:limit]
        last = rows[-1] if len(found) > limit else None
        link_next(request, response, cursor(last.created_at.isoformat(), last.id) if last else None)
        return [await exports.answer(export) for export in rows]

    @api.get("/api/exports/{export_id}")
    async def get_export(caller: Reader, export_id: str) -> ExportAnswer:
        """One export, with how far it has got."""
        return await exports.answer(await exports.get(export_id))

    @api.get("/api/exports/{export_id}/content", response_class=FileResponse)
    async def get_export_content(
        caller: Reader,
        export_id: str,
        download: Annotated[bool, Query(description="Whether a browser shall save it.")] = True,
    ) -> Response:
        """The file that was made, whole or in ranges."""
        place = await exports.place(export_id)
        return FileResponse(
            place.path,
            headers={"cache-control": "private, no-cache", **_AS_TOLD},
            media_type=place.media_type,
            filename=place.name,
            content_disposition_type="attachment" if download else "inline",
        )

    @api.delete("/api/exports/{export_id}", status_code=204)
    async def delete_export(caller: Exporter, export_id: str) -> None:
        """Delete it, or have it not made."""
        await exports.delete(caller, export_id)

    @api.post("/api/files/zip", response_class=StreamingResponse)
    async def zip_files(caller: Exporter, wish: FilesToZip) -> Response:
        """Files as one archive, sent while it is made. All of them, or none: what is not there is an error."""
        async with database.read() as session:
            found = {file.id: file for file in await files.by_ids(session, wish.ids)}
        chosen = []
        for file_id in dict.fromkeys(wish.ids):
            if file_id not in found:
                raise FileNotFound(file_id)
            place = await files.place(found[file_id])
            chosen.append((place.path, f"{found[file_id].job_slug}/{place.name}"))
        archive = await asyncio.to_thread(archive_of, chosen)
        name = wish.name.encode("ascii", "replace").decode().replace('"', "'")
        headers = {
            "content-disposition": f'attachment; filename="{name}.zip"',
            "content-length": str(len(archive)),
            **_AS_TOLD,
        }
        return StreamingResponse(iter(archive), media_type="application/zip", headers=headers)

    return api
