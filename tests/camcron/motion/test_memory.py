"""What is remembered of motion for a while, and forgotten with what it was remembered for."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import pytest_asyncio

from regie.camcron.motion.analyst import Analyst
from regie.camcron.motion.rescue import Rescue
from regie.camcron.motion.service import LATE, MotionEvents
from regie.camcron.recordings.service import Files
from regie.camcron.runs.sensing import Sensing
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from regie.kernel.notifications.service import Notices
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.spawn import spawner
from tests.fakes.clock import VirtualClock
from tests.rigs import media

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CLOCK = SystemClock()


@pytest_asyncio.fixture
async def analyst(tmp_path: Path) -> AsyncIterator[Analyst]:
    children = spawner(tmp_path / "children", CLOCK, ProcessSettings())
    asked = Analyst(children, CLOCK)
    yield asked
    await asked.close()
    children.close()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest_asyncio.fixture
async def events(sqlite_database: Database, clock: VirtualClock) -> MotionEvents:
    return MotionEvents(sqlite_database, clock, cast(Files, None), Notices(clock))


async def test_the_picture_of_a_job_is_remembered_until_the_job_watches_no_more(analyst: Analyst):
    await analyst.look("job", str(media.loop()), 0.0, Sensing())
    assert await analyst.preview("job", Sensing()) is not None

    await analyst.forget("job")

    assert await analyst.preview("job", Sensing()) is None


async def test_what_a_crash_left_is_looked_at_and_not_remembered(analyst: Analyst, tmp_path: Path):
    ring = tmp_path / "run-1" / "ring"
    ring.mkdir(parents=True)
    (ring / "1.mkv").write_bytes(media.loop().read_bytes())
    made: list[int] = []

    async def assemble(pieces: list[Any], *_: Any) -> None:
        made.append(len(pieces))

    async def unfinished(_: str) -> list[Any]:
        return [SimpleNamespace(id="event", job_id="job", clip_from=NOON, started_at=NOON, ended_at=None, problem=None)]

    async def rescued(*_: Any) -> None:
        return

    held = SimpleNamespace(unfinished=unfinished, rescued=rescued, expect=lambda *_: None)
    rescue = Rescue(analyst, cast(Any, SimpleNamespace(assemble=assemble)), cast(Any, held))
    await rescue(tmp_path / "run-1", cast(Any, SimpleNamespace(output=SimpleNamespace(extension="mp4"))))

    assert made == [1]
    assert await analyst.preview("rescue run-1", Sensing()) is None


async def test_no_clip_of_a_deleted_job_is_waited_for(events: MotionEvents):
    events.expect("event", "job", NOON)
    events.expect("other", "another job", NOON)

    events.forget("job")

    assert events.expected == 1


async def test_a_clip_that_never_comes_is_waited_for_some_days_only(events: MotionEvents, clock: VirtualClock):
    events.expect("event", "job", NOON - timedelta(days=30))
    await events.sweep()
    assert events.expected == 1, "a disk may have been away for a month"

    await clock.advance(LATE.total_seconds() + 1)
    await events.sweep()

    assert events.expected == 0
