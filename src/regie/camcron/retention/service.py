"""
Retention as it is carried out: what is due is found in the index and deleted, a bounded number of files at a time.

A pass goes through the jobs, one after the other, then through the disks that have too little free. It holds no truth
of its own: what a crash, an absent disk or the bound left is found by the next one. No disk is ever walked, and what is
not in the index does not exist here: neither open files, nor anybody else's.
"""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from regie.camcron.recordings.ledger.queries import differing, protected_sums, recount, sums
from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.ledger.service import Why
from regie.camcron.recordings.ledger.sums import Sum
from regie.camcron.recordings.queries import latest_of
from regie.camcron.recordings.removal.service import Removal
from regie.camcron.recordings.settings import Keeping, effective
from regie.camcron.retention.doubt import Doubt, Watch
from regie.camcron.retention.facts import JobFacts
from regie.camcron.retention.heritage import Heritage
from regie.camcron.retention.measuring import Measuring
from regie.camcron.retention.passes import Guard, Pass, Told
from regie.camcron.retention.picture import Disk
from regie.camcron.retention.policy import Due, Kept, Limits, before, due, for_space, over
from regie.camcron.retention.preview import Standing, WouldDelete
from regie.camcron.retention.queries import (
    camera_facts,
    doomed_on,
    job_facts,
    of_camera,
    of_job,
    oldest_on,
    on_roots,
    trust,
    trusted,
)
from regie.camcron.retention.space import Relief
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session

RUN, CLEAR = "cam.retention.run", "cam.retention.clear"
"""Kinds of tasks: delete all that is due, and what was deleted with its files."""
AT_ONCE = 500
"""Files of one job, and of one disk, in a pass: whoever lowered a limit by mistake has time to put it back."""
IN_ALL, LEAST = 5000, 10
"""
Files of all jobs in a pass, shared equally, but never less than this for each: a pass ends within seconds. What one job
does not need is shared among those that have more.
"""
PAGE = 500
MOST = 100_000
"""Files that a preview counts."""
_log = logging.getLogger(__name__)


class Retention:
    """Looks and deletes. Opens its own transactions, except where it is given one."""

    def __init__(
        self, database: Database, clock: Clock, removal: Removal, keeping: Keeping, measuring: Measuring
    ) -> None:
        self._database = database
        self._clock = clock
        self._removal = removal
        self._keeping = keeping
        self._measuring = measuring
        self._heritage = Heritage(database)
        self._watch: Watch | None = None
        self._alone = asyncio.Lock()
        self._counted = False
        self._reliefs: dict[int, Relief] = defaultdict(Relief)
        """By disk."""
        self._away: Mapping[str, str] = {}
        """Roots that cannot be used, as they were seen last, and why: their files are counted nowhere."""
        self._refusing: Mapping[str, str] = {}
        """Roots that are there and let nothing go, and why: their files count, and are passed over."""
        self.doubt: Doubt | None = None
        """Of the last pass."""
        self.told: Told | None = None
        """Hears of each pass."""

    @property
    def believes(self) -> bool:
        """Whether a pass has looked at the clock and believed it, and nothing has happened to it since."""
        return self._watch is not None and self._watch.believes(self._clock.now(), self._clock.monotonic())

    def begin(self) -> None:
        """This instance deletes from now on: the sums are looked at, and the clock, as after a start."""
        self._counted, self._watch = False, None

    async def put_sums_right(self) -> int:
        """Compare the sums with the index; of how many jobs they differed."""
        async with self._database.read() as session:
            jobs = await differing(session)
        for job_id in jobs:
            async with self._database.write() as session:
                await recount(session, job_id)
        if jobs:
            _log.info("sums of the index were put right", extra={"jobs": len(jobs)})
        return len(jobs)

    async def run(self, *, trust_clock: bool = False, guard: Guard | None = None) -> Pass:
        """One pass."""
        async with self._alone:
            if not self._counted:
                await self.put_sums_right()
                self._counted = True
            done = Pass(doubt=await self._look_at_the_clock(trust_clock), guard=guard)
            done.disks = await self._look_at_the_disks()
            await self._heritage.settle(guard)
            async with self._database.read() as session:
                done.standings = await self._standings(session)
                cameras = await camera_facts(session)
            for camera in cameras.values():
                if camera.files_deleted_by is not None:
                    await self._clear_camera(camera.id, camera.files_deleted_by, done)
            for standing in done.standings.values():
                if standing.facts.files_deleted_by is not None:
                    await self._clear_job(standing.id, standing.facts.files_deleted_by, done)
            await self._share_out(done)
            await self._make_room(done)
            if self.told is not None:
                await self.told(done)
        return done

    async def remove_files(self, by: str, *, job_ids: Iterable[str] = (), camera_id: str | None = None) -> Pass:
        """A bounded number of files of what was deleted with its files (UUIDs)."""
        async with self._alone:
            done = Pass()
            await self._look_at_the_disks()
            if camera_id is not None:
                await self._clear_camera(camera_id, by, done)
            for job_id in job_ids:
                await self._clear_job(job_id, by, done)
        return done

    async def preview(self, job_id: str | None = None, limits: Limits | None = None) -> list[WouldDelete]:
        """What is due now, of each job or of one (UUID), by its own limits or by others."""
        await self._look_at_the_disks(fresh=False)
        async with self._database.read() as session:
            return await self.would_delete(session, job_id, limits)

    async def would_delete(
        self, session: Session, job_id: str | None = None, limits: Limits | None = None, *, most: int = MOST
    ) -> list[WouldDelete]:
        """The same inside of a transaction, on the disks that were there at the last look."""
        standings = (await self._standings(session)).values()
        wanted = [each for each in standings if job_id in (None, each.id)]
        return [await self._would(session, each, limits or each.limits, most) for each in wanted]

    async def would_delete_of_another(
        self, session: Session, job_id: str, former: str, files: int, size: int, most: int
    ) -> WouldDelete:
        """What a job (UUID) would lose of the files of another one (UUID) if they were its own."""
        facts = (await job_facts(session))[job_id]
        limits = self.limits_of(facts)
        return await self._would(session, Standing(former, facts, limits, files, size, 0), limits, most)

    @property
    def away(self) -> list[str]:
        """Why what lies on some disks is left alone, a sentence each."""
        return sorted(self._away.values())

    def limits_of(self, job: JobFacts) -> Limits:
        """The limits that count for a job; for one that was deleted, those that it had."""
        return Limits.of(effective(job.retention, self._keeping.default_retention))

    # -- inside --------------------------------------------------------------------------------------------------

    async def _look_at_the_clock(self, told: bool) -> Doubt | None:
        if self._watch is None:
            async with self._database.read() as session:
                self._watch = Watch(await trusted(session))
        now = self._clock.now()
        doubt = self._watch.look(now, self._clock.monotonic(), told=told)
        if doubt is None:
            async with self._database.write() as session:
                await trust(session, now)
        elif doubt != self.doubt:
            _log.warning(doubt.sentence)
        self.doubt = doubt
        return doubt

    async def _look_at_the_disks(self, *, fresh: bool = True) -> tuple[Disk, ...]:
        """Say once why a root is left alone."""
        picture = await self._measuring.picture(fresh=fresh)
        for root_id, sentence in picture.away.items():
            if root_id not in self._away:
                _log.warning("retention leaves a folder alone", extra={"reason": sentence})
        self._away, self._refusing = picture.away, picture.refusing
        return picture.disks

    async def _standings(self, session: Session) -> dict[str, Standing]:
        """Jobs that have files; those that the database has never known are nobody's, and age by nothing."""
        all_, kept, jobs = await sums(session), await protected_sums(session), await job_facts(session)
        files, size, held = self._added_up(all_)
        _, protected, kept_there = self._added_up(kept)
        return {
            key: Standing(
                id=key,
                facts=jobs[key],
                limits=self.limits_of(jobs[key]),
                files=files[key],
                bytes=size[key],
                protected=protected[key],
                held=held[key] - kept_there[key],
            )
            for key in files
            if key in jobs
        }

    def _added_up(self, found: Iterable[Sum]) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Files and bytes of each job on disks that are there; the bytes on those that let nothing of it go."""
        files: Counter[str] = Counter()
        size: Counter[str] = Counter()
        held: Counter[str] = Counter()
        for each in found:
            if each.root_id not in self._away:
                files[each.job_id] += each.files
                size[each.job_id] += each.bytes
                held[each.job_id] += each.bytes if each.root_id in self._holding(each.job_id) else 0
        return files, size, held

    def _holding(self, job_id: str) -> dict[str, str]:
        """Roots (UUIDs) that are there and let nothing of a job go now, and why."""
        refused = {
            root_id: problem.sentence
            for (root_id, held_id), problem in self._removal.refusals.items()
            if held_id == job_id and root_id not in self._away
        }
        return {**refused, **self._refusing}

    async def _share_out(self, done: Pass) -> None:
        """All jobs, each by its limits; see `IN_ALL`."""
        hungry = [each for each in done.standings.values() if each.facts.files_deleted_by is None]
        taken: Counter[str] = Counter()
        share = max(LEAST, IN_ALL // max(len(hungry), 1))
        while hungry and share > 0:
            left = []
            for standing in hungry:
                found, more = await self._apply(standing, done, min(share, AT_ONCE - taken[standing.id]))
                taken[standing.id] += found
                if more and taken[standing.id] < AT_ONCE:
                    left.append(standing)
                done.more = done.more or (more and taken[standing.id] >= AT_ONCE)
            hungry, share = left, (IN_ALL - taken.total()) // max(len(left), 1)
        done.more = done.more or bool(hungry)

    async def _apply(self, standing: Standing, done: Pass, most: int) -> tuple[int, bool]:
        """Delete what is due of one job, so many files at most; how many were found, and whether more is due."""
        limits = replace(standing.limits, max_age=None) if done.doubt else standing.limits
        if not limits:
            return 0, False
        now, holding = self._clock.now(), self._holding(standing.id)
        kept = standing.bytes - done.freed[standing.id]
        if limits.max_age is None and over(limits, kept, standing.protected) <= 0:
            return 0, False
        async with self._database.read() as session:
            for root_id, why in holding.items():
                stuck = await oldest_on(session, root_id, job_id=standing.id)
                if any(due(limits, stuck, kept, standing.protected, now)):
                    done.problems[root_id] = why
            if limits.max_age is None and over(limits, kept, standing.fixed) <= 0:
                return 0, False
            young, without = before(limits, kept, standing.fixed, now), {*self._away, *holding}
            rows = await of_job(session, standing.id, most + 1, before=young, without=without)
        found = list(due(limits, rows[:most], kept, standing.fixed, now))
        size = await self._delete(found, done)
        return len(found), len(found) == most < len(rows) and size == _bytes(each.file for each in found)

    async def _clear_job(self, job_id: str, by: str, done: Pass) -> None:
        holding = self._holding(job_id)
        async with self._database.read() as session:
            rows = await of_job(session, job_id, AT_ONCE + 1, without={*self._away, *holding})
            for root_id, why in holding.items():
                if await oldest_on(session, root_id, job_id=job_id):
                    done.problems[root_id] = why
        await self._clear(rows, by, done)

    async def _clear_camera(self, camera_id: str, by: str, done: Pass) -> None:
        refusals = {key: each for key, each in self._removal.refusals.items() if key[0] not in self._away}
        async with self._database.read() as session:
            without = {*self._away, *self._refusing}
            rows = await of_camera(session, camera_id, AT_ONCE + 1, without=without, held=refusals)
            for root_id, why in self._refusing.items():
                if await oldest_on(session, root_id, camera_id=camera_id):
                    done.problems[root_id] = why
            for (root_id, job_id), problem in refusals.items():
                if await oldest_on(session, root_id, job_id=job_id, camera_id=camera_id):
                    done.problems[root_id] = problem.sentence
        await self._clear(rows, by, done)

    async def _clear(self, rows: Sequence[Kept], by: str, done: Pass) -> None:
        done.more = done.more or len(rows) > AT_ONCE
        await self._delete([Due(row, Rule.PERSON) for row in rows[:AT_ONCE]], done, by)

    async def _make_room(self, done: Pass) -> None:
        """Each disk that has less than its reserve; several roots may lie on one."""
        by_disk: dict[int, list[Disk]] = defaultdict(list)
        for disk in done.disks:
            if disk.space is not None:
                by_disk[disk.space.disk].append(disk)
        for key, disks in by_disk.items():
            spaces = [disk.space for disk in disks if disk.space is not None]
            free, total = min(space.free for space in spaces), max(space.total for space in spaces)
            reserve = max(disk.reserve or 0 for disk in disks)
            relief, now = self._reliefs[key], self._clock.monotonic()
            pending = relief.pending(now, free, total, sum(disk.bytes_per_second for disk in disks))
            if free >= reserve:
                continue
            if pending is None:
                done.futile[key] = (relief.futile_until or now) - now
                continue
            done.problems |= {disk.volume.id: disk.refuses for disk in disks if disk.refuses is not None}
            giving = [disk.volume.id for disk in disks if disk.refuses is None]
            size = await self._free(reserve + reserve // 10 - free - pending, giving, done) if giving else 0
            if size:
                relief.deleted(now, free, size)

    async def _free(self, needed: int, root_ids: Collection[str], done: Pass) -> int:
        """Delete the oldest of a disk until it has what it needs, or nothing more may go; how many bytes that were."""
        needed -= sum(file.size_bytes for file, _ in done.deleted if file.root_id in root_ids)
        refusal = self._removal.refusal
        limits = {key: each.limits for key, each in done.standings.items()}
        living = [key for key, each in done.standings.items() if each.facts.deleted_at is None]
        found: list[Due] = []
        last: Kept | None = None
        async with self._database.read() as session:
            going = await doomed_on(session, root_ids)
            needed -= sum(size for key, size in going.items() if refusal(*key) is None)
            newest = {key: file.started_at for key, file in (await latest_of(session, living)).items()}
            while needed > 0 and len(found) < AT_ONCE:
                rows = await on_roots(session, root_ids, PAGE, last)
                mine = [row for row in rows if row.job_id in limits and not self._is_refused(row, done)]
                page = list(for_space(needed, mine, newest, limits, self._clock.now()))
                found += page
                needed -= _bytes(each.file for each in page)
                if len(rows) < PAGE:
                    break
                last = rows[-1]
        done.pressed = done.pressed or len(found) >= AT_ONCE
        done.more = done.more or done.pressed
        return await self._delete(found[:AT_ONCE], done)

    async def _delete(self, found: Sequence[Due], done: Pass, by: str = "") -> int:
        """How many bytes were."""
        by_id = {each.file.id: each for each in found if not self._is_refused(each.file, done)}
        removed = await self._removal.delete(
            self._database,
            {key: Why(each.rule, by) for key, each in by_id.items()},
            {key: each.file.root_id for key, each in by_id.items()},
            done.guard,
        )
        done.deleted += [(file, by_id[file.id]) for file in removed.files]
        for file in removed.files:
            done.freed[file.job_id] += file.size_bytes
        done.problems |= {root: problem.sentence for root, problem in removed.problems.items()}
        return sum(file.size_bytes for file in removed.files)

    def _is_refused(self, file: Kept, done: Pass) -> bool:
        """Whether its disk lets nothing of its job go now."""
        problem = self._removal.refusal(file.root_id, file.job_id)
        if problem is not None:
            done.problems[file.root_id] = problem.sentence
        return problem is not None

    async def _would(self, session: Session, standing: Standing, limits: Limits, most: int) -> WouldDelete:
        told = WouldDelete(standing, limits)
        last: Kept | None = None
        left, seen, now = standing.bytes, 0, self._clock.now()
        without = {*self._away, *self._holding(standing.id)}
        while limits:
            rows = await of_job(session, standing.id, PAGE, without=without, after=last)
            page = list(due(limits, rows, left, standing.fixed, now))
            for each in page:
                told.add(each)
            left, seen = left - _bytes(each.file for each in page), seen + len(rows)
            if len(rows) < PAGE or not page:
                break
            if seen >= most:
                told.more = True
                break
            last = rows[-1]
        return told


def _bytes(files: Iterable[Kept]) -> int:
    return sum(file.bytes for file in files)
