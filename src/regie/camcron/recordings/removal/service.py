"""
The one way in which recorded files are deleted, whoever decides it.

Three steps, each safe to be the last one before a crash: the rows are marked, with the sums and the ledger, in one
transaction; the files are removed and their folders flushed; the rows are dropped. What a crash or an absent disk
leaves is a marked row, shown to nobody, and `finish` goes on with it. A root is asked for its marker before anything of
it is touched, and again before anything of it is forgotten.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import delete, select, update

from regie.camcron.recordings.belongings import forget_strip
from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.ledger.queries import count_out
from regie.camcron.recordings.ledger.service import Ledger, Why
from regie.camcron.recordings.models import File
from regie.camcron.recordings.removal.unlinking import Item, unlink_all
from regie.camcron.recordings.roots import Roots, Volume
from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session

BATCH = 100
"""Files in one transaction, and between two looks at the marker of their root."""
PAGE = 1000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileDeleted:
    """A recorded file is gone."""

    file_id: str
    job_id: str
    camera_id: str


@dataclass(slots=True)
class Removed:
    """What became of files that were to be deleted."""

    files: list[File] = field(default_factory=list)
    """Decided: shown to nobody any more."""
    problems: dict[str, RootProblem] = field(default_factory=dict)
    """By root (its id): why its files could not be touched."""

    def add(self, other: "Removed") -> None:
        """Together with what became of others."""
        self.files += other.files
        self.problems |= other.problems


class Removal:
    """Deletes files. Each method opens its own transactions but those that are given one."""

    def __init__(self, clock: Clock, roots: Roots, ledger: Ledger) -> None:
        self._clock = clock
        self._roots = roots
        self.ledger = ledger
        self._refused: dict[tuple[str, str], RootProblem] = {}
        """By root and job (UUIDs): why the last files that were marked are still there."""
        self._alone = asyncio.Lock()
        """One who removes at a time: a name that is free again may be another file's a moment later."""

    def refusal(self, root_id: str, job_id: str) -> RootProblem | None:
        """Why what was marked last of a job on this root is still there: no more of it should be."""
        return self._refused.get((root_id, job_id))

    @property
    def refusals(self) -> Mapping[tuple[str, str], RootProblem]:
        """The same of all, by root and job."""
        return self._refused

    async def delete(
        self,
        database: Database,
        why: Mapping[str, Why],
        roots: Mapping[str, str],
        guard: Callable[[Session], Awaitable[object]] | None = None,
    ) -> Removed:
        """
        Delete files (id → reason; id → root) unless protected; those of a root where that cannot be done stay.

        `guard` fails a transaction of who may not decide it any more.
        """
        removed = Removed()
        by_root: dict[str, list[str]] = defaultdict(list)
        for file_id in why:
            by_root[roots[file_id]].append(file_id)
        for root_id, ids in by_root.items():
            for start in range(0, len(ids), BATCH):
                try:
                    volume = await self._roots.check(root_id)
                    await self._roots.check_deletable(volume)
                except RootProblem as problem:
                    removed.problems[root_id] = problem
                    break
                async with database.write() as session:
                    if guard is not None:
                        await guard(session)
                    files = await self.doom(session, {each: why[each] for each in ids[start : start + BATCH]})
                removed.files += files
                problem_or_none = await self.remove(database, files, volume)
                if problem_or_none is not None:
                    removed.problems[root_id] = problem_or_none
                    break
        return removed

    async def doom(self, session: Session, why: Mapping[str, Why]) -> Sequence[File]:
        """Decide it: mark those that are there and not protected, count them out, write them into the ledger."""
        marked = await session.scalars(
            update(File)
            .where(File.id.in_(list(why)), File.doomed_at.is_(None), File.protected.is_(False))
            .values(doomed_at=self._clock.now())
            .returning(File)
        )
        files = marked.all()
        await count_out(session, files)
        await self.ledger.write(session, files, why)
        for file in files:
            session.tell(FileDeleted(file.id, file.job_id, file.camera_id))
        return files

    async def forget(self, database: Database, why: Mapping[str, Why], volume: Volume) -> Sequence[File]:
        """
        What is not on its disk any more is not listed any more: no recording is deleted there, whatever may come back.

        Raises `RootProblem` when the disk is not itself: what was missing may be on the one that has gone.
        """
        await self._roots.check(volume.id)
        async with database.write() as session:
            files = await self.doom(session, why)
            await session.execute(delete(File).where(File.id.in_([file.id for file in files])))
        with suppress(OSError):
            await asyncio.to_thread(_forget_strips, volume, files)
        return files

    async def remove(self, database: Database, files: Sequence[File], volume: Volume) -> RootProblem | None:
        """Take marked files of one volume off their disk, and forget them; why some of them could not be."""
        async with self._alone:
            items = [Item(file.id, file.path, file.size_bytes) for file in files]
            done = await asyncio.to_thread(unlink_all, volume.path, items)
            try:
                await self._roots.check(volume.id)
            except RootProblem as problem:
                return problem  # what was not found may be on the disk that has gone: its rows stay marked
            await _drop(database, [*done.gone, *done.foreign])
        if done.foreign:
            _log.warning(
                "what lies there is not what was recorded: it is left, and forgotten",
                extra={"paths": [file.path for file in files if file.id in done.foreign][:10]},
            )
        for error in done.refused.values():
            refusal = RootProblem.of(error, volume.path)
            self._refused |= {(file.root_id, file.job_id): refusal for file in files if file.id in done.refused}
            return refusal
        return None

    async def finish(self, database: Database) -> int:
        """Go on with deletions that a crash or an absent disk has interrupted; how many are done."""
        refused = set(self._refused)
        async with database.read() as session:
            rows = await session.execute(
                select(File.root_id, File.job_id).where(File.doomed_at.is_not(None)).distinct()
            )
            waiting = {(root_id, job_id) for root_id, job_id in rows}
        for key in refused - waiting:  # what was refused has gone in another way
            self._refused.pop(key, None)
        done = 0
        for root_id in sorted({root_id for root_id, _ in waiting}):
            with suppress(RootProblem):  # once it is back
                done += await self._finish_on(database, await self._roots.check(root_id))
        return done

    async def _finish_on(self, database: Database, volume: Volume) -> int:
        """All of a volume, also what comes after files that are refused again."""
        done, last = 0, ""
        doomed = select(File).where(File.doomed_at.is_not(None), File.root_id == volume.id).order_by(File.id)
        while True:
            async with database.read() as session:
                files = (await session.scalars(doomed.where(File.id > last).limit(PAGE))).all()
            if not files:
                return done
            last = files[-1].id
            for file in files:
                self._refused.pop((file.root_id, file.job_id), None)
            for start in range(0, len(files), BATCH):
                batch = files[start : start + BATCH]
                if await self.remove(database, batch, volume) is None:
                    done += len(batch)
                else:
                    await self._roots.check(volume.id)


def _forget_strips(volume: Volume, files: Iterable[File]) -> None:
    for file in files:
        forget_strip(volume.path, file.path)


async def _drop(database: Database, ids: Iterable[str]) -> None:
    gone = list(ids)
    if gone:
        async with database.write() as session:
            await session.execute(delete(File).where(File.id.in_(gone), File.doomed_at.is_not(None)))
