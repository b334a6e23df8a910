"""
What every work with ffmpeg shares: a folder to write to, a place among the processes, a stream that is known.

Before a process may start, four things are waited for, each with its own sentence: a folder that is itself, a free
place under the cap on processes, a connection to the camera or its stream in the relay, and what the stream consists
of, looked at once per stream. While it waits, the job says so; when it fails, the last words of ffmpeg become a reason.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.paths import OutputPath
from regie.camcron.recordings.roots import Roots, Volume
from regie.camcron.recordings.staging import begin
from regie.camcron.runs.blame import THE_CAMERA, THE_DISK
from regie.camcron.runs.connections import Connections
from regie.camcron.runs.delivery import Closed, Delivery
from regie.camcron.runs.down import LineDown
from regie.camcron.runs.extra import Extra, parse_extra
from regie.camcron.runs.joining import Joinery
from regie.camcron.runs.keyframes import OpenFile
from regie.camcron.runs.lines import Line, Want
from regie.camcron.runs.lists import write_list
from regie.camcron.runs.logs import RunLogs
from regie.camcron.runs.recorder import Hooks
from regie.camcron.runs.slots import Slots
from regie.camcron.runs.sources import Source, can_list, kind_of
from regie.camcron.runs.spec import Order, Spec
from regie.camcron.runs.streams import StreamFacts, Streams
from regie.kernel.clock import Clock
from regie.kernel.errors import TryAgain
from regie.kernel.ffmpeg.binary import Ffmpeg
from regie.kernel.ffmpeg.reasons import Kind, Reason, find_reason, reason, reason_of
from regie.kernel.processes.child import Exit
from regie.kernel.processes.lines import LineSplitter
from regie.kernel.processes.output import Log
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.states import State
from regie.kernel.processes.supervised import Supervised
from regie.kernel.processes.work import Failure

LAST_WORDS = 40
"""Lines of ffmpeg that a reason is looked for in."""
DISK_AGAIN = 5.0
"""Seconds between two looks at a folder that cannot be used."""


@dataclass(frozen=True, slots=True)
class OpenFilm:
    """A file that is being written of a stream."""

    file: OpenFile
    begins_at: datetime


@dataclass(frozen=True, slots=True)
class Studio:
    """What the works of this server are made with."""

    clock: Clock
    ffmpeg: Ffmpeg
    roots: Roots
    base: Path
    scratch: Path
    """For small files of works that write no recording."""
    slots: Slots
    streams: Streams
    connections: Connections
    open_film: Callable[[str, str], "OpenFilm | None"]
    """What is being written of a stream now, by its camera's UUID and its plain address."""
    logs: RunLogs
    deliver: Callable[[Order, str, Callable[[], None]], Delivery]
    salvage: Callable[[Path, Volume, datetime | None], Awaitable[Closed | None]]
    """Looks at a file that was cut off; nothing when it cannot be read, and is kept aside."""
    joinery: Joinery
    start_within: float
    stall_after: float
    policy: Mapping[str, float]
    camera_answers: Callable[[str, bool, str | None, str | None], None]
    """Tells of a camera (UUID) whether it delivers, with code and sentence."""


class Filming:
    """Base of the works that read a stream with ffmpeg."""

    hands_over = False
    """Whether it can go on through the relay after a short gap, so that others read the stream too."""
    waits_for_disks = False
    """As long as it takes, which is no failure; otherwise a disk that can't be used is one."""

    def __init__(self, order: Order, run_id: str, hooks: Hooks, studio: Studio) -> None:
        self.order = order
        self.run_id = run_id
        self.supervised: Supervised | None = None
        self.waiting: tuple[str, str] | None = None
        self.code: str | None = None
        self._hooks = hooks
        self._studio = studio
        self._log: Log = studio.logs.of(order.spec.job_id)
        self._words: deque[str] = deque(maxlen=LAST_WORDS)
        self._splitters = {"stderr": LineSplitter(), "segments": LineSplitter()}
        self._delivery = studio.deliver(order, run_id, hooks.delivered)
        self._disk_said: str | None = None
        """What the last process ended of, when it was the disk."""
        self._volume: Volume | None = None
        self._folder: Path | None = None
        self._list: Path | None = None
        self._line: Line | None = None

    @property
    def name(self) -> str:
        return self.order.spec.job_slug

    @property
    def relayed(self) -> bool:
        """Whether it reads from the relay rather than from the camera."""
        return self._line is not None and self._line.shared

    @property
    def spec(self) -> Spec:
        return self.order.spec

    @property
    def policy(self) -> RestartPolicy:
        return RestartPolicy(max_retries=self.spec.max_retries, **self._studio.policy)

    @property
    def start_within(self) -> float | None:
        return self._studio.start_within

    @property
    def stall_after(self) -> float | None:
        return self._studio.stall_after

    def adapt(self, spec: Spec) -> None:
        """The job says something else that its process need not know."""
        self.order = replace(self.order, spec=spec)
        self._delivery.spec = spec

    def renew(self, order: Order, run_id: str) -> None:
        """The process goes on in the job's next window: what it closes from now on belongs to another run."""
        self.order = order
        self._delivery.run_id = run_id

    # -- before a start ------------------------------------------------------------------------------------------

    async def _ready(self) -> tuple[Path, StreamFacts]:
        """The staging folder and what the stream consists of, once everything that is waited for is there."""
        folder = await self._folder_ready()
        return folder, await self._known_stream()

    async def _folder_ready(self) -> Path:
        self._words.clear()
        folder = await self._held_place()
        self._delivery.again()
        return folder

    async def _known_stream(self) -> StreamFacts:
        """What the stream consists of, with the right to read it."""
        line = await self._connected()
        facts = await self._studio.streams.facts(self.spec, via=line.address if line.shared else None)
        if facts.reason is not None:
            raise self._failed(facts.reason)
        return facts

    async def _held_place(self) -> Path:
        """The staging folder, with a place among the processes; nobody keeps one while a disk is waited for."""
        said, self._disk_said = self._disk_said, None
        if said is not None and self.waits_for_disks:
            self._wait_for("disk", said)
            await self._studio.clock.sleep(DISK_AGAIN)
        while True:
            await self._place()
            try:
                folder = await self._staging()
            except RootProblem as problem:
                self._studio.slots.give_back(self.spec.job_id)
                self._wait_for("disk", problem.sentence)
                if not self.waits_for_disks:
                    self.code = "disk"
                    raise TryAgain(problem.sentence, delay=DISK_AGAIN) from problem
                await self._studio.clock.sleep(DISK_AGAIN)
            else:
                self._wait_for(None)
                return folder

    async def _place(self) -> None:
        slots = self._studio.slots
        if slots.full:
            self._wait_for("processes", f"{slots.taken} of {slots.most} recording processes run; it waits for a place.")
        await slots.take(self.spec.job_id, self.spec.priority)

    async def _staging(self) -> Path:
        output = OutputPath.parse(self.spec.directory, self.spec.pattern, self.spec.format)
        place = Path(self._studio.base, output.folder(self.spec.naming, self._studio.clock.now(), self.spec.zone))
        self._volume = await self._studio.roots.volume_of(place)
        self._folder = await begin(self._volume.path, self.run_id)
        return self._folder

    async def _connected(self) -> Line:
        """A connection to the camera, or its stream in the relay; nobody keeps a place while one is waited for."""
        spec, slots = self.spec, self._studio.slots

        def wait(sentence: str) -> None:
            slots.give_back(spec.job_id)
            self._wait_for("connections", sentence)

        self._disconnect()
        want = Want(
            camera_id=spec.camera_id, camera=spec.camera_slug, address=spec.source, who=spec.naming.job_name,
            priority=spec.priority, codec=self._studio.streams.codec(spec.source), extra=parse_extra(spec.extra),
            displaces=self.hands_over, hand_over=self._hand_over if self.hands_over else None, told=wait,
        )  # fmt: skip
        self._line = line = await self._studio.connections.open(want)
        if self.waiting is not None:
            await self._place()
            self._wait_for(None)
        try:
            await line.connect()
        except LineDown as down:
            self.code = down.code
            raise TryAgain(down.sentence) from down
        return line

    def _hand_over(self, why: str) -> None:
        """Somebody else wants the stream too: go on through the relay."""
        self.code = "connections"
        if self.supervised is not None:
            self.supervised.again(why)

    def _let_go(self) -> None:
        """Its process is gone: others may have the place and the connection."""
        self._studio.slots.give_back(self.spec.job_id)
        self._disconnect()

    def _disconnect(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _failed(self, found: Reason) -> TryAgain:
        """A look at the stream showed why it cannot be read."""
        line = self._line
        if line is not None and line.shared and found.kind in THE_CAMERA | {Kind.BUSY}:
            self.code = line.down.code
            return TryAgain(line.down.sentence)
        self.code = found.kind.value
        self._blame(found)
        return TryAgain(found.sentence, delay=self._after_refusal(found))

    def _after_refusal(self, found: Reason) -> float | None:
        """A camera that takes no more is asked again at once, when that told how many it takes."""
        if found.kind is not Kind.BUSY or self._line is None:
            return None
        return 0.1 if self._line.refused() else None

    def _wait_for(self, code: str | None, sentence: str = "") -> None:
        self.waiting = (code, sentence) if code else None
        if code is not None:
            self._hooks.waits(code, sentence)
        self._hooks.delivered()  # whoever looks at the job shall see it

    async def _source(self, folder: Path, facts: StreamFacts, extra: Extra, *, quick: bool = False) -> Source:
        """The stream, its complete address in a file that only the server's user may read."""
        transport: Literal["tcp", "udp"] = "udp" if ("rtsp_transport", "udp") in extra.source else "tcp"
        source = Source(self.spec.source, kind_of(self.spec.source, facts.video), transport)
        if self._line is not None and self._line.shared:
            source, extra = Source(self._line.address, "rtsp", relayed=True), Extra()
        if not can_list(self._studio.ffmpeg.version):
            return source
        self._list = folder / "source.ffconcat"
        return await write_list(source, extra, self._list, quick=quick)

    # -- while it runs -------------------------------------------------------------------------------------------

    def _say(self, pipe: str, data: bytes) -> None:
        """Words of ffmpeg: into the log, and the last ones kept for a reason."""
        self._log.feed(pipe, data)
        self._words.extend(self._splitters["stderr"].feed(data))

    def changed(self, supervised: Supervised) -> None:
        """The recorder tells of each change of state."""
        line = self._line
        if supervised.state is State.RUNNING:
            self.code = None
            if line is not None:
                line.confirm()
            self._studio.camera_answers(self.spec.camera_id, True, None, None)
        elif supervised.state in (State.RETRYING, State.ENDED):
            self._let_go()
        if supervised.state is State.STALLED:
            self.code = "cameraOffline"
            if line is None or not line.shared:  # its feed knows better whether it is the camera
                self._blame(reason(Kind.TIMEOUT))
        elif supervised.state is State.RETRYING and self.waits_for_disks and self._disk_said is not None:
            supervised.nudge()  # the next try waits for the disk, at its own pace
        self._log.say(_told(supervised))

    def _blame(self, found: Reason) -> None:
        if found.kind in THE_CAMERA:
            self._studio.camera_answers(self.spec.camera_id, False, found.kind.value, found.sentence)

    def _judged(self, exit_: Exit) -> Failure:
        """Why the process ended, from its last words, and when it is tried again; the code for the console is kept."""
        found, line = reason_of(self._words), self._line
        if line is not None and line.shared and (found.kind in _OF_A_LINE or not self._words):
            self.code = line.down.code
            return line.down.failure()
        return Failure(self._why(exit_, found), delay=self._after_refusal(found))

    def _why(self, exit_: Exit, found: Reason) -> str:
        self.code = found.kind.value
        self._disk_said = found.sentence if found.kind in THE_DISK else None
        if not self._words and exit_.code == 0:
            self.code = "ended"
            return "The camera ended the stream."
        self._blame(found)
        return found.sentence if found.kind is not Kind.UNKNOWN else f"{exit_.sentence} {self._last_word()}".strip()

    def _is_disk_failing(self) -> bool:
        """Whether ffmpeg has said so, as it may do before it ends."""
        found = find_reason(self._words)
        return found is not None and found.kind in THE_DISK

    def _last_word(self) -> str:
        return self._words[-1][:300] if self._words else ""

    # -- after the end -------------------------------------------------------------------------------------------

    async def _forget_source(self) -> None:
        if self._list is not None:
            with contextlib.suppress(OSError):
                await asyncio.to_thread(self._list.unlink, missing_ok=True)
            self._list = None


_OF_A_LINE = THE_CAMERA | {Kind.BUSY, Kind.UNKNOWN}
"""Reasons that the relay's readers end of when their feed does."""


def _told(supervised: Supervised) -> str:
    told = f"{supervised.state} (attempt {supervised.attempts})"
    return f"{told}: {supervised.reason}" if supervised.reason else told
