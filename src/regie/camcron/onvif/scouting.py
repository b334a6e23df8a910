"""
Asking devices, outside of any transaction, and keeping what they said.

Discovery hears whoever answers; devices at addresses that no camera of ours has are then asked for their serial number
without signing in, which many refuse and some answer. Several who look at once share one look.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from regie.camcron.cameras.addresses import hosts_of
from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.schemas import NewCamera
from regie.camcron.cameras.service import Cameras
from regie.camcron.onvif.bridge import Bridge, Contact
from regie.camcron.onvif.errors import DeviceFailed, NotADevice
from regie.camcron.onvif.models import CameraDevice
from regie.camcron.onvif.recognise import Known, Met, Recognised, chosen, recognise
from regie.camcron.onvif.schemas import NewOnvifCamera
from regie.camcron.onvif.service import Devices
from regie.kernel.db import Database, Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.service import Notices

INSPECT = 20.0
WHO = 4.0
"""Seconds for one who is asked without signing in."""
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A device that answered, and the camera of ours that it is."""

    told: dict[str, Any]
    camera: Camera | None
    moved: bool


class Scouting:
    """Finds and inspects."""

    def __init__(
        self, database: Database, bridge: Bridge, cameras: Cameras, devices: Devices, notices: Notices
    ) -> None:
        self._database = database
        self._bridge = bridge
        self._cameras = cameras
        self._devices = devices
        self._notices = notices
        self._room = asyncio.Semaphore(AT_ONCE)

    async def discover(self, seconds: float) -> list[Found]:
        """Who answers within so many seconds; cameras of ours at other addresses are noted and told."""
        answered: list[dict[str, Any]] = await self._bridge.ask("seek", patience=seconds + 10, seconds=seconds)
        async with self._database.read() as session:
            known = await self._devices.known(session)
        ours = {host for _, each in known for host in each.hosts}
        told = await asyncio.gather(*(self._identified(each, each["host"] in ours) for each in answered))
        cameras = {camera.id: camera for camera, _ in known}
        found = [(each, _met(each), recognise(_met(each), [held for _, held in known])) for each in told]
        await self._note((met, who) for _, met, who in found if who is not None)
        return [Found(each, cameras[who.camera_id] if who else None, bool(who and who.moved)) for each, _, who in found]

    async def inspect(self, contact: Contact) -> dict[str, Any]:
        """What a device is and offers, and which of its profiles would be `main` and `sub`."""
        told: dict[str, Any] = await self._bridge.ask("inspect", contact, patience=INSPECT)
        main, sub = chosen(told["profiles"])
        return told | {"main": main, "sub": sub}

    async def add(self, caller: Caller, new: NewOnvifCamera) -> tuple[Camera, CameraDevice]:
        """A camera made of what a device offers."""
        sent = new.credentials
        contact = Contact(new.host, new.port, sent.username if sent else "", (sent.password if sent else "") or "")
        facts = await self.inspect(contact)
        fields = camera_of(new, facts)
        async with self._database.write() as session:
            camera = await self._cameras.create(session, caller, fields)
            return camera, await self._devices.keep(session, camera, new.host, new.port, facts)

    async def attach(self, camera_id: str, host: str | None, port: int) -> tuple[Camera, CameraDevice]:
        """Ask a camera that there is what it is as a device, with its own credentials."""
        async with self._database.read() as session:
            camera = await self._cameras.get(session, camera_id)
        where = (host or sorted(hosts_of(camera.streams))[0]).lower()
        if where not in hosts_of(camera.streams):
            own = " or ".join(sorted(hosts_of(camera.streams)))
            raise Invalid(Fault("host", "is none of the camera's own addresses", own))
        facts = await self.inspect(self._devices.contact(camera, where, port))
        async with self._database.write() as session:
            camera = await self._cameras.get(session, camera_id)
            if where not in hosts_of(camera.streams):
                raise NotADevice(camera.slug)
            return camera, await self._devices.keep(session, camera, where, port, facts)

    # -- inside --------------------------------------------------------------------------------------------------

    async def _identified(self, told: dict[str, Any], ours: bool) -> dict[str, Any]:
        told = {"manufacturer": None, "serial": None, **told}
        if ours:
            return told
        try:
            async with self._room:
                who = await self._bridge.ask("identify", Contact(told["host"], told["port"]), patience=WHO)
        except DeviceFailed:
            return told
        return told | {name: who[name] or told[name] for name in ("manufacturer", "model", "serial")}

    async def _note(self, met: Iterable[tuple[Met, Recognised]]) -> None:
        async with self._database.write() as session:
            for device, who in met:
                if await self._devices.met(session, who.camera_id, device, moved=who.moved):
                    await self._tell(session, who.camera_id, device)

    async def _tell(self, session: Session, camera_id: str, met: Met) -> None:
        camera = (await self._cameras.by_ids(session, [camera_id]))[camera_id]
        text = f"The camera «{camera.name}» was met at another address: {met.host}."
        data = {"seenHost": met.host, "seenPort": met.port, "offer": "replace"}
        await self._notices.tell(session, Happening("cameraChanged", text, camera_id=camera_id, data=data))


def camera_of(new: NewOnvifCamera, facts: dict[str, Any]) -> NewCamera:
    """What is to be added: its streams from the profiles that were chosen, its names from what the device says."""
    profiles = {profile["id"]: profile for profile in facts["profiles"] if profile["url"]}
    for field, wanted in (("mainProfile", new.main_profile), ("subProfile", new.sub_profile)):
        if wanted is not None and wanted not in profiles:
            raise Invalid(Fault(field, f"the device offers no profile «{wanted}»", " or ".join(profiles) or None))
    main, sub = new.main_profile or facts["main"], new.sub_profile or facts["sub"]
    if main is None:
        raise DeviceFailed("noVideo", "The device offers no stream.")
    streams = {"main": profiles[main]["url"]}
    if sub is not None and sub != main:
        streams["sub"] = profiles[sub]["url"]
    if profiles[main]["snapshotUrl"]:
        streams["snapshot"] = profiles[main]["snapshotUrl"]
    called = " ".join(part for part in (facts["manufacturer"], facts["model"]) if part)[:200]
    given: dict[str, Any] = {"credentials": new.credentials} if new.credentials is not None else {}
    return NewCamera(
        id=new.id, name=new.name or called or new.host, streams=streams, protocol="onvif", model=called or None,
        site_id=new.site_id, tags=new.tags, location=new.location, max_connections=new.max_connections,
        enabled=new.enabled, **given,
    )  # fmt: skip


def _met(told: dict[str, Any]) -> Met:
    macs = frozenset({told["mac"]} if told["mac"] else ())
    return Met(told["host"], told["port"], told["endpoint"], macs, told["serial"], told["model"])


__all__ = ["Found", "Known", "Scouting", "camera_of"]
