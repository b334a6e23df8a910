"""
One engine for the whole server; transactions that are either writers or readers from their first statement.

SQLite lets only one writer at a time, and its own waiting is unfair: a reader that turns writer loses at once. So a
writer begins as one (`BEGIN IMMEDIATE`) behind a lock of this process, and readers never write. PostgreSQL takes the
same code without the lock. Events noted on a session are published after its commit.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from regie.kernel.events import Events
from regie.kernel.metrics import TRANSACTION_SECONDS

SLOW_SECONDS = 0.5
"""A writing transaction that takes longer is named in the log: something slow happened inside."""
_log = logging.getLogger(__name__)


class Session(AsyncSession):
    """A transaction. Services neither commit nor roll back: whoever opened it does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: list[object] = []

    def tell(self, happened: object) -> None:
        """Publish this event if, and only after, this transaction is committed."""
        self.told.append(happened)


class Database:
    """The engine and its two kinds of transactions. `url` is SQLAlchemy's, with an async driver."""

    def __init__(self, url: str, events: Events, *, pool_size: int = 10, alone: float | None = None) -> None:
        """`alone`: one connection, on which everything takes at most so many seconds."""
        self.url = make_url(url)
        self.events = events
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            connecting: dict[str, Any] = {"connect_args": {"timeout": 10}}
        else:
            connecting = {"pool_pre_ping": True} if alone is None else _hurried(alone)
        size, more = (pool_size, 20) if alone is None else (1, 0)
        self.engine: AsyncEngine = create_async_engine(self.url, pool_size=size, max_overflow=more, **connecting)
        if self.is_sqlite:
            _prepare_sqlite(self.engine)
        readonly = self.engine.execution_options(readonly=True)
        if not self.is_sqlite:
            readonly = self.engine.execution_options(postgresql_readonly=True)
        self._writers = async_sessionmaker(self.engine, class_=Session, expire_on_commit=False)
        self._readers = async_sessionmaker(readonly, class_=Session, expire_on_commit=False)
        self._turn = asyncio.Lock()

    @property
    def path(self) -> Path | None:
        """The SQLite file, or nothing on a server."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Session]:
        """A writing transaction: committed at the end, rolled back by an exception, its events told after."""
        if not self.is_sqlite:
            async with self._writing() as session:
                yield session
            return
        async with self._turn, self._writing() as session:
            yield session

    @asynccontextmanager
    async def undisturbed(self) -> AsyncIterator[None]:
        """
        No writing transaction of ours is open meanwhile: for a library that writes on the loop's own thread.

        It would wait there for a transaction that waits for the loop.
        """
        async with self._turn:
            yield

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Session]:
        start = monotonic()
        async with self._writers() as session:
            async with session.begin():
                yield session
            told = tuple(session.told)
        took = monotonic() - start
        TRANSACTION_SECONDS.observe(took)
        if took > SLOW_SECONDS:
            _log.warning("a writing transaction was slow", extra={"seconds": round(took, 3)})
        for happened in told:
            self.events.publish(happened)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Session]:
        """A reading transaction: never waits for writers, and cannot write."""
        async with self._readers() as session, session.begin():
            yield session

    def beside(self, seconds: float) -> "Database":
        """
        A connection of one's own, for what must not wait until others give one back; statements take so long at most.

        On SQLite it is this database: writers take turns there in any case.
        """
        if self.is_sqlite:
            return self
        return Database(self.url.render_as_string(hide_password=False), self.events, alone=seconds)

    async def close(self) -> None:
        await self.engine.dispose()


def _hurried(seconds: float) -> dict[str, Any]:
    """
    How to connect to PostgreSQL for what cannot wait: the server ends what takes longer, and it is tried again.

    A transaction that its owner leaves open, because it is frozen, ends too: others wait for what it has locked.
    """
    most = f"{seconds * 1000:.0f}"
    limits = {"statement_timeout": most, "idle_in_transaction_session_timeout": f"{seconds * 2000:.0f}"}
    return {"pool_timeout": seconds, "connect_args": {"timeout": seconds, "server_settings": limits}}


def _prepare_sqlite(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late: at the first write, after the reads
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "temp_store=MEMORY",
            "journal_size_limit=67108864",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        readonly = connection.get_execution_options().get("readonly")
        # Told at each beginning, never undone at the end: who is cancelled while giving back could not be waited for.
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if readonly else 'OFF'}")
        connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")


def sync_url(url: str) -> str:
    """The same database for a library that is not async: DBOS and Alembic's own tools."""
    return re.sub(r"^sqlite\+aiosqlite", "sqlite", re.sub(r"^postgresql\+asyncpg", "postgresql+psycopg", url))
