"""Motion events as rows, on both databases: tied to their clips, told once, found again, forgotten in time."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from regie.camcron.motion import service
from regie.camcron.motion.decide import Episode
from regie.camcron.motion.errors import NoMotionPicture
from regie.camcron.motion.queries import WantedEvents
from regie.camcron.motion.schemas import MotionAnswer
from regie.camcron.motion.service import KEEP_DAYS, PICTURE_DAYS, MotionChanged, MotionEvents
from regie.camcron.recordings.paths import Context
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files
from regie.camcron.runs.spec import Spec
from regie.kernel.audit.service import Audit
from regie.kernel.db import Database
from regie.kernel.notifications.models import Event
from regie.kernel.notifications.service import Notices
from tests.camcron.recordings.shelf import NOON, Shelf
from tests.fakes.clock import VirtualClock
from tests.rigs.databases import database

__all__ = ["database"]

JPEG = b"\xff\xd8\xff a picture"
SPEC = Spec(
    job_id="uuid-of-job", job_slug="job-garage", camera_id="uuid-of-camera", camera_slug="cam-garage",
    action="detect_motion", source="rtsp://cam/1", protocol="rtsp",
    naming=Context("cam-garage", "Caméra Garage", "job-garage", "Garage"), directory="{cameraId}",
    pattern="{timestamp}", format="mp4", segment_seconds=900, codec="copy", resolution=None, frame_rate=None,
    bitrate=None, quality=None, audio="auto", extra=(), max_retries=3, priority=0, strict_bounds=False,
    zone=ZoneInfo("UTC"),
)  # fmt: skip


class Garage:
    """Events of one job, and the files that it records."""

    def __init__(self, database: Database, disk: Path) -> None:
        self.clock = VirtualClock(NOON)
        self.database = database
        roots = Roots([disk], installation="ours", database=database, clock=self.clock)
        files = Files(self.clock, roots, Audit(self.clock))
        self.shelf = Shelf(database, roots, files, disk)
        self.events = MotionEvents(database, self.clock, files, Notices(self.clock))

    async def moves(self, event_id: str, at: datetime = NOON, score: float = 80.0, spec: Spec = SPEC) -> Episode:
        episode = Episode(at, at, at, score, 0.02)
        await self.events.opened(event_id, spec, "run-1", episode, at - timedelta(seconds=5), JPEG)
        return episode

    async def clip(self, event_id: str, at: datetime, name: str) -> str:
        """A file of the job that begins then."""
        self.events.expect(event_id, SPEC.job_id, at)
        file = await self.shelf.add(f"garage/{name}.mp4", started_at=at)
        await self.events.close()
        return file.id

    async def shown(self, limit: int = 100, **wanted: object) -> list[MotionAnswer]:
        async with self.database.read() as session:
            rows = await self.events.page(session, WantedEvents(**wanted), limit, None)
            return await self.events.answers(session, rows)

    async def told(self) -> list[Event]:
        async with self.database.read() as session:
            return list(await session.scalars(select(Event).where(Event.kind == "motion")))


@pytest.fixture
def garage(database: Database, tmp_path: Path) -> Garage:
    disk = tmp_path / "disk"
    disk.mkdir()
    return Garage(database, disk)


async def test_an_event_is_told_once_with_its_first_clip_and_has_them_all(garage: Garage) -> None:
    episode = await garage.moves("e1")
    first = await garage.clip("e1", NOON - timedelta(seconds=6), "a")
    second = await garage.clip("e1", NOON + timedelta(minutes=15), "b")
    await garage.events.ended("e1", replace(episode, last=NOON + timedelta(minutes=16), score=93.0), None)

    (event,) = await garage.shown()
    assert (event.file_id, event.file_ids, event.score, event.duration_seconds) == (first, [first, second], 93.0, 960)
    assert [(each.file_id, each.data["motionId"]) for each in await garage.told()] == [(first, "e1")]


async def test_motion_is_known_at_once_and_its_end_too(garage: Garage) -> None:
    heard: list[tuple[str, bool]] = []
    garage.database.events.subscribe(MotionChanged, lambda event: heard.append((event.camera_slug, event.active)))
    episode = await garage.moves("e1")
    await garage.events.ended("e1", episode, None)

    assert heard == [("cam-garage", True), ("cam-garage", False)]


async def test_files_that_belong_to_no_event_are_left_alone(garage: Garage) -> None:
    await garage.moves("e1")
    garage.events.expect("e1", SPEC.job_id, NOON)
    await garage.shelf.add("garage/other.mp4", started_at=NOON, job_id="another")
    await garage.shelf.add("garage/late.mp4", started_at=NOON + timedelta(hours=1))
    await garage.events.close()

    assert (await garage.shown())[0].file_ids == [] and await garage.told() == []


async def test_an_event_without_a_clip_says_why_and_is_told_all_the_same(garage: Garage) -> None:
    await garage.moves("e1")
    await garage.events.failed("e1", "The disk is full.")
    await garage.events.failed("e1", "The disk is full.")

    assert (await garage.shown())[0].problem == "The disk is full."
    assert [told.file_id for told in await garage.told()] == [None]


async def test_a_clip_that_was_deleted_is_not_shown_any_more(garage: Garage) -> None:
    await garage.moves("e1")
    file_id = await garage.clip("e1", NOON, "a")
    async with garage.database.write() as session:
        (file,) = await garage.shelf.files.by_ids(session, [file_id])
        file.doomed_at = NOON

    assert ((await garage.shown())[0].file_id, (await garage.shown())[0].has_thumbnail) == (None, True)


async def test_events_are_found_newest_first_in_pages_by_job_camera_span_and_score(garage: Garage) -> None:
    other = replace(SPEC, job_id="uuid-2", job_slug="job-gate", camera_id="uuid-gate", camera_slug="cam-gate")
    for minute in range(5):
        episode = await garage.moves(f"e{minute}", NOON + timedelta(minutes=minute), score=50.0 + minute)
        await garage.events.ended(f"e{minute}", replace(episode, last=episode.last + timedelta(seconds=30)), None)
    await garage.moves("gate", NOON, spec=other)

    async def ids(**wanted: object) -> list[str]:
        return [event.id for event in await garage.shown(**wanted)]

    assert await ids(job_id="job-garage") == ["e4", "e3", "e2", "e1", "e0"]
    assert await ids(camera_id="cam-gate") == await ids(camera_id="uuid-gate") == ["gate"]
    assert await ids(since=NOON + timedelta(minutes=2, seconds=20), until=NOON + timedelta(minutes=4)) == ["e3", "e2"]
    assert await ids(min_score=53.0, job_id="job-garage") == ["e4", "e3"]
    async with garage.database.read() as session:
        found = await garage.events.page(
            session, WantedEvents(job_id="uuid-of-job"), 2, (NOON + timedelta(minutes=3), "e3")
        )
    assert [event.id for event in found] == ["e2", "e1"]


async def test_the_best_picture_replaces_the_first(garage: Garage) -> None:
    episode = await garage.moves("e1")
    await garage.events.ended("e1", episode, JPEG + b", a better one")

    async with garage.database.read() as session:
        assert await garage.events.picture(session, "e1") == JPEG + b", a better one"


async def test_old_events_are_forgotten_and_pictures_of_those_without_a_clip_sooner(garage: Garage) -> None:
    await garage.moves("lone", NOON)
    await garage.moves("old", NOON + timedelta(hours=1))
    await garage.clip("old", NOON + timedelta(hours=1), "a")
    await garage.clock.advance(timedelta(days=PICTURE_DAYS, hours=2))
    await garage.events.sweep()

    assert {event.id: event.has_thumbnail for event in await garage.shown()} == {"old": True, "lone": False}
    async with garage.database.read() as session:
        with pytest.raises(NoMotionPicture):
            await garage.events.picture(session, "lone")
    await garage.clock.advance(timedelta(days=KEEP_DAYS))
    await garage.events.sweep()
    assert await garage.shown() == []


async def test_a_picture_is_kept_as_long_as_its_own_clip_whatever_else_its_job_keeps(
    garage: Garage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "BATCH", 2)
    monkeypatch.setattr(service, "PAGES", 1)
    await garage.shelf.add("garage/protected.mp4", started_at=NOON - timedelta(days=1))
    for number in range(6):
        await garage.moves(f"e{number}", NOON + timedelta(hours=number))
    kept = await garage.clip("e1", NOON + timedelta(hours=1), "kept")
    gone = await garage.clip("e4", NOON + timedelta(hours=4), "gone")
    async with garage.database.write() as session:
        (file,) = await garage.shelf.files.by_ids(session, [gone])
        file.doomed_at = NOON
    await garage.clock.advance(timedelta(days=PICTURE_DAYS, hours=6))
    for _ in range(4):
        await garage.events.sweep()

    assert [(event.id, event.file_id) for event in await garage.shown() if event.has_thumbnail] == [("e1", kept)]


async def test_what_a_crash_interrupted_waits_for_its_clip_and_is_over(garage: Garage) -> None:
    await garage.moves("e1")
    (left,) = await garage.events.unfinished("run-1")
    await garage.events.rescued(left.id, NOON + timedelta(seconds=20))
    await garage.shelf.add("garage/rescued.mp4", started_at=left.clip_from - timedelta(seconds=3))
    await garage.events.close()

    (event,) = await garage.shown()
    assert event.file_id is not None and event.duration_seconds == 20
    assert await garage.events.unfinished("run-1") == []


async def test_an_event_of_a_run_that_is_gone_does_not_go_on_for_ever(garage: Garage) -> None:
    await garage.moves("e1")
    await garage.clock.advance(timedelta(minutes=50))
    await garage.events.sweep()
    assert (await garage.shown())[0].ended_at is None
    await garage.clock.advance(timedelta(minutes=20))
    await garage.events.sweep()

    assert (await garage.shown())[0].ended_at == NOON
