"""What recordings have been measured to take, from the index."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from regie.camcron.cameras.models import Camera
from regie.camcron.jobs.models import Job
from regie.camcron.jobs.planning.space import Rate
from regie.camcron.recordings.ledger.queries import sums
from regie.camcron.recordings.models import File
from regie.kernel.db import Session

SAMPLE = 40
"""Of the newest files: some hours, so that day and night both count, and quickly read."""
OTHERS = 8


async def measured(session: Session, job: Job, camera: Camera) -> Rate | None:
    """What the job's own files take, else those of jobs that do the same with the same stream."""
    ids = [job.id] if job.id else []
    return await _of(session, ids) or await _of(session, await _alike(session, job, camera))


async def held_bytes(session: Session, job_id: str) -> int:
    """What the files of a job (UUID) take."""
    return sum(each.bytes for each in await sums(session, [job_id]))


async def _of(session: Session, job_ids: Iterable[str]) -> Rate | None:
    for job_id in job_ids:
        rows = await session.execute(
            select(File.size_bytes, File.duration_seconds)
            .where(File.job_id == job_id, File.doomed_at.is_(None))
            .order_by(File.started_at.desc())
            .limit(SAMPLE)
        )
        rate = rate_of([(size, seconds) for size, seconds in rows])
        if rate is not None:
            return rate
    return None


def rate_of(files: Sequence[tuple[int, float | None]]) -> Rate | None:
    """From sizes and lengths."""
    films = [(size, seconds) for size, seconds in files if seconds]
    if films:
        return Rate(per_second=sum(size for size, _ in films) / sum(seconds for _, seconds in films))
    if files:
        return Rate(per_tick=sum(size for size, _ in files) / len(files))
    return None


async def _alike(session: Session, job: Job, camera: Camera) -> list[str]:
    """Jobs of the camera (UUIDs), deleted ones too, whose files are made in the same way; the newest first."""
    rows = await session.scalars(
        select(Job).where(Job.camera_id == camera.id, Job.action == job.action).order_by(Job.updated_at.desc())
    )
    mine = _making(job, camera)
    return [other.id for other in rows if other.id != job.id and _making(other, camera) == mine][:OTHERS]


def _making(job: Job, camera: Camera) -> tuple[object, ...]:
    """Whatever decides how large a job's files are."""
    process = job.process_config or {}
    key = job.stream_key or ("main" if "main" in camera.streams else next(iter(camera.streams), ""))
    shaping = ("resolution", "frameRate", "bitrate", "quality")
    form = (job.output or {}).get("format") if job.action == "snapshot" else None
    codec = process.get("codec") or "copy"
    return job.stream_url or key, codec, form, *(process.get(name) for name in shaping)
