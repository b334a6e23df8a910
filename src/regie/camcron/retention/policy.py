"""
What is to be deleted, and why. Pure: rows, limits and the instant come in, reasons go out.

A file is due by age when its *last* frame is older than `maxDays`, so that whole days are kept however long a segment
is; by size, oldest first, while what is kept is over `maxSizeGB`; by the reserve, oldest first over all jobs of a disk,
while that has too little free. The three are told apart because only the first was promised: the other two may come
earlier, and whoever relied on the days is told so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.settings import Retention

GB = 1_000_000_000
FLOOR = timedelta(hours=1)
"""What the reserve leaves of each living job: its newest hour."""
OWN_SHARE = 0.1
"""Of `maxSizeGB`: so much is left to what is not protected, so that protecting everything does not end a recording."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, and how much; what is none does not limit."""

    max_age: timedelta | None = None
    max_bytes: int | None = None

    @classmethod
    def of(cls, retention: Retention) -> "Limits":
        days, size = retention.max_days, retention.max_size_gb
        return cls(
            timedelta(days=min(days, 999_999)) if days is not None else None,
            round(size * GB) if size is not None else None,
        )

    def __bool__(self) -> bool:
        return self.max_age is not None or self.max_bytes is not None


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that may be deleted: in the index, not protected, not being deleted already."""

    id: str
    job_id: str
    camera_id: str
    root_id: str
    started_at: datetime
    duration_seconds: float | None
    bytes: int

    @property
    def ends_at(self) -> datetime:
        return self.started_at + timedelta(seconds=self.duration_seconds or 0.0)


@dataclass(frozen=True, slots=True)
class Due:
    """A file that is to be deleted."""

    file: Kept
    rule: Rule
    early: bool = False
    """Younger than `maxDays` promised."""


def due(
    limits: Limits, oldest_first: Iterable[Kept], kept_bytes: int, protected_bytes: int, now: datetime
) -> Iterator[Due]:
    """
    Of one job. `kept_bytes` is everything it has, what is protected with it.

    What is protected counts, and is never deleted; see `OWN_SHARE` for when there is much of it.
    """
    cutoff = now - limits.max_age if limits.max_age is not None else None
    excess = over(limits, kept_bytes, protected_bytes)
    for file in oldest_first:
        aged = cutoff is not None and file.ends_at < cutoff
        if aged or excess > 0:
            yield Due(file, Rule.MAX_DAYS if aged else Rule.MAX_SIZE, early=cutoff is not None and not aged)
            excess -= file.bytes
        elif cutoff is None or file.started_at >= cutoff:
            return


def over(limits: Limits, kept_bytes: int, protected_bytes: int) -> int:
    """By how many bytes a job has too much that is not protected; none or less when its size is kept."""
    most = limits.max_bytes
    if most is None:
        return 0
    return kept_bytes - protected_bytes - max(most - protected_bytes, int(most * OWN_SHARE))


def before(limits: Limits, kept_bytes: int, protected_bytes: int, now: datetime) -> datetime | None:
    """When files begin that cannot be due; nothing when any may be."""
    if limits.max_age is None or over(limits, kept_bytes, protected_bytes) > 0:
        return None
    return now - limits.max_age


def for_space(
    needed: int,
    oldest_first: Iterable[Kept],
    newest: Mapping[str, datetime],
    limits: Mapping[str, Limits],
    now: datetime,
) -> Iterator[Due]:
    """
    Of all jobs of a disk, until so many bytes are freed.

    `newest` tells when the last file of each living job began: its last hour stays, and that file. `limits` are those
    of the jobs, to tell what goes earlier than was promised.
    """
    for file in oldest_first:
        if needed <= 0:
            return
        last = newest.get(file.job_id)
        if last is not None and (file.started_at >= last or file.ends_at > last - FLOOR):
            continue
        age = limits.get(file.job_id, Limits()).max_age
        yield Due(file, Rule.RESERVE, early=age is not None and file.ends_at >= now - age)
        needed -= file.bytes


def reserve_of(setting_gb: float | None, bytes_per_second: float, total: int, least: int) -> int:
    """
    Free bytes that a disk must keep: as set, but never more than half of it, or an hour of what is written now.

    The latter is never less than twice what counts as full, so that recordings do not stop first, nor more than a tenth
    of the disk.
    """
    if setting_gb is not None:
        return min(round(setting_gb * GB), total // 2)
    return int(min(max(bytes_per_second * 3600, 2 * least), max(total // 10, 2 * least)))
