"""Copies of jobs, and one deed for many of them, through the public door."""

from typing import Any

import pytest

from tests.camcron.door import Door, faults
from tests.camcron.jobs.test_routes import settled

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def door(each_door: Door) -> Door:
    return each_door


async def copy(door: Door, job: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = await door("POST", f"/api/jobs/{job['id']}/duplicate", more)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def bulk(door: Door, action: str, **more: Any) -> dict[str, Any]:
    answer = await door("POST", "/api/jobs/bulk", {"action": action, **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_a_copy_does_the_same_and_begins_nothing_by_surprise(door: Door):
    job = await door.add_job(priority=4, output={"directory": "copied"}, streamUrl="rtsp://u:pw@10.1.2.3/x")

    made = await copy(door, job)

    differing = ("id", "uid", "name", "enabled", "state", "reason", "reasonCode", "createdAt")
    same = {key: value for key, value in settled(job).items() if key not in differing}
    assert same.items() <= made.items()
    assert (made["enabled"], made["name"], made["state"]) == (False, f"{job['name']} (copy)", "disabled")


async def test_a_copy_keeps_the_secret_of_its_address(door: Door):
    job = await door.add_job(streamUrl="rtsp://u:pw-kept@10.1.2.3/x")
    made = await copy(door, job)

    async with door.house.database.read() as session:
        (held,) = await door.house.camcron.shelf.load(session, [made["uid"]])

    assert held.spec.source == "rtsp://u:pw-kept@10.1.2.3/x"


async def test_a_copy_may_be_for_another_camera_that_has_the_stream(door: Door):
    job = await door.add_job()
    camera = await door.add_camera(streams={"sub": "rtsp://127.0.0.1:9/2"})
    other = await door.add_job(camera["id"], streamKey="sub")

    made = await copy(door, job, cameraId=camera["id"], name="For the other", enabled=True)

    assert (made["cameraId"], made["id"], made["enabled"]) == (camera["id"], "for-the-other", True)
    refused = await door("POST", f"/api/jobs/{other['id']}/duplicate", {"cameraId": job["cameraId"]})
    assert "cameraId" in faults(refused)


async def test_only_an_administrator_copies_a_command(door: Door):
    job = await door.add_job(action="custom_command", processConfig={"command": "ffprobe x"}, schedule={})

    assert (await door("POST", f"/api/jobs/{job['id']}/duplicate", as_="EDITOR")).status_code == 403
    assert (await door("POST", f"/api/jobs/{job['id']}/duplicate")).status_code == 201


async def test_many_jobs_are_switched_and_each_is_told(door: Door):
    first, second = await door.add_job(), await door.add_job(enabled=False)

    answer = await bulk(door, "disable", ids=[first["id"], second["id"], "nobody"])

    assert [(each["id"], each["outcome"]) for each in answer["results"]] == [
        (first["id"], "done"), (second["id"], "unchanged"), ("nobody", "failed")
    ]  # fmt: skip
    assert (answer["done"], answer["unchanged"], answer["failed"]) == (1, 1, 1)
    assert answer["results"][2]["code"] == "job-not-found" and "nobody" in answer["results"][2]["reason"]
    assert (await door("GET", f"/api/jobs/{first['id']}")).json()["state"] == "disabled"


async def test_what_cannot_be_started_does_not_hold_up_the_others(door: Door):
    off, on = await door.add_job(enabled=False), await door.add_job()

    answer = await bulk(door, "start", ids=[off["id"], on["id"]])

    assert [each["outcome"] for each in answer["results"]] == ["failed", "done"]
    assert answer["results"][0]["code"] == "job-cannot-run"
    assert (await door("GET", f"/api/jobs/{on['id']}")).json()["state"] != "idle"
    assert (await bulk(door, "stop", ids=[on["id"]]))["done"] == 1


async def test_a_filter_finds_the_jobs_of_a_tag_a_site_a_camera(door: Door):
    site = (await door("POST", "/api/sites", {"name": door.name("Site"), "timezone": "Asia/Tokyo"})).json()
    camera = await door.add_camera(tags=["outdoor"], siteId=site["id"])
    inside = [(await door.add_job(camera["id"]))["id"] for _ in range(2)]
    await door.add_job()

    for wanted in ({"tag": "outdoor"}, {"siteId": site["id"]}, {"cameraId": camera["id"], "state": "idle"}):
        answer = await bulk(door, "enable", filter=wanted)
        assert sorted(each["id"] for each in answer["results"]) == sorted(inside), wanted


async def test_many_jobs_are_deleted(door: Door):
    jobs = [(await door.add_job())["id"] for _ in range(30)]

    assert (await bulk(door, "delete", ids=jobs))["done"] == 30
    assert (await door("GET", f"/api/jobs/{jobs[-1]}")).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{}, {"ids": ["a"], "filter": {"tag": "x"}}, {"filter": {}}, {"ids": ["a"], "action": "paint"}]
)
async def test_a_deed_for_nobody_or_for_everybody_by_mistake_is_refused(door: Door, wrong: dict[str, Any]):
    faults(await door("POST", "/api/jobs/bulk", {"action": "delete", **wrong}))
