"""What is told when a job is saved: what was probably not meant, what will keep it from running, and what mends it."""

from typing import Any

import pytest

from tests.camcron.door import Door

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def door(each_door: Door) -> Door:
    return each_door


async def test_a_period_in_the_past_is_accepted_with_a_fix_that_helps(door: Door):
    period = {"startDate": "2020-03-01", "endDate": "2020-09-30", "recurrent": False}
    job = await door.add_job(schedule={"cron": "0 8 * * *", "cronStop": "0 9 * * *", "period": period})

    (warning,) = job["warnings"]
    assert warning["code"] == "period-past"
    mended = await door("PUT", f"/api/jobs/{job['id']}", {**job, **warning["fix"]})
    assert (mended.status_code, mended.json()["warnings"]) == (200, [])


@pytest.mark.parametrize(
    ("action", "schedule", "code", "meant"),
    [
        ("record", {"cron": "0 8-18 * * 1-5"}, "one-minute-windows",
         {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5"}),
        ("record", {"cron": "0 * * * *", "triggerType": "continuous"}, "one-minute-windows", {"cron": "* * * * *"}),
        ("record", {"cron": "0 8 * * *", "cronStop": "0 8 * * *"}, "stop-equals-start",
         {"cron": None, "cronStop": None}),
        ("snapshot", {"cron": "*/7 * * * *"}, "uneven-step", {"cron": "*/6 * * * *"}),
        ("record", {"cron": "*/5 * * * *", "duration": 600}, "overlapping-duration", {"duration": 300}),
    ],
)  # fmt: skip
async def test_what_was_probably_not_meant_is_told_with_a_fix_that_is_accepted(
    door: Door, action: str, schedule: dict[str, Any], code: str, meant: dict[str, Any]
):
    job = await door.add_job(action=action, schedule=schedule, enabled=False, timezone="UTC")

    (warning,) = job["warnings"]
    assert warning["code"] == code and warning["message"]
    assert meant.items() <= warning["fix"]["schedule"].items()
    mended = await door("PUT", f"/api/jobs/{job['id']}", {**job, **warning["fix"]})
    assert (mended.status_code, mended.json()["warnings"]) == (200, [])


async def test_two_jobs_that_may_write_one_name_are_accepted_with_a_warning_and_a_fix(door: Door):
    output = {"directory": "meeting", "filenamePattern": "{date}"}
    first = await door.add_job(output=output)
    assert first["warnings"] == []

    second = await door.add_job(output=output)

    (warning,) = second["warnings"]
    assert warning["code"] == "paths-meet" and first["name"] in warning["message"]
    mended = await door("PUT", f"/api/jobs/{second['id']}", {**second, **warning["fix"]})
    assert (mended.json()["warnings"], mended.json()["output"]["directory"]) == ([], "meeting")


async def test_what_cannot_run_until_somebody_changes_something_is_blocked_and_says_so(door: Door):
    command = {"command": "ffprobe {streamUrl}"}  # none comes with the server
    job = await door.add_job(action="custom_command", schedule={"cron": "0 8 * * *"}, processConfig=command)

    shown = await door.reaches(job["id"], "blocked")

    assert "ffmpeg.ffprobePath" in shown["reason"] and shown["reasonCode"] == "command"
    refused = await door("POST", f"/api/jobs/{job['id']}/start")
    assert (refused.status_code, refused.json()["code"], refused.json()["reasonCode"]) == (
        409,
        "job-cannot-run",
        "command",
    )


async def test_a_job_that_is_saved_blocked_says_so_at_once_with_a_warning(door: Door):
    more = {"action": "custom_command", "schedule": {"cron": "0 8 * * *"}}

    job = await door.add_job(**more, processConfig={"command": "ffprobe {streamUrl}"})

    (warning,) = job["warnings"]
    assert (job["state"], job["reasonCode"]) == ("blocked", "command") and "ffmpeg.ffprobePath" in job["reason"]
    assert (warning["code"], warning["fix"]) == ("blocked", None) and job["reason"] in warning["message"]
    assert "Nothing in the job itself mends that" in warning["message"]
    mended = await door("PUT", f"/api/jobs/{job['id']}", {**job, "processConfig": {"command": "ffmpeg -version"}})
    assert (mended.json()["state"], mended.json()["warnings"]) == ("idle", [])
    again = await door("PUT", f"/api/jobs/{job['id']}", job)
    assert (again.json()["state"], again.json()["warnings"]) == ("blocked", [warning])


async def test_a_disabled_camera_disables_its_jobs_with_that_reason(door: Door):
    camera = await door.add_camera()
    job = await door.add_job(camera["id"])
    await door("PUT", f"/api/cameras/{camera['id']}", {**camera, "enabled": False})

    shown = await door.reaches(job["id"], "disabled")

    assert shown["reasonCode"] == "cameraDisabled"
    refused = await door("POST", f"/api/jobs/{job['id']}/start")
    assert (refused.status_code, refused.json()["reasonCode"]) == (409, "cameraDisabled")
