"""
What is on each disk, what is written to it, and when it will be full.

Disks are asked together and outside of any transaction, and one that hangs keeps nobody waiting who can do with what
was known a moment ago. Sums come from the books; what is written is measured on the newest files and looked at once a
minute, and when a job has its first ones.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.ledger.queries import protected_sums, recent, sums, written_since
from regie.camcron.recordings.ledger.sums import Sum
from regie.camcron.recordings.roots import LEAST_FREE, Roots, Space, Volume
from regie.camcron.recordings.settings import Keeping, effective
from regie.camcron.retention.facts import JobFacts
from regie.camcron.retention.forecast import Growth, full_in
from regie.camcron.retention.picture import Disk, Picture, Rates
from regie.camcron.retention.policy import Limits, reserve_of
from regie.camcron.retention.queries import camera_facts, job_facts, oldest
from regie.kernel.clock import Clock
from regie.kernel.db import Database

DISKS_EVERY = 5.0
"""Seconds that a look at the disks is good for."""
RATES_EVERY = 60.0
DAY = timedelta(days=1)
LEAST_DAY = timedelta(hours=1)
"""A job that began just now is measured over an hour at least."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a volume."""

    space: Space | None = None
    problem: str | None = None
    refuses: str | None = None


class Measuring:
    """Answers from one picture, drawn anew when it is older than a few seconds."""

    def __init__(self, database: Database, clock: Clock, roots: Roots, keeping: Keeping) -> None:
        self._database = database
        self._clock = clock
        self._roots = roots
        self._keeping = keeping
        self._picture: tuple[float, Picture] | None = None
        self._drawing: asyncio.Task[Picture] | None = None
        self._rates: tuple[float, frozenset[str], Rates] | None = None
        """When they were measured, of which jobs."""
        self._version = self._drawn = 0
        """Of the jobs, and of those that the picture shows."""

    def outdate(self) -> None:
        """A job is another one now: who asks next is told of it as it is."""
        self._version += 1

    async def picture(self, *, fresh: bool = False) -> Picture:
        """What was known a few seconds ago, unless it shall be fresh; a disk that hangs delays the first one only."""
        picture = await self._seen(fresh)
        return picture if self._drawn == self._version else await self._with_jobs_of_now(picture)

    async def _seen(self, fresh: bool) -> Picture:
        known = self._picture
        if known is not None and not fresh and self._clock.monotonic() - known[0] < DISKS_EVERY:
            return known[1]
        if self._drawing is None or self._drawing.done():
            self._drawing = asyncio.create_task(self._draw(), name="disks")
        if known is None or fresh:
            return await asyncio.shield(self._drawing)
        await asyncio.wait({self._drawing}, timeout=1.0)
        return self._drawing.result() if self._drawing.done() else known[1]

    async def _with_jobs_of_now(self, picture: Picture) -> Picture:
        """The same disks; no disk is asked for a change of a job."""
        version = self._version
        async with self._database.read() as session:
            jobs, cameras = await job_facts(session), await camera_facts(session)
        renewed = replace(picture, jobs=jobs, cameras=cameras)
        if self._picture is not None and self._picture[1] is picture:
            self._picture, self._drawn = (self._picture[0], renewed), version
        return renewed

    async def close(self) -> None:
        """End a look that is under way: whoever asked for it may have left."""
        if self._drawing is not None:
            self._drawing.cancel()
            await asyncio.gather(self._drawing, return_exceptions=True)

    async def reserve_of(self, volume: Volume) -> int:
        """Bytes that must stay free on its disk."""
        disks = (await self.picture()).disks
        return max((disk.reserve or 0 for disk in disks if disk.volume.id == volume.id), default=0) or LEAST_FREE

    async def _draw(self) -> Picture:
        volumes = await self._roots.volumes()
        looks = dict(zip(volumes, await asyncio.gather(*map(self._look, volumes)), strict=True))
        version = self._version
        async with self._database.read() as session:
            held, kept = await sums(session), await protected_sums(session)
            jobs, cameras = await job_facts(session), await camera_facts(session)
        rates = await self._current_rates({each.job_id for each in held if each.files})
        now = self._clock.now()
        disks = tuple(self._disk(volume, looks, held, jobs, rates, now) for volume in volumes)
        picture = Picture(now, disks, tuple(held), jobs, cameras, tuple(kept), rates)
        self._picture, self._drawn = (self._clock.monotonic(), picture), version
        return picture

    async def _look(self, volume: Volume) -> Look:
        try:
            space = await self._roots.space(await self._roots.check(volume.id))
        except RootProblem as problem:
            return Look(problem=problem.sentence)
        try:
            await self._roots.check_deletable(volume)
        except RootProblem as problem:
            return Look(space, refuses=problem.sentence)
        return Look(space)

    def _disk(
        self,
        volume: Volume,
        looks: Mapping[Volume, Look],
        held: Iterable[Sum],
        jobs: Mapping[str, JobFacts],
        rates: Rates,
        now: datetime,
    ) -> Disk:
        look, mine = looks[volume], [each for each in held if each.root_id == volume.id]
        space, shared = look.space, {volume.id}
        if space is not None:
            shared |= {v.id for v, seen in looks.items() if seen.space is not None and seen.space.disk == space.disk}
        speed = sum(rate for (_, root), rate in rates.per_second.items() if root in shared)
        reserve = reserve_of(self._keeping.reserve_gb, speed, space.total, LEAST_FREE) if space else None
        full = None
        if space is not None and reserve is not None:
            growths = self._growths([each for each in held if each.root_id in shared], jobs, rates, now)
            full = full_in(space.free - reserve, growths)
        return Disk(
            volume=volume,
            space=space,
            problem=look.problem,
            refuses=look.refuses,
            files=sum(each.files for each in mine),
            bytes=sum(each.bytes for each in mine),
            bytes_per_second=sum(rate for (_, root), rate in rates.per_second.items() if root == volume.id),
            reserve=reserve,
            full_at=now + timedelta(days=full) if full is not None else None,
        )

    def _growths(self, held: Iterable[Sum], jobs: Mapping[str, JobFacts], rates: Rates, now: datetime) -> list[Growth]:
        size: dict[tuple[str, str], int] = defaultdict(int)
        for each in held:
            size[each.job_id, each.root_id] += each.bytes
        return [self._growth(key, kept, jobs.get(key[0]), rates, now) for key, kept in size.items()]

    def _growth(self, key: tuple[str, str], kept: int, job: JobFacts | None, rates: Rates, now: datetime) -> Growth:
        begun = rates.oldest.get(key[0], now)
        limits = Limits()
        if job is not None:
            limits = Limits.of(effective(job.retention, self._keeping.default_retention))
        return Growth(
            kept=kept,
            per_day=rates.per_day.get(key, 0.0),
            reaches_back=max((now - begun) / DAY, 0.0),
            max_days=limits.max_age / DAY if limits.max_age is not None else None,
            max_bytes=limits.max_bytes,
        )

    async def _current_rates(self, jobs: Set[str]) -> Rates:
        """Of jobs that have files."""
        known = self._rates
        if known is not None and self._clock.monotonic() - known[0] < RATES_EVERY and jobs <= known[1]:
            return known[2]
        now = self._clock.now()
        async with self._database.read() as session:
            day = await written_since(session, now - DAY)
            job_ids = {job_id for job_id, _ in day}
            speeds = {job_id: await recent(session, job_id) for job_id in sorted(job_ids)}
            begun = {each.job_id: await oldest(session, each.job_id) for each in await sums(session)}
        oldest_of = {job_id: at for job_id, at in begun.items() if at is not None}
        rates = Rates(
            per_second={(key, m.root_id): m.writes_now(now) for key, m in speeds.items() if m is not None},
            per_day={key: size * (DAY / _span(oldest_of.get(key[0], now), now)) for key, size in day.items()},
            oldest=oldest_of,
        )
        self._rates = (self._clock.monotonic(), frozenset(begun) | jobs, rates)
        return rates


def _span(begun: datetime, now: datetime) -> timedelta:
    """How much of the last day a job has been there."""
    return min(max(now - begun, LEAST_DAY), DAY)
