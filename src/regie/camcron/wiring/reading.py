"""How cameras are read: on how many connections, what their streams consist of, and whether they answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from regie.camcron.cameras.reachability import Reachability
from regie.camcron.cameras.service import CameraChanged, CameraDeleted, Cameras
from regie.camcron.jobs.loops import Reconciler
from regie.camcron.runs.connections import Connections
from regie.camcron.runs.feeds import Feeds, FeedShop
from regie.camcron.runs.queries import note_stream
from regie.camcron.runs.recorder import Recorder
from regie.camcron.runs.streams import StreamFacts, Streams
from regie.camcron.wiring.connecting import Lessons, limits_in
from regie.camcron.wiring.ground import Ground
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.ffmpeg.media import Probe, ProbeFailed
from regie.kernel.ffmpeg.probe import Prober


@dataclass(slots=True)
class Desk:
    """Who records: hired last, and asked by much of what it stands on."""

    recorder: Recorder = field(init=False)
    reconciler: Reconciler = field(init=False)


@dataclass(frozen=True, slots=True)
class Ways:
    """To cameras."""

    reachability: Reachability
    streams: Streams
    feeds: Feeds
    connections: Connections
    lessons: Lessons
    answers: Callable[[str, bool, str | None, str | None], None]
    """Hears of a camera (UUID) whether it delivers, with code and sentence."""


def ways_to(on: Ground, cameras: Cameras, desk: Desk) -> Ways:
    """Nobody reads yet."""
    reachability = Reachability(on.database, cameras, on.clock)

    def camera_answers(camera_id: str, answers: bool, code: str | None, sentence: str | None) -> None:
        if answers or not desk.recorder.delivers(camera_id):
            reachability.note(camera_id, answers, code, sentence)

    feeds = Feeds(
        FeedShop(
            clock=on.clock,
            supervisor=on.supervisor,
            ffmpeg=on.ffmpeg,
            scratch=on.data / "tmp" / "feeds",
            start_within=on.recorder.start_seconds,
            stall_after=on.recorder.stall_seconds,
            answers=camera_answers,
        )
    )
    connections = Connections(on.clock, feeds, limits_in(on.database, cameras))
    lessons = connections.learned = Lessons(on.database, cameras, on.notices)
    on.events.subscribe(CameraChanged, lambda event: connections.changed(event.camera_id))
    on.events.subscribe(CameraDeleted, lambda event: connections.changed(event.camera_id))
    streams = Streams(_look(on.prober), _keep(on.database, on.clock))
    return Ways(reachability, streams, feeds, connections, lessons, camera_answers)


def _look(prober: Prober) -> Callable[[str, str], Awaitable[StreamFacts]]:
    async def look(source: str, transport: str) -> StreamFacts:
        try:
            return facts_of(await prober.probe(source, transport=transport))
        except ProbeFailed as failed:
            return StreamFacts(reason=failed.reason)

    return look


def _keep(database: Database, clock: Clock) -> Callable[[str, StreamFacts], Awaitable[None]]:
    async def keep(address: str, facts: StreamFacts) -> None:
        async with database.write() as session:
            await note_stream(session, address, facts, clock.now())

    return keep


def facts_of(probe: Probe) -> StreamFacts:
    """What a look at a stream has shown."""
    silent = probe.audio is not None and probe.audio.silent
    sound = probe.audio.codec if probe.audio is not None and not silent else ""
    return StreamFacts(video=probe.video.codec if probe.video else None, audio=sound, silent=silent)
