"""Retention through the public door: previews, runs, the ledger, deletions of jobs and cameras with their files."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from regie.camcron.recordings.models import File
from regie.camcron.recordings.queries import known_roots
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files
from regie.kernel.audit.service import Audit
from regie.kernel.clock import SystemClock
from regie.kernel.sites.models import Site
from tests.camcron.door import Door, faults, open_door
from tests.camcron.recordings.shelf import Shelf

pytestmark = pytest.mark.asyncio(loop_scope="module")
DAY = timedelta(days=1)


@pytest.fixture
def door(each_door: Door) -> Door:
    """Both databases, and one house at a time: its background tasks are the process's."""
    return each_door


async def recorded(door: Door, job: dict[str, Any], *ages: float, size: int = 1000) -> list[File]:
    """Files of a job, so many days old, as its runs would have left them."""
    database, clock = door.house.database, SystemClock()
    async with database.read() as session:
        installation = await session.scalar(select(Site.id))
        camera = (await door("GET", f"/api/cameras/{job['cameraId']}")).json()
    place = door.data / "recordings"
    async with asyncio.timeout(20):
        while not await marked(door):  # the server looks at where a job writes
            await asyncio.sleep(0.05)
    roots = Roots([place], installation=str(installation), database=database, clock=clock)
    shelf = Shelf(database, roots, Files(clock, roots, Audit(clock)), place)
    return [
        await shelf.add(
            f"{job['uid']}/{age}.mp4", b"x" * size, job_id=job["uid"], job_slug=job["id"], job_name=job["name"],
            camera_id=camera["uid"], camera_slug=camera["id"], camera_name=camera["name"],
            started_at=datetime.now(UTC) - age * DAY,
        )
        for age in ages
    ]  # fmt: skip


async def marked(door: Door) -> bool:
    async with door.house.database.read() as session:
        return bool(await known_roots(session))


async def ends(door: Door, answer: Any) -> dict[str, Any]:
    """The task of an answer, once it is over."""
    assert answer.status_code == 202, answer.text
    async with asyncio.timeout(20):
        while True:
            task = (await door("GET", f"/api/tasks/{answer.json()['taskId']}")).json()
            if task["endedAt"]:
                assert task["state"] == "done", task
                return dict(task)
            await asyncio.sleep(0.05)


async def ids(door: Door, job: dict[str, Any]) -> set[str]:
    return {file["id"] for file in (await door("GET", f"/api/files?jobId={job['uid']}")).json()}


def there(door: Door, job: dict[str, Any]) -> set[str]:
    return {path.name for path in (door.data / "recordings" / job["uid"]).glob("*")}


async def test_a_preview_tells_and_a_run_deletes_and_the_ledger_remembers(door: Door) -> None:
    job = await door.add_job(retention={"maxDays": 7})
    files = await recorded(door, job, 9, 8, 1)

    preview = (await door("GET", f"/api/retention/preview?jobId={job['id']}", as_="VIEWER")).json()
    (one,) = preview["jobs"]
    assert (preview["files"], preview["bytes"], preview["waits"]) == (2, 2000, None)
    assert [file["id"] for file in one["oldest"]] == [files[0].id, files[1].id]
    assert one["byRule"] == {"maxDays": 2} and (one["keptFiles"], one["keptBytes"]) == (1, 1000)
    assert one["retention"] == {"maxDays": 7, "maxSizeGB": None}

    assert (await door("POST", "/api/retention/run", as_="EDITOR")).status_code == 403
    await ends(door, await door("POST", "/api/retention/run"))
    assert await ids(door, job) == {files[2].id} and there(door, job) == {"1.mp4"}

    rows = (await door("GET", f"/api/retention/ledger?jobId={job['id']}", as_="VIEWER")).json()
    assert [(row["rule"], row["files"], row["bytes"], row["by"]) for row in rows] == [("maxDays", 1, 1000, None)] * 2
    assert rows[0]["cause"] == "deletedByRetention" and rows[0]["sentence"].startswith("Deleted by retention on ")
    page = await door("GET", f"/api/retention/ledger?jobId={job['id']}&limit=1")
    rest = await door("GET", page.links["next"]["url"])
    assert [row["id"] for row in page.json() + rest.json()] == [row["id"] for row in rows]
    assert (await door("GET", "/api/retention/ledger?rule=sometimes")).status_code == 422


async def test_limits_are_tried_out_before_they_are_saved_and_saving_them_warns(door: Door) -> None:
    job = await door.add_job(retention={"maxDays": 100})
    await recorded(door, job, 40, 20, 5)

    tried = await door("POST", f"/api/jobs/{job['id']}/retention/preview", {"maxSizeGB": 0.000_001}, as_="VIEWER")
    assert (tried.json()["files"], tried.json()["jobs"][0]["byRule"]) == (2, {"maxSizeGB": 2})
    tried = await door("GET", f"/api/retention/preview?jobId={job['id']}&maxDays=30")
    assert tried.json()["files"] == 1
    assert "jobId" in faults(await door("GET", "/api/retention/preview?maxDays=3"))
    assert (await door("POST", "/api/jobs/nobody/retention/preview", {})).status_code == 404
    assert (await door("POST", f"/api/jobs/{job['id']}/retention/preview", {"maxDays": 0})).status_code == 422

    saved = (await door("PUT", f"/api/jobs/{job['id']}", {**job, "retention": {"maxDays": 10}})).json()
    (warning,) = [each for each in saved["warnings"] if each["code"] == "retention-deletes"]
    assert "10 days would delete 2 files (0.00 GB, " in warning["message"]
    assert warning["fix"] == {"retention": {"maxDays": 100}}
    again = (await door("PUT", f"/api/jobs/{job['id']}", {**saved, **warning["fix"]})).json()
    assert "retention-deletes" not in {each["code"] for each in again["warnings"]}
    assert len(await ids(door, job)) == 3


async def test_a_deleted_job_keeps_its_files_and_they_age_by_what_it_had(door: Door) -> None:
    job = await door.add_job(retention={"maxDays": 7})
    files = await recorded(door, job, 9, 1)

    assert (await door("DELETE", f"/api/jobs/{job['id']}")).status_code == 204
    (one,) = (await door("GET", f"/api/retention/preview?jobId={job['uid']}")).json()["jobs"]
    assert (one["deleted"], one["files"], one["retention"]["maxDays"]) == (True, 1, 7)
    await ends(door, await door("POST", "/api/retention/run"))

    assert await ids(door, job) == {files[1].id}


async def test_a_job_is_deleted_with_its_files_but_those_that_are_protected(door: Door) -> None:
    job, other = await door.add_job(), await door.add_job()
    files = await recorded(door, job, 3, 2, 1)
    (kept,) = await recorded(door, other, 1)
    assert (await door("PUT", f"/api/files/{files[0].id}/protect")).status_code == 200

    answer = await door("DELETE", f"/api/jobs/{job['id']}?files=delete", as_="EDITOR")
    told, task = answer.json(), await ends(door, answer)

    assert (told["files"], told["bytes"], told["protectedFiles"]) == (2, 3000, 1)
    assert task["result"] == {"files": 2, "bytes": 2000, "problems": []} and task["progress"] == 1
    assert await ids(door, job) == {files[0].id} and there(door, job) == {"3.mp4"}
    assert await ids(door, other) == {kept.id}
    (row, *_) = (await door("GET", f"/api/retention/ledger?jobId={job['uid']}")).json()
    assert (row["rule"], row["by"], row["cause"]) == ("person", "editor", "deletedByUser")


async def test_a_camera_with_jobs_is_refused_and_goes_with_them_and_with_its_files(door: Door) -> None:
    camera = await door.add_camera()
    job = await door.add_job(camera["id"])
    await recorded(door, job, 2, 1)

    refused = await door("DELETE", f"/api/cameras/{camera['id']}?files=delete")
    assert refused.status_code == 409 and refused.json()["jobs"] == [job["id"]]
    assert len(await ids(door, job)) == 2
    task = await ends(door, await door("DELETE", f"/api/cameras/{camera['id']}?files=delete&cascade=true"))

    assert task["result"]["files"] == 2 and await ids(door, job) == set()
    assert not (door.data / "recordings" / job["uid"]).exists()
    assert (await door("GET", f"/api/jobs/{job['id']}")).status_code == 404


async def test_who_may_not_delete_files_deletes_no_job_with_its_files(door: Door) -> None:
    job = await door.add_job()
    made = await door("POST", "/api/tokens", {"name": "jobs only", "scopes": ["jobs.write"]})

    async with door.client(authorization=f"Bearer {made.json()['token']}") as client:
        assert (await client.delete(f"/api/jobs/{job['id']}?files=delete")).status_code == 403
        assert (await client.delete(f"/api/jobs/{job['id']}?files=burn")).status_code == 422
        assert (await client.delete(f"/api/jobs/{job['id']}")).status_code == 204


async def test_storage_tells_what_each_job_and_camera_takes(door: Door) -> None:
    job = await door.add_job(retention={"maxDays": 7})
    await recorded(door, job, 0.9, 0.5, 0.01, size=5000)
    mine: list[dict[str, Any]] = []
    async with asyncio.timeout(15):
        while not mine:  # what was known a moment ago is answered for some seconds
            await asyncio.sleep(0.2)
            storage = (await door("GET", "/api/storage")).json()
            mine = [each for each in storage["jobs"] if each["jobId"] == job["id"]]

    assert (mine[0]["files"], mine[0]["bytes"], mine[0]["protectedBytes"]) == (3, 15_000, 0)
    assert mine[0]["retention"] == {"maxDays": 7, "maxSizeGB": None} and mine[0]["cameraId"] == job["cameraId"]
    (camera,) = [each for each in storage["cameras"] if each["cameraId"] == job["cameraId"]]
    assert (camera["files"], camera["bytes"], camera["deleted"]) == (3, 15_000, False)
    (volume,) = storage["volumes"]
    assert volume["ok"] and volume["freeBytes"] > 0 and volume["reserveBytes"] > 0
    assert storage["recordedBytes"] == volume["recordedBytes"] == sum(each["bytes"] for each in storage["jobs"])

    for asked in (f"cameraId={job['cameraId']}", f"jobId={job['id']}&sort=name"):
        some = (await door("GET", f"/api/storage?{asked}")).json()
        assert [each["jobId"] for each in some["jobs"]] == [job["id"]]
        assert [each["cameraId"] for each in some["cameras"]] == [job["cameraId"]]
        assert some["recordedBytes"] == storage["recordedBytes"], "the sums are those of everything"
    assert (await door("GET", "/api/storage?jobId=nobody")).json()["jobs"] == []
    ranked = (await door("GET", "/api/storage?sort=bytes")).json()["jobs"]
    assert ranked == sorted(ranked, key=lambda each: each["bytes"])


async def test_the_day_a_disk_is_full_is_foretold_from_what_is_written_and_what_balances_it(tmp_path: Path) -> None:
    async with open_door(tmp_path) as door:
        job = await door.add_job(retention={"maxDays": 3650})
        (file,) = await recorded(door, job, 0.9)
        free = shutil.disk_usage(tmp_path).free
        async with door.house.database.write() as session:  # as if it were that large
            await session.execute(update(File).where(File.id == file.id).values(size_bytes=free // 20))
    async with open_door(tmp_path) as door:  # what is written is measured once a minute, and at the start
        storage = await stored(door, lambda told: told["fullAt"] is not None)
        (volume,) = storage["volumes"]
        a_day = free // 20 / 0.9
        days = (volume["freeBytes"] - volume["reserveBytes"]) / a_day
        foretold = datetime.fromisoformat(storage["fullAt"]) - datetime.now(UTC)
        assert 5 < days < 20 and foretold / DAY == pytest.approx(days, rel=0.1)
        assert volume["fullAt"] == storage["fullAt"]

        await door("PUT", f"/api/jobs/{job['id']}", {**job, "retention": {"maxSizeGB": free / 10 / 1e9}}, as_="EDITOR")
        await stored(door, lambda told: told["fullAt"] is None)


async def stored(door: Door, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What is told of the disks, once it is so: what was known a moment ago is answered for some seconds."""
    async with asyncio.timeout(15):
        while not wanted(told := (await door("GET", "/api/storage", as_="EDITOR")).json()):
            await asyncio.sleep(0.2)
    return dict(told)


async def test_the_default_counts_for_a_job_that_states_nothing_and_changes_at_once(door: Door) -> None:
    nothing, empty = await door.add_job(), await door.add_job(retention={})
    half = await door.add_job(retention={"maxDays": 3})
    assert nothing["effectiveRetention"] == {"maxDays": 30, "maxSizeGB": 100.0}
    assert empty["effectiveRetention"] == {"maxDays": None, "maxSizeGB": None}
    assert half["effectiveRetention"] == {"maxDays": 3, "maxSizeGB": None}

    await door("PUT", "/api/config", {"storage": {"defaultRetention": {"maxDays": 5, "maxSizeGB": None}}})

    shown = (await door("GET", f"/api/jobs/{nothing['id']}")).json()
    assert shown["effectiveRetention"] == {"maxDays": 5, "maxSizeGB": None}
    await door("PUT", "/api/config", {"storage": {"defaultRetention": {"maxDays": 30, "maxSizeGB": 100}}})
