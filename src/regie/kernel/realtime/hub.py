"""
Channels in this process, with a bounded queue for each listener.

Publishing never waits: a listener whose queue is full is dropped at once (`TooSlow`), so one browser on a bad line
cannot hold up a recording. A listener that reconnects gets a full picture first, hence losing messages is safe.
"""

import asyncio
from collections import defaultdict, deque
from typing import Any

from regie.kernel.metrics import counter, gauge

QUEUE_LENGTH = 1000
_LISTENERS = gauge("regie_live_listeners", "Open live subscriptions.")
_DROPPED = counter("regie_live_dropped", "Live subscriptions ended because their reader was too slow.")


class TooSlow(Exception):
    """This listener did not keep up and was dropped."""


class Subscription:
    """One listener's queue. Iterate over it, or take what is there at once with `batch`."""

    def __init__(self, hub: "Hub", channels: tuple[str, ...], length: int) -> None:
        self._hub = hub
        self.channels = channels
        self._messages: deque[Any] = deque()
        self._length = length
        self._ready = asyncio.Event()
        self._dropped = False

    def put(self, message: Any) -> None:
        """Called by the hub."""
        if len(self._messages) >= self._length:
            self._dropped = True
            _DROPPED.inc()
            self.close()
            self._messages.clear()
        else:
            self._messages.append(message)
        self._ready.set()

    async def batch(self) -> list[Any]:
        """All messages that wait, at least one; raises `TooSlow` when this listener was dropped."""
        await self._ready.wait()
        if self._dropped:
            raise TooSlow
        messages = list(self._messages)
        self._messages.clear()
        self._ready.clear()
        return messages

    def close(self) -> None:
        """Stop listening; may be called twice."""
        self._hub.forget(self)

    def __enter__(self) -> "Subscription":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Hub:
    """Channels by name. Messages are whatever the channel's readers expect, ready to be sent."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Subscription]] = defaultdict(set)

    def subscribe(self, *channels: str, length: int = QUEUE_LENGTH) -> Subscription:
        """Listen to these channels; use it as a context manager, or close it."""
        subscription = Subscription(self, channels, length)
        for channel in channels:
            self._listeners[channel].add(subscription)
        _LISTENERS.inc()
        return subscription

    def publish(self, channel: str, message: Any) -> None:
        """Give the message to every listener of the channel, now, without waiting."""
        for listener in tuple(self._listeners.get(channel, ())):
            listener.put(message)

    def count(self, channel: str) -> int:
        """How many listen: work for nobody may be left undone."""
        return len(self._listeners.get(channel, ()))

    def forget(self, subscription: Subscription) -> None:
        """Called by a subscription that closes."""
        found = False
        for channel in subscription.channels:
            listeners = self._listeners.get(channel)
            if listeners and subscription in listeners:
                listeners.discard(subscription)
                found = True
                if not listeners:
                    del self._listeners[channel]
        if found:
            _LISTENERS.dec()
