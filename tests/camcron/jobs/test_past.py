"""What is written down of jobs as it happens: how they were planned, and what was in their way."""

from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from regie.camcron.cameras.schemas import CameraChange
from regie.camcron.jobs.models import Hold, Override
from regie.camcron.jobs.past import forgetting
from regie.camcron.jobs.past.forgetting import Forgetting
from regie.camcron.jobs.past.models import JobVersion, Trouble
from regie.camcron.jobs.past.queries import versions
from regie.camcron.jobs.past.service import Chronicle
from regie.camcron.jobs.schemas import JobChange
from regie.camcron.jobs.state import Obstacle, Process
from regie.kernel.db import Database
from regie.kernel.ids import new_id
from tests.camcron.jobs.reconciling import CALLER, House
from tests.fakes.clock import VirtualClock

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)


@pytest_asyncio.fixture
async def house(database: Database, tmp_path: Path) -> AsyncIterator[House]:
    opened = House(database, VirtualClock(NOON), tmp_path)
    await opened.open()
    yield opened
    await opened.close()


class Watched:
    """What runs, as a test says it."""

    def __init__(self) -> None:
        self.processes: dict[str, Process] = {}
        self.obstacles: dict[str, Obstacle] = {}

    def process_of(self, job_id: str) -> Process | None:
        return self.processes.get(job_id)

    def busy(self) -> Iterable[str]:
        return list(self.processes)

    def hindered(self) -> Iterable[tuple[str, Obstacle]]:
        return list(self.obstacles.items())


def chronicle(house: House, watched: Watched | None = None, beat: datetime | None = None) -> Chronicle:
    async def last_beat() -> datetime | None:
        return beat

    return Chronicle(house.database, house.clock, watched or Watched(), last_beat)


async def past_of(house: House, job_id: str) -> list[JobVersion]:
    async with house.database.read() as session:
        return (await versions(session, [job_id])).get(job_id, [])


async def troubles(house: House) -> list[tuple[datetime, datetime | None, str, str | None]]:
    async with house.database.read() as session:
        rows = await session.scalars(select(Trouble).order_by(Trouble.since))
        return [(row.since, row.until, row.code, row.reason) for row in rows]


async def test_each_change_of_when_a_job_runs_is_a_version_and_other_changes_are_none(house: House):
    job_id = await house.job(schedule={"cron": "0 8 * * *", "cronStop": "0 18 * * *"})
    body = {"name": "job", "cameraId": "cam", "action": "record", "schedule": {}}
    for minutes, change in ((10, {"priority": 3}), (10, {}), (10, {"enabled": False})):
        await house.clock.advance(timedelta(minutes=minutes))
        async with house.database.write() as session:
            await house.jobs.change(session, CALLER, "job", JobChange.model_validate(body | change))
    await house.clock.advance(timedelta(minutes=10))
    async with house.database.write() as session:
        await house.jobs.delete(session, CALLER, "job")

    found = [(row.since, row.schedule.get("cron"), row.enabled, row.deleted) for row in await past_of(house, job_id)]

    assert found == [
        (NOON, "0 8 * * *", True, False),
        (NOON + timedelta(minutes=10), None, True, False),
        (NOON + timedelta(minutes=30), None, False, False),
        (NOON + timedelta(minutes=40), None, False, True),
    ]


async def test_of_a_span_the_versions_are_read_that_counted_in_it(house: House):
    job_id = await house.job(schedule={})
    for enabled in (False, True, False, True):
        await house.clock.advance(timedelta(hours=1))
        async with house.database.write() as session:
            await house.jobs.switch(session, CALLER, "job", enabled=enabled)

    async def since(instant: datetime) -> list[datetime]:
        async with house.database.read() as session:
            return [row.since for row in (await versions(session, [job_id, "nobody"], instant)).get(job_id, [])]

    hours = [NOON + timedelta(hours=hour) for hour in range(5)]
    assert await since(hours[2] + timedelta(minutes=30)) == hours[2:]
    assert await since(hours[4]) == hours[4:]
    assert await since(NOON - timedelta(days=1)) == hours, "before there was any, from the first one on"


async def test_a_camera_that_is_switched_off_and_a_site_that_moves_are_versions_of_their_jobs(house: House):
    job_id = await house.job(schedule={})
    written = chronicle(house)
    await written.versions()
    await house.clock.advance(timedelta(hours=1))
    async with house.database.write() as session:
        camera = await house.cameras.get(session, "cam")
        fields = {"name": "Cam", "streams": camera.streams, "enabled": False, "timezone": "Asia/Tokyo"}
        await house.cameras.change(session, CALLER, "cam", CameraChange.model_validate(fields))
    written.camera_changed(camera.id)

    await written.versions()
    await written.versions()

    found = [(row.since, row.camera_enabled, row.zone) for row in await past_of(house, job_id)]
    assert found == [(NOON, True, "UTC"), (NOON + timedelta(hours=1), False, "Asia/Tokyo")]


async def test_what_an_event_did_not_tell_is_found_at_the_next_start(house: House):
    job_id = await house.job(schedule={})
    async with house.database.write() as session:
        (await house.cameras.get(session, "cam")).enabled = False
    await house.clock.advance(60)

    await chronicle(house).versions()

    assert [row.camera_enabled for row in await past_of(house, job_id)] == [True, False]


async def test_a_trouble_is_one_row_from_its_first_failure_to_the_first_frame_after_it(house: House):
    watched = Watched()
    written = chronicle(house, watched)
    begin = house.clock.now() - timedelta(seconds=7)
    story = [
        Process("stalled", begin, "timeout", "Nothing came for 10 s."),
        Process("retrying", begin, "timeout", "Nothing came for 10 s."),
        Process("starting", begin),
        Process("retrying", begin, "timeout", "No answer."),
    ]
    for process in story:
        watched.processes["job"] = process
        await written.step()
        await house.clock.advance(10)
    watched.processes["job"] = Process("running", house.clock.now())
    await written.step()

    assert await troubles(house) == [(begin, NOON + timedelta(seconds=40), "timeout", "Nothing came for 10 s.")]


async def test_another_trouble_is_another_row_and_they_touch(house: House):
    watched = Watched()
    written = chronicle(house, watched)
    watched.processes["job"] = Process("waiting", NOON, "processes", "1 of 1 runs.")
    await written.step()
    await house.clock.advance(60)
    watched.processes["job"] = Process("retrying", NOON, "diskFull", "Full.")
    await written.step()

    later = NOON + timedelta(seconds=60)
    assert [row[:3] for row in await troubles(house)] == [(NOON, later, "processes"), (later, None, "diskFull")]


async def test_what_blocks_a_wanted_job_is_a_trouble(house: House):
    await house.job(schedule={}, action="timelapse", enabled=True)
    watched = Watched()
    watched.obstacles["job"] = Obstacle("disk", "The folder is somebody else's.")
    await chronicle(house, watched).step()

    assert await troubles(house) == [(NOON, None, "blocked", "The folder is somebody else's.")]


@pytest.mark.parametrize("lasted", [60.0, -60.0], ids=["after it began", "before it began"])
async def test_what_a_killed_server_left_open_ends_with_its_last_beat(house: House, lasted: float):
    watched = Watched()
    watched.processes["job"] = Process("waiting", NOON, "disk", "Gone.")
    await chronicle(house, watched).step()
    await house.clock.advance(3600)

    await chronicle(house, beat=NOON + timedelta(seconds=lasted)).step()

    assert [row[:2] for row in await troubles(house)] == [(NOON, NOON + timedelta(seconds=max(0.0, lasted)))]


async def test_what_was_said_and_what_was_in_the_way_is_forgotten_long_after_it_ended(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(forgetting, "BATCH", 2)
    job_id = await house.job()
    long_ago, of_late = NOON - timedelta(days=500), NOON - timedelta(days=300)
    ends = [*[long_ago + timedelta(hours=hour) for hour in range(5)], of_late, None]
    async with house.database.write() as session:
        for end in ends:
            said = {"since": long_ago, "until": None, "by": "ana", "ended_at": end}
            session.add(Override(id=new_id(), job_id=job_id, kind="start", **said))
            session.add(Hold(id=new_id(), kind="pause", scope="job", value=job_id, created_at=long_ago, **said))
            session.add(Trouble(id=new_id(), job_id=job_id, since=long_ago, until=end, code="timeout"))

    await Forgetting(house.database, house.clock, 400).step()

    async with house.database.read() as session:
        for end in (Override.ended_at, Hold.ended_at, Trouble.until):
            assert set(await session.scalars(select(end))) == {of_late, None}
