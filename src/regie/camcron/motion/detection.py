"""
A job that watches for motion: one ffmpeg that copies the stream into a ring, and a clip of it for each event.

The ring's pieces are looked at as they close, one after the other; what they show decides when an event begins and
ends, and the pieces around it are put together into its clip while the next ones are looked at. The picture is looked
at after it is safe on the disk: when the process that looks dies, nothing is missed, it is only noticed later.
"""

import asyncio
import logging
import shutil
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from regie.camcron.motion.analyst import Analyst, Report
from regie.camcron.motion.arguments import PIECE_SECONDS, ring_container
from regie.camcron.motion.clips import Assembler
from regie.camcron.motion.cutting import Cutter, delete
from regie.camcron.motion.decide import FAR, Change, Decider, Episode, Opened, Rule
from regie.camcron.motion.looking import Looking
from regie.camcron.motion.onlooker import Onlooker
from regie.camcron.motion.ring import Piece, Ring
from regie.camcron.motion.service import MotionEvents
from regie.camcron.runs import arguments
from regie.camcron.runs.filming import DISK_AGAIN, Studio
from regie.camcron.runs.recorder import Hooks
from regie.camcron.runs.recording import Recording
from regie.camcron.runs.segments import NUMBERS, parse_line
from regie.camcron.runs.sensing import Sensing
from regie.camcron.runs.spec import Ended, Order, Spec
from regie.camcron.runs.streams import StreamFacts
from regie.kernel.errors import TryAgain
from regie.kernel.ids import new_id
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.states import State
from regie.kernel.processes.supervised import Supervised
from regie.kernel.processes.work import Outcome
from regie.kernel.realtime import Hub

RING = "ring"
"""Folder of the pieces, inside of the run's staging folder: what lies there is no recording yet."""
ENCODED_PIECE_SECONDS = 2.0
BEHIND = 60
"""Pieces that may wait to be looked at; what comes then is recorded, and not looked at."""
KEPT = 5.0
"""Seconds of the ring beyond what an event may ask for."""
LAST_LOOKS = 20.0
"""Seconds after the end for what was not looked at yet."""
_CODECS = {"h264": "h264", "h265": "hevc", "mjpeg": "mjpeg"}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Equipment:
    """What the watching jobs of this server share."""

    analyst: Analyst
    assembler: Assembler
    events: MotionEvents
    hub: Hub
    spawner: Spawner


@dataclass(slots=True)
class Take:
    """An event that goes on, and what is kept of it."""

    event_id: str
    part_from: datetime
    """Where the part of its clip that is not assembled yet begins."""
    best: float = 0.0
    picture: bytes | None = None
    improved: bool = False
    """Whether the picture is a better one than the one that was stored."""
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What the camera told of itself."""

    active: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Sight:
    """A piece of the stream that is only looked at."""

    path: Path
    at: datetime


@dataclass(frozen=True, slots=True)
class Broke:
    """The process of an attempt is gone."""

    attempt: int
    files: int
    """Pieces that it closed."""


class Detection(Recording):
    """The work of a `detect_motion` job in one window."""

    resets_times = False

    def __init__(self, order: Order, run_id: str, hooks: Hooks, studio: Studio, equipment: Equipment) -> None:
        super().__init__(order, run_id, hooks, studio)
        self.camera_id = order.spec.camera_id
        self._equipment = equipment
        self._decider = Decider(Rule.of(self._sensing))
        self._ring = Ring()
        self._items: asyncio.Queue[Piece | Sight | Said | Broke | None] = asyncio.Queue()
        self._worker: asyncio.Task[None] | None = None
        self._take: Take | None = None
        self._closings: list[tuple[Take, datetime]] = []
        """Events that are over, and until when their clips go: the ring may not be there yet."""
        self._onlooker: Onlooker | None = None
        self._sight: Sight | None = None
        self._cutter = Cutter(equipment.assembler, equipment.events, self._delivery, self._log, studio.clock)
        self._looking = Looking(equipment.analyst, equipment.hub, order.spec.job_id, self._log)
        self._extension = ""
        self._video: str | None = None

    @property
    def _sensing(self) -> Sensing:
        return self.spec.sensing or Sensing()

    def adapt(self, spec: Spec) -> None:
        super().adapt(spec)
        self._decider.rule = Rule.of(self._sensing)
        self._looking.changed()

    @property
    def listens(self) -> bool:
        """Whether the camera's own word counts."""
        return self._sensing.source != "picture"

    def camera_says(self, active: bool, at: datetime) -> None:
        """The camera tells of motion by itself."""
        if self.listens:
            self._items.put_nowait(Said(active, at))

    async def _written(self, recording: arguments.Recording, facts: StreamFacts) -> arguments.Recording:
        """The ring, in what takes this stream as it comes."""
        folder = Path(recording.folder) / RING
        try:
            await asyncio.to_thread(folder.mkdir, mode=0o700, exist_ok=True)
        except OSError as error:
            raise TryAgain(f"{folder} cannot be written: {error.strerror}.", delay=DISK_AGAIN) from error
        codec = recording.video.codec
        self._video = facts.video if codec == "copy" else _CODECS[codec]
        container = ring_container(self._video, facts.audio, recording.audio, self._container)
        self._extension = container.extension
        self._begin(folder)
        return replace(
            recording,
            container=container,
            folder=str(folder),
            segment_seconds=PIECE_SECONDS if codec == "copy" else ENCODED_PIECE_SECONDS,
            begins_at=None,
            keeps_times=True,
            identity=None,
        )

    @property
    def open_file(self) -> Path | None:
        """The piece that is being written now."""
        file = super().open_file
        return file.parent / RING / f"{file.stem}.{self._extension}" if file is not None else None

    @property
    def unclosed(self) -> None:
        """Nothing is recorded but clips, once they are over."""
        return

    def _begin(self, folder: Path) -> None:
        if self._worker is None:
            if self.spec.looked_at and self._sensing.looks:
                self._onlooker = Onlooker(
                    self.spec, self._studio, self._equipment.spawner, folder, self._sighted, self._log
                )
                self._onlooker.open()
            self._worker = asyncio.create_task(self._work(), name=f"watch {self.name}")
            self._equipment.events.ears[self.spec.job_id] = self
            self._equipment.analyst.on_restart.append(self._restarted)

    # -- while it runs -------------------------------------------------------------------------------------------

    def _closed(self, line: str) -> None:
        segment, listed = self._timed(line), parse_line(line)
        if segment is None or listed is None or self._folder is None:
            return
        self._listed += segment.duration
        piece = Piece(self._folder / RING / segment.name, segment.started_at, segment.duration, listed.start)
        self._ends[self._attempt] = piece.ends_at
        if self._is_strict and piece.ends_at <= self.order.scheduled_at:
            piece.path.unlink(missing_ok=True)
        else:
            self._items.put_nowait(piece)

    def changed(self, supervised: Supervised) -> None:
        super().changed(supervised)
        if supervised.state is State.RETRYING and self._worker is not None:
            self._items.put_nowait(self._break())

    def _sighted(self, path: Path, at: datetime) -> None:
        self._items.put_nowait(Sight(path, at))

    def _restarted(self, sentence: str) -> None:
        self._log.say(f"the process that looks for motion has ended, another one is started: {sentence}")

    async def _work(self) -> None:
        while (item := await self._items.get()) is not None:
            try:
                if isinstance(item, Piece):
                    await self._look_at(item)
                elif isinstance(item, Sight):
                    await self._look_aside(item)
                elif isinstance(item, Said):
                    await self._follow(self._decider.says(item.at, item.active))
                else:
                    await self._broke(item)
            except Exception:
                _log.exception("a piece of film was not understood", extra={"job": self.name})

    async def _look_at(self, piece: Piece) -> None:
        aside = self._onlooker is not None and self._onlooker.is_looking
        report = await self._report(piece.path, piece.started_at) if self._is_wanted(piece, aside=aside) else None
        if report is not None:
            piece.start = report.start
            piece.seconds = piece.seconds or report.seconds or 0.0
            if not self._sensing.looks:
                self._keep_picture(report)
        self._ring.add(piece)
        if report is not None and self._sensing.looks and not aside:
            await self._judge(piece.started_at, report)
        await self._follow(self._decider.passed(piece.ends_at))
        self._settle()
        await self._split(piece.ends_at)
        if self._take is None and not self._closings:
            kept = timedelta(seconds=self._sensing.pre_roll + KEPT) + FAR
            await delete(self._ring.drop_before(piece.ends_at - kept))

    async def _look_aside(self, sight: Sight) -> None:
        """A piece of the other stream."""
        report = await self._report(sight.path, sight.at)
        if report is not None:
            await self._judge(sight.at, report)
        former, self._sight = self._sight, sight  # a new child is shown the last one first
        if former is not None:
            await asyncio.to_thread(former.path.unlink, missing_ok=True)

    def _is_wanted(self, piece: Piece, *, aside: bool) -> bool:
        """Whether a look at it tells something that is not known."""
        pictureless = self._take is not None and self._take.picture is None
        return not piece.seconds or pictureless or (self._sensing.looks and not aside)

    async def _report(self, path: Path, at: datetime) -> Report | None:
        """What a piece shows; nothing when nobody could look."""
        if self._items.qsize() > BEHIND:
            self._looking.is_behind()
            return None
        take = self._take
        best = 0.0 if take is None else take.best if take.picture is not None else -1.0
        return await self._looking.look(path, at, self._sensing, best)

    async def _judge(self, first: datetime, report: Report) -> None:
        for glance in report.glances:
            at = first + timedelta(seconds=glance.offset)
            await self._follow(self._decider.saw(at, glance.score, glance.area, glance.moving), report.picture)
            self._looking.tell(at, glance, report, active=self._take is not None)
        self._keep_picture(report)

    def _keep_picture(self, report: Report) -> None:
        take = self._take
        if take is not None and report.picture is not None and take.picture is not report.picture:
            strongest = max((glance.score for glance in report.glances), default=0.0)
            take.picture, take.improved, take.best = report.picture, True, max(strongest, take.best)

    # -- events --------------------------------------------------------------------------------------------------

    async def _follow(self, changes: list[Change], picture: bytes | None = None) -> None:
        for change in changes:
            if isinstance(change, Opened):
                await self._open(change.episode, picture)
            else:
                await self._close(change.episode, change.until)

    async def _open(self, episode: Episode, picture: bytes | None) -> None:
        since = episode.since - timedelta(seconds=self._sensing.pre_roll if self._take is None else 0)
        self._take = take = Take(new_id(), since, episode.score, picture)
        self._log.say(f"motion, score {episode.score:.0f}" if not episode.by_camera else "motion, the camera says")
        events = self._equipment.events
        await self._note(events.opened(take.event_id, self.spec, self.run_id, episode, since, picture))

    async def _close(self, episode: Episode, until: datetime) -> None:
        take, self._take = self._take, None
        if take is None:
            return
        self._closings.append((take, until))
        events = self._equipment.events
        await self._note(events.ended(take.event_id, episode, take.picture if take.improved else None))
        self._settle()

    def _settle(self, *, everything: bool = False) -> None:
        """Cut the clips of events that are over, once the ring goes so far; `everything`: it goes no further."""
        newest = self._ring.pieces[-1].ends_at if self._ring.pieces else None
        while self._closings and (everything or (newest is not None and newest >= self._closings[0][1])):
            take, until = self._closings.pop(0)
            if pieces := self._ring.take(take.part_from, until):
                self._cut(take, pieces)
            elif not take.parts:
                self._cutter.missed(take.event_id)

    async def _split(self, now: datetime) -> None:
        """A long event has files as long as those of a recording."""
        take = self._take
        if take is not None and self._ring.seconds_since(take.part_from) >= self.spec.segment_seconds:
            pieces = self._ring.take(take.part_from, now)
            take.part_from = now
            self._cut(take, pieces)

    def _cut(self, take: Take, pieces: list[Piece]) -> None:
        if self._volume is not None:
            take.parts += 1
            self._cutter.cut(take.event_id, pieces, self._volume, self._container, self._video)

    # -- after the end -------------------------------------------------------------------------------------------

    def _break(self) -> Broke:
        return Broke(self._attempt, self._files)

    async def _broke(self, broke: Broke) -> None:
        """A process is gone: its last piece was never closed, and what goes on ends there."""
        left = await asyncio.to_thread(self._left_over, broke)
        if left is not None:
            await self._look_at(left)
        at = self._ring.pieces[-1].ends_at if self._ring.pieces else self._studio.clock.now()
        await self._follow(self._decider.broken(at))
        self._settle(everything=True)
        await delete(self._ring.drop_all())

    def _left_over(self, broke: Broke) -> Piece | None:
        """The piece that was open when a process was killed."""
        if self._folder is None:
            return None
        number = broke.attempt * NUMBERS + broke.files
        path = self._folder / RING / f"{number}.{self._extension}"
        began = self._ends.get(broke.attempt)
        try:
            stat = path.stat()
        except OSError:
            return None
        if began is None or not stat.st_size:
            path.unlink(missing_ok=True)
            return None
        former = self._ring.pieces[-1] if self._ring.pieces else None
        seconds = max(0.0, stat.st_mtime - began.timestamp())
        return Piece(path, began, seconds, former.line + former.seconds if former else 0.0)

    async def finish(self, outcome: Outcome) -> Ended:
        """Look at what was not looked at yet, and put together what goes on."""
        if self._worker is not None:
            if self._onlooker is not None:
                await self._onlooker.close()
            self._equipment.events.ears.pop(self.spec.job_id, None)
            self._equipment.analyst.on_restart.remove(self._restarted)
            self._items.put_nowait(self._break())
            self._items.put_nowait(None)
            await self._ended_or_cut(self._worker)
            await self._broke(self._break())
            await self._cutter.finish()
            await self._equipment.analyst.forget(self.spec.job_id)
        if self._folder is not None and not self._cutter.has_failed:
            await asyncio.to_thread(shutil.rmtree, self._folder / RING, ignore_errors=True)
        return await super().finish(outcome)

    async def _ended_or_cut(self, worker: asyncio.Task[None]) -> None:
        limit = asyncio.ensure_future(self._studio.clock.sleep(LAST_LOOKS))
        await asyncio.wait({worker, limit}, return_when=asyncio.FIRST_COMPLETED)
        limit.cancel()
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)

    async def _note(self, writing: Awaitable[None]) -> None:
        """Write to the database; a clip is more than its row, so it goes on without."""
        try:
            await writing
        except Exception:
            _log.exception("a motion event could not be written", extra={"job": self.name})
