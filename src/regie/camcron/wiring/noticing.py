"""Cameras and jobs, as events ask what they are called."""

from regie.camcron.cameras.service import Cameras
from regie.camcron.jobs.queries import Shelf
from regie.kernel.db import Session
from regie.kernel.notifications.happenings import Subject
from regie.kernel.notifications.service import SubjectOf


def subjects(shelf: Shelf, cameras: Cameras) -> SubjectOf:
    """What is known of a camera and of a job by UUID, also when they are deleted."""

    async def subject_of(session: Session, camera_id: str | None, job_id: str | None) -> Subject:
        job = await shelf.by_id(session, job_id) if job_id is not None else None
        camera_id = camera_id or (job.camera_id if job is not None else None)
        camera = (await cameras.by_ids(session, [camera_id])).get(camera_id) if camera_id is not None else None
        return Subject(
            camera_id=camera_id,
            camera_slug=camera.slug if camera else None,
            camera_name=camera.name if camera else None,
            job_id=job_id,
            job_slug=job.slug if job else None,
            job_name=job.name if job else None,
            site=(await cameras.site_of(session, camera)).slug if camera else None,
            tags=tuple(camera.tags) if camera else (),
        )

    return subject_of
