"""Discovery, devices and PTZ over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Response

from regie.camcron.cameras.service import Cameras
from regie.camcron.onvif.bridge import Bridge, Contact
from regie.camcron.onvif.errors import DeviceFailed, PresetNotFound
from regie.camcron.onvif.pilot import PATIENCE, Head, Pilot
from regie.camcron.onvif.schemas import (
    AttachDevice,
    CameraWithDevice,
    DeviceAddress,
    DeviceAnswer,
    Discovered,
    Discoveries,
    Discovery,
    Inspected,
    Move,
    NewOnvifCamera,
    NewPreset,
    Position,
    Preset,
)
from regie.camcron.onvif.scouting import Found, Scouting
from regie.camcron.onvif.service import Devices
from regie.kernel.db import Database
from regie.kernel.http.deps import Caller, Reading, allow

Reader = Annotated[Caller, allow("cameras.read")]
Writer = Annotated[Caller, allow("cameras.write")]
Mover = Annotated[Caller, allow("ptz.move")]


def routes(scouting: Scouting, devices: Devices, cameras: Cameras, database: Database) -> APIRouter:
    """`/api/cameras/discover`, `/api/cameras/onvif`, `/api/cameras/{id}/device`."""
    api = APIRouter(prefix="/api/cameras", tags=["onvif"])

    @api.post("/discover")
    async def discover(caller: Writer, wanted: Discovery | None = None) -> Discoveries:
        """Ask the network who is an ONVIF device; says which are cameras of ours, also at new addresses."""
        found = await scouting.discover((wanted or Discovery()).seconds)
        return Discoveries(devices=[_discovered(each) for each in found])

    @api.post("/onvif/inspect")
    async def inspect(caller: Writer, where: DeviceAddress) -> Inspected:
        """What a device is and which streams it offers; nothing is stored."""
        sent = where.credentials
        contact = Contact(where.host, where.port, sent.username if sent else "", (sent.password if sent else "") or "")
        return Inspected.model_validate(await scouting.inspect(contact))

    @api.post("/onvif", status_code=201)
    async def add_onvif_camera(caller: Writer, new: NewOnvifCamera, response: Response) -> CameraWithDevice:
        """Add a camera from what its device offers: streams `main`, `sub` and `snapshot`, names, facts."""
        camera, device = await scouting.add(caller, new)
        response.headers["location"] = f"/api/cameras/{camera.slug}"
        async with database.read() as session:
            answer = await cameras.answer(session, camera)
        return CameraWithDevice(**answer.model_dump(), device=devices.answer(camera, device))

    @api.get("/{camera_id}/device")
    async def get_device(caller: Reader, session: Reading, camera_id: str) -> DeviceAnswer:
        """What the camera's device said of itself when it was last asked."""
        return devices.answer(*await devices.get(session, camera_id))

    @api.post("/{camera_id}/device")
    async def attach_device(caller: Writer, camera_id: str, where: AttachDevice | None = None) -> DeviceAnswer:
        """Ask the device at the camera's address what it is, with the camera's credentials; then it can be moved."""
        asked = where or AttachDevice()
        return devices.answer(*await scouting.attach(camera_id, asked.host, asked.port))

    return api


def ptz_routes(devices: Devices, bridge: Bridge, pilot: Pilot, database: Database) -> APIRouter:
    """`/api/cameras/{id}/ptz`."""
    api = APIRouter(prefix="/api/cameras/{camera_id}/ptz", tags=["ptz"])

    async def head_of(camera_id: str) -> Head:
        async with database.read() as session:
            return await devices.head(session, camera_id)

    async def ask(head: Head, do: str, **words: Any) -> Any:
        return await bridge.ask(do, head.contact, patience=PATIENCE, profile=head.profile, **words)

    async def ask_preset(head: Head, do: str, preset: str) -> None:
        try:
            await ask(head, do, preset=preset)
        except DeviceFailed as failed:
            held: list[dict[str, str]] = await ask(head, "presets") if failed.kind == "fault" else []
            if failed.kind == "fault" and preset not in {each["id"] for each in held}:
                raise PresetNotFound(preset) from failed
            raise

    @api.post("", status_code=204)
    async def move(caller: Mover, camera_id: str, where: Move) -> None:
        """
        Move the camera.

        A continuous move stops by itself after `seconds`; send it again before, as long as somebody holds the stick.
        """
        await pilot.move(await head_of(camera_id), where)

    @api.get("")
    async def position(caller: Reader, camera_id: str) -> Position:
        """Where it looks, as far as it says so."""
        head = await head_of(camera_id)
        return Position(**await ask(head, "status"), moving=pilot.moves(head.camera_id))

    @api.get("/presets")
    async def presets(caller: Reader, camera_id: str) -> list[Preset]:
        """Places that it remembers."""
        return [Preset(**each) for each in await ask(await head_of(camera_id), "presets")]

    @api.post("/presets", status_code=201)
    async def remember(caller: Mover, camera_id: str, new: NewPreset) -> Preset:
        """Remember where it looks now."""
        return Preset(id=await ask(await head_of(camera_id), "remember", name=new.name), name=new.name)

    @api.delete("/presets/{preset}", status_code=204)
    async def forget(caller: Mover, camera_id: str, preset: str) -> None:
        """Forget a place."""
        await ask_preset(await head_of(camera_id), "forget", preset)

    @api.post("/presets/{preset}/goto", status_code=204)
    async def go(caller: Mover, camera_id: str, preset: str) -> None:
        """Look there."""
        await ask_preset(await head_of(camera_id), "go", preset)

    return api


def _discovered(found: Found) -> Discovered:
    slug = found.camera.slug if found.camera else None
    offer = f"This is the camera «{slug}» at a new address: POST /api/cameras/{slug}/replace." if found.moved else None
    return Discovered(**found.told, camera_id=slug, moved=found.moved, offer=offer)
