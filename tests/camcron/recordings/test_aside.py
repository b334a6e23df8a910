"""What nobody could read does not fill a disk for ever."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from regie.camcron.recordings.aside import Aside
from regie.camcron.recordings.roots import Roots, Volume
from regie.camcron.recordings.settings import FileSettings
from regie.camcron.recordings.staging import begin, set_aside
from regie.kernel.db import Database
from tests.fakes.clock import VirtualClock

DAY = 86_400.0


class Corner:
    """A disk with what was kept aside on it."""

    def __init__(self, database: Database, disk: Path) -> None:
        self.clock = VirtualClock(datetime.now(UTC))  # the disk dates by the machine's own
        self.roots = Roots([disk], installation="ours", database=database, clock=self.clock)
        self.disk = disk

    async def keep(self, number: int) -> None:
        volume: Volume = await self.roots.volume_of(self.disk)
        source = await begin(volume.path, "run") / f"{number}.mp4"
        source.write_bytes(b"no film")
        set_aside(source, volume.path, "It shows nothing.")

    def left(self) -> list[str]:
        return sorted(path.name for path in (self.disk / ".regie" / "aside").iterdir())


@pytest.fixture
def corner(sqlite_database: Database, tmp_path: Path) -> Corner:
    (tmp_path / "disk").mkdir()
    return Corner(sqlite_database, tmp_path / "disk")


async def test_what_nobody_could_read_is_kept_for_the_days_that_are_set_and_goes_with_its_reason(corner: Corner):
    aside = Aside(corner.roots, corner.clock, FileSettings(aside_days=10))
    await corner.keep(1)

    await corner.clock.advance(9 * DAY)
    await aside.tidy()
    assert corner.left() == ["run-1.mp4", "run-1.mp4.reason.txt"]

    await corner.clock.advance(2 * DAY)
    await aside.tidy()
    assert corner.left() == []


async def test_nothing_goes_where_no_days_are_set_or_the_disk_is_another_one(corner: Corner):
    await corner.keep(1)
    await corner.clock.advance(500 * DAY)
    aside = Aside(corner.roots, corner.clock, FileSettings(aside_days=0))
    await aside.tidy()
    assert len(corner.left()) == 2

    marker = corner.disk / ".regie" / "root.json"
    held = marker.read_text()
    marker.unlink()
    aside.settle(FileSettings(aside_days=10))
    await aside.tidy()
    assert len(corner.left()) == 2

    marker.write_text(held)
    await aside.tidy()
    assert corner.left() == []
