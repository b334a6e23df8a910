"""
A fresh picture of a camera, for lists and walls: made once for however many ask within a few seconds.

It comes from whatever reads the stream already: the slides that somebody watches, the file that a recording writes, the
relay. Only a camera that nobody reads is asked itself, for a moment and never over its cap. Foreign pictures are
decoded by a child.
"""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from regie.camcron.live.errors import NoLiveView
from regie.camcron.live.service import LiveView
from regie.camcron.live.works import WHO, Screen
from regie.camcron.runs.connections import Connections, NoConnection
from regie.camcron.runs.down import LineDown
from regie.camcron.runs.filming import OpenFilm
from regie.camcron.runs.lines import Want
from regie.camcron.runs.sharing import plain_of
from regie.kernel.clock import Clock
from regie.kernel.ffmpeg.media import ProbeFailed
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.ffmpeg.reasons import Kind
from regie.kernel.ids import new_id

WIDTH = 640
FRESH = 3.0
"""Seconds for which a picture is given again."""
SORRY = 3.0
"""And for which a camera that gave none is not asked again."""
PATIENCE = 10.0
BRIEF = {"probesize": "500000", "analyzeduration": "1000000"}
"""For RTSP, whose description tells what comes: a picture needs no measured frame rate, for which one else reads on."""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A JPEG, and its name for caches."""

    data: bytes
    etag: str
    made_at: float


class Thumbnails:
    """Makes and keeps them."""

    def __init__(
        self,
        *,
        live: LiveView,
        prober: Prober,
        connections: Connections,
        open_film: Callable[[str, str], OpenFilm | None],
        scratch: Path,
        clock: Clock,
    ) -> None:
        self._live = live
        self._prober = prober
        self._connections = connections
        self._open_film = open_film
        self._scratch = scratch
        self._clock = clock
        self._made: dict[tuple[str, str], Thumbnail] = {}
        self._failed: dict[tuple[str, str], tuple[float, str]] = {}
        self._making: dict[tuple[str, str], asyncio.Task[Thumbnail]] = {}

    async def of(self, screen: Screen) -> Thumbnail:
        """A picture at most a few seconds old; raises `NoLiveView`."""
        key, now = (screen.camera_id, screen.stream), self._clock.monotonic()
        held = self._made.get(key)
        if held is not None and now - held.made_at < FRESH:
            return held
        failed_at, why = self._failed.get(key, (-SORRY, ""))
        if now - failed_at < SORRY:
            raise NoLiveView(why)
        task = self._making.get(key)
        if task is None:
            task = self._making[key] = asyncio.create_task(self._make(key, screen), name="picture of a camera")
            task.add_done_callback(lambda _: self._making.pop(key, None))
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Nobody waits any more."""
        making = tuple(self._making.values())
        for task in making:
            task.cancel()
        await asyncio.gather(*making, return_exceptions=True)

    async def _make(self, key: tuple[str, str], screen: Screen) -> Thumbnail:
        try:
            data = await self._picture(screen)
        except NoLiveView as none:
            self._failed[key] = (self._clock.monotonic(), str(none))
            raise
        made = Thumbnail(data, f'"{hashlib.sha256(data).hexdigest()[:24]}"', self._clock.monotonic())
        self._made[key] = made
        return made

    async def _picture(self, screen: Screen) -> bytes:
        try:
            if (slide := self._live.newest(screen)) is not None:
                return await self._prober.thumbnail(slide, WIDTH)
            if (taken := await self._of_recording(screen)) is not None:
                return taken
            return await self._of_stream(screen)
        except ProbeFailed as failed:
            raise NoLiveView(failed.reason.sentence) from failed

    async def _of_recording(self, screen: Screen) -> bytes | None:
        """The newest key frame of the file that is being written of this stream."""
        if self._connections.feeds(screen.camera_id, screen.address):
            return None
        film = self._open_film(screen.camera_id, plain_of(screen.address))
        key = await film.file.newest() if film is not None else None
        if film is None or key is None:
            return None
        cut = self._scratch / f"{new_id()}.mp4"
        try:
            await asyncio.to_thread(cut.parent.mkdir, mode=0o700, parents=True, exist_ok=True)
            await film.file.cut(key, cut)
            return await self._prober.thumbnail(cut, WIDTH)
        except OSError:
            return None  # the file was finished meanwhile
        finally:
            await asyncio.to_thread(cut.unlink, missing_ok=True)

    async def _of_stream(self, screen: Screen) -> bytes:
        want = Want(
            camera_id=screen.camera_id, camera=screen.camera, address=screen.address, who=WHO,
            brief=True, displaces=False, waits=False,
        )  # fmt: skip
        try:
            line = await self._connections.open(want)
        except NoConnection as full:
            raise NoLiveView(full.sentence) from full
        try:
            where = await line.connect()
            look = BRIEF if where.startswith("rtsp") else {}
            found = await self._prober.probe(where, patience=PATIENCE, keyframe=True, width=WIDTH, options=look)
        except LineDown as down:
            raise NoLiveView(down.sentence) from down
        except ProbeFailed as failed:
            if failed.reason.kind is Kind.BUSY:
                line.refused()
            raise
        finally:
            line.close()
        if not found.keyframe:
            raise NoLiveView("No picture came in time.")
        return found.keyframe
