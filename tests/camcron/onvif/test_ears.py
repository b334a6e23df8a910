"""Motion that a camera sees by itself, heard over SOAP from a device while somebody wants it."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from regie.camcron.onvif.bridge import Bridge
from regie.camcron.onvif.loops import CameraNoticed, Ears
from regie.camcron.onvif.service import Devices
from regie.kernel.clock import SystemClock
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.spawn import spawner
from tests.camcron.door import Door
from tests.rigs.onvifcam import OnvifCam

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.rig]


class Room:
    """Ears, what they want and what they heard."""

    def __init__(self, door: Door, folder: Path) -> None:
        database, clock = door.house.database, SystemClock()
        self.wanted: set[str] = set()
        self.heard: list[bool] = []
        self.bridge = Bridge(spawner(folder, clock, ProcessSettings()), clock)
        self.unsubscribe = database.events.subscribe(CameraNoticed, lambda event: self.heard.append(event.motion))
        self.ears = Ears(
            database=database, bridge=self.bridge, devices=Devices(clock, door.house.camcron.cameras),
            events=database.events, clock=clock, wanted=lambda: self.wanted, leads=lambda: True,
        )  # fmt: skip

    async def hears(self, *expected: bool) -> None:
        async with asyncio.timeout(10):
            while self.heard != list(expected):
                await asyncio.sleep(0.02)


@pytest_asyncio.fixture(loop_scope="module")
async def room(door: Door, tmp_path: Path) -> AsyncIterator[Room]:
    made = Room(door, tmp_path)
    yield made
    made.unsubscribe()
    await made.bridge.close()


async def test_what_a_camera_notices_is_heard_while_it_is_wanted(door: Door, room: Room):
    with OnvifCam(main="rtsp://127.0.0.1:9/main", discoverable=False) as cam:
        signed = {"username": cam.username, "password": cam.password}
        body = {"host": cam.host, "port": cam.port, "credentials": signed, "name": door.name("Dome")}
        camera = (await door("POST", "/api/cameras/onvif", body)).json()
        await room.ears.step()
        assert cam.subscribers == 0, "nobody wants it"

        room.wanted.add(camera["uid"])
        await room.ears.step()
        assert cam.subscribers == 1
        cam.notice(True)
        await room.hears(True)
        cam.notice(True)
        cam.notice(False)
        await room.hears(True, False)

        room.wanted.clear()
        await room.ears.step()
        async with asyncio.timeout(10):
            while cam.subscribers:
                await asyncio.sleep(0.02)


async def test_motion_ends_when_the_camera_is_not_heard_any_more(door: Door, room: Room):
    with OnvifCam(main="rtsp://127.0.0.1:9/main", discoverable=False) as cam:
        signed = {"username": cam.username, "password": cam.password}
        body = {"host": cam.host, "port": cam.port, "credentials": signed, "name": door.name("Dome")}
        room.wanted.add((await door("POST", "/api/cameras/onvif", body)).json()["uid"])
        await room.ears.step()
        cam.notice(True)
        await room.hears(True)
        assert room.bridge.pid is not None
        os.kill(room.bridge.pid, signal.SIGKILL)

        await room.hears(True, False)
