"""
Run one program to its end and collect what it says.

For short questions to other programs (a version, a probe). Bounded in time and in bytes; whoever is cancelled leaves
no process behind.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass

from regie.kernel.clock import Clock
from regie.kernel.processes.child import Exit, Spawner
from regie.kernel.processes.launch import Launch

MOST = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finished:
    """A program that ran."""

    exit: Exit
    output: dict[str, bytes]
    """What came out of each named pipe."""
    timed_out: bool = False
    flooded: bool = False
    """It said more than was allowed, and was killed for it."""

    def text(self, pipe: str) -> str:
        return self.output.get(pipe, b"").decode("utf-8", "replace")


async def run(
    spawner: Spawner, launch: Launch, clock: Clock, *, seconds: float, feed: bytes = b"", most: int = MOST
) -> Finished:
    """Start, feed, wait. A program that takes longer than that, or says more than `most` bytes, is killed."""
    collected: dict[str, list[bytes]] = defaultdict(list)
    total = 0
    flooded = asyncio.Event()

    def received(pipe: str, data: bytes) -> None:
        nonlocal total
        total += len(data)
        if total > most:
            flooded.set()
        else:
            collected[pipe].append(data)

    child = await spawner.spawn(launch, received)
    gone = asyncio.ensure_future(child.wait())
    limit = asyncio.ensure_future(clock.sleep(seconds))
    flood = asyncio.ensure_future(flooded.wait())
    try:
        if launch.stdin:
            child.feed(feed)
        await asyncio.wait({gone, limit, flood}, return_when=asyncio.FIRST_COMPLETED)
        late = not gone.done() and limit.done()
        if not gone.done():
            child.kill()
        exit_ = await gone
    finally:
        if not gone.done():
            child.kill()
        for waiter in (gone, limit, flood):
            waiter.cancel()
    output = {pipe: b"".join(chunks) for pipe, chunks in collected.items()}
    return Finished(exit_, output, timed_out=late, flooded=flooded.is_set())
