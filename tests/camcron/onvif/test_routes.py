"""ONVIF through the public door, with a device that answers SOAP and is found on the loopback."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Iterator
from typing import Any

import psutil
import pytest
import pytest_asyncio

from regie.kernel.wire import MASK
from tests.camcron.door import Door, faults
from tests.rigs.onvifcam import OnvifCam

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.rig]

STREAMS = {"main": "rtsp://127.0.0.1:9/main", "sub": "rtsp://127.0.0.1:9/sub"}


@pytest.fixture
def device() -> Iterator[OnvifCam]:
    with OnvifCam(**STREAMS, snapshot="http://127.0.0.1:9/snap.jpg") as cam:
        yield cam


def contact(cam: OnvifCam, **more: Any) -> dict[str, Any]:
    return {"host": cam.host, "port": cam.port,
            "credentials": {"username": cam.username, "password": cam.password}, **more}  # fmt: skip


async def added(door: Door, cam: OnvifCam, **more: Any) -> dict[str, Any]:
    answer = await door("POST", "/api/cameras/onvif", contact(cam, name=door.name("Dome"), **more))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


@pytest_asyncio.fixture(loop_scope="module")
async def dome(door: Door, device: OnvifCam) -> AsyncIterator[dict[str, Any]]:
    camera = await added(door, device)
    yield camera
    await door("DELETE", f"/api/cameras/{camera['id']}")


async def stops(cam: OnvifCam, count: int = 1) -> None:
    async with asyncio.timeout(10):
        while len(cam.told("Stop")) < count:
            await asyncio.sleep(0.02)


async def test_a_device_tells_what_it_is_and_offers(door: Door, device: OnvifCam):
    told = (await door("POST", "/api/cameras/onvif/inspect", contact(device))).json()

    assert (told["manufacturer"], told["model"], told["serial"], told["macs"]) == (
        "Rig",
        "RC-1",
        "SN-4711",
        [device.mac],
    )
    assert (told["main"], told["sub"], told["ptz"], told["events"]) == ("P1", "P2", True, True)
    first = told["profiles"][0]
    assert (first["codec"], first["width"], first["height"], first["fps"]) == ("h264", 640, 360, 15)
    assert (first["url"], first["snapshotUrl"]) == (STREAMS["main"], "http://127.0.0.1:9/snap.jpg")


@pytest.mark.parametrize("older", [True, False])
async def test_a_stream_in_h265_is_found_where_alone_devices_tell_of_it(door: Door, older: bool):
    newer = "rtsp://10.9.9.9:9/new"  # as a camera behind a router says it
    snapshot = "http://127.0.0.1:9/snap.jpg"
    with OnvifCam(**STREAMS, snapshot=snapshot, newer=newer, older=older, skew=7_200.0, discoverable=False) as cam:
        told = (await door("POST", "/api/cameras/onvif/inspect", contact(cam))).json()
        camera = await added(door, cam)
        moved = await door("POST", f"/api/cameras/{camera['id']}/ptz", {"move": "home"})

    assert (told["main"], told["sub"], told["ptz"], [each["id"] for each in told["profiles"]]) == (
        "P3", "P2", True, ["P3", "P1", "P2"]
    )  # fmt: skip
    assert told["profiles"][0] == {
        "id": "P3", "name": "newStream", "codec": "h265", "width": 1280, "height": 720, "fps": 12.5, "bitrate": 900,
        "audioCodec": "aac", "url": "rtsp://127.0.0.1:9/new", "snapshotUrl": snapshot, "ptz": True,
    }  # fmt: skip
    assert camera["streams"] == {"main": "rtsp://127.0.0.1:9/new", "sub": STREAMS["sub"], "snapshot": snapshot}
    assert moved.status_code == 204
    assert cam.refused == 0
    await door("DELETE", f"/api/cameras/{camera['id']}")


@pytest.mark.parametrize(
    ("refused", "expected"), [("GetProfiles", ["P1", "P2"]), ("GetSnapshotUri", ["P3", "P1", "P2"])]
)
async def test_what_the_second_media_service_refuses_is_asked_of_the_first(
    door: Door, refused: str, expected: list[str]
):
    snapshot = "http://127.0.0.1:9/snap.jpg"
    with OnvifCam(**STREAMS, snapshot=snapshot, newer="rtsp://127.0.0.1:9/new", discoverable=False) as cam:
        cam.newer_refuses = {refused}
        told = (await door("POST", "/api/cameras/onvif/inspect", contact(cam))).json()

    assert [each["id"] for each in told["profiles"]] == expected
    assert {each["snapshotUrl"] for each in told["profiles"]} == {snapshot}


@pytest.mark.parametrize("skew", [-86_400.0, 7_200.0])
async def test_a_device_whose_clock_is_wrong_is_understood(door: Door, skew: float):
    with OnvifCam(**STREAMS, skew=skew, discoverable=False) as cam:
        told = (await door("POST", "/api/cameras/onvif/inspect", contact(cam))).json()

    assert abs(told["clockSkewSeconds"] - skew) < 5
    assert cam.refused == 0


async def test_a_device_that_sets_its_clock_goes_on_being_understood(door: Door, device: OnvifCam):
    assert (await door("POST", "/api/cameras/onvif/inspect", contact(device))).status_code == 200
    device.skew = 4000

    assert (await door("POST", "/api/cameras/onvif/inspect", contact(device))).status_code == 200


@pytest.mark.parametrize(
    ("change", "code"),
    [({"credentials": {"username": "admin", "password": "no"}}, "unauthorized"), ({"port": 9}, "refused")],
)
async def test_a_device_that_does_not_answer_says_why_without_secrets(
    door: Door, device: OnvifCam, change: dict[str, Any], code: str
):
    answer = await door("POST", "/api/cameras/onvif/inspect", contact(device) | change)

    assert (answer.status_code, answer.json()["code"], answer.json()["reasonCode"]) == (409, "device-failed", code)
    assert device.password not in answer.text


async def test_a_wrong_host_is_named(door: Door):
    assert set(faults(await door("POST", "/api/cameras/onvif/inspect", {"host": "rtsp://x/1"}))) == {"host"}


async def test_a_camera_is_made_of_what_its_device_offers(door: Door, device: OnvifCam, dome: dict[str, Any]):
    assert dome["protocol"] == "onvif" and dome["model"] == "Rig RC-1"
    assert dome["streams"] == {**STREAMS, "snapshot": "http://127.0.0.1:9/snap.jpg"}
    assert dome["credentials"] == {"username": "admin", "password": MASK}
    kept = (await door("GET", f"/api/cameras/{dome['id']}/device")).json()
    assert (kept["serial"], kept["firmware"], kept["port"], kept["ptz"]) == ("SN-4711", "1.2.3", device.port, True)
    again = await door("PUT", f"/api/cameras/{dome['id']}", {k: v for k, v in dome.items() if k != "device"})
    assert again.json()["protocol"] == "onvif"


async def test_a_profile_that_is_not_offered_is_named_with_those_that_are(door: Door, device: OnvifCam):
    answer = await door("POST", "/api/cameras/onvif", contact(device, mainProfile="P7"))

    assert faults(answer) == {"mainProfile": "P1 or P2"}


async def test_a_held_stick_moves_and_a_lost_one_stops(door: Door, device: OnvifCam, dome: dict[str, Any]):
    move = {"move": "continuous", "pan": 0.5, "tilt": -0.25, "seconds": 0.5}

    assert (await door("POST", f"/api/cameras/{dome['id']}/ptz", move, as_="EDITOR")).status_code == 204
    assert device.moving
    asked = device.told("ContinuousMove")[0]
    assert 'x="0.5"' in asked and 'y="-0.25"' in asked and "PT0.5S" in asked
    assert (await door("GET", f"/api/cameras/{dome['id']}/ptz")).json() == {
        "pan": 0.25, "tilt": -0.5, "zoom": 0.1, "moving": True,
    }  # fmt: skip
    await stops(device)
    assert not device.moving


async def test_a_viewer_moves_nothing(door: Door, device: OnvifCam, dome: dict[str, Any]):
    move = {"move": "continuous", "pan": 0.5}

    assert (await door("POST", f"/api/cameras/{dome['id']}/ptz", move, as_="VIEWER")).status_code == 403
    assert device.moves == []


async def test_a_camera_is_sent_somewhere_by_itself(door: Door, device: OnvifCam, dome: dict[str, Any]):
    for move in ({"move": "absolute", "pan": 1, "speed": 0.3}, {"move": "relative", "zoom": -0.5}, {"move": "home"}):
        assert (await door("POST", f"/api/cameras/{dome['id']}/ptz", move)).status_code == 204

    assert [name for name, _ in device.moves] == ["AbsoluteMove", "RelativeMove", "GotoHomePosition"]
    assert 'x="1.0"' in device.told("AbsoluteMove")[0] and 'x="0.3"' in device.told("AbsoluteMove")[0]


@pytest.mark.parametrize("move", [{"move": "continuous"}, {"move": "spin"}, {"move": "absolute", "pan": 1.5}])
async def test_a_move_that_is_none_is_refused(door: Door, device: OnvifCam, dome: dict[str, Any], move: dict[str, Any]):
    faults(await door("POST", f"/api/cameras/{dome['id']}/ptz", move))
    assert device.moves == []


async def test_places_are_remembered_visited_and_forgotten(door: Door, device: OnvifCam, dome: dict[str, Any]):
    places = f"/api/cameras/{dome['id']}/ptz/presets"
    made = await door("POST", places, {"name": "Door"})
    assert (made.status_code, made.json()) == (201, {"id": "2", "name": "Door"})
    assert (await door("GET", places)).json() == [{"id": "1", "name": "Gate"}, {"id": "2", "name": "Door"}]

    assert (await door("POST", f"{places}/2/goto")).status_code == 204
    assert "2</" in device.told("GotoPreset")[0]
    assert (await door("DELETE", f"{places}/2")).status_code == 204
    gone = await door("POST", f"{places}/2/goto")
    assert (gone.status_code, gone.json()["code"]) == (404, "preset-not-found")


async def test_a_camera_that_is_no_device_cannot_be_moved_until_it_is_asked_what_it_is(door: Door, device: OnvifCam):
    camera = await door.add_camera(
        streams=STREAMS, credentials={"username": device.username, "password": device.password}
    )
    refused = await door("POST", f"/api/cameras/{camera['id']}/ptz", {"move": "home"})
    assert (refused.status_code, refused.json()["code"]) == (409, "not-a-device")

    asked = await door("POST", f"/api/cameras/{camera['id']}/device", {"port": device.port})
    assert asked.status_code == 200, asked.text
    assert (await door("POST", f"/api/cameras/{camera['id']}/ptz", {"move": "home"})).status_code == 204


async def test_what_is_known_of_a_camera_beside_its_settings_is_told_in_one_answer(door: Door, device: OnvifCam):
    streams = {"main": f"rtsp://{device.username}:{device.password}@127.0.0.1:9/main"}
    camera = await door.add_camera(streams=streams, maxConnections=2)
    facts = (await door("GET", f"/api/cameras/{camera['id']}/facts", as_="VIEWER")).json()
    assert facts == {"device": None, "streams": [], "connections": [], "maxConnections": 2}

    await door("POST", f"/api/cameras/{camera['id']}/device", {"port": device.port})

    facts = (await door("GET", f"/api/cameras/{camera['id']}/facts")).json()
    assert (facts["device"]["model"], facts["device"]["ptz"]) == ("RC-1", True)
    assert device.password not in str(facts)


async def test_stored_credentials_only_go_to_the_cameras_own_hosts(door: Door):
    with OnvifCam(main=STREAMS["main"], host="127.0.0.2", discoverable=False) as foreign:
        camera = await door.add_camera(
            streams=STREAMS, credentials={"username": foreign.username, "password": foreign.password}
        )
        where = {"host": foreign.host, "port": foreign.port}

        assert faults(await door("POST", f"/api/cameras/{camera['id']}/device", where)) == {"host": "127.0.0.1"}
        assert foreign.refused == 0


async def test_a_camera_that_was_moved_to_another_host_takes_its_credentials_to_no_former_device(
    door: Door, device: OnvifCam, dome: dict[str, Any]
):
    fields = {key: value for key, value in dome.items() if key != "device"}
    await door(
        "PUT",
        f"/api/cameras/{dome['id']}",
        {**fields, "streams": {"main": "rtsp://127.0.0.3:9/main"}, "keepCredentials": True},
    )

    refused = await door("POST", f"/api/cameras/{dome['id']}/ptz", {"move": "home"})
    assert (refused.status_code, refused.json()["code"]) == (409, "not-a-device")
    assert device.moves == []


async def test_a_device_without_a_motor_says_so(door: Door):
    with OnvifCam(**STREAMS, ptz=False, discoverable=False) as cam:
        camera = await added(door, cam)

        answer = await door("POST", f"/api/cameras/{camera['id']}/ptz", {"move": "home"})
    assert (answer.status_code, answer.json()["code"]) == (409, "no-ptz")


async def discovered(door: Door, cam: OnvifCam) -> dict[str, Any]:
    told = (await door("POST", "/api/cameras/discover", {"seconds": 1})).json()["devices"]
    return next(dict(each) for each in told if each["endpoint"] == cam.endpoint)


async def test_a_device_of_the_network_is_found_and_recognised_wherever_it_is(door: Door):
    streams = {"main": "rtsp://127.0.0.7:9/main"}
    with OnvifCam(**streams, host="127.0.0.7", serial="SN-7") as cam:
        met = await discovered(door, cam)
        assert (met["host"], met["port"], met["name"], met["model"]) == ("127.0.0.7", cam.port, "Rig Camera", "RC-1")
        assert (met["cameraId"], met["moved"]) == (None, False)

        camera = await added(door, cam)
        met = await discovered(door, cam)
        assert (met["cameraId"], met["moved"], met["offer"]) == (camera["id"], False, None)
        endpoint = cam.endpoint
    with OnvifCam(**streams, host="127.0.0.8", serial="SN-7", endpoint=endpoint) as cam:
        met = await discovered(door, cam)
        assert (met["cameraId"], met["moved"]) == (camera["id"], True)
        assert "replace" in met["offer"]
        kept = (await door("GET", f"/api/cameras/{camera['id']}/device")).json()
        assert (kept["host"], kept["seenHost"], kept["seenPort"]) == ("127.0.0.7", "127.0.0.8", cam.port)


async def test_the_process_that_speaks_soap_may_die_and_shows_no_password(
    door: Door, device: OnvifCam, dome: dict[str, Any]
):
    await door("POST", f"/api/cameras/{dome['id']}/ptz", {"move": "home"})
    helpers = [each for each in psutil.Process().children(recursive=True) if "regie.camcron.onvif" in _words(each)]
    assert len(helpers) == 1
    assert device.password not in _words(helpers[0])
    os.kill(helpers[0].pid, signal.SIGKILL)
    with contextlib.suppress(psutil.Error):
        helpers[0].wait(10)
    await asyncio.sleep(0.2)

    assert (await door("POST", f"/api/cameras/{dome['id']}/ptz", {"move": "home"})).status_code == 204
    assert device.password not in door.log()


def _words(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


async def test_nothing_of_a_stranger_is_offered_who_sends_nonsense(door: Door):
    from regie.camcron.onvif.seeking import read_matches

    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    for data in (b"", b"\x00\xff", b"<x/>", bomb, b"<ProbeMatch/>"):
        assert read_matches(data, "10.0.0.1") == []


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("http://10.0.0.1:8080/onvif/device_service", "http://10.0.0.1:8080/onvif/device_service"),
        ("http://10.6.6.6/x http://10.0.0.1/onvif/device_service", "http://10.0.0.1/onvif/device_service"),
        ("http://10.6.6.6:8899/onvif/device_service", "http://10.0.0.1:8899/onvif/device_service"),
        ("http://admin:x@10.6.6.6/onvif", "http://10.0.0.1/onvif"),
    ],
    ids=["its own", "one of two is its own", "another host", "with somebody's name"],
)
async def test_an_answer_leads_to_no_other_host_than_whoever_sent_it(told: str, address: str):
    from regie.camcron.onvif.seeking import read_matches

    data = f"<x><ProbeMatch><XAddrs>{told}</XAddrs></ProbeMatch></x>".encode()
    (device,) = read_matches(data, "10.0.0.1")
    assert (device["host"], device["address"]) == ("10.0.0.1", address)
