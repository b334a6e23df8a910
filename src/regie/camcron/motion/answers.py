"""Motion events as they are shown."""

from regie.camcron.motion.models import MotionEvent
from regie.camcron.motion.schemas import MotionAnswer


def answer(event: MotionEvent, files: list[str], *, pictured: bool) -> MotionAnswer:
    """One of them, with those of its files (ids) that are there."""
    lasted = (event.ended_at - event.started_at).total_seconds() if event.ended_at else None
    return MotionAnswer(
        id=event.id,
        job_id=event.job_slug,
        job_name=event.job_name,
        camera_id=event.camera_slug,
        camera_name=event.camera_name,
        source="camera" if event.source == "camera" else "picture",
        started_at=event.started_at,
        ended_at=event.ended_at,
        duration_seconds=lasted,
        score=event.score,
        area=event.area,
        file_id=files[0] if files else None,
        file_ids=files,
        has_thumbnail=pictured,
        problem=event.problem,
    )
