"""Series in the database and over HTTP: joined over restarts, thinned, bounded, and only what one may ask for."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from regie.camcron.runs.models import Run
from regie.camcron.series.blocks import COARSE, FINE, NAMES
from regie.camcron.series.models import Series
from regie.camcron.series.rates import TOTAL
from regie.camcron.series.service import Samples
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from regie.kernel.ids import new_id
from tests.camcron.door import Door, faults, open_door
from tests.fakes.clock import VirtualClock

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def keep(database: Database, samples: Samples) -> None:
    async with database.write() as session:
        await samples.write(session, samples.take())


def sample(value: float) -> tuple[float, float, float, float]:
    return value, value * 2, value * 3, value * 4


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Door]:
    async with open_door(tmp_path_factory.mktemp("house")) as opened:
        yield opened


async def test_a_row_goes_on_over_a_restart_and_each_row_is_one_coarse_sample(each_door: Door) -> None:
    database, noon = each_door.house.database, datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
    job = ("job", new_id())
    first, second = Samples(SystemClock()), Samples(SystemClock())
    for number in range(10):
        first.hold(noon + timedelta(seconds=10 * number), {job: sample(1.0), TOTAL: sample(7.0)})
    await keep(database, first)
    for number in range(20, 40):
        second.hold(noon + timedelta(seconds=10 * number), {job: sample(4.0)})
    await keep(database, second)

    async with database.read() as session:
        fine = await second.line(session, job, noon, noon + timedelta(minutes=7), FINE, NAMES)
        coarse = await second.line(session, job, noon, noon + timedelta(minutes=15), COARSE, NAMES)
    assert fine.values["cpu"] == [1.0] * 10 + [None] * 10 + [4.0] * 20 + [None] * 2
    assert fine.values["bandwidth"][0] == 4.0
    assert coarse.values["cpu"] == [2.5, 4.0, None]


async def test_what_is_held_is_shown_and_not_lost_when_it_cannot_be_written(each_door: Door) -> None:
    samples, noon = Samples(SystemClock()), datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
    job = ("job", new_id())
    samples.hold(noon, {job: sample(1.0)})
    taken = samples.take()
    samples.hold(noon + timedelta(seconds=10), {job: sample(2.0)})
    samples.give_back(taken)

    async with each_door.house.database.read() as session:
        line = await samples.line(session, job, noon, noon + timedelta(seconds=20), FINE, ("cpu",))
    assert line.values["cpu"] == [1.0, 2.0]


async def test_a_day_of_fine_and_a_month_of_coarse_samples_are_kept(each_door: Door) -> None:
    database, now = each_door.house.database, datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
    samples = Samples(VirtualClock(now))
    job = ("job", new_id())
    for hours in range(0, 24 * 40, 6):
        samples.hold(now - timedelta(hours=hours), {job: sample(1.0)})
    await keep(database, samples)
    async with database.write() as session:
        await samples.forget(session)

    async with database.read() as session:
        query = select(Series.step, func.count(), func.min(Series.at)).where(Series.subject == job[1])
        kept = {step: (count, oldest) for step, count, oldest in await session.execute(query.group_by(Series.step))}
    assert kept[10][0] == 5
    assert kept[300][1] >= now - timedelta(days=30, hours=6)
    assert kept[300][0] == pytest.approx(121, abs=1)


async def test_the_figures_of_a_span_are_answered(door: Door) -> None:
    camera = await door.add_camera()
    job = await door.add_job(camera["id"])
    samples, now = Samples(SystemClock()), datetime.now(UTC).replace(microsecond=0)
    for ago in range(100, 0, -10):
        samples.hold(now - timedelta(seconds=ago), {("job", job["uid"]): sample(5.0)})
    await keep(door.house.database, samples)

    answer = await door("GET", f"/api/metrics/history?scope=job&id={job['id']}&names=cpu,disk", as_="VIEWER")
    found = answer.json()
    assert (found["scope"], found["id"], found["step"], set(found["values"])) == ("job", job["id"], 10, {"cpu", "disk"})
    assert len(found["values"]["cpu"]) in (360, 361)
    assert found["values"]["cpu"].count(5.0) == 10 and found["values"]["disk"].count(15.0) == 10
    since = (now - timedelta(days=3)).isoformat().replace("+00:00", "Z")
    coarse = (await door("GET", f"/api/metrics/history?scope=job&id={job['id']}&from={since}")).json()
    assert coarse["step"] == 300 and 5.0 in coarse["values"]["cpu"]
    assert (await door("GET", f"/api/metrics/history?scope=camera&id={camera['id']}")).status_code == 200


async def test_what_is_used_right_now_is_told_by_camera_and_by_job(tmp_path: Path) -> None:
    async with open_door(tmp_path) as door:
        near, far = await door.add_camera(), await door.add_camera()
        jobs = [await door.add_job(camera["id"]) for camera in (near, near, far)]
        samples, now = Samples(SystemClock()), datetime.now(UTC)
        for ago, times in ((200, 100.0), (20, 1.0), (10, 2.0)):
            figures = {("job", job["uid"]): sample(times * rank) for rank, job in enumerate(jobs[:2], start=1)}
            samples.hold(now - timedelta(seconds=ago), figures | {("camera", near["uid"]): sample(times * 3)})
        samples.hold(now - timedelta(seconds=200), {("job", jobs[2]["uid"]): sample(9.0)})
        await keep(door.house.database, samples)

        async def asked(query: str = "") -> dict[str, Any]:
            return dict((await door("GET", f"/api/metrics{query}", as_="VIEWER")).json())

        said = await asked("?sort=-cpu")
        assert [(each["jobId"], each["cpu"], each["bandwidth"]) for each in said["jobs"]] == [
            (jobs[1]["id"], 4.0, 16.0), (jobs[0]["id"], 2.0, 8.0),
        ], "the third has no process any more"  # fmt: skip
        assert [(each["cameraId"], each["memory"]) for each in said["cameras"]] == [(near["id"], 12.0)]
        assert [each["jobId"] for each in (await asked(f"?jobId={jobs[0]['id']}"))["jobs"]] == [jobs[0]["id"]]
        other = await asked(f"?cameraId={far['id']}")
        assert (other["jobs"], other["cameras"]) == ([], [])


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("scope=job", "id"),
        ("names=cpu,heat", "names"),
        ("step=60", "step"),
        ("step=10&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z", "step"),
        ("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to"),
        ("from=2025-01-01T00:00:00Z", "from"),
        ("from=0001-01-01T00:00:00Z&to=0001-01-02T00:00:00Z", "from"),
        ("to=9999-12-31T23:59:59Z", "to"),
    ],
)
async def test_a_wrong_question_is_told(door: Door, query: str, path: str) -> None:
    assert set(faults(await door("GET", f"/api/metrics/history?{query}"))) == {path}


async def test_nobody_has_figures_of_what_is_not_there(door: Door) -> None:
    assert (await door("GET", "/api/metrics/history?scope=job&id=nobody")).status_code == 404
    assert (await door("GET", "/api/metrics/history?scope=camera&id=nobody")).status_code == 404
    assert (await door("GET", "/api/jobs/nobody/metrics")).status_code == 404


async def test_a_jobs_runs_are_counted_by_status_and_by_reason(each_door: Door) -> None:
    job = await each_door.add_job()
    async with each_door.house.database.read() as session:
        from regie.camcron.jobs.models import Job

        camera = await session.scalar(select(Job.camera_id).where(Job.id == job["uid"]))
    base = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)

    def run(hours: int, status: str, code: str | None = None, **more: Any) -> Run:
        held = {"ticks": 1, "attempts": 1, "files": 0, "bytes": 0, "reason": f"{code} at {hours}" if code else None}
        return Run(
            id=new_id(), job_id=job["uid"], camera_id=camera, kind="tick", trigger="schedule",
            scheduled_at=base + timedelta(hours=hours), status=status, reason_code=code, generation=0, **held | more,
        )  # fmt: skip

    async with each_door.house.database.write() as session:
        session.add_all(
            [
                run(0, "success", files=3, bytes=300),
                run(1, "success", files=2, bytes=5_000_000_000),
                run(2, "failed", "refused", attempts=4),
                run(3, "failed", "refused", attempts=4),
                run(4, "missed", "serverDown", ticks=17, attempts=0),
                run(5, "failed", None),
                run(900, "success", files=9, bytes=9),
            ]
        )

    span = "from=2026-11-16T00:00:00Z&to=2026-11-17T00:00:00Z"
    found = (await each_door("GET", f"/api/jobs/{job['id']}/metrics?{span}")).json()

    assert (found["runs"], found["attempts"], found["files"], found["bytes"]) == (22, 11, 5, 5_000_000_300)
    assert found["byStatus"] == {"failed": 3, "missed": 17, "success": 2}
    assert [(error["status"], error["reasonCode"], error["count"]) for error in found["errors"]] == [
        ("missed", "serverDown", 17), ("failed", "refused", 2), ("failed", None, 1),
    ]  # fmt: skip
    assert found["errors"][1]["lastReason"] == "refused at 3"
    assert found["errors"][1]["lastAt"] == "2026-11-16T11:00:00.000Z"
