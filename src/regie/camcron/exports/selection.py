"""Which files an export takes: those of some jobs that overlap a span, oldest first."""

from collections.abc import Sequence
from datetime import datetime

from regie.camcron.recordings.models import File
from regie.camcron.recordings.queries import Order, Wanted
from regie.camcron.recordings.service import Files
from regie.kernel.db import Session

MOST = 50_000
"""Files of one job in an export."""
OLDEST_FIRST = Order("startedAt", descending=False)


class Selection:
    """Chooses from the index."""

    def __init__(self, files: Files) -> None:
        self._files = files

    async def of(
        self, session: Session, jobs: Sequence[str], since: datetime, until: datetime
    ) -> dict[str, Sequence[File]]:
        """By job (UUID); jobs without any are left out."""
        chosen = {}
        for job in jobs:
            wanted = Wanted(job_id=job, since=since, until=until)
            found = await self._files.page(session, wanted, MOST, None, OLDEST_FIRST)
            if found:
                chosen[job] = found
        return chosen
