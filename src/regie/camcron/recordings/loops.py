"""
The folders of recordings looked at again and again, so that one that is lost is told even when nobody writes there.

A look that fails once may be a disk that wakes up; the second one in a row is an alert, and ends when the folder is
itself again. A full disk is not lost: others tell of that.
"""

import asyncio
from collections.abc import Callable

from regie.camcron.recordings.errors import RootProblem, RootTrouble
from regie.camcron.recordings.roots import Roots, Volume
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.service import Notices
from regie.kernel.sweeps import Sweep

LOOK_EVERY = 15.0
PRESENT = {RootTrouble.FULL, RootTrouble.OUTSIDE}
"""It is there and itself; that it is full, or not to be used any more, is nothing lost."""


class RootWatch:
    """Looks, and tells."""

    def __init__(
        self, database: Database, clock: Clock, roots: Roots, notices: Notices, leads: Callable[[], bool]
    ) -> None:
        self._database = database
        self._roots = roots
        self._notices = notices
        self._doubted: set[str] = set()
        """Volumes whose last look failed."""
        self._sweep = Sweep("folders of recordings", self.step, clock=clock, every=LOOK_EVERY, leads=leads)

    async def open(self) -> None:
        await self._sweep.open()

    async def close(self) -> None:
        await self._sweep.close()

    async def step(self) -> None:
        """One look at each known folder."""
        volumes = await self._roots.volumes()
        troubles = await asyncio.gather(*(self._trouble(volume) for volume in volumes))
        found = dict(zip(volumes, troubles, strict=True))
        lost = {volume: trouble for volume, trouble in found.items() if trouble and volume.id in self._doubted}
        self._doubted = {volume.id for volume, trouble in found.items() if trouble}
        async with self._database.read() as session:
            open_ = {event.key for event in await self._notices.open_of(session, "rootLost")}
        fresh = {volume: trouble for volume, trouble in lost.items() if _key(volume) not in open_}
        back = [volume for volume, trouble in found.items() if not trouble and _key(volume) in open_]
        if fresh or back:
            await self._tell(fresh, back)

    async def _trouble(self, volume: Volume) -> RootProblem | None:
        try:
            await self._roots.volume_of(volume.path)
        except RootProblem as problem:
            return None if problem.kind in PRESENT else problem
        return None

    async def _tell(self, lost: dict[Volume, RootProblem], back: list[Volume]) -> None:
        async with self._database.write() as session:
            for volume, problem in lost.items():
                data = {"path": str(volume.path), "kind": problem.kind.value}
                told = Happening("rootLost", problem.sentence, "alert", key=_key(volume), data=data)
                await self._notices.tell(session, told)
            for volume in back:
                data = {"path": str(volume.path)}
                again = Happening("rootBack", f"{volume.path} is there again and can be written.", data=data)
                await self._notices.resolve(session, _key(volume), again)


def _key(volume: Volume) -> str:
    return f"root:{volume.id}:lost"
