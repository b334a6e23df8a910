"""Lists of cameras, and cameras that take another's place, through the public door on both databases."""

import asyncio
from typing import Any

import pytest

from regie.kernel.wire import MASK
from tests.camcron.door import Door, faults
from tests.rigs.onvifcam import OnvifCam
from tests.rigs.rtsp import RelayCam

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def door(each_door: Door) -> Door:
    return each_door


async def send(door: Door, text: str, query: str = "", **headers: str) -> Any:
    client = await door.someone()
    sent = {"content-type": "text/csv", **headers}
    return await client.post(f"/api/cameras/import?{query}", content=text.encode(), headers=sent)


async def slugs(door: Door) -> set[str]:
    return {camera["id"] for camera in (await door("GET", "/api/cameras")).json()}


async def test_a_table_tells_what_it_would_make_and_makes_nothing(door: Door):
    before = await slugs(door)
    text = (
        "name,main,user,password,site\nDry gate,rtsp://10.1.0.1/1,ada,s3cret-word,\nDry yard,nowhere,,s3cret-word,x\n"
    )

    answer = await send(door, text)

    told = answer.json()
    assert (answer.status_code, told["dryRun"], told["added"], told["faulty"]) == (200, True, 1, 1)
    gate, yard = told["lines"]
    assert (gate["line"], gate["result"], gate["id"]) == (2, "new", "dry-gate")
    assert gate["streams"] == {"main": "rtsp://10.1.0.1/1"}
    assert (yard["line"], yard["result"], {fault["path"] for fault in yard["faults"]}) == (
        3, "faulty", {"streams.main", "siteId"},
    )  # fmt: skip
    assert await slugs(door) == before
    assert "s3cret-word" not in answer.text + door.log()
    assert "Dry gate" not in (await door("GET", "/api/audit?limit=1000")).text


async def test_a_table_is_added_whole_or_not_at_all_unless_it_is_asked_for(door: Door):
    text = "name,main\nWhole gate,rtsp://10.2.0.1/1\n,rtsp://10.2.0.2/1\n"
    before = await slugs(door)

    assert set(faults(await send(door, text, "dryRun=false"))) == {"lines.3.name"}
    assert await slugs(door) == before
    told = (await send(door, text, "dryRun=false&partial=true")).json()
    assert [line["result"] for line in told["lines"]] == ["added", "faulty"]
    assert await slugs(door) - before == {"whole-gate"}


async def test_the_same_table_sent_again_adds_nothing(door: Door):
    text = "name,main\nTwice gate,rtsp://ada:pw@10.3.0.1/1\nTwice gate,rtsp://10.3.0.2/1\n"

    first = (await send(door, text, "dryRun=false")).json()
    again = (await send(door, text, "dryRun=false")).json()

    assert [line["id"] for line in first["lines"]] == ["twice-gate", "twice-gate-2"]
    assert (again["added"], again["existing"]) == (0, 2)


async def test_an_id_that_is_taken_is_the_fault_of_its_line(door: Door):
    await door.add_camera(id="listed", streams={"main": "rtsp://10.4.0.9/1"})

    answer = await send(door, "id,name,main\nlisted,L,rtsp://10.4.0.1/1", "dryRun=false")

    assert faults(answer) == {"lines.2.id": "another one"}


async def test_a_list_in_json_takes_credentials_for_all(door: Door):
    body = {
        "cameras": [{"name": "Json gate", "streams": {"main": "rtsp://10.5.0.1/1"}},
                    {"name": "Json yard", "streams": {"main": "rtsp://10.5.0.2/1"}, "tags": ["own"]}],
        "defaults": {"credentials": {"username": "admin", "password": "c0mmon"}, "tags": ["listed"]},
    }  # fmt: skip

    told = await door("POST", "/api/cameras/import?dryRun=false", body)

    assert told.json()["added"] == 2 and "c0mmon" not in told.text
    gate = (await door("GET", "/api/cameras/json-gate")).json()
    assert gate["credentials"] == {"username": "admin", "password": MASK} and gate["tags"] == ["listed"]
    assert (await door("GET", "/api/cameras/json-yard")).json()["tags"] == ["own"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [("{", "application/json"), ("[]", "application/json"), ("{}", "application/json"), ("", "text/csv"),
     ("name,colour\nA,b", "text/csv"), ('{"csv": "name", "cameras": []}', "application/json")],
)  # fmt: skip
async def test_what_is_no_list_is_refused(door: Door, content: str, kind: str):
    assert faults(await send(door, content, **{"content-type": kind}))


async def test_what_was_added_is_tested_in_the_background_with_a_result_in_words(door: Door, relaycam: RelayCam):
    text = f"name,main\nTested gate,{relaycam.url()}\nTested yard,rtsp://127.0.0.1:9/1\n"
    told = (await send(door, text, "dryRun=false&test=true")).json()

    async with asyncio.timeout(60):
        while (task := (await door("GET", f"/api/tasks/{told['taskId']}")).json())["state"] != "done":
            assert task["state"] != "failed", task
            await asyncio.sleep(0.1)

    assert (task["result"]["cameras"], task["result"]["answer"]) == (2, 1)
    (silent,) = task["result"]["silent"]
    assert silent["reason"] == "The connection is refused: nothing listens at this port."
    assert (await door("GET", "/api/cameras/tested-gate")).json()["state"] == "online"


async def test_a_camera_is_replaced_by_one_that_answers_and_keeps_what_it_is(door: Door, relaycam: RelayCam):
    relaycam.require("digest", "ada", "pw")
    signed = {"username": "ada", "password": "pw"}
    camera = await door.add_camera(
        streams={"main": "rtsp://127.0.0.2:9/main"}, credentials=signed, location="North", tags=["a"]
    )
    job = await door.add_job(camera["id"])

    silent = await door("POST", f"/api/cameras/{camera['id']}/replace", {"host": "127.0.0.3", "credentials": signed})
    assert (silent.status_code, silent.json()["code"]) == (409, "replacement-silent")
    assert silent.json()["streams"][0]["reasonCode"] == "refused"
    assert (await door("GET", f"/api/cameras/{camera['id']}")).json()["streams"] == camera["streams"]

    done = await door(
        "POST", f"/api/cameras/{camera['id']}/replace", {"streams": {"main": relaycam.url()}, "keepCredentials": True}
    )
    assert done.status_code == 200, done.text
    now = done.json()["camera"]
    assert (now["uid"], now["location"], now["tags"]) == (camera["uid"], "North", ["a"])
    assert now["streams"] == {"main": relaycam.url()} and now["credentials"]["username"] == "ada"
    assert done.json()["streams"][0]["codec"] == "h264" and done.json()["forced"] is False
    assert (await door("GET", f"/api/jobs/{job['id']}")).json()["cameraId"] == camera["id"]
    (change,) = (await door("GET", f"/api/cameras/{camera['id']}/changes")).json()
    assert change["before"]["streams"] == camera["streams"] and change["after"]["streams"] == now["streams"]
    assert (change["kind"], change["by"], change["forced"]) == ("replaced", "admin", False)
    assert "pw" not in str(change)


async def test_a_replacement_hears_no_stored_password_unless_that_is_said(door: Door):
    signed, heard = {"username": "ada", "password": "pw"}, []
    camera = await door.add_camera(streams={"main": "rtsp://127.0.0.2:9/main"}, credentials=signed)

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(4000))
        writer.close()

    async with await asyncio.start_server(hear, "127.0.0.1", 0) as trap:
        streams = {"main": f"rtsp://127.0.0.1:{trap.sockets[0].getsockname()[1]}/main"}
        for more in ({}, {"force": True, "credentials": {"username": "ada"}}):
            refused = await door("POST", f"/api/cameras/{camera['id']}/replace", {"streams": streams, **more})
            assert faults(refused) == {"credentials.password": "the password itself, or `keepCredentials: true`"}

    assert heard == []


async def test_a_silent_one_is_taken_when_it_must_be_and_that_is_told(door: Door):
    camera = await door.add_camera(streams={"main": "rtsp://127.0.0.2:9/main"})

    done = await door("POST", f"/api/cameras/{camera['id']}/replace", {"host": "127.0.0.3", "force": True})

    assert (done.status_code, done.json()["forced"]) == (200, True)
    assert done.json()["camera"]["streams"] == {"main": "rtsp://127.0.0.3:9/main"}
    assert (await door("GET", f"/api/cameras/{camera['id']}/changes")).json()[0]["forced"] is True


@pytest.mark.parametrize("body", [{}, {"host": "a", "streams": {"main": "rtsp://a/1"}}, {"streams": {"main": "x"}}])
async def test_a_replacement_says_where_it_is(door: Door, body: dict[str, Any]):
    camera = await door.add_camera()
    assert faults(await door("POST", f"/api/cameras/{camera['id']}/replace", body))


async def test_a_device_that_moved_is_followed_with_its_facts(door: Door):
    here, there = "127.0.0.11", "127.0.0.12"
    with OnvifCam(main=f"rtsp://{here}:9/main", host=here, serial="OLD", discoverable=False) as cam:
        body = {"host": here, "port": cam.port, "name": door.name("Dome"),
                "credentials": {"username": cam.username, "password": cam.password}}  # fmt: skip
        camera = (await door("POST", "/api/cameras/onvif", body)).json()
        port = cam.port
    with OnvifCam(main=f"rtsp://{there}:9/main", host=there, port=port, serial="NEW", discoverable=False):
        done = await door(
            "POST", f"/api/cameras/{camera['id']}/replace", {"host": there, "force": True, "keepCredentials": True}
        )
        assert done.status_code == 200, done.text

        device = (await door("GET", f"/api/cameras/{camera['id']}/device")).json()
        assert (device["host"], device["serial"], device["seenHost"]) == (there, "NEW", None)
        moved = await door("POST", f"/api/cameras/{camera['id']}/ptz", {"move": "home"})
        assert moved.status_code == 204, moved.text


async def test_addresses_are_tried_before_they_are_anybodys(door: Door, relaycam: RelayCam):
    streams = {"main": relaycam.url(), "sub": "rtsp://127.0.0.1:9/none"}
    before = await slugs(door)

    answer = await door("POST", "/api/cameras/try", {"streams": streams})

    told = answer.json()
    main, sub = told["streams"]
    assert (told["ok"], main["ok"], main["codec"], sub["ok"], sub["reasonCode"]) == (
        False,
        True,
        "h264",
        False,
        "refused",
    )
    assert main["picture"].startswith("data:image/jpeg;base64,/9j/") and sub["picture"] is None
    assert await slugs(door) == before


async def test_a_trial_sends_a_stored_password_to_no_other_host(door: Door, relaycam: RelayCam):
    credentials = {"username": "ada", "password": "s3cret-word"}
    camera = await door.add_camera(streams={"main": relaycam.url()}, credentials=credentials)
    masked = {"username": "ada", "password": MASK}

    elsewhere = {"cameraId": camera["id"], "streams": {"main": "rtsp://10.9.0.1/1"}, "credentials": masked}
    assert set(faults(await door("POST", "/api/cameras/try", elsewhere))) == {"credentials.password"}
    here = await door("POST", "/api/cameras/try", {"cameraId": camera["id"], "streams": camera["streams"]})

    assert here.json()["ok"] and "s3cret-word" not in here.text + door.log()
    assert set(faults(await door("POST", "/api/cameras/try", {"streams": {"main": "nowhere"}}))) == {"streams.main"}
    assert (
        await door("POST", "/api/cameras/try", {"streams": {"main": "rtsp://x/1"}}, as_="EDITOR")
    ).status_code == 403
