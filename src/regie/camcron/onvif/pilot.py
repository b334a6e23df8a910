"""
Moving cameras, so that none goes on moving when nobody holds the stick any more.

A continuous move is a promise to stop: the stop is planned before the device is asked to move, is repeated until the
device confirms it, and is made at once when the server ends. The device is told the same limit, for the case that the
server dies; asking again in time carries the move on.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass

from regie.camcron.onvif.bridge import Bridge, Contact
from regie.camcron.onvif.errors import DeviceFailed
from regie.camcron.onvif.schemas import Move
from regie.kernel.clock import Clock

PATIENCE = 5.0
TRIES = 10
AGAIN = 1.0
"""Seconds between two tries to stop."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Head:
    """What is moved: a device and its profile."""

    camera_id: str
    contact: Contact
    profile: str


class Pilot:
    """Moves heads; knows which are moving."""

    def __init__(self, bridge: Bridge, clock: Clock) -> None:
        self._bridge = bridge
        self._clock = clock
        self._stops: dict[str, tuple[Head, asyncio.Task[None]]] = {}

    def moves(self, camera_id: str) -> bool:
        """Whether a continuous move of ours goes on."""
        return camera_id in self._stops

    async def move(self, head: Head, move: Move) -> None:
        """Do it; raises `DeviceFailed`."""
        if move.move == "stop":
            await self._stop_now(head)
        elif move.move == "home":
            await self._bridge.ask("home", head.contact, patience=PATIENCE, profile=head.profile)
        else:
            if move.move == "continuous":
                self._plan_stop(head, move.seconds)
            await self._bridge.ask(
                "move", head.contact, patience=PATIENCE, profile=head.profile, how=move.move,
                pan=move.pan, tilt=move.tilt, zoom=move.zoom, seconds=move.seconds, speed=move.speed,
            )  # fmt: skip

    async def close(self) -> None:
        """Stop whatever moves, now, as far as the devices answer within a moment."""
        heads = [head for head, task in self._stops.values() if task.cancel() or True]
        self._stops.clear()
        if heads:
            await asyncio.gather(*(self._ask_stop(head) for head in heads), return_exceptions=True)

    def _plan_stop(self, head: Head, after: float) -> None:
        if (held := self._stops.pop(head.camera_id, None)) is not None:
            held[1].cancel()
        task = asyncio.create_task(self._stop_later(head, after), name="ptz stop")
        self._stops[head.camera_id] = (head, task)
        task.add_done_callback(lambda done: self._stopped(head.camera_id, done))

    def _stopped(self, camera_id: str, task: "asyncio.Task[None]") -> None:
        held = self._stops.get(camera_id)
        if held is not None and held[1] is task:
            del self._stops[camera_id]

    async def _stop_now(self, head: Head) -> None:
        try:
            await self._ask_stop(head)
        except DeviceFailed:
            self._plan_stop(head, AGAIN)
            raise
        if (held := self._stops.pop(head.camera_id, None)) is not None:
            held[1].cancel()

    async def _stop_later(self, head: Head, after: float) -> None:
        await self._clock.sleep(after)
        for _ in range(TRIES):
            with contextlib.suppress(DeviceFailed):
                await self._ask_stop(head)
                return
            await self._clock.sleep(AGAIN)
        _log.error("a moving camera could not be stopped", extra={"camera": head.camera_id})

    async def _ask_stop(self, head: Head) -> None:
        await self._bridge.ask("stop", head.contact, patience=PATIENCE, profile=head.profile)
