"""
Use cases of series: written a minute at a time, read by span, thinned by age.

Samples of the minute are held in memory and joined with what the rows have, so that a server that starts again in the
middle of a row goes on with it. Each row of fine samples is one coarse one: their mean.
"""

from array import array
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, tuple_, update

from regie.camcron.series.blocks import (
    COARSE,
    FINE,
    GRAINS,
    Grain,
    Line,
    Sample,
    empty,
    line_of,
    mean,
    merged,
    newest,
    place,
    put,
    unpacked,
)
from regie.camcron.series.models import Series
from regie.camcron.series.rates import Subject
from regie.kernel.clock import Clock
from regie.kernel.db import Session

Key = tuple[str, str, int, datetime]
"""Scope, UUID, step, begin of a row."""
Rows = dict[Key, "array[float]"]
RECENT = timedelta(seconds=90)
"""Samples are written each minute; a server that stands by reads them later than who takes them."""
AT_ONCE = 200
"""Rows in one question."""


class Samples:
    """The use cases. `hold`, `take` and `give_back` are of memory; the others work in the caller's transaction."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: Rows = {}

    def hold(self, at: datetime, samples: Mapping[Subject, Sample]) -> None:
        """Samples of one instant."""
        begin, index = place(at, FINE)
        for (scope, subject), sample in samples.items():
            row = self._held.setdefault((scope, subject, FINE.step, begin), empty(FINE))
            put(row, index, sample)

    def take(self) -> Rows:
        """What is held, to be written; it is held no more."""
        held, self._held = self._held, {}
        return held

    def give_back(self, taken: Rows) -> None:
        """It could not be written."""
        for key, row in taken.items():
            self._held[key] = merged(row, self._held[key]) if key in self._held else row

    async def write(self, session: Session, taken: Rows) -> None:
        """Join it with what is there."""
        fine = await _join(session, taken)
        coarse: Rows = {}
        for (scope, subject, _, at), row in fine.items():
            begin, index = place(at, COARSE)
            put(coarse.setdefault((scope, subject, COARSE.step, begin), empty(COARSE)), index, mean(row))
        await _join(session, coarse)

    async def forget(self, session: Session) -> None:
        """What is older than it is kept."""
        for grain in (FINE, COARSE):
            oldest = self._clock.now() - grain.kept - timedelta(seconds=grain.span)
            await session.execute(delete(Series).where(Series.step == grain.step, Series.at < oldest))

    async def line(
        self, session: Session, subject: Subject, since: datetime, until: datetime, grain: Grain, names: tuple[str, ...]
    ) -> Line:
        """A subject's samples in [since, until), those of the last minute too where this server takes them."""
        scope, key = subject
        rows = await session.execute(
            select(Series.at, Series.data).where(
                Series.scope == scope, Series.subject == key, Series.step == grain.step,
                Series.at > since - timedelta(seconds=grain.span), Series.at < until,
            )
        )  # fmt: skip
        found: dict[datetime, bytes] = dict(rows.all())
        for (held_scope, held_key, step, at), row in self._held.items():
            if (held_scope, held_key, step) == (scope, key, grain.step):
                found[at] = merged(unpacked(found.get(at), grain), row).tobytes()
        return line_of(found.items(), since, until, grain, names)

    async def now(self, session: Session) -> dict[Subject, tuple[datetime, Sample]]:
        """The newest sample of everybody who had a process within the last `RECENT`."""
        since = self._clock.now() - RECENT
        rows = await session.execute(
            select(Series.scope, Series.subject, Series.at, Series.data)
            .where(Series.step == FINE.step, Series.at > since - timedelta(seconds=FINE.span))
            .order_by(Series.at)
        )
        seen = [((scope, key), at, unpacked(data, FINE)) for scope, key, at, data in rows]
        seen += [((scope, key), at, row) for (scope, key, _, at), row in self._held.items()]
        found: dict[Subject, tuple[datetime, Sample]] = {}
        for subject, at, row in seen:
            last = newest(at, row, FINE, since)
            if last is not None and (subject not in found or last[0] > found[subject][0]):
                found[subject] = last
        return found


async def _join(session: Session, newer: Rows) -> Rows:
    """Write rows joined with those that there are; as they are now."""
    there = await _rows(session, newer)
    joined = {key: merged(there[key], row) if key in there else row for key, row in newer.items()}
    known = [_values(key, row) for key, row in joined.items() if key in there]
    fresh = [_values(key, row) for key, row in joined.items() if key not in there]
    if known:
        await session.execute(update(Series), known)
    if fresh:
        await session.execute(insert(Series), fresh)
    return joined


async def _rows(session: Session, keys: Iterable[Key]) -> Rows:
    wanted, found = list(keys), {}
    columns = (Series.scope, Series.subject, Series.step, Series.at)
    for start in range(0, len(wanted), AT_ONCE):
        query = select(*columns, Series.data).where(tuple_(*columns).in_(wanted[start : start + AT_ONCE]))
        for scope, subject, step, at, data in await session.execute(query):
            found[scope, subject, step, at] = unpacked(data, GRAINS[step])
    return found


def _values(key: Key, row: "array[float]") -> dict[str, object]:
    scope, subject, step, at = key
    return {"scope": scope, "subject": subject, "step": step, "at": at, "data": row.tobytes()}
