"""Lists of cameras and replacements over HTTP."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import ValidationError
from starlette.requests import Request

from regie.camcron.cameras.service import Cameras
from regie.camcron.enrolment.replacing import Replacing
from regie.camcron.enrolment.schemas import (
    CameraChangeAnswer,
    CameraList,
    CameraTrial,
    CameraTried,
    Defaults,
    ListAnswer,
    Replaced,
    Replacement,
)
from regie.camcron.enrolment.service import Enrolment
from regie.camcron.enrolment.sheet import Line, read, with_defaults
from regie.camcron.enrolment.trying import Trying
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller, Reading, allow
from regie.kernel.http.problems import faults_of
from regie.kernel.http.ranks import ByTime

Reader = Annotated[Caller, allow("cameras.read")]
Writer = Annotated[Caller, allow("cameras.write")]
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "text/csv": {
                "schema": {"type": "string"},
                "example": "name,main,user,password\nGate,rtsp://10.0.0.11/1,a,b",
            },
            "application/json": {
                "schema": {
                    "type": "object",
                    "description": "Either `csv` or `cameras`; `defaults` count for whoever says nothing else.",
                    "properties": {
                        "csv": {"type": "string"},
                        "cameras": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
                        "defaults": {"type": "object", "additionalProperties": True},
                    },
                },
                "example": {
                    "csv": "name,main\nGate,rtsp://10.0.0.11/1",
                    "defaults": {"credentials": {"username": "admin", "password": "…"}, "siteId": "default"},
                },
            },
        },
    }
}


def routes(enrolment: Enrolment, replacing: Replacing, trying: Trying, cameras: Cameras) -> APIRouter:
    """`/api/cameras/import`, `/api/cameras/try`, `/api/cameras/{id}/replace`, `/api/cameras/{id}/changes`."""
    api = APIRouter(prefix="/api/cameras", tags=["cameras"])

    @api.post("/try")
    async def try_camera(caller: Writer, trial: CameraTrial) -> CameraTried:
        """Look at addresses before they are stored: what they are with a first picture, or why nothing comes."""
        return await trying.try_out(trial)

    @api.post("/import", openapi_extra=_BODY)
    async def import_cameras(
        caller: Writer,
        request: Request,
        dry_run: Annotated[bool, Query(alias="dryRun", description="Only tell what would be made.")] = True,
        partial: Annotated[bool, Query(description="Add the lines that are right although others are wrong.")] = False,
        test: Annotated[bool, Query(description="Look at each that was added, in the background.")] = False,
    ) -> ListAnswer:
        """
        Add cameras from a table (`text/csv`), or from JSON with credentials for all of them.

        Nothing is stored unless `dryRun=false`; passwords are never shown again. A camera whose main address is there
        already is left alone, so the same list may be sent again.
        """
        lines = _lines(request.headers.get("content-type", ""), await request.body())
        told, task = await enrolment.enrol(caller, lines, dry_run=dry_run, partial=partial, test=test)
        count = {result: sum(each.result == result for each in told) for result in ("new", "added", "exists", "faulty")}
        return ListAnswer(
            dry_run=dry_run,
            added=count["new"] + count["added"],
            existing=count["exists"],
            faulty=count["faulty"],
            lines=told,
            task_id=task,
        )

    @api.post("/{camera_id}/replace")
    async def replace_camera(caller: Writer, camera_id: str, by: Replacement) -> Replaced:
        """Another device takes this camera's place: its id, jobs, files and history stay. Refused unless it answers."""
        return await replacing.replace(caller, camera_id, by)

    @api.get("/{camera_id}/changes")
    async def list_changes(
        caller: Reader, session: Reading, camera_id: str, sort: ByTime = "newest"
    ) -> list[CameraChangeAnswer]:
        """When this camera became another device, newest first."""
        camera = await cameras.get(session, camera_id)
        rows = [CameraChangeAnswer.model_validate(row) for row in await enrolment.changes(session, camera)]
        return rows if sort == "newest" else rows[::-1]

    return api


def _lines(content_type: str, body: bytes) -> list[Line]:
    if content_type.partition(";")[0].strip().lower() == "text/csv":
        return _table(_text(body), Defaults())
    try:
        sent = CameraList.model_validate(json.loads(body))
    except ValidationError as error:
        raise Invalid(faults_of(error.errors(), CameraList)) from None
    except (ValueError, RecursionError):
        expected = "text/csv, or an object sent with «Content-Type: application/json»"
        raise Invalid(Fault("", "the body is neither a table nor valid JSON", expected)) from None
    if sent.csv is not None:
        return _table(sent.csv, sent.defaults)
    defaults = _plain(sent.defaults)
    held = sent.cameras or []
    return [Line(number, with_defaults(fields, defaults)) for number, fields in enumerate(held, start=1)]


def _table(text: str, defaults: Defaults) -> list[Line]:
    lines, faults = read(text, _plain(defaults))
    if faults:
        raise Invalid(faults)
    return lines


def _plain(defaults: Defaults) -> dict[str, Any]:
    return defaults.model_dump(by_alias=True, exclude_unset=True)


def _text(body: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid(Fault("", "the table is no text that could be read", "UTF-8"))
