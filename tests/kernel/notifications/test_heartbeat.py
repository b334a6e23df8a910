"""The call that others wait for: while this server is well, and only then."""

import asyncio
from collections.abc import Callable

from regie.kernel.health import Health, Part
from regie.kernel.notifications.heartbeat import Heartbeat
from regie.kernel.notifications.settings import HeartbeatSettings
from tests.fakes.clock import VirtualClock
from tests.rigs.receivers import hook


async def eventually(clock: VirtualClock, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await clock.settle()


async def test_it_calls_while_the_server_is_well_and_is_silent_when_it_is_not():
    clock = VirtualClock()
    health, state = Health("test", clock.now()), Part("ok")
    health.ready = True

    async def check() -> Part:
        return state

    health.add("database", check)
    with hook() as elsewhere:
        beat = Heartbeat(health, clock, lambda: HeartbeatSettings(url=f"{elsewhere.url}/ping", every_seconds=60))
        await beat.open()
        await eventually(clock, lambda: len(elsewhere.got) == 1)
        await clock.advance(59)
        assert len(elsewhere.got) == 1
        await clock.advance(1)
        await eventually(clock, lambda: len(elsewhere.got) == 2)
        assert (elsewhere.got[0].method, elsewhere.got[0].path) == ("GET", "/ping")

        state = Part("down", "It does not answer.")
        await clock.advance(600)
        assert len(elsewhere.got) == 2
        state = Part("degraded", "Something is missing.")
        await clock.advance(60)
        await eventually(clock, lambda: len(elsewhere.got) == 3)
        await beat.close()


async def test_a_new_address_counts_at_once_and_failures_are_told_once(caplog):
    clock = VirtualClock()
    health = Health("test", clock.now())
    health.ready = True
    held = HeartbeatSettings()
    beat = Heartbeat(health, clock, lambda: held)
    with hook(500, 500, 200) as elsewhere, caplog.at_level("INFO", "regie.kernel.notifications.heartbeat"):
        await beat.open()
        await clock.advance(600)
        assert elsewhere.got == []
        held = HeartbeatSettings(url=elsewhere.url, every_seconds=5)
        beat.wake()
        for count in (1, 2, 3):
            await eventually(clock, lambda count=count: len(elsewhere.got) == count)
            await clock.advance(5)
        await beat.close()
    assert caplog.messages == ["the heartbeat does not arrive", "the heartbeat arrives again"]
