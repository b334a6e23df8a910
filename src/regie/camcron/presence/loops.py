"""
Looks at cameras in the background, and tells once when they go and once when they return.

A recording that delivers proves its camera and saves the look; one that fails says so by itself. A camera that nobody
reads is looked at every few minutes, one that was just added or moved at once. While a camera is gone somebody knocks
every few seconds, and what waits for it is told the moment it answers. Nobody looks when the look would take the last
connection that a camera gives.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol
from zlib import crc32

from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.service import CameraChanged, CameraDeleted, Cameras
from regie.camcron.presence.service import Presences
from regie.camcron.presence.states import Presence, Rules, Told, Word, passed, seen
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.events import Events
from regie.kernel.ffmpeg.reasons import Kind, Reason
from regie.kernel.sweeps import Sweep

STEP = 1.0
RELOAD = 15.0
"""Seconds after which cameras are read anew without being told to: another server may have changed them."""
KNOCK = 5.0
"""Between two knocks at a camera that is gone."""
AGAIN = 60.0
"""Between two looks at a camera that is there and gives no picture."""
FIRST = 30.0
"""Seconds over which the first looks after a start are spread."""
GONE = {kind.value for kind in (Kind.REFUSED, Kind.UNREACHABLE, Kind.DNS, Kind.TIMEOUT, Kind.CLOSED)}
"""Reasons that a knock can see passing."""
_THERE = {Kind.BUSY.value}
"""Reasons of a camera that is there."""
_log = logging.getLogger(__name__)


class Readers(Protocol):
    """The recordings, as a look needs to know of them; cameras are UUIDs."""

    def delivers(self, camera_id: str) -> bool:
        """Whether one of them gets frames now."""
        ...

    def reads(self, camera_id: str) -> bool:
        """Whether one of them has begun and not ended, and so tries by itself."""
        ...

    def has_room(self, camera_id: str) -> bool:
        """Whether the camera gives a connection more."""
        ...

    def nudge(self, camera_id: str) -> None:
        """What was in the way may be gone."""
        ...


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told of a camera."""

    camera_id: str
    name: str
    told: Told
    code: str | None
    reason: str | None
    drops: int
    over: bool = False
    """It is not watched any more; whether it answers, nobody knows."""


Look = Callable[[str], Awaitable[None]]
"""Reads each stream of a camera for a moment; what it shows is told to `heard`."""
Knock = Callable[[str], Awaitable[Reason | None]]
Tell = Callable[[Session, News], Awaitable[None]]


@dataclass(slots=True)
class Watched:
    """One camera that is switched on."""

    id: str
    name: str
    sources: tuple[str, ...] = field(repr=False)
    addresses: tuple[str, ...]
    """The same without credentials."""
    due: float
    presence: Presence = field(default_factory=Presence)
    kept: Presence = field(default_factory=Presence)
    """As its row says it."""
    code: str | None = None
    reason: str | None = None
    gone: bool = False
    """The last knock found nobody, or a reading broke off since: whatever waits is told when a knock is answered."""
    news: list[Told] = field(default_factory=list)


class Watch:
    """All cameras of this installation, looked after by the instance that leads."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        events: Events,
        cameras: Cameras,
        presences: Presences,
        readers: Readers,
        look: Look,
        knock: Knock,
        tell: Tell,
        rules: Rules,
        every: float,
        at_once: int,
        leads: Callable[[], bool],
    ) -> None:
        self._database = database
        self._clock = clock
        self._cameras = cameras
        self._presences = presences
        self._readers = readers
        self._look = look
        self._knock = knock
        self._tell = tell
        self._rules = rules
        self._every = every
        self._room = asyncio.Semaphore(at_once)
        self._leads = leads
        self._watched: dict[str, Watched] = {}
        self._looking: dict[str, asyncio.Task[None]] = {}
        self._known = False
        """Whether what was told before this start has been read."""
        self._reload_at = 0.0
        self._sweep = Sweep("presence of cameras", self.step, clock=clock, every=STEP, leads=leads)
        events.subscribe(CameraChanged, lambda event: self._stale())
        events.subscribe(CameraDeleted, lambda event: self._stale())

    async def open(self) -> None:
        """Begin."""
        await self._sweep.open()

    async def close(self) -> None:
        """End, with the looks that are under way."""
        await self._sweep.close()
        looks = tuple(self._looking.values())
        for look in looks:
            look.cancel()
        await asyncio.gather(*looks, return_exceptions=True)

    def lost(self) -> None:
        """Another server tells from now on."""
        self._known = False
        self._watched.clear()

    def heard(self, camera_id: str, answers: bool, code: str | None = None, reason: str | None = None) -> None:
        """Somebody read from a camera (its UUID), or could not. Must not wait."""
        watched = self._watched.get(camera_id)
        if watched is None or not self._leads():
            return
        answers = answers or code in _THERE
        watched.code, watched.reason = (None, None) if answers else (code, reason)
        before = watched.presence.series
        broke_off = code in GONE and (before is None or before.answers)
        watched.gone = (watched.gone or broke_off) and not answers
        watched.presence, told = seen(watched.presence, answers, self._clock.monotonic(), self._rules)
        if told:
            watched.news.append(told)
        watched.due = min(watched.due, self._clock.monotonic() + self._pause(watched))

    def presence_of(self, camera_id: str) -> Presence:
        """What is known of a camera."""
        watched = self._watched.get(camera_id)
        return watched.presence if watched is not None else Presence()

    async def step(self) -> None:
        """One pass: who there is, who proved to be there, who is due, what is to be told."""
        now = self._clock.monotonic()
        if not self._known or now >= self._reload_at:
            await self._reload(now)
        for watched in self._watched.values():
            self._pass(watched, now)
        await self._write()

    # -- inside --------------------------------------------------------------------------------------------------

    def _stale(self) -> None:
        self._reload_at = 0.0

    async def _reload(self, now: float) -> None:
        self._reload_at = now + RELOAD
        async with self._database.read() as session:
            found = {camera.id: camera for camera in await self._cameras.all(session)}
            told = {} if self._known else await self._presences.all(session)
            for camera in found.values():
                if camera.enabled:
                    self._take(camera, told, now)
        self._known = True
        over = [id_ for id_, watched in self._watched.items() if id_ not in found or not found[id_].enabled]
        over += [id_ for id_ in told if id_ not in self._watched]
        if over:
            await self._leave(over)

    def _take(self, camera: Camera, told: dict[str, Presence], now: float) -> None:
        sources = tuple(self._cameras.source(camera, key) for key in camera.streams)
        held = self._watched.get(camera.id)
        if held is not None and held.sources == sources:
            held.name = camera.name
            return
        before = held.presence if held is not None else told.get(camera.id, Presence())
        fresh = self._known or camera.reachable is None
        spread = crc32(camera.id.encode()) % 1000 / 1000 * min(FIRST, self._every)
        self._watched[camera.id] = Watched(
            id=camera.id,
            name=camera.name,
            sources=sources,
            addresses=tuple(camera.streams.values()),
            due=now if fresh else now + spread,
            presence=before,
            kept=held.kept if held is not None else before,
            code=camera.reachable_code,
            reason=camera.reachable_reason,
            news=held.news if held is not None else [],
        )

    async def _leave(self, camera_ids: list[str]) -> None:
        """Cameras that are switched off or deleted: nothing of them is open any more."""
        async with self._database.write() as session:
            for camera_id in camera_ids:
                watched = self._watched.pop(camera_id, None)
                name = watched.name if watched else ""
                await self._presences.forget(session, camera_id)
                await self._tell(session, News(camera_id, name, Told.ONLINE, None, None, 0, over=True))

    def _pass(self, watched: Watched, now: float) -> None:
        if self._readers.delivers(watched.id):
            watched.due = now + self._every
            if watched.presence.word is not Word.ONLINE or not watched.presence.settled:
                self.heard(watched.id, True)
        watched.presence, told = passed(watched.presence, now, self._rules)
        if told:
            watched.news.append(told)
        if now >= watched.due and watched.id not in self._looking and self._every:
            look = asyncio.create_task(self._visit(watched), name=f"look at {watched.name}")
            self._looking[watched.id] = look
            look.add_done_callback(lambda _: self._looking.pop(watched.id, None))

    async def _visit(self, watched: Watched) -> None:
        try:
            async with self._room:
                await self._ask(watched)
        except Exception:
            _log.exception("a camera could not be looked at", extra={"camera": watched.name})
        finally:
            watched.due = self._clock.monotonic() + self._pause(watched)

    async def _ask(self, watched: Watched) -> None:
        if not self._readers.has_room(watched.id):
            return  # a knock is a connection too
        nobody = await self._nobody_at(watched)
        if nobody is not None:
            watched.gone = True
            if not self._readers.delivers(watched.id):
                await self._note(watched, (nobody.kind.value, nobody.sentence))
            return
        back, watched.gone = watched.gone, False
        if self._readers.reads(watched.id):
            if back:
                self._readers.nudge(watched.id)
            return
        await self._look(watched.id)

    async def _nobody_at(self, watched: Watched) -> Reason | None:
        for address in dict.fromkeys(watched.addresses):
            if (nobody := await self._knock(address)) is None:
                return None
        return nobody

    async def _note(self, watched: Watched, failed: tuple[str, str]) -> None:
        code, sentence = failed
        self.heard(watched.id, False, code, sentence)
        async with self._database.write() as session:
            await self._cameras.note_reachable(session, watched.id, reachable=False, code=code, reason=sentence)

    def _pause(self, watched: Watched) -> float:
        """Until the next look."""
        presence = watched.presence
        if presence.series is None:
            return self._every
        if presence.series.answers:
            return self._every if presence.settled else self._rules.online_after + 0.1
        if watched.code in GONE:
            return KNOCK
        if not presence.settled:
            return self._rules.offline_after / 2
        return self._every if watched.code == Kind.UNAUTHORIZED.value else min(AGAIN, self._every)

    async def _write(self) -> None:
        """What changed since the last pass, and what is to be told of it, in one transaction."""
        changed = [watched for watched in self._watched.values() if watched.news or _differs(watched)]
        if not changed:
            return
        writing = [(watched, watched.presence, tuple(watched.news)) for watched in changed]
        async with self._database.write() as session:
            for watched, presence, news in writing:
                await self._presences.keep(session, watched.id, presence)
                for told in news:
                    await self._tell(session, self._news(watched, told))
        for watched, presence, news in writing:
            watched.kept, watched.news = presence, watched.news[len(news) :]

    def _news(self, watched: Watched, told: Told) -> News:
        return News(watched.id, watched.name, told, watched.code, watched.reason, len(watched.presence.drops))


def _differs(watched: Watched) -> bool:
    now, kept = watched.presence, watched.kept
    return (now.word, now.alert, now.alerted_at, now.drops) != (kept.word, kept.alert, kept.alerted_at, kept.drops)
