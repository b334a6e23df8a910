"""What a job did and said, through the public door, in pages."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from regie.camcron.runs.service import Runs
from regie.kernel.clock import SystemClock
from regie.kernel.http.pages import cursor
from tests.camcron.door import Door, faults
from tests.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def door(each_door: Door) -> Door:
    return each_door


async def remember(door: Door, job: dict[str, Any], count: int, first: datetime) -> None:
    """Runs that never were, one a minute."""
    runs = Runs(SystemClock())
    async with door.house.database.write() as session:
        (held,) = await door.house.camcron.shelf.load(session, [job["uid"]])
        for number in range(count):
            runs.note(
                session, job_id=held.job.id, camera_id=held.camera.id, status="missed" if number % 2 else "skipped",
                kind="tick", scheduled_at=first + timedelta(minutes=number // 3), reason="So it was.", reason_code="x",
            )  # fmt: skip


async def pages(door: Door, path: str) -> list[list[dict[str, Any]]]:
    found = []
    while path:
        answer = await door("GET", path)
        found.append(answer.json())
        link = re.fullmatch(r'<([^>]+)>; rel="next"', answer.headers.get("link", ""))
        path = link[1] if link else ""
    return found


async def test_history_comes_in_pages_that_neither_repeat_nor_skip(door: Door):
    job = await door.add_job()
    await remember(door, job, 250, datetime(2026, 3, 1, tzinfo=UTC))

    found = await pages(door, f"/api/jobs/{job['id']}/history")

    assert [len(page) for page in found] == [100, 100, 50]
    rows = [row for page in found for row in page]
    assert len({row["id"] for row in rows}) == 250
    assert [row["scheduledAt"] for row in rows] == sorted((row["scheduledAt"] for row in rows), reverse=True)
    assert len((await door("GET", f"/api/jobs/{job['id']}/history?limit=1000")).json()) == 250


async def test_history_is_filtered_by_status_and_time(door: Door):
    job = await door.add_job()
    await remember(door, job, 12, datetime(2026, 3, 1, tzinfo=UTC))

    missed = await pages(door, f"/api/jobs/{job['id']}/history?status=missed&limit=4")
    assert [len(page) for page in missed] == [4, 2]
    assert {row["status"] for page in missed for row in page} == {"missed"}
    early = (await door("GET", f"/api/jobs/{job['id']}/history?to=2026-03-01T00:01:00Z")).json()
    assert len(early) == 3


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("status=lost", "status"),
        ("from=yesterday", "from"),
        ("from=2026-03-01", "from"),
        ("after=!!", "after"),
        (f"after={cursor('x', 'y')}", "after"),
        (f"after={cursor(5, 'y')}", "after"),
        (f"after={cursor('2026-03-01T00:00:00', 'y')}", "after"),
        (f"after={cursor(1)}", "after"),
    ],
)
async def test_a_page_that_cannot_be_is_named(door: Door, query: str, path: str):
    job = await door.add_job()

    assert set(faults(await door("GET", f"/api/jobs/{job['id']}/history?{query}"))) == {path}


async def test_logs_tell_what_was_tried_newest_last_and_in_pages(door: Door):
    job = await door.add_job(maxRetries=-1)
    await door("POST", f"/api/jobs/{job['id']}/start")
    path = f"/api/jobs/{job['id']}/logs"
    await until(lambda: door("GET", path), lambda answer: len(answer.json()) >= 3, within=15)
    await door("POST", f"/api/jobs/{job['id']}/stop")
    await door.reaches(job["id"], "idle")

    lines = (await door("GET", path)).json()
    found = await pages(door, f"{path}?limit=2")

    assert [line["number"] for line in lines] == sorted(line["number"] for line in lines)
    assert {"number", "at", "pipe", "level", "text"} == set(lines[0])
    assert [line for page in reversed(found) for line in page] == lines
    part = lines[0]["text"][:12]
    assert all(
        part.casefold() in line["text"].casefold() for line in (await door("GET", path, params={"q": part})).json()
    )
    assert set(faults(await door("GET", f"{path}?after={cursor('x')}"))) == {"after"}
    assert set(faults(await door("GET", f"{path}?level=loud"))) == {"level"}
    newest = {each["jobId"]: each["line"] for each in (await door("GET", "/api/logs")).json()["jobs"]}
    assert newest[job["id"]] == lines[-1]
