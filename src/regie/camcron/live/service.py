"""
Live view, begun by the first who looks and ended a moment after the last.

Films for browsers and telephones share a process, pictures have one of their own, and both share the camera's
connection with everybody else. Only the server that looks after the recordings shows cameras, because only there it is
known how many connections are open.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from regie.camcron.cameras.service import Cameras
from regie.camcron.live.errors import CameraSwitchedOff, NoLiveView, NoSuchPart
from regie.camcron.live.playlist import playlist
from regie.camcron.live.viewers import Audience, Message
from regie.camcron.live.works import Film, Projector, Screen, Showing, Slides
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.errors import Fault, Invalid
from regie.kernel.processes.supervisor import Supervisor

LINGER = 2.0
"""Seconds that a process outlives its last viewer: a page that is loaded again finds it."""
TELEPHONE = 15.0
"""Seconds after its last request for which a telephone is taken to watch."""
PATIENCE = 25.0
"""Longer than a look at the stream and the start of a process may take: then there is a reason to tell."""
W = TypeVar("W", bound=Showing)


class Album:
    """The newest picture, for all who want each new one."""

    def __init__(self) -> None:
        self.newest: bytes | None = None
        self.trouble: tuple[str, str] | None = None
        self._more = asyncio.Event()

    def add(self, picture: bytes) -> None:
        self.newest, self.trouble = picture, None
        self._wake()

    def fail(self, code: str, reason: str) -> None:
        self.newest, self.trouble = None, (code, reason)
        self._wake()

    async def next(self) -> None:
        """Wait for something new."""
        await self._more.wait()

    def _wake(self) -> None:
        self._more.set()
        self._more = asyncio.Event()


@dataclass(eq=False, slots=True)
class _Shown(Generic[W]):
    work: W
    users: int = 0
    ends: "asyncio.Task[None] | None" = None


@dataclass(eq=False, slots=True)
class _Film(_Shown[Film]):
    audience: Audience = field(default_factory=Audience)
    telephone: "asyncio.Task[None] | None" = None
    asked_at: float = 0.0


@dataclass(eq=False, slots=True)
class _Slides(_Shown[Slides]):
    album: Album = field(default_factory=Album)


Key = tuple[str, str]


class LiveView:
    """Everything that is shown now."""

    def __init__(
        self,
        *,
        database: Database,
        cameras: Cameras,
        supervisor: Supervisor,
        projector: Projector,
        clock: Clock,
        leads: Callable[[], bool],
    ) -> None:
        self._database = database
        self._cameras = cameras
        self._supervisor = supervisor
        self._projector = projector
        self._clock = clock
        self._leads = leads
        self._films: dict[Key, _Film] = {}
        self._slides: dict[Key, _Slides] = {}

    async def screen(self, camera_id: str, stream: str | None) -> Screen:
        """What is to be shown; raises for what cannot be."""
        if not self._leads():
            raise NoLiveView("Another server looks after the cameras, or none does yet.")
        async with self._database.read() as session:
            camera = await self._cameras.get(session, camera_id)
            if not camera.enabled:
                raise CameraSwitchedOff
            key = stream or ("main" if "main" in camera.streams else next(iter(camera.streams)))
            if key not in camera.streams:
                raise Invalid(
                    Fault("stream", f"the camera has no stream «{key}»", f"one of {', '.join(camera.streams)}")
                )
            return Screen(camera.id, camera.slug, key, self._cameras.source(camera, key))

    @contextlib.asynccontextmanager
    async def film(self, screen: Screen) -> AsyncIterator[AsyncIterator[Message]]:
        """Watch as fragments: what a viewer is to be sent."""
        shown = self._film(screen)
        viewer = shown.audience.join()
        self._enter(shown)
        try:
            yield viewer.messages()
        finally:
            shown.audience.leave(viewer)
            self._exit(shown)

    @contextlib.asynccontextmanager
    async def slides(self, screen: Screen) -> AsyncIterator[AsyncIterator[bytes]]:
        """Watch as pictures; the first one is there, or `NoLiveView` was raised."""
        shown = self._album(screen)
        self._enter(shown)
        try:
            await self._until(lambda: shown.album.newest is not None or shown.album.trouble is not None,
                              shown.album.next)  # fmt: skip
            if shown.album.newest is None:
                code, reason = shown.album.trouble or ("", "No picture came in time.")
                raise NoLiveView(reason, cause=code)
            yield _pictures(shown.album)
        finally:
            self._exit(shown)

    def newest(self, screen: Screen) -> bytes | None:
        """The picture that slides show now, if anybody watches them."""
        shown = self._slides.get(_key(screen))
        return shown.album.newest if shown is not None else None

    async def playlist(self, screen: Screen, query: str) -> str:
        """For telephones: the newest segments, once there are two of them."""
        shown = self._for_telephone(screen)
        audience = shown.audience
        self._enter(shown)
        try:
            await self._until(lambda: len(audience.segments) > 1 or audience.trouble is not None, audience.more)
        finally:
            self._exit(shown)
        if not audience.segments:
            raise NoLiveView((audience.trouble or ("", "No picture came in time."))[1])
        return playlist(audience.round, list(audience.segments), query)

    def part(self, screen: Screen, number: int, segment: int | None) -> bytes:
        """The beginning of a round, or one of its segments."""
        shown = self._films.get(_key(screen))
        audience = shown.audience if shown is not None else None
        if shown is None or audience is None or audience.round != number or audience.beginning is None:
            raise NoSuchPart
        shown.asked_at = self._clock.monotonic()
        if segment is None:
            return audience.beginning.data
        for each in audience.segments:
            if each.number == segment:
                return each.data
        raise NoSuchPart

    async def close(self) -> None:
        """Nobody watches any more."""
        held: list[_Film | _Slides] = [*self._films.values(), *self._slides.values()]
        self._films.clear()
        self._slides.clear()
        for shown in held:
            for task in (shown.ends, shown.telephone if isinstance(shown, _Film) else None):
                if task is not None:
                    task.cancel()
            if shown.work.supervised is not None:
                shown.work.supervised.stop("The server stops.")
        await asyncio.gather(*(shown.work.supervised.wait() for shown in held if shown.work.supervised),
                             return_exceptions=True)  # fmt: skip

    def lost(self) -> None:
        """Another server looks after the cameras."""
        held: list[_Film | _Slides] = [*self._films.values(), *self._slides.values()]
        for shown in held:
            if shown.work.supervised is not None:
                shown.work.supervised.stop("Another server looks after the cameras.")
        self._films.clear()
        self._slides.clear()

    # -- inside --------------------------------------------------------------------------------------------------

    def _film(self, screen: Screen) -> _Film:
        shown = self._films.get(_key(screen))
        if shown is None or shown.work.screen != screen:  # the camera was changed meanwhile
            audience = Audience()
            shown = _Film(Film(screen, self._projector, audience.fail, audience.take), audience=audience)
            self._films[_key(screen)] = shown
            self._begin(shown.work)
        return shown

    def _album(self, screen: Screen) -> _Slides:
        shown = self._slides.get(_key(screen))
        if shown is None or shown.work.screen != screen:
            album = Album()
            shown = _Slides(Slides(screen, self._projector, album.fail, album.add), album=album)
            self._slides[_key(screen)] = shown
            self._begin(shown.work)
        return shown

    def _begin(self, work: Showing) -> None:
        work.supervised = self._supervisor.start(work, work.follow)

    def _for_telephone(self, screen: Screen) -> _Film:
        shown = self._film(screen)
        shown.asked_at = self._clock.monotonic()
        if shown.telephone is None:
            self._enter(shown)
            shown.telephone = asyncio.create_task(self._watch_telephone(shown), name="telephones")
        return shown

    async def _watch_telephone(self, shown: _Film) -> None:
        while (left := shown.asked_at + TELEPHONE - self._clock.monotonic()) > 0:
            await self._clock.sleep(left)
        shown.telephone = None
        self._exit(shown)

    def _enter(self, shown: _Film | _Slides) -> None:
        shown.users += 1
        if shown.ends is not None:
            shown.ends.cancel()
            shown.ends = None

    def _exit(self, shown: _Film | _Slides) -> None:
        shown.users -= 1
        if shown.users == 0:
            shown.ends = asyncio.create_task(self._end(shown), name="live view without viewers")

    async def _end(self, shown: _Film | _Slides) -> None:
        await self._clock.sleep(LINGER)
        key = _key(shown.work.screen)
        if self._films.get(key) is shown:
            del self._films[key]
        if self._slides.get(key) is shown:
            del self._slides[key]
        if shown.work.supervised is not None:
            shown.work.supervised.stop("Nobody watches any more.")

    async def _until(self, holds: Callable[[], bool], more: Callable[[], Awaitable[object]]) -> None:
        """Wait until it holds, or until it has taken too long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not holds():
                    await more()


def _key(screen: Screen) -> Key:
    return screen.camera_id, screen.stream


async def _pictures(album: Album) -> AsyncIterator[bytes]:
    while album.trouble is None:
        picture = album.newest
        if picture is not None:
            yield picture
        if album.newest is picture:
            await album.next()
