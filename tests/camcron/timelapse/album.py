"""Pictures of a job on the disk and in the index of a server, as its captures would have left them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import av
from PIL import Image
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from regie.camcron.jobs.models import Job
from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.models import File
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files, NewFile
from regie.kernel.audit.service import Audit
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from regie.kernel.sites.models import Site

STEP = timedelta(minutes=10)
Colour = tuple[int, int, int]


@dataclass
class Album:
    """Where pictures are put."""

    database: Database
    recordings: Path

    async def put(
        self, job: dict[str, Any], since: datetime, pictures: Sequence[Path], step: timedelta = STEP
    ) -> list[File]:
        """These pictures, one each `step` from `since` on."""
        async with self.database.read() as session:
            installation = await session.scalar(select(Site.id).where(Site.slug == "default"))
            camera = await self._camera(session, job)
        roots = Roots([self.recordings], installation=installation, database=self.database, clock=SystemClock())
        self.recordings.mkdir(exist_ok=True)
        try:
            volume = await roots.volume_of(self.recordings)
        except (IntegrityError, RootProblem):  # the server beside has just come to know it too
            volume = await roots.volume_of(self.recordings)
        files = Files(SystemClock(), roots, Audit(SystemClock()))
        found = []
        async with self.database.write() as session:
            for number, picture in enumerate(pictures):
                new = NewFile(
                    run_id="a-run", job_id=job["uid"], job_slug=job["id"], job_name=job["name"], camera_id=camera,
                    camera_slug=job["cameraId"], camera_name=job["cameraName"], volume=volume,
                    started_at=since + number * step, duration_seconds=None,
                    size_bytes=picture.stat().st_size, format=picture.suffix[1:],
                )  # fmt: skip
                found.append(await files.index(session, new, picture))
        return found

    async def _camera(self, session: Any, job: dict[str, Any]) -> str:
        return str(await session.scalar(select(Job.camera_id).where(Job.id == job["uid"])))


def paint(folder: Path, name: str, colour: Colour, size: tuple[int, int] = (64, 48)) -> Path:
    """One picture of one colour."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    Image.new("RGB", size, colour).save(path, quality=95)
    return path


def ramp(folder: Path, count: int, form: str = "jpg") -> list[Path]:
    """Pictures that grow brighter one by one."""
    return [paint(folder, f"{n:05}.{form}", (60 + n * 190 // count, 40 + n * 190 // count, 20)) for n in range(count)]


@dataclass(frozen=True)
class Shown:
    """What a film shows."""

    frames: list[Colour]
    """The colour of each frame's middle."""
    corners: list[Colour]
    size: tuple[int, int]
    seconds: float
    codec: str
    tag: str


def watch(path: Path) -> Shown:
    """Decode a whole film."""
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        pictures, times = [], []
        for frame in film.decode(stream):
            pictures.append(frame.to_image())
            times.append(float(frame.pts * frame.time_base))
        step = times[1] - times[0] if len(times) > 1 else 0.0
        return Shown(
            frames=[image.getpixel((image.width // 2, image.height // 2)) for image in pictures],
            corners=[image.getpixel((1, 1)) for image in pictures],
            size=(stream.width, stream.height),
            seconds=times[-1] - times[0] + step,
            codec=stream.codec_context.name,
            tag=stream.codec_context.codec_tag,
        )
