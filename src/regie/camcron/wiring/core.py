"""
Cameras, jobs, runs and recordings put together: who is handed to whom, and who answers whose questions.

Features ask upwards only through protocols; here they are filled. The recorder runs under a lease, so that among
several servers on one database exactly one looks after the recordings.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from regie.camcron.cameras.connectivity import Connectivity, Peek
from regie.camcron.cameras.reachability import Reachability
from regie.camcron.cameras.routes import routes as camera_routes
from regie.camcron.cameras.service import CameraChanged, CameraDeleted, Cameras
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
from regie.camcron.recordings.settings import Keeping, StorageSettings
from regie.camcron.retention.measuring import Measuring
from regie.camcron.runs.command import Command, Workshop
from regie.camcron.runs.connection import Connection
from regie.camcron.runs.connections import Connections
from regie.camcron.runs.delivery import Delivery
from regie.camcron.runs.feeds import Feeds, FeedShop
from regie.camcron.runs.filming import OpenFilm, Studio
from regie.camcron.runs.heartbeat import Pulse
from regie.camcron.runs.joining import Joinery
from regie.camcron.runs.logs import RunLogs
from regie.camcron.runs.peeking import Peeking
from regie.camcron.runs.queries import note_stream, seen_streams
from regie.camcron.runs.recorder import Hooks, Job, Make, Recorder
from regie.camcron.runs.recording import Recording
from regie.camcron.runs.recovery import Recovery, close_interrupted
from regie.camcron.runs.salvage import Salvage
from regie.camcron.runs.service import Runs
from regie.camcron.runs.slots import Slots
from regie.camcron.runs.snapshot import Snapshot
from regie.camcron.runs.spec import Ended, Order
from regie.camcron.runs.still import Still
from regie.camcron.runs.streams import StreamFacts, Streams
from regie.camcron.wiring.commanding import programs_of
from regie.camcron.wiring.connecting import Lessons, limits_in, open_film_of
from regie.camcron.wiring.ground import LEASE, Ground, base_of, roots_of
from regie.camcron.wiring.noticing import subjects, tell_start
from regie.camcron.wiring.parts import Part
from regie.camcron.wiring.sensing import Motion, watch_motion
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.ffmpeg.media import Probe, ProbeFailed
from regie.kernel.ffmpeg.probe import Prober

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
    slots: Slots
    connections: Connections
    salvage: Salvage
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
    base = base_of(on.storage, on.data)
    roots = _roots(on)
    cameras = Cameras(on.clock, on.vault, on.redactor, on.sites, on.audit)
    files = Files(on.clock, roots, on.audit)
    runs = Runs(on.clock)
    shelf = Shelf(cameras)
    on.notices.subject_of = subjects(shelf, cameras)
    keeping = _keeping(on)
    measuring = Measuring(on.database, on.clock, roots, keeping)
    showing = Showing(on.clock, shelf, runs, files, keeping)
    programs = programs_of(on)
    jobs = Jobs(on.clock, shelf, showing, cameras, roots, base, on.audit, lambda: programs.settings.allowed)
    cameras.users = _CameraUsers(shelf, jobs, showing)
    names = files.names = _Names(shelf, cameras)
    on.sites.users.append(cameras)
    logs = RunLogs(on.clock, on.data / "logs" / "jobs", on.redactor.redact)
    on.events.subscribe(JobDeleted, lambda event: logs.forget(event.job_id))
    streams = Streams(_look(on.prober), _keep(on.database, on.clock))
    slots = Slots(on.limits.max_processes)
    on.live.on("limits.maxProcesses", slots.limit)
    salvage = Salvage(on.prober)

    def deliver(order: Order, run_id: str, delivered: Callable[[], None]) -> Delivery:
        return Delivery(
            spec=order.spec,
            run_id=run_id,
            base=base,
            files=files,
            runs=runs,
            database=on.database,
            delivered=delivered,
        )

    reachability = Reachability(on.database, cameras, on.clock)

    def camera_answers(camera_id: str, answers: bool, code: str | None, sentence: str | None) -> None:
        if answers or not recorder.delivers(camera_id):
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
    connections.learned = Lessons(on.database, cameras, on.notices)
    on.events.subscribe(CameraChanged, lambda event: connections.changed(event.camera_id))
    on.events.subscribe(CameraDeleted, lambda event: connections.changed(event.camera_id))

    def open_film(camera_id: str, plain: str) -> OpenFilm | None:
        return open_film_of(recorder, camera_id, plain)

    studio = Studio(
        clock=on.clock,
        ffmpeg=on.ffmpeg,
        roots=roots,
        base=base,
        scratch=on.data / "tmp",
        slots=slots,
        streams=streams,
        connections=connections,
        open_film=open_film,
        logs=logs,
        deliver=deliver,
        salvage=salvage,
        joinery=Joinery(on.children, on.ffmpeg, on.clock),
        start_within=on.recorder.start_seconds,
        stall_after=on.recorder.stall_seconds,
        policy={},
        camera_answers=camera_answers,
    )

    workshop = Workshop(studio, programs, on.redactor.redact)

    motion = watch_motion(on, files, names)

    recorder = Recorder(
        supervisor=on.supervisor,
        database=on.database,
        runs=runs,
        clock=on.clock,
        make=_works(studio, workshop, motion),
        guard=lambda session: on.leases.guard(session, LEASE),
        ended=lambda order, ended: reconciler.wake(),
    )
    reconciler = Reconciler(
        database=on.database,
        events=on.events,
        clock=on.clock,
        shelf=shelf,
        jobs=jobs,
        runs=runs,
        recorder=recorder,
        roots=roots,
        base=base,
        settings=on.recorder,
        programs=programs,
    )
    showing.recorder = reconciler
    feeds.came_up = recorder.nudge
    reachability.came_back = recorder.nudge
    peeking = Peeking(on.prober, connections, open_film)
    connectivity = Connectivity(
        peeking.probe, cameras, on.clock, lambda url, probe: streams.learn(url, _facts(probe)), recorder.nudge
    )
    async with on.database.read() as session:
        await cameras.load_secrets(session)
        await shelf.load_secrets(session)
        streams.recall(await seen_streams(session))
    adoption = Adoption(
        on.database, roots, files, salvage.look, _owner(shelf, on.database, base), [motion.rescue],
        shared=not on.database.is_sqlite,
    )  # fmt: skip
    recovery = Recovery(on.database, runs, files, adoption, on.clock)
    pulse = Pulse(on.database, runs, on.clock, on.leases.instance, lambda: on.leases.held(LEASE))

    return Core(
        base=base,
        roots=roots,
        cameras=cameras,
        connectivity=connectivity,
        peek=peeking.probe,
        reachability=reachability,
        files=files,
        runs=runs,
        shelf=shelf,
        showing=showing,
        jobs=jobs,
        lookout=Lookout(roots, base, programs),
        logs=logs,
        streams=streams,
        slots=slots,
        connections=connections,
        salvage=salvage,
        studio=studio,
        recorder=recorder,
        reconciler=reconciler,
        recovery=recovery,
        pulse=pulse,
        motion=motion,
        keeping=keeping,
        measuring=measuring,
        reserve=measuring.reserve_of,
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


def _roots(on: Ground) -> Roots:
    """The folders for recordings, as they were at the start: a refusal says when others are saved."""
    roots = Roots(roots_of(on.storage, on.data), installation=on.installation, database=on.database, clock=on.clock)
    roots.awaited = partial(on.live.awaited, "storage.roots", "storage.basePath")
    return roots


def _keeping(on: Ground) -> Keeping:
    """How long and how much is kept, as it is set at every moment."""
    keeping = Keeping.of(on.storage)
    for name in ("default_retention", "low_space_percent", "reserve_gb"):
        alias = StorageSettings.model_fields[name].alias
        on.live.on(f"storage.{alias}", partial(setattr, keeping, name))
    return keeping


class _Names:
    """What lives under a slug now, as files ask for it: a slug made again takes nothing over."""

    def __init__(self, shelf: Shelf, cameras: Cameras) -> None:
        self._shelf = shelf
        self._cameras = cameras

    async def job_of(self, session: Session, slug: str) -> str | None:
        found = await self._shelf.find(session, slug)
        return found.id if found is not None else None

    async def camera_of(self, session: Session, slug: str) -> str | None:
        found = await self._cameras.find(session, slug)
        return found.id if found is not None else None


class _CameraUsers:
    """Jobs, as cameras ask for them."""

    def __init__(self, shelf: Shelf, jobs: Jobs, showing: Showing) -> None:
        self.jobs_of = shelf.jobs_of
        self.counts = shelf.counts
        self.delete_jobs_of = jobs.delete_jobs_of
        self._shelf = shelf
        self._showing = showing

    async def restarting_of(self, session: Session, camera_id: str) -> list[str]:
        jobs = await self._shelf.all(session, camera_id=camera_id)
        return await self._showing.restarting(session, [job.id for job in jobs])


def _owner(shelf: Shelf, database: Database, base: Path) -> FindOwner:
    async def owner(run_id: str) -> Owner | None:
        async with database.read() as session:
            return await shelf.owner_of(session, run_id, base)

    return owner


def _look(prober: Prober) -> Callable[[str, str], Awaitable[StreamFacts]]:
    async def look(source: str, transport: str) -> StreamFacts:
        try:
            return _facts(await prober.probe(source, transport=transport))
        except ProbeFailed as failed:
            return StreamFacts(reason=failed.reason)

    return look


def _keep(database: Database, clock: Clock) -> Callable[[str, StreamFacts], Awaitable[None]]:
    async def keep(address: str, facts: StreamFacts) -> None:
        async with database.write() as session:
            await note_stream(session, address, facts, clock.now())

    return keep


def _facts(probe: Probe) -> StreamFacts:
    silent = probe.audio is not None and probe.audio.silent
    sound = probe.audio.codec if probe.audio is not None and not silent else ""
    return StreamFacts(video=probe.video.codec if probe.video else None, audio=sound, silent=silent)
