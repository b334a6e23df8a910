"""
How much of what was wanted is there, by local day.

Pure. What was deleted since counts on neither side: it had been recorded, and its deletion was wanted too. What is
being recorded counts as recorded, though its file is not closed: else a job would have nothing until its first one is.
Jobs of single instants are counted in pictures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from regie.camcron.overview.past.explain import Part
from regie.kernel.scheduling.zones import DAY, day_of, start_of


@dataclass(slots=True)
class DayCoverage:
    """One local day."""

    day: date
    wanted: float = 0.0
    """Seconds, or instants."""
    recorded: float = 0.0
    deleted: float = 0.0

    @property
    def ratio(self) -> float | None:
        """Between 0 and 1; nothing when nothing was wanted, or all of it was deleted."""
        return min(1.0, self.recorded / self.wanted) if self.wanted > 0 else None


def by_day(parts: Iterable[Part], zone: ZoneInfo, *, of_instants: bool) -> list[DayCoverage]:
    """Days with something wanted, recorded or deleted, the oldest first."""
    found: dict[date, DayCoverage] = {}
    for part in parts:
        if not part.wanted:
            continue
        for day, amount in [(day_of(part.since, zone), 1.0)] if of_instants else _seconds(part, zone):
            held = found.setdefault(day, DayCoverage(day))
            if part.done:
                share = 1.0 if of_instants else _share(part)
                held.wanted += amount
                held.recorded += amount * share
            elif part.why.cause in ("deletedByRetention", "deletedByUser"):
                held.deleted += amount
            elif part.why.cause is not None:
                held.wanted += amount
    return [found[day] for day in sorted(found)]


def total(days: Iterable[DayCoverage]) -> DayCoverage:
    """All of them together."""
    sum_ = DayCoverage(date.min)
    for day in days:
        sum_.wanted += day.wanted
        sum_.recorded += day.recorded
        sum_.deleted += day.deleted
    return sum_


def _share(part: Part) -> float:
    """How much of a recorded span is film: less than all where short breaks were passed over."""
    if part.recorded is None:
        return 1.0
    length = (part.recorded.until - part.recorded.since).total_seconds()
    return min(1.0, part.recorded.seconds / length) if length > 0 else 1.0


def _seconds(part: Part, zone: ZoneInfo) -> Iterable[tuple[date, float]]:
    begin: datetime = part.since
    while begin < part.until:
        day = day_of(begin, zone)
        end = min(part.until, start_of(day + DAY, zone))
        yield day, (end - begin).total_seconds()
        begin = end
