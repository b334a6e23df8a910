"""Opens background work on a database for a test, and waits for what it must become."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from regie.kernel.clock import Clock, SystemClock
from regie.kernel.db import Database
from regie.kernel.leases import Leases
from regie.kernel.tasks import Cron, Kind, Task, Tasks, TaskSettings, TaskState
from tests.waiting import until

QUICK = {"work": 0.05, "sweep": 0.05}


class House:
    """Background work that is open, and the database beside it."""

    def __init__(self, db: Database, tasks: Tasks) -> None:
        self.db = db
        self.tasks = tasks

    async def enqueue(
        self,
        name: str,
        arguments: Mapping[str, Any] | None = None,
        *,
        key: str | None = None,
        delay: timedelta | None = None,
        priority: int | None = None,
    ) -> str:
        async with self.db.write() as session:
            return await self.tasks.enqueue(session, name, arguments, key=key, delay=delay, priority=priority)

    async def retry(self, task_id: str) -> Task:
        async with self.db.write() as session:
            return await self.tasks.retry(session, task_id)

    async def until(self, task_id: str, *states: TaskState) -> Task:
        """The task, once it is in one of these states."""
        return await until(lambda: self.tasks.get(task_id), lambda task: task.state in states)

    async def ended(self, task_id: str) -> Task:
        return await self.until(task_id, TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED)


@asynccontextmanager
async def opened(
    db: Database,
    *kinds: Kind,
    crons: tuple[Cron, ...] = (),
    settings: TaskSettings | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[House]:
    """Background work with these kinds, closed at the end."""
    clock = clock or SystemClock()
    leases = Leases(db, clock, "instance-of-the-test")
    await leases.open()
    tasks = Tasks(db, leases, clock, settings or TaskSettings(), polls=QUICK)
    for kind in kinds:
        tasks.declare(kind)
    for cron in crons:
        tasks.cron(cron)
    await tasks.open()
    try:
        yield House(db, tasks)
    finally:
        await tasks.close()
        await leases.close()
