"""Jobs through the public door, on both databases."""

import asyncio
from typing import Any

import pytest

from regie.camcron.jobs.compile import DEFAULT_DIRECTORY
from tests.camcron.door import BY_HAND, Door, faults

pytestmark = pytest.mark.asyncio(loop_scope="module")
MOVING = ("updatedAt", "warnings", "restarts", "stateSince")


@pytest.fixture
def door(each_door: Door) -> Door:
    return each_door


def settled(job: dict[str, Any]) -> dict[str, Any]:
    """Without what every change moves."""
    return {key: value for key, value in job.items() if key not in MOVING}


async def test_a_job_is_added_found_changed_and_deleted(door: Door):
    camera = await door.add_camera(name="Yard")
    body = {"name": "Cour : jour & nuit", "cameraId": camera["id"], "action": "record", "schedule": BY_HAND}
    added = await door("POST", "/api/jobs", body)
    job = added.json()
    assert (added.status_code, job["id"]) == (201, "cour-jour-nuit")
    assert added.headers["location"] == "/api/jobs/cour-jour-nuit"
    assert (job["cameraId"], job["cameraName"], job["state"]) == (camera["id"], "Yard", "idle")

    changed = await door("PUT", "/api/jobs/cour-jour-nuit", {**job, "priority": 7})
    assert (changed.status_code, changed.json()["priority"], changed.json()["restarts"]) == (200, 7, [])
    assert (await door("GET", f"/api/jobs/{job['uid']}")).json()["priority"] == 7

    assert (await door("DELETE", "/api/jobs/cour-jour-nuit")).status_code == 204
    for method, rest in (
        ("GET", ""),
        ("DELETE", ""),
        ("GET", "/history"),
        ("GET", "/logs"),
        ("POST", "/start"),
        ("POST", "/stop"),
    ):
        assert (await door(method, f"/api/jobs/cour-jour-nuit{rest}")).status_code == 404, rest


async def test_a_job_needs_only_name_camera_action_and_schedule(door: Door):
    job = await door.add_job(schedule={"cron": "0 8 * * *", "cronStop": "0 18 * * *"}, enabled=False)

    assert job["output"] == {
        "directory": DEFAULT_DIRECTORY,
        "filenamePattern": "{jobId}_{timestamp}",
        "format": "mp4",
        "segmentDuration": 900,
    }
    expected = {
        "streamKey": None, "streamUrl": None, "retention": None, "maxRetries": 3, "priority": 0, "strictBounds": False,
        "timezone": None, "lastRun": None, "latestFile": None, "effectiveRetention": {"maxDays": 30, "maxSizeGB": 100},
        "state": "disabled", "reasonCode": "jobDisabled", "nextRunAt": None,
    }  # fmt: skip
    assert {key: job[key] for key in expected} == expected
    assert job["schedule"]["triggerType"] == "continuous"


async def test_a_connectivity_test_needs_no_output(door: Door):
    job = await door.add_job(action="test_connection", schedule={"cron": "0 3 * * *"})

    assert job["output"] is None
    assert job["schedule"]["triggerType"] == "oneshot"


WINTER = {"startDate": "--11-15", "endDate": "--03-15", "recurrent": True}
SEVERAL: dict[str, dict[str, Any]] = {
    "period": {
        "schedule": {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5", "period": WINTER, "excludeDates": ["--01-01"]},
        "enabled": False,
    },
    "snapshot": {
        "action": "snapshot",
        "schedule": {"cron": "*/5 * * * *", "triggerType": "oneshot"},
        "output": {"format": "JPEG"},
        "processConfig": {"resolution": "1280x720", "quality": 85},
        "enabled": False,
    },
    "own address": {
        "streamUrl": "rtsp://u:pw-of-job@10.0.0.8/x?token=tok-of-job",
        "retention": {"maxDays": 2, "maxSizeGB": 1.5},
    },
    "retention inside": {
        "output": {"directory": "a/{date}", "retention": {"maxDays": 3}},
        "processConfig": {"codec": "h264", "extraArgs": ["-rtsp_transport", "tcp"]},
    },
    "zone": {"action": "test_connection", "timezone": "Asia/Tokyo", "schedule": {}},
    "command": {
        "action": "custom_command",
        "processConfig": {"command": ["ffmpeg", "-i", "{streamUrl}"], "timeout": 30},
        "schedule": {},
    },
}


@pytest.mark.parametrize("more", SEVERAL.values(), ids=SEVERAL)
async def test_sending_back_what_was_answered_changes_nothing(door: Door, more: dict[str, Any]):
    job = await door.add_job(**more)
    secret = await source_of(door, job["uid"])
    assert job == (await door("GET", f"/api/jobs/{job['id']}")).json() | {key: job[key] for key in MOVING if key in job}

    answer = await door("PUT", f"/api/jobs/{job['id']}", job)

    assert settled(answer.json()) == settled(job)
    assert await source_of(door, job["uid"]) == secret
    entries = (await door("GET", f"/api/audit?objectId={job['uid']}")).json()
    assert [entry["action"] for entry in entries] == ["create"]


async def source_of(door: Door, uid: str) -> str:
    """The complete address that its process would get."""
    async with door.house.database.read() as session:
        (held,) = await door.house.camcron.shelf.load(session, [uid])
        return held.spec.source


@pytest.mark.parametrize("inside", [{"maxDays": 14}, None])
async def test_retention_stands_beside_the_output_or_inside_of_it_and_is_answered_beside(door: Door, inside: Any):
    job = await door.add_job(output={"retention": {"maxDays": 14}}, **({"retention": inside} if inside else {}))

    assert job["retention"] == {"maxDays": 14}
    assert "retention" not in job["output"]
    assert job["effectiveRetention"] == {"maxDays": 14, "maxSizeGB": None}


async def test_credentials_of_an_own_address_are_the_cameras_unless_it_has_its_own(door: Door):
    camera = await door.add_camera(streams={"main": "rtsp://admin:pw-of-cam@10.0.0.7/1"})
    at_home = await door.add_job(camera["id"], streamUrl="rtsp://10.0.0.7/3")
    own = await door.add_job(camera["id"], streamUrl="rtsp://me:mine@10.0.0.7/3")
    elsewhere = await door.add_job(camera["id"], streamUrl="rtsp://10.6.6.6/3")

    assert await source_of(door, at_home["uid"]) == "rtsp://admin:pw-of-cam@10.0.0.7/3"
    assert await source_of(door, own["uid"]) == "rtsp://me:mine@10.0.0.7/3"
    assert own["streamUrl"] == "rtsp://10.0.0.7/3"
    assert await source_of(door, elsewhere["uid"]) == "rtsp://10.6.6.6/3"


@pytest.mark.parametrize("sent", ["http://10.6.6.6/v?token=********", "http://me:********@10.6.6.6/v"])
async def test_a_stored_secret_cannot_be_sent_to_another_host(door: Door, sent: str):
    job = await door.add_job(streamUrl="http://me:mine@10.0.0.7/v?token=tok-of-job")

    answer = await door("PUT", f"/api/jobs/{job['id']}", {**job, "streamUrl": sent}, as_="EDITOR")

    assert faults(answer) == {"streamUrl": "the secret"}
    assert await source_of(door, job["uid"]) == "http://me:mine@10.0.0.7/v?token=tok-of-job"


async def test_start_and_stop_by_hand_are_accepted_and_remembered(door: Door):
    job = await door.add_job()

    started = await door("POST", f"/api/jobs/{job['id']}/start", as_="EDITOR")
    assert (started.status_code, started.json()["id"]) == (202, job["id"])
    running = await door.reaches(job["id"], "retrying", "waiting", "failed")
    assert running["lastRun"]["trigger"] == "manual"
    changed = await door("PUT", f"/api/jobs/{job['id']}", {**job, "strictBounds": True})
    assert changed.json()["restarts"] == [job["id"]]
    stopped = await door("POST", f"/api/jobs/{job['id']}/stop")
    assert stopped.status_code == 202
    await door.reaches(job["id"], "idle")
    history = (await door("GET", f"/api/jobs/{job['id']}/history")).json()
    assert {run["status"] for run in history} <= {"stopped", "failed"}
    entries = (await door("GET", f"/api/audit?objectId={job['uid']}")).json()
    assert [entry["action"] for entry in entries] == ["stop", "update", "start", "create"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cameraId=list-cam", ["list-a", "list-b", "list-c"]),
        ("cameraId=list-cam&sort=-name", ["list-c", "list-b", "list-a"]),
        ("cameraId=list-cam&action=snapshot", ["list-b"]),
        ("cameraId=list-cam&enabled=false", ["list-c"]),
        ("cameraId=list-cam&state=disabled", ["list-c"]),
        ("cameraId=list-cam&q=LIST%20B", ["list-b"]),
        ("cameraId=list-cam&sort=nextRunAt", ["list-b", "list-a", "list-c"]),
        ("cameraId=nobody", []),
        ("q=list-cam-name&sort=updatedAt", ["list-a", "list-b", "list-c"]),
    ],
)
async def test_the_list_is_filtered_and_sorted(door: Door, query: str, expected: list[str]):
    if (await door("GET", "/api/cameras/list-cam")).status_code == 404:
        await door.add_camera(id="list-cam", name="list-cam-name")
        await door.add_job("list-cam", name="List a")
        await door.add_job("list-cam", name="List b", action="snapshot", schedule={"cron": "0 0 1 1 *"})
        await door.add_job("list-cam", name="List c", enabled=False)

    assert [job["id"] for job in (await door("GET", f"/api/jobs?{query}")).json()] == expected


@pytest.mark.parametrize("query", ["state=asleep", "action=dance", "sort=size", "enabled=perhaps"])
async def test_a_filter_that_cannot_be_is_named(door: Door, query: str):
    assert set(faults(await door("GET", f"/api/jobs?{query}"))) == {query.partition("=")[0]}


async def test_an_id_that_is_taken_is_a_conflict_and_a_deleted_one_is_a_new_job(door: Door):
    former = await door.add_job(id="phoenix")
    taken = await door("POST", "/api/jobs", {**former, "name": "Another"})
    assert (taken.status_code, taken.json()["code"]) == (409, "job-exists")
    assert faults(await door("PUT", "/api/jobs/phoenix", {**former, "id": "raven"})) == {"id": "phoenix"}

    await door("DELETE", "/api/jobs/phoenix")
    anew = await door.add_job(id="phoenix")

    assert anew["uid"] != former["uid"]
    assert (await door("GET", "/api/jobs/phoenix/history")).json() == []


async def test_no_job_stands_where_the_console_has_the_form_of_a_new_one(door: Door):
    made = await door.add_job(name="New")
    assert made["id"] == "new-2"
    assert set(faults(await door("POST", "/api/jobs", {**made, "id": "new"}))) == {"id"}


async def test_of_several_who_take_one_id_at_once_one_gets_it(door: Door):
    camera = await door.add_camera()
    body = {"id": "job-race", "name": "R", "cameraId": camera["id"], "action": "record", "schedule": BY_HAND}

    answers = await asyncio.gather(*(door("POST", "/api/jobs", body) for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
