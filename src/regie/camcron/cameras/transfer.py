"""Cameras in an exported configuration: addresses without secrets, credentials beside them."""

from typing import Any

from regie.camcron.cameras.addresses import join
from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.schemas import CameraChange, NewCamera
from regie.camcron.cameras.service import Cameras
from regie.kernel.db import Session
from regie.kernel.http.deps import Caller
from regie.kernel.wire import MASK, Secret, as_sent


class CameraSection:
    """See `regie.kernel.configuration.transfer.Section`."""

    name = "cameras"
    right = "cameras.write"

    def __init__(self, cameras: Cameras) -> None:
        self._cameras = cameras

    async def entries(self, session: Session) -> list[dict[str, Any]]:
        found = await self._cameras.all(session)
        answers = await self._cameras.answers(session, found)
        return [
            as_sent(answer, CameraChange) | self._secrets(camera) for camera, answer in zip(found, answers, strict=True)
        ]

    def _secrets(self, camera: Camera) -> dict[str, Any]:
        keyring = self._cameras.keyring(camera)
        shared = keyring.camera
        own = {key: keyring.streams.get(key) for key in camera.streams}
        streams = {
            key: Secret(join(plain, secrets), otherwise=plain) if (secrets := own[key]) else plain
            for key, plain in camera.streams.items()
        }
        if shared.username or shared.password:
            credentials = {"username": shared.username, "password": Secret(shared.password)}
            return {"streams": streams, "credentials": credentials}
        return {"streams": streams} if any(own.values()) else {"streams": streams, "credentials": None}

    async def put(self, session: Session, caller: Caller, entry: dict[str, Any]) -> list[str]:
        if await self._cameras.find(session, entry["id"]) is not None:
            await self._cameras.change(session, caller, entry["id"], CameraChange.model_validate(entry))
            return []
        await self._cameras.create(session, caller, NewCamera.model_validate(entry))
        credentials = entry.get("credentials") or {}
        lacks = credentials.get("username") and not credentials.get("password")
        masked = any(MASK in address for address in entry["streams"].values())
        return [f"Camera {entry['id']} needs its password: the document holds none."] if lacks or masked else []

    async def drop(self, session: Session, caller: Caller, entry_id: str) -> None:
        await self._cameras.delete(session, caller, entry_id, cascade=False)
