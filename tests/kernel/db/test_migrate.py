"""Migrations on real databases of both kinds: the machinery with steps made for the test, and our own steps."""

import asyncio
import shutil
import sqlite3
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

import regie.migrations
from regie.kernel.db import Database, Json, UtcDateTime
from regie.kernel.db.migrate import (
    COPIES,
    Migrated,
    NewerDatabase,
    UnusableDatabase,
    differences,
    migrate,
    new_revision,
)
from regie.kernel.events import Events
from regie.tables import metadata
from tests.fakes.clock import VirtualClock
from tests.rigs.postgres import Postgres
from tests.rigs.servers import free_port

NAMING = metadata.naming_convention


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.rig)])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database without a table."""
    cluster: Postgres | None = None
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path / 'regie.db'}"
    else:
        cluster = request.getfixturevalue("postgres")
        url = cluster.url(cluster.new_database(), driver="+asyncpg")
    db = Database(url, Events())
    yield db
    await db.close()
    if cluster is not None and db.url.database:
        cluster.drop_database(db.url.database)


@pytest.fixture
async def sqlite_empty(tmp_path: Path) -> AsyncIterator[Database]:
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'regie.db'}", Events())
    yield db
    await db.close()


class House:
    """A product in small: its models at several moments of its life, and a folder of migrations."""

    def __init__(self, folder: Path) -> None:
        self.scripts = folder / "migrations"
        self.backups = folder / "backups"
        self.clock = VirtualClock(datetime(2026, 3, 2, 8, tzinfo=UTC))
        ours = Path(regie.migrations.__file__).parent
        (self.scripts / "versions").mkdir(parents=True)
        for name in ("env.py", "script.py.mako"):
            shutil.copy(ours / name, self.scripts)

    def models(self, *columns: sa.Column[object]) -> sa.MetaData:
        models = sa.MetaData(naming_convention=NAMING)
        sa.Table("core_parents", models, sa.Column("id", sa.String(36), primary_key=True), *columns)
        sa.Table(
            "core_children",
            models,
            sa.Column("id", sa.String(36), primary_key=True),
            sa.Column("parent", sa.ForeignKey("core_parents.id", ondelete="CASCADE")),
            sa.Column("at", UtcDateTime, nullable=False),
            sa.Column("held", Json),
            sa.Column("seen", sa.Boolean, server_default=sa.false(), nullable=False),
            sa.UniqueConstraint("parent", "at"),
        )
        return models

    async def upgrade(self, db: Database, models: sa.MetaData) -> Migrated:
        return await migrate(db, models, str(self.scripts), clock=self.clock, backups=self.backups)

    async def step(self, models: sa.MetaData, message: str) -> Path:
        """Write the next step, as a developer does: beside a database of their own."""
        db = Database(f"sqlite+aiosqlite:///{self.scripts.parent / 'developer.db'}", Events())
        try:
            await migrate(db, models, str(self.scripts), clock=self.clock, backups=None)
            return await new_revision(db, models, str(self.scripts), message)
        finally:
            await db.close()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


async def execute(db: Database, *statements: str) -> None:
    async with db.write() as session:
        for statement in statements:
            await session.execute(sa.text(statement))


async def count(db: Database, table: str) -> int:
    async with db.read() as session:
        return int(await session.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0)


PARENT = "INSERT INTO core_parents (id) VALUES ('p')"
CHILD = "INSERT INTO core_children (id, parent, at) VALUES ('c', 'p', '2026-03-02 08:00:00')"


async def test_an_empty_database_gets_every_step_and_a_second_start_has_nothing_to_do(
    empty: Database, house: House
) -> None:
    models = house.models()
    await house.step(models, "The first tables")
    first = await house.upgrade(empty, models)
    assert (first.before, first.after) == (None, "0001")
    assert await house.upgrade(empty, models) == Migrated("0001", "0001")
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(differences, models) == []


async def test_a_step_keeps_the_rows_of_a_table_that_others_refer_to(empty: Database, house: House) -> None:
    await house.step(house.models(), "The first tables")
    await house.upgrade(empty, house.models())
    await execute(empty, PARENT, CHILD)
    grown = house.models(sa.Column("name", sa.String(80), server_default="", nullable=False))
    grown.tables["core_parents"].append_constraint(sa.UniqueConstraint("name"))  # SQLite rebuilds the table for it
    await house.step(grown, "Parents have names")
    await house.upgrade(empty, grown)
    assert (await count(empty, "core_parents"), await count(empty, "core_children")) == (1, 1)
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(differences, grown) == []


async def test_tables_that_are_not_ours_are_left_alone(empty: Database, house: House) -> None:
    await house.step(house.models(), "The first tables")
    await house.upgrade(empty, house.models())
    await execute(empty, "CREATE TABLE notifications (id INTEGER)")
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(differences, house.models()) == []


async def test_a_step_that_fails_leaves_nothing_behind(empty: Database, house: House) -> None:
    script = await house.step(house.models(), "The first tables")
    script.write_text(script.read_text() + "    raise RuntimeError('half way')\n")
    with pytest.raises(RuntimeError, match="half way"):
        await house.upgrade(empty, house.models())
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names()) == []


async def test_two_servers_that_start_together_migrate_once(empty: Database, house: House) -> None:
    models = house.models()
    await house.step(models, "The first tables")
    beside = Database(empty.url.render_as_string(hide_password=False), Events())
    try:
        both = await asyncio.gather(house.upgrade(empty, models), house.upgrade(beside, models))
    finally:
        await beside.close()
    assert sorted((outcome.before or "", outcome.after) for outcome in both) == [("", "0001"), ("0001", "0001")]


async def test_a_file_in_which_another_server_writes_is_asked_again(tmp_path: Path, house: House) -> None:
    path = tmp_path / "regie.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    db = Database(f"sqlite+aiosqlite:///{path}", Events())
    await house.step(house.models(), "The first tables")
    begun = asyncio.create_task(house.upgrade(db, house.models()))
    done, _ = await asyncio.wait({begun}, timeout=0.5)
    assert not done, "it waits"

    other.execute("COMMIT")

    assert (await asyncio.wait_for(begun, 20)).after == "0001"
    other.close()
    await db.close()


async def test_a_newer_database_is_refused_with_the_way_back(sqlite_empty: Database, house: House) -> None:
    await house.step(house.models(), "The first tables")
    await house.upgrade(sqlite_empty, house.models())
    await execute(sqlite_empty, PARENT)
    later = await house.step(house.models(sa.Column("name", sa.String(80))), "Parents have names")
    copy = (await house.upgrade(sqlite_empty, house.models())).copy
    later.unlink()
    with pytest.raises(NewerDatabase) as refusal:
        await house.upgrade(sqlite_empty, house.models())
    assert "0002" in str(refusal.value)
    assert str(copy) in str(refusal.value)


@pytest.mark.rig
async def test_a_newer_server_database_is_refused_too(
    postgres: Postgres, postgres_database: Database, house: House
) -> None:
    await execute(
        postgres_database,
        "CREATE TABLE IF NOT EXISTS core_migrations (version_num VARCHAR(32) NOT NULL)",
        "DELETE FROM core_migrations",
        "INSERT INTO core_migrations VALUES ('9999')",
    )
    with pytest.raises(NewerDatabase, match="9999"):
        await regie.migrations.upgrade(postgres_database)


async def test_the_file_is_copied_before_it_changes_and_the_last_copies_are_kept(
    sqlite_empty: Database, house: House
) -> None:
    await house.step(house.models(), "The first tables")
    first = await house.upgrade(sqlite_empty, house.models())
    assert first.copy is None, "there was nothing to lose"
    await execute(sqlite_empty, PARENT)
    copies: list[Path] = []
    for number in range(COPIES + 2):
        house.clock.set(house.clock.now() + timedelta(days=1))
        models = house.models(*(sa.Column(f"column_{n}", sa.String(8)) for n in range(number + 1)))
        await house.step(models, f"Column {number}")
        done = await house.upgrade(sqlite_empty, models)
        assert done.copy is not None
        copies.append(done.copy)
    assert sorted(house.backups.iterdir()) == sorted(copies[-COPIES:])
    assert stat.S_IMODE(copies[-1].stat().st_mode) == 0o600
    kept = Database(f"sqlite+aiosqlite:///{copies[-1]}", Events())
    try:
        assert await count(kept, "core_parents") == 1
        async with kept.engine.connect() as connection:
            names = await connection.run_sync(
                lambda sync: {column["name"] for column in sa.inspect(sync).get_columns("core_parents")}
            )
        assert names == {"id", *(f"column_{n}" for n in range(COPIES + 1))}, "as it was before the last step"
    finally:
        await kept.close()


async def test_a_copy_is_made_while_readers_read(sqlite_empty: Database, house: House) -> None:
    await house.step(house.models(), "The first tables")
    await house.upgrade(sqlite_empty, house.models())
    await execute(sqlite_empty, PARENT)
    grown = house.models(sa.Column("name", sa.String(80)))
    await house.step(grown, "Parents have names")
    async with sqlite_empty.read() as session:
        await session.execute(sa.text("SELECT 1 FROM core_parents"))
        done = await house.upgrade(sqlite_empty, grown)
    assert done.copy is not None


async def test_a_written_step_needs_nothing_of_ours(house: House) -> None:
    script = (await house.step(house.models(), "The first tables")).read_text()
    assert "regie" not in script
    assert "uq_core_children_parent_at" in script
    assert "sa.DateTime(timezone=True)" in script
    assert script.startswith('"""The first tables"""')


async def test_the_models_and_our_migrations_say_the_same(empty: Database) -> None:
    done = await regie.migrations.upgrade(empty)
    assert done.after is not None
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(differences, metadata) == []


async def test_a_file_that_is_no_database_is_told_in_a_sentence_and_left_alone(tmp_path: Path):
    (tmp_path / "regie.db").write_text("Dear diary, this was never a database of any kind.")
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'regie.db'}", Events())

    with pytest.raises(UnusableDatabase, match=r"regie\.db cannot be used: file is not a database"):
        await regie.migrations.upgrade(db)

    await db.close()
    assert (tmp_path / "regie.db").read_text().startswith("Dear diary")


async def test_a_server_that_does_not_answer_is_told_without_the_password():
    db = Database(f"postgresql+asyncpg://ana:hunter22@127.0.0.1:{free_port()}/regie", Events())

    with pytest.raises(UnusableDatabase, match=r"ana:\*\*\*@127\.0\.0\.1") as refused:
        await regie.migrations.upgrade(db)

    await db.close()
    assert "hunter22" not in str(refused.value)


async def test_a_new_file_and_what_sqlite_puts_beside_it_are_their_owners_alone(tmp_path: Path):
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'regie.db'}", Events())
    await regie.migrations.upgrade(db)
    async with db.write() as session:
        await session.execute(sa.text("CREATE TABLE core_x (id INTEGER)"))

        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("regie.db*")}

    await db.close()
    assert set(modes) >= {"regie.db", "regie.db-wal"}
    assert set(modes.values()) == {0o600}
