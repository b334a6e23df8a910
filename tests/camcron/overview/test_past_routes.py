"""A camera's timeline, coverage and explanations through the public door."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, cast, get_args

import pytest
from sqlalchemy import update

from regie.camcron.jobs.errors import JobNotFound
from regie.camcron.jobs.models import Job
from regie.camcron.jobs.past.models import JobVersion, Trouble
from regie.camcron.motion.models import MotionEvent
from regie.camcron.overview.past import queries
from regie.camcron.overview.past.causes import Cause
from regie.camcron.overview.past.showing import Memories
from regie.camcron.recordings.ledger.models import Deletion
from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.runs.models import Heartbeat
from regie.kernel.ids import new_id
from regie.kernel.notifications.models import Event
from tests.camcron.door import Door, faults
from tests.camcron.jobs.indexing import index
from tests.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")
DAY = datetime(2026, 3, 2, tzinfo=UTC)
"""A Monday, long before the test."""
SPAN = {"from": "2026-03-02T00:00:00Z", "to": "2026-03-03T00:00:00Z"}
OFFICE = {"cron": "0 8 * * *", "cronStop": "0 18 * * *"}


@pytest.fixture
def door(each_door: Door) -> Door:
    return each_door


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


def wire(hour: float) -> str:
    return at(hour).isoformat(timespec="milliseconds").replace("+00:00", "Z")


async def old_job(door: Door, **more: Any) -> tuple[dict[str, Any], str]:
    """A job that was made long ago, of a camera of its own (its UUID). Off today, so that nothing runs beside."""
    camera = await door.add_camera()
    job = await door.add_job(camera["id"], **{"schedule": OFFICE, "enabled": False, "timezone": "UTC", **more})
    begin = DAY - timedelta(days=30)
    async with door.house.database.write() as session:
        await session.execute(update(Job).where(Job.id == job["uid"]).values(created_at=begin))
        await session.execute(
            update(JobVersion).where(JobVersion.job_id == job["uid"]).values(since=begin, enabled=True)
        )
        session.add(Heartbeat(id=new_id(), instance="then", since=begin, until=at(48)))
    return job, camera["uid"]


async def record(door: Door, job: dict[str, Any], camera: str, hours: Sequence[tuple[float, float]]) -> list[str]:
    files = [(at(begin), (end - begin) * 3600, 1000) for begin, end in hours]
    return await index(door.house.database, job, *files, camera=camera)


async def add(door: Door, *rows: Any) -> None:
    async with door.house.database.write() as session:
        session.add_all(rows)


async def lane(door: Door, job: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = await door("GET", f"/api/cameras/{job['cameraId']}/timeline", params=SPAN | more)
    assert answer.status_code == 200, answer.text
    (found,) = (each for each in answer.json()["lanes"] if each["uid"] == job["uid"])
    return dict(found)


async def test_a_timeline_has_what_was_recorded_and_gaps_with_their_causes(door: Door):
    job, camera = await old_job(door)
    await record(door, job, camera, [(8, 9), (9, 10), (12, 18)])
    await add(
        door,
        Trouble(id=new_id(), job_id=job["uid"], since=at(10), until=at(12), code="unreachable", reason="No answer."),
    )

    found = await lane(door, job)

    assert [(each["start"], each["end"], each["files"]) for each in found["spans"]] == [
        (wire(8), wire(10), 2), (wire(12), wire(18), 1)
    ]  # fmt: skip
    assert [(each["start"], each["end"], each["cause"]) for each in found["gaps"]] == [
        (wire(0), wire(8), "notScheduled"), (wire(10), wire(12), "cameraOffline"), (wire(18), wire(24), "notScheduled")
    ]  # fmt: skip
    assert found["gaps"][1]["reason"] == "No answer."


async def test_each_file_stands_for_itself_when_asked_and_breaks_are_passed_over_when_asked(door: Door):
    job, camera = await old_job(door)
    ids = await record(door, job, camera, [(8, 9), (9, 10), (10.1, 12)])

    fine = await lane(door, job, resolution=0)
    coarse = await lane(door, job, resolution=3600)

    assert [each["fileIds"] for each in fine["spans"]] == [[each] for each in ids]
    assert [(each["files"], each["fileIds"]) for each in coarse["spans"]] == [(3, ids)]


async def test_a_deleted_job_keeps_its_lane(door: Door):
    job, camera = await old_job(door)
    await record(door, job, camera, [(8, 18)])
    await door("DELETE", f"/api/jobs/{job['id']}")

    found = await lane(door, job)

    assert (found["deleted"], found["name"], len(found["spans"])) == (True, job["name"], 1)


async def test_pictures_are_points_and_missing_ones_are_counted(door: Door):
    job, camera = await old_job(door, action="snapshot", schedule={"cron": "0 * * * *", "triggerType": "oneshot"})
    taken = [(at(hour + 0.0003), None, 10) for hour in range(24) if hour not in (5, 6, 7)]
    await index(door.house.database, job, *taken, camera=camera, form="jpg")
    trouble = {"since": at(4.5), "until": at(7.5), "code": "diskFull", "reason": "Full."}
    await add(door, Trouble(id=new_id(), job_id=job["uid"], **trouble))

    found = await lane(door, job)

    assert (len(found["spans"]), found["ofInstants"]) == (21, True)
    (gap,) = found["gaps"]
    assert (gap["start"], gap["ticks"], gap["cause"]) == (wire(5), 3, "disk")


async def test_what_happened_to_the_camera_is_marked(door: Door):
    job, camera = await old_job(door)
    event = {"kind": "cameraOffline", "level": "alert", "text": "No answer.", "tags": [], "data": {}}
    moved = MotionEvent(
        id=new_id(), job_id=job["uid"], job_slug=job["id"], job_name="", camera_id=camera, camera_slug="",
        camera_name="", run_id=new_id(), source="picture", started_at=at(9), ended_at=at(9.1), clip_from=at(9),
        score=61.4, area=0.1, file_ids=["the-clip"],
    )  # fmt: skip
    await add(door, Event(id=new_id(), at=at(12), camera_id=camera, file_id=None, **event), moved)

    answer = (await door("GET", f"/api/cameras/{job['cameraId']}/timeline", params=SPAN)).json()

    assert answer["marks"] == [
        {"at": wire(9), "end": wire(9.1), "kind": "motion", "text": "Motion, score 61.", "fileId": "the-clip",
         "motionId": moved.id, "score": 61.4, "jobUid": job["uid"]},
        {"at": wire(12), "end": None, "kind": "cameraOffline", "text": "No answer.", "fileId": None,
         "motionId": None, "score": None, "jobUid": None},
    ]  # fmt: skip


async def test_a_camera_that_is_another_device_is_marked_where_it_changed(door: Door):
    camera = await door.add_camera(streams={"main": "rtsp://127.0.0.2:9/main"})
    await door("POST", f"/api/cameras/{camera['id']}/replace", {"host": "127.0.0.3", "force": True})
    (change,) = (await door("GET", f"/api/cameras/{camera['id']}/changes")).json()

    (mark,) = (await door("GET", f"/api/cameras/{camera['id']}/timeline")).json()["marks"]

    assert (mark["kind"], mark["at"]) == ("cameraReplaced", change["at"])
    assert "another device by admin" in mark["text"]


async def explain(door: Door, job: dict[str, Any], hour: float) -> dict[str, Any]:
    answer = await door("GET", f"/api/jobs/{job['id']}/explain", params={"at": wire(hour)})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_an_instant_that_was_recorded_is_answered_with_its_file(door: Door):
    job, camera = await old_job(door)
    ids = await record(door, job, camera, [(8, 9), (9, 18)])

    found = await explain(door, job, 12)

    assert (found["cause"], found["wanted"], found["file"]["id"]) == (None, True, ids[1])
    assert (found["from"], found["to"]) == (wire(8), wire(18))


async def test_what_was_deleted_says_when_and_by_what(door: Door):
    job, camera = await old_job(door)
    names = {"job_slug": job["id"], "job_name": job["name"], "camera_slug": "c", "camera_name": "C"}
    await add(
        door,
        Deletion(
            id=new_id(), job_id=job["uid"], camera_id=camera, rule=Rule.MAX_DAYS, by="", since=at(8), until=at(18),
            files=10, bytes=1, at=datetime(2026, 4, 3, tzinfo=UTC), **names,
        ),
    )  # fmt: skip

    found = await explain(door, job, 12)

    assert (found["cause"], found["from"], found["to"]) == ("deletedByRetention", wire(8), wire(18))
    assert "3 April 2026" in found["reason"]


async def in_the_way(door: Door, job: dict[str, Any], code: str) -> None:
    await add(door, Trouble(id=new_id(), job_id=job["uid"], since=at(11), until=at(13), code=code, reason="So."))


async def as_it_was(door: Door, job: dict[str, Any], **then: Any) -> None:
    async with door.house.database.write() as session:
        await session.execute(update(JobVersion).where(JobVersion.job_id == job["uid"]).values(**then))


async def deleted(door: Door, job: dict[str, Any], rule: Rule) -> None:
    names = {"job_slug": job["id"], "job_name": job["name"], "camera_slug": "c", "camera_name": "C"}
    held = {"since": at(8), "until": at(18), "files": 10, "bytes": 1, "at": at(40)}
    await add(door, Deletion(id=new_id(), job_id=job["uid"], camera_id="c", rule=rule, by="ada", **held, **names))


Then = Callable[[Door, dict[str, Any]], Awaitable[None]]
CAUSES: dict[str, tuple[dict[str, Any], Then | None, float]] = {
    "notScheduled": (OFFICE, None, 20),
    "outsidePeriod": ({**OFFICE, "period": {"startDate": "2026-03-10"}}, None, 12),
    "excluded": ({**OFFICE, "excludeDates": ["--03-02"]}, None, 12),
    "jobDisabled": (OFFICE, partial(as_it_was, enabled=False), 12),
    "cameraDisabled": (OFFICE, partial(as_it_was, camera_enabled=False), 12),
    "blocked": (OFFICE, partial(in_the_way, code="blocked"), 12),
    "cameraOffline": (OFFICE, partial(in_the_way, code="unreachable"), 12),
    "connections": (OFFICE, partial(in_the_way, code="connections"), 12),
    "processes": (OFFICE, partial(in_the_way, code="processes"), 12),
    "disk": (OFFICE, partial(in_the_way, code="diskFull"), 12),
    "relay": (OFFICE, partial(in_the_way, code="relay"), 12),
    "processFailed": (OFFICE, partial(in_the_way, code="crashed"), 12),
    "serverDown": ({}, None, 80),
    "deletedByRetention": (OFFICE, partial(deleted, rule=Rule.MAX_DAYS), 12),
    "deletedByUser": (OFFICE, partial(deleted, rule=Rule.PERSON), 12),
    "unknown": (OFFICE, None, 12),
}


@pytest.mark.parametrize(("cause", "known"), CAUSES.items(), ids=CAUSES)
async def test_each_cause_of_the_list_is_answered(door: Door, cause: str, known: tuple[Any, Then | None, float]):
    schedule, then, hour = known
    job, _ = await old_job(door, schedule=schedule)
    if then is not None:
        await then(door, job)

    found = await explain(door, job, hour)

    assert (found["cause"], found["file"]) == (cause, None) and found["reason"].endswith("."), found


async def test_no_cause_of_the_closed_list_was_forgotten():
    by_hand = {"paused", "stoppedByUser"}  # below, and in tests/contract/test_automation.py
    assert set(get_args(Cause)) == set(CAUSES) | by_hand


async def test_what_was_switched_off_yesterday_is_explained_by_yesterdays_plan(door: Door):
    job, _ = await old_job(door)
    await door("PUT", f"/api/jobs/{job['id']}", {**job, "schedule": {}, "enabled": False})

    assert (await explain(door, job, 20))["cause"] == "notScheduled"
    now = (await door("GET", f"/api/jobs/{job['id']}/explain", params={"at": datetime.now(UTC).isoformat()})).json()
    assert now["cause"] == "jobDisabled"


async def test_a_pause_explains_its_time_also_when_it_is_over(door: Door):
    job, _ = await old_job(door, schedule={})
    made = await door("POST", "/api/overrides", {"kind": "pause", "scope": {"jobId": job["id"]}, "reason": "Home"})
    said = (datetime.fromisoformat(made.json()["createdAt"]) + timedelta(milliseconds=1)).isoformat()
    await door("DELETE", f"/api/overrides/{made.json()['id']}")

    found = (await door("GET", f"/api/jobs/{job['id']}/explain", params={"at": said})).json()

    assert found["cause"] == "paused" and "Home" in found["reason"]


async def test_a_blocked_job_of_single_instants_is_explained_by_what_blocks_it_also_between_them(door: Door):
    camera = await door.add_camera()
    command = {"command": "ffprobe {streamUrl}"}  # none comes with the server
    job = await door.add_job(
        camera["id"], action="custom_command", schedule={"cron": "0 8 * * *"}, processConfig=command
    )

    found = await until(partial(explained_now, door, job), lambda told: told["cause"] == "blocked", within=10)

    assert "ffmpeg.ffprobePath" in found["reason"] and "apt install ffmpeg" in found["reason"]


async def explained_now(door: Door, job: dict[str, Any]) -> dict[str, Any]:
    instant = datetime.now(UTC).isoformat()
    return dict((await door("GET", f"/api/jobs/{job['id']}/explain", params={"at": instant})).json())


async def test_coverage_tells_each_day(door: Door):
    job, camera = await old_job(door)
    await record(door, job, camera, [(8, 13)])

    one = (await door("GET", f"/api/jobs/{job['id']}/coverage", params=SPAN)).json()

    assert one["days"] == [{"date": "2026-03-02", "wanted": 36000, "recorded": 18000, "deleted": 0, "coverage": 0.5}]
    assert (one["total"]["coverage"], one["unit"], one["zone"]) == (0.5, "seconds", "UTC")


async def test_the_coverage_of_all_jobs_comes_in_pages_by_name(door: Door):
    for _ in range(3):
        await old_job(door)
    names, url = [], "/api/coverage?limit=2&from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z"
    while url:
        page = await door("GET", url)
        names += [each["name"] for each in page.json()]
        url = page.links.get("next", {}).get("url", "")

    listed = [job["name"] for job in (await door("GET", "/api/jobs")).json()]
    assert names == sorted(names) and sorted(listed) == names


@pytest.mark.parametrize(
    ("path", "params", "wrong"),
    [
        ("/api/cameras/{camera}/timeline", {"from": "2026-03-03T00:00:00Z", "to": "2026-03-02T00:00:00Z"}, "to"),
        ("/api/cameras/{camera}/timeline", {"from": "2020-03-03T00:00:00Z", "to": "2026-03-02T00:00:00Z"}, "to"),
        ("/api/cameras/{camera}/timeline", {"resolution": "-1"}, "resolution"),
        ("/api/jobs/{job}/explain", {}, "at"),
        ("/api/jobs/{job}/explain", {"at": "0001-01-01T00:00:00Z"}, "at"),
        ("/api/jobs/{job}/coverage", {"from": "yesterday"}, "from"),
    ],
)
async def test_a_span_that_makes_no_sense_is_refused(door: Door, path: str, params: dict[str, str], wrong: str):
    job = await door.add_job()

    answer = await door("GET", path.format(camera=job["cameraId"], job=job["id"]), params=params)

    assert wrong in faults(answer)


async def test_a_span_with_more_files_than_an_answer_may_hold_is_refused(door: Door, monkeypatch: pytest.MonkeyPatch):
    job, camera = await old_job(door)
    await record(door, job, camera, [(9, 10), (10, 11), (11, 12)])
    span = f"?from={wire(0)}&to={wire(24)}"
    path = f"/api/cameras/{job['cameraId']}/timeline{span.replace('+', '%2B')}"
    assert (await door("GET", path)).status_code == 200

    monkeypatch.setattr(queries, "MOST_FILES", 2)

    assert faults(await door("GET", path)) == {"from": "a shorter span"}


@pytest.mark.parametrize(("days", "together"), [(30, 1), (1, 3)], ids=["long", "short"])
async def test_of_long_spans_one_is_looked_at_at_a_time(days: int, together: int):
    looking = most = 0

    class Slow:
        def span(self, *_: Any) -> tuple[datetime, datetime]:
            return at(0) - timedelta(days=days), at(0)

        async def of_job(self, *_: Any) -> None:
            nonlocal looking, most
            looking += 1
            most = max(most, looking)
            await asyncio.sleep(0)
            looking -= 1
            raise JobNotFound("x")

    memories = Memories(cast(Any, Slow()))
    await asyncio.gather(*(memories.coverage("x", None, None) for _ in range(3)), return_exceptions=True)

    assert most == together
