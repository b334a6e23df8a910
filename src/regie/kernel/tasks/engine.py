"""
The one place that knows DBOS.

Its rows lie in the application's own database (SQLite: the same file; PostgreSQL: the schema `dbos`), which is what
lets a task be queued inside a business transaction. Four of its defaults are dangerous and replaced here: the id of
the executor (ours is the instance's, stable over restarts), the application version (a constant, or each release would
strand what is queued), the number of threads, and whose threads the loop uses (it would put its own in their place, and
end them while recordings still give names to their last files). It is imported when it is launched, and must be
launched in the running loop.
"""

import asyncio
import importlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from regie.kernel.db import Database, Session
from regie.kernel.db.engine import sync_url
from regie.kernel.tasks.run import Cron, Kind, Queue
from regie.kernel.tasks.settings import TaskSettings
from regie.kernel.tasks.states import TaskState, engine_words

VERSION = "1"
"""Constant: a breaking change of a kind of task gives it a new name instead."""
THREADS = 16
SCHEMA = "dbos"
POLLS: Mapping[Queue, float] = {"work": 1.0, "sweep": 5.0}
"""Seconds between two looks at a queue: each look costs, and a person's wait is served by `start`."""
_REPEATS = ("Exception encountered in asynchronous workflow", "Asyncio task cancelled")
"""Messages about what our own code has already told, or has itself caused."""

Flow = Callable[..., Awaitable[Any]]


class Engine:
    """Launch, queue, look, stop. Everything blocking happens in the engine's own threads."""

    def __init__(self, db: Database, instance: str, settings: TaskSettings, polls: Mapping[Queue, float]) -> None:
        self._db = db
        self._instance = instance
        self._settings = settings
        self._polls = polls
        self._flows: dict[str, Any] = {}
        self._dbos: Any = None
        self._client: Any = None
        self._engine: sa.Engine | None = None
        self._rows = sa.table(
            "workflow_status",
            sa.column("workflow_uuid"),
            sa.column("queue_name"),
            sa.column("deduplication_id"),
            schema=None if db.is_sqlite else SCHEMA,
        )

    async def load(self) -> None:
        """Import the library: a quarter of a second in which the loop shall not stand still."""
        await asyncio.to_thread(importlib.import_module, "dbos")

    async def launch(self, kinds: Iterable[Kind], crons: Iterable[Cron], flow: Callable[[Kind], Flow]) -> None:
        """Create the engine's tables, recover what this instance was running, and begin to run tasks."""
        try:
            await self._launch(kinds, crons, flow)
        except BaseException:
            await self.destroy()  # there is one engine in a process: half begun, it would serve the next launch
            raise

    async def _launch(self, kinds: Iterable[Kind], crons: Iterable[Cron], flow: Callable[[Kind], Flow]) -> None:
        _route_its_log()
        import dbos

        _keep_threads(asyncio.get_running_loop(), dbos.DBOS)
        await make_tables(self._db)
        self._dbos = dbos.DBOS
        self._engine = _sync_engine(self._db)
        serializer = dbos.DBOSPortableJSONSerializer()  # the default pickles
        dbos.DBOS(
            config={
                "name": "regie",
                "system_database_engine": self._engine,
                "dbos_system_schema": SCHEMA,
                "application_version": VERSION,
                "executor_id": self._instance,
                "max_executor_threads": THREADS,
                "serializer": serializer,
                "log_level": "WARNING",
                "enable_otlp": False,
                "use_listen_notify": False,
                "notification_listener_polling_interval_sec": 0.25,  # it has nothing to do here; `destroy` waits for it
                "run_migrations": False,  # on the loop they would wait for transactions of ours that wait for the loop
            }
        )
        for kind in kinds:
            decorate = dbos.DBOS.workflow(name=kind.name, max_recovery_attempts=kind.interruptions)
            self._flows[kind.name] = decorate(flow(kind))
        async with self._db.undisturbed():
            dbos.DBOS.launch()
        self._client = dbos.DBOSClient(
            system_database_engine=self._engine,
            dbos_system_schema=SCHEMA,
            serializer=serializer,
            application_name="regie",
            lazy=True,
        )
        await dbos.DBOS.register_queue_async(
            "work", worker_concurrency=self._settings.workers, polling_interval_sec=self._polls["work"]
        )
        await dbos.DBOS.register_queue_async("sweep", global_concurrency=1, polling_interval_sec=self._polls["sweep"])
        await self._apply({cron.name: cron for cron in crons}, {kind.name: kind for kind in kinds})

    async def _apply(self, crons: dict[str, Cron], kinds: dict[str, Kind]) -> None:
        for known in await self._dbos.list_schedules_async():
            if known["schedule_name"] not in crons:
                await self._dbos.delete_schedule_async(known["schedule_name"])
        schedules = [
            {
                "schedule_name": cron.name,
                "workflow_fn": self._flows[cron.kind],
                "schedule": cron.expression,
                "context": dict(cron.arguments or {}),
                "cron_timezone": cron.timezone,
                "queue_name": kinds[cron.kind].queue,
            }
            for cron in crons.values()
        ]
        if schedules:
            await self._dbos.apply_schedules_async(schedules)

    async def destroy(self) -> None:
        """Stop its threads. What was running and was cut off starts again at the next launch."""
        if self._dbos is None:
            return
        await asyncio.to_thread(self._dbos.destroy, destroy_registry=True)
        await asyncio.to_thread(self._dispose)
        self._dbos = None

    def _dispose(self) -> None:
        if self._client is not None:
            self._client.destroy()
        if self._engine is not None:
            self._engine.dispose()

    async def enqueue(
        self,
        session: Session,
        kind: Kind,
        workflow_id: str,
        payload: dict[str, Any],
        *,
        key: str | None,
        unless: str | None = None,
        delay: float | None,
        priority: int | None,
    ) -> bool:
        """Queue inside the caller's transaction; false, and nothing done, when `key` or `unless` is held by another."""
        from dbos import error

        options: dict[str, Any] = {
            "workflow_name": kind.name,
            "queue_name": kind.queue,
            "workflow_id": workflow_id,
            "deduplication_id": key,
            "delay_seconds": delay,
            "priority": priority,
        }
        given = {name: value for name, value in options.items() if value is not None}
        try:
            async with session.begin_nested():
                await session.run_sync(lambda sync: self._client.enqueue_in_transaction(sync, given, payload))
                if unless is not None and await self.holder(session, kind, unless):
                    raise _HeldByAnother  # noqa: TRY301
        except (error.DBOSQueueDeduplicatedError, _HeldByAnother):
            return False
        return True

    async def holder(self, session: Session, kind: Kind, key: str) -> str | None:
        """The attempt that holds this key now."""
        rows = self._rows
        found: str | None = await session.scalar(
            sa.select(rows.c.workflow_uuid).where(rows.c.queue_name == kind.queue, rows.c.deduplication_id == key)
        )
        return found

    async def start(self, kind: Kind, workflow_id: str, payload: dict[str, Any]) -> None:
        """Run at once, durably, outside of any queue. An id that has been started before is left as it is."""
        import dbos

        with dbos.SetWorkflowID(workflow_id):
            await self._dbos.start_workflow_async(self._flows[kind.name], payload)

    async def step(self, body: Callable[[], Awaitable[Any]]) -> Any:
        """Run the body as a step: its outcome is kept, and a cancelled task cancels it."""

        async def run() -> Any:
            return await body()

        return await self._dbos.run_step_async({"name": "run", "preemptible": True}, run)

    @property
    def current(self) -> str:
        """The attempt whose code runs here."""
        return str(self._dbos.workflow_id)

    async def tell(self, name: str, value: Any) -> None:
        """Set an event of the running attempt."""
        await self._dbos.set_event_async(name, value)

    async def told(self, workflow_id: str) -> dict[str, Any]:
        """The events of an attempt."""
        return dict(await self._dbos.get_all_events_async(workflow_id))

    async def cancel(self, workflow_id: str) -> None:
        await self._dbos.cancel_workflow_async(workflow_id)

    async def forget(self, workflow_ids: list[str]) -> None:
        """Delete attempts with everything the engine keeps of them."""
        if workflow_ids:
            await self._dbos.delete_workflows_async(workflow_ids)

    async def attempts_of(self, task_id: str) -> list[Any]:
        """The attempts that are kept of a task; the latest comes last."""
        found = await self._dbos.list_workflows_async(workflow_id_prefix=task_id)
        return [status for status in found if status.workflow_id.partition("~")[0] == task_id]

    async def find(
        self, *, states: Iterable[TaskState] | None, name: str | None, limit: int, offset: int, oldest: bool = False
    ) -> list[Any]:
        """Attempts, newest first unless `oldest`."""
        words = None if states is None else [word for state in states for word in engine_words(state)]
        return list(
            await self._dbos.list_workflows_async(
                status=words, name=name, limit=limit, offset=offset, sort_desc=not oldest
            )
        )

    async def ended_before(self, instant: datetime, limit: int) -> list[str]:
        """Attempts that ended before that instant."""
        words = [word for state in TaskState if state.ended for word in engine_words(state)]
        found = await self._dbos.list_workflows_async(
            status=words, completed_before=instant.isoformat(), limit=limit, load_input=False, load_output=False
        )
        return [status.workflow_id for status in found]

    async def running_of(self, instance: str) -> int:
        """How many attempts count as running on that instance."""
        found = await self._dbos.list_workflows_async(
            status="PENDING", executor_id=instance, load_input=False, load_output=False
        )
        return len(found)

    async def recover_own(self) -> int:
        """The same for this instance: nothing may be running here."""
        return await self.recover(self._instance)

    async def recover(self, instance: str) -> int:
        """Queue again what that instance was running when it died; how many. Harmless when repeated."""
        handles = await asyncio.to_thread(self._dbos._recover_pending_workflows, [instance])
        return len(handles)


def _keep_threads(loop: asyncio.AbstractEventLoop, engine: Any) -> None:
    """The threads of the loop stay the loop's own, enough of them for the engine too."""

    async def keep() -> None:
        return None

    engine._configure_asyncio_thread_pool = staticmethod(keep)
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="asyncio"))


class _HeldByAnother(Exception):
    """Undoes the savepoint."""


async def make_tables(db: Database) -> None:
    """
    Create or migrate the engine's own tables.

    In a thread: its indexes wait for every transaction that is open in the database, and ours need the loop to end.
    """
    import dbos

    await asyncio.to_thread(dbos.DBOS.migrate, _url(db), schema=SCHEMA)


def _url(db: Database) -> str:
    return sync_url(db.url.render_as_string(hide_password=False))


def _sync_engine(db: Database) -> sa.Engine:
    """The engine works from threads. On SQLite it needs WAL too, and writers that begin as writers."""
    url = _url(db)
    if not db.is_sqlite:
        return sa.create_engine(url, pool_size=5, max_overflow=15, pool_pre_ping=True)
    engine = sa.create_engine(url, pool_size=5, max_overflow=15, connect_args={"timeout": 30})

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = "IMMEDIATE"
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    return engine


class _NoRepeats(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith(_REPEATS)


def _route_its_log() -> None:
    """To our own handlers: with a handler in place the engine doesn't add one that writes to the console."""
    log = logging.getLogger("dbos")
    if not any(isinstance(held, _NoRepeats) for held in log.filters):
        log.addFilter(_NoRepeats())
        log.addHandler(logging.NullHandler())
    log.propagate = True
