"""Leases on real databases of both kinds; the hand of the holder's clock is moved by the test."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import Float, cast, func, select, text, update
from sqlalchemy.exc import DBAPIError

from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.leases import BEATS, GRACE, TTL, Lease, LeaseLost, Leases, database_time, in_seconds, instance_id
from tests.fakes.clock import VirtualClock
from tests.rigs.postgres import Postgres

NAME = "recorder"


class Holder:
    """An instance that wants one lease, and what it was told."""

    def __init__(
        self, db: Database, instance: str, clock: VirtualClock | None = None, *, ttl: float = TTL, grace: float = GRACE
    ) -> None:
        self.clock = clock or VirtualClock()
        self.leases = Leases(db, self.clock, instance, ttl=ttl, grace=grace)
        self.gained = asyncio.Event()
        self.lost = asyncio.Event()
        self.generations: list[int] = []

    async def want(self) -> bool:
        return await self.leases.want(NAME, gained=self._gained, lost=self.lost.set)

    def _gained(self, generation: int) -> None:
        self.generations.append(generation)
        self.gained.set()

    async def beat(self) -> None:
        """Let the time of one renewal pass."""
        await self.clock.advance(TTL / BEATS)


@asynccontextmanager
async def running(*holders: Holder) -> AsyncIterator[None]:
    for holder in holders:
        await holder.leases.open()
    try:
        yield
    finally:
        for holder in reversed(holders):
            await holder.leases.close()


async def pass_on_the_database(db: Database, seconds: float) -> None:
    """As if the database's clock had gone on: all that is written there is that much older."""
    async with db.write() as session:
        for lease in (await session.scalars(select(Lease))).all():
            remaining = await session.scalar(select(_seconds_left(db)).where(Lease.name == lease.name))
            assert remaining is not None
            await session.execute(
                update(Lease).where(Lease.name == lease.name).values(expires_at=in_seconds(remaining - seconds))
            )


def _seconds_left(db: Database) -> Any:
    if db.is_sqlite:
        return (func.julianday(Lease.expires_at) - func.julianday(in_seconds(0))) * 86400.0
    return cast(func.extract("epoch", Lease.expires_at - in_seconds(0)), Float)


async def soon(event: asyncio.Event) -> None:
    async with asyncio.timeout(10):
        await event.wait()


async def test_a_free_lease_is_held_as_soon_as_it_is_wanted(database: Database) -> None:
    holder = Holder(database, "a")
    async with running(holder):
        assert await holder.want()
        assert holder.leases.held(NAME)
        assert holder.generations == [1]


async def test_a_second_instance_waits_while_the_first_renews(database: Database) -> None:
    first, second = Holder(database, "a"), Holder(database, "b")
    async with running(first, second):
        await first.want()
        assert not await second.want()
        for _ in range(2 * BEATS):
            await pass_on_the_database(database, TTL / BEATS)
            await first.leases.beat()
            await second.leases.beat()
            assert first.leases.held(NAME)
            assert not second.leases.held(NAME)
        assert first.generations == [1]


async def test_what_is_given_back_is_taken_by_the_other_at_its_next_beat(database: Database) -> None:
    first, second = Holder(database, "a"), Holder(database, "b")
    async with running(first, second):
        await first.want()
        await second.want()
        await first.leases.release(NAME)
        await second.beat()
        await soon(second.gained)
        assert second.generations == [2]
        assert not first.leases.held(NAME)


async def test_a_frozen_holder_is_replaced_after_its_time_and_fenced_off_when_it_thaws(database: Database) -> None:
    frozen, other = Holder(database, "a"), Holder(database, "b")
    async with running(frozen, other):
        await frozen.want()
        assert not await other.want()
        await pass_on_the_database(database, TTL + 1)  # its own hand stands still meanwhile, as in a stopped process
        await other.beat()
        await soon(other.gained)
        assert frozen.leases.held(NAME), "it can't know yet"
        async with database.write() as session:
            with pytest.raises(LeaseLost):
                await frozen.leases.guard(session, NAME)
            assert await other.leases.guard(session, NAME) == 2
        await frozen.beat()
        await soon(frozen.lost)
        assert not frozen.leases.held(NAME)


async def test_a_holder_that_cannot_renew_stops_a_grace_before_its_lease_ends(
    postgres: Postgres, postgres_database: Database
) -> None:
    holder = Holder(postgres_database, "a")
    async with running(holder):
        await holder.want()
        postgres.freeze()
        try:
            await holder.clock.advance(TTL - GRACE - 0.01)
            assert holder.leases.held(NAME)
            assert not holder.lost.is_set()
            await holder.clock.advance(0.01)
            assert holder.lost.is_set()
            assert not holder.leases.held(NAME)
        finally:
            postgres.thaw()


async def test_a_holder_that_was_cut_off_takes_its_lease_back_under_a_new_generation(
    postgres: Postgres, postgres_database: Database
) -> None:
    holder = Holder(postgres_database, "a")
    async with running(holder):
        await holder.want()
        postgres.freeze()
        try:
            await holder.clock.advance(TTL - GRACE)
        finally:
            postgres.thaw()
        await soon(holder.lost)
        holder.gained.clear()
        while not holder.gained.is_set():
            await holder.beat()
        assert holder.generations[-1] >= 2
        assert holder.leases.held(NAME)


async def test_a_lease_is_renewed_while_everybody_waits_for_a_connection(postgres_database: Database) -> None:
    holder = Holder(postgres_database, "a")
    async with running(holder), contextlib.AsyncExitStack() as busy:
        await holder.want()
        for _ in range(30):  # all that the pool gives
            session = await busy.enter_async_context(postgres_database.read())
            await session.execute(select(1))
        for _ in range(2 * BEATS):
            await holder.clock.advance(TTL / BEATS)
            async with asyncio.timeout(10):
                await holder.leases.beat()
            assert holder.leases.held(NAME)
        assert holder.generations == [1]


async def test_a_question_that_is_held_up_is_given_up_soon_and_asked_again(postgres_database: Database) -> None:
    holder = Holder(postgres_database, "a")
    async with running(holder):
        await holder.want()
        async with postgres_database.write() as session:
            await session.execute(select(Lease).with_for_update())
            begun = monotonic()
            with pytest.raises(DBAPIError, match="statement timeout"):
                await holder.leases.beat()
            assert monotonic() - begun < TTL / BEATS
        await holder.leases.beat()
        assert holder.leases.held(NAME) and holder.generations == [1]


async def test_guard_keeps_the_lease_until_the_commit(postgres_database: Database) -> None:
    holder = Holder(postgres_database, "a")
    async with running(holder):
        await holder.want()
        async with postgres_database.write() as session:
            await holder.leases.guard(session, NAME)
            with pytest.raises(DBAPIError, match="lock timeout"):
                async with postgres_database.write() as thief:
                    await thief.execute(text("SET LOCAL lock_timeout = '50ms'"))
                    await thief.execute(update(Lease).values(instance="b", generation=2))
        async with postgres_database.write() as thief:
            await thief.execute(update(Lease).values(instance="b", generation=2))


async def test_a_holder_that_is_frozen_in_the_middle_of_a_guarded_transaction_is_replaced_and_cannot_commit(
    postgres_database: Database,
) -> None:
    frozen, other = (Holder(postgres_database, name, ttl=2.0, grace=0.5) for name in "ab")
    async with running(frozen, other):
        await frozen.want()
        assert not await other.want()
        with pytest.raises(DBAPIError):
            async with postgres_database.write() as session:
                await frozen.leases.guard(session, NAME)
                await session.execute(select(1))  # and no more is heard of it
                async with asyncio.timeout(8):
                    while not other.leases.held(NAME):
                        with contextlib.suppress(DBAPIError):  # the row is locked
                            await other.leases.beat()
        assert other.generations == [2]

        async with postgres_database.write() as session:  # who gets that connection next is not hurried
            assert await session.scalar(text("SHOW idle_in_transaction_session_timeout")) == "0"


async def test_a_restarted_instance_takes_its_own_lease_back_at_once(database: Database) -> None:
    killed = Holder(database, "a")
    await killed.leases.open()
    await killed.want()
    for loop in killed.leases._loops:  # killed: nothing is given back
        loop.cancel()
    again = Holder(database, "a")
    async with running(again):
        assert await again.want()
        assert again.generations == [2]
        async with database.write() as session:
            with pytest.raises(LeaseLost):
                await killed.leases.guard(session, NAME)


@pytest.mark.parametrize("wrong", [datetime(1999, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)])
async def test_the_clock_of_the_machine_does_not_matter(database: Database, wrong: datetime) -> None:
    right, mistaken = Holder(database, "a"), Holder(database, "b", VirtualClock(wrong))
    async with running(right, mistaken):
        await right.want()
        assert not await mistaken.want()
        right.clock.set(wrong)
        await right.beat()
        assert right.leases.held(NAME)
        await right.leases.release(NAME)
        await mistaken.beat()
        await soon(mistaken.gained)
        async with database.read() as session:
            left = await session.scalar(select(_seconds_left(database)).where(Lease.name == NAME))
        assert left == pytest.approx(TTL, abs=5)


async def test_closing_gives_everything_back(database: Database) -> None:
    first, second = Holder(database, "a"), Holder(database, "b")
    async with running(first):
        await first.want()
    async with running(second):
        assert await second.want()


async def test_the_time_of_the_database_reads_back_as_an_instant(database: Database) -> None:
    async with database.read() as session:
        now, later = (await session.execute(select(in_seconds(0), in_seconds(90.5)))).one()
    assert isinstance(now, datetime)
    assert (later - now).total_seconds() == pytest.approx(90.5, abs=1)
    assert isinstance(in_seconds(0), database_time)


def test_the_id_of_an_instance_is_made_once(tmp_path: Path) -> None:
    made = instance_id(tmp_path)
    assert instance_id(tmp_path) == made
    assert made != instance_id(tmp_path_beside(tmp_path))


def tmp_path_beside(path: Path) -> Path:
    other = path / "other"
    other.mkdir()
    return other


@pytest.mark.rig
async def test_of_many_instances_that_ask_at_once_exactly_one_holds(
    postgres: Postgres, postgres_database: Database
) -> None:
    databases = [Database(postgres_database.url.render_as_string(), Events()) for _ in range(4)]
    holders = [Holder(db, f"instance-{number}") for number, db in enumerate(databases)]
    try:
        async with running(*holders):
            held = await asyncio.gather(*(holder.want() for holder in holders))
            assert sum(held) == 1
    finally:
        for db in databases:
            await db.close()
