"""Cameras over HTTP."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from regie.camcron.cameras.connectivity import Connectivity
from regie.camcron.cameras.schemas import (
    CameraAfterChange,
    CameraAnswer,
    CameraChange,
    CameraFields,
    CameraState,
    CameraTest,
    FilesGoing,
    FilesToo,
    NewCamera,
    Protocol,
    TestAnswer,
)
from regie.camcron.cameras.service import Cameras
from regie.camcron.cameras.streams import also_wrong
from regie.kernel.db import Database
from regie.kernel.http.deps import Caller, Reading, Writing, allow
from regie.kernel.http.problems import second_look
from regie.kernel.http.ranks import ranked
from regie.kernel.wire import dumps

Sort = Literal["name", "-name", "state", "-lastSeenAt", "lastSeenAt", "-createdAt", "createdAt"]
second_look(CameraFields, also_wrong)
Reader = Annotated[Caller, allow("cameras.read")]
Writer = Annotated[Caller, allow("cameras.write")]
Tester = Annotated[Caller, allow("cameras.test")]


def routes(cameras: Cameras, connectivity: Connectivity, database: Database) -> APIRouter:
    """`/api/cameras`."""
    api = APIRouter(prefix="/api/cameras", tags=["cameras"])
    _reading(api, cameras)
    _changing(api, cameras)
    _testing(api, connectivity, database)
    return api


def _reading(api: APIRouter, cameras: Cameras) -> None:
    """What there is."""

    @api.get("")
    async def list_cameras(
        caller: Reader,
        session: Reading,
        state: CameraState | None = None,
        tag: str | None = None,
        site_id: Annotated[str | None, Query(alias="siteId")] = None,
        protocol: Protocol | None = None,
        enabled: bool | None = None,
        q: Annotated[str | None, Query(description="Part of a name, of an id or of a location.")] = None,
        sort: Sort = "name",
    ) -> list[CameraAnswer]:
        """All cameras, by name."""
        answers = await cameras.answers(session, await cameras.all(session))
        wanted = (q or "").casefold()
        found = [
            answer
            for answer in answers
            if state in (None, answer.state)
            and (tag is None or tag in answer.tags)
            and site_id in (None, answer.site_id)
            and protocol in (None, answer.protocol)
            and enabled in (None, answer.enabled)
            and wanted in f"{answer.name} {answer.id} {answer.location or ''}".casefold()
        ]
        return ranked(
            ranked(found, "name", name=lambda each: (each.name.casefold(), each.id)),
            sort,
            name=lambda each: (each.name.casefold(), each.id),
            state=lambda each: each.state,
            lastSeenAt=lambda each: each.last_seen_at,
            createdAt=lambda each: each.created_at,
        )

    @api.get("/{camera_id}")
    async def get_camera(caller: Reader, session: Reading, camera_id: str) -> CameraAnswer:
        """One camera."""
        return await cameras.answer(session, await cameras.get(session, camera_id))


def _changing(api: APIRouter, cameras: Cameras) -> None:
    """What administrators do."""

    @api.post("", status_code=201)
    async def add_camera(caller: Writer, session: Writing, new: NewCamera, response: Response) -> CameraAnswer:
        """Add a camera. Credentials may stand inside of its addresses or beside them; they are never shown again."""
        answer = await cameras.answer(session, await cameras.create(session, caller, new))
        response.headers["location"] = f"/api/cameras/{answer.id}"
        return answer

    @api.put("/{camera_id}")
    async def change_camera(
        caller: Writer, session: Writing, camera_id: str, change: CameraChange
    ) -> CameraAfterChange:
        """Replace what a camera is; says which jobs restart because of it."""
        camera = await cameras.change(session, caller, camera_id, change)
        restarts = await cameras.restarting(session, camera)
        answer = await cameras.answer(session, camera)
        return CameraAfterChange(**answer.model_dump(), restarts=restarts)

    @api.delete("/{camera_id}", status_code=204, responses={202: {"model": FilesGoing}})
    async def delete_camera(
        *,
        caller: Writer,
        session: Writing,
        camera_id: str,
        cascade: Annotated[
            bool, Query(description="Whether its jobs are deleted too; without, they are a 409.")
        ] = False,
        files: Annotated[FilesToo, Query(description="What becomes of what it recorded.")] = "keep",
    ) -> Response:
        """
        Delete a camera. With jobs it is refused unless `cascade=true`.

        Its files are kept under its former name and age on, or are deleted in the background; the answer is a 202 then.
        """
        return _deleted(await cameras.delete(session, caller, camera_id, cascade=cascade, files=files))


def _testing(api: APIRouter, connectivity: Connectivity, database: Database) -> None:
    """Whether it answers."""

    @api.post("/{camera_id}/test")
    async def test_camera(caller: Tester, camera_id: str, wanted: CameraTest | None = None) -> TestAnswer:
        """Connect to its streams now, and tell what they are or why they are not."""
        return await connectivity.test(database, camera_id, wanted.stream if wanted else None)


def _deleted(going: FilesGoing | None) -> Response:
    if going is None:
        return Response(status_code=204)
    return Response(dumps(going), status_code=202, media_type="application/json")
