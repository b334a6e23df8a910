"""The whole server and a real broker: what home automation sees and does."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from regie.camcron.wiring.noticing import subjects
from regie.kernel.clock import SystemClock
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.service import Notices
from tests.camcron.door import Door, open_door
from tests.rigs.mqtt import PASSWORD, USER, Broker, Listener, broker, listener

pytestmark = pytest.mark.asyncio(loop_scope="module")
PATIENCE = 20.0


def settings(port: int, **more: Any) -> dict[str, Any]:
    line = {"enabled": True, "host": "127.0.0.1", "port": port, "user": USER, "pass": PASSWORD} | more
    return {"notifications": {"mqtt": line}}


async def eventually(holds: Callable[[], bool], what: Callable[[], object]) -> None:
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while not holds():
        assert asyncio.get_running_loop().time() < deadline, what()
        await asyncio.sleep(0.02)


@pytest.fixture(scope="module")
def mosquitto() -> Iterator[Broker]:
    with broker() as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door(mosquitto: Broker, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Door]:
    async with open_door(tmp_path_factory.mktemp("house"), settings(mosquitto.port)) as opened:
        yield opened


@pytest.fixture
def heard(mosquitto: Broker) -> Iterator[Listener]:
    with listener(mosquitto.port) as made:
        yield made


async def says(heard: Listener, topic: str, payload: str) -> None:
    await eventually(lambda: heard.said.get(topic) == payload, lambda: f"{topic}: {heard.said.get(topic)!r}")


async def test_cameras_and_jobs_are_said_retained_and_home_assistant_finds_them(door: Door, heard: Listener):
    camera = await door.add_camera(name="Gate", model="X1")
    job = await door.add_job(camera["id"], name="Gate by day", enabled=False)
    await says(heard, "regie/status", "online")
    await says(heard, f"regie/cameras/{camera['id']}/state", "unknown")
    await says(heard, f"regie/jobs/{job['id']}/state", "disabled")
    await says(heard, f"regie/jobs/{job['id']}/enabled", "OFF")
    await says(heard, f"regie/jobs/{job['id']}/running", "OFF")

    configs = {topic: json.loads(said) for topic, said in heard.said.items() if topic.endswith("/config") and said}
    ends = (f"camera_{camera['id']}", f"camera_{camera['id']}_motion", f"job_{job['id']}", f"job_{job['id']}_running")
    mine = {entity["name"]: entity for entity in configs.values() if entity["unique_id"].endswith(ends)}
    assert set(mine) == {"Connection", "Motion", "Gate by day", "Gate by day running"}
    assert len({entity["device"]["identifiers"][0] for entity in mine.values()}) == 1, "one device in Home Assistant"
    assert mine["Connection"]["device"]["name"] == "Gate"
    assert mine["Connection"]["device"]["model"] == "X1"
    assert {entity["availability_topic"] for entity in mine.values()} == {"regie/status"}
    assert mine["Gate by day"]["command_topic"] == f"regie/jobs/{job['id']}/set"
    for entity in (mine["Connection"], mine["Gate by day"], mine["Gate by day running"]):
        assert entity["state_topic"] in heard.said, "what is described is said"

    with listener(heard._client.port) as late:
        await says(late, f"regie/jobs/{job['id']}/enabled", "OFF")
        assert all(retained for topic, _, retained in late.all if topic.startswith("regie/")), "retained"


async def test_a_switch_enables_and_disables_a_job_and_the_audit_says_who(door: Door, heard: Listener):
    job = await door.add_job(enabled=False)
    here = f"regie/jobs/{job['id']}"
    await says(heard, f"{here}/enabled", "OFF")
    heard.say(f"{here}/set", "ON")
    await says(heard, f"{here}/enabled", "ON")
    assert (await door("GET", f"/api/jobs/{job['id']}")).json()["enabled"] is True
    deed = (await door("GET", f"/api/audit?objectId={job['uid']}")).json()[0]
    assert (deed["userName"], deed["how"], deed["action"]) == ("mqtt", "system", "update")

    heard.say(f"{here}/set", "START")
    trying = ("starting", "retrying", "running", "waiting")
    await eventually(lambda: heard.said[f"{here}/state"] in trying, lambda: heard.said[f"{here}/state"])
    heard.say(f"{here}/set", "STOP")
    await says(heard, f"{here}/state", "idle")
    heard.say(f"{here}/set", "OFF")
    await says(heard, f"{here}/enabled", "OFF")


async def test_a_command_that_cannot_be_carried_out_is_answered_with_what_is(door: Door, heard: Listener):
    job = await door.add_job(enabled=False)
    here = f"regie/jobs/{job['id']}"
    await says(heard, f"{here}/state", "disabled")
    before = len([1 for topic, _, _ in heard.all if topic == f"{here}/enabled"])
    heard.say(f"{here}/set", "START")
    await eventually(
        lambda: len([1 for topic, _, _ in heard.all if topic == f"{here}/enabled"]) > before, heard.all.copy
    )
    assert heard.said[f"{here}/state"] == "disabled"
    heard.say("regie/jobs/nobody/set", "ON")
    heard.say(f"{here}/set", "dance")
    await says(heard, "regie/status", "online")


async def test_an_old_wish_that_the_broker_kept_is_not_carried_out(door: Door, heard: Listener, mosquitto: Broker):
    job = await door.add_job(enabled=False)
    here = f"regie/jobs/{job['id']}"
    await says(heard, f"{here}/enabled", "OFF")
    await door("PUT", "/api/config", settings(mosquitto.port, enabled=False))
    await says(heard, "regie/status", "offline")
    heard.say(f"{here}/set", "ON", retain=True)
    await door("PUT", "/api/config", settings(mosquitto.port))
    await says(heard, "regie/status", "online")
    heard.say(f"{here}/set", "nonsense")  # heard after the old one
    await eventually(lambda: "is not understood" in door.log(), lambda: door.log()[-2000:])
    assert (await door("GET", f"/api/jobs/{job['id']}")).json()["enabled"] is False
    heard.say(f"{here}/set", "", retain=True)


async def test_a_broker_that_went_is_found_again_and_hears_everything_anew(door: Door, mosquitto: Broker):
    job = await door.add_job(enabled=False)
    mosquitto.stop()
    await door("PUT", f"/api/jobs/{job['id']}", {**job, "enabled": True})
    mosquitto.start()
    with listener(mosquitto.port) as again:
        await says(again, f"regie/jobs/{job['id']}/enabled", "ON")
        await says(again, "regie/status", "online")


async def test_what_is_deleted_or_renamed_is_gone_or_renamed_there(door: Door, heard: Listener):
    camera = await door.add_camera(name="Yard")
    job = await door.add_job(camera["id"], name="Yard job")
    config = next(t for t in await _configs(heard, f"job_{job['id']}/config"))
    await door("PUT", f"/api/jobs/{job['id']}", {**job, "name": "Renamed"})
    await eventually(lambda: '"Renamed"' in heard.said[config], lambda: heard.said[config])
    await door("DELETE", f"/api/cameras/{camera['id']}?cascade=true")
    await says(heard, config, "")
    await says(heard, f"regie/jobs/{job['id']}/state", "")
    await says(heard, f"regie/cameras/{camera['id']}/state", "")


async def _configs(heard: Listener, end: str) -> list[str]:
    def found() -> list[str]:
        return [topic for topic, said in tuple(heard.said.items()) if topic.endswith(end) and said]

    await eventually(lambda: bool(found()), lambda: sorted(heard.said))
    return found()


async def test_events_are_heard_and_motion_is_a_sensor(door: Door, heard: Listener):
    camera = await door.add_camera()
    await says(heard, f"regie/cameras/{camera['id']}/state", "unknown")
    notices = Notices(SystemClock())
    notices.subject_of = subjects(door.house.camcron.shelf, door.house.camcron.cameras)
    async with door.house.database.write() as session:
        await notices.tell(session, Happening("motion", "Something moves.", camera_id=camera["uid"]))
    await says(heard, f"regie/cameras/{camera['id']}/motion", "ON")
    event = json.loads(heard.said["regie/events"])
    assert (event["kind"], event["cameraId"], event["text"]) == ("motion", camera["id"], "Something moves.")
    assert "read" not in event


async def test_changed_settings_count_at_once_and_no_line_is_told_by_health(door: Door, mosquitto: Broker):
    async def parts() -> dict[str, Any]:
        return dict((await door("GET", "/api/health")).json()["parts"])

    assert (await parts())["mqtt"]["state"] == "ok"
    with listener(mosquitto.port) as heard:
        await door("PUT", "/api/config", settings(mosquitto.port, prefix="other"))
        await says(heard, "other/status", "online")
        await says(heard, "regie/status", "offline")
        await door("PUT", "/api/config", settings(9, prefix="other"))
        await says(heard, "other/status", "offline")
    for _ in range(200):
        if (await parts())["mqtt"]["state"] == "degraded":
            break
        await asyncio.sleep(0.05)
    assert "127.0.0.1:9" in (await parts())["mqtt"]["reason"]
    await door("PUT", "/api/config", settings(mosquitto.port, prefix="regie"))
    with listener(mosquitto.port) as heard:
        await says(heard, "regie/status", "online")
    assert PASSWORD not in door.log()


async def test_a_server_that_ends_says_so_and_the_next_one_clears_up_after_it(mosquitto: Broker, tmp_path: Path):
    own = settings(mosquitto.port, prefix="mine")
    with listener(mosquitto.port) as heard:
        async with open_door(tmp_path, own) as first:
            camera = await first.add_camera(name="Gate")
            job = await first.add_job(camera["id"])
            await says(heard, f"mine/jobs/{job['id']}/enabled", "ON")
            config = (await _configs(heard, f"job_{job['id']}/config"))[0]
        await says(heard, "mine/status", "offline")
        async with open_door(tmp_path) as without:
            without.known["ADMIN"] = without.client(**dict(first.known["ADMIN"].headers))
            assert (await without("DELETE", f"/api/jobs/{job['id']}")).status_code < 300
        async with open_door(tmp_path, own):
            await says(heard, config, "")
            await says(heard, f"mine/jobs/{job['id']}/state", "")
            await says(heard, "mine/status", "online")
