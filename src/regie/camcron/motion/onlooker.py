"""
A second, smaller stream of a camera, read only to be looked at.

One more ffmpeg copies it into short pieces, which are deleted once they were seen. It takes its connection as everybody
does and never waits for one: without it, and whenever nothing comes, the stream that is recorded is looked at instead.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from regie.camcron.motion.arguments import PIECE_SECONDS
from regie.camcron.runs import arguments
from regie.camcron.runs.connections import NoConnection
from regie.camcron.runs.containers import CONTAINERS, AudioPlan
from regie.camcron.runs.down import LineDown
from regie.camcron.runs.extra import Extra, parse_extra
from regie.camcron.runs.filming import Studio
from regie.camcron.runs.lines import Line, Want
from regie.camcron.runs.lists import write_list
from regie.camcron.runs.segments import Anchor, parse_line, timed
from regie.camcron.runs.sources import Source, can_list, kind_of
from regie.camcron.runs.spec import Spec
from regie.kernel.clock import Clock
from regie.kernel.ffmpeg.reasons import reason_of
from regie.kernel.processes.child import Child, Spawner
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.lines import LineSplitter
from regie.kernel.processes.output import Log

FOLDER = "look"
AGAIN = 15.0
"""Seconds between two tries."""
SILENCE = 30.0
"""Seconds without a piece after which its process counts as stalled."""
FRESH = 12.0
"""Seconds since the last piece in which this stream is the one that is looked at."""
_log = logging.getLogger(__name__)


class Onlooker:
    """Reads the stream at `spec.looked_at` into pieces below `folder`; `seen` gets each with its beginning."""

    def __init__(
        self,
        spec: Spec,
        studio: Studio,
        spawner: Spawner,
        folder: Path,
        seen: Callable[[Path, datetime], None],
        log: Log,
    ) -> None:
        self._spec = spec
        self._studio = studio
        self._spawner = spawner
        self._folder = folder / FOLDER
        self._seen = seen
        self._log = log
        self._clock: Clock = studio.clock
        self._numbers = 0
        self._heard = -FRESH
        self._said = ""
        self._task: asyncio.Task[None] | None = None
        self._anchor: Anchor | None = None
        self._pieces = LineSplitter()
        self._words = LineSplitter()
        self._last: list[str] = []

    @property
    def is_looking(self) -> bool:
        """Whether pieces come."""
        return self._clock.monotonic() - self._heard < FRESH

    def open(self) -> None:
        self._heard = self._clock.monotonic() - FRESH
        self._task = asyncio.create_task(self._go_on(), name=f"onlooker {self._spec.job_slug}")

    async def close(self) -> None:
        """End its process."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _go_on(self) -> None:
        while True:
            try:
                self._say(await self._read())
            except (NoConnection, LineDown) as error:
                self._say(error.sentence)
            except Exception as error:
                _log.warning("a second stream could not be read", exc_info=True)
                self._say(f"{type(error).__name__}: {error}")
            await self._clock.sleep(AGAIN)

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            self._log.say(f"the stream that is recorded is looked at, for the other one is not there: {sentence}")

    async def _read(self) -> str:
        """Until its process ends; why it did."""
        spec, extra = self._spec, parse_extra(self._spec.extra)
        want = Want(
            camera_id=spec.camera_id, camera=spec.camera_slug, address=spec.looked_at,
            who=f"{spec.naming.job_name} (motion)", priority=spec.priority,
            codec=self._studio.streams.codec(spec.looked_at), extra=extra, displaces=False, waits=False,
        )  # fmt: skip
        line = await self._studio.connections.open(want)
        try:
            await line.connect()
            facts = await self._studio.streams.facts(
                replace(spec, source=spec.looked_at), via=line.address if line.shared else None
            )
            if facts.reason is not None:
                return facts.reason.sentence
            launch = await self._launch(line, facts.video, extra)
            child = await self._spawner.spawn(launch, lambda pipe, data: self._received(line, pipe, data))
            return await self._watched(child)
        finally:
            line.close()

    async def _launch(self, line: Line, video: str | None, extra: Extra) -> Launch:
        await asyncio.to_thread(self._folder.mkdir, mode=0o700, parents=True, exist_ok=True)
        source = Source(self._spec.looked_at, kind_of(self._spec.looked_at, video))
        if line.shared:
            source, extra = Source(line.address, "rtsp", relayed=True), Extra()
        if can_list(self._studio.ffmpeg.version):
            source = await write_list(source, extra, self._folder / "source.ffconcat")
        container = CONTAINERS["ts" if video in ("h264", "hevc") else "mkv"]
        wanted = arguments.Recording(
            source=source, container=container, folder=str(self._folder), first_number=self._numbers,
            segment_seconds=PIECE_SECONDS, audio=AudioPlan("none"), found=video, extra=extra, keeps_times=True,
        )  # fmt: skip
        self._anchor, self._pieces, self._words, self._last = None, LineSplitter(), LineSplitter(), []
        argv = (str(self._studio.ffmpeg.path), *arguments.record_arguments(wanted, self._studio.ffmpeg.version))
        return Launch(
            argv, cwd=self._folder, env=dict(arguments.ENVIRONMENT), pipes=("stderr", "progress", "segments"), nice=5
        )

    async def _watched(self, child: Child) -> str:
        """Wait for its end, and end it when nothing comes any more."""
        begun = self._clock.monotonic()
        gone = asyncio.ensure_future(child.wait())
        try:
            while not gone.done():
                silent = self._clock.monotonic() - max(self._heard, begun)
                if silent >= SILENCE:
                    child.kill()
                    return f"Nothing came for {SILENCE:g} s."
                pause = asyncio.ensure_future(self._clock.sleep(SILENCE - silent))
                await asyncio.wait({gone, pause}, return_when=asyncio.FIRST_COMPLETED)
                pause.cancel()
        finally:
            if not gone.done():
                child.kill()
                await gone
        return reason_of(self._last).sentence

    def _received(self, line: Line, pipe: str, data: bytes) -> None:
        if pipe == "stderr":
            self._log.feed(pipe, data)
            self._last = [*self._last, *self._words.feed(data)][-20:]
        elif pipe == "segments":
            for text in self._pieces.feed(data):
                line.confirm()
                self._closed(text)

    def _closed(self, text: str) -> None:
        listed = parse_line(text)
        if listed is None:
            return
        self._numbers = listed.number + 1
        self._heard, self._said = self._clock.monotonic(), ""
        if self._anchor is None:
            self._anchor = Anchor.at(self._clock.now(), self._heard, listed.end)
        self._anchor = self._anchor.improved(self._heard, listed.end)
        piece = timed(text, self._anchor)
        if piece is not None:
            self._seen(self._folder / piece.name, piece.started_at)
