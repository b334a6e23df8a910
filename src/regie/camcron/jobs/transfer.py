"""Jobs in an exported configuration."""

from typing import Any

from regie.camcron.cameras.addresses import join
from regie.camcron.cameras.service import Cameras
from regie.camcron.jobs.queries import Shelf
from regie.camcron.jobs.schemas import JobChange, NewJob
from regie.camcron.jobs.service import Jobs
from regie.camcron.jobs.showing import Showing
from regie.kernel.db import Session
from regie.kernel.http.deps import Caller
from regie.kernel.wire import Secret, as_sent


class JobSection:
    """See `regie.kernel.configuration.transfer.Section`."""

    name = "jobs"
    right = "jobs.write"

    def __init__(self, jobs: Jobs, shelf: Shelf, showing: Showing, cameras: Cameras) -> None:
        self._jobs = jobs
        self._shelf = shelf
        self._showing = showing
        self._cameras = cameras

    async def entries(self, session: Session) -> list[dict[str, Any]]:
        rows = {job.id: job for job in await self._shelf.all(session)}
        found = []
        for answer in await self._showing.answers(session, list(rows.values())):
            entry, job = as_sent(answer, JobChange), rows[answer.uid]
            secrets = self._cameras.unseal(job.stream_secrets)
            if job.stream_url is not None and secrets:
                entry["streamUrl"] = Secret(join(job.stream_url, secrets), otherwise=job.stream_url)
            found.append(entry)
        return found

    async def put(self, session: Session, caller: Caller, entry: dict[str, Any]) -> list[str]:
        if await self._shelf.find(session, entry["id"]) is None:
            await self._jobs.create(session, caller, NewJob.model_validate(entry))
        else:
            await self._jobs.change(session, caller, entry["id"], JobChange.model_validate(entry))
        return []

    async def drop(self, session: Session, caller: Caller, entry_id: str) -> None:
        await self._jobs.delete(session, caller, entry_id)
