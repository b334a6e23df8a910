"""What pages and programs hear of the whole server: the full picture, then each change; and the logs of a job."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from regie.camcron.jobs.queries import Shelf
from regie.camcron.overview import live
from regie.camcron.wiring.noticing import subjects
from regie.kernel.clock import SystemClock
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.service import Notices
from tests.camcron.door import PASSWORD, Door
from tests.kernel.auth.test_sockets import listening

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def host(door: Door) -> AsyncIterator[str]:
    async with listening(door.house.app) as served:
        yield served


async def token(door: Door, role: str = "VIEWER") -> str:
    return (await door.someone(role)).headers["authorization"].removeprefix("Bearer ")


async def hears(socket: ClientConnection, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first message that is the wanted one."""
    async with asyncio.timeout(5):
        while True:
            message: dict[str, Any] = json.loads(await socket.recv())
            if wanted(message):
                return message


async def test_the_picture_is_full_and_changes_follow(door: Door, host: str):
    camera = await door.add_camera()
    job = await door.add_job(camera["id"])
    async with connect(f"ws://{host}/ws/status?token={await token(door)}") as socket:
        first = json.loads(await socket.recv())
        assert first["type"] == "snapshot"
        assert job["id"] in {each["id"] for each in first["jobs"]}
        assert camera["id"] in {each["id"] for each in first["cameras"]}
        assert first["status"]["jobs"]["total"] == len(first["jobs"])

        await door("PUT", f"/api/jobs/{job['id']}", {**job, "priority": 5})
        told = await hears(
            socket, lambda m: m["type"] == "job" and m["job"]["id"] == job["id"] and m["job"]["priority"] == 5
        )
        asked = (await door("GET", f"/api/jobs/{job['id']}")).json()
        moving = {
            "state",
            "reason",
            "reasonCode",
            "stateSince",
            "nextTryAt",
            "lastRun",
        }  # a moment lies between the two
        assert {key: told["job"][key] for key in asked if key not in moving} == {
            key: value for key, value in asked.items() if key not in moving
        }
        await door("PUT", f"/api/cameras/{camera['id']}", {**camera, "location": "There"})
        await hears(socket, lambda m: m["type"] == "camera" and m["camera"]["location"] == "There")
        await door("DELETE", f"/api/cameras/{camera['id']}?cascade=true")
        await hears(socket, lambda m: m == {"type": "jobDeleted", "id": job["id"]})
        await hears(socket, lambda m: m == {"type": "cameraDeleted", "id": camera["id"]})


async def test_a_change_that_could_not_be_read_is_told_as_soon_as_it_can_be(
    door: Door, host: str, monkeypatch: pytest.MonkeyPatch
):
    job, load, failed = await door.add_job(enabled=False), Shelf.load, []

    async def fails_once(self: Shelf, *asked: Any, **more: Any) -> Any:
        task = asyncio.current_task()
        if task is not None and task.get_name() == "live" and not failed:
            failed.append("the database does not answer")
            raise OSError(failed[0])
        return await load(self, *asked, **more)

    async with connect(f"ws://{host}/ws/status?token={await token(door)}") as socket:
        assert json.loads(await socket.recv())["type"] == "snapshot"
        monkeypatch.setattr(Shelf, "load", fails_once)
        monkeypatch.setattr(live, "STATUS_EVERY", 0.1)
        await door("PUT", f"/api/jobs/{job['id']}", {**job, "priority": 5})

        await hears(socket, lambda m: m["type"] == "job" and m["job"]["priority"] == 5)
    assert failed


async def test_what_happens_is_heard_and_so_is_its_end_and_who_looks_after_it(door: Door, host: str):
    camera = await door.add_camera(name="Gate")
    notices, database = Notices(SystemClock()), door.house.database
    notices.subject_of = subjects(door.house.camcron.shelf, door.house.camcron.cameras)
    offline = Happening("cameraOffline", "No answer.", level="alert", key="test", camera_id=camera["uid"])
    async with connect(f"ws://{host}/ws/status?token={await token(door)}") as socket:
        await socket.recv()
        async with database.write() as session:
            told = await notices.tell(session, offline)
        event = (await hears(socket, lambda m: m["type"] == "event"))["event"]
        assert (event["id"], event["cameraId"], event["cameraName"]) == (told, camera["id"], "Gate")
        assert (event["open"], event["read"], event["site"]) == (True, None, "default")

        await door("POST", f"/api/events/{told}/acknowledge", as_="EDITOR")
        await hears(socket, lambda m: m["type"] == "event" and m["event"]["acknowledgedBy"] == "editor")
        await door("POST", "/api/events/read", {"ids": [told]}, as_="EDITOR")
        await hears(socket, lambda m: m["type"] == "eventsRead")
        async with database.write() as session:
            await notices.resolve(session, "test", Happening("cameraOnline", "It answers.", camera_id=camera["uid"]))
        await hears(socket, lambda m: m["type"] == "event" and m["event"]["resolution"] == "It answers.")
        await hears(socket, lambda m: m["type"] == "event" and m["event"]["kind"] == "cameraOnline")


async def test_a_token_in_the_address_is_in_no_log(door: Door, host: str):
    secret = await token(door, "EDITOR")
    async with connect(f"ws://{host}/ws/status?token={secret}") as socket:
        await socket.recv()

    assert secret not in door.log()


async def test_who_signs_out_hears_nothing_more(door: Door, host: str):
    await door.someone("ADMIN")
    async with door.client() as browser:
        signed = await browser.post("/api/auth/session", json={"username": "admin", "password": PASSWORD})
        cookie = {"cookie": f"regie_session={browser.cookies['regie_session']}"}
        async with connect(f"ws://{host}/ws/status", additional_headers=cookie) as socket:
            await socket.recv()
            answer = await browser.delete("/api/auth/session", headers={"x-csrf-token": signed.json()["csrf"]})
            assert answer.status_code == 204

            assert await cut(socket) == 4401


async def cut(socket: ClientConnection) -> int:
    async with asyncio.timeout(5):
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                await socket.recv()
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


async def test_a_token_that_is_revoked_hears_nothing_more(door: Door, host: str):
    made = (await door("POST", "/api/tokens", {"name": "wall", "scopes": ["status.read"]})).json()
    async with connect(f"ws://{host}/ws/status?token={made['token']}") as socket:
        await socket.recv()
        await door("DELETE", f"/api/tokens/{made['id']}")

        assert await cut(socket) == 4401


async def test_the_lines_of_a_job_are_heard_as_they_are_said(door: Door, host: str):
    job = await door.add_job(maxRetries=-1)
    async with connect(f"ws://{host}/ws/logs/{job['id']}?token={await token(door)}") as socket:
        await door("POST", f"/api/jobs/{job['id']}/start")
        line = (await hears(socket, lambda m: m["type"] == "lines"))["lines"][0]

        assert {"number", "at", "pipe", "level", "text"} <= set(line)
        assert line["at"].endswith("Z")
    async with connect(f"ws://{host}/ws/logs/{job['id']}?token={await token(door)}") as later:
        again = (await hears(later, lambda m: m["type"] == "lines"))["lines"][0]
    assert again["number"] == 1
    assert again["text"] == (await door("GET", f"/api/jobs/{job['id']}/logs?limit=1000")).json()[0]["text"]
    await door("POST", f"/api/jobs/{job['id']}/stop")


async def test_logs_of_a_job_that_is_not_there_are_not_found(door: Door, host: str):
    with pytest.raises(InvalidStatus) as refused:
        await connect(f"ws://{host}/ws/logs/nobody?token={await token(door)}")

    assert refused.value.response.status_code == 404


@pytest.mark.parametrize("path", ["status", "logs/nobody"])
async def test_a_stranger_hears_nothing(door: Door, host: str, path: str):
    with pytest.raises(InvalidStatus) as refused:
        await connect(f"ws://{host}/ws/{path}")

    assert refused.value.response.status_code == 401
