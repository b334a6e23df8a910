"""The history of jobs does not grow for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from regie.camcron.runs import forgetting
from regie.camcron.runs.forgetting import Forgetting
from regie.camcron.runs.models import Heartbeat, Run
from regie.kernel.db import Database
from regie.kernel.ids import before_all_since, new_id
from tests.camcron.retention.conftest import keeper
from tests.camcron.retention.keeping import NOW, Keeper
from tests.rigs.databases import database

__all__ = ["database", "keeper"]
DAYS = 400


def run(name: str, job: str, days: float, *, ended: bool = True) -> Run:
    at = NOW - timedelta(days=days)
    return Run(
        id=f"{before_all_since(at)}-{name}", job_id=job, camera_id="camera", kind="tick", trigger="schedule",
        scheduled_at=at, started_at=at, ended_at=at if ended else None, status="success" if ended else "running",
        attempts=1, ticks=1, bytes=0, files=0, generation=0,
    )  # fmt: skip


async def kept(database: Database) -> list[str]:
    async with database.read() as session:
        return sorted(name.split("-", 2)[2] for name in await session.scalars(select(Run.id)))


async def test_runs_of_more_than_a_year_ago_go_unless_something_is_left_of_them(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 2)
    monkeypatch.setattr(forgetting, "BATCHES", 2)
    await keeper.job("often")
    await keeper.job("rare")
    old = DAYS + 10
    async with keeper.database.write() as session:
        session.add_all(run(f"{number} old", "often", old - number / 10) for number in range(6))
        session.add(run("6 endless", "often", old, ended=False))
        session.add(run("7 film", "often", old))
        session.add(run("8 recent", "often", DAYS - 1))
        session.add(run("9 only", "rare", 3 * old))
    await keeper.recorded("often", old, run_id=f"{before_all_since(NOW - timedelta(days=old))}-7 film")
    step = Forgetting(keeper.database, keeper.clock, DAYS).step

    await step()
    assert 4 < len(await kept(keeper.database)) < 10, "so many at a time"
    for _ in range(3):
        await step()

    assert await kept(keeper.database) == ["6 endless", "7 film", "8 recent", "9 only"]


def test_ids_are_divided_by_the_instant_at_which_they_were_made() -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)

    assert before_all_since(before) < new_id() < before_all_since(before + timedelta(seconds=10))


async def test_a_run_whose_folder_is_still_written_to_is_not_forgotten(keeper: Keeper) -> None:
    """Its process goes on for later windows; after a crash its folder must say whose the files are."""
    await keeper.job("often")
    async with keeper.database.write() as session:
        session.add_all(run(name, "often", DAYS + 10) for name in ("1 begun", "2 over"))
        session.add(run("3 now", "often", 0))
    begun = f"{before_all_since(NOW - timedelta(days=DAYS + 10))}-1 begun"

    await Forgetting(keeper.database, keeper.clock, DAYS, {begun}).step()

    assert await kept(keeper.database) == ["1 begun", "3 now"]


async def test_a_server_that_started_a_thousand_times_long_ago_was_there_all_the_time(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 3)
    begun = NOW - timedelta(days=DAYS + 10)
    spans = [(begun + timedelta(hours=number), begun + timedelta(hours=number, minutes=50)) for number in range(8)]
    recent = (NOW - timedelta(days=DAYS - 1), NOW)
    async with keeper.database.write() as session:
        session.add_all(
            Heartbeat(id=new_id(), instance="here", since=since, until=until) for since, until in [*spans, recent]
        )

    await Forgetting(keeper.database, keeper.clock, DAYS).step()

    async with keeper.database.read() as session:
        rows = (await session.scalars(select(Heartbeat).order_by(Heartbeat.since))).all()
    assert [(row.since, row.until) for row in rows] == [(spans[0][0], spans[-1][1]), recent]
