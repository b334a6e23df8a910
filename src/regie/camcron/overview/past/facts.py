"""
What is known of one job in a span, gathered for whoever judges it.

Pure: nothing here asks anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from regie.camcron.jobs.holds import Hold
from regie.camcron.jobs.plan import Plan
from regie.camcron.jobs.wanted import ByHand
from regie.camcron.overview.past.causes import Why
from regie.camcron.overview.past.spans import Recorded
from regie.camcron.runs.segments import Unclosed


@dataclass(frozen=True, slots=True)
class Version:
    """How the job was planned from an instant on."""

    since: datetime
    plan: Plan | None
    """Null: it cannot be read any more."""
    enabled: bool = True
    camera_enabled: bool = True
    deleted: bool = False
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Hand:
    """A start or a stop by hand, and when it ceased to matter."""

    said: ByHand
    by: str
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A span with its cause: a deletion, a trouble."""

    since: datetime
    until: datetime
    why: Why


@dataclass(frozen=True, slots=True)
class RunFact:
    """A run, from its begin to its end or until now."""

    since: datetime
    until: datetime
    status: str
    code: str | None
    reason: str | None
    first_frame: datetime | None = None
    waited: Why | None = None
    """What stood between its start and its first frame."""


@dataclass(frozen=True, slots=True)
class Uptime:
    """The server was there."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one job in a span."""

    since: datetime
    until: datetime
    now: datetime
    created_at: datetime
    zone: ZoneInfo
    versions: Sequence[Version]
    hands: Sequence[Hand] = ()
    recorded: Sequence[Recorded] = ()
    deletions: Sequence[Told] = ()
    troubles: Sequence[Told] = ()
    runs: Sequence[RunFact] = ()
    uptimes: Sequence[Uptime] = ()
    writing: Unclosed | None = None
    """What is recorded and in no file of the index yet."""
    by_runs: bool = False
    """Its files do not tell whether it did its work (motion, commands, tests): its runs do."""
    watches: bool = False
    """Such a job works all the time that it runs, not once at its end."""
