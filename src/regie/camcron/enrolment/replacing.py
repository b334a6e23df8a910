"""
A device takes a camera's place: it is looked at first, and nothing changes when it does not answer.

Only an address may be new, or the credentials too; whatever is not said stays as the camera has it, but a stored
password goes to another host only when that is said. A camera that was an ONVIF device is asked what it is at its new
address.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from regie.camcron.cameras.addresses import Address, Secrets, join
from regie.camcron.cameras.connectivity import Connectivity
from regie.camcron.cameras.keyring import Keyring, gather, stays_here
from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.schemas import CameraAfterChange, CameraChange, Credentials, StreamResult
from regie.camcron.cameras.service import Cameras
from regie.camcron.cameras.streams import parse_streams
from regie.camcron.enrolment.errors import ReplacementSilent
from regie.camcron.enrolment.schemas import Replaced, Replacement
from regie.camcron.enrolment.service import Enrolment
from regie.camcron.onvif.errors import DeviceFailed
from regie.camcron.onvif.scouting import Scouting
from regie.camcron.onvif.service import Devices
from regie.kernel.db import Database
from regie.kernel.errors import Invalid, RegieError
from regie.kernel.ffmpeg.media import Probe
from regie.kernel.http.deps import Caller
from regie.kernel.wire import MASK

Probing = Callable[[str], Awaitable[Probe]]
"""From the complete address of a stream; raises `ProbeFailed`."""
_log = logging.getLogger(__name__)


class Replacing:
    """The use case, which looks before it writes."""

    def __init__(
        self,
        database: Database,
        cameras: Cameras,
        connectivity: Connectivity,
        probe: Probing,
        enrolment: Enrolment,
        devices: Devices,
        scouting: Scouting,
    ) -> None:
        self._database = database
        self._cameras = cameras
        self._connectivity = connectivity
        self._probe = probe
        self._enrolment = enrolment
        self._devices = devices
        self._scouting = scouting

    async def replace(self, caller: Caller, camera_id: str, by: Replacement) -> Replaced:
        """Look at the new device, then make the camera be it."""
        async with self._database.read() as session:
            camera = await self._cameras.get(session, camera_id)
            port = await self._port(session, camera, by)
        streams = by.streams or {key: moved(plain, str(by.host)) for key, plain in camera.streams.items()}
        results = [await self._look(key, url) for key, url in self._sources(camera, by, streams).items()]
        answers = all(result.ok for result in results)
        if not answers and not by.force:
            raise ReplacementSilent([result.model_dump(by_alias=True) for result in results])
        async with self._database.write() as session:
            camera = await self._cameras.get(session, camera_id)
            shown = await self._cameras.answer(session, camera)
            fields: dict[str, Any] = shown.model_dump(mode="json", by_alias=True) | {
                "streams": streams,
                "keepCredentials": by.keep_credentials,
            }
            if fields["protocol"] != "onvif":
                fields["protocol"] = None  # as the new address says
            if by.credentials is not None:
                fields["credentials"] = by.credentials.model_dump(exclude_unset=True)
            if by.model is not None:
                fields["model"] = by.model
            change = CameraChange.model_validate(fields)
            camera = await self._enrolment.mark_replaced(session, caller, camera, change, forced=not answers)
            restarts = await self._cameras.restarting(session, camera)
            answer = await self._cameras.answer(session, camera)
        if port is not None:
            await self._ask_device(camera, port)
        return Replaced(
            camera=CameraAfterChange(**answer.model_dump(), restarts=restarts), streams=results, forced=not answers
        )

    def _sources(self, camera: Camera, by: Replacement, streams: dict[str, str]) -> dict[str, str]:
        former, held = self._cameras.keyring(camera), camera.streams
        return sources_of(streams, by.credentials, former, held, keep=by.keep_credentials)

    async def _look(self, key: str, url: str) -> StreamResult:
        return await self._connectivity.look(key, url, lambda: self._probe(url))

    async def _port(self, session: Any, camera: Camera, by: Replacement) -> int | None:
        """Where the device of a camera that is one will be asked."""
        device = await self._devices.find(session, camera)
        if device is None:
            return None
        return device.seen_port if device.seen_port and device.seen_host == by.host else device.port

    async def _ask_device(self, camera: Camera, port: int) -> None:
        try:
            await self._scouting.attach(camera.id, None, port)
        except (DeviceFailed, RegieError) as failed:
            _log.warning("a replaced camera is no device any more", extra={"camera": camera.slug, "why": str(failed)})


def sources_of(
    streams: Mapping[str, str], sent: Credentials | None, former: Keyring, held: Mapping[str, str], *, keep: bool
) -> dict[str, str]:
    """
    The complete addresses, as they will be once they are stored.

    `held` are the addresses that the camera has, and `former` what it signs in with; without any nothing is stored.
    """
    addresses, faults = parse_streams(streams)
    if faults:
        raise Invalid(faults)
    hosts = {key: Address.parse(plain).host for key, plain in held.items()}
    given = None
    if sent is not None:
        kept = "password" not in sent.model_fields_set or sent.password == MASK
        given = Secrets(sent.username, former.camera.password if kept else sent.password or "")
    keyring = gather(addresses, given, former, hosts)
    if held and not keep:
        stays_here(addresses, keyring, hosts.values(), anew=sent is not None and sent.is_anew)
    return {key: join(address.plain, keyring.of(key)) for key, address in addresses.items()}


def moved(plain: str, host: str) -> str:
    """The same address at another host."""
    address = Address.parse(plain)
    scheme, _, rest = address.plain.partition("://")
    cut = min((place for mark in "/?#" if (place := rest.find(mark)) >= 0), default=len(rest))
    authority, path = rest[:cut], rest[cut:]
    port = authority.rpartition("]")[2].partition(":")[2]
    bracketed = f"[{host}]" if ":" in host else host
    return f"{scheme}://{bracketed}{f':{port}' if port else ''}{path}"
