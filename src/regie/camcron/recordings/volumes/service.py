"""Use cases of the folders of recordings: which there are and how each is, and taking one for ours."""

import asyncio
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.ledger.queries import sums
from regie.camcron.recordings.roots import Roots, Volume
from regie.camcron.recordings.stock import Stock, Stocktaking
from regie.camcron.recordings.volumes.schemas import RootAnswer, StockAnswer
from regie.kernel.audit.service import Audit
from regie.kernel.db import Database, Session
from regie.kernel.errors import TryAgain
from regie.kernel.http.deps import Caller
from regie.kernel.tasks import TaskRun, Tasks

TASK = "cam.takeStock"


class Volumes:
    """The use cases."""

    def __init__(
        self, database: Database, roots: Roots, base: Path, stocktaking: Stocktaking, tasks: Tasks, audit: Audit
    ) -> None:
        self._database = database
        self._roots = roots
        self._base = base
        self._stocktaking = stocktaking
        self._tasks = tasks
        self._audit = audit

    async def all(self) -> list[RootAnswer]:
        """Each folder that is allowed or was ever used, by path."""
        async with self._database.read() as session:
            held = await self._sums(session)
        known = await self._roots.volumes()
        places = {volume.path for volume in known}
        unused = [folder for folder in self._roots.folders if await asyncio.to_thread(folder.resolve) not in places]
        used = await asyncio.gather(*(self._used(volume, held) for volume in known))
        fresh = await asyncio.gather(*(self._unused(folder) for folder in unused))
        return sorted([*used, *fresh], key=lambda answer: answer.path)

    async def adopt(self, caller: Caller, path: Path, *, forget: bool) -> tuple[RootAnswer, str]:
        """Take a folder for ours, and have it compared with the index; the task that does. Raises `RootProblem`."""
        volume = await self._roots.adopt(path)
        async with self._database.write() as session:
            arguments = {"root": volume.id, "forget": caller.name if forget else None}
            task = await self._tasks.enqueue(session, TASK, arguments, key=f"stock:{volume.id}")
            self._audit.record(session, caller, "adopt", "root", volume.id, str(volume.path))
            held = await self._sums(session)
        return await self._used(volume, held), task

    async def take_stock(self, run: TaskRun, root: str, forget: str | None) -> dict[str, Any]:
        """The body of the task: what is missing, what was found."""
        try:
            volume = await self._roots.check(root)
            stock = await self._stocktaking.take(volume, dry=False, forget=forget, tell=run.progress)
        except RootProblem as problem:
            raise TryAgain(problem.sentence) from problem
        return answer_of(stock)

    async def _used(self, volume: Volume, held: Mapping[str, tuple[int, int]]) -> RootAnswer:
        problem, space = await self._roots.trouble_at(volume.path), None
        try:
            space = await self._roots.space(volume) if problem is None else None
        except RootProblem as found:
            problem = found
        files, size = held.get(volume.id, (0, 0))
        return RootAnswer(
            id=volume.id,
            path=str(volume.path),
            base=volume.path == await asyncio.to_thread(self._base.resolve),
            ok=problem is None,
            state=problem.kind.value if problem is not None else "ok",
            reason=problem.sentence if problem is not None else None,
            files=files,
            bytes=size,
            free_bytes=space.free if space is not None else None,
            total_bytes=space.total if space is not None else None,
        )

    async def _unused(self, folder: Path) -> RootAnswer:
        free, total = await asyncio.to_thread(_room_for, folder)
        return RootAnswer(
            id=None,
            path=str(folder),
            base=folder == self._base,
            ok=True,
            state="unused",
            reason=None,
            files=0,
            bytes=0,
            free_bytes=free,
            total_bytes=total,
        )

    async def _sums(self, session: Session) -> dict[str, tuple[int, int]]:
        """Files and bytes by root."""
        held: dict[str, tuple[int, int]] = {}
        for one in await sums(session):
            files, size = held.get(one.root_id, (0, 0))
            held[one.root_id] = (files + one.files, size + one.bytes)
        return held


def answer_of(stock: Stock) -> dict[str, Any]:
    """As programs read it."""
    return StockAnswer(**asdict(stock), notice=stock.notice).model_dump(mode="json", by_alias=True)


def _room_for(folder: Path) -> tuple[int, int] | tuple[None, None]:
    """Free and all bytes of the disk that holds a folder, or would if it were made."""
    try:
        usage = shutil.disk_usage(next(each for each in (folder, *folder.parents) if each.exists()))
    except OSError:
        return None, None
    return usage.free, usage.total
