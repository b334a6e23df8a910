"""What we lean on in the engine and its authors do not promise: a new version must show it here first."""

import asyncio
import importlib.metadata
import inspect
import logging
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from dbos import DBOS
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.tasks import Kind, TaskRun
from regie.tables import metadata
from tests.kernel.tasks.house import opened
from tests.rigs.postgres import Postgres


def test_the_version_is_the_one_that_was_studied() -> None:
    assert importlib.metadata.version("dbos").startswith("3.4.")


def test_the_private_call_that_recovers_a_dead_instances_tasks_still_exists() -> None:
    parameters = inspect.signature(DBOS._recover_pending_workflows).parameters
    assert list(parameters) == ["executor_ids"]


def test_the_private_call_by_which_it_takes_over_the_loops_threads_still_exists() -> None:
    assert asyncio.iscoroutinefunction(DBOS._configure_asyncio_thread_pool)
    assert "_configure_asyncio_thread_pool" in inspect.getsource(DBOS.list_workflows_async)


async def test_what_others_do_in_threads_goes_on_while_it_is_stopped(sqlite_database: Database) -> None:
    """A recording that ends with the server names its last file while background work is being closed."""
    at_work, done = asyncio.Event(), asyncio.Event()

    async def others() -> int:
        count = 0
        while not done.is_set():
            await asyncio.to_thread(time.sleep, 0.001)
            count += 1
            at_work.set()
        return count

    async with opened(sqlite_database, Kind("echo", echo)) as house:
        await house.ended(await house.enqueue("echo", {"what": 1}))
        others_work = asyncio.create_task(others())
        await at_work.wait()
    done.set()

    assert await others_work > 1


def test_it_is_imported_only_when_background_work_is_opened() -> None:
    code = "import sys; import regie.kernel.tasks; sys.exit('dbos' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_a_release_does_not_strand_what_is_queued_and_each_instance_is_itself(sqlite_database: Database) -> None:
    async with opened(sqlite_database):
        assert DBOS.application_version == "1", "by default it changes with the source of any task"
        assert DBOS.executor_id == "instance-of-the-test", "by default every instance has the same"


async def test_it_writes_to_our_log_and_not_to_the_console(sqlite_database: Database) -> None:
    async with opened(sqlite_database):
        log = logging.getLogger("dbos")
        assert log.propagate
        assert [type(handler) for handler in log.handlers] == [logging.NullHandler]
        assert log.level == logging.WARNING


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.rig)])
async def untouched(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database with the tables of ours and none of the engine's."""
    url = f"sqlite+aiosqlite:///{tmp_path}/regie.db"
    if request.param == "postgresql":
        cluster: Postgres = request.getfixturevalue("postgres")
        url = cluster.url(cluster.new_database(), driver="+asyncpg")
    db = Database(url, Events())
    async with db.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    yield db
    await db.close()


async def test_a_writer_that_is_under_way_ends_before_the_engine_makes_its_tables(untouched: Database) -> None:
    """Its indexes wait for every open transaction, and this one for the loop: on the loop, that would be for ever."""
    begun, release = asyncio.Event(), asyncio.Event()

    async def writer() -> None:
        async with untouched.write() as session:
            await session.execute(text("SELECT 1"))
            begun.set()
            await release.wait()

    writing = asyncio.create_task(writer())
    await begun.wait()
    asyncio.get_running_loop().call_later(0.5, release.set)

    async with asyncio.timeout(8), opened(untouched):
        assert writing.done()
    await writing


async def test_an_engine_that_could_not_begin_leaves_nothing_to_the_next(
    tmp_path: Path, sqlite_database: Database
) -> None:
    """The library has one engine in a process: the one that failed would go on with the tables it left half made."""
    broken = Database(f"sqlite+aiosqlite:///{tmp_path}/broken.db", Events())
    async with broken.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
        await connection.execute(text("CREATE TABLE dbos_migrations (version INTEGER NOT NULL PRIMARY KEY)"))
        await connection.execute(text("INSERT INTO dbos_migrations VALUES (1000000)"))
    with pytest.raises(OperationalError, match="no such table"):
        async with opened(broken):
            pass
    await broken.close()

    async with opened(sqlite_database, Kind("echo", echo)) as house:
        assert (await house.ended(await house.enqueue("echo", {"what": 1}))).result == 1


async def echo(run: TaskRun, what: int) -> int:
    return what
