"""Files that are deleted together with their job or camera: told how many, and done in the background."""

from collections.abc import Sequence

from regie.camcron.cameras.schemas import FilesGoing
from regie.camcron.retention.queries import holdings
from regie.camcron.retention.service import CLEAR
from regie.kernel.db import Session
from regie.kernel.http.deps import Caller
from regie.kernel.tasks import Tasks


class Clearing:
    """Begins it. The rows of job and camera say that it is wanted, so retention goes on with what a task left."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks

    async def begin(
        self, session: Session, caller: Caller, *, job_ids: Sequence[str], camera_id: str | None
    ) -> FilesGoing:
        """In the transaction that deletes them (UUIDs)."""
        files, size, protected = await holdings(session, job_ids, camera_id)
        wanted = {"by": caller.name, "job_ids": list(job_ids), "camera_id": camera_id, "files": files - protected}
        task_id = await self._tasks.enqueue(session, CLEAR, wanted)
        return FilesGoing(task_id=task_id, files=files - protected, bytes=size, protected_files=protected)
