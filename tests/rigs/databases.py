"""
Fixtures: real databases of both kinds, fresh for each test.

`database` runs a test twice, on SQLite and on PostgreSQL, each time on a database of its own, copied from a template
that has every table of this version (a test of the migrations holds that they make the same ones) and those of
background work, which take half a second. `sqlite_database` and `postgres_database` are one kind alone, `postgres` is
the cluster itself, `new_database` opens further ones beside; `migrated_postgres` gives a server what its own migrations
made.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.tasks.engine import make_tables
from regie.migrations import upgrade
from regie.tables import metadata
from tests.rigs.postgres import Postgres, running_postgres

Opener = Callable[[str], Awaitable[Database]]
"""Given `sqlite` or `postgresql`: a database of its own with every table, closed and dropped with the test."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of this test process."""
    with running_postgres() as cluster:
        yield cluster


async def _prepare(url: str) -> None:
    db = Database(url, Events())
    try:
        async with db.engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        await make_tables(db)  # of background work
    finally:
        await db.close()


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> Callable[[], str]:
    """The name of a new database as the migrations of a server leave it."""
    template: list[str] = []

    async def migrated(name: str) -> str:
        db = Database(postgres.url(name, driver="+asyncpg"), Events())
        try:
            await upgrade(db)
            await make_tables(db)
        finally:
            await db.close()
        return name

    def new() -> str:
        if not template:
            with ThreadPoolExecutor(1) as beside:  # whoever asks has a loop that runs
                template.append(beside.submit(asyncio.run, migrated(postgres.new_database())).result())
        return postgres.new_database(template=template[0])

    return new


@pytest.fixture(scope="session")
def _templates() -> dict[str, str]:
    return {}


@pytest.fixture
async def new_database(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    _templates: dict[str, str],
) -> AsyncIterator[Opener]:
    opened: list[Database] = []

    async def on_sqlite() -> str:
        if "sqlite" not in _templates:
            template = tmp_path_factory.mktemp("template") / "regie.db"
            await _prepare(f"sqlite+aiosqlite:///{template}")
            _templates["sqlite"] = str(template)
        file = tmp_path / f"regie-{len(opened)}.db"
        shutil.copy(_templates["sqlite"], file)
        return f"sqlite+aiosqlite:///{file}"

    async def on_postgresql() -> str:
        cluster: Postgres = request.getfixturevalue("postgres")
        if "postgresql" not in _templates:
            name = cluster.new_database()
            await _prepare(cluster.url(name, driver="+asyncpg"))
            _templates["postgresql"] = name
        return cluster.url(cluster.new_database(template=_templates["postgresql"]), driver="+asyncpg")

    async def open_one(kind: str) -> Database:
        url = await (on_sqlite() if kind == "sqlite" else on_postgresql())
        opened.append(Database(url, Events()))
        return opened[-1]

    yield open_one
    for db in opened:
        await db.close()
        if not db.is_sqlite and db.url.database:
            request.getfixturevalue("postgres").drop_database(db.url.database)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.rig)])
async def database(request: pytest.FixtureRequest, new_database: Opener) -> Database:
    """A database with every table of this version, once of each kind."""
    return await new_database(request.param)


@pytest.fixture
async def sqlite_database(new_database: Opener) -> Database:
    return await new_database("sqlite")


@pytest.fixture
async def postgres_database(new_database: Opener) -> Database:
    return await new_database("postgresql")
