"""A folder of recordings that is lost, and the day it is back: real folders."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from regie.camcron.recordings.loops import RootWatch
from regie.camcron.recordings.markers import Marker, write_marker
from regie.camcron.recordings.roots import Roots
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from regie.kernel.notifications.models import Event
from regie.kernel.notifications.service import Notices


@pytest.fixture
def watch(database: Database, roots: Roots) -> RootWatch:
    return RootWatch(database, SystemClock(), roots, Notices(SystemClock()), lambda: True)


async def told(database: Database) -> list[tuple[str, bool]]:
    async with database.read() as session:
        rows = await session.scalars(select(Event).order_by(Event.at, Event.id))
        return [(row.kind, row.ended_at is not None) for row in rows]


async def test_a_disk_that_goes_is_one_alert_which_ends_when_it_is_back(
    watch: RootWatch, roots: Roots, disk: Path, database: Database, tmp_path: Path
):
    await roots.volume_of(disk)
    await watch.step()
    shutil.move(disk, tmp_path / "unplugged")
    await watch.step()
    assert await told(database) == [], "a disk may wake up"
    for _ in range(3):
        await watch.step()
    assert await told(database) == [("rootLost", False)]

    shutil.move(tmp_path / "unplugged", disk)
    await watch.step()
    await watch.step()
    assert await told(database) == [("rootLost", True), ("rootBack", False)]


async def test_the_sentence_says_what_is_wrong_with_it(watch: RootWatch, roots: Roots, disk: Path, database: Database):
    await roots.volume_of(disk)
    shutil.rmtree(disk)
    disk.mkdir()
    write_marker(disk, Marker("another", "ours"))
    await watch.step()
    await watch.step()
    async with database.read() as session:
        event = (await session.scalars(select(Event))).one()
    assert (event.text, event.data["kind"]) == (f"{disk} holds another disk than before.", "foreign")


async def test_a_folder_that_may_not_be_used_any_more_is_not_lost(
    roots: Roots, disk: Path, database: Database, tmp_path: Path
):
    await roots.volume_of(disk)
    elsewhere = Roots([tmp_path / "other"], installation="ours", database=database, clock=SystemClock())
    watch = RootWatch(database, SystemClock(), elsewhere, Notices(SystemClock()), lambda: True)
    await watch.step()
    await watch.step()
    assert await told(database) == []
