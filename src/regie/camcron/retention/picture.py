"""What is kept, where, and what is written to it, at one instant: facts that others answer from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from regie.camcron.recordings.ledger.sums import Sum
from regie.camcron.recordings.roots import Space, Volume
from regie.camcron.retention.facts import CameraFacts, JobFacts
from regie.camcron.retention.policy import GB


@dataclass(frozen=True, slots=True)
class Rates:
    """What is written, by job and root (UUIDs)."""

    per_second: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """At this instant."""
    per_day: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """On the last day."""
    oldest: Mapping[str, datetime] = field(default_factory=dict)
    """When the oldest file of each job began."""

    def gb_per_day(self, job_id: str) -> float:
        """10⁹ bytes that a job wrote on the last day."""
        return sum(size for (job, _), size in self.per_day.items() if job == job_id) / GB


@dataclass(frozen=True, slots=True)
class Disk:
    """A volume now."""

    volume: Volume
    space: Space | None
    problem: str | None
    refuses: str | None
    """Why nothing can be deleted on it, although it is there."""
    files: int
    bytes: int
    bytes_per_second: float
    reserve: int | None
    full_at: datetime | None


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is kept, and where."""

    at: datetime
    disks: tuple[Disk, ...]
    sums: tuple[Sum, ...]
    jobs: Mapping[str, JobFacts]
    cameras: Mapping[str, CameraFacts]
    protected: tuple[Sum, ...]
    rates: Rates

    @property
    def away(self) -> dict[str, str]:
        """Roots (UUIDs) that cannot be used now, and why."""
        return {disk.volume.id: disk.problem for disk in self.disks if disk.problem is not None}

    @property
    def refusing(self) -> dict[str, str]:
        """Roots (UUIDs) that are there and let nothing go now, and why."""
        return {disk.volume.id: disk.refuses for disk in self.disks if disk.refuses is not None}
