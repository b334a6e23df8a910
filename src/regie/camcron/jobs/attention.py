"""
Whether a job deserves somebody's attention, from what it does and what was told of it. Pure.

A job counts as failed when its retries are used up, or when its run ended in failure; it has recovered when it records
and has done so for the stable minute that forgives its failures, or when a run ended well. So one that comes and goes
is one alert, not one each time. An alert of a job that is no longer wanted ends in silence.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Say(Enum):
    """What is to be told of a job."""

    NOTHING = auto()
    FAILED = auto()
    RECOVERED = auto()
    OVER = auto()
    """The alert ends, and nothing has recovered."""


@dataclass(frozen=True, slots=True)
class Working:
    """A run that goes on."""

    run_id: str
    delivers: bool
    gave_up: bool
    failures: int
    """In a row."""
    reason: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Last:
    """A run that has ended."""

    run_id: str
    status: str
    reason: str | None = None
    code: str | None = None
    told: bool = False
    """Whether its failure was told."""


@dataclass(frozen=True, slots=True)
class Known:
    """A job, as far as this goes."""

    wanted: bool
    """It is there, and neither it nor its camera is switched off."""
    is_alerted: bool
    """An alert of it is open."""
    working: Working | None = None
    last: Last | None = None


def say(known: Known) -> Say:
    """What follows."""
    if not known.wanted:
        return Say.OVER if known.is_alerted else Say.NOTHING
    if known.working is not None:
        return _of_working(known.working, is_alerted=known.is_alerted)
    if known.last is None:
        return Say.NOTHING
    if known.last.status == "failed" and not known.is_alerted and not known.last.told:
        return Say.FAILED
    if known.is_alerted and known.last.status == "success":
        return Say.RECOVERED
    return Say.OVER if known.is_alerted and known.last.status == "stopped" else Say.NOTHING


def _of_working(working: Working, *, is_alerted: bool) -> Say:
    if working.gave_up and not working.delivers and not is_alerted:
        return Say.FAILED
    return Say.RECOVERED if is_alerted and working.delivers and working.failures == 0 else Say.NOTHING
