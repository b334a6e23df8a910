"""Cameras that nobody records: known before the first recording, missed when they go, and back in a moment."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import House, timed
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

QUICK = {"checkSeconds": 2, "offlineSeconds": 3, "onlineSeconds": 2, "cooldownSeconds": 5}
RESTLESS = {"checkSeconds": 1, "offlineSeconds": 12, "onlineSeconds": 1, "cooldownSeconds": 30, "unsteadyDrops": 2}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "data", cameras=QUICK) as house:
        yield house
        assert not house.grumbles()


def shown(house: House, camera: str) -> dict[str, Any]:
    return dict(house.api("GET", f"/api/cameras/{camera}"))


def becomes(house: House, camera: str, state: str, within: float = 25.0) -> dict[str, Any]:
    eventually(lambda: shown(house, camera)["state"] == state, within=within, what=lambda: str(shown(house, camera)))
    return shown(house, camera)


def told(house: House) -> list[str]:
    """What was told of presence, oldest first."""
    events = reversed(house.api("GET", "/api/events?limit=1000"))
    return [event["kind"] for event in events if event["kind"] in ("cameraOffline", "cameraOnline")]


def tells(house: House, *expected: str, within: float = 25.0) -> None:
    eventually(lambda: told(house) == list(expected), within=within, what=lambda: f"{told(house)}, not {expected}")


def test_a_camera_that_was_just_added_is_known_and_its_stream_too(house: House, relaycam: RelayCam):
    camera = house.camera("New", relaycam.url())

    becomes(house, camera, "online")

    played = relaycam.state()["played"]
    house.reaches(house.job(camera, "First"), "running")
    assert relaycam.state()["played"] == played + 1, "the recording looked at a stream that was known"
    house.stop("first")


def test_a_camera_without_power_is_missed_once_and_welcomed_once_over_a_restart(house: House, relaycam: RelayCam):
    camera = house.camera("Gate", relaycam.url())
    becomes(house, camera, "online")

    relaycam.stop()
    assert becomes(house, camera, "offline")["reasonCode"] == "refused"
    tells(house, "cameraOffline")
    house.kill()
    house.start()
    becomes(house, camera, "offline")
    relaycam.start()
    becomes(house, camera, "online")

    tells(house, "cameraOffline", "cameraOnline")


@pytest.mark.long
@pytest.mark.parametrize("recorded", [False, True])
def test_a_camera_that_comes_and_goes_is_told_once_each_way_then_as_unsteady_and_then_no_more(
    tmp_path: Path, relaycam: RelayCam, recorded: bool
):
    with House(tmp_path / "data", cameras=RESTLESS) as house:
        camera = house.camera("Gate", relaycam.url())
        becomes(house, camera, "online")
        if recorded:
            house.reaches(house.job(camera, "All day", maxRetries=-1), "running")
        relaycam.stop()
        tells(house, "cameraOffline")
        relaycam.start()
        tells(house, "cameraOffline", "cameraOnline")

        for _ in range(3):
            drops(house, camera, relaycam)
        tells(house, "cameraOffline", "cameraOnline", "cameraOffline")
        unsteady = house.api("GET", "/api/events?kind=cameraOffline&open=true")
        assert [event["data"]["unsteady"] for event in unsteady] == [True]
        for _ in range(2):
            drops(house, camera, relaycam)
        assert told(house) == ["cameraOffline", "cameraOnline", "cameraOffline"], "that it is unsteady is known"
        tells(house, "cameraOffline", "cameraOnline", "cameraOffline", "cameraOnline", within=60)
        assert not house.grumbles()


def drops(house: House, camera: str, cam: RelayCam) -> None:
    """It is gone for a moment that somebody notices, and answers again."""
    cam.stop()
    eventually(lambda: shown(house, camera)["reasonCode"] is not None, what=lambda: str(shown(house, camera)))
    cam.start()
    eventually(lambda: shown(house, camera)["reasonCode"] is None, what=lambda: str(shown(house, camera)))


@pytest.mark.long
def test_a_camera_that_hangs_is_missed_and_its_recording_goes_on_when_it_wakes(house: House, relaycam: RelayCam):
    camera = house.camera("Gate", relaycam.url())
    job = house.job(camera, "All day")
    house.reaches(job, "running")

    relaycam.hang()
    becomes(house, camera, "offline", within=60)
    tells(house, "cameraOffline", within=60)
    eventually(lambda: house.show(job)["state"] == "retrying", within=60, what=lambda: str(house.show(job)))
    relaycam.wake()

    assert timed(lambda: house.reaches(job, "running")) < 15
    tells(house, "cameraOffline", "cameraOnline")
    house.stop(job)


def test_a_refused_password_is_told_as_such_and_over_when_it_is_mended(house: House, relaycam: RelayCam):
    relaycam.require("digest", "ada", "right")
    camera = house.camera("Gate", relaycam.url(username="ada", password="wrong"))

    assert becomes(house, camera, "offline")["reasonCode"] == "unauthorized"
    tells(house, "cameraOffline")
    fields = shown(house, camera) | {"credentials": {"username": "ada", "password": "right"}}
    house.api("PUT", f"/api/cameras/{camera}", fields)

    becomes(house, camera, "online")
    tells(house, "cameraOffline", "cameraOnline")
