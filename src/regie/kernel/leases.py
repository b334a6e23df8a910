"""
Who owns what among several instances on one database.

A lease is a row: a name, an instance, an expiry on the *database's* clock, and a generation that grows with each
change of hands. The holder renews it four times in its life, on PostgreSQL over a connection that nobody else uses up,
and counts the time it has left on its own monotonic clock from *before* it asked; so it stops, a grace early, at a
moment when nobody else can hold the lease yet, even if the database no longer answers. Whoever thawed too late to
notice is held off by the generation: a transaction that changes a run calls `guard`, which fails when the lease has
gone to somebody else, and locks the row until the commit. Who is frozen in between does not keep it: after half of the
lease's life without a word the database ends that transaction.

On SQLite one process serves a folder, so a lease is never contended; the code is the same. An instance that starts
again under its own name takes its leases back at once.
"""

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Float, String, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_on_sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from regie.kernel.clock import Clock
from regie.kernel.db import Database, Session, Table, UtcDateTime
from regie.kernel.errors import Unavailable
from regie.kernel.ids import new_id

TTL = 12.0
"""Seconds that a lease lives without being renewed; a dead instance is replaced after at most this and `KNOCKS`."""
ALONE_TTL = 900.0
"""The same on SQLite, where nobody else can want it: a database that somebody holds for a minute, such as a backup or a
curious person, must not end the recordings."""
GRACE = 5.0
"""Before the end of a lease its holder has stopped: the length of the stop ladder."""
BEATS = 4
"""Renewals in the life of a lease."""
KNOCKS = 1.0
"""Seconds between two questions for a lease that somebody else holds: whoever dies is replaced soon after its end."""
_log = logging.getLogger(__name__)


class Lease(Table):
    """Who holds what until when. Expired rows stay: their generation must go on growing."""

    __tablename__ = "core_leases"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    instance: Mapped[str] = mapped_column(String(64))
    """The instance id of the holder, from its data folder."""
    generation: Mapped[int] = mapped_column(default=1)
    """Grows by one at each acquisition, never goes back."""
    expires_at: Mapped[datetime]
    """On the database's clock."""


class LeaseLost(Unavailable):
    """Another instance looks after this now."""


class database_time(FunctionElement[datetime]):  # noqa: N801
    """The database's own clock, plus so many seconds; not the start of the transaction."""

    inherit_cache = True
    type = UtcDateTime()
    name = "database_time"


@compiles(database_time, "postgresql")
def _on_postgresql(element: database_time, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(clock_timestamp() + make_interval(secs => {compiler.process(element.clauses, **kw)}))"


@compiles(database_time, "sqlite")
def _on_sqlite(element: database_time, compiler: SQLCompiler, **kw: Any) -> str:
    seconds = compiler.process(element.clauses, **kw)
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', {seconds} || ' seconds')"


def in_seconds(seconds: float) -> database_time:
    """That many seconds from now, on the database's clock."""
    return database_time(literal(seconds, Float))


def instance_id(data: Path) -> str:
    """The id of the server on this data folder, made at its first start: unique, and stable over restarts."""
    file = data / "instance-id"
    with contextlib.suppress(FileNotFoundError):
        if held := file.read_text(encoding="ascii").strip():
            return held
    made = new_id()
    part = file.with_suffix(".part")
    with part.open("w", encoding="ascii") as written:
        written.write(made + "\n")
        written.flush()
        os.fsync(written.fileno())
    part.replace(file)
    return made


@dataclass(slots=True)
class _Wanted:
    name: str
    gained: Callable[[int], None]
    lost: Callable[[], None]
    generation: int | None = None
    until: float = 0.0
    """On the monotonic clock: the holder stops here unless a renewal has moved it."""
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once it is known whether this instance or another one holds it."""


class Leases:
    """This instance's leases: it keeps asking for those it wants, and says when it gains or loses one."""

    def __init__(self, db: Database, clock: Clock, instance: str, *, ttl: float = TTL, grace: float = GRACE) -> None:
        if grace > ttl - 2 * ttl / BEATS:
            raise ValueError("a lease must survive one lost renewal before its holder stops")
        self._patience = ttl / BEATS / 2
        """Seconds for one question, so that one that is lost can be asked again before its holder stops."""
        self._db = db.beside(self._patience)
        self._clock = clock
        self.instance = instance
        self.ttl = ttl
        """Seconds; the longest that a dead instance goes unnoticed."""
        self._grace = grace
        self._wanted: dict[str, _Wanted] = {}
        self._wake = asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Start to ask and to watch."""
        self._loops = [asyncio.create_task(self._ask()), asyncio.create_task(self._watch())]

    async def close(self) -> None:
        """Give everything back, so that nobody need wait. Whatever the leases protect has ended before."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        self._loops = []
        for name in tuple(self._wanted):
            with contextlib.suppress(Exception):  # an unreachable database: they expire by themselves
                await self.release(name)
        if not self._db.is_sqlite:
            await self._db.close()

    async def want(
        self,
        name: str,
        *,
        gained: Callable[[int], None] = lambda generation: None,
        lost: Callable[[], None] = lambda: None,
    ) -> bool:
        """
        Hold this lease whenever it is free, from now on; whether it is held once the first answer is there.

        `gained` (with the generation) and `lost` are plain functions that must not wait. Between `lost` and the end of
        the lease lies the grace: whatever it protects must have stopped by then.
        """
        wanted = self._wanted.setdefault(name, _Wanted(name, gained, lost))
        self._wake.set()
        await wanted.settled.wait()
        return self.held(name)

    async def release(self, name: str) -> None:
        """Give it back and want it no more."""
        wanted = self._wanted.pop(name, None)
        if wanted is None or wanted.generation is None:
            return
        async with asyncio.timeout(self._grace), self._db.write() as session:
            await session.execute(
                update(Lease)
                .where(Lease.name == name, Lease.instance == self.instance, Lease.generation == wanted.generation)
                .values(expires_at=in_seconds(-1))
            )

    def held(self, name: str) -> bool:
        """Whether this instance may act for that name at this moment."""
        return self.generation(name) is not None

    def generation(self, name: str) -> int | None:
        """The generation under which this instance holds it, or nothing."""
        wanted = self._wanted.get(name)
        if wanted is None or wanted.generation is None or self._clock.monotonic() >= wanted.until:
            return None
        return wanted.generation

    async def guard(self, session: Session, name: str) -> int:
        """Fail unless this transaction will be committed while the lease is held; its generation."""
        generation = self.generation(name)
        if generation is None:
            raise LeaseLost(lease=name)
        mine = select(Lease.generation, *self._fuse()).where(
            Lease.name == name,
            Lease.instance == self.instance,
            Lease.generation == generation,
            Lease.expires_at > in_seconds(0),
        )
        # the row is locked until the commit, so that nobody can take it over in between
        if await session.scalar(mine.with_for_update(read=True)) is None:
            raise LeaseLost(lease=name)
        return generation

    def _fuse(self) -> tuple[Any, ...]:
        """Who is frozen before the commit would hold the row as long: the database ends such a transaction."""
        if self._db.is_sqlite:
            return ()
        return (func.set_config("idle_in_transaction_session_timeout", f"{self.ttl / 2 * 1000:.0f}", True),)

    async def _ask(self) -> None:
        while True:
            self._wake.clear()
            pause = self.ttl / BEATS
            try:
                async with asyncio.timeout(self.ttl if self._db.is_sqlite else 2 * self._patience):
                    await self.beat()
                if any(wanted.generation is None for wanted in self._wanted.values()):
                    pause = min(pause, KNOCKS)
            except Exception as error:
                _log.warning("leases could not be renewed", extra={"error": repr(error)})
                pause = pause if self._db.is_sqlite else min(pause, KNOCKS)
                for wanted in self._wanted.values():
                    wanted.settled.set()
            sleeper = asyncio.ensure_future(self._clock.sleep(pause))
            waker = asyncio.ensure_future(self._wake.wait())
            try:
                await asyncio.wait({sleeper, waker}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                sleeper.cancel()
                waker.cancel()

    async def beat(self) -> None:
        """Renew what is held and ask for the rest, once, now."""
        if not self._wanted:
            return
        asked = self._clock.monotonic()
        answers: list[tuple[_Wanted, bool, int | None]] = []
        async with self._db.write() as session:
            for wanted in tuple(self._wanted.values()):
                renewing = wanted.generation is not None
                answer = await (self._renew(session, wanted) if renewing else self._take(session, wanted))
                answers.append((wanted, renewing, answer))
        for wanted, renewing, generation in answers:
            self._settle(wanted, generation, renewing=renewing, until=asked + self.ttl - self._grace)

    def _settle(self, wanted: _Wanted, generation: int | None, *, renewing: bool, until: float) -> None:
        if self._wanted.get(wanted.name) is not wanted:
            return
        if renewing and wanted.generation is None:
            self._wake.set()  # lost while the answer was on its way: take it anew, under a new generation
            return
        if generation is None:
            self._lose(wanted)
        elif self._clock.monotonic() < until:
            wanted.until = until
            if not renewing:
                wanted.generation = generation
                _log.info("lease gained", extra={"lease": wanted.name, "generation": generation})
                _call(wanted.gained, generation)
        wanted.settled.set()

    async def _renew(self, session: Session, wanted: _Wanted) -> int | None:
        found: int | None = await session.scalar(
            update(Lease)
            .where(Lease.name == wanted.name, Lease.instance == self.instance, Lease.generation == wanted.generation)
            .values(expires_at=in_seconds(self.ttl))
            .returning(Lease.generation)
        )
        return found

    async def _take(self, session: Session, wanted: _Wanted) -> int | None:
        insert = insert_on_sqlite if self._db.is_sqlite else insert_on_postgresql
        mine = {"instance": self.instance, "expires_at": in_seconds(self.ttl)}
        found: int | None = await session.scalar(
            insert(Lease)
            .values(name=wanted.name, generation=1, **mine)
            .on_conflict_do_update(
                index_elements=[Lease.name],
                set_={**mine, "generation": Lease.generation + 1},
                where=or_(Lease.expires_at <= in_seconds(0), Lease.instance == self.instance),
            )
            .returning(Lease.generation)
        )
        return found

    async def _watch(self) -> None:
        while True:
            held = [wanted.until for wanted in self._wanted.values() if wanted.generation is not None]
            beat = self.ttl / BEATS
            await self._clock.sleep(
                min(beat, max(0.0, min(held, default=self._clock.monotonic() + beat) - self._clock.monotonic()))
            )
            for wanted in tuple(self._wanted.values()):
                if wanted.generation is not None and self._clock.monotonic() >= wanted.until:
                    self._lose(wanted)

    def _lose(self, wanted: _Wanted) -> None:
        if wanted.generation is not None:
            wanted.generation = None
            _log.warning("lease lost", extra={"lease": wanted.name})
            _call(wanted.lost)


async def expired(session: Session, prefix: str) -> list[Lease]:
    """Leases whose holder is gone, locked until the end of this transaction; those locked by others are left out."""
    gone = select(Lease).where(Lease.name.startswith(prefix, autoescape=True), Lease.expires_at <= in_seconds(0))
    return list((await session.scalars(gone.with_for_update(skip_locked=True))).all())


def _call(handler: Callable[..., None], *args: Any) -> None:
    try:
        handler(*args)
    except Exception:
        _log.exception("a lease's handler failed")
