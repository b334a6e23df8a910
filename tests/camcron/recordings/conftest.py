"""A served application on real databases, and folders that belong to one test."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files
from regie.kernel.audit.service import Audit
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from tests.camcron.recordings.shelf import Shelf
from tests.kernel.served import clock, served

__all__ = ["clock", "served"]


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """An allowed folder, empty."""
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """One kind, except where queries are what a test is about: those ask for both."""
    return sqlite_database


@pytest.fixture
def roots(database: Database, disk: Path) -> Roots:
    return Roots([disk], installation="ours", database=database, clock=SystemClock())


@pytest.fixture
def files(roots: Roots) -> Files:
    return Files(SystemClock(), roots, Audit(SystemClock()))


@pytest.fixture
def shelf(database: Database, roots: Roots, files: Files, disk: Path) -> Shelf:
    return Shelf(database, roots, files, disk)


@pytest.fixture
def noon() -> datetime:
    return datetime(2026, 11, 16, 11, 0, tzinfo=UTC)
