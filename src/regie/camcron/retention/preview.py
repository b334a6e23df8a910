"""What would be deleted, before it is. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.retention.facts import JobFacts
from regie.camcron.retention.policy import GB, Due, Kept, Limits

SHOWN = 5
"""Files that are named."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a job has on the disks that are there, and what it may have."""

    id: str
    facts: JobFacts
    limits: Limits
    files: int
    bytes: int
    protected: int
    """Bytes."""
    held: int = 0
    """Bytes that are not protected, on disks that let nothing of it go now."""

    @property
    def fixed(self) -> int:
        """Bytes that cannot go: they count in `maxSizeGB` as what is protected does."""
        return self.protected + self.held


@dataclass(slots=True)
class WouldDelete:
    """What retention would delete of a job."""

    standing: Standing
    limits: Limits
    files: int = 0
    bytes: int = 0
    since: datetime | None = None
    until: datetime | None = None
    rules: Counter[Rule] = field(default_factory=Counter)
    """Files by rule."""
    early: int = 0
    """Files that are younger than `maxDays` promises."""
    oldest: list[Kept] = field(default_factory=list)
    more: bool = False
    """It was not counted to the end."""

    def add(self, found: Due) -> None:
        """One more."""
        self.files += 1
        self.bytes += found.file.bytes
        self.since = self.since or found.file.started_at
        self.until = max(self.until or found.file.ends_at, found.file.ends_at)
        self.rules[found.rule] += 1
        self.early += found.early
        if len(self.oldest) < SHOWN:
            self.oldest.append(found.file)

    @property
    def sentence(self) -> str:
        """For whoever is about to say so."""
        span = ""
        if self.since is not None and self.until is not None:
            span = f", {self.since:%Y-%m-%d %H:%M} to {self.until:%Y-%m-%d %H:%M} UTC"
        least = "more than " if self.more else ""
        files = "1 file" if self.files == 1 else f"{self.files} files"
        return (
            f"{said(self.limits)} would delete {least}{files} ({self.bytes / GB:.2f} GB{span}); "
            "it begins within a minute."
        )


def said(limits: Limits) -> str:
    """Such as «14 days and 50 GB»."""
    parts = []
    if limits.max_age is not None:
        parts.append("1 day" if limits.max_age.days == 1 else f"{limits.max_age.days} days")
    if limits.max_bytes is not None:
        parts.append(f"{limits.max_bytes / GB:g} GB")
    return " and ".join(parts) or "No limit"
