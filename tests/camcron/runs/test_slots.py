"""The door that lets only so many processes run."""

import asyncio

import pytest

from regie.camcron.runs.slots import Slots


async def waiting(slots: Slots, owner: str, priority: int = 0) -> "asyncio.Task[None]":
    task = asyncio.create_task(slots.take(owner, priority))
    await asyncio.sleep(0)
    return task


async def test_without_a_cap_nobody_waits():
    slots = Slots(None)

    for number in range(1000):
        await slots.take(f"job-{number}", 0)

    assert slots.taken == 1000


async def test_over_the_cap_the_highest_priority_goes_first_and_equals_in_their_order():
    slots = Slots(1)
    await slots.take("first", 0)
    tasks = {owner: await waiting(slots, owner, priority) for owner, priority in (("low", -1), ("b", 5), ("c", 5))}
    order = []

    for owner in ("first", "b", "c"):
        slots.give_back(owner)
        await asyncio.sleep(0)
        order.append([name for name, task in tasks.items() if task.done()])

    assert order == [["b"], ["b", "c"], ["low", "b", "c"]]


async def test_a_freed_slot_is_not_lost_when_who_was_next_has_left():
    slots = Slots(1)
    await slots.take("first", 0)
    leaving, staying = await waiting(slots, "leaving", 9), await waiting(slots, "staying")

    slots.give_back("first")
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    await asyncio.sleep(0)

    assert staying.done()
    assert slots.taken == 1


async def test_nobody_slips_in_between_a_call_and_the_called():
    slots = Slots(1)
    await slots.take("first", 0)
    called = await waiting(slots, "called")

    slots.give_back("first")
    late = await waiting(slots, "late", 9)

    assert called.done()
    assert not late.done()
    late.cancel()


async def test_raising_the_cap_lets_those_who_wait_in():
    slots = Slots(1)
    await slots.take("first", 0)
    task = await waiting(slots, "second")

    slots.limit(2)
    await asyncio.sleep(0)

    assert task.done()
