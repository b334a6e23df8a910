"""
How a run's supervised work is told in the words of a job.

Pure. What waits before its process can start is `waiting`, with what it waits for; a supervised work that retries says
when its next try comes, because that is what people ask.
"""

from datetime import datetime

from regie.camcron.jobs.state import Process, ProcessWord
from regie.camcron.jobs.wanted import Wanted
from regie.kernel.processes.states import State

_WORDS: dict[State, ProcessWord] = {
    State.STARTING: "starting",
    State.RUNNING: "running",
    State.STALLED: "stalled",
    State.RETRYING: "retrying",
    State.STOPPING: "stopping",
    State.ENDED: "stopping",
}


def has_begun(wanted: Wanted, now: datetime) -> bool:
    """Whether its window is open, not only about to open."""
    return wanted.window.start is None or wanted.window.start <= now


def process_of(
    *,
    state: State,
    since: datetime,
    waiting: tuple[str, str] | None,
    code: str | None,
    reason: str | None,
    gave_up: bool,
    next_try_at: datetime | None = None,
    troubled_since: datetime | None = None,
) -> Process:
    """The words for one work. `troubled_since`: its first failure in a row, from which on it is in trouble."""
    if state in (State.STARTING, State.RETRYING):
        since = troubled_since or since
    if waiting is not None and state in (State.STARTING, State.RETRYING):
        return Process("waiting", since, waiting[0], waiting[1])
    if state is State.RETRYING:
        return Process("retrying", since, code or "processFailed", reason, gave_up, next_try_at)
    if state is State.STALLED:
        return Process("stalled", since, code or "processFailed", reason)
    return Process(_WORDS[state], since, None, None, gave_up)
