"""A real database and folders that belong to one test."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from regie.camcron.recordings import models  # noqa: F401 - its tables are made below
from regie.camcron.recordings.roots import Roots
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database, Table
from regie.kernel.events import Events


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'regie.db'}", Events())
    async with database.engine.begin() as connection:
        wanted = [Table.metadata.tables[name] for name in ("cam_roots", "cam_files")]
        await connection.run_sync(lambda sync: Table.metadata.create_all(sync, tables=wanted))
    yield database
    await database.close()


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """An allowed folder, empty."""
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


@pytest.fixture
def roots(database: Database, disk: Path) -> Roots:
    return Roots([disk], installation="ours", database=database, clock=SystemClock())


@pytest.fixture
def noon() -> datetime:
    return datetime(2026, 11, 16, 11, 0, tzinfo=UTC)
