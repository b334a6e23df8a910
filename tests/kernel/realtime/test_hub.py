"""Channels: everybody gets everything, and nobody is waited for."""

import asyncio

import pytest

from regie.kernel.realtime import Hub, TooSlow


async def test_every_listener_of_a_channel_gets_each_message_in_order():
    hub = Hub()
    with hub.subscribe("status") as one, hub.subscribe("status", "logs") as two:
        for number in range(3):
            hub.publish("status", number)
        hub.publish("logs", "line")

        assert await one.batch() == [0, 1, 2]
        assert await two.batch() == [0, 1, 2, "line"]


async def test_a_listener_waits_until_there_is_something():
    hub = Hub()
    with hub.subscribe("status") as listener:
        waiting = asyncio.ensure_future(listener.batch())
        await asyncio.sleep(0)
        assert not waiting.done()

        hub.publish("status", "news")

        assert await waiting == ["news"]


async def test_whoever_does_not_keep_up_is_dropped_and_costs_nobody_else_anything():
    hub = Hub()
    slow, quick = hub.subscribe("status", length=3), hub.subscribe("status", length=10)

    for number in range(5):
        hub.publish("status", number)

    with pytest.raises(TooSlow):
        await slow.batch()
    assert await quick.batch() == [0, 1, 2, 3, 4]
    assert hub.count("status") == 1


async def test_nobody_listens_after_leaving():
    hub = Hub()
    with hub.subscribe("status") as listener:
        assert hub.count("status") == 1
    listener.close()
    hub.publish("status", "unheard")

    assert hub.count("status") == 0


async def test_publishing_to_nobody_is_nothing():
    hub = Hub()

    hub.publish("status", "unheard")

    assert hub.count("status") == 0
