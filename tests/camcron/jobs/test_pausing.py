"""What the reconcile pass makes of pauses, with real rows on a virtual clock."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest_asyncio

from regie.camcron.jobs.overrides.schemas import NewOverride
from regie.camcron.jobs.overrides.service import Overrides
from regie.kernel.audit.service import Audit
from regie.kernel.db import Database
from tests.camcron.jobs.reconciling import CALLER, House
from tests.fakes.clock import VirtualClock


@pytest_asyncio.fixture
async def house(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[House]:
    opened = House(sqlite_database, VirtualClock(datetime(2026, 11, 16, 7, tzinfo=UTC)), tmp_path)
    await opened.open()
    yield opened
    await opened.close()


async def pause(house: House, **more: Any) -> str:
    overrides = Overrides(house.clock, Audit(house.clock))
    new = NewOverride.model_validate({"kind": "pause", "scope": {"cameraId": "cam"}, **more})
    async with house.database.write() as session:
        return (await overrides.say(session, CALLER, new)).id


async def test_what_runs_is_stopped_by_a_pause_and_begun_again_when_it_is_over(house: House):
    await house.job(schedule={})
    await house.step()
    assert house.running == {"job"}
    begin = house.clock.now()

    await pause(house, until=(begin + timedelta(hours=2)).isoformat(), reason="Home")
    await house.step()
    assert house.running == set()
    await house.until(begin + timedelta(hours=1, minutes=59, seconds=59))
    assert house.running == set(), "nothing is prepared inside of a pause"
    await house.until(begin + timedelta(hours=2, seconds=1))

    assert house.running == {"job"}
    stopped = (await house.history())[0]
    assert (stopped.status, stopped.reason_code) == ("stopped", "paused")
    assert (stopped.reason or "").startswith("Paused by test until ")


async def test_a_paused_job_that_is_started_by_hand_runs_until_its_window_is_over(house: House):
    await house.job(schedule={"cron": "0 * * * *", "cronStop": "30 * * * *"})
    await house.until(house.clock.now().replace(minute=5, second=0, microsecond=0) + timedelta(hours=1))
    await pause(house)
    await house.step()
    assert house.running == set()

    await house.clock.advance(1)
    await house.start()
    assert house.running == {"job"}
    await house.until(house.clock.now() + timedelta(minutes=26))

    assert house.running == set()


async def test_what_is_paused_while_the_server_is_away_was_not_missed(house: House):
    begin = house.clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    await house.job(action="snapshot", schedule={"cron": "*/5 * * * *", "triggerType": "oneshot"})
    await house.clock.advance(begin - house.clock.now())
    await pause(house, until=(begin + timedelta(minutes=32)).isoformat())
    await house.clock.advance(timedelta(hours=1))
    house.last_seen = begin
    house.reconciler.lead(2)

    await house.step()

    (missed,) = [run for run in await house.history() if run.status == "missed"]
    assert (missed.scheduled_at, missed.ticks) == (begin + timedelta(minutes=35), 5)


async def test_what_is_over_is_marked_so_and_no_longer_read(house: House):
    overrides = Overrides(house.clock, Audit(house.clock))
    until = house.clock.now() + timedelta(hours=1)
    await pause(house, until=until.isoformat())
    await house.clock.advance(timedelta(hours=2))

    await overrides.mark_over(house.database)

    async with house.database.read() as session:
        assert (await house.shelf.holds(session)).all == ()
        (kept,) = (await house.shelf.holds(session, since=until - timedelta(minutes=1))).all
        assert kept.until == until
