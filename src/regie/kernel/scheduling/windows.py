"""
Windows: the spans of time in which something is wanted.

Pure. A window is half-open, `[start, end)`: what ends at 18:00 and what begins at 18:00 touch and never overlap. No
start means that it has always been open, no end that it never closes. A window of kind `tick` has no length: it is
the instant at which something happens once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Kind = Literal["continuous", "duration", "tick"]


@dataclass(frozen=True, slots=True)
class Window:
    """One span (or instant, for a tick), with its true bounds."""

    start: datetime | None
    end: datetime | None
    kind: Kind

    def __contains__(self, instant: datetime) -> bool:
        """Whether it is open at an instant; a tick never is."""
        return self.kind != "tick" and self.meets(instant, None) and (self.start is None or self.start <= instant)

    @property
    def empty(self) -> bool:
        """Whether it has no instant at all."""
        return self.start is not None and self.end is not None and self.end <= self.start

    def meets(self, since: datetime | None, until: datetime | None) -> bool:
        """Whether it has an instant in [since, until); None is without bound."""
        if until is not None and self.start is not None and self.start >= until:
            return False
        if since is None:
            return True
        if self.kind == "tick":
            return self.start is not None and self.start >= since
        return self.end is None or self.end > since

    def clip(self, since: datetime | None, until: datetime | None) -> "Window | None":
        """What of it lies in [since, until)."""
        if not self.meets(since, until):
            return None
        if self.kind == "tick":
            return self
        clipped = replace(self, start=_later(self.start, since), end=_sooner(self.end, until))
        return None if clipped.empty else clipped

    def intersect(self, other: "Window") -> "Window | None":
        """What of it lies in another one; it keeps its kind."""
        return self.clip(other.start, other.end)


def merge(windows: Iterable[Window]) -> list[Window]:
    """In the order of their starts, with those that overlap or touch made one; ticks stay what they are."""
    spans: list[Window] = []
    ticks: list[Window] = []
    for window in sorted(windows, key=_order):
        if window.kind == "tick":
            ticks.append(window)
        elif spans and _touches(spans[-1], window):
            spans[-1] = replace(spans[-1], end=_end_of_both(spans[-1].end, window.end))
        else:
            spans.append(window)
    return sorted(spans + ticks, key=_order) if ticks else spans


def _touches(former: Window, later: Window) -> bool:
    return former.end is None or later.start is None or later.start <= former.end


def _order(window: Window) -> tuple[bool, float]:
    return window.start is not None, window.start.timestamp() if window.start else 0.0


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else one or other


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other


def _end_of_both(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else None
