"""Files, sums and deletions as they are shown."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from regie.camcron.recordings.models import File
from regie.camcron.recordings.playing import Facts, way_of
from regie.camcron.recordings.queries import Sum, Sums
from regie.camcron.recordings.schemas import (
    DaySum,
    DeletedFiles,
    FileAnswer,
    FileDetail,
    FilesSummary,
    JobSumAnswer,
    RefusedFile,
)
from regie.camcron.recordings.service import Deletion


def summary_of(sums: Sums) -> FilesSummary:
    """Days from the newest on, jobs by their names."""
    days = [DaySum(day=day.isoformat(), **_facts(one)) for day, one in sorted(sums.days.items(), reverse=True)]
    jobs = [
        JobSumAnswer(
            job_id=job.job_slug,
            job_uid=job.job_id,
            job_name=job.job_name,
            camera_id=job.camera_slug,
            camera_name=job.camera_name,
            **_facts(job.sum),
        )
        for job in sorted(sums.jobs.values(), key=lambda job: (job.job_name.casefold(), job.job_id))
    ]
    return FilesSummary(days=days, jobs=jobs, **_facts(sums.all))


def detail_of(answer: FileAnswer, file: File, facts: Facts | None, can: frozenset[str]) -> FileDetail:
    """With what a look showed, and what would be done for a browser that can decode that."""
    return FileDetail(
        **answer.model_dump(),
        video_codec=facts.video if facts else None,
        audio_codec=facts.audio if facts else None,
        width=facts.width if facts else None,
        height=facts.height if facts else None,
        fps=facts.fps if facts else None,
        playable=way_of(file.kind, file.format, facts, can),
    )


def deletion_of(done: Deletion) -> DeletedFiles:
    """How many went, how much room that makes, from when to when they were; and what stays."""
    ends = [file.started_at + timedelta(seconds=file.duration_seconds or 0) for file in done.files]
    return DeletedFiles(
        deleted=len(done.files),
        bytes=sum(file.size_bytes for file in done.files),
        first_start=min((file.started_at for file in done.files), default=None),
        last_end=max(ends, default=None),
        refused=[RefusedFile(id=each.file_id, code=each.code, reason=each.reason) for each in done.refused],
    )


def _facts(one: Sum) -> dict[str, Any]:
    return asdict(one)
