"""
What each stream consists of: its codecs, looked at once and remembered.

A container takes some codecs as they come and others not, and H.265 in MP4 wants a tag; so before a stream is recorded
for the first time it is looked at. That costs one connection, before the recording's own; what was found is kept, over
restarts too, until the address changes or a recording says that it was wrong.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from regie.camcron.cameras.addresses import Address
from regie.camcron.runs.spec import Spec
from regie.kernel.ffmpeg.reasons import Reason


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """What a look showed. With a reason, nothing else counts."""

    video: str | None = None
    """Codec, as ffmpeg calls it."""
    audio: str | None = None
    """Codec; empty: there is no sound; None: nobody knows."""
    silent: bool = False
    """Whether sound is announced and does not come; that may be otherwise the next time."""
    reason: Reason | None = None


Look = Callable[[str, str], Awaitable[StreamFacts]]
"""From a complete address and a transport (`tcp`, `udp`)."""
Keep = Callable[[str, StreamFacts], Awaitable[None]]
"""Remember over restarts, by the address without credentials."""


class Streams:
    """Remembers what streams consist of, by their addresses without credentials."""

    def __init__(self, look: Look, keep: Keep) -> None:
        self._look = look
        self._keep = keep
        self._known: dict[str, StreamFacts] = {}
        self._looking: dict[tuple[str, str], asyncio.Task[StreamFacts]] = {}
        """Jobs that begin together share a look: a camera has few connections."""

    async def close(self) -> None:
        """End looks that are under way: whoever asked for them may have left."""
        looks = tuple(self._looking.values())
        for look in looks:
            look.cancel()
        await asyncio.gather(*looks, return_exceptions=True)

    def recall(self, known: Mapping[str, StreamFacts]) -> None:
        """What was remembered before this start."""
        self._known = {**known, **self._known}

    def codec(self, source: str) -> str | None:
        """Of the picture, as far as it is known."""
        held = self._known.get(_key(source))
        return held.video if held is not None else None

    def known(self, source: str) -> StreamFacts | None:
        """What was remembered of an address, if anything was."""
        return self._known.get(_key(source))

    async def facts(self, spec: Spec, via: str | None = None) -> StreamFacts:
        """
        What this job's stream consists of; what failed is looked at again the next time. `via`: where it is looked at
        instead of at the camera.
        """
        return await self.of(spec.source, "udp" if "udp" in spec.extra and via is None else "tcp", via)

    async def of(self, source: str, transport: str = "tcp", via: str | None = None) -> StreamFacts:
        """The same of a complete address."""
        held = self._known.get(_key(source))
        if held is not None and not held.silent:
            return held
        asked = (source, transport)
        look = self._looking.get(asked)
        if look is None:
            look = self._looking[asked] = asyncio.create_task(self._look_at(*asked, via))
            look.add_done_callback(lambda _: self._looking.pop(asked, None))
        return await asyncio.shield(look)  # one who does not wait any longer leaves it to the others

    async def _look_at(self, source: str, transport: str, via: str | None) -> StreamFacts:
        found = await self._look(via or source, transport)
        await self.learn(source, found)
        return found

    async def learn(self, source: str, facts: StreamFacts) -> None:
        """Somebody looked."""
        key = _key(source)
        if facts.silent:
            self._known[key] = facts
        elif facts.reason is None and self._known.get(key) != facts:
            self._known[key] = facts
            await self._keep(key, facts)

    def forget(self, source: str) -> None:
        """What was known proved wrong."""
        self._known.pop(_key(source), None)


def _key(source: str) -> str:
    return Address.parse(source).plain
