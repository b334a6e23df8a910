"""
What a job missed while nobody was there.

Ticks become one row with their count; windows that opened and closed unseen become one row each way; a window that is
still open is not missed: it is resumed for its remainder.
"""

from datetime import datetime
from functools import partial

from regie.camcron.jobs.plan import count_ticks, ticks, windows
from regie.camcron.jobs.queries import Loaded
from regie.camcron.runs.service import Runs
from regie.kernel.db import Session

SENTENCE = "The server was not running."
CODE = "serverDown"


def note_missed(session: Session, runs: Runs, loaded: Loaded, since: datetime, now: datetime) -> int:
    """Note what the job missed in [since, now); how many instants or windows."""
    since = max(since, loaded.job.updated_at)
    if since >= now:
        return 0
    plan = loaded.plan
    note = partial(
        runs.note,
        session,
        job_id=loaded.job.id,
        camera_id=loaded.camera.id,
        status="missed",
        reason=SENTENCE,
        reason_code=CODE,
    )
    if plan.trigger == "oneshot":
        count = count_ticks(plan, since, now)
        first = next(ticks(plan, since, now), None)
        if count and first is not None:
            note(kind="tick", scheduled_at=first, ticks=count)
        return count
    gone = [
        window
        for window in windows(plan, since, now)
        if window.start is not None and window.end is not None and window.start >= since and window.end <= now
    ]
    if gone:
        note(kind=gone[0].kind, scheduled_at=gone[0].start or since, until=gone[-1].end, ticks=len(gone))
    return len(gone)
