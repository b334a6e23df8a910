"""Disks, and what recordings take of them, by job and by camera: from a picture that others draw."""

from collections import Counter
from collections.abc import Callable
from typing import Any, Literal

from regie.camcron.overview.schemas import CameraStorage, JobStorage, StorageAnswer, StorageFacts, VolumeFacts
from regie.camcron.recordings.settings import Retention, effective
from regie.camcron.retention.facts import CameraFacts
from regie.camcron.retention.picture import Disk, Picture

StorageSort = Literal["-bytes", "bytes", "name", "-gbPerDay", "oldestAt"]


def facts(picture: Picture) -> StorageFacts:
    """For the overview: no jobs."""
    fullest = min((d.space for d in picture.disks if d.space is not None), key=lambda s: s.free, default=None)
    return StorageFacts(
        recorded_bytes=sum(each.bytes for each in picture.sums),
        files=sum(each.files for each in picture.sums),
        free_bytes=fullest.free if fullest else None,
        total_bytes=fullest.total if fullest else None,
        full_at=min((d.full_at for d in picture.disks if d.full_at is not None), default=None),
        volumes=[_volume(disk) for disk in picture.disks],
    )


def answer(picture: Picture, default: Retention) -> StorageAnswer:
    """Everything. `default` is the retention of jobs that state none."""
    return StorageAnswer(**facts(picture).model_dump(), jobs=_jobs(picture, default), cameras=_cameras(picture))


def chosen(
    all_: StorageAnswer, *, camera_id: str | None, job_id: str | None, deleted: bool | None, sort: StorageSort
) -> StorageAnswer:
    """The same with some of its rows, ranked."""
    jobs = [
        job
        for job in all_.jobs
        if camera_id in (None, job.camera_id) and job_id in (None, job.job_id) and deleted in (None, job.deleted)
    ]
    of_job = {job.camera_id for job in all_.jobs if job.job_id == job_id}
    cameras = [
        camera
        for camera in all_.cameras
        if camera_id in (None, camera.camera_id)
        and (job_id is None or camera.camera_id in of_job)
        and deleted in (None, camera.deleted)
    ]
    return all_.model_copy(update={"jobs": sorted(jobs, key=_rank(sort)), "cameras": _by(cameras, sort)})


def _rank(sort: StorageSort) -> Callable[[JobStorage], tuple[Any, ...]]:
    keys: dict[StorageSort, Callable[[JobStorage], tuple[Any, ...]]] = {
        "-bytes": lambda job: (-job.bytes, job.job_id),
        "bytes": lambda job: (job.bytes, job.job_id),
        "name": lambda job: (job.job_name.casefold(), job.job_id),
        "-gbPerDay": lambda job: (-job.gb_per_day, job.job_id),
        "oldestAt": lambda job: (job.oldest_at is None, job.oldest_at, job.job_id),
    }
    return keys[sort]


def _by(cameras: list[CameraStorage], sort: StorageSort) -> list[CameraStorage]:
    if sort == "name":
        return sorted(cameras, key=lambda camera: (camera.camera_name.casefold(), camera.camera_id))
    return sorted(cameras, key=lambda camera: camera.bytes if sort == "bytes" else -camera.bytes)


def _volume(disk: Disk) -> VolumeFacts:
    return VolumeFacts(
        path=str(disk.volume.path),
        ok=disk.space is not None,
        reason=disk.problem,
        total_bytes=disk.space.total if disk.space else None,
        free_bytes=disk.space.free if disk.space else None,
        recorded_bytes=disk.bytes,
        files=disk.files,
        write_bytes_per_second=round(disk.bytes_per_second, 1),
        reserve_bytes=disk.reserve,
        full_at=disk.full_at,
    )


def _jobs(picture: Picture, default: Retention) -> list[JobStorage]:
    files: Counter[str] = Counter()
    size: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for each in picture.sums:
        files[each.job_id] += each.files
        size[each.job_id] += each.bytes
    for each in picture.protected:
        kept[each.job_id] += each.bytes
    known = [picture.jobs[key] for key in files if key in picture.jobs]
    return [
        JobStorage(
            job_id=job.slug,
            job_name=job.name,
            camera_id=job.camera_slug,
            deleted=job.deleted_at is not None,
            files=files[job.id],
            bytes=size[job.id],
            protected_bytes=kept[job.id],
            oldest_at=picture.rates.oldest.get(job.id),
            gb_per_day=round(picture.rates.gb_per_day(job.id), 6),
            retention=effective(job.retention, default),
        )
        for job in sorted(known, key=lambda job: (-size[job.id], job.slug))
    ]


def _cameras(picture: Picture) -> list[CameraStorage]:
    files: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for each in picture.sums:
        files[each.camera_id] += each.files
        size[each.camera_id] += each.bytes
    known: list[CameraFacts] = [picture.cameras[key] for key in files if key in picture.cameras]
    return [
        CameraStorage(
            camera_id=camera.slug,
            camera_name=camera.name,
            deleted=camera.deleted_at is not None,
            files=files[camera.id],
            bytes=size[camera.id],
        )
        for camera in sorted(known, key=lambda camera: (-size[camera.id], camera.slug))
    ]
