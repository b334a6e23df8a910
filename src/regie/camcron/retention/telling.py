"""
What retention tells: what it deleted, what it had to delete too early, and disks with little space.

Deletions are an activity, gathered for an hour: a recording of short files loses one with each that it gains. That
something goes earlier than its days promised is an alert of its job, over when nothing did for a day.
"""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.settings import Keeping
from regie.camcron.retention.passes import Pass
from regie.camcron.retention.picture import Disk
from regie.camcron.retention.policy import GB, Due
from regie.camcron.retention.preview import Standing
from regie.camcron.retention.queries import cut_short_since
from regie.camcron.retention.space import LowSpace, Turn
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.service import Notices

GATHER = timedelta(hours=1)
OVER = timedelta(days=1)
"""Without an early deletion for so long, the promise is kept again."""


class Telling:
    """Hears of each pass."""

    def __init__(self, database: Database, clock: Clock, notices: Notices, keeping: Keeping) -> None:
        self._database = database
        self._clock = clock
        self._notices = notices
        self._keeping = keeping
        self._files: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._told_at: datetime | None = None
        self._early: dict[str, datetime] | None = None
        """Jobs (UUIDs) that lose files too early, and when they did last; none: not looked at since the start."""
        self._disks: dict[int, LowSpace] = {}
        self._is_stuck: dict[str, bool] = {}
        """By root: what was told last."""

    async def told(self, done: Pass) -> None:
        """A pass is over."""
        self._gather(done)
        turns = self._turns(done.disks)
        async with self._database.write() as session:
            if done.guard is not None:
                await done.guard(session)
            await self._applied(session)
            await self._too_early(session, done)
            for turn, disk in turns:
                await self._space(session, turn, disk)
            await self._stuck(session, done)

    # -- what was deleted ----------------------------------------------------------------------------------------

    def _gather(self, done: Pass) -> None:
        for file, found in done.deleted:
            if found.rule is not Rule.PERSON:
                self._files[file.job_slug] += 1
                self._bytes[file.job_slug] += file.size_bytes
                self._names[file.job_slug] = file.job_name

    async def _applied(self, session: Session) -> None:
        now = self._clock.now()
        fresh = self._told_at is not None and timedelta(0) <= now - self._told_at < GATHER
        if not self._files or fresh:
            return
        files, size = self._files.total(), self._bytes.total()
        jobs = [
            {"jobId": slug, "jobName": self._names[slug], "files": count, "bytes": self._bytes[slug]}
            for slug, count in self._files.most_common()
        ]
        text = f"Retention deleted {_files(files)} ({size / GB:.2f} GB) of {_jobs(jobs)}."
        data = {"files": files, "bytes": size, "jobs": jobs}
        await self._notices.tell(session, Happening("retentionApplied", text, data=data))
        self._files, self._bytes, self._told_at = Counter(), Counter(), now

    # -- what went too early -------------------------------------------------------------------------------------

    async def _too_early(self, session: Session, done: Pass) -> None:
        now, first = self._clock.now(), self._early is None
        if self._early is None:
            self._early = await cut_short_since(session, now - OVER)
        cut = {found.file.job_id: found for _, found in done.deleted if found.early}
        for job_id, found in cut.items():
            self._early[job_id] = now
            await self._notices.tell(session, _cut_short(done.standings[job_id], found, now))
        kept = [job_id for job_id, at in self._early.items() if now - at >= OVER]
        if first:
            kept += [job_id for job_id in done.standings if job_id not in self._early]
        for job_id in kept:
            self._early.pop(job_id, None)
            await self._notices.resolve(session, f"retentionEarly:{job_id}")

    # -- disks ---------------------------------------------------------------------------------------------------

    def _turns(self, disks: tuple[Disk, ...]) -> list[tuple[Turn, Disk]]:
        """Which disks turned; several roots on one disk are one."""
        seen: dict[int, Disk] = {}
        for disk in disks:
            if disk.space is not None:
                seen.setdefault(disk.space.disk, disk)
        turned: list[tuple[Turn, Disk]] = []
        for key, disk in seen.items():
            watch = self._disks.setdefault(key, LowSpace())
            assert disk.space is not None
            turn = watch.look(disk.space.total, disk.space.free, self._keeping.low_space_percent)
            if turn is not None:
                turned.append((turn, disk))
        return turned

    async def _space(self, session: Session, turn: Turn, disk: Disk) -> None:
        assert disk.space is not None
        key, place = f"diskLow:{disk.volume.id}", disk.volume.path
        free, total = disk.space.free, disk.space.total
        left = f"{free / GB:.1f} GB of {total / GB:.0f} GB are free on the disk of {place}"
        data: dict[str, Any] = {"path": str(place), "freeBytes": free, "totalBytes": total}
        if turn == "low":
            text = f"{left}: less than {self._keeping.low_space_percent:g} %."
            await self._notices.tell(session, Happening("diskLow", text, "alert", key=key, data=data))
        else:
            await self._notices.resolve(session, key, Happening("diskRecovered", f"{left} again.", data=data))

    async def _stuck(self, session: Session, done: Pass) -> None:
        """Disks that are there, and on which deleting cannot be done, or brings nothing."""
        for disk in done.disks:
            if disk.space is None:
                continue
            key, place, why = f"diskStuck:{disk.volume.id}", disk.volume.path, done.problems.get(disk.volume.id)
            wait = done.futile.get(disk.space.disk)
            if why is not None:
                text = f"What is due on the disk of {place} cannot be deleted: {why}"
            elif wait is not None:
                text = (
                    f"Deleting brings no space on the disk of {place}: something else holds it, or fills it as fast. "
                    f"Recordings there are left alone for {max(wait / 60, 1):.0f} minutes."
                )
            stuck = why is not None or wait is not None
            if stuck and not self._is_stuck.get(disk.volume.id):
                await self._notices.tell(
                    session, Happening("diskLow", text, "alert", key=key, data={"path": str(place)})
                )
            elif not stuck and self._is_stuck.get(disk.volume.id, True):
                text = f"Deleting on the disk of {place} does what it should again."
                await self._notices.resolve(session, key, Happening("diskRecovered", text, data={"path": str(place)}))
            self._is_stuck[disk.volume.id] = stuck


def _cut_short(standing: Standing, found: Due, now: datetime) -> Happening:
    """The promise, what became of it, and why."""
    limits, facts = standing.limits, standing.facts
    promised = limits.max_age.days if limits.max_age is not None else 0
    back = max((now - found.file.ends_at) / timedelta(days=1), 0.0)
    if found.rule is Rule.RESERVE:
        why = "the disk has too little space"
    else:
        why = f"its {(limits.max_bytes or 0) / GB:g} GB are full"
    text = f"«{facts.name}» reaches back {back:.1f} days instead of {promised}: {why}."
    data = {"rule": found.rule.value, "maxDays": promised, "days": round(back, 3)}
    return Happening(
        "retentionEarly", text, "alert", camera_id=facts.camera_id, job_id=facts.id,
        key=f"retentionEarly:{facts.id}", data=data,
    )  # fmt: skip


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _jobs(jobs: list[dict[str, Any]]) -> str:
    named = ", ".join(f"«{job['jobName']}»" for job in jobs[:3])
    return f"{named} and {len(jobs) - 3} more" if len(jobs) > 3 else named
