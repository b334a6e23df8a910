"""
Use cases of devices: what cameras are as such, where they were met, how they are reached.

Nothing here speaks to a device: whoever does, does it outside of transactions and brings what it learned.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from regie.camcron.cameras.addresses import hosts_of
from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.service import Cameras
from regie.camcron.onvif.bridge import Contact
from regie.camcron.onvif.errors import NoPtz, NotADevice
from regie.camcron.onvif.models import CameraDevice
from regie.camcron.onvif.pilot import Head
from regie.camcron.onvif.recognise import Known, Met
from regie.camcron.onvif.schemas import DeviceAnswer
from regie.kernel.clock import Clock
from regie.kernel.db import Session

_FACTS = ("manufacturer", "model", "firmware", "serial")


class Devices:
    """Every method works inside of the caller's transaction."""

    def __init__(self, clock: Clock, cameras: Cameras) -> None:
        self._clock = clock
        self._cameras = cameras

    async def find(self, session: Session, camera: Camera) -> CameraDevice | None:
        """The camera's device, if it is still where the camera's streams are."""
        device = await session.get(CameraDevice, camera.id)
        return device if device is not None and device.host in hosts_of(camera.streams) else None

    async def get(self, session: Session, camera_id: str) -> tuple[Camera, CameraDevice]:
        """A camera (by slug or UUID) and its device."""
        camera = await self._cameras.get(session, camera_id)
        device = await self.find(session, camera)
        if device is None:
            raise NotADevice(camera.slug)
        return camera, device

    async def head(self, session: Session, camera_id: str) -> Head:
        """What is moved when this camera is."""
        camera, device = await self.get(session, camera_id)
        if not device.ptz or device.profile is None:
            raise NoPtz(camera.slug)
        return Head(camera.id, self.contact(camera, device.host, device.port), device.profile)

    def contact(self, camera: Camera, host: str, port: int) -> Contact:
        """How it is reached; its credentials only go to its own hosts."""
        if host.lower() not in hosts_of(camera.streams):
            return Contact(host, port)
        known = self._cameras.keyring(camera).camera
        return Contact(host, port, known.username, known.password)

    async def keep(
        self,
        session: Session,
        camera: Camera,
        host: str,
        port: int,
        facts: Mapping[str, Any],
        endpoint: str | None = None,
    ) -> CameraDevice:
        """What the device at this address said of itself is what the camera is."""
        device = await session.get(CameraDevice, camera.id)
        if device is None:
            device = CameraDevice(camera_id=camera.id, endpoint=None)
            session.add(device)
        elif facts.get("serial") != device.serial:
            device.endpoint = None
        for name in _FACTS:
            setattr(device, name, _short(facts.get(name)))
        device.hardware_id = _short(facts.get("hardwareId"))
        device.host, device.port, device.macs = host.lower(), port, list(facts.get("macs", ()))[:8]
        device.endpoint = endpoint or device.endpoint
        moved = [profile["id"] for profile in facts["profiles"] if profile["ptz"]]
        device.profile = moved[0] if moved else None
        device.ptz, device.events = bool(facts["ptz"]) and bool(moved), bool(facts["events"])
        device.looked_at = self._clock.now()
        device.seen_host = device.seen_port = device.seen_at = None
        await session.flush()
        return device

    async def forget(self, session: Session, camera_id: str) -> None:
        """The camera (UUID) is no device any more."""
        await session.execute(delete(CameraDevice).where(CameraDevice.camera_id == camera_id))

    async def known(self, session: Session) -> list[tuple[Camera, Known]]:
        """Every camera, as a device may be recognised by."""
        cameras = await self._cameras.all(session)
        devices = {device.camera_id: device for device in await session.scalars(select(CameraDevice))}
        return [(camera, _known(camera, devices.get(camera.id))) for camera in cameras]

    async def lost(self, session: Session, codes: Sequence[str]) -> list[str]:
        """UUIDs of cameras with a device that do not answer, for one of these reasons."""
        found = await session.scalars(
            select(Camera.id)
            .join(CameraDevice, CameraDevice.camera_id == Camera.id)
            .where(
                Camera.deleted_at.is_(None), Camera.enabled.is_(True), Camera.reachable.is_(False),
                Camera.reachable_code.in_(list(codes)),
            )
        )  # fmt: skip
        return list(found)

    async def telling(self, session: Session, camera_ids: Sequence[str]) -> dict[str, Contact]:
        """Of these cameras (UUIDs), those whose devices tell of motion, and how they are reached."""
        found = await self._cameras.by_ids(session, camera_ids)
        contacts = {}
        for camera in found.values():
            device = await self.find(session, camera)
            if device is not None and device.events and camera.enabled and camera.deleted_at is None:
                contacts[camera.id] = self.contact(camera, device.host, device.port)
        return contacts

    async def met(self, session: Session, camera_id: str, met: Met, *, moved: bool) -> bool:
        """Discovery met a camera's device; whether that is news: an address at which it had not been seen."""
        device = await session.get(CameraDevice, camera_id)
        if device is None:
            return False
        device.endpoint = met.endpoint or device.endpoint
        device.macs = sorted({*device.macs, *met.macs})[:8]
        news = moved and (device.seen_host, device.seen_port) != (met.host, met.port)
        if moved:
            device.seen_host, device.seen_port, device.seen_at = met.host, met.port, self._clock.now()
        else:
            device.seen_host = device.seen_port = device.seen_at = None
        return news

    def answer(self, camera: Camera, device: CameraDevice) -> DeviceAnswer:
        """As it is shown."""
        names = ("manufacturer", "model", "firmware", "serial", "hardware_id", "macs", "ptz", "events", "host", "port",
                 "looked_at", "seen_host", "seen_port", "seen_at")  # fmt: skip
        return DeviceAnswer(camera_id=camera.slug, **{name: getattr(device, name) for name in names})


def _known(camera: Camera, device: CameraDevice | None) -> Known:
    hosts = frozenset(hosts_of(camera.streams))
    if device is None:
        return Known(camera.id, hosts)
    return Known(camera.id, hosts, device.endpoint, frozenset(device.macs), device.serial, device.model)


def _short(value: object) -> str | None:
    return str(value)[:200] if value else None
