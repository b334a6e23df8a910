"""
A slow and simple model of time, for the tests: it looks at the wall clock once a minute and remembers what it saw.

It shares no code with the product: no folds, no offsets, no cron reader. Times that the wall left out are found where
it jumped, times shown again are those seen before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

ZONES = [
    "Europe/Paris",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
    "UTC",
    "Africa/Casablanca",
    "America/Havana",
    "America/St_Johns",
    "Pacific/Chatham",
    "Asia/Beirut",
    "America/Santiago",
]

CHANGES = {
    "Europe/Paris": ["2026-03-29 01:00", "2026-10-25 01:00"],
    "America/New_York": ["2026-03-08 07:00", "2026-11-01 06:00"],
    "Australia/Lord_Howe": ["2026-04-04 15:00", "2026-10-03 15:30"],
    "America/Sao_Paulo": ["2017-10-15 03:00", "2018-02-18 02:00"],
    "Africa/Casablanca": ["2025-02-23 02:00", "2025-04-06 02:00"],
    "America/Havana": ["2025-03-09 05:00", "2025-11-02 05:00"],
    "America/St_Johns": ["2010-03-14 03:31", "2010-11-07 02:31"],
    "Pacific/Chatham": ["2026-04-04 14:00", "2026-09-26 14:00"],
    "Asia/Beirut": ["2025-03-29 22:00", "2025-10-25 21:00"],
    "America/Santiago": ["2025-04-06 03:00", "2025-09-07 04:00"],
}
"""In UTC, when the clocks of these zones were or will be changed: written down, not computed."""


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(zone: str, text: str, *, again: bool = False) -> datetime:
    """The instant at which the wall shows a time; `again`: the second time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=int(again)).astimezone(UTC)


def wall(zone: str, instant: datetime) -> str:
    """What the wall shows, with its offset: `2026-03-29 03:00+02:00`."""
    return instant.astimezone(ZoneInfo(zone)).isoformat(sep=" ", timespec="minutes")


@dataclass(frozen=True)
class Expression:
    """A cron expression with what it matches, known without reading it."""

    text: str
    matches: Callable[[datetime], bool]
    hourly: bool
    """Whether it may tick in every hour."""

    @property
    def fixed(self) -> bool:
        minute, hour, *_ = self.text.split()
        return not minute.startswith("*") and not hour.startswith("*")

    def __repr__(self) -> str:
        return f'"{self.text}"'


class Watch:
    """What the wall of a zone showed, minute by minute, between two instants."""

    def __init__(self, zone: str, since: datetime, until: datetime) -> None:
        place = ZoneInfo(zone)
        self.seen: list[tuple[datetime, datetime]] = []
        instant = since
        while instant < until:
            self.seen.append((instant, instant.astimezone(place).replace(tzinfo=None, fold=0)))
            instant += MINUTE
        self.day = dict(
            zip((i for i, _ in self.seen), accumulate((shown.date() for _, shown in self.seen), max), strict=True)
        )
        """The local day of each instant: the latest date that the wall has shown."""
        self.first: dict[datetime, datetime] = {}
        self.last: dict[datetime, datetime] = {}
        for instant, shown in self.seen:
            self.first.setdefault(shown, instant)
            self.last[shown] = instant
        for (_, before), (instant, after) in pairwise(self.seen):
            missing = before + MINUTE
            while missing < after:
                self.first[missing] = self.last[missing] = instant
                missing += MINUTE

    def ticks(self, cron: Expression) -> list[datetime]:
        """The instants at which it ticks: fixed times once each, others whenever they are shown."""
        if cron.fixed:
            return sorted({instant for shown, instant in self.first.items() if cron.matches(shown)})
        return [instant for instant, shown in self.seen if cron.matches(shown)]


def runs(minutes: list[datetime]) -> list[tuple[datetime, datetime]]:
    """Minutes in their order, as half-open spans."""
    found: list[tuple[datetime, datetime]] = []
    for minute in minutes:
        if found and found[-1][1] == minute:
            found[-1] = found[-1][0], minute + MINUTE
        else:
            found.append((minute, minute + MINUTE))
    return found


# -- drawing -------------------------------------------------------------------------------------------------------


def _field(low: int, high: int, *, favour: list[int]) -> st.SearchStrategy[tuple[str, frozenset[int]]]:
    everything = frozenset(range(low, high + 1))
    numbers = st.one_of(st.sampled_from(favour), st.integers(low, high))
    return st.one_of(
        st.just(("*", everything)),
        st.sampled_from([2, 3, 5, 7, 10, 15, 20, 30]).map(lambda n: (f"*/{n}", frozenset(range(low, high + 1, n)))),
        st.lists(numbers, min_size=1, max_size=4, unique=True).map(lambda ns: (",".join(map(str, ns)), frozenset(ns))),
        st.tuples(numbers, numbers).map(sorted).map(lambda r: (f"{r[0]}-{r[1]}", frozenset(range(r[0], r[1] + 1)))),
    )


@st.composite
def expressions(draw: st.DrawFn, *, days: bool = True) -> Expression:
    """Any expression of numbers, steps, lists and ranges, fond of the hours in which clocks are changed."""
    minute, minutes = draw(_field(0, 59, favour=[0, 1, 30, 59]))
    hour, hours = draw(_field(0, 23, favour=[0, 1, 2, 3, 23]))
    weekday, weekdays = draw(st.just(("*", frozenset(range(7)))) | _field(0, 6, favour=[0, 6])) if days else ("*", None)

    def matches(shown: datetime) -> bool:
        on_day = weekdays is None or (shown.weekday() + 1) % 7 in weekdays
        return shown.minute in minutes and shown.hour in hours and on_day

    return Expression(f"{minute} {hour} * * {weekday}", matches, len(hours) == 24)


@dataclass(frozen=True)
class Night:
    """A moment in a zone, not far from a change of its clocks (if it has any)."""

    zone: str
    moment: datetime
    watch: Watch

    @property
    def place(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def __repr__(self) -> str:
        return f"{self.zone} {wall(self.zone, self.moment)}"


@lru_cache
def watch_around(zone: str, middle: datetime) -> Watch:
    """Five days before and after: looked at once, however many examples lean on it."""
    return Watch(zone, middle - 5 * DAY, middle + 5 * DAY)


@st.composite
def nights(draw: st.DrawFn) -> Night:
    zone = draw(st.sampled_from(ZONES))
    middle = utc(draw(st.sampled_from(CHANGES.get(zone, ["2026-03-29 01:00"]))))
    minutes = draw(st.integers(-180, 180) | st.integers(-2 * 1440, 2 * 1440))
    return Night(zone, middle + minutes * MINUTE, watch_around(zone, middle))
