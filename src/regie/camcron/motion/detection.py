"""
A job that watches for motion: one ffmpeg that copies the stream into a ring, and a clip of it for each event.

The ring's pieces are looked at as they close, one after the other; what they show decides when an event begins and
ends, and the pieces around it are put together into its clip while the next ones are looked at. The picture is looked
at after it is safe on the disk: when the process that looks dies, nothing is missed, it is only noticed later.
"""

import asyncio
import contextlib
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
from regie.camcron.motion.errors import AnalystGone, Unreadable
from regie.camcron.motion.ring import Piece, Ring
from regie.camcron.motion.schemas import MotionNow
from regie.camcron.motion.service import MotionEvents
from regie.camcron.runs import arguments
from regie.camcron.runs.filming import DISK_AGAIN, Studio
from regie.camcron.runs.recorder import Hooks
from regie.camcron.runs.recording import NUMBERS, Recording
from regie.camcron.runs.segments import parse_line
from regie.camcron.runs.sensing import Sensing
from regie.camcron.runs.spec import Ended, Order, Spec
from regie.camcron.runs.streams import StreamFacts
from regie.kernel.errors import TryAgain
from regie.kernel.ids import new_id
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
RARE = 4.0
"""Seconds between key frames from which on motion is noticed late."""
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
class Broke:
    """The process of an attempt is gone."""

    attempt: int
    files: int
    """Pieces that it closed."""


def channel(job_id: str) -> str:
    """Where the scores of a job (UUID) are told as they come."""
    return f"motion:{job_id}"


class Detection(Recording):
    """The work of a `detect_motion` job in one window."""

    resets_times = False

    def __init__(self, order: Order, run_id: str, hooks: Hooks, studio: Studio, equipment: Equipment) -> None:
        super().__init__(order, run_id, hooks, studio)
        self.camera_id = order.spec.camera_id
        self._equipment = equipment
        self._decider = Decider(_rule(self._sensing))
        self._ring = Ring()
        self._items: asyncio.Queue[Piece | Said | Broke | None] = asyncio.Queue()
        self._worker: asyncio.Task[None] | None = None
        self._take: Take | None = None
        self._cutter = Cutter(equipment.assembler, equipment.events, self._delivery, self._log, studio.clock)
        self._generation = 0
        self._extension = ""
        self._video: str | None = None
        self._told_rare = self._told_behind = False

    @property
    def _sensing(self) -> Sensing:
        return self.spec.sensing or Sensing()

    def adapt(self, spec: Spec) -> None:
        super().adapt(spec)
        self._decider.rule = _rule(self._sensing)
        self._told_rare = False

    def camera_says(self, active: bool, at: datetime) -> None:
        """The camera tells of motion by itself."""
        if self._sensing.source != "picture":
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
        self._begin()
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

    def _begin(self) -> None:
        if self._worker is None:
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

    def _restarted(self, sentence: str) -> None:
        self._log.say(f"the process that looks for motion has ended, another one is started: {sentence}")

    async def _work(self) -> None:
        while (item := await self._items.get()) is not None:
            try:
                if isinstance(item, Piece):
                    await self._look_at(item)
                elif isinstance(item, Said):
                    await self._follow(self._decider.says(item.at, item.active))
                else:
                    await self._broke(item)
            except Exception:
                _log.exception("a piece of film was not understood", extra={"job": self.name})

    async def _look_at(self, piece: Piece) -> None:
        report = await self._report(piece)
        if report is not None:
            piece.start = report.start
            piece.seconds = piece.seconds or report.seconds or 0.0
        self._ring.add(piece)
        if report is not None and self._sensing.looks:
            await self._judge(piece, report)
        await self._follow(self._decider.passed(piece.ends_at))
        await self._split(piece.ends_at)
        if self._take is None:
            kept = timedelta(seconds=self._sensing.pre_roll + KEPT) + FAR
            await delete(self._ring.drop_before(piece.ends_at - kept))

    async def _report(self, piece: Piece) -> Report | None:
        """What the piece shows; nothing when nobody needs to know, or could look."""
        sensing, take = self._sensing, self._take
        pictureless = take is not None and take.picture is None
        if piece.seconds and not sensing.looks and not pictureless:
            return None
        if self._items.qsize() > BEHIND:
            self._say_once("_told_behind", "this machine is too slow: some of the picture is not looked at")
            return None
        best = (take.best if take is not None else 0.0) if not pictureless else -1.0
        for _ in range(2):
            try:
                await self._remember()
                return await self._equipment.analyst.look(
                    self.spec.job_id, str(piece.path), piece.started_at.timestamp(), sensing, best=best,
                    cells=self._equipment.hub.count(channel(self.spec.job_id)) > 0,
                )  # fmt: skip
            except AnalystGone:
                continue  # told by `_restarted`; a piece that kills two of them is left out
            except Unreadable as error:
                self._log.say(f"{piece.path.name} could not be looked at: {error}")
                return None
        self._log.say(f"{piece.path.name} was not looked at")
        return None

    async def _remember(self) -> None:
        """A new child knows nothing of the scene: it is shown the last piece first, so that no motion is missed."""
        analyst = self._equipment.analyst
        generation = await analyst.ready()
        if generation != self._generation:
            known, self._generation = self._generation, generation
            if known and self._ring.pieces:
                last = self._ring.pieces[-1]
                with contextlib.suppress(Unreadable):
                    await analyst.look(self.spec.job_id, str(last.path), last.started_at.timestamp(), self._sensing)

    async def _judge(self, piece: Piece, report: Report) -> None:
        self._warn(report)
        strongest = max((glance.score for glance in report.glances), default=0.0)
        for glance in report.glances:
            at = piece.started_at + timedelta(seconds=glance.offset)
            await self._follow(self._decider.saw(at, glance.score, glance.area, glance.moving), report.picture)
            self._tell(at, report, glance is report.glances[-1], glance.score, glance.area, glance.moving, glance.whole)
        take = self._take
        if take is not None and report.picture is not None and take.picture is not report.picture:
            take.picture, take.improved, take.best = report.picture, True, max(strongest, take.best)

    def _tell(
        self, at: datetime, report: Report, last: bool, score: float, area: float, moving: bool, whole: bool
    ) -> None:
        hub, where = self._equipment.hub, channel(self.spec.job_id)
        if hub.count(where):
            cells = report.cells if last else None
            now = MotionNow(at=at, score=score, area=area, moving=moving, whole=whole, active=self._take is not None)
            shown = {"cells": cells.digits, "columns": cells.columns} if cells else {}
            hub.publish(where, now.model_copy(update=shown))

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
        pieces = self._ring.take(take.part_from, until)
        if pieces:
            self._cut(take, pieces)
        events = self._equipment.events
        await self._note(events.ended(take.event_id, episode, take.picture if take.improved else None))
        if not pieces and not take.parts:
            await self._note(events.failed(take.event_id, "Nothing of it was recorded."))

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

    def _say_once(self, said: str, sentence: str) -> None:
        if not getattr(self, said):
            setattr(self, said, True)
            self._log.say(sentence)

    def _warn(self, report: Report) -> None:
        """Key frames that come rarely: motion is noticed late, and short one not at all."""
        apart = (report.seconds or 0.0) / max(1, len(report.keys))
        if apart > RARE and self._sensing.analysis == "keyframes":
            self._say_once(
                "_told_rare",
                f"a key frame comes every {apart:.0f} s only, so motion is noticed that late, and shorter one may be "
                "missed: let the camera send them more often, or set motion.analysis to frames (about a tenth of a "
                "core at 1080p)",
            )


def _rule(sensing: Sensing) -> Rule:
    return Rule(sensing.frames_in_a_row, sensing.post_roll, sensing.cooldown, sensing.max_length)
