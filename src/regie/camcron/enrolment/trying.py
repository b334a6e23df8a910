"""
Addresses looked at before anything is stored: whether they answer, what they are, and their first picture.

A stream that a camera of ours has as it is sent is looked at in its turn, so that no look takes a connection too many;
whatever else is tried is asked directly, as a replacement is.
"""

import asyncio
from base64 import b64encode

from regie.camcron.cameras.connectivity import Connectivity, Peek
from regie.camcron.cameras.keyring import Keyring
from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.service import Cameras
from regie.camcron.enrolment.replacing import sources_of
from regie.camcron.enrolment.schemas import CameraTrial, CameraTried, TriedStream
from regie.kernel.db import Database
from regie.kernel.ffmpeg.media import Probe
from regie.kernel.ffmpeg.probe import Prober

WIDTH = 640


class Trying:
    """The use case. Nothing of it is stored."""

    def __init__(
        self, database: Database, cameras: Cameras, connectivity: Connectivity, prober: Prober, peek: Peek
    ) -> None:
        self._database = database
        self._cameras = cameras
        self._connectivity = connectivity
        self._prober = prober
        self._peek = peek

    async def try_out(self, trial: CameraTrial) -> CameraTried:
        """Look at each address."""
        camera, own = None, {}
        if trial.camera_id is not None:
            async with self._database.read() as session:
                camera = await self._cameras.get(session, trial.camera_id)
                own = {key: self._cameras.source(camera, key) for key in camera.streams}
        former = self._cameras.keyring(camera) if camera is not None else Keyring()
        held = camera.streams if camera is not None else {}
        sources = sources_of(trial.streams, trial.credentials, former, held, keep=trial.keep_credentials)
        looks = [self._look(camera, key, url, known=own.get(key) == url) for key, url in sources.items()]
        if camera is not None and camera.max_connections is not None:
            streams = [await look for look in looks]
        else:
            streams = await asyncio.gather(*looks)
        return CameraTried(ok=all(stream.ok for stream in streams), streams=streams)

    async def _look(self, camera: Camera | None, key: str, url: str, *, known: bool) -> TriedStream:
        picture: bytes | None = None

        async def probing() -> Probe:
            nonlocal picture
            if camera is not None and known:
                return await self._peek(camera.id, camera.slug, url)
            found = await self._prober.probe(url, keyframe=True, width=WIDTH)
            picture = found.keyframe
            return found

        result = await self._connectivity.look(key, url, probing)
        shown = f"data:image/jpeg;base64,{b64encode(picture).decode()}" if picture else None
        return TriedStream(**result.model_dump(), picture=shown)
