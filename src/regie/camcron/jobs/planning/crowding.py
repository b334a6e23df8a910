"""
Whether a job would meet others at a camera that takes only so many connections.

Pure. Jobs of one stream share a connection through the relay, so it is streams that can be too many there; without the
relay it is jobs. Single instants hold a connection for a moment and are not counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice

from regie.camcron.jobs.plan import Plan, PlanWarning, windows
from regie.kernel.scheduling.windows import Window

LOOKED_AT = 500
"""Windows of a job: a week of what begins every twenty minutes."""
NAMED = 3


@dataclass(frozen=True, slots=True)
class Reader:
    """A job, as far as its connection goes."""

    name: str
    stream: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Gate:
    """What a camera takes at once, and whether the relay helps."""

    connections: int
    relay: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """The others that are there at an instant, and until when they all are."""

    since: datetime
    until: datetime | None
    others: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """A window, and whose: nobody's is mine."""

    since: datetime
    lane: int
    reader: Reader | None
    window: Window


def crowding(
    mine: Reader, others: Sequence[Reader], gate: Gate, since: datetime, until: datetime
) -> PlanWarning | None:
    """What is told when it would meet more readers than the camera takes."""
    spans = [(each, _spans(each.plan, since, until)) for each in others]
    for crowd in _crowds(_spans(mine.plan, since, until), spans, since):
        told = _told(mine, crowd, gate)
        if told:
            return PlanWarning("connections", f"{_when(crowd, mine.plan)} it meets {_named(crowd.others)} at a {told}")
    return None


def _told(mine: Reader, crowd: Crowd, gate: Gate) -> str:
    """The consequence, or nothing when there is room for everybody."""
    takes = f"camera that takes {gate.connections} connection{'' if gate.connections == 1 else 's'}"
    if len(crowd.others) + 1 <= gate.connections:
        return ""
    streams = {mine.stream, *(each.stream for each in crowd.others)}
    if gate.relay == "never" or len(streams) > gate.connections:
        return f"{takes}: who has the lower priority, or comes later, waits"
    return f"{takes}: they share {'it' if gate.connections == 1 else 'them'} through the relay"


def _spans(plan: Plan, since: datetime, until: datetime) -> list[Window]:
    if plan.trigger == "oneshot":
        return []
    return list(islice(windows(plan, since, until), LOOKED_AT))


def _crowds(mine: Sequence[Window], others: Sequence[tuple[Reader, list[Window]]], since: datetime) -> Iterator[Crowd]:
    """Who is there at each instant at which somebody comes while mine is open, in the order of these instants."""
    lanes: list[tuple[Reader | None, Sequence[Window]]] = [(None, mine), *others]
    coming = [
        _Open(_start(window, since), lane, reader, window)
        for lane, (reader, spans) in enumerate(lanes)
        for window in spans
    ]
    there: list[_Open] = []
    for at, begun in groupby(sorted(coming, key=lambda each: each.since), key=lambda each: each.since):
        there = sorted((each for each in (*there, *begun) if at in each.window), key=lambda each: each.lane)
        readers = tuple(each.reader for each in there if each.reader is not None)
        if readers and there[0].reader is None:
            ends = [each.window.end for each in there if each.window.end is not None]
            yield Crowd(at, min(ends, default=None), readers)


def _start(window: Window, since: datetime) -> datetime:
    return window.start if window.start is not None and window.start > since else since


def _when(crowd: Crowd, plan: Plan) -> str:
    begin = crowd.since.astimezone(plan.zone)
    if crowd.until is None:
        return f"from {begin:%Y-%m-%d %H:%M} on"
    end = crowd.until.astimezone(plan.zone)
    same = "" if end.date() == begin.date() else f"{end:%Y-%m-%d} "
    return f"from {begin:%Y-%m-%d %H:%M} to {same}{end:%H:%M}"


def _named(others: Sequence[Reader]) -> str:
    names = [f"«{each.name}»" for each in others[:NAMED]]
    return ", ".join(names) + (f" and {len(others) - NAMED} more" if len(others) > NAMED else "")
