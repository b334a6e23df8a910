"""A sweep goes on whatever happens, and only where it may."""

import asyncio

from regie.kernel.sweeps import Sweep
from tests.fakes.clock import VirtualClock


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_pass_that_fails_does_not_end_the_sweep(caplog):
    clock, passes = VirtualClock(), []

    async def step() -> None:
        passes.append(clock.now())
        if len(passes) == 1:
            raise OSError("the disk is away")

    sweep = Sweep("looking", step, clock=clock, every=10)
    await sweep.open()
    await _settle()
    await clock.advance(10)
    await _settle()
    await sweep.close()
    assert len(passes) == 2
    assert "looking failed" in caplog.text


async def test_only_who_leads_acts_and_a_wake_up_is_not_lost():
    clock, passes, leads = VirtualClock(), [], False

    async def step() -> None:
        passes.append(clock.now())

    sweep = Sweep("acting", step, clock=clock, every=1000, leads=lambda: leads)
    await sweep.open()
    await _settle()
    assert passes == []
    leads = True
    sweep.wake()
    await _settle()
    await sweep.close()
    assert len(passes) == 1
