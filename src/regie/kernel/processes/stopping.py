"""
End a process in three steps: ask, ask again, force.

A healthy ffmpeg ends at the first signal and closes its file; a stalled one needs a second; what ignores both is
killed with its whole group. Who hangs inside the system (a dead network drive) is given up on rather than waited for:
its note remains, and the next start's sweep looks for it.
"""

import asyncio
from typing import Any

from regie.kernel.clock import Clock
from regie.kernel.processes.child import Child, Exit
from regie.kernel.processes.settings import ProcessSettings

FORCED_WAIT = 5.0
"""Seconds after the forced end before a process counts as unkillable."""


async def stop(child: Child, clock: Clock, settings: ProcessSettings) -> Exit:
    """Walk down the ladder until the process is gone. Cancelled, it kills at once."""
    began = clock.monotonic()
    gone = asyncio.ensure_future(child.wait())
    try:
        child.ask()
        if not await _within(gone, clock, settings.ask_again):
            child.ask()
            await _within(gone, clock, max(0.0, settings.kill_after - settings.ask_again))
        if not gone.done():
            child.kill()
            await _within(gone, clock, FORCED_WAIT)
        return gone.result() if gone.done() else Exit(None, clock.monotonic() - began)
    finally:
        if not gone.done():
            child.kill()
            gone.cancel()


async def _within(gone: "asyncio.Future[Exit]", clock: Clock, seconds: float) -> bool:
    """Whether it was gone before that time was over."""
    sleeper = asyncio.ensure_future(clock.sleep(seconds))
    waiters: set[asyncio.Future[Any]] = {gone, sleeper}
    try:
        await asyncio.wait(waiters, return_when=asyncio.FIRST_COMPLETED)
    finally:
        sleeper.cancel()
    return gone.done()
