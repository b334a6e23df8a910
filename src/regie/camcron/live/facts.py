"""What is known of a camera beside its settings: its device, what its streams consist of, who reads it now."""

from collections.abc import Callable

from regie.camcron.cameras.service import Cameras
from regie.camcron.live.schemas import CameraFacts, OpenConnection, StreamCodecs
from regie.camcron.onvif.service import Devices
from regie.camcron.runs.connections import Connections
from regie.camcron.runs.lines import Held
from regie.camcron.runs.streams import Streams
from regie.kernel.db import Session


class Facts:
    """Gathers them; works inside of the caller's transaction."""

    def __init__(
        self,
        *,
        cameras: Cameras,
        devices: Devices,
        connections: Connections,
        streams: Streams,
        leads: Callable[[], bool],
    ) -> None:
        self._cameras = cameras
        self._devices = devices
        self._connections = connections
        self._streams = streams
        self._leads = leads

    async def of(self, session: Session, camera_id: str) -> CameraFacts:
        """All of it."""
        camera = await self._cameras.get(session, camera_id)
        device = await self._devices.find(session, camera)
        keys = {plain: key for key, plain in camera.streams.items()}
        held = [_told(each, keys) for each in self._connections.held(camera.id)] if self._leads() else None
        known = {key: self._streams.known(plain) for key, plain in camera.streams.items()}
        return CameraFacts(
            device=self._devices.answer(camera, device) if device is not None else None,
            streams=[
                StreamCodecs(stream=key, video=facts.video, audio=facts.audio)
                for key, facts in known.items()
                if facts is not None
            ],
            connections=held,
            max_connections=camera.max_connections or camera.proposed_max_connections,
        )


def _told(held: Held, keys: dict[str, str]) -> OpenConnection:
    return OpenConnection(
        stream=keys.get(held.address), readers=held.names, relayed=held.feed is not None, since=held.since
    )
