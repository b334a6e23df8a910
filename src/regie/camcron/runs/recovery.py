"""
After a start: nobody runs yet, whatever the rows say.

Runs that never ended are marked as interrupted, at the moment when the server was last there; what their processes
left in the staging folders is looked at and put into the index.
"""

import logging
from datetime import datetime

from regie.camcron.runs.service import Runs
from regie.kernel.db import Database

REASON = "The server ended without stopping it."
_log = logging.getLogger(__name__)


async def close_interrupted(database: Database, runs: Runs, *, ended_at: datetime | None, now: datetime) -> int:
    """Mark every run that says it runs; how many there were."""
    async with database.write() as session:
        left = await runs.unfinished(session)
        for run in left:
            at = max(run.started_at or run.scheduled_at, ended_at) if ended_at else now
            await runs.update(
                session, run.id, run.job_id, status="interrupted", reason=REASON, reason_code="serverDown", ended_at=at
            )
    if left:
        _log.warning("runs were interrupted by the end of a former server", extra={"runs": len(left)})
    return len(left)
