"""
The one word that says what a job does right now, and the sentence beside it.

A pure function of what is known: the switches, what stands in its way for good, whether its plan (or a person) wants
it now, and how its process is. What is wanted and held up by something that may pass is `waiting`; what cannot run
until somebody changes something is `blocked`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Word = Literal[
    "disabled", "blocked", "idle", "waiting", "starting", "running", "stalled", "retrying", "stopping", "failed"
]
ProcessWord = Literal["waiting", "starting", "running", "stalled", "retrying", "stopping"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something in the way: a closed word, and a sentence with what to do."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Process:
    """How the job's supervised work is, as the recorder tells it."""

    word: ProcessWord
    since: datetime
    code: str | None = None
    sentence: str | None = None
    gave_up: bool = False
    next_try_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class JobNow:
    """The answer."""

    word: Word
    code: str | None = None
    sentence: str | None = None
    since: datetime | None = None


def state_of(
    *,
    enabled: bool,
    camera_enabled: bool,
    obstacle: Obstacle | None,
    process: Process | None,
    held: bool,
    next_run_at: datetime | None,
    wanted: bool = False,
    paused: str | None = None,
) -> JobNow:
    """
    What to show. `held`: somebody stopped it by hand inside of its window. `wanted`: it is to run now, and what has not
    begun yet is about to. `paused`: who keeps it still, and until when.
    """
    if process is not None and process.word == "stopping":
        return JobNow("stopping", process.code, process.sentence, process.since)
    if not enabled:
        return JobNow("disabled", "jobDisabled", "The job is switched off.")
    if not camera_enabled:
        return JobNow("disabled", "cameraDisabled", "Its camera is switched off.")
    if obstacle is not None:
        return JobNow("blocked", obstacle.code, obstacle.sentence)
    if paused is not None:
        return JobNow("stopping" if process else "idle", "paused", paused, process.since if process else None)
    if process is not None and held:
        return JobNow("stopping", "stoppedByUser", "Stopped by hand.", process.since)
    if process is not None:
        word: Word = "failed" if process.gave_up and process.word in ("retrying", "starting") else process.word
        return JobNow(word, process.code, process.sentence, process.since)
    if held and next_run_at is None:
        return JobNow("idle", "stoppedByUser", "Stopped by hand; it stays so until somebody starts it.")
    if held:
        return JobNow("idle", "stoppedByUser", "Stopped by hand until its next window.")
    if wanted:
        return JobNow("starting")
    if next_run_at is None:
        return JobNow("idle", "notScheduled", "Nothing is planned; start it by hand.")
    return JobNow("idle")
