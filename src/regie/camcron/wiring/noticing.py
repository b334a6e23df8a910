"""What cameras, jobs and files are called and look like when something is told of them, and the start of a server."""

import asyncio
from datetime import datetime

from regie.camcron.cameras.service import Cameras
from regie.camcron.jobs.queries import Shelf
from regie.camcron.recordings.errors import NoThumbnail
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.thumbnails import Thumbnails
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.notifications.happenings import Happening, Subject
from regie.kernel.notifications.service import Notices, PictureOf, SubjectOf


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


def pictures_of(database: Database, files: Files, thumbnails: Thumbnails) -> PictureOf:
    """The small picture of a file; none of what has none, or is gone."""

    async def picture_of(file_id: str) -> bytes | None:
        async with database.read() as session:
            found = await files.by_ids(session, [file_id])
        if not found:
            return None
        try:
            place = await thumbnails.of(found[0])
        except NoThumbnail:
            return None
        return await asyncio.to_thread(place.read_bytes)

    return picture_of


async def tell_start(database: Database, notices: Notices, clock: Clock, since: datetime | None, cut_off: int) -> None:
    """This server looks after the recordings now; for how long nobody had, and how many runs that cut off."""
    data: dict[str, object] = {"interrupted": cut_off}
    text = "The server started for the first time."
    if since is not None:
        away = max(0, round((clock.now() - since).total_seconds()))
        data |= {"awaySeconds": away, "since": since.isoformat()}
        text = f"The server started; nobody had looked after the recordings for {spoken(away)}."
    async with database.write() as session:
        await notices.tell(session, Happening("serverStarted", text, data=data))


def spoken(seconds: int) -> str:
    """A length as people say it: its two largest units."""
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    units = [(days, "d"), (hours, "h"), (minutes, "min"), (rest, "s")]
    first = next((place for place, (count, _) in enumerate(units) if count), len(units) - 1)
    return " ".join(f"{count} {unit}" for count, unit in units[first : first + 2] if count) or "0 s"
