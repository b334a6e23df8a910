"""
Pauses and forces: jobs of a camera, a site or a tag (or one job) held still, or held running, until an instant.

Pure. They stand above the plan and beside what is done by hand, and of all of them what was said last counts; a pause
ends nothing that was said before, which counts again when it is over. They are rows (`cam_holds`) that are never
changed but by their end, so yesterday's question has yesterday's answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

Kind = Literal["pause", "force"]
ScopeKind = Literal["job", "camera", "site", "tag"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose jobs: the UUID of a job, a camera or a site, or a camera's tag."""

    kind: ScopeKind
    value: str


@dataclass(frozen=True, slots=True)
class Hold:
    """One pause or force, half-open like every window."""

    hold_id: str
    kind: Kind
    scope: Scope
    since: datetime
    until: datetime | None
    """Null: until somebody ends it."""
    said_at: datetime
    by: str = ""
    reason: str | None = None

    def rules(self, instant: datetime) -> bool:
        """Whether it is in force at an instant."""
        return self.since <= instant and (self.until is None or instant < self.until)

    def sentence(self, zone: ZoneInfo) -> str:
        """Who, until when and why, for people: in the words of the wall clock of the job."""
        until = f" until {self.until.astimezone(zone):%Y-%m-%d %H:%M}" if self.until else ""
        word = "Paused" if self.kind == "pause" else "Forced"
        return f"{word} by {self.by}{until}{f': {self.reason}' if self.reason else ''}.".replace("..", ".")


@dataclass(slots=True)
class Holds:
    """All that count, found by job."""

    all: tuple[Hold, ...] = ()
    _by_scope: dict[Scope, list[Hold]] = field(default_factory=dict)

    @classmethod
    def of(cls, holds: Iterable[Hold]) -> "Holds":
        """In the order in which they were said."""
        made = cls(tuple(sorted(holds, key=lambda hold: (hold.said_at, hold.hold_id))))
        for hold in made.all:
            made._by_scope.setdefault(hold.scope, []).append(hold)
        return made

    def on(self, job_id: str, camera_id: str, site_id: str, tags: Iterable[str]) -> tuple[Hold, ...]:
        """Those that mean a job, in the order in which they were said."""
        if not self._by_scope:
            return ()
        scopes = [Scope("job", job_id), Scope("camera", camera_id), Scope("site", site_id)]
        scopes += [Scope("tag", tag) for tag in tags]
        found = [hold for scope in scopes for hold in self._by_scope.get(scope, ())]
        return tuple(sorted(found, key=lambda hold: (hold.said_at, hold.hold_id))) if len(found) > 1 else tuple(found)

    def changed(self, former: "Holds") -> set[Scope]:
        """Whose jobs have another outlook than before."""
        return {hold.scope for hold in set(self.all) ^ set(former.all)}


def ruling(holds: Sequence[Hold], instant: datetime) -> Hold | None:
    """The one that counts at an instant: the last that was said of those in force."""
    return next((hold for hold in reversed(holds) if hold.rules(instant)), None)


def paused(holds: Sequence[Hold], instant: datetime) -> Hold | None:
    """The pause that counts at an instant, if one does."""
    hold = ruling(holds, instant)
    return hold if hold is not None and hold.kind == "pause" else None


def bounds(holds: Iterable[Hold], since: datetime, until: datetime | None = None) -> list[datetime]:
    """Instants after `since` (and before `until`) at which another one may count, in their order."""
    edges = {edge for hold in holds for edge in (hold.since, hold.until) if edge is not None and edge > since}
    return sorted(edge for edge in edges if until is None or edge < until)


def unpaused(holds: Sequence[Hold], since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """The parts of [since, until) in which no pause counts."""
    if not any(hold.kind == "pause" for hold in holds):
        return [(since, until)]
    parts: list[tuple[datetime, datetime]] = []
    edges = [since, *bounds(holds, since, until), until]
    for begin, end in pairwise(edges):
        if paused(holds, begin) is None:
            if parts and parts[-1][1] == begin:
                parts[-1] = parts[-1][0], end
            else:
                parts.append((begin, end))
    return parts
