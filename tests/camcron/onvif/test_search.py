"""A camera that does not answer any more is looked for, and where it was met is told once."""

from pathlib import Path
from typing import Any

import pytest

from regie.camcron.onvif.bridge import Bridge
from regie.camcron.onvif.loops import SEEK_AGAIN, Search
from regie.camcron.onvif.scouting import Scouting
from regie.camcron.onvif.service import Devices
from regie.kernel.clock import SystemClock
from regie.kernel.notifications.service import Notices
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.spawn import spawner
from tests.camcron.door import Door
from tests.fakes.clock import VirtualClock
from tests.rigs.onvifcam import OnvifCam

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.rig]

HERE, THERE = "127.0.0.21", "127.0.0.22"


async def told(door: Door, camera: dict[str, Any]) -> list[dict[str, Any]]:
    events = (await door("GET", "/api/events?kind=cameraChanged")).json()
    return [event["data"] for event in events if event["cameraUid"] == camera["uid"]]


async def test_a_lost_camera_is_met_at_its_new_address_and_that_is_told_once(door: Door, tmp_path: Path):
    with OnvifCam(main=f"rtsp://{HERE}:9/main", host=HERE) as cam:
        signed = {"username": cam.username, "password": cam.password}
        body = {"host": HERE, "port": cam.port, "credentials": signed, "name": door.name("Dome")}
        camera = (await door("POST", "/api/cameras/onvif", body)).json()
        await door("POST", "/api/cameras/discover", {"seconds": 1})
        endpoint = cam.endpoint
    database, clock, cameras = door.house.database, VirtualClock(), door.house.camcron.cameras
    bridge = Bridge(spawner(tmp_path, SystemClock(), ProcessSettings()), SystemClock())
    devices = Devices(SystemClock(), cameras)
    scouting = Scouting(database, bridge, cameras, devices, Notices(SystemClock()))
    search = Search(
        database=database, devices=devices, scouting=scouting, clock=clock, gone=("refused",), leads=lambda: True
    )
    try:
        with OnvifCam(main=f"rtsp://{THERE}:9/main", host=THERE, endpoint=endpoint) as cam:
            await search.step()
            assert await told(door, camera) == [], "nobody has missed it"

            await door("POST", f"/api/cameras/{camera['id']}/test")
            await search.step()
            await search.step()
            assert [event["seenHost"] for event in await told(door, camera)] == [THERE]
            await clock.advance(SEEK_AGAIN)
            await search.step()
            assert len(await told(door, camera)) == 1
            seen = (await door("GET", f"/api/cameras/{camera['id']}/device")).json()
            assert (seen["seenHost"], seen["seenPort"]) == (THERE, cam.port)
    finally:
        await bridge.close()
