"""
Use cases of enrolment: a list of cameras added as one, and a camera that becomes another device.

A list is all or nothing unless it is asked for line by line; a dry run does everything in a transaction that is then
undone, so what it says is what would happen.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select

from regie.camcron.cameras.addresses import Address, WrongAddressError
from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.schemas import CameraChange, NewCamera
from regie.camcron.cameras.service import Cameras
from regie.camcron.enrolment.models import CameraChangeRow
from regie.camcron.enrolment.schemas import LineFault, LineResult, ListedCamera
from regie.camcron.enrolment.sheet import Line
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.errors import Conflict, Fault, Invalid
from regie.kernel.http.deps import Caller
from regie.kernel.http.problems import faults_of
from regie.kernel.ids import new_id
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.service import Notices
from regie.kernel.tasks import Tasks

TEST = "cam.cameras.test"
MOST_FAULTS = 100


class _Undo(Exception):
    """Nothing of this transaction shall stay."""


def _undo_if(unwanted: bool) -> None:
    if unwanted:
        raise _Undo


class Enrolment:
    """Adds many, and marks replacements."""

    def __init__(self, database: Database, clock: Clock, cameras: Cameras, notices: Notices, tasks: Tasks) -> None:
        self._database = database
        self._clock = clock
        self._cameras = cameras
        self._notices = notices
        self._tasks = tasks

    async def enrol(
        self, caller: Caller, lines: Sequence[Line], *, dry_run: bool, partial: bool, test: bool
    ) -> tuple[list[ListedCamera], str | None]:
        """What becomes of each line, and the task that tests them. Without `partial` one wrong line adds none."""
        told: list[ListedCamera] = []
        task = None
        try:
            async with self._database.write() as session:
                told, added = await self._add(session, caller, lines, "new" if dry_run else "added")
                _undo_if(dry_run or (not partial and any(each.result == "faulty" for each in told)))
                if test and added:
                    task = await self._tasks.enqueue(session, TEST, {"cameras": [camera.id for camera in added]})
        except _Undo:
            if not dry_run:
                raise Invalid(_faults(told)[:MOST_FAULTS]) from None
        return told, task

    async def mark_replaced(
        self, session: Session, caller: Caller, camera: Camera, change: CameraChange, *, forced: bool
    ) -> Camera:
        """The camera is another device from now on; its id, jobs, files and history stay."""
        before = {"streams": camera.streams, "model": camera.model}
        camera = await self._cameras.change(session, caller, camera.slug, change)
        camera.reachable = camera.reachable_code = camera.reachable_reason = camera.reachable_since = None
        after = {"streams": camera.streams, "model": camera.model}
        session.add(
            CameraChangeRow(
                id=new_id(), camera_id=camera.id, at=self._clock.now(), kind="replaced", before=before, after=after,
                by=caller.name, forced=forced,
            )
        )  # fmt: skip
        text = f"The camera «{camera.name}» was replaced by another device."
        data = {"by": caller.name, "replaced": True}
        await self._notices.tell(session, Happening("cameraChanged", text, camera_id=camera.id, data=data))
        return camera

    async def changes(self, session: Session, camera: Camera) -> Sequence[CameraChangeRow]:
        """Its replacements, newest first."""
        found = await session.scalars(
            select(CameraChangeRow).where(CameraChangeRow.camera_id == camera.id).order_by(CameraChangeRow.at.desc())
        )
        return found.all()

    # -- inside --------------------------------------------------------------------------------------------------

    async def _add(
        self, session: Session, caller: Caller, lines: Sequence[Line], result: LineResult
    ) -> tuple[list[ListedCamera], list[Camera]]:
        held = {camera.streams.get("main"): camera for camera in await self._cameras.all(session)}
        held.pop(None, None)
        told: list[ListedCamera] = []
        added: list[Camera] = []
        for line in lines:
            existing = held.get(_plain_main(line.fields))
            if existing is not None and not line.faults:
                told.append(_told(line, "exists", existing.slug, existing.name, existing.streams))
                continue
            try:
                new = _new(line)
                camera = await self._cameras.create(session, caller, new)
            except (Invalid, Conflict) as error:
                told.append(_told(line, "faulty", None, _name(line.fields), {}, _of(error)))
                continue
            added.append(camera)
            held[camera.streams.get("main")] = camera
            told.append(_told(line, result, camera.slug, camera.name, camera.streams))
        return told, added


def _new(line: Line) -> NewCamera:
    if line.faults:
        raise Invalid(line.faults)
    try:
        return NewCamera.model_validate(line.fields)
    except ValidationError as error:
        raise Invalid(faults_of(error.errors(), NewCamera)) from None


def _of(error: Invalid | Conflict) -> list[Fault]:
    return list(error.faults) if isinstance(error, Invalid) else [Fault("id", str(error), "another one")]


def _plain_main(fields: Mapping[str, Any]) -> str | None:
    """The main address without its credentials; nothing when there is none that can be read."""
    streams = fields.get("streams")
    try:
        return Address.parse(str(streams["main"])).plain if isinstance(streams, dict) and "main" in streams else None
    except WrongAddressError:
        return None


def _name(fields: Mapping[str, Any]) -> str | None:
    name = fields.get("name")
    return name[:200] if isinstance(name, str) else None


def _told(
    line: Line,
    result: LineResult,
    slug: str | None,
    name: str | None,
    streams: Mapping[str, str],
    faults: Sequence[Fault] = (),
) -> ListedCamera:
    wrong = [LineFault(path=fault.path, message=fault.message, expected=fault.expected) for fault in faults]
    return ListedCamera(line=line.number, result=result, id=slug, name=name, streams=dict(streams), faults=wrong)


def _faults(told: Sequence[ListedCamera]) -> list[Fault]:
    return [
        Fault(f"lines.{each.line}.{fault.path}".rstrip("."), fault.message, fault.expected)
        for each in told
        for fault in each.faults
    ]
