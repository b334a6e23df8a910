"""What lower limits will delete, said to whoever saves them."""

from collections.abc import Mapping
from typing import Any

from regie.camcron.jobs.schemas import Warned
from regie.camcron.retention.service import Retention
from regie.kernel.db import Session

COUNTED = 20_000
"""Files: somebody waits for the answer."""


class Foresight:
    """Looks once a job is saved."""

    def __init__(self, retention: Retention) -> None:
        self._retention = retention

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
        ]
