"""Files in the index of a whole server, without any on its disk: what was recorded, as far as rows tell it."""

from datetime import datetime
from typing import Any

from regie.camcron.recordings.formats import kind_of
from regie.camcron.recordings.models import File, KnownRoot
from regie.kernel.db import Database
from regie.kernel.ids import new_id

Recorded = tuple[datetime, float | None, int]
"""When it began, how many seconds it has, how many bytes."""


async def index(
    database: Database, job: dict[str, Any], *files: Recorded, camera: str = "", form: str = "mp4"
) -> list[str]:
    """Files of a job (as it is answered) of a camera (its UUID); their ids."""
    root = KnownRoot(id=new_id(), path=f"/nowhere/{new_id()}", created_at=files[0][0])
    rows = [
        File(
            id=new_id(),
            job_id=job["uid"],
            job_slug=job["id"],
            job_name=job["name"],
            camera_id=camera,
            camera_slug=job["cameraId"],
            camera_name=job["cameraName"],
            run_id=new_id(),
            root_id=root.id,
            path=new_id(),
            started_at=start,
            duration_seconds=seconds,
            size_bytes=size,
            format=form,
            kind=kind_of(form),
            protected=False,
            created_at=start,
        )
        for start, seconds, size in files
    ]
    async with database.write() as session:
        session.add(root)
        await session.flush()
        session.add_all(rows)
    return [row.id for row in rows]
