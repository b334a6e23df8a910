"""
Cameras, jobs, runs and recordings put together: who is handed to whom, and who answers whose questions.

What is known of them is built first, then the ways to cameras, then whatever records; features ask upwards only through
protocols, which are filled here. The recorder runs under a lease, so that among several servers on one database exactly
one looks after the recordings.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from regie.camcron.cameras.connectivity import Connectivity, Peek
from regie.camcron.cameras.reachability import Reachability
from regie.camcron.cameras.routes import routes as camera_routes
from regie.camcron.cameras.service import Cameras
from regie.camcron.cameras.transfer import CameraSection
from regie.camcron.jobs.lookout import Lookout
from regie.camcron.jobs.loops import Reconciler
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.routes import routes as job_routes
from regie.camcron.jobs.service import JobDeleted, Jobs
from regie.camcron.jobs.showing import Showing
from regie.camcron.jobs.transfer import JobSection
from regie.camcron.motion.detection import Detection
from regie.camcron.recordings.adoption import Adoption, FindOwner, Owner
from regie.camcron.recordings.roots import Reserve, Roots
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.settings import Keeping
from regie.camcron.retention.measuring import Measuring
from regie.camcron.runs.command import Command, Workshop
from regie.camcron.runs.connection import Connection
from regie.camcron.runs.connections import Connections
from regie.camcron.runs.delivery import Delivery
from regie.camcron.runs.filming import OpenFilm, Studio
from regie.camcron.runs.heartbeat import Pulse
from regie.camcron.runs.joining import Joinery
from regie.camcron.runs.logs import RunLogs
from regie.camcron.runs.peeking import Peeking
from regie.camcron.runs.queries import seen_streams
from regie.camcron.runs.recorder import Hooks, Job, Make, Recorder
from regie.camcron.runs.recording import Recording
from regie.camcron.runs.recovery import Recovery, close_interrupted
from regie.camcron.runs.salvage import Salvage
from regie.camcron.runs.service import Runs
from regie.camcron.runs.slots import Slots
from regie.camcron.runs.snapshot import Snapshot
from regie.camcron.runs.spec import Ended, Order
from regie.camcron.runs.still import Still
from regie.camcron.runs.streams import Streams
from regie.camcron.wiring.connecting import Lessons, open_film_of
from regie.camcron.wiring.ground import LEASE, Ground
from regie.camcron.wiring.noticing import tell_start
from regie.camcron.wiring.parts import Part
from regie.camcron.wiring.reading import Desk, Ways, facts_of, ways_to
from regie.camcron.wiring.sensing import Motion, watch_motion
from regie.camcron.wiring.stock import Stock, stocked
from regie.kernel.db import Database

WORKS: dict[str, type[Recording] | type[Snapshot] | type[Connection]] = {
    "record": Recording,
    "snapshot": Snapshot,
    "timelapse": Snapshot,
    "test_connection": Connection,
}


@dataclass(frozen=True, slots=True)
class Core:
    """Cameras, jobs, runs and recordings, put together: what the features stand on."""

    base: Path
    roots: Roots
    cameras: Cameras
    connectivity: Connectivity
    peek: Peek
    reachability: Reachability
    files: Files
    runs: Runs
    shelf: Shelf
    showing: Showing
    jobs: Jobs
    lookout: Lookout
    logs: RunLogs
    streams: Streams
    connections: Connections
    lessons: Lessons
    studio: Studio
    recorder: Recorder
    reconciler: Reconciler
    recovery: Recovery
    pulse: Pulse
    motion: Motion
    keeping: Keeping
    measuring: Measuring
    reserve: Reserve


async def built(on: Ground) -> Core:
    """Everything that records, not yet begun."""
    stock, desk, salvage = stocked(on), Desk(), Salvage(on.prober)
    ways = ways_to(on, stock.cameras, desk)
    studio = _studio(on, stock, ways, salvage, desk)
    motion = watch_motion(on, stock.files, stock.names)
    _hire(desk, on, stock, studio, motion)
    recorder, streams = desk.recorder, ways.streams
    stock.showing.recorder = desk.reconciler
    ways.feeds.came_up = ways.reachability.came_back = recorder.nudge
    peek = Peeking(on.prober, ways.connections, studio.open_film).probe
    connectivity = Connectivity(
        peek, stock.cameras, on.clock, lambda url, probe: streams.learn(url, facts_of(probe)), recorder.nudge
    )
    async with on.database.read() as session:
        await stock.cameras.load_secrets(session)
        await stock.shelf.load_secrets(session)
        streams.recall(await seen_streams(session))
    adoption = Adoption(
        on.database, stock.roots, stock.files, salvage.look, _owner(stock.shelf, on.database, stock.base),
        [motion.rescue], shared=not on.database.is_sqlite,
    )  # fmt: skip
    return Core(
        base=stock.base, roots=stock.roots, cameras=stock.cameras, connectivity=connectivity, peek=peek,
        reachability=ways.reachability, files=stock.files, runs=stock.runs, shelf=stock.shelf, showing=stock.showing,
        jobs=stock.jobs, lookout=Lookout(stock.roots, stock.base, stock.programs), logs=studio.logs, streams=streams,
        connections=ways.connections, lessons=ways.lessons, studio=studio, recorder=recorder,
        reconciler=desk.reconciler, recovery=Recovery(on.database, stock.runs, stock.files, adoption, on.clock),
        pulse=Pulse(on.database, stock.runs, on.clock, on.leases.instance, lambda: on.leases.held(LEASE)),
        motion=motion, keeping=stock.keeping, measuring=stock.measuring, reserve=stock.measuring.reserve_of,
    )  # fmt: skip


def _studio(on: Ground, stock: Stock, ways: Ways, salvage: Salvage, desk: Desk) -> Studio:
    """What works are made with."""
    logs = RunLogs(on.clock, on.data / "logs" / "jobs", on.redactor.redact)
    on.events.subscribe(JobDeleted, lambda event: logs.forget(event.job_id))
    slots = Slots(on.limits.max_processes)
    on.live.on("limits.maxProcesses", slots.limit)

    def deliver(order: Order, run_id: str, delivered: Callable[[], None]) -> Delivery:
        return Delivery(
            spec=order.spec,
            run_id=run_id,
            base=stock.base,
            files=stock.files,
            runs=stock.runs,
            database=on.database,
            delivered=delivered,
        )

    def open_film(camera_id: str, plain: str) -> OpenFilm | None:
        return open_film_of(desk.recorder, camera_id, plain)

    return Studio(
        clock=on.clock,
        ffmpeg=on.ffmpeg,
        roots=stock.roots,
        base=stock.base,
        scratch=on.data / "tmp",
        slots=slots,
        streams=ways.streams,
        connections=ways.connections,
        open_film=open_film,
        logs=logs,
        deliver=deliver,
        salvage=salvage,
        joinery=Joinery(on.children, on.ffmpeg, on.clock),
        start_within=on.recorder.start_seconds,
        stall_after=on.recorder.stall_seconds,
        policy={},
        camera_answers=ways.answers,
    )


def _hire(desk: Desk, on: Ground, stock: Stock, studio: Studio, motion: Motion) -> None:
    """Who compares what is wanted with what is, and who carries it out."""
    desk.recorder = Recorder(
        supervisor=on.supervisor,
        database=on.database,
        runs=stock.runs,
        clock=on.clock,
        make=_works(studio, Workshop(studio, stock.programs, on.redactor.redact), motion),
        guard=lambda session: on.leases.guard(session, LEASE),
        ended=lambda order, ended: desk.reconciler.wake(),
    )
    desk.reconciler = Reconciler(
        database=on.database,
        events=on.events,
        clock=on.clock,
        shelf=stock.shelf,
        jobs=stock.jobs,
        runs=stock.runs,
        recorder=desk.recorder,
        roots=stock.roots,
        base=stock.base,
        settings=on.recorder,
        programs=stock.programs,
    )


def _works(studio: Studio, workshop: Workshop, motion: Motion) -> Make:
    """The work of each action."""

    def make(order: Order, run_id: str, hooks: Hooks) -> Job:
        if order.spec.action == "detect_motion":
            return Detection(order, run_id, hooks, studio, motion.equipment)
        if order.spec.action == "custom_command":
            return Command(order, run_id, hooks, workshop)
        if order.spec.action == "snapshot" and order.spec.still:
            return Still(order, run_id, hooks, studio)
        return WORKS[order.spec.action](order, run_id, hooks, studio)

    return make


def recording(on: Ground, core: Core) -> Part:
    """Cameras and jobs over HTTP, and the runs: who looks after them, from when to when."""
    reconciler, recovery, pulse = core.reconciler, core.recovery, core.pulse

    async def take_over() -> datetime | None:
        since = await pulse.last()
        left = await close_interrupted(on.database, core.runs, ended_at=since, now=on.clock.now())
        recovery.begin(core.recorder)
        await tell_start(on.database, on.notices, on.clock, since, left)
        await pulse.now()
        return since

    async def open_() -> None:
        await reconciler.open(take_over)
        pulse.open()

    async def close() -> None:
        await reconciler.close()
        await recovery.close()
        await core.recorder.close(Ended("interrupted", "The server was stopped.", "serverDown"))
        await core.connections.close()
        await core.streams.close()
        await core.lessons.close()
        await core.measuring.close()
        await core.reachability.close()
        await pulse.close()
        core.logs.close()

    def lost() -> None:
        reconciler.lead(None)
        recovery.lost()
        core.connections.lost()
        pulse.lost()

    on.live.on("commands", reconciler.look_again)
    on.live.on("ffmpeg.ffprobePath", reconciler.look_again)
    return Part(
        routers=(
            camera_routes(core.cameras, core.connectivity, on.database),
            job_routes(on.database, core.jobs, core.shelf, core.showing, core.runs, core.logs, core.lookout),
        ),
        sections=(
            CameraSection(core.cameras),
            JobSection(core.jobs, core.shelf, core.showing, core.cameras),
        ),
        open=open_,
        close=close,
        gained=reconciler.lead,
        lost=lost,
    )


def _owner(shelf: Shelf, database: Database, base: Path) -> FindOwner:
    async def owner(run_id: str) -> Owner | None:
        async with database.read() as session:
            return await shelf.owner_of(session, run_id, base)

    return owner
