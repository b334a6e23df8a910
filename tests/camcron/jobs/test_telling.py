"""Jobs that fail, recover and are started again, as people hear of it: the whole engine on virtual time."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from regie.camcron.jobs.telling import Telling
from regie.camcron.wiring.noticing import subjects
from regie.kernel.db import Database
from regie.kernel.notifications.models import Event
from regie.kernel.notifications.service import Notices
from tests.camcron.jobs.engine import ADMIN, Engine
from tests.fakes.clock import VirtualClock

DAY = {"cron": "0 8 * * *", "cronStop": "0 18 * * *"}
AGAIN = {"cron": "*/5 * * * *", "triggerType": "oneshot"}


class House:
    """An engine, and whoever tells of it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.notices = Notices(engine.clock)
        self.notices.subject_of = subjects(engine._shelf, engine._cameras)
        self.telling = Telling(
            database=engine.database, events=engine.database.events, clock=engine.clock, shelf=engine._shelf,
            runs=engine._runs, recorder=engine.recorder, notices=self.notices, leads=lambda: True,
        )  # fmt: skip
        self.telling.listen()

    async def live(self, seconds: float) -> None:
        """Let time pass, and what happens be told within five seconds."""
        until = self.engine.clock.now() + timedelta(seconds=seconds)
        while self.engine.clock.now() < until:
            await self.engine.live(min(until, self.engine.clock.now() + timedelta(seconds=5)))
            await self.telling.step()

    async def told(self) -> list[tuple[str, str]]:
        """Kinds, and the sentence or what ended it."""
        async with self.engine.database.read() as session:
            rows = await session.scalars(select(Event).order_by(Event.at, Event.id))
            return [(row.kind, row.resolution or row.text) for row in rows]


@pytest.fixture
async def house(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[House]:
    engine = Engine(sqlite_database, tmp_path, VirtualClock(datetime(2026, 3, 2, 9, tzinfo=UTC)))
    made = House(engine)
    await engine.begin()
    yield made
    await engine.end()


async def test_a_job_that_gives_up_is_one_alert_and_its_end_is_told_when_it_has_recorded_for_a_minute(house: House):
    job = await house.engine.job("gate", await house.engine.camera("cam"), "record", DAY, maxRetries=2)
    await house.live(120)
    house.engine.cameras.fail(job)
    await house.live(600)
    assert await house.told() == [("jobFailed", "The job «gate» failed: The camera does not answer.")]

    house.engine.cameras.down.clear()
    await house.live(55)
    assert [kind for kind, _ in await house.told()] == ["jobFailed", "jobRestarted"]
    await house.live(90)
    assert await house.told() == [
        ("jobFailed", "The job «gate» works again."),
        ("jobRestarted", "The job «gate» was started again: The camera does not answer."),
        ("jobRecovered", "The job «gate» works again."),
    ]


async def test_a_crash_that_is_mended_by_a_restart_is_told_once_in_a_while_and_is_no_alert(house: House):
    job = await house.engine.job("gate", await house.engine.camera("cam"), "record", DAY, maxRetries=5)
    await house.live(120)
    for _ in range(3):
        house.engine.cameras.fail(job)
        house.engine.cameras.down.clear()
        await house.live(120)
    assert [kind for kind, _ in await house.told()] == ["jobRestarted"]
    await house.live(600)
    house.engine.cameras.fail(job)
    house.engine.cameras.down.clear()
    await house.live(120)
    assert [kind for kind, _ in await house.told()] == ["jobRestarted", "jobRestarted"]


async def test_single_instants_that_fail_are_one_alert_until_one_succeeds(house: House):
    job = await house.engine.job("still", await house.engine.camera("cam"), "snapshot", AGAIN, maxRetries=0)
    house.engine.cameras.down.add(job)
    await house.live(16 * 60)
    assert [kind for kind, _ in await house.told()] == ["jobFailed"]
    house.engine.cameras.down.clear()
    await house.live(300)
    assert [kind for kind, _ in await house.told()] == ["jobFailed", "jobRecovered"]


async def test_an_alert_of_a_job_that_is_stopped_by_hand_or_switched_off_ends_in_silence(house: House):
    camera = await house.engine.camera("cam")
    for slug in ("stopped", "disabled", "deleted"):
        await house.engine.job(slug, camera, "record", DAY, maxRetries=0)
        house.engine.cameras.fail(slug)
    await house.live(120)
    assert [kind for kind, _ in await house.told()] == ["jobFailed"] * 3

    await house.engine.stop("stopped")
    await house.engine.change("disabled", enabled=False)
    async with house.engine.database.write() as session:
        await house.engine.jobs.delete(session, ADMIN, "deleted")
    await house.live(120)
    assert await house.told() == [("jobFailed", "The job was stopped, switched off or deleted.")] * 3


async def test_what_a_server_could_not_tell_any_more_the_next_one_tells_once(house: House):
    job = await house.engine.job("still", await house.engine.camera("cam"), "snapshot", AGAIN, maxRetries=0)
    house.engine.cameras.down.add(job)
    await house.engine.live(house.engine.clock.now() + timedelta(seconds=360))  # nobody tells
    assert await house.told() == []

    next_life = House(house.engine)
    for _ in range(2):
        next_life.telling.compare()
        await next_life.telling.step()
    assert [kind for kind, _ in await house.told()] == ["jobFailed"]
    async with house.engine.database.write() as session:
        await next_life.notices.resolve(session, (await session.scalars(select(Event.key))).one() or "")
    next_life.telling.compare()
    await next_life.telling.step()
    assert [kind for kind, _ in await house.told()] == ["jobFailed"], "a failure that was told is not told again"
