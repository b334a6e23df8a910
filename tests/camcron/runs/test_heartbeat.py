"""Who was last there: what a server that takes recordings over believes to have been missed."""

from datetime import UTC, datetime, timedelta

import pytest

from regie.camcron.runs.heartbeat import Pulse
from regie.camcron.runs.service import Runs
from regie.kernel.db import Database
from tests.fakes.clock import VirtualClock

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(NOON)


def pulse_of(database: Database, clock: VirtualClock, *, leads: bool = True) -> Pulse:
    return Pulse(database, Runs(clock), clock, "this one", lambda: leads)


async def beat(pulse: Pulse) -> None:
    pulse.open()
    await pulse.close()  # the last beat is the moment of the end


async def test_a_server_that_starts_learns_when_the_former_one_ended(sqlite_database: Database, clock: VirtualClock):
    assert await pulse_of(sqlite_database, clock).last() is None
    await beat(pulse_of(sqlite_database, clock))
    await clock.advance(timedelta(days=3))

    pulse = pulse_of(sqlite_database, clock)
    await beat(pulse)

    assert await pulse.last() == NOON


async def test_a_server_that_has_the_recordings_back_misses_what_it_lost_and_no_more(
    sqlite_database: Database, clock: VirtualClock
):
    await beat(pulse_of(sqlite_database, clock))
    await clock.advance(timedelta(days=3))
    pulse = pulse_of(sqlite_database, clock)
    await clock.advance(timedelta(hours=5))
    await beat(pulse)

    pulse.lost()
    await clock.advance(timedelta(seconds=20))

    assert await pulse.last() == NOON + timedelta(days=3, hours=5)


async def test_a_server_that_only_waits_for_its_turn_is_no_proof(sqlite_database: Database, clock: VirtualClock):
    await beat(pulse_of(sqlite_database, clock))
    await clock.advance(timedelta(seconds=30))

    await beat(pulse_of(sqlite_database, clock, leads=False))

    assert await pulse_of(sqlite_database, clock).last() == NOON
