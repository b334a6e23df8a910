"""Templates of jobs, kept and applied to many cameras, through the public door."""

from typing import Any

import pytest

from tests.camcron.door import BY_HAND, Door, faults

pytestmark = pytest.mark.asyncio(loop_scope="module")
OFFICE: dict[str, Any] = {
    "name": "{cameraName}, office hours",
    "action": "record",
    "schedule": {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5"},
    "retention": {"maxDays": 30},
    "enabled": False,
}


@pytest.fixture
def door(each_door: Door) -> Door:
    return each_door


async def template(door: Door, **more: Any) -> dict[str, Any]:
    answer = await door("POST", "/api/templates", {"name": door.name("Template"), "job": OFFICE | more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def apply(door: Door, made: dict[str, Any], **to: Any) -> dict[str, Any]:
    answer = await door("POST", f"/api/templates/{made['id']}/apply", to)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def jobs_of(door: Door, camera: dict[str, Any]) -> list[dict[str, Any]]:
    return list((await door("GET", "/api/jobs", params={"cameraId": camera["id"]})).json())


async def test_a_template_is_kept_changed_and_deleted(door: Door):
    made = await template(door)

    assert (await door("PUT", f"/api/templates/{made['id']}", made)).json()["job"] == made["job"] == OFFICE
    changed = await door(
        "PUT", f"/api/templates/{made['id']}", made | {"name": "Another", "job": OFFICE | {"priority": 2}}
    )
    assert (changed.json()["name"], changed.json()["job"]["priority"]) == ("Another", 2)
    assert made["id"] in [each["id"] for each in (await door("GET", "/api/templates?q=another")).json()]
    assert (await door("DELETE", f"/api/templates/{made['id']}")).status_code == 204
    assert (await door("GET", f"/api/templates/{made['id']}")).status_code == 404


async def test_a_template_becomes_a_job_of_each_camera_named_after_it(door: Door):
    made = await template(door)
    cameras = [await door.add_camera(tags=["many"]) for _ in range(3)]

    answer = await apply(door, made, tag="many")

    assert (answer["made"], answer["failed"]) == (3, 0)
    for camera in cameras:
        (job,) = await jobs_of(door, camera)
        assert job["name"] == f"{camera['name']}, office hours"
        assert (job["schedule"]["cron"], job["retention"], job["enabled"]) == ("0 8 * * 1-5", {"maxDays": 30}, False)


async def test_a_preview_makes_nothing_and_tells_what_would_be_made(door: Door):
    made, camera = await template(door, schedule={"cron": "0 8-18 * * *"}), await door.add_camera()

    preview = await apply(door, made, cameraIds=[camera["id"]], dryRun=True)
    assert await jobs_of(door, camera) == []
    done = await apply(door, made, cameraIds=[camera["id"]])

    assert preview["results"] == done["results"] and preview["dryRun"]
    assert preview["results"][0]["warnings"][0]["code"] == "one-minute-windows"
    assert [job["id"] for job in await jobs_of(door, camera)] == [done["results"][0]["jobId"]]


async def test_a_template_whose_jobs_will_be_blocked_says_so_of_each_in_its_preview(door: Door):
    blocked = {"action": "custom_command", "processConfig": {"command": "ffprobe {streamUrl}"}}
    made = await template(door, schedule={"cron": "0 8 * * *"}, **blocked)
    cameras = [(await door.add_camera())["id"] for _ in range(2)]

    preview = await apply(door, made, cameraIds=cameras, dryRun=True)

    told = [[warning["code"] for warning in each["warnings"]] for each in preview["results"]]
    assert told == [["blocked"], ["blocked"]]


async def test_applying_twice_makes_nothing_twice(door: Door):
    made, camera = await template(door), await door.add_camera()
    first = await apply(door, made, cameraIds=[camera["id"]])

    again = await apply(door, made, cameraIds=[camera["id"], camera["id"]])

    assert [each["outcome"] for each in again["results"]] == ["exists"]
    assert again["results"][0]["jobId"] == first["results"][0]["jobId"]


async def test_a_camera_without_the_stream_fails_by_itself(door: Door):
    made = await template(door, streamKey="sub")
    with_, without = await door.add_camera(streams={"sub": "rtsp://127.0.0.1:9/2"}), await door.add_camera()

    answer = await apply(door, made, cameraIds=[without["id"], with_["id"]], enabled=False, name="Sub of {cameraId}")

    assert [each["outcome"] for each in answer["results"]] == ["failed", "made"]
    assert "no stream «sub»" in answer["results"][0]["reason"]
    assert (await jobs_of(door, with_))[0]["name"] == f"Sub of {with_['id']}"


async def test_a_template_is_made_of_a_job_and_leaves_its_camera_out(door: Door):
    camera = await door.add_camera()
    job = await door.add_job(camera["id"], name=f"{camera['name']} at night", schedule=BY_HAND, priority=5)

    made = (await door("POST", f"/api/jobs/{job['id']}/template")).json()

    assert made["job"]["name"] == "{cameraName} at night"
    assert made["job"]["priority"] == 5 and "cameraId" not in made["job"]
    other = await door.add_camera()
    await apply(door, made, cameraIds=[other["id"]])
    (copy,) = await jobs_of(door, other)
    same = ("action", "schedule", "output", "processConfig", "retention", "priority", "maxRetries")
    assert [copy[key] for key in same] == [job[key] for key in same]


async def test_an_address_of_one_camera_is_no_template(door: Door):
    job = await door.add_job(streamUrl="rtsp://u:pw@10.1.2.3/x")

    assert "streamUrl" in faults(await door("POST", f"/api/jobs/{job['id']}/template"))
    body = {"name": "x", "job": OFFICE | {"streamUrl": "rtsp://10.1.2.3/x"}}
    assert "job.streamUrl" in faults(await door("POST", "/api/templates", body))


@pytest.mark.parametrize(
    ("job", "path"),
    [
        ({"schedule": {"cron": "61 * * * *"}}, "job.schedule.cron"),
        ({"output": {"directory": "/etc"}}, "job.output.directory"),
        ({"processConfig": {"resolution": "640x480"}}, "job.processConfig.resolution"),
        ({"action": "dance"}, "job.action"),
    ],
)
async def test_what_is_wrong_with_a_template_is_told_when_it_is_saved(door: Door, job: dict[str, Any], path: str):
    assert path in faults(await door("POST", "/api/templates", {"name": "x", "job": OFFICE | job}))


@pytest.mark.parametrize(
    "to", [{}, {"tag": "a", "siteId": "default"}, {"cameraIds": ["nobody"]}, {"siteId": "nowhere"}]
)
async def test_it_must_be_clear_for_which_cameras(door: Door, to: dict[str, Any]):
    made = await template(door)

    faults(await door("POST", f"/api/templates/{made['id']}/apply", to))


async def test_only_an_administrator_makes_templates_of_commands(door: Door):
    body = {"name": "x", "job": {"name": "x", "action": "custom_command", "schedule": {},
                                 "processConfig": {"command": "ffprobe x"}}}  # fmt: skip

    assert (await door("POST", "/api/templates", body, as_="EDITOR")).status_code == 403
