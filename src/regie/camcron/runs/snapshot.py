"""
A picture: one ffmpeg that decodes key frames until the first at or after the tick, writes it, and ends.

A stream that is being read already costs no other connection: the picture comes out of the relay, or out of the file
that a recording is writing. Otherwise it connects before the tick, so that the picture is of the tick and not of a few
seconds later. One asked for by hand is the newest key frame known, or the first that comes.
"""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

from regie.camcron.recordings.staging import clear
from regie.camcron.runs import arguments
from regie.camcron.runs.arguments import PictureFormat, snapshot_arguments
from regie.camcron.runs.delivery import Closed
from regie.camcron.runs.extra import Extra, parse_extra
from regie.camcron.runs.filming import Filming, OpenFilm
from regie.camcron.runs.sharing import plain_of
from regie.camcron.runs.sources import Source, kind_of
from regie.camcron.runs.spec import Ended
from regie.camcron.runs.streams import StreamFacts
from regie.kernel.errors import GiveUp
from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.work import Ending, Outcome, Success, Verdict

PATIENCE = 30.0
"""Seconds after the tick within which a key frame must come: cameras send one every few seconds."""

MOMENT = 1.0
"""Seconds that a picture by hand waits for the first key frame of a recording that has just begun."""
LOOK_EVERY = 0.1


class Snapshot(Filming):
    """The work of a `snapshot` job at one tick."""

    _target: Path | None = None
    _shown_at: datetime | None = None
    """When the camera showed it, where that is known."""

    @property
    def policy(self) -> RestartPolicy:
        """A picture of another time is no picture of this tick: giving up is final."""
        return RestartPolicy(max_retries=max(0, self.spec.max_retries), after_giving_up=None, cap=15.0)

    @property
    def start_within(self) -> float | None:
        until = self.order.scheduled_at + timedelta(seconds=PATIENCE) - self._studio.clock.now()
        return max(PATIENCE, until.total_seconds())

    @property
    def stall_after(self) -> float | None:
        return None

    async def launch(self, attempt: int) -> Launch:
        retry_until = self.order.retry_until
        if attempt > 1 and retry_until is not None and self._studio.clock.now() >= retry_until:
            raise GiveUp("Its next tick has come.")
        folder = await self._folder_ready()
        spec, extra = self.spec, parse_extra(self.spec.extra)
        film = await self._of_recording(folder / f"{attempt}.film")
        source = await self._stream(folder, extra) if film is None else Source(str(film), "file")
        if film is not None:
            extra = Extra(input=extra.input, output=extra.output)  # what was said of the stream is not of a file
        self._target = folder / f"{attempt}.{spec.format}"
        snapshot = arguments.Snapshot(
            source=source,
            target=str(self._target),
            format=_format(spec.format),
            resolution=spec.resolution,
            quality=spec.quality,
            not_before=self._tick.timestamp() if self._tick is not None and film is None else None,
            extra=extra,
        )
        argv = (str(self._studio.ffmpeg.path), *snapshot_arguments(snapshot, self._studio.ffmpeg.version))
        self._hooks.started()
        return Launch(argv, cwd=folder, env=dict(arguments.ENVIRONMENT), pipes=("stderr", "progress"))

    @property
    def _tick(self) -> datetime | None:
        """The picture may not be older; nothing for one by hand."""
        return self.order.scheduled_at if self.order.trigger == "schedule" else None

    async def _stream(self, folder: Path, extra: Extra) -> Source:
        """The camera or the relay. Only over HTTP it must be known what comes: the others say it."""
        known = self._studio.streams.codec(self.spec.source)
        if kind_of(self.spec.source) == "http" and known is None:
            facts = await self._known_stream()
        else:
            await self._connected()
            facts = StreamFacts(video=known)
        return await self._source(folder, facts, extra, quick=True)

    async def _of_recording(self, target: Path) -> Path | None:
        """The key frame of a recording that goes on, as a small film; nothing when there is none."""
        self._shown_at, clock = None, self._studio.clock
        patience = clock.monotonic() + (MOMENT if self._tick is None else self.start_within or PATIENCE)
        while (film := self._open_film()) is not None and clock.monotonic() < patience:
            since = (self._tick - film.begins_at).total_seconds() if self._tick is not None else None
            key = await film.file.newest(since=since)
            if key is not None:
                self._shown_at = film.begins_at + timedelta(seconds=key.seconds)
                await film.file.cut(key, target)
                return target
            await clock.sleep(LOOK_EVERY)
        return None

    def _open_film(self) -> OpenFilm | None:
        spec, connections = self.spec, self._studio.connections
        if self._tick is not None and connections.feeds(spec.camera_id, spec.source):
            return None  # a key frame that is to come is in the relay before it is in a file
        return self._studio.open_film(spec.camera_id, plain_of(spec.source))

    def received(self, pipe: str, data: bytes) -> None:
        if pipe == "stderr":
            self._say(pipe, data)

    def judge(self, exit_: Exit) -> Verdict:
        if self._target is not None and exit_.code == 0 and _is_whole(self._target):
            return Success()
        return self._judged(exit_)

    async def finish(self, outcome: Outcome) -> Ended:
        self._let_go()
        await self._forget_source()
        if outcome.ending is Ending.SUCCESS and self._target is not None and self._volume is not None:
            self._studio.camera_answers(self.spec.camera_id, True, None, None)
            taken_at = self._studio.clock.now() - timedelta(seconds=0.1)
            at = self._shown_at or max(taken_at, self.order.scheduled_at)
            self._delivery.put(Closed(self._target, at, None), self._volume)
        await self._delivery.finish()
        if self._folder is not None:
            await asyncio.to_thread(_sweep, self._folder)
        self._log.finish()
        if outcome.ending is Ending.SUCCESS:
            return Ended("failed", self._delivery.problem, "disk") if self._delivery.problem else Ended("success")
        return Ended("failed", outcome.reason, self.code)


def _format(name: str) -> PictureFormat:
    return "png" if name == "png" else "webp" if name == "webp" else "jpg"


def _is_whole(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _sweep(folder: Path) -> None:
    """Pictures of failed tries are worth nothing."""
    for path in folder.iterdir():
        if path.stem.isdigit() and path.suffix != ".final":
            path.unlink(missing_ok=True)
    clear(folder)
