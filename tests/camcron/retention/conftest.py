"""Retention over real databases and folders."""

from pathlib import Path

import pytest

from regie.kernel.db import Database
from tests.camcron.retention.keeping import Keeper


@pytest.fixture
async def keeper(database: Database, tmp_path: Path) -> Keeper:
    disk = tmp_path / "disk"
    disk.mkdir()
    return await Keeper.made(database, disk)
