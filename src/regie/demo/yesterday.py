"""
A made-up day before the demonstration began, so that there is something to look back at: films, pictures, motion, one
outage.

The rows are such as a real day leaves behind. All films are one film of the scene under many names (hard links where
the disk has them), which says in its picture that it is made up; the pictures are a few in turn.
"""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from regie.camcron.cameras.models import Camera
from regie.camcron.jobs.models import Job
from regie.camcron.jobs.past.models import Trouble
from regie.camcron.jobs.past.queries import versions
from regie.camcron.motion.models import MotionEvent, MotionPicture
from regie.camcron.recordings.roots import Volume
from regie.camcron.recordings.service import Files, NewFile
from regie.camcron.runs.models import Heartbeat, Run
from regie.demo.camera import FONT, SCENE
from regie.kernel.db import Database, Session
from regie.kernel.ids import new_id
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.models import Event
from regie.kernel.notifications.service import Notices

FILM = timedelta(minutes=10)
DAY = timedelta(hours=24)
PICTURES_FOR = timedelta(hours=3)
OUTAGE = (timedelta(hours=14), timedelta(hours=14, minutes=40))
"""Since the beginning of the day: the camera did not answer."""
SENTENCE = "The connection is refused: nothing listens at this port."
CLIP = timedelta(seconds=12)
MOTION = tuple(timedelta(minutes=minutes) for minutes in (95, 312, 441, 466, 530, 655, 702, 741, 906, 968, 1027, 1190))
"""Since the beginning of the day: something moved."""
SHOTS = 12
"""Different pictures."""
AT_ONCE = 30
"""Files in one transaction."""
LABEL = "REGIE DEMO   a made-up day"


@dataclass(frozen=True, slots=True)
class Reel:
    """What the made-up files are links to."""

    film: Path
    clip: Path
    pictures: tuple[Path, ...]


async def draw(ffmpeg: str, folder: Path) -> Reel:
    """Make film and pictures from the camera's scene in its folder, once; some seconds of one core."""
    pictures = tuple(folder / f"made-up-{number:02}.jpg" for number in range(1, SHOTS + 1))
    reel = Reel(folder / "made-up.mp4", folder / "made-up-clip.mp4", pictures)
    if not reel.film.exists():
        await asyncio.to_thread(_draw, ffmpeg, reel)
    return reel


def _draw(ffmpeg: str, reel: Reel) -> None:
    label = f"drawtext=fontfile={FONT}:text='{LABEL}':x=12:y=10:fontsize=18:fontcolor=white:box=1:boxcolor=black@0.55"
    loop = reel.film.with_name("made-up-loop.mp4")
    graph = f"[0:v]scale=640:360,{label},split[film][stills];[film]fps=10[film];[stills]fps=1/2[stills]"
    encode = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "30", "-g", "20", "-bf", "0", "-pix_fmt", "yuv420p"]
    quiet = [ffmpeg, "-nostdin", "-v", "error", "-y"]
    stills = str(reel.film.with_name("made-up-%02d.jpg"))
    first = [*quiet, "-i", SCENE, "-filter_complex", graph, "-map", "[film]", *encode, str(loop)]
    first += ["-map", "[stills]", "-frames:v", str(SHOTS), stills]
    subprocess.run(first, check=True, cwd=reel.film.parent, timeout=120)
    for made, length in ((reel.clip, CLIP), (reel.film, FILM)):
        part = made.with_suffix(".part")
        again = ["-stream_loop", "-1", "-i", str(loop), "-t", str(length.total_seconds()), "-c", "copy"]
        subprocess.run([*quiet, *again, "-movflags", "+faststart", "-f", "mp4", str(part)], check=True, timeout=120)
        part.replace(made)
    loop.unlink()


@dataclass(frozen=True, slots=True)
class Yesterday:
    """The day before `now`, made of a reel, on one disk."""

    reel: Reel
    volume: Volume
    files: Files
    now: datetime
    zone: ZoneInfo
    """Of the names of files."""

    @property
    def begin(self) -> datetime:
        """Whole films before now, so that nothing is missing between that day and what is recorded from now on."""
        return self.now.replace(microsecond=0) - DAY

    async def filmed(self, database: Database, camera: Camera, *jobs: Job) -> None:
        """Rows and files of jobs that film; they and their camera were there from the beginning of the day on."""
        async with database.write() as session:
            session.add(Heartbeat(id=new_id(), instance="demo", since=self.begin, until=self.now))
            (await session.get_one(Camera, camera.id)).created_at = self.begin
        for job in jobs:
            await self._film(database, camera, job)

    async def _film(self, database: Database, camera: Camera, job: Job) -> None:
        outage = (self.begin + OUTAGE[0], self.begin + OUTAGE[1])
        run = await self._all_day(database, job)
        starts = _every(FILM, self.begin, self.now - FILM)
        kept = [start for start in starts if start + FILM <= outage[0] or start >= outage[1]]
        for part in _slices(kept):
            async with database.write() as session:
                for start in part:
                    await self._file(session, run, camera, job, start, FILM, self.reel.film)

    async def pictured(self, database: Database, camera: Camera, job: Job, every: timedelta) -> None:
        """Rows and files of the day's last hours of a job that takes pictures, from a full hour on."""
        since = (self.begin + DAY - PICTURES_FOR).replace(minute=0, second=0)
        async with database.write() as session:
            await _there_since(session, job, since)
        ticks = list(_every(every, since, self.now - every))
        shots = dict(zip(ticks, cycle(self.reel.pictures), strict=False))
        for part in _slices(ticks):
            async with database.write() as session:
                for tick in part:
                    once = self._run(job, "tick", tick, tick + timedelta(seconds=1))
                    session.add(once)
                    await self._file(session, once, camera, job, tick, None, shots[tick])

    async def watched(self, database: Database, camera: Camera, job: Job) -> None:
        """Rows, pictures and clips of a job that watches for motion."""
        run = await self._all_day(database, job)
        for number, since in enumerate(MOTION):
            start, picture = self.begin + since, self.reel.pictures[number % SHOTS]
            jpeg = await asyncio.to_thread(picture.read_bytes)
            async with database.write() as session:
                clip = await self._file(session, run, camera, job, start, CLIP, self.reel.clip)
                event = _motion(job, camera, run, start, file_id=clip, score=30 + 61 * number % 65)
                session.add(event)
                await session.flush()
                session.add(MotionPicture(event_id=event.id, jpeg=jpeg))

    async def _all_day(self, database: Database, job: Job) -> Run:
        """Its run of the whole day, with the outage's trouble."""
        run = self._run(job, "continuous", self.begin, self.now)
        since, until = (self.begin + after for after in OUTAGE)
        async with database.write() as session:
            await _there_since(session, job, self.begin)
            session.add(run)
            session.add(Trouble(id=new_id(), job_id=job.id, since=since, until=until, code="refused", reason=SENTENCE))
        return run

    async def told(self, database: Database, notices: Notices, camera: Camera) -> None:
        """What was told of the camera when it did not answer, and when it did again."""
        gone, back = (self.begin + since for since in OUTAGE)
        lost = f"The camera «{camera.name}» does not answer: {SENTENCE}"
        found = f"The camera «{camera.name}» answers again."
        async with database.write() as session:
            told = await notices.tell(session, Happening("cameraOffline", lost, "alert", camera.id, key="made-up"))
            alert = await session.get_one(Event, told)
            alert.at, alert.ended_at, alert.resolution = gone, back, found
            told = await notices.tell(session, Happening("cameraOnline", found, camera_id=camera.id))
            recovery = await session.get_one(Event, told)
            recovery.at, recovery.resolves = back, alert.id
            for event in (alert, recovery):
                event.routed_at = event.at

    def _run(self, job: Job, kind: Literal["continuous", "tick"], start: datetime, end: datetime) -> Run:
        ended: dict[str, Any] = {"status": "success", "window_end": None}
        if kind == "continuous":
            ended = {"status": "interrupted", "reason": "The server was stopped.", "reason_code": "serverDown"}
        return Run(
            id=new_id(), job_id=job.id, camera_id=job.camera_id, kind=kind, trigger="schedule", scheduled_at=start,
            started_at=start, first_frame_at=start, ended_at=end, attempts=1, ticks=1, bytes=0, files=0, generation=0,
            **ended,
        )  # fmt: skip

    async def _file(
        self,
        session: Session,
        run: Run,
        camera: Camera,
        job: Job,
        start: datetime,
        length: timedelta | None,
        source: Path,
    ) -> str:
        local, form = start.astimezone(self.zone), source.suffix.removeprefix(".")
        folder = self.volume.path / "made-up" / job.slug / f"{local:%Y-%m-%d}"
        place = folder / f"{job.slug}_{local:%Y%m%dT%H%M%S%z}.{form}"
        size = await asyncio.to_thread(_link, source, place)
        new = NewFile(
            run_id=run.id, job_id=job.id, job_slug=job.slug, job_name=job.name, camera_id=camera.id,
            camera_slug=camera.slug, camera_name=camera.name, volume=self.volume, started_at=start,
            duration_seconds=length.total_seconds() if length else None, size_bytes=size, format=form,
        )  # fmt: skip
        indexed = await self.files.index(session, new, place.resolve())
        row = await session.get_one(Run, run.id)
        row.bytes += size
        row.files += 1
        return indexed.id


def _motion(job: Job, camera: Camera, run: Run, start: datetime, *, file_id: str, score: float) -> MotionEvent:
    """It begins two seconds after its clip and ends three before."""
    return MotionEvent(
        id=new_id(), job_id=job.id, job_slug=job.slug, job_name=job.name, camera_id=camera.id,
        camera_slug=camera.slug, camera_name=camera.name, run_id=run.id, source="picture",
        started_at=start + timedelta(seconds=2), ended_at=start + CLIP - timedelta(seconds=3), clip_from=start,
        score=score, area=score / 900, file_ids=[file_id], told_at=start + CLIP,
    )  # fmt: skip


async def _there_since(session: Session, job: Job, since: datetime) -> None:
    (await session.get_one(Job, job.id)).created_at = since
    for version in (await versions(session, [job.id])).get(job.id, []):
        version.since = since


def _slices(instants: Sequence[datetime]) -> Iterator[Sequence[datetime]]:
    """A transaction's worth each: whoever waits for the next one does not wait long."""
    for first in range(0, len(instants), AT_ONCE):
        yield instants[first : first + AT_ONCE]


def _every(step: timedelta, since: datetime, until: datetime) -> Iterator[datetime]:
    while since <= until:
        yield since
        since += step


def _link(source: Path, place: Path) -> int:
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        try:
            os.link(source, place)
        except OSError:
            shutil.copyfile(source, place)
    return place.stat().st_size
