"""
What the relay is fed by: one `ffmpeg -c copy` for each stream that is shared, and the relay's own process.

The relay is started when the first stream is shared, and again when it dies; a feed is tried again for as long as
somebody reads it. Whoever wants to read waits for the feed, and hears from it why there is nothing: a camera that does
not answer is the camera's fault, a relay that died is ours.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regie.camcron.relay.feeding import publishing
from regie.camcron.relay.process import RelayGone, RelayProcess, RelayRefused
from regie.camcron.runs.arguments import ENVIRONMENT
from regie.camcron.runs.blame import THE_CAMERA
from regie.camcron.runs.down import FEED_AGAIN, RELAY_DIED, LineDown, RelayDied
from regie.camcron.runs.extra import Extra
from regie.camcron.runs.lists import write_list
from regie.camcron.runs.sources import HAS_STATS_PERIOD, Source, can_list, input_arguments, kind_of
from regie.kernel.clock import Clock
from regie.kernel.errors import TryAgain
from regie.kernel.ffmpeg.binary import Ffmpeg
from regie.kernel.ffmpeg.progress import ProgressReader
from regie.kernel.ffmpeg.reasons import Kind, reason, reason_of
from regie.kernel.ids import new_id
from regie.kernel.processes.child import Exit
from regie.kernel.processes.launch import Launch
from regie.kernel.processes.lines import LineSplitter
from regie.kernel.processes.policy import RestartPolicy
from regie.kernel.processes.states import State
from regie.kernel.processes.supervised import Supervised
from regie.kernel.processes.supervisor import Supervisor
from regie.kernel.processes.work import Failure, Verdict

LOOK_EVERY = 5.0
"""Seconds between two looks whether the relay still answers."""
AGAIN_AFTER = 5.0
"""Seconds for which what a feed failed of is believed, before a new reader makes it try again."""
SLOWEST = 15.0
_log = logging.getLogger(__name__)
Answers = Callable[[str, bool, str | None, str | None], None]


@dataclass(frozen=True, slots=True)
class Fed:
    """A camera's stream, as a feed reads it."""

    camera_id: str
    camera: str
    """Its slug, for logs."""
    address: str = field(repr=False)
    """Complete, with credentials."""
    extra: Extra = field(default_factory=Extra)


@dataclass(frozen=True, slots=True)
class FeedShop:
    """What feeds are made with."""

    clock: Clock
    supervisor: Supervisor
    ffmpeg: Ffmpeg
    scratch: Path
    start_within: float
    stall_after: float
    answers: Answers
    """Tells of a camera (UUID) whether it delivers, with code and sentence."""
    policy: Mapping[str, float] = field(default_factory=dict)


class Feeds:
    """The relay and its feeds. `came_up` hears of each camera (UUID) of which a stream flows again."""

    def __init__(self, workshop: FeedShop, relay: RelayProcess | None = None) -> None:
        self.workshop = workshop
        self.came_up: Callable[[str], None] = lambda camera_id: None
        self._relay = relay or RelayProcess()
        self._relay.told = self._told
        self._runs = False
        self._starting = asyncio.Lock()
        self._started_at = 0.0
        self._deaths = 0
        self._keeper: asyncio.Task[None] | None = None
        self._feeds: dict[str, Feed] = {}
        self._asking: set[asyncio.Task[None]] = set()

    @property
    def pid(self) -> int | None:
        """Of the relay's process, while it lives."""
        return self._relay.pid if self._runs else None

    def start(self, fed: Fed, changed: Callable[["Feed"], None]) -> "Feed":
        """Feed a stream until `stop`. `changed` hears of each change of its process."""
        feed = Feed(fed, f"{fed.camera}.{new_id()[-8:]}", self, changed)
        self._feeds[feed.stream] = feed
        feed.supervised = self.workshop.supervisor.start(feed, feed.follow)
        return feed

    async def relay(self) -> RelayProcess:
        """The relay, running; raises `RelayGone`."""
        async with self._starting:
            if not self._runs:
                clock = self.workshop.clock
                if self._deaths:
                    pause = min(SLOWEST, 0.25 * 2 ** min(self._deaths, 8))
                    await clock.sleep(self._started_at + pause - clock.monotonic())
                self._started_at = clock.monotonic()
                try:
                    await self._relay.start()
                except OSError as error:
                    self._deaths += 1
                    raise RelayGone(str(error)) from error
                except RelayGone:
                    self._deaths += 1
                    self._relay.kill()
                    raise
                self._runs = True
                self._keeper = asyncio.create_task(self._keep(), name="relay")
            return self._relay

    async def publish(self, stream: str) -> str:
        """Where that stream's next feed publishes."""
        relay = await self.relay()
        with contextlib.suppress(RelayRefused):
            await relay.remove_stream(stream)
        return await relay.add_stream(stream, once=True)

    async def read(self, stream: str) -> str:
        """An address for one reader."""
        return await self._relay.add_reader(stream)

    def revoke(self, address: str) -> None:
        """Whoever read there has ended."""
        if self._runs:
            self._ask(self._relay.revoke(address))

    def forget(self, feed: "Feed") -> None:
        """A feed has ended: its stream is no more."""
        if self._feeds.pop(feed.stream, None) is not None and self._runs:
            self._ask(self._relay.remove_stream(feed.stream))

    async def close(self) -> None:
        """End every feed, then the relay."""
        feeds = tuple(self._feeds.values())
        for feed in feeds:
            feed.stop("The server stops.")
        await asyncio.gather(*(feed.supervised.wait() for feed in feeds if feed.supervised), return_exceptions=True)
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        if self._runs:
            self._runs = False
            await self._relay.stop()

    def _ask(self, asked: Coroutine[Any, Any, None]) -> None:
        """Without waiting for it; a relay that has ended meanwhile has forgotten it anyway."""

        async def quietly() -> None:
            with contextlib.suppress(RelayGone, RelayRefused):
                await asked

        task = asyncio.create_task(quietly(), name="ask the relay")
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _keep(self) -> None:
        """Notice that the relay has died or hangs."""
        clock = self.workshop.clock
        while not self._relay.gone.is_set():
            gone = asyncio.ensure_future(self._relay.gone.wait())
            pause = asyncio.ensure_future(clock.sleep(LOOK_EVERY))
            try:
                await asyncio.wait({gone, pause}, return_when=asyncio.FIRST_COMPLETED)
                if not self._relay.gone.is_set():
                    await self._relay.state()
            except RelayGone:
                _log.warning("the relay does not answer: it is ended")
                self._relay.kill()
                await self._relay.gone.wait()
            finally:
                gone.cancel()
                pause.cancel()
        self._runs = False
        self._deaths = 1 if clock.monotonic() - self._started_at > 60 else self._deaths + 1
        _log.warning("the relay has ended; it is started again when it is needed")
        for feed in tuple(self._feeds.values()):
            feed.relay_died()

    def _told(self, stream: str, fed: bool) -> None:
        feed = self._feeds.get(stream)
        if feed is not None:
            feed.flows(fed)


class Feed:
    """The work of one feed, for the supervisor."""

    def __init__(self, fed: Fed, stream: str, feeds: Feeds, changed: Callable[["Feed"], None]) -> None:
        self.fed = fed
        self.stream = stream
        self.supervised: Supervised | None = None
        self.flowing = False
        """Whether the relay has it."""
        self.refused = False
        """Whether the last try was refused for want of connections."""
        self._feeds = feeds
        self._shop = feeds.workshop
        self._changed = changed
        self._down: LineDown | None = None
        self._cut = False
        """Whether the relay ended under what runs now."""
        self._failed_at = 0.0
        self._waiting: list[asyncio.Future[None]] = []
        self._words: deque[str] = deque(maxlen=40)
        self._lines = LineSplitter()
        self._progress = ProgressReader()
        self._frames = 0
        self._flowed = False
        self._sound = True
        self._list: Path | None = None

    # -- for its readers -----------------------------------------------------------------------------------------

    @property
    def down(self) -> LineDown | None:
        """Why nothing comes, unless something does."""
        return None if self.flowing else self._down

    async def address(self) -> str:
        """An address to read it at, once it flows; raises `LineDown` when a try fails."""
        supervised = self.supervised
        if not self.flowing:
            if supervised is not None and supervised.state is State.RETRYING:
                down, ago = self._down, self._shop.clock.monotonic() - self._failed_at
                if down is not None and not isinstance(down, RelayDied) and ago < AGAIN_AFTER:
                    raise down.again()
                supervised.nudge()
            flows: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(flows)
            await flows
        try:
            return await self._feeds.read(self.stream)
        except (RelayGone, RelayRefused) as error:
            raise RelayDied from error

    def is_outdated(self, address: str) -> bool:
        """Whether it fails, and somebody knows the stream by other credentials."""
        failing = self.supervised is not None and self.supervised.state is State.RETRYING
        return failing and self.fed.address != address

    def stop(self, why: str) -> None:
        """Nobody reads it any more."""
        if self.supervised is not None:
            self.supervised.stop(why)

    # -- for the supervisor --------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        return f"feed {self.fed.camera}"

    @property
    def policy(self) -> RestartPolicy:
        return RestartPolicy(max_retries=-1, first=0.5, cap=SLOWEST, **self._shop.policy)

    @property
    def start_within(self) -> float | None:
        return self._shop.start_within

    @property
    def stall_after(self) -> float | None:
        return self._shop.stall_after

    async def launch(self, attempt: int) -> Launch:
        self._words.clear()
        self._progress, self._frames, self._flowed, self.refused = ProgressReader(), 0, False, False
        try:
            target = await self._feeds.publish(self.stream)
        except (RelayGone, RelayRefused) as error:
            self._down = RelayDied()
            raise TryAgain(RELAY_DIED) from error
        finally:
            self._cut = False
        source, version = await self._source(), self._shop.ffmpeg.version
        period = ("-stats_period", "1") if version >= HAS_STATS_PERIOD else ()
        argv = (
            str(self._shop.ffmpeg.path),
            "-nostdin", "-hide_banner", "-loglevel", "level+warning", "-nostats",
            "-progress", "{pipe:progress}", *period,
            *input_arguments(source, self.fed.extra, version, quick=source.kind == "rtsp"),
            "-map", "0:v:0", *(("-map", "0:a:0?") if self._sound else ()), "-c", "copy",
            *publishing(target),
        )  # fmt: skip
        return Launch(argv, env=dict(ENVIRONMENT), pipes=("stderr", "progress"))

    async def _source(self) -> Source:
        extra = self.fed.extra
        udp = ("rtsp_transport", "udp") in extra.source
        source = Source(self.fed.address, kind_of(self.fed.address), "udp" if udp else "tcp")
        if not can_list(self._shop.ffmpeg.version):
            return source
        self._list = self._shop.scratch / f"{self.stream}.ffconcat"
        return await write_list(source, extra, self._list, quick=source.kind == "rtsp")

    def received(self, pipe: str, data: bytes) -> None:
        if pipe == "stderr":
            self._words.extend(self._lines.feed(data))
            return
        for block in self._progress.feed(data):
            if (block.frame or 0) > self._frames and self.supervised is not None:
                self._frames = block.frame or 0
                self.supervised.beat()

    def judge(self, exit_: Exit) -> Verdict:
        found = reason_of(self._words)
        if self._cut:
            self._down = RelayDied()
            return Failure(RELAY_DIED, delay=FEED_AGAIN, counts=False)
        self.refused = found.kind is Kind.BUSY
        if found.kind in THE_CAMERA or self.refused:
            self._down = LineDown(found.kind.value, found.sentence)
        elif not self._words and exit_.code == 0:
            self._down = LineDown("ended", "The camera ended the stream.")
        else:
            killed = exit_.code is None or exit_.code < 0
            if not killed:
                self._sound = self._sound and self._flowed  # what is no fault of the camera may be one of its sound
            last = exit_.sentence if killed or not self._words else self._words[-1][:300]
            self._down = LineDown("relay", f"The stream could not be fed into the relay: {last}")
        return Failure(self._down.sentence)

    def follow(self, supervised: Supervised) -> None:
        """The supervisor tells of each change of state."""
        camera = self.fed.camera_id
        if supervised.state is State.RUNNING:
            self._down = None
            self._shop.answers(camera, True, None, None)
        elif supervised.state is State.STALLED:
            late = reason(Kind.TIMEOUT)
            self._down = LineDown("cameraOffline", late.sentence)
        elif supervised.state in (State.RETRYING, State.ENDED):
            self.flowing = False
            self._failed_at = self._shop.clock.monotonic()
            if supervised.state is State.ENDED or not self._cut:  # else it is back at once, and who waits goes on
                self._fail(self._down or LineDown("relay", supervised.reason or RELAY_DIED))
        if supervised.state is State.RETRYING and self._down is not None and self._down.code not in ("relay", "busy"):
            self._shop.answers(camera, False, self._down.code, self._down.sentence)
        if supervised.state is State.ENDED:
            self._feeds.forget(self)
            if self._list is not None:
                self._list.unlink(missing_ok=True)
        self._changed(self)

    def flows(self, fed: bool) -> None:
        """The relay tells whether it has the stream."""
        self.flowing = fed
        if fed:
            self._flowed = True
            self._down = None
            waiting, self._waiting = self._waiting, []
            for each in waiting:
                if not each.done():
                    each.set_result(None)
            self._feeds.came_up(self.fed.camera_id)

    def relay_died(self) -> None:
        """Whoever read it was cut, and the camera had no part in it."""
        self.flowing, self._cut, self._down = False, True, RelayDied()
        if self.supervised is not None:
            self.supervised.nudge()

    def _fail(self, down: LineDown) -> None:
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            if not each.done():
                each.set_exception(down.again())
