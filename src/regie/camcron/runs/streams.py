"""
What each stream consists of: its codecs, looked at once and remembered.

A container takes some codecs as they come and others not, and H.265 in MP4 wants a tag; so before a stream is recorded
for the first time it is looked at. That costs one connection, before the recording's own; what was found is kept until
the address changes or a recording says that it was wrong.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from regie.camcron.runs.spec import Spec
from regie.kernel.ffmpeg.reasons import Reason


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """What a look showed. With a reason, nothing else counts."""

    video: str | None = None
    """Codec, as ffmpeg calls it."""
    audio: str | None = None
    """Codec; empty: there is no sound; None: nobody knows."""
    reason: Reason | None = None


Look = Callable[[str, str], Awaitable[StreamFacts]]
"""From a complete address and a transport (`tcp`, `udp`)."""


class Streams:
    """Remembers what streams consist of, by their addresses."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._known: dict[str, StreamFacts] = {}

    async def facts(self, spec: Spec) -> StreamFacts:
        """What this job's stream consists of; what failed is looked at again the next time."""
        held = self._known.get(spec.source)
        if held is not None:
            return held
        transport = "udp" if "udp" in spec.extra else "tcp"
        found = await self._look(spec.source, transport)
        if found.reason is None:
            self._known[spec.source] = found
        return found

    def learn(self, source: str, facts: StreamFacts) -> None:
        """Somebody else looked."""
        if facts.reason is None:
            self._known[source] = facts

    def forget(self, source: str) -> None:
        """What was known proved wrong."""
        self._known.pop(source, None)
