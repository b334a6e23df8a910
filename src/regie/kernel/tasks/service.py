"""
Background work for the rest of the house.

Kinds of tasks are declared before `open`; from then on a service queues one by *name*, in the transaction that makes
it necessary: rolled back, it never runs; committed, it runs at least once, also if the server is killed under it. So
bodies write to a temporary name and rename, and what they send outside carries the task's id.

    tasks.declare(Kind("cam.export", export.write, attempts=3))
    ...
    async with db.write() as session:
        await tasks.enqueue(session, "cam.export", {"export": export_id}, key=export_id)
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session
from regie.kernel.errors import GiveUp, TryAgain
from regie.kernel.ids import new_id
from regie.kernel.leases import Leases
from regie.kernel.metrics import counter
from regie.kernel.tasks.engine import POLLS, Engine
from regie.kernel.tasks.errors import NoSuchTask, SameTaskUnderWay, TaskEnded, TaskNotFailed, TasksNotRunning
from regie.kernel.tasks.run import Cron, Kind, Queue, TaskChanged, TaskFailed, TaskRun
from regie.kernel.tasks.settings import TaskSettings
from regie.kernel.tasks.states import TaskState, attempt_id, delay_after, held_key, split_id
from regie.kernel.tasks.view import SUPERSEDED, Task, payload_of, superseded, task_of
from regie.kernel.tasks.watchdog import Watchdog

FORGET = "core.tasks.forget"
FORGET_AT = "17 3 * * *"
CHUNK = 200
CLOSE_SECONDS = 10.0
"""Granted to bodies for ending themselves when the server stops."""
_ENDED = counter("regie_tasks_ended_total", "Background tasks that ended on this instance.", ("name", "state"))
_log = logging.getLogger(__name__)


class Tasks:
    """Declare, open, use, close."""

    def __init__(
        self,
        db: Database,
        leases: Leases,
        clock: Clock,
        settings: TaskSettings,
        *,
        polls: Mapping[Queue, float] = POLLS,
    ) -> None:
        self._db = db
        self._clock = clock
        self._settings = settings
        self._engine = Engine(db, leases.instance, settings, polls)
        self._watchdog = None if db.is_sqlite else Watchdog(db, leases, clock, self._engine, self)
        self._kinds: dict[str, Kind] = {}
        self._crons: list[Cron] = []
        self._limits: dict[str, asyncio.Semaphore] = {}
        self._running: set[asyncio.Task[Any]] = set()
        self._open = False
        self._refusing = False
        self._refused = 0
        """Tasks that the engine began while they were refused: they count as running until they are recovered."""
        self.declare(Kind(FORGET, self._forget, queue="sweep"))
        self.cron(Cron(FORGET, FORGET, FORGET_AT))

    def declare(self, kind: Kind) -> None:
        """Make a kind of task known; before `open`."""
        if self._open:
            raise RuntimeError(
                f"{kind.name} is declared too late: what was queued before the start may need it already"
            )
        if kind.name in self._kinds:
            raise ValueError(f"two kinds of tasks are called {kind.name}")
        self._kinds[kind.name] = kind
        if kind.at_once is not None:
            self._limits[kind.name] = asyncio.Semaphore(kind.at_once)

    def cron(self, cron: Cron) -> None:
        """Have a task run by the clock; before `open`. Schedules that are no longer declared are removed."""
        self._crons.append(cron)

    async def open(self) -> None:
        """Begin to run tasks, in the running loop. On PostgreSQL, once nobody else cleans up after this instance."""
        await self._engine.load()
        if self._watchdog is not None:
            await self._watchdog.open()
        await self._engine.launch(self._kinds.values(), self._crons, self._flow)
        self._open = True
        if self._watchdog is not None:
            self._watchdog.start()

    async def close(self) -> None:
        """Stop. What is running is cancelled here and starts again at the next `open`."""
        self._open = False
        if self._watchdog is not None:
            await self._watchdog.stop()
        await self.cut_off()
        await self._engine.destroy()
        if self._watchdog is not None:
            await self._watchdog.close()

    async def enqueue(
        self,
        session: Session,
        name: str,
        arguments: Mapping[str, Any] | None = None,
        *,
        key: str | None = None,
        delay: timedelta | None = None,
        priority: int | None = None,
    ) -> str:
        """
        Queue a task in this transaction; its id.

        With a `key`, at most one task of this queue and key waits or runs: the id of that one is returned instead of a
        new one. `priority` is 1 or more, small ones first; without it a task goes before all that have one.
        """
        kind = self._kind(name)
        payload = {"arguments": dict(arguments or {}), "key": key, "priority": priority, "first": 1}
        task_id = new_id()
        while not await self._queue(session, kind, task_id, 1, payload, delay=delay, alone=True):
            assert key is not None
            for spelling in (held_key(key, 1), held_key(key, 2)):
                if holder := await self._engine.holder(session, kind, spelling):
                    return split_id(holder)[0]
        state = TaskState.QUEUED if delay is None else TaskState.WAITING
        session.tell(TaskChanged(task_id, name, state))
        return task_id

    async def start(self, name: str, arguments: Mapping[str, Any] | None = None, *, task_id: str | None = None) -> str:
        """
        Run a task at once, outside of any queue and limit: for what a person waits for. Call it after the commit.

        Give it the id of the row that asks for it: an id runs once, and a sweep may start what a crash left behind.
        """
        kind = self._kind(name)
        wanted = task_id or new_id()
        payload = {"arguments": dict(arguments or {}), "key": None, "priority": None, "first": 1}
        await self._engine.start(kind, wanted, payload)
        return wanted

    async def list(
        self,
        *,
        states: Iterable[TaskState] | None = None,
        name: str | None = None,
        limit: int = 100,
        offset: int = 0,
        oldest: bool = False,
    ) -> tuple[list[Task], int | None]:
        """Tasks, newest first unless `oldest`, and the offset of the next page if there is one."""
        self._must_be_open()
        rows = await self._engine.find(states=states, name=name, limit=limit + 1, offset=offset, oldest=oldest)
        latest: dict[str, Any] = {}
        for row in rows[:limit]:
            if not superseded(row):
                latest.setdefault(split_id(row.workflow_id)[0], row)
        shown = [await self._view(row, TaskState.RUNNING) for row in latest.values()]
        return shown, (offset + limit if len(rows) > limit else None)

    async def get(self, task_id: str) -> Task:
        """One task, as its latest attempt says."""
        return await self._view(await self._latest(task_id), *TaskState)

    async def cancel(self, task_id: str) -> None:
        """
        Keep a task from running; stop it within a second or so where it runs, on whichever instance.

        Like `start`, not inside a transaction that has written: the engine writes on its own connection.
        """
        latest = await self._latest(task_id)
        task = task_of(latest, {})
        if task.state.ended:
            raise TaskEnded(task=task_id, state=task.state)
        await self._engine.cancel(latest.workflow_id)
        self._db.events.publish(TaskChanged(task.id, task.name, TaskState.CANCELLED))

    async def retry(self, session: Session, task_id: str) -> Task:
        """Queue a task again that failed or was cancelled, from its beginning, under the same id."""
        latest = await self._latest(task_id)
        task = task_of(latest, {})
        if task.state not in (TaskState.FAILED, TaskState.CANCELLED):
            raise TaskNotFailed(task=task_id, state=task.state)
        attempt = task.attempt + 1
        payload = {"key": None, "priority": None, **payload_of(latest), "first": attempt, "reason": None}
        if not await self._queue(session, self._kind(task.name), task_id, attempt, payload, alone=True):
            raise SameTaskUnderWay(task=task_id, key=task.key)
        session.tell(TaskChanged(task.id, task.name, TaskState.QUEUED))
        return replace(task, state=TaskState.QUEUED, attempt=attempt, reason=None, started_at=None, ended_at=None)

    def right_for(self, name: str) -> str | None:
        """What it takes to cancel or to repeat a task of this name, beside the right to work with tasks."""
        kind = self._kinds.get(name)
        return kind.right if kind is not None else None

    def _kind(self, name: str) -> Kind:
        self._must_be_open()
        try:
            return self._kinds[name]
        except KeyError:
            raise LookupError(f"no kind of task is called {name}") from None

    def _must_be_open(self) -> None:
        if not self._open:
            raise TasksNotRunning

    async def _latest(self, task_id: str) -> Any:
        self._must_be_open()
        attempts = await self._engine.attempts_of(task_id)
        if not attempts:
            raise NoSuchTask(task=task_id)
        return max(attempts, key=lambda status: split_id(status.workflow_id)[1])

    async def _view(self, status: Any, *told: TaskState) -> Task:
        """With the progress told so far, which is a further look into the database, for tasks in these states."""
        task = task_of(status, {})
        return task_of(status, await self._engine.told(status.workflow_id)) if task.state in told else task

    async def _queue(
        self,
        session: Session,
        kind: Kind,
        task_id: str,
        attempt: int,
        payload: Mapping[str, Any],
        *,
        delay: timedelta | None = None,
        alone: bool = False,
    ) -> bool:
        """`alone`: neither spelling of the key may be held; an attempt that queues its successor holds one itself."""
        key = payload.get("key")
        return await self._engine.enqueue(
            session,
            kind,
            attempt_id(task_id, attempt),
            dict(payload),
            key=None if key is None else held_key(key, attempt),
            unless=held_key(key, attempt + 1) if alone and key is not None else None,
            delay=None if delay is None else delay.total_seconds(),
            priority=payload.get("priority"),
        )

    def _flow(self, kind: Kind) -> Any:
        async def flow(*given: Any) -> Any:
            current = asyncio.current_task()
            assert current is not None
            if self._refusing:
                self._refused += 1
                raise asyncio.CancelledError
            self._running.add(current)
            current.add_done_callback(self._running.discard)
            payload = given[0] if len(given) == 1 else {"arguments": given[1]}
            outcome = await self._engine.step(lambda: self._attempt(kind, payload))
            if "failed" in outcome:
                raise TaskFailed(outcome["failed"])
            return outcome

        return flow

    async def _attempt(self, kind: Kind, payload: Mapping[str, Any]) -> dict[str, Any]:
        task_id, attempt = split_id(self._engine.current)
        if attempt > 1:
            await self._engine.forget([attempt_id(task_id, attempt - 1)])
        run = TaskRun(task_id, kind.name, attempt, self._clock, self._progress(task_id, kind))
        self._db.events.publish(TaskChanged(task_id, kind.name, TaskState.RUNNING))
        limit = self._limits.get(kind.name)
        try:
            if limit is None:
                result = await kind.body(run, **payload["arguments"])
            else:
                async with limit:
                    result = await kind.body(run, **payload["arguments"])
        except TryAgain as again:
            return await self._again(kind, run, payload, again)
        except GiveUp as failure:
            return self._fail(run, failure.reason)
        except Exception as failure:
            _log.exception("a task failed", extra={"task": task_id, "kind": kind.name})
            return self._fail(run, str(failure) or type(failure).__name__)
        self._ended(run, TaskState.DONE)
        return {"result": result}

    async def _again(self, kind: Kind, run: TaskRun, payload: Mapping[str, Any], again: TryAgain) -> dict[str, Any]:
        failures = run.attempt - payload.get("first", 1) + 1
        if failures >= kind.attempts:
            return self._fail(run, again.reason)
        after = again.delay if again.delay is not None else delay_after(failures, kind.first_delay.total_seconds())
        successor = {**payload, "first": payload.get("first", 1), "reason": again.reason}
        async with self._db.write() as session:
            await self._queue(session, kind, run.id, run.attempt + 1, successor, delay=timedelta(seconds=after))
            session.tell(TaskChanged(run.id, kind.name, TaskState.WAITING))
        _log.info("a task will be tried again", extra={"task": run.id, "kind": kind.name, "reason": again.reason})
        return {SUPERSEDED: attempt_id(run.id, run.attempt + 1)}

    def _fail(self, run: TaskRun, reason: str) -> dict[str, Any]:
        self._ended(run, TaskState.FAILED)
        return {"failed": reason}

    def _ended(self, run: TaskRun, state: TaskState) -> None:
        _ENDED.labels(run.name, state).inc()
        self._db.events.publish(TaskChanged(run.id, run.name, state))

    def _progress(self, task_id: str, kind: Kind) -> Any:
        async def write(done: float | None, note: str | None) -> None:
            await self._engine.tell("progress", {"done": done, "note": note})
            self._db.events.publish(TaskChanged(task_id, kind.name, TaskState.RUNNING, done))

        return write

    async def _forget(self, run: TaskRun) -> int:
        before = self._clock.now() - timedelta(days=self._settings.keep_days)
        forgotten = 0
        while ids := await self._engine.ended_before(before, CHUNK):
            await self._engine.forget(ids)
            forgotten += len(ids)
            await run.progress(None, f"{forgotten} forgotten")
        return forgotten

    async def cut_off(self) -> None:
        """Cancel what runs here without ending it, and begin nothing: it is, or will be, recovered."""
        self._refusing = True
        running = [task for task in self._running if not task.done()]
        for task in running:
            task.cancel()
        if running:
            _, stubborn = await asyncio.wait(running, timeout=CLOSE_SECONDS)
            if stubborn:
                _log.error("tasks did not end when they were told to", extra={"count": len(stubborn)})

    async def resume(self) -> None:
        """After `cut_off`: queue again what this instance was running, and run tasks again."""
        while self._refusing:
            refused = self._refused
            await self._engine.recover_own()
            self._refusing = self._refused != refused
