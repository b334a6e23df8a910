"""Cameras through the public door, on both databases."""

import asyncio
from typing import Any

import pytest

from regie.kernel.wire import MASK
from tests.camcron.door import NOBODY_THERE, Door, faults

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def door(each_door: Door) -> Door:
    return each_door


def settled(camera: dict[str, Any]) -> dict[str, Any]:
    """Without what every change moves."""
    return {key: value for key, value in camera.items() if key not in ("updatedAt", "restarts")}


async def test_a_camera_is_added_found_changed_and_deleted(door: Door):
    added = await door("POST", "/api/cameras", {"name": "Caméra Garage Nord", "streams": {"main": "rtsp://10.0.0.7/1"}})
    camera = added.json()
    assert camera["id"] == "camera-garage-nord"
    assert added.headers["location"] == "/api/cameras/camera-garage-nord"

    changed = await door("PUT", "/api/cameras/camera-garage-nord", {**camera, "location": "North"})
    assert (changed.status_code, changed.json()["location"]) == (200, "North")
    assert (await door("GET", "/api/cameras/camera-garage-nord")).json()["location"] == "North"
    assert (await door("GET", f"/api/cameras/{camera['uid']}")).json()["id"] == "camera-garage-nord"
    assert "camera-garage-nord" in {each["id"] for each in (await door("GET", "/api/cameras")).json()}

    assert (await door("DELETE", "/api/cameras/camera-garage-nord")).status_code == 204
    assert (await door("GET", "/api/cameras/camera-garage-nord")).status_code == 404
    assert (await door("DELETE", "/api/cameras/camera-garage-nord")).status_code == 404


async def test_a_site_can_go_when_its_cameras_went(door: Door):
    site = (await door("POST", "/api/sites", {"name": door.name("Site"), "timezone": "Europe/Paris"})).json()["id"]
    camera = await door.add_camera(siteId=site)
    assert (await door("DELETE", f"/api/sites/{site}")).status_code == 409

    await door("DELETE", f"/api/cameras/{camera['id']}")

    assert (await door("DELETE", f"/api/sites/{site}")).status_code == 204


async def test_a_camera_has_the_defaults_of_the_specification(door: Door):
    camera = await door.add_camera()

    expected = {
        "protocol": "rtsp", "credentials": None, "siteId": "default", "timezone": None, "tags": [], "location": None,
        "model": None, "enabled": True, "state": "unknown", "reason": None, "jobs": 0, "streamCredentials": {},
        "maxConnections": None, "relay": "auto", "proposedMaxConnections": None,
    }  # fmt: skip
    assert {key: camera[key] for key in expected} == expected


async def test_how_many_connections_a_camera_takes_is_kept_and_bounded(door: Door):
    camera = await door.add_camera(maxConnections=2, relay="always")
    assert (camera["maxConnections"], camera["relay"]) == (2, "always")

    wrong = await door("PUT", f"/api/cameras/{camera['id']}", {**camera, "maxConnections": 0, "relay": "sometimes"})
    assert set(faults(wrong)) == {"maxConnections", "relay"}
    changed = await door("PUT", f"/api/cameras/{camera['id']}", {**camera, "maxConnections": None, "relay": "never"})
    assert (changed.json()["maxConnections"], changed.json()["relay"]) == (None, "never")


async def test_names_that_meet_get_ids_of_their_own(door: Door):
    first = await door.add_camera(name="Twin")
    second = await door.add_camera(name="Twin")

    assert (first["id"], second["id"]) == ("twin", "twin-2")


async def test_no_camera_stands_where_the_console_has_the_form_of_a_new_one(door: Door):
    assert (await door.add_camera(name="New"))["id"] == "new-2"

    answer = await door("POST", "/api/cameras", {"id": "new", "name": "N", "streams": {"main": "rtsp://c/1"}})

    assert (answer.status_code, [each["path"] for each in answer.json()["faults"]]) == (422, ["id"])


async def test_an_id_that_is_taken_is_a_conflict(door: Door):
    await door.add_camera(id="mine")

    answer = await door("POST", "/api/cameras", {"id": "mine", "name": "M", "streams": {"main": "rtsp://c/1"}})

    assert (answer.status_code, answer.json()["code"]) == (409, "camera-exists")


async def test_of_several_who_take_one_id_at_once_one_gets_it(door: Door):
    bodies = [{"id": "race", "name": f"R{number}", "streams": {"main": "rtsp://c/1"}} for number in range(6)]

    answers = await asyncio.gather(*(door("POST", "/api/cameras", body) for body in bodies))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]


async def test_an_id_cannot_be_changed_and_a_deleted_one_is_a_new_camera(door: Door):
    former = await door.add_camera(id="again", location="Old")
    assert faults(await door("PUT", "/api/cameras/again", {**former, "id": "other"})) == {"id": "again"}

    await door("DELETE", "/api/cameras/again")
    anew = await door.add_camera(id="again")

    assert anew["uid"] != former["uid"]
    assert anew["location"] is None


async def test_a_camera_with_jobs_is_only_deleted_with_them(door: Door):
    camera = await door.add_camera()
    job = await door.add_job(camera["id"])

    refused = await door("DELETE", f"/api/cameras/{camera['id']}")
    assert (refused.status_code, refused.json()["code"], refused.json()["jobs"]) == (409, "camera-in-use", [job["id"]])
    assert (await door("GET", f"/api/cameras/{camera['id']}")).json()["jobs"] == 1

    assert (await door("DELETE", f"/api/cameras/{camera['id']}?cascade=true")).status_code == 204
    assert (await door("GET", f"/api/jobs/{job['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tag=filter-a", {"filter-one", "filter-two"}),
        ("tag=filter-b", {"filter-two"}),
        ("state=disabled&tag=filter-a", {"filter-two"}),
        ("state=online&tag=filter-a", set()),
        ("q=FILTER%20one", {"filter-one"}),
        ("q=hedge&tag=filter-a", {"filter-two"}),
    ],
)
async def test_the_list_is_filtered(door: Door, query: str, expected: set[str]):
    if (await door("GET", "/api/cameras/filter-one")).status_code == 404:
        await door.add_camera(name="Filter one", tags=["filter-a"])
        await door.add_camera(
            name="Filter two", tags=["filter-a", "filter-b"], enabled=False, location="Behind a hedge"
        )

    answer = await door("GET", f"/api/cameras?{query}")

    assert {camera["id"] for camera in answer.json()} == expected


async def test_sending_back_what_was_answered_changes_nothing(door: Door):
    body = {
        "name": "Twice",
        "streams": {
            "main": "rtsp://admin:pw-of-camera@10.0.0.7/1",
            "sub": "rtsp://other:pw-of-stream@10.0.0.7/2",
            "web": "http://10.0.0.7/v?token=secret-token",
        },
        "tags": ["a"],
    }  # fmt: skip
    camera = (await door("POST", "/api/cameras", body)).json()
    before = await opened_up(door, camera["id"])

    answer = await door("PUT", f"/api/cameras/{camera['id']}", camera)

    assert settled(answer.json()) == settled(camera)
    assert await opened_up(door, camera["id"]) == before == {
        "main": "rtsp://admin:pw-of-camera@10.0.0.7/1",
        "sub": "rtsp://other:pw-of-stream@10.0.0.7/2",
        "web": "http://admin:pw-of-camera@10.0.0.7/v?token=secret-token",
    }  # fmt: skip


async def opened_up(door: Door, slug: str) -> dict[str, str]:
    """The complete addresses, as a process would get them."""
    cameras = door.house.camcron.cameras
    async with door.house.database.read() as session:
        camera = await cameras.get(session, slug)
        return {key: cameras.source(camera, key) for key in camera.streams}


@pytest.mark.parametrize(
    ("credentials", "expected"),
    [
        ("absent", "rtsp://admin:first@10.0.0.7/1"),
        ({"username": "admin", "password": MASK}, "rtsp://admin:first@10.0.0.7/1"),
        ({"username": "root"}, "rtsp://root:first@10.0.0.7/1"),
        ({"username": "admin", "password": "second"}, "rtsp://admin:second@10.0.0.7/1"),
        ({"username": "admin", "password": None}, "rtsp://admin:@10.0.0.7/1"),
        (None, "rtsp://10.0.0.7/1"),
    ],
    ids=["absent", "masked", "without password", "another", "password null", "null"],
)
async def test_credentials_stay_change_or_go_as_they_are_sent(door: Door, credentials: Any, expected: str):
    camera = await door.add_camera(
        streams={"main": "rtsp://10.0.0.7/1"}, credentials={"username": "admin", "password": "first"}
    )
    assert camera["credentials"] == {"username": "admin", "password": MASK}
    body = {"name": camera["name"], "streams": camera["streams"]}

    await door(
        "PUT", f"/api/cameras/{camera['id']}", body if credentials == "absent" else {**body, "credentials": credentials}
    )

    assert await opened_up(door, camera["id"]) == {"main": expected}


@pytest.mark.parametrize(
    ("streams", "credentials", "wrong"),
    [
        ({"main": "rtsp://10.6.6.6/1"}, "absent", "credentials.password"),
        ({"main": "rtsp://10.6.6.6/1"}, {"username": "admin", "password": MASK}, "credentials.password"),
        ({"main": "rtsp://10.6.6.6/1"}, {"username": "root"}, "credentials.password"),
        ({"main": "rtsp://10.0.0.7/1", "sub": "rtsp://10.6.6.6/1"}, "absent", "credentials.password"),
        ({"main": f"rtsp://10.6.6.6/1?token={MASK}"}, {"username": "a", "password": "new"}, "streams.main"),
        ({"main": f"rtsp://admin:{MASK}@10.6.6.6/1"}, "absent", "streams.main"),
    ],
    ids=["absent", "masked", "another user", "one stream of two", "a masked token", "a mask inside"],
)
async def test_a_stored_password_goes_to_no_other_host_unless_that_is_said(
    door: Door, streams: dict[str, str], credentials: Any, wrong: str
):
    camera = await door.add_camera(
        streams={"main": "rtsp://10.0.0.7/1?token=t0k"}, credentials={"username": "admin", "password": "first"}
    )
    path, body = f"/api/cameras/{camera['id']}", {"name": camera["name"], "streams": streams}
    if credentials != "absent":
        body["credentials"] = credentials

    refused = await door("PUT", path, body)
    assert list(faults(refused)) == [wrong]
    assert await opened_up(door, camera["id"]) == {"main": "rtsp://admin:first@10.0.0.7/1?token=t0k"}

    assert (await door("PUT", path, {**body, "keepCredentials": True})).status_code == 200


@pytest.mark.parametrize(
    ("main", "credentials"),
    [
        ("rtsp://10.6.6.6/1", {"username": "admin", "password": "second"}),
        ("rtsp://10.6.6.6/1", None),
        ("rtsp://admin:second@10.6.6.6/1", "absent"),
        ("rtsp://10.0.0.7:8554/2", "absent"),
    ],
    ids=["sent anew", "removed", "sent inside", "another port and path"],
)
async def test_a_camera_moves_freely_when_no_stored_password_goes_along(door: Door, main: str, credentials: Any):
    camera = await door.add_camera(
        streams={"main": "rtsp://10.0.0.7/1"}, credentials={"username": "admin", "password": "first"}
    )
    body = {"name": camera["name"], "streams": {"main": main}}
    if credentials != "absent":
        body["credentials"] = credentials

    assert (await door("PUT", f"/api/cameras/{camera['id']}", body)).status_code == 200


async def test_a_change_of_a_camera_says_which_jobs_restart_and_what_is_left_out_returns_to_its_default(door: Door):
    camera = await door.add_camera(tags=["a"], model="M")

    answer = await door("PUT", f"/api/cameras/{camera['id']}", {"name": "N", "streams": {"main": "rtsp://c/2"}})

    assert answer.json()["restarts"] == []
    assert (answer.json()["tags"], answer.json()["model"]) == ([], None)


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\u0000b"}, "name"),
        ({"name": None}, "name"),
        ({"id": "Über"}, "id"),
        ({"id": "-a"}, "id"),
        ({"id": "a" * 64}, "id"),
        ({"id": "a\n"}, "id"),
        ({"streams": {}}, "streams"),
        ({"streams": {"main": "file:///etc/passwd"}}, "streams.main"),
        ({"streams": {"main": "rtsp://admin:pa/ss@cam/1"}}, "streams.main"),
        ({"streams": {"main": 5}}, "streams.main"),
        ({"streams": {"a b": "rtsp://cam/1"}}, "streams.a b"),
        ({"protocol": "srt"}, "protocol"),
        ({"siteId": "nowhere"}, "siteId"),
        ({"timezone": "Europe/Nowhere"}, "timezone"),
        ({"timezone": "../../etc/passwd"}, "timezone"),
        ({"tags": "a"}, "tags"),
        ({"tags": ["a\u0000"]}, "tags"),
        ({"enabled": "perhaps"}, "enabled"),
        ({"credentials": {"user": "x"}}, "credentials.user"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_every_wrong_field_is_named(door: Door, wrong: dict[str, Any], path: str):
    body = {"name": "Wrong", "streams": {"main": "rtsp://cam/1"}} | wrong

    found = faults(await door("POST", "/api/cameras", body))

    assert set(found) == {path}


async def test_all_wrong_fields_are_told_at_once(door: Door):
    body = {"name": "W", "streams": {"main": "file:///x", "sub": "rtsp://cam:99999/1"}, "siteId": "nowhere"}

    assert set(faults(await door("POST", "/api/cameras", body))) == {"streams.main", "streams.sub", "siteId"}


async def test_a_test_says_why_a_camera_does_not_answer_and_its_state_remembers(door: Door):
    camera = await door.add_camera(streams={"main": f"{NOBODY_THERE}/1", "sub": f"{NOBODY_THERE}/2"})

    answer = await door("POST", f"/api/cameras/{camera['id']}/test")

    result = answer.json()
    assert (answer.status_code, result["ok"], len(result["streams"])) == (200, False, 2)
    assert all(stream["reason"] and stream["reasonCode"] for stream in result["streams"])
    shown = (await door("GET", f"/api/cameras/{camera['id']}")).json()
    assert (shown["state"], shown["reason"]) == ("offline", result["streams"][0]["reason"])


async def test_one_stream_can_be_tested_and_an_unknown_one_is_named(door: Door):
    camera = await door.add_camera(streams={"main": f"{NOBODY_THERE}/1", "sub": f"{NOBODY_THERE}/2"})

    one = await door("POST", f"/api/cameras/{camera['id']}/test", {"stream": "sub"})
    assert [stream["stream"] for stream in one.json()["streams"]] == ["sub"]
    none = await door("POST", f"/api/cameras/{camera['id']}/test", {"stream": "third"})
    assert faults(none) == {"stream": "one of main, sub"}


@pytest.mark.parametrize("path", ["nobody", "%00", "a%00b", "%F0%9F%94%91", "x" * 300])
async def test_a_camera_that_is_not_there_is_not_found(door: Door, path: str):
    for method, rest in (("GET", ""), ("DELETE", ""), ("POST", "/test")):
        assert (await door(method, f"/api/cameras/{path}{rest}")).status_code == 404
