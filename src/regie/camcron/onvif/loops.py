"""
What goes on by itself: devices are listened to while somebody wants it, and looked for when they are gone.

A camera that sees motion by itself costs us nothing, so a job that wants motion listens to it where it is offered. A
device that does not answer any more may have been given another address; then discovery is asked where it is.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from regie.camcron.onvif.bridge import Bridge, Contact, Listener
from regie.camcron.onvif.errors import DeviceFailed
from regie.camcron.onvif.scouting import Scouting
from regie.camcron.onvif.service import Devices
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.sweeps import Sweep

LISTEN_EVERY = 3.0
LISTEN_AGAIN = 30.0
"""Seconds after which a device that could not be listened to is tried again."""
SEEK_EVERY = 30.0
SEEK_AGAIN = 600.0
"""Seconds between two searches for the same camera."""
SEEK_SECONDS = 3.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CameraNoticed:
    """A camera says by itself that something begins or ends to move before it."""

    camera_id: str
    """Its UUID."""
    motion: bool


class Ears:
    """Listens to the devices of the cameras (UUIDs) that `wanted` names, and publishes what they notice."""

    def __init__(
        self,
        *,
        database: Database,
        bridge: Bridge,
        devices: Devices,
        events: Events,
        clock: Clock,
        wanted: Callable[[], Iterable[str]],
        leads: Callable[[], bool],
    ) -> None:
        self._database = database
        self._bridge = bridge
        self._devices = devices
        self._events = events
        self._clock = clock
        self._wanted = wanted
        self._heard: dict[str, Contact] = {}
        self._moving: dict[str, bool] = {}
        self._not_before: dict[str, float] = {}
        self._sweep = Sweep("listening to cameras", self.step, clock=clock, every=LISTEN_EVERY, leads=leads)
        self.open, self.close = self._sweep.open, self._sweep.close

    async def step(self) -> None:
        """Begin to listen where it is wanted, and end where it is not."""
        wanted = set(self._wanted())
        contacts: dict[str, Contact] = {}
        if wanted:
            async with self._database.read() as session:
                contacts = await self._devices.telling(session, sorted(wanted))
        for camera_id in [each for each, contact in self._heard.items() if contacts.get(each) != contact]:
            await self._ignore(camera_id)
        now = self._clock.monotonic()
        due = [each for each in contacts if each not in self._heard and now >= self._not_before.get(each, now)]
        await asyncio.gather(*(self._listen(camera_id, contacts[camera_id]) for camera_id in due))

    def lost(self) -> None:
        """Another server listens from now on."""
        self._not_before.clear()
        for camera_id in tuple(self._heard):
            self._over(camera_id)

    async def _listen(self, camera_id: str, contact: Contact) -> None:
        listener = Listener(
            noticed=lambda motion, topic: self._noticed(camera_id, motion),
            lost=lambda why: self._lost(camera_id, why),
        )
        self._heard[camera_id] = contact
        try:
            await self._bridge.listen(camera_id, contact, listener)
        except DeviceFailed as failed:
            self._lost(camera_id, str(failed))

    async def _ignore(self, camera_id: str) -> None:
        self._over(camera_id)
        try:
            await self._bridge.ignore(camera_id)
        except DeviceFailed as failed:
            _log.info("a camera could not be told that nobody listens", extra={"camera": camera_id, "why": str(failed)})

    def _lost(self, camera_id: str, why: str) -> None:
        _log.warning("a camera is not heard", extra={"camera": camera_id, "why": why})
        self._not_before[camera_id] = self._clock.monotonic() + LISTEN_AGAIN
        self._over(camera_id)

    def _over(self, camera_id: str) -> None:
        self._heard.pop(camera_id, None)
        self._noticed(camera_id, False)

    def _noticed(self, camera_id: str, motion: bool) -> None:
        if self._moving.get(camera_id, False) is not motion:
            self._moving[camera_id] = motion
            self._events.publish(CameraNoticed(camera_id, motion))


class Search:
    """Looks for cameras that are gone where they were, now and then."""

    def __init__(
        self,
        *,
        database: Database,
        devices: Devices,
        scouting: Scouting,
        clock: Clock,
        gone: Iterable[str],
        leads: Callable[[], bool],
    ) -> None:
        self._database = database
        self._devices = devices
        self._scouting = scouting
        self._clock = clock
        self._gone = tuple(gone)
        self._sought: dict[str, float] = {}
        self._sweep = Sweep("search for cameras", self.step, clock=clock, every=SEEK_EVERY, leads=leads)
        self.open: Callable[[], Awaitable[None]] = self._sweep.open
        self.close: Callable[[], Awaitable[None]] = self._sweep.close

    async def step(self) -> None:
        """One search for all of them, if one of them has not been sought for a while."""
        async with self._database.read() as session:
            lost = await self._devices.lost(session, self._gone)
        now = self._clock.monotonic()
        self._sought = {camera_id: at for camera_id, at in self._sought.items() if camera_id in lost}
        if any(now - self._sought.get(camera_id, -SEEK_AGAIN) >= SEEK_AGAIN for camera_id in lost):
            self._sought |= dict.fromkeys(lost, now)
            await self._scouting.discover(SEEK_SECONDS)
