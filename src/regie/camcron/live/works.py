"""
The processes behind live view: one that packs a stream into fragments, one that makes pictures of it.

Both read through the relay where it can carry the stream, else they connect themselves, and wait for nobody: when a
camera takes no more connections, its viewers are told who holds them.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from regie.camcron.live.fragmented import Beginning, Fragment, Splitter
from regie.camcron.live.jpegs import Pictures
from regie.camcron.runs.arguments import ENVIRONMENT
from regie.camcron.runs.blame import THE_CAMERA
from regie.camcron.runs.connections import Connections, NoConnection
from regie.camcron.runs.down import LineDown
from regie.camcron.runs.extra import Extra
from regie.camcron.runs.fragments import NotUnderstood
from regie.camcron.runs.lines import Line, Want
from regie.camcron.runs.lists import write_list
from regie.camcron.runs.sharing import PACKED
from regie.camcron.runs.sources import Source, can_list, input_arguments, kind_of
from regie.camcron.runs.streams import StreamFacts, Streams
from regie.kernel.errors import TryAgain
from regie.kernel.ffmpeg.binary import Ffmpeg
from regie.kernel.ffmpeg.reasons import Kind, reason_of
from regie.kernel.ids import new_id
from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.lines import LineSplitter
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.states import State
from regie.kernel.processes.supervised import Supervised
from regie.kernel.processes.work import Failure, Verdict

WHO = "live view"
PATIENCE = 15.0
RATE = 5
"""Pictures a second of the MJPEG fallback."""
WIDEST = 1280
NOT_PLAYED = "Browsers do not play «{codec}»: take the pictures (mjpeg) instead."


@dataclass(frozen=True, slots=True)
class Screen:
    """What is watched."""

    camera_id: str
    camera: str
    stream: str
    address: str


@dataclass(frozen=True, slots=True)
class Projector:
    """What live view is made with."""

    ffmpeg: Ffmpeg
    connections: Connections
    streams: Streams
    scratch: Path
    answers: Callable[[str, bool, str | None, str | None], None]


class Showing:
    """Base: a line, an ffmpeg that writes into a pipe, and why nothing comes."""

    def __init__(self, screen: Screen, projector: Projector, failed: Callable[[str, str], None]) -> None:
        self.screen = screen
        self.supervised: Supervised | None = None
        self._with = projector
        self._failed = failed
        self._line: Line | None = None
        self._words: deque[str] = deque(maxlen=40)
        self._lines = LineSplitter()
        self._list = projector.scratch / f"live-{new_id()}.ffconcat"

    @property
    def name(self) -> str:
        return f"live {self.screen.camera} {self.screen.stream}"

    @property
    def relayed(self) -> bool:
        """Whether it reads from the relay rather than from the camera."""
        return self._line is not None and self._line.shared

    @property
    def policy(self) -> RestartPolicy:
        return RestartPolicy(max_retries=-1, first=0.5, cap=8.0)

    @property
    def start_within(self) -> float | None:
        return PATIENCE

    @property
    def stall_after(self) -> float | None:
        return 10.0

    def arguments(self, facts: StreamFacts) -> tuple[str, ...]:
        """What is made of the input."""
        raise NotImplementedError

    def begin(self) -> None:
        """A process is about to write."""

    def take(self, data: bytes) -> None:
        raise NotImplementedError

    async def launch(self, attempt: int) -> Launch:
        self._words.clear()
        self._leave()
        try:
            self._line = line = await self._with.connections.open(self._want())
        except NoConnection as full:
            raise self._sorry("connections", full.sentence) from full
        try:
            where = await line.connect()
        except LineDown as down:
            raise self._sorry(down.code, down.sentence) from down
        facts = await self._with.streams.of(self.screen.address, via=where if line.shared else None)
        if facts.reason is not None:
            raise self._sorry(facts.reason.kind.value, facts.reason.sentence)
        self.begin()
        source = await self._source(line, facts)
        version = self._with.ffmpeg.version
        argv = (
            str(self._with.ffmpeg.path), "-nostdin", "-hide_banner", "-loglevel", "level+error",
            *input_arguments(source, Extra(), version, quick=True), *self.arguments(facts), "pipe:1",
        )  # fmt: skip
        return Launch(argv, env=dict(ENVIRONMENT), pipes=("stdout", "stderr"))

    def _want(self) -> Want:
        screen, codec = self.screen, self._with.streams.codec(self.screen.address)
        return Want(
            camera_id=screen.camera_id, camera=screen.camera, address=screen.address, who=WHO, codec=codec,
            share=True, displaces=False, waits=False,
        )  # fmt: skip

    async def _source(self, line: Line, facts: StreamFacts) -> Source:
        source = Source(line.address, "rtsp" if line.shared else kind_of(line.address, facts.video),
                        relayed=line.shared)  # fmt: skip
        if not can_list(self._with.ffmpeg.version):
            return source
        return await write_list(source, Extra(), self._list, quick=True)

    def received(self, pipe: str, data: bytes) -> None:
        if pipe == "stderr":
            self._words.extend(self._lines.feed(data))
            return
        if self.supervised is not None:
            self.supervised.beat()
        self.take(data)

    def judge(self, exit_: Exit) -> Verdict:
        found, line = reason_of(self._words), self._line
        if line is not None and line.shared:
            down = line.down
            return Failure(self._sorry(down.code, down.sentence).reason)
        if found.kind in THE_CAMERA:
            self._with.answers(self.screen.camera_id, False, found.kind.value, found.sentence)
        if found.kind is Kind.BUSY and line is not None:
            line.refused()
        return Failure(self._sorry(found.kind.value, found.sentence).reason)

    def follow(self, supervised: Supervised) -> None:
        """The supervisor tells of each change of state."""
        if supervised.state is State.RUNNING:
            if self._line is not None:
                self._line.confirm()
            self._with.answers(self.screen.camera_id, True, None, None)
        elif supervised.state is State.STALLED:
            self._failed("cameraOffline", supervised.reason or "Nothing comes.")
        elif supervised.state in (State.RETRYING, State.ENDED):
            self._leave()
        if supervised.state is State.ENDED:
            self._list.unlink(missing_ok=True)

    def _sorry(self, code: str, sentence: str) -> TryAgain:
        self._failed(code, sentence)
        return TryAgain(sentence)

    def _leave(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


class Film(Showing):
    """Fragments of MP4, copied; sound becomes AAC where it is none."""

    def __init__(
        self,
        screen: Screen,
        projector: Projector,
        failed: Callable[[str, str], None],
        shown: Callable[[Beginning | Fragment], None],
    ) -> None:
        super().__init__(screen, projector, failed)
        self._shown = shown
        self._splitter = Splitter()

    def begin(self) -> None:
        self._splitter = Splitter()

    def arguments(self, facts: StreamFacts) -> tuple[str, ...]:
        if facts.video is not None and facts.video not in PACKED:
            raise self._sorry("codec", NOT_PLAYED.format(codec=facts.video))
        tag = ("-tag:v", "hvc1") if facts.video == "hevc" else ()
        sound = ("-map", "0:a:0?", "-c:a", "copy" if facts.audio == "aac" else "aac") if facts.audio else ("-an",)
        return (
            "-map", "0:v:0", *sound, "-sn", "-dn", "-c:v", "copy", *tag,
            "-max_interleave_delta", "500000",  # microseconds that pictures wait for sound that has stopped coming
            "-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-frag_duration", "200000",
            "-flush_packets", "1", "-f", "mp4",
        )  # fmt: skip

    def take(self, data: bytes) -> None:
        try:
            for part in self._splitter.feed(data):
                self._shown(part)
        except NotUnderstood:
            if self.supervised is not None:
                self.supervised.fail(Failure(self._sorry("codec", NOT_PLAYED.format(codec="this stream")).reason))


class Slides(Showing):
    """A few JPEGs a second, for browsers that play nothing else."""

    def __init__(
        self,
        screen: Screen,
        projector: Projector,
        failed: Callable[[str, str], None],
        shown: Callable[[bytes], None],
    ) -> None:
        super().__init__(screen, projector, failed)
        self._shown = shown
        self._pictures = Pictures()

    def begin(self) -> None:
        self._pictures = Pictures()

    def arguments(self, facts: StreamFacts) -> tuple[str, ...]:
        return (
            "-map", "0:v:0", "-an", "-sn", "-dn",
            "-vf", rf"fps={RATE},scale=w=min({WIDEST}\,iw):h=-2,format=yuvj420p",
            "-c:v", "mjpeg", "-q:v", "6", "-threads", "1", "-f", "mpjpeg",
        )  # fmt: skip

    def take(self, data: bytes) -> None:
        for picture in self._pictures.feed(data):
            self._shown(picture)
