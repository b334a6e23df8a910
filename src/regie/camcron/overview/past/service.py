"""
Timeline, coverage and explanations: rows of the past gathered, and judged in a thread.

Nothing is read from a disk, and no transaction is held while anything is computed: a month of a camera is tens of
thousands of files, and whoever looks at it must not hold up a recording.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.service import Cameras
from regie.camcron.enrolment.models import CameraChangeRow
from regie.camcron.jobs import compile as compiling
from regie.camcron.jobs.holds import Holds
from regie.camcron.jobs.models import Job, Override
from regie.camcron.jobs.past.models import JobVersion, Trouble
from regie.camcron.jobs.past.queries import versions
from regie.camcron.jobs.plan import Plan
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.schemas import ScheduleFields
from regie.camcron.jobs.wanted import ByHand
from regie.camcron.motion.models import MotionEvent
from regie.camcron.overview.past import queries
from regie.camcron.overview.past.causes import Why, cause_of
from regie.camcron.overview.past.explain import Past
from regie.camcron.overview.past.facts import Facts, Hand, RunFact, Told, Uptime, Version
from regie.camcron.overview.past.spans import SHOWN_IDS, Piece, joined
from regie.camcron.recordings.ledger.service import Deleted, Ledger
from regie.camcron.runs.models import Heartbeat, Run
from regie.camcron.runs.segments import Unclosed
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.notifications.models import Event
from regie.kernel.wire import iso

WATCHING = ("detect_motion", "timelapse")
BY_RUNS = ("detect_motion", "timelapse", "test_connection", "custom_command")
AROUND = timedelta(days=2)
TOUCHING = timedelta(seconds=2)
"""Files that are no further apart are one recording."""
LONGEST = timedelta(days=400)
FEW_IDS = 10
FIRST_YEAR, LAST_YEAR = 1970, 2999


@dataclass(slots=True)
class Rows:
    """What the database knows of some jobs in a span."""

    since: datetime
    until: datetime
    jobs: Sequence[Job]
    pieces: dict[str, queries.Columns]
    """By job: its files, see `queries.pieces`."""
    versions: dict[str, list[JobVersion]]
    holds: Holds
    hands: dict[str, list[Override]]
    runs: dict[str, list[Run]]
    troubles: dict[str, list[Trouble]]
    deletions: dict[str, list[Deleted]]
    beats: list[Heartbeat]
    zones: dict[str, str]
    """By job: the zone of today, for a job whose past was not written down."""
    writing: dict[str, Unclosed]
    """Asked before anything else: what is closed meanwhile is among the files."""


class Memory:
    """Gathers the past of jobs, and makes `Past`s of it. Opens its own transactions."""

    def __init__(
        self,
        clock: Clock,
        database: Database,
        shelf: Shelf,
        cameras: Cameras,
        ledger: Ledger,
        writing: Callable[[], dict[str, Unclosed]],
    ) -> None:
        """`writing`: by job (UUID), what it has recorded and is in no file of the index yet."""
        self._clock = clock
        self._database = database
        self._shelf = shelf
        self._cameras = cameras
        self._ledger = ledger
        self._writing = writing

    def span(self, since: datetime | None, until: datetime | None, usual: timedelta) -> tuple[datetime, datetime]:
        """The span that was asked for, `usual` long until now unless said otherwise; 422 when it makes no sense."""
        for name, instant in (("from", since), ("to", until)):
            if instant is not None:
                check_near(name, instant)
        until = until or self._clock.now()
        since = since or until - usual
        if until <= since:
            raise Invalid(Fault("to", "is not after `from`", f"later than {iso(since)}"))
        if until - since > LONGEST:
            raise Invalid(Fault("to", "is too far from `from`", f"at most {iso(since + LONGEST)}"))
        return since, until

    async def of_job(self, slug: str, since: datetime, until: datetime) -> Rows:
        """One living job in a span."""
        writing = self._writing()
        async with self._database.read() as session:
            job = await self._shelf.get(session, slug)
            return await self._rows(session, [job], since, until, writing)

    async def of_jobs(self, jobs: Sequence[Job], since: datetime, until: datetime) -> Rows:
        """Several."""
        writing = self._writing()
        async with self._database.read() as session:
            return await self._rows(session, jobs, since, until, writing)

    async def page_of_jobs(self, camera: str | None, chosen: Callable[[Sequence[Job]], Sequence[Job]]) -> Sequence[Job]:
        """Some of the living jobs, of one camera (slug) or of all; no connection is held when they are known."""
        async with self._database.read() as session:
            camera_id = (await self._cameras.get(session, camera)).id if camera is not None else None
            return chosen(await self._shelf.all(session, camera_id=camera_id))

    async def of_camera(self, slug: str, since: datetime, until: datetime) -> tuple[Camera, Rows, list[dict[str, Any]]]:
        """All jobs that ever recorded a living camera, and what happened to it."""
        writing = self._writing()
        async with self._database.read() as session:
            camera = await self._cameras.get(session, slug)
            pieces = await queries.pieces(session, since, until, camera_id=camera.id)
            jobs = await queries.lanes(session, camera.id, since, until, pieces)
            rows = await self._rows(session, jobs, since, until, writing, pieces)
            marks = [
                *map(_of_event, await queries.events(session, camera.id, since, until)),
                *map(_of_motion, await queries.motion(session, camera.id, since, until)),
                *map(_of_replacement, await queries.replacements(session, camera.id, since, until)),
            ]
            return camera, rows, sorted(marks, key=lambda mark: str(mark["at"]))

    async def pasts(self, rows: Rows, apart: timedelta = TOUCHING) -> dict[str, Past]:
        """Of each job (by UUID); made in a thread."""
        return await asyncio.to_thread(_pasts, rows, self._clock.now(), apart)

    async def _rows(
        self,
        session: Session,
        jobs: Sequence[Job],
        since: datetime,
        until: datetime,
        writing: dict[str, Unclosed],
        pieces: dict[str, queries.Columns] | None = None,
    ) -> Rows:
        ids = [job.id for job in jobs]
        cameras = await self._cameras.by_ids(session, {job.camera_id for job in jobs})
        zones = {
            camera.id: camera.timezone or (await self._cameras.site_of(session, camera)).timezone
            for camera in cameras.values()
        }
        return Rows(
            since=since,
            until=until,
            jobs=jobs,
            pieces=pieces if pieces is not None else await queries.pieces(session, since, until, job_ids=ids),
            versions=await versions(session, ids, since),
            holds=await self._shelf.holds(session, since=since),
            hands=await queries.hands(session, ids, since, until),
            runs=await queries.runs(session, ids, since, until),
            troubles=await queries.troubles(session, ids, since, until),
            deletions={job_id: await self._ledger.spans(session, job_id, since, until) for job_id in ids},
            beats=await queries.beats(session, since, until),
            zones={job.id: job.timezone or zones[job.camera_id] for job in jobs},
            writing=writing,
        )


def _of_event(event: Event) -> dict[str, Any]:
    return _mark(event.at, event.kind, event.text, event.file_id)


def _of_motion(event: MotionEvent) -> dict[str, Any]:
    text = f"Motion, score {event.score:.0f}." if event.source == "picture" else "Motion, told by the camera."
    file_id = event.file_ids[0] if event.file_ids else None
    more = {"end": iso(event.ended_at) if event.ended_at else None, "motionId": event.id, "score": event.score}
    more["jobUid"] = event.job_id
    return _mark(event.started_at, "motion", text, file_id) | more


def _of_replacement(change: CameraChangeRow) -> dict[str, Any]:
    text = f"Replaced by another device by {change.by}."
    return _mark(change.at, "cameraReplaced", text, None)


def _mark(at: datetime, kind: str, text: str, file_id: str | None) -> dict[str, Any]:
    nothing = dict.fromkeys(("end", "motionId", "score", "jobUid"))
    return {"at": iso(at), "kind": kind, "text": text, "fileId": file_id} | nothing


def check_near(name: str, instant: datetime) -> None:
    """422 for what is too far away to be computed with."""
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise Invalid(Fault(name, "is too far away", f"from {FIRST_YEAR} to {LAST_YEAR}"))


def _pasts(rows: Rows, now: datetime, apart: timedelta) -> dict[str, Past]:
    uptimes = _uptimes(rows.beats)
    return {job.id: Past(_facts(rows, job, uptimes, now, apart)) for job in rows.jobs}


def _facts(rows: Rows, job: Job, uptimes: list[Uptime], now: datetime, apart: timedelta) -> Facts:
    return Facts(
        since=rows.since,
        until=rows.until,
        now=now,
        created_at=job.created_at,
        zone=_zone(rows.zones[job.id]),
        versions=_versions(rows, job),
        hands=[_hand(row) for row in rows.hands.get(job.id, ())],
        recorded=joined(files_of(rows, job), apart, SHOWN_IDS if apart <= TOUCHING else FEW_IDS),
        deletions=[
            Told(each.since, each.until, Why(cause_of_deletion(each), each.sentence))
            for each in rows.deletions.get(job.id, ())
        ],
        troubles=[
            Told(row.since, row.until or now, Why(cause_of(row.code), row.reason or "It could not run."))
            for row in rows.troubles.get(job.id, ())
        ],
        runs=[_run(row, now) for row in rows.runs.get(job.id, ())],
        uptimes=uptimes,
        writing=rows.writing.get(job.id),
        by_runs=job.action in BY_RUNS,
        watches=job.action in WATCHING,
    )


def files_of(rows: Rows, job: Job) -> list[Piece]:
    """The oldest first."""
    return queries.read_pieces(rows.pieces.get(job.id), rows.since)


def cause_of_deletion(deleted: Deleted) -> Any:
    """The word of the list."""
    return deleted.cause


def _versions(rows: Rows, job: Job) -> list[Version]:
    found = [
        Version(
            row.since,
            plan_of(row.schedule, row.zone),
            row.enabled,
            row.camera_enabled,
            row.deleted,
            rows.holds.on(job.id, row.camera_id, row.site_id, row.tags),
        )
        for row in rows.versions.get(job.id, ())
    ]
    if found:
        return found
    return [Version(job.created_at, plan_of(job.schedule, rows.zones[job.id]), job.enabled)]


def plan_of(schedule: dict[str, Any], zone: str) -> Plan | None:
    """The plan that was written down; nothing when this version cannot read it any more."""
    try:
        fields = ScheduleFields.model_validate(schedule)
        return compiling.plan_of(fields, fields.trigger_type or "continuous", ZoneInfo(zone))[0]
    except (ValidationError, KeyError, ValueError):
        return None


def _hand(row: Override) -> Hand:
    said = ByHand("start" if row.kind == "start" else "stop", row.since, row.until)
    return Hand(said, row.by, row.ended_at)


def _run(row: Run, now: datetime) -> RunFact:
    since = row.started_at or row.scheduled_at
    if row.kind == "tick" or row.waited_for is not None:
        since = min(since, row.scheduled_at)
    until = row.ended_at or now
    if row.status == "missed" and row.window_end is not None:
        until = row.window_end
    waited = Why(cause_of(row.waited_for), row.waited_reason or "It had to wait.") if row.waited_for else None
    return RunFact(since, max(since, until), row.status, row.reason_code, row.reason, row.first_frame_at, waited)


def _uptimes(beats: Sequence[Heartbeat]) -> list[Uptime]:
    return [Uptime(beat.since, beat.until) for beat in sorted(beats, key=lambda beat: beat.since)]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError):
        return ZoneInfo("UTC")
