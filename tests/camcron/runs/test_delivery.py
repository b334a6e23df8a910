"""From the staging folder into the index, also when something refuses for a while."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from regie.camcron.recordings.models import File
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.staging import begin
from regie.camcron.runs import delivery
from regie.camcron.runs.delivery import Closed, Delivery
from regie.camcron.runs.service import Runs
from regie.kernel.audit.service import Audit
from regie.kernel.db import Database
from tests.camcron.jobs.building import spec
from tests.fakes.clock import VirtualClock

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)


class Refusing(Files):
    """An index that refuses so many times first."""

    refusals = 0

    async def index(self, *what: Any) -> File:
        if self.refusals:
            self.refusals -= 1
            raise ConnectionError("the database is being restarted")
        return await super().index(*what)


class Way:
    """A run with two closed files."""

    def __init__(self, database: Database, disk: Path) -> None:
        clock = VirtualClock(NOON)
        self.roots = Roots([disk], installation="ours", database=database, clock=clock)
        self.files = Refusing(clock, self.roots, Audit(clock))
        self.database, self.disk = database, disk
        self.delivery = Delivery(
            spec=spec(pattern="{timestamp}"), run_id="run", base=disk, files=self.files, runs=Runs(clock),
            database=database,
        )  # fmt: skip

    async def put(self, number: int) -> None:
        volume = await self.roots.volume_of(self.disk)
        source = await begin(volume.path, "run") / f"{number}.mp4"
        source.write_bytes(b"film")
        self.delivery.put(Closed(source, NOON.replace(minute=number), 60.0), volume)

    async def indexed(self) -> list[str]:
        async with self.database.read() as session:
            return sorted(Path(path).name for path in await session.scalars(select(File.path)))

    def left(self) -> list[str]:
        """In the staging folder."""
        return sorted(path.name for path in (self.disk / ".regie" / "run").iterdir())


@pytest.fixture
def way(sqlite_database: Database, tmp_path: Path) -> Way:
    (tmp_path / "disk").mkdir()
    return Way(sqlite_database, tmp_path / "disk")


async def test_what_the_index_refused_is_put_into_it_with_the_next_file(way: Way):
    way.files.refusals = 1
    await way.put(1)
    await way.put(2)

    await way.delivery.finish()

    assert len(await way.indexed()) == 2
    assert way.delivery.problem is None
    assert way.left() == []


async def test_a_file_that_somebody_took_away_is_told_and_waited_for_no_more(way: Way):
    await way.put(1)
    (way.disk / ".regie" / "run" / "1.mp4").unlink()
    await way.put(2)

    await way.delivery.finish()

    assert len(await way.indexed()) == 1 and way.delivery.pending == {}, "nothing is «still being written»"
    assert way.delivery.problem == delivery.GONE


async def test_files_of_a_disk_that_is_away_are_waited_for(way: Way):
    await way.put(1)
    (away := way.disk.with_name("away")).mkdir()
    (way.disk / ".regie").rename(away / ".regie")
    await way.delivery.finish()
    assert len(way.delivery.pending) == 1

    (away / ".regie").rename(way.disk / ".regie")
    await way.put(2)
    await way.delivery.finish()
    assert len(await way.indexed()) == 2 and way.delivery.problem is None


async def test_a_run_that_goes_on_for_a_year_remembers_the_last_of_its_files(way: Way, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(delivery, "REMEMBERED", 5)
    folder = way.disk / ".regie" / "run"

    way.files.refusals = 1000
    for number in range(20):
        await way.put(number)
    await way.delivery.finish()
    assert all(way.delivery.knows(folder / f"{number}.mp4") for number in range(20)), "nobody may look after them twice"
    way.files.refusals = 0
    await way.put(20)
    await way.delivery.finish()

    known = [number for number in range(21) if way.delivery.knows(folder / f"{number}.mp4")]
    assert len(known) == 5 and len(await way.indexed()) == 21


async def test_what_the_index_still_refuses_at_the_end_is_noted_for_the_next_start(way: Way):
    way.files.refusals = 1000
    await way.put(1)

    await way.delivery.finish()

    assert await way.indexed() == []
    assert "next start" in (way.delivery.problem or "")
    assert way.left() == ["1.mp4.final"]
