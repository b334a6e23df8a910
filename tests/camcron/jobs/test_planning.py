"""When a job would run and what it would take, asked through the public door before it is saved and after."""

import asyncio
import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from regie.camcron.jobs.planning import service
from regie.camcron.recordings import roots
from regie.camcron.recordings.models import KnownRoot
from regie.kernel.ids import new_id
from tests.camcron.door import Door, faults
from tests.camcron.jobs.indexing import index

pytestmark = pytest.mark.asyncio(loop_scope="module")
OFFICE = {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5"}
WEEK = {"from": "2027-03-01T00:00:00Z", "to": "2027-03-08T00:00:00Z"}
"""Monday to Monday."""


@pytest.fixture
def door(each_door: Door) -> Door:
    return each_door


async def plan(door: Door, camera: str, schedule: dict[str, Any], **more: Any) -> dict[str, Any]:
    return await _asked(door, "/api/jobs/plan", camera, schedule, **more)


async def preview(door: Door, camera: str, schedule: dict[str, Any], **more: Any) -> dict[str, Any]:
    return await _asked(door, "/api/jobs/preview", camera, schedule, **more)


async def _asked(door: Door, path: str, camera: str, schedule: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"cameraId": camera, "action": "record", "schedule": schedule, **WEEK, **more}
    answer = await door("POST", path, body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_a_plan_has_the_windows_of_its_span_with_their_true_bounds(door: Door):
    camera = await door.add_camera(timezone="Europe/Paris")

    answer = await plan(door, camera["id"], OFFICE)

    first = {"start": "2027-03-01T07:00:00.000Z", "end": "2027-03-01T17:00:00.000Z", "kind": "continuous"}
    assert (len(answer["windows"]), answer["windows"][0]) == (5, first)
    cut = {"from": "2027-03-01T10:00:00Z", "to": "2027-03-01T11:00:00Z"}
    assert (await plan(door, camera["id"], OFFICE, **cut))["windows"] == [first]


async def test_a_preview_is_the_plan_and_names_the_next_windows_the_path_and_the_room_wherever_its_span_lies(
    door: Door,
):
    camera = await door.add_camera(timezone="Europe/Paris")
    output = {"directory": "{cameraName}/{year}/{month}", "filenamePattern": "{jobName}_{timestamp}", "format": "mkv"}

    body = {"name": "Été, jour", "output": output, "retention": {"maxDays": 9}}
    answer, told = await preview(door, camera["id"], OFFICE, **body), await plan(door, camera["id"], OFFICE, **body)

    assert told == {key: answer[key] for key in ("windows", "warnings", "gbPerDay")}
    assert len(told["windows"]) == 5
    assert answer["zone"] == "Europe/Paris"
    now = datetime.now(UTC)
    coming = [datetime.fromisoformat(each["end"]) for each in answer["next"]]
    assert len(coming) == 6
    assert now < coming[0] < now + timedelta(days=4)
    year, month, name = answer["path"].split("/")[-3:]
    assert (len(year), len(month), name[:10], name[-4:]) == (4, 2, "ete-jour_2", ".mkv")
    assert answer["retention"] == {"maxDays": 9, "maxSizeGB": None}
    assert 0 < answer["freeBytes"] < answer["totalBytes"]


async def test_a_preview_of_a_test_writes_nothing_and_so_names_no_path(door: Door):
    camera = await door.add_camera()

    answer = await preview(door, camera["id"], {"cron": "0 * * * *"}, action="test_connection")

    assert (answer["path"], answer["freeBytes"]) == (None, None)


async def test_a_plan_tells_what_is_wrong_with_the_names_of_files_too(door: Door):
    camera = await door.add_camera()
    body = {"cameraId": camera["id"], "action": "record", "schedule": {"cron": "0 8 * *"},
            "output": {"filenamePattern": "{nonsense}"}}  # fmt: skip

    answer = await door("POST", "/api/jobs/plan", body)

    assert {path.split(".")[0] for path in faults(answer)} == {"schedule", "output"}


async def test_what_has_no_end_and_what_has_no_length_say_so(door: Door):
    camera = await door.add_camera()

    always = await plan(door, camera["id"], {})
    ticks = await plan(door, camera["id"], {"cron": "0 12 * * *"}, action="snapshot")

    assert always["windows"] == [{"start": None, "end": None, "kind": "continuous"}]
    assert ticks["windows"][0] == {"start": "2027-03-01T12:00:00.000Z", "end": None, "kind": "tick"}
    assert len(ticks["windows"]) == 7


async def test_a_winter_of_each_year_is_planned_over_the_new_year(door: Door):
    camera = await door.add_camera()
    winter = {"startDate": "--11-15", "endDate": "--03-15", "recurrent": True}
    birds = {"cron": "0 7 * * *", "cronStop": "0 17 * * *", "period": winter}

    answer = await plan(door, camera["id"], birds, **{"from": "2027-10-01T00:00:00Z", "to": "2028-10-01T00:00:00Z"})

    assert len(answer["windows"]) == 16 + 31 + 31 + 29 + 15
    assert answer["windows"][0]["start"] == "2027-11-15T07:00:00.000Z"
    assert answer["windows"][-1]["end"] == "2028-03-15T17:00:00.000Z"


async def test_a_fixed_length_is_planned_from_each_tick(door: Door):
    camera = await door.add_camera()
    schedule = {"cron": "0 * * * *", "triggerType": "duration", "duration": 30}

    answer = await plan(door, camera["id"], schedule)

    first = {"start": "2027-03-01T00:00:00.000Z", "end": "2027-03-01T00:00:30.000Z", "kind": "duration"}
    assert (len(answer["windows"]), answer["windows"][0]) == (7 * 24, first)


async def test_a_saved_job_has_the_plan_of_its_body(door: Door):
    job = await door.add_job(schedule=OFFICE)

    saved = await door("GET", f"/api/jobs/{job['id']}/plan", params=WEEK)

    unsaved = await plan(door, job["cameraId"], OFFICE, id=job["id"], name=job["name"])
    assert saved.json() == unsaved


async def test_an_answer_of_a_job_may_be_planned_as_it_is(door: Door):
    job = await door.add_job(schedule=OFFICE)

    answer = await door("POST", "/api/jobs/plan", job, params=WEEK)

    assert len(answer.json()["windows"]) == 5


async def test_the_fix_of_a_warning_may_be_sent_as_it_is(door: Door):
    camera = await door.add_camera()
    answer = await plan(door, camera["id"], {"cron": "0 8-18 * * 1-5"})
    (warning,) = (each for each in answer["warnings"] if each["code"] == "one-minute-windows")

    mended = await plan(door, camera["id"], **warning["fix"])

    assert len(answer["windows"]) == 55 and len(mended["windows"]) == 5
    assert all(each["code"] != "one-minute-windows" for each in mended["warnings"])


async def test_what_will_block_a_job_is_told_with_its_plan_before_it_is_saved_and_after(door: Door):
    camera = await door.add_camera()
    more = {"cameraId": camera["id"], "action": "custom_command", "schedule": {"cron": "0 8 * * *"}}
    commands = ["ffprobe {streamUrl}", "nmap {cameraId}", "/usr/bin/ffmpeg -version"]
    plans = [
        (await door("POST", "/api/jobs/plan", more | WEEK | {"processConfig": {"command": each}})).json()
        for each in commands
    ]
    told = [[warning for warning in each["warnings"] if warning["code"] == "blocked"] for each in plans]
    job = await door.add_job(**more | {"camera": camera["id"], "processConfig": {"command": commands[0]}})
    saved = (await door("GET", f"/api/jobs/{job['id']}/plan", params=WEEK)).json()

    assert [len(each) for each in told] == [1, 1, 1]
    (probe,), (unlisted,), (spelled,) = told
    assert "apt install ffmpeg" in probe["message"] and probe["fix"] is None
    assert "«nmap»" in unlisted["message"] and "commands.allowed" in unlisted["message"]
    assert spelled["fix"] == {"processConfig": {"command": ["ffmpeg", "-version"]}}
    mended = await door("POST", "/api/jobs/plan", more | WEEK | spelled["fix"])
    assert mended.json()["warnings"] == []
    assert saved["warnings"] == [probe]


async def test_whom_a_job_would_meet_at_a_camera_with_a_cap_is_told_with_its_plan(door: Door):
    camera = await door.add_camera(maxConnections=1)
    other = await door.add_job(camera=camera["id"], name="All day", schedule={})

    unsaved = await plan(door, camera["id"], OFFICE)
    saved = (await door("GET", f"/api/jobs/{other['id']}/plan", params=WEEK)).json()

    (warning,) = [each for each in unsaved["warnings"] if each["code"] == "connections"]
    assert "it meets «All day» at a camera that takes 1 connection: they share it" in warning["message"]
    assert saved["warnings"] == [], "it does not meet itself"


async def test_a_folder_that_is_not_ours_is_told_with_the_plan(door: Door):
    disk = door.data / "recordings" / door.name("disk").replace(" ", "-")
    camera = await door.add_camera()
    async with door.house.database.write() as session:
        session.add(KnownRoot(id=new_id(), path=str(disk), created_at=datetime.now(UTC)))
    (disk / ".regie").mkdir(parents=True)
    (disk / ".regie" / "root.json").write_text(json.dumps({"id": "theirs", "installation": "another"}))

    answer = await plan(door, camera["id"], OFFICE, output={"directory": f"{disk.name}/{{date}}"})

    (warning,) = answer["warnings"]
    assert warning["code"] == "blocked" and "holds another disk than before" in warning["message"]
    mended = await plan(door, camera["id"], OFFICE, **warning["fix"])
    assert mended["warnings"] == []


async def test_nothing_is_kept_of_a_plan(door: Door):
    camera = await door.add_camera()
    await plan(door, camera["id"], OFFICE, id="never-saved")

    assert (await door("GET", "/api/jobs/never-saved")).status_code == 404


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"schedule": {"cron": "61 * * * *"}}, "schedule.cron"),
        ({"cameraId": "nobody"}, "cameraId"),
        ({"to": "2027-02-01T00:00:00Z"}, "to"),
        ({"to": "2047-02-01T00:00:00Z"}, "to"),
        ({"from": "0001-01-01T00:00:00Z"}, "from"),
        ({"to": "soon"}, "to"),
        ({"schedule": {"cron": "* * * * *", "triggerType": "oneshot"}, "to": "2028-03-01T00:00:00Z"}, "to"),
    ],
)
async def test_what_cannot_be_planned_is_told_by_field(door: Door, more: dict[str, Any], path: str):
    camera = await door.add_camera()
    body = {"cameraId": camera["id"], "action": "record", "schedule": OFFICE, **WEEK, **more}

    assert path in faults(await door("POST", "/api/jobs/plan", body))


async def test_a_day_takes_what_the_same_stream_was_measured_to_take(door: Door):
    camera = await door.add_camera()
    job = await door.add_job(camera["id"])
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    await index(
        door.house.database, job, (noon, 600.0, 300_000_000), (noon + timedelta(minutes=10), 600.0, 300_000_000)
    )

    always = await plan(door, camera["id"], {})
    office = await plan(door, camera["id"], OFFICE)
    other = await plan(door, camera["id"], {}, processConfig={"codec": "h264"})

    assert always["gbPerDay"] == pytest.approx(43.2)
    assert office["gbPerDay"] == pytest.approx(43.2 * 10 / 24 * 5 / 7, abs=0.001)
    assert other["gbPerDay"] is None, "what is encoded anew is not what the camera sends"


async def test_a_configured_bitrate_counts_where_nothing_was_measured(door: Door):
    camera = await door.add_camera()

    answer = await plan(door, camera["id"], {}, processConfig={"codec": "h264", "bitrate": 8000})

    assert answer["gbPerDay"] == pytest.approx(86.4)


async def test_pictures_take_their_size_at_each_tick(door: Door):
    job = await door.add_job(action="snapshot", schedule={"cron": "* * * * *", "triggerType": "oneshot"})
    await index(door.house.database, job, (datetime(2026, 3, 2, 12, tzinfo=UTC), None, 1_000_000), form="jpg")

    answer = await door("GET", f"/api/jobs/{job['id']}/plan", params=WEEK | {"to": "2027-03-02T00:00:00Z"})

    assert answer.json()["gbPerDay"] == pytest.approx(1.44)


async def test_a_retention_that_the_disk_cannot_hold_is_told_with_one_that_it_can(door: Door):
    camera = await door.add_camera()
    huge = {"processConfig": {"codec": "h264", "bitrate": 200_000}}

    answer = await plan(door, camera["id"], {}, retention={"maxDays": 100_000}, **huge)
    sound = await plan(door, camera["id"], {}, retention={"maxSizeGB": 0.001}, **huge)

    (warning,) = (each for each in answer["warnings"] if each["code"] == "space")
    assert warning["message"].startswith("100000 days need 216000 TB, you have ")
    assert all(each["code"] != "space" for each in sound["warnings"])


async def test_the_plan_of_all_has_what_runs_in_the_span_and_nothing_that_is_switched_off(door: Door):
    camera = await door.add_camera(timezone="UTC")
    noon, never, off = [
        (await door.add_job(camera["id"], schedule=schedule, enabled=enabled))["id"]
        for schedule, enabled in (
            ({"cron": "0 12 * * *", "cronStop": "30 12 * * *"}, True),
            ({"cron": "0 3 * * *", "cronStop": "30 3 * * *"}, True),
            ({"cron": "0 12 * * *", "cronStop": "30 12 * * *"}, False),
        )
    ]

    answer = await door("GET", "/api/plan?from=2027-03-01T11:45:00Z&to=2027-03-01T12:45:00Z")

    told = {each["jobId"]: each["windows"] for each in answer.json()}
    window = {"start": "2027-03-01T12:00:00.000Z", "end": "2027-03-01T12:30:00.000Z", "kind": "continuous"}
    assert (told[noon], never in told, off in told) == ([window], False, False)
    too_long = await door("GET", "/api/plan?from=2027-03-01T00:00:00Z&to=2027-03-03T00:00:00Z")
    assert (too_long.status_code, [each["path"] for each in too_long.json()["faults"]]) == (422, ["to"])


async def test_plans_for_a_disk_that_hangs_hold_up_nothing_else(door: Door, monkeypatch: pytest.MonkeyPatch):
    camera, gate = await door.add_camera(), threading.Event()
    monkeypatch.setattr(roots, "_room", lambda _: gate.wait(60))
    monkeypatch.setattr(roots, "_look_at", lambda *_: gate.wait(60))
    monkeypatch.setattr(service, "DISK_PATIENCE", 0.05)

    try:
        async with asyncio.timeout(20):
            answers = await asyncio.gather(
                *(preview(door, camera["id"], OFFICE, output={"directory": f"at/{number}"}) for number in range(40))
            )
            await asyncio.to_thread(int)  # as whoever names the files of other disks
            await door.house.camcron.roots.volume_of(door.data / "recordings" / "elsewhere")  # as whoever records
    finally:
        gate.set()

    assert {answer["freeBytes"] for answer in answers} == {None}
