"""
A recording: one ffmpeg that copies (or re-encodes) a stream into files until it is stopped.

Its progress says whether frames arrive: being connected is not recording. Its list of segments says which files are
complete; one anchor between its time line and the clock gives them their true starts. An end that nobody asked for is
a failure, whatever its code: ffmpeg ends with 0 when a camera stalls or leaves.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from pathlib import Path

from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.roots import Volume
from regie.camcron.recordings.staging import clear
from regie.camcron.runs import arguments
from regie.camcron.runs.arguments import Encoding, record_arguments
from regie.camcron.runs.containers import CONTAINERS, can_copy, plan_audio
from regie.camcron.runs.delivery import Closed
from regie.camcron.runs.extra import parse_extra
from regie.camcron.runs.filming import Filming, OpenFilm, Studio
from regie.camcron.runs.joining import Joiner, Limits, piece_seconds
from regie.camcron.runs.keyframes import OpenFile
from regie.camcron.runs.recorder import Hooks
from regie.camcron.runs.segments import NUMBERS, Anchor, Timed, Unclosed, belongs, next_block, parse_line, timed
from regie.camcron.runs.sources import kind_of
from regie.camcron.runs.spec import Ended, Order, Spec
from regie.camcron.runs.streams import StreamFacts
from regie.kernel.ffmpeg.progress import Progress, ProgressReader
from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.states import State
from regie.kernel.processes.supervised import Supervised
from regie.kernel.processes.work import Ending, Outcome, Verdict
from regie.kernel.wire import iso

BETWEEN_PROCESSES = (State.STARTING, State.RETRYING)
PIPES = ("stderr", "progress", "segments")
_log = logging.getLogger(__name__)


class Recording(Filming):
    """The work of a `record` job in one window."""

    hands_over = True
    resets_times = True
    """Whether the time line of each file begins with the file."""
    waits_for_disks = True

    def __init__(self, order: Order, run_id: str, hooks: Hooks, studio: Studio) -> None:
        super().__init__(order, run_id, hooks, studio)
        self._container = CONTAINERS[self.spec.format]
        self._reader = ProgressReader()
        self._former: Progress | None = None
        self._anchor: Anchor | None = None
        self._attempt = 0
        """Whose numbers the files of this process have; they begin anew after some thousands of tries."""
        self._ends: dict[int, datetime] = {}
        """For each attempt, when its last complete file ended: there begins the one that may be cut off."""
        self._doubtful: dict[Path, datetime] = {}
        """Files closed on a disk that failed, and when each began."""
        self._pictured: float | None = None
        """Seconds written of this process when it first told of a frame: there is one before."""
        self._listed = 0.0
        self._is_told = False
        """Whether a file of this process has its times: what follows touches it, so the anchor stays."""
        self._film: OpenFile | None = None
        self._files = 0
        """Closed by this process."""
        self._failure: str | None = None
        self._joiner = self._joiner_of(order.spec, studio)
        self._rescue: asyncio.Task[None] | None = None

    def _joiner_of(self, spec: Spec, studio: Studio) -> Joiner | None:
        """For a job whose files have a size."""
        if spec.segment_bytes is None or spec.action != "record":
            return None
        limits = Limits(spec.segment_bytes, spec.segment_seconds)
        return Joiner(studio.joinery, limits, self._container, self._delivery, self._log.say)

    @property
    def _cut_seconds(self) -> int:
        """How long what ffmpeg writes is: files, or pieces of them."""
        whole = self.spec.segment_seconds
        return whole if self.spec.segment_bytes is None else min(whole, piece_seconds(self.spec.segment_bytes))

    async def launch(self, attempt: int) -> Launch:
        folder, facts = await self._ready()
        block = next_block(self._attempt, self._files)
        if block < self._attempt:
            self._delivery.forget_done()
        spec, extra = self.spec, parse_extra(self.spec.extra)
        # Who brought pictures a moment ago is looked at briefly; when that fails, the next look is a long one.
        quick = self._pictured is not None and kind_of(spec.source) == "rtsp"
        source = await self._source(folder, facts, extra, quick=quick)
        copying = spec.codec == "copy" and can_copy(facts.video, self._container)
        audio = plan_audio(spec.audio, facts.audio, self._container)  # type: ignore[arg-type]  # checked when saved
        if audio.reason:
            self._log.say(audio.reason)
        if facts.silent and spec.audio != "none":
            self._log.say("the camera announces sound and sends none: it is recorded without")
        if spec.codec == "copy" and not copying:
            self._log.say(f"{spec.format} does not take {facts.video}: the picture is encoded anew")
        recording = arguments.Recording(
            source=source,
            container=self._container,
            folder=str(folder),
            first_number=block * NUMBERS,
            segment_seconds=self._cut_seconds,
            video=self._encoding(copying),
            audio=audio,
            found=facts.video,
            begins_at=self.order.scheduled_at.timestamp() if self._is_strict else None,
            extra=extra,
            identity=spec.identity(self.run_id),
            quick=quick,
        )
        recording = await self._written(recording, facts)
        if self._joiner is not None:
            self._joiner.flush()  # what follows may be of another kind
            self._joiner.codec = facts.video if copying else {"h265": "hevc"}.get(spec.codec, "h264")
        self._reader, self._former, self._anchor, self._pictured = ProgressReader(), None, None, None
        self._attempt, self._listed, self._files, self._is_told = block, 0.0, 0, False
        self._ends.pop(block, None)
        argv = (str(self._studio.ffmpeg.path), *record_arguments(recording, self._studio.ffmpeg.version))
        self._hooks.started()
        return Launch(argv, cwd=folder, env=dict(arguments.ENVIRONMENT), pipes=PIPES)

    @property
    def open_file(self) -> Path | None:
        """What is being written now, while frames come."""
        running = self.supervised is not None and self.supervised.state is State.RUNNING
        if not running or self._folder is None:
            return None
        return self._folder / f"{self._attempt * NUMBERS + self._files}.{self.spec.format}"

    @property
    def open_film(self) -> OpenFilm | None:
        """The same, for whoever wants pictures of it; only MP4 tells where they are."""
        path = self.open_file
        if path is None or self._anchor is None or path.suffix != ".mp4":
            return None
        if self._film is None or self._film.path != path:
            self._film = OpenFile(path)
        return OpenFilm(self._film, self._anchor.clock(self._listed if self.resets_times else 0.0))

    @property
    def unclosed(self) -> Unclosed | None:
        """What this process has recorded and is in no file of the index yet."""
        if self._anchor is None or self._former is None or self.supervised is None:
            return None
        spec, now, state = self.spec, self._studio.clock.now(), self.supervised.state
        starts = [*self._delivery.pending.values(), *(self._joiner.pending.values() if self._joiner else ())]
        begins = self._anchor.clock(self._listed)
        closes_at = begins + timedelta(seconds=spec.segment_seconds)
        closes_at = min(closes_at, self.order.window_end or closes_at)
        if state not in BETWEEN_PROCESSES or (self._rescue is not None and not self._rescue.done()):
            starts.append(begins)
        if not starts:
            return None
        return Unclosed(
            camera_id=spec.camera_id,
            job_slug=spec.job_slug,
            job_name=spec.naming.job_name,
            since=min(starts),
            until=now if state is State.RUNNING else self._anchor.clock((self._former.out_time_us or 0) / 1_000_000),
            closes_at=closes_at if spec.segment_bytes is None and closes_at > now else None,
        )

    async def _written(self, recording: arguments.Recording, facts: StreamFacts) -> arguments.Recording:
        """What is written, and where: the job's files."""
        return recording

    def _encoding(self, copying: bool) -> Encoding:
        spec = self.spec
        if copying:
            return Encoding()
        codec = spec.codec if spec.codec != "copy" else ("mjpeg" if self._container.encoder == "mjpeg" else "h264")
        return Encoding(codec, spec.resolution, spec.frame_rate, spec.bitrate, spec.quality)  # type: ignore[arg-type]

    @property
    def _is_strict(self) -> bool:
        return self.spec.strict_bounds and self.order.trigger == "schedule"

    # -- while it runs -------------------------------------------------------------------------------------------

    def received(self, pipe: str, data: bytes) -> None:
        if pipe == "stderr":
            self._say(pipe, data)
        elif pipe == "progress":
            for block in self._reader.feed(data):
                self._progressed(block)
        else:
            for line in self._splitters["segments"].feed(data):
                self._closed(line)

    def _progressed(self, block: Progress) -> None:
        frames, before = block.frame or 0, (self._former.frame or 0) if self._former else 0
        self._former = block
        if frames <= before:
            return  # sound alone is no picture
        clock, written = self._studio.clock, (block.out_time_us or 0) / 1_000_000
        self._pictured = written if self._pictured is None else self._pictured
        if self._anchor is None:
            self._anchor = Anchor.at(clock.now(), clock.monotonic(), written)
        elif not self._is_told:
            self._anchor = self._anchor.improved(clock.monotonic(), written)
        self._ends[self._attempt] = self._anchor.clock(self._listed)
        if self.supervised is not None:
            self.supervised.beat()
            self._studio.camera_answers(self.spec.camera_id, True, None, None)

    def _timed(self, line: str) -> Timed | None:
        """A line of the list on the clock."""
        listed = parse_line(line)
        if self._anchor is None and listed is not None:  # it ended before it had reported any frame
            clock = self._studio.clock
            self._anchor = Anchor.at(clock.now(), clock.monotonic(), listed.end)
        if listed is not None:
            self._files = listed.number - self._attempt * NUMBERS + 1
        return timed(line, self._anchor) if self._anchor is not None else None

    def _closed(self, line: str) -> None:
        segment, listed = self._timed(line), parse_line(line)
        if segment is None or listed is None or self._folder is None or self._volume is None:
            return
        self._listed += segment.duration
        self._ends[self._attempt] = segment.started_at + timedelta(seconds=segment.duration)
        source = self._folder / segment.name
        if self._is_disk_failing():
            self._log.say("file closed on a disk that fails: it is looked at before it counts")
            self._doubtful[source] = segment.started_at
            return
        if self._is_strict and not belongs(
            segment,
            self.order.scheduled_at,
            first_number=self._attempt * NUMBERS,
            seconds=self._cut_seconds,
        ):
            self._log.say(f"{segment.duration:.1f} s from before the tick were dropped")
            self._delivery.drop(source)
            return
        what = "file" if self._joiner is None else "piece"
        self._log.say(f"{what} closed: {segment.duration:.1f} s from {iso(segment.started_at)} on")
        closed = Closed(source, segment.started_at, segment.duration)
        if self._may_lack_a_picture(segment, listed.end):
            self._delivery.take(source)
            looking = self._look_at_first(closed, self._volume, self._rescue)
            self._rescue = asyncio.create_task(looking, name=f"look at the first file of {self.name}")
        elif self._joiner is not None:
            self._joiner.add(closed, self._volume)
        else:
            self._is_told = True
            self._delivery.put(closed, self._volume)

    def _may_lack_a_picture(self, segment: Timed, end: float) -> bool:
        """
        Whether there may be nothing but sound in a file, or nothing: of the first one of a process, closed before it
        had told of any frame. All others begin with a key frame.
        """
        is_first = segment.number == self._attempt * NUMBERS
        return is_first and (self._pictured is None or self._pictured > end)

    async def _look_at_first(self, closed: Closed, volume: Volume, former: asyncio.Task[None] | None) -> None:
        if former is not None:
            await former
        try:
            shows = await self._studio.salvage(closed.source, volume, closed.started_at) is not None
            if not shows:
                self._log.say("no picture had come before its end: that file is no recording")
        except (RootProblem, OSError) as error:
            shows = False
            _log.warning("a first file could not be looked at yet", extra={"job": self.name, "reason": str(error)})
        self._delivery.give_back(closed.source)
        if shows:
            self._delivery.put(closed, volume)

    def judge(self, exit_: Exit) -> Verdict:
        failure = self._judged(exit_)
        self._failure = failure.reason
        if self.code in ("container", "unknownCodec", "noVideo"):
            self._studio.streams.forget(self.spec.source)  # the camera may send something else now
        return failure

    # -- after the end -------------------------------------------------------------------------------------------

    def changed(self, supervised: Supervised) -> None:
        super().changed(supervised)
        if supervised.state is State.RETRYING and supervised.failures:
            self._failure = supervised.reason  # also of a try that came to no process
        if supervised.state is State.STALLED and self._anchor is None:
            self._studio.streams.forget(self.spec.source)  # ffmpeg waits for ever for sound that does not come
        if supervised.state is State.RETRYING and self._folder is not None and self._volume is not None:
            rescuing = self._deliver_cut_off(self._folder, self._volume, self._blocks, self._rescue)
            self._rescue = asyncio.create_task(rescuing, name=f"rescue {self.name}")

    async def finish(self, outcome: Outcome) -> Ended:
        """Deliver what the last process did not list, and say how the window went."""
        self._let_go()
        await self._forget_source()
        if self._joiner is not None:
            await self._joiner.close()
        if self._folder is not None and self._volume is not None:
            await self._deliver_cut_off(self._folder, self._volume, self._blocks, self._rescue)
        await self._delivery.finish()
        if self._folder is not None:
            await asyncio.to_thread(clear, self._folder)
        self._log.finish()
        return self._ended(outcome)

    @property
    def _blocks(self) -> range:
        """Of the files of this process: one, unless it has gone on for days."""
        return range(self._attempt, self._attempt + self._files // NUMBERS + 1)

    async def _deliver_cut_off(
        self, folder: Path, volume: Volume, blocks: range, former: asyncio.Task[None] | None
    ) -> None:
        """Files that were open when their process ended; beside the next one, which is not kept waiting."""
        if former is not None:
            await former
        try:
            for closed in await self._cut_off(folder, volume, blocks):
                self._delivery.put(closed, volume)
        except (RootProblem, OSError) as error:
            _log.warning("cut-off files could not be looked at yet", extra={"job": self.name, "reason": str(error)})

    async def _cut_off(self, folder: Path, volume: Volume, blocks: range) -> list[Closed]:
        """Files that were open when their process was killed: readable all the same, up to the last half second."""
        left = await asyncio.to_thread(lambda: sorted(p for p in folder.iterdir() if p.stem.isdigit()))
        found = []
        for path in left:
            of = int(path.stem) // NUMBERS
            is_next = self._attempt != blocks.start and of in self._blocks  # its file is being written
            if of >= blocks.stop or is_next or self._delivery.knows(path) or path.suffix != f".{self.spec.format}":
                continue
            began = self._doubtful.get(path) or self._ends.get(blocks.start if of in blocks else of)
            closed = await self._studio.salvage(path, volume, began)
            if closed is not None and not (self._is_strict and closed.started_at < self.order.scheduled_at):
                found.append(closed)
        return found

    def _ended(self, outcome: Outcome) -> Ended:
        if outcome.ending is Ending.FAILED:
            return Ended("failed", outcome.reason, self.code)
        if outcome.before is State.RUNNING:
            return Ended("success", self._delivery.problem)
        if self.waiting is not None:
            return Ended("failed", self.waiting[1], self.waiting[0])
        return Ended("failed", self._failure or "Nothing was recorded.", self.code)
