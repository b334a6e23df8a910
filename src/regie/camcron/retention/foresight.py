"""What lower limits will delete, said to whoever saves them."""

from collections.abc import Mapping
from typing import Any

from regie.camcron.jobs.schemas import Warned
from regie.camcron.retention.heritage import Heritage
from regie.camcron.retention.policy import GB
from regie.camcron.retention.service import Retention
from regie.kernel.db import Session

COUNTED = 20_000
"""Files: somebody waits for the answer."""


class Foresight:
    """Looks once a job is saved."""

    def __init__(self, retention: Retention, heritage: Heritage) -> None:
        self._retention = retention
        self._heritage = heritage

    async def deletes(self, session: Session, job_id: str, former: Mapping[str, Any] | None) -> list[Warned]:
        """A warning when the limits of a job (UUID) delete something; `former` is the retention that would not."""
        found = await self._retention.would_delete(session, job_id, most=COUNTED)
        return [
            Warned(
                code="retention-deletes",
                message=each.sentence,
                fix={"retention": dict(former) if former is not None else None},
            )
            for each in found
            if each.files
        ] + await self._inherits(session, job_id)

    async def _inherits(self, session: Session, job_id: str) -> list[Warned]:
        """A warning for a job (UUID) that is about to have files of its name that were adopted before it."""
        found = [
            await self._retention.would_delete_of_another(session, job_id, each.job_id, each.files, each.bytes, COUNTED)
            for each in await self._heritage.of(session, job_id)
        ]
        if not found:
            return []
        files, size = sum(each.standing.files for each in found), sum(each.standing.bytes for each in found)
        deleted = [each.sentence for each in found if each.files]
        had = (
            f"{files} files ({size / GB:.2f} GB) of its name were adopted before it and become its own within a minute"
        )
        message = f"{had}: {' '.join(deleted)}" if deleted else f"{had}."
        return [Warned(code="takes-over-files", message=message, fix={"retention": {}} if deleted else None)]
