"""What a test may count on when it turns the hands."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from regie.kernel.clock import Clock, wait
from tests.fakes.clock import VirtualClock


async def test_nobody_wakes_before_the_hand_has_passed():
    clock = VirtualClock()
    sleeper = asyncio.ensure_future(clock.sleep(10))

    await clock.advance(9.9)
    assert not sleeper.done()
    await clock.advance(0.1)
    assert sleeper.done()


async def test_sleepers_wake_in_the_order_of_their_deadlines_at_their_own_time():
    clock, woken = VirtualClock(), []

    async def sleeper(seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append((seconds, clock.monotonic()))

    tasks = [asyncio.ensure_future(sleeper(seconds)) for seconds in (3, 1, 2)]
    await clock.advance(60)

    assert woken == [(1, 1.0), (2, 2.0), (3, 3.0)]
    assert all(task.done() for task in tasks)


async def test_a_loop_runs_as_often_as_it_would_have_in_that_time():
    clock, ticks = VirtualClock(), []

    async def tick() -> None:
        while True:
            await clock.sleep(10)
            ticks.append(clock.now())

    task = asyncio.ensure_future(tick())
    await clock.advance(timedelta(minutes=1))
    task.cancel()

    assert [instant.second for instant in ticks] == [10, 20, 30, 40, 50, 0]
    assert clock.slept[:2] == [10, 10]


async def test_both_clocks_move_together_and_a_jump_moves_the_wall_alone():
    clock = VirtualClock(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    sleeper = asyncio.ensure_future(clock.sleep(60))
    await clock.advance(30)
    clock.set(datetime(2026, 10, 25, 5, tzinfo=UTC))
    await clock.settle()

    assert not sleeper.done()
    assert clock.monotonic() == 30
    await clock.advance(30)
    assert sleeper.done()
    assert clock.now() == datetime(2026, 10, 25, 5, 0, 30, tzinfo=UTC)


async def test_who_was_cancelled_is_not_woken():
    clock = VirtualClock()
    sleeper = asyncio.ensure_future(clock.sleep(5))
    await clock.settle()
    assert clock.sleepers == 1
    sleeper.cancel()
    await clock.advance(10)

    assert sleeper.cancelled()
    assert clock.sleepers == 0


async def test_sleeping_for_nothing_only_yields():
    clock = VirtualClock()
    await clock.sleep(0)
    await clock.sleep(-1)
    assert clock.monotonic() == 0


async def test_waiting_for_an_event_or_a_time_follows_the_hand():
    clock: Clock = VirtualClock()
    assert isinstance(clock, VirtualClock)
    event = asyncio.Event()
    waiting = asyncio.ensure_future(wait(clock, event, 5))
    await clock.advance(5)
    assert await waiting is False

    waiting = asyncio.ensure_future(wait(clock, event, 5))
    await clock.advance(1)
    event.set()
    assert await waiting is True


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="zone"):
        VirtualClock(datetime(2026, 3, 2))  # the point of the test
    with pytest.raises(ValueError, match="zone"):
        VirtualClock().set(datetime(2026, 3, 2))
