"""Cameras of every network that this machine is on, asked all at once."""

import subprocess
import sys
from pathlib import Path

from tests.journeys.house import House
from tests.rigs.network import Elsewhere
from tests.rigs.onvifcam import OnvifCam
from tests.serving import ROOT


def test_cameras_of_each_network_of_the_machine_are_found_and_recognised_later(tmp_path: Path):
    with Elsewhere() as place, House(tmp_path / "data") as house, OnvifCam(main="rtsp://127.0.0.1:9/main") as near:
        command = [*place.inside, sys.executable, "-m", "tests.rigs.onvifcam", place.address]
        with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as far:
            assert far.stdin is not None and far.stdout is not None
            port = int(far.stdout.readline())
            where = {
                "host": place.address,
                "port": port,
                "credentials": {"username": "admin", "password": near.password},
            }
            first = house.api("POST", "/api/cameras/discover", {"seconds": 1})["devices"]
            camera = house.api("POST", "/api/cameras/onvif", {**where, "name": "Far"})
            again = house.api("POST", "/api/cameras/discover", {"seconds": 1})["devices"]
            far.stdin.close()

    found = {each["host"]: each for each in first}
    assert {place.address, "127.0.0.1"} <= set(found)
    assert found[place.address]["port"] == port and found[place.address]["cameraId"] is None
    assert camera["streams"]["main"] == f"rtsp://{place.address}:554/main"
    assert {each["host"]: each["cameraId"] for each in again}[place.address] == camera["id"]
