"""
What is worth being told, as the part that knows it says it. Pure.

Whoever decides that something happened makes a `Happening` and tells it in the transaction of its own decision; who
hears of it, where and how often is decided elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["activity", "alert"]


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened. Ids are UUIDs."""

    kind: str
    """In camelCase: `jobFailed`, `cameraOnline`, …"""
    text: str
    """An English sentence, without secrets."""
    level: Level = "activity"
    """An alert wants somebody's attention, an activity is good to know."""
    camera_id: str | None = None
    """May be left out where a job is given."""
    job_id: str | None = None
    run_id: str | None = None
    file_id: str | None = None
    key: str | None = None
    """Of alerts: what it is about (`jobFailed:<uuid>`). One alert at a time is open per key."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """Figures for programs, as JSON."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a happening is about, as it is called now."""

    camera_id: str | None = None
    camera_slug: str | None = None
    camera_name: str | None = None
    job_id: str | None = None
    job_slug: str | None = None
    job_name: str | None = None
    site: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventTold:
    """An event is committed."""

    event_id: str


@dataclass(frozen=True, slots=True)
class EventsChanged:
    """These events ended or were acknowledged."""

    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventsRead:
    """Somebody has read some."""

    user_id: str
