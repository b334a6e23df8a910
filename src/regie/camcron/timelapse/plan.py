"""
Which films a job's pictures come to: one for each local day, or one for each of its calendar periods.

Pure. A span is due some minutes after its end, when the last picture has its place in the index.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from regie.camcron.jobs.period import Period
from regie.kernel.scheduling.zones import DAY, day_of, start_of

Assemble = Literal["day", "period", "manual"]

GRACE = timedelta(minutes=5)
"""After the end of a span, for its last picture."""
BACK = timedelta(days=8)
"""What ended longer ago is not made by itself any more: a server that was off for months has no backlog of films."""


@dataclass(frozen=True, slots=True)
class Span:
    """The pictures of one film: from `since`, until before `until`."""

    since: datetime
    until: datetime

    def is_due(self, now: datetime) -> bool:
        """Whether all of its pictures have been taken."""
        return now >= self.until + GRACE


def span_around(assemble: Assemble, picture: datetime, zone: ZoneInfo, period: Period | None) -> Span | None:
    """The film that a picture belongs to; nothing when the job makes none by itself, or its period has no end."""
    day = day_of(picture, zone)
    if assemble == "day":
        return Span(start_of(day, zone), start_of(day + DAY, zone))
    if assemble == "manual" or period is None:
        return None
    first, last = next(period.spans(day, day + DAY), (None, None))
    if first is None or last is None:
        return None
    return Span(start_of(first, zone), start_of(last + DAY, zone))
