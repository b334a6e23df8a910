"""Addresses of single pictures: which they are, and that nobody records them."""

import pytest

from regie.camcron.cameras.stills import default_stream, is_still
from tests.camcron.door import Door, faults

STREAMS = {"snapshot": "http://cam/onvif-http/snapshot?Profile_1", "main": "rtsp://cam/1"}


@pytest.mark.parametrize(
    ("key", "address", "expected"),
    [
        ("snapshot", "http://cam/onvif-http/snapshot?Profile_1", True),
        ("main", "https://u:p@cam/picture.JPG?x=1", True),
        (None, "http://cam/picture.jpeg", True),
        ("main", "http://cam/mjpeg", False),
        ("main", "rtsp://cam/snapshot.jpg", False),
        ("main", "http://cam/view?file=a.jpg", False),
    ],
)
def test_a_picture_is_told_from_a_stream(key: str | None, address: str, expected: bool):
    assert is_still(key, address) is expected


@pytest.mark.parametrize(
    ("keys", "expected"), [(("snapshot", "main"), "main"), (("snapshot", "hd"), "hd"), (("snapshot",), "snapshot")]
)
def test_video_is_meant_unless_a_picture_is_all_there_is(keys: tuple[str, ...], expected: str):
    assert default_stream(dict.fromkeys(keys, "x")) == expected


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("action", ["record", "detect_motion"])
async def test_a_snapshot_address_is_not_recorded(door: Door, action: str):
    camera = await door.add_camera(streams=STREAMS)
    body = {"name": "R", "cameraId": camera["id"], "action": action, "schedule": {"cron": "0 8 * * *"}}

    assert faults(await door("POST", "/api/jobs", {**body, "streamKey": "snapshot"})) == {"streamKey": "one of main"}
    assert (await door("POST", "/api/jobs", {**body, "enabled": False})).status_code == 201


@pytest.mark.asyncio(loop_scope="module")
async def test_a_camera_with_nothing_but_pictures_is_not_recorded(door: Door):
    camera = await door.add_camera(streams={"snapshot": STREAMS["snapshot"]})
    body = {"name": "R", "cameraId": camera["id"], "action": "record", "schedule": {"cron": "0 8 * * *"}}

    assert "streamKey" in faults(await door("POST", "/api/jobs", body))
    picture = await door("POST", "/api/jobs", {**body, "action": "snapshot", "enabled": False})
    assert picture.status_code == 201, picture.text


@pytest.mark.asyncio(loop_scope="module")
async def test_a_snapshot_address_is_one_of_the_web(door: Door):
    answer = await door("POST", "/api/cameras", {"name": "C", "streams": {"snapshot": "rtsp://cam/1"}})

    assert faults(answer) == {"streams.snapshot": "http://… or https://…"}
