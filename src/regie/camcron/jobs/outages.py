"""
What a job missed while nobody was there.

What is counted is counted before anything is written: after a long outage of many jobs that takes a while. Ticks become
one row with their count, and one run makes up for them where the job says so (`catchUp`); windows that opened and
closed unseen become one row; a window that is still open is not missed: it is resumed for its remainder.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from regie.camcron.jobs.holds import unpaused
from regie.camcron.jobs.models import Override
from regie.camcron.jobs.plan import count_ticks, ticks, windows
from regie.camcron.jobs.queries import Loaded
from regie.camcron.runs.service import Runs
from regie.kernel.db import Session
from regie.kernel.ids import new_id

SENTENCE = "The server was not running."
CODE = "serverDown"


@dataclass(frozen=True, slots=True)
class Missed:
    """What one job missed in one outage."""

    job_id: str
    camera_id: str
    kind: str
    first: datetime
    until: datetime | None
    count: int


def missed_by(jobs: Iterable[Loaded], since: datetime, now: datetime) -> list[Missed]:
    """What these jobs missed in [since, now)."""
    found = (_missed(loaded, max(since, loaded.job.updated_at), now) for loaded in jobs)
    return [missed for missed in found if missed is not None]


def note_missed(session: Session, runs: Runs, missed: Missed) -> None:
    """Its row."""
    runs.note(
        session,
        job_id=missed.job_id,
        camera_id=missed.camera_id,
        status="missed",
        kind=missed.kind,
        scheduled_at=missed.first,
        until=missed.until,
        ticks=missed.count,
        reason=SENTENCE,
        reason_code=CODE,
    )


def make_up(session: Session, job_id: str, now: datetime) -> None:
    """Ask for the one run that stands for all the ticks that were missed; what asks is a row, as by hand."""
    session.add(Override(id=new_id(), job_id=job_id, kind="catchUp", since=now, until=None, by="catchUp"))


def _missed(loaded: Loaded, since: datetime, now: datetime) -> Missed | None:
    if since >= now:
        return None
    plan, ids = loaded.plan, (loaded.job.id, loaded.camera.id)
    if plan.trigger == "oneshot":
        parts = unpaused(loaded.holds, since, now)
        first = next((tick for begin, end in parts for tick in ticks(plan, begin, end)), None)
        count = sum(count_ticks(plan, begin, end) for begin, end in parts)
        return Missed(*ids, "tick", first, None, count) if first is not None else None
    gone = [
        window
        for window in windows(plan, since, now)
        if window.start is not None
        and window.end is not None
        and window.start >= since
        and window.end <= now
        and unpaused(loaded.holds, window.start, window.end)
    ]
    if not gone:
        return None
    return Missed(*ids, gone[0].kind, gone[0].start or since, gone[-1].end, len(gone))
