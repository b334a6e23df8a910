"""Retention as it is carried out: on both databases, on a real folder."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from regie.camcron.jobs.models import Job
from regie.camcron.recordings.ledger.models import Total
from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.ledger.service import Wanted, Why
from regie.camcron.recordings.roots import Space
from regie.camcron.retention import service
from regie.camcron.retention.passes import Told
from regie.camcron.retention.policy import GB, Limits
from regie.camcron.retention.space import SETTLES
from regie.camcron.retention.telling import Telling
from regie.kernel.db import Session
from regie.kernel.leases import LeaseLost
from regie.kernel.notifications.service import Notices
from tests.camcron.retention.keeping import DAY, NOW, Keeper
from tests.rigs.databases import database

__all__ = ["database"]


async def test_each_job_keeps_its_own_limits(keeper: Keeper) -> None:
    await keeper.job("week", {"maxDays": 7})
    await keeper.job("small", {"maxSizeGB": 8 / GB})
    await keeper.job("default")
    await keeper.job("all", {})
    for job in ("week", "small", "default", "all"):
        await keeper.recorded(job, 40, 20, 6, 1)

    await keeper.retention.run()

    assert set(await keeper.left()) == {
        "week/6.mp4", "week/1.mp4", "small/6.mp4", "small/1.mp4", "default/20.mp4", "default/6.mp4", "default/1.mp4",
        "all/40.mp4", "all/20.mp4", "all/6.mp4", "all/1.mp4",
    }  # fmt: skip


async def test_what_is_protected_stays_and_what_nobody_knows_is_nobodys(keeper: Keeper) -> None:
    await keeper.job("week", {"maxDays": 7})
    old, _ = await keeper.recorded("week", 40, 20)
    await keeper.recorded("adopted", 4000)
    await keeper.protect(old)

    await keeper.retention.run()

    assert await keeper.left() == ["adopted/4000.mp4", "week/40.mp4"]


async def test_a_preview_tells_what_a_pass_then_deletes(keeper: Keeper) -> None:
    await keeper.job("week", {"maxDays": 7, "maxSizeGB": 8 / GB})
    await keeper.recorded("week", 40, 20, 6, 5, 4)
    (preview,) = await keeper.retention.preview()
    assert len(await keeper.left()) == 5, "nothing is deleted by looking"

    done = await keeper.retention.run()

    assert (preview.files, preview.bytes, preview.early) == (3, 12, 1)
    assert preview.rules == {Rule.MAX_DAYS: 2, Rule.MAX_SIZE: 1}
    assert [file.id for file in preview.oldest] == [file.id for file, _ in done.deleted]
    assert (preview.since, preview.until) == (NOW - 40 * DAY, NOW - 6 * DAY + timedelta(minutes=1))


async def test_other_limits_are_tried_out_without_saving_them(keeper: Keeper) -> None:
    await keeper.job("all", {})
    await keeper.recorded("all", 40, 20, 6)

    (tried,) = await keeper.retention.preview("all", Limits(max_age=10 * DAY))
    await keeper.retention.run()

    assert tried.files == 2 and "10 days would delete 2 files" in tried.sentence
    assert len(await keeper.left()) == 3


async def test_a_pass_is_bounded_and_the_next_one_goes_on(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "AT_ONCE", 2)
    await keeper.job("week", {"maxDays": 7})
    await keeper.recorded("week", 12, 11, 10, 9, 8, 1)

    left = []
    for _ in range(4):
        more = (await keeper.retention.run()).more
        left.append((len(await keeper.left()), more))

    assert left == [(4, True), (2, True), (1, False), (1, False)]


async def test_a_root_without_its_marker_is_left_alone_told_and_starves_no_other(keeper: Keeper) -> None:
    """Files on it are not counted either: what is there would be deleted in their place."""
    await keeper.job("week", {"maxDays": 7, "maxSizeGB": 1})
    await keeper.recorded("week", 40)
    marker = keeper.shelf.disk / ".regie" / "root.json"
    marker.rename(marker.with_name("away"))

    done = await keeper.retention.run()

    assert not done.deleted and await keeper.left() == ["week/40.mp4"]
    assert "lacks its marker" in keeper.retention.away[0]
    assert await keeper.retention.preview() == []
    marker.with_name("away").rename(marker)
    await keeper.retention.run()
    assert await keeper.left() == []


async def test_files_of_a_deleted_job_age_by_the_limits_it_had(keeper: Keeper) -> None:
    await keeper.job("gone", {"maxDays": 7}, deleted_at=NOW)
    await keeper.recorded("gone", 8, 6)

    await keeper.retention.run()
    assert await keeper.left() == ["gone/6.mp4"]
    await keeper.clock.advance(2 * DAY)
    await keeper.retention.run()
    assert await keeper.left() == []


async def test_what_was_deleted_with_its_files_goes_also_when_it_is_indexed_later(keeper: Keeper) -> None:
    """The last segment of a job is closed after the job is gone."""
    await keeper.job("gone", {}, deleted_at=NOW, files_deleted_by="ada")
    await keeper.camera("old", deleted_at=NOW, files_deleted_by="bob")
    await keeper.job("moved", {})
    (kept,) = await keeper.recorded("gone", 3)
    await keeper.protect(kept)
    await keeper.recorded("gone", 2, 0)
    await keeper.shelf.add("moved/a.mp4", job_id="moved", camera_id="old", started_at=NOW)
    await keeper.shelf.add("moved/b.mp4", job_id="moved", camera_id="camera", started_at=NOW)

    await keeper.retention.run()

    assert await keeper.left() == ["gone/3.mp4", "moved/b.mp4"]
    async with keeper.database.read() as session:
        rows = await keeper.files.removal.ledger.page(session, Wanted(), 9)
    assert {(row.job_id, row.by, row.rule) for row in rows} == {
        ("gone", "ada", Rule.PERSON), ("moved", "bob", Rule.PERSON),
    }  # fmt: skip


async def test_a_full_disk_is_relieved_of_the_oldest_of_all_jobs_and_the_broken_promise_is_an_alert(
    keeper: Keeper,
) -> None:
    keeper.keeping.reserve_gb = 10 / GB
    keeper.roots.told = Space(total=1000, free=3, disk=1)
    await keeper.job("month", {"maxDays": 30})
    await keeper.job("all", {})
    await keeper.recorded("month", 20, 5, 0.01)
    await keeper.recorded("all", 10, 0.02)

    done = await keeper.retention.run()

    assert await keeper.left() == ["month/5.mp4", "all/0.02.mp4", "month/0.01.mp4"], "8 bytes were missing, 4 a file"
    assert {found.rule for _, found in done.deleted} == {Rule.RESERVE}
    alerts = [event for event in await keeper.told() if event.kind == "retentionEarly"]
    assert [(event.job_id, event.level) for event in alerts] == [("month", "alert")]
    assert alerts[0].text == "«month» reaches back 20.0 days instead of 30: the disk has too little space."


async def test_the_alert_of_a_broken_promise_ends_after_a_day_of_keeping_it(keeper: Keeper) -> None:
    await keeper.job("month", {"maxDays": 30, "maxSizeGB": 8 / GB})
    await keeper.recorded("month", 3, 2, 1)
    await keeper.retention.run()
    await keeper.retention.run()
    (alert,) = [event for event in await keeper.told() if event.kind == "retentionEarly"]
    assert alert.ended_at is None and "its 8e-09 GB are full" in alert.text

    keeper.retention.told = fresh(keeper)  # a restart forgets nothing
    await keeper.retention.run()
    assert (await keeper.told())[-1].ended_at is None
    await keeper.clock.advance(DAY)
    await keeper.retention.run()

    (alert,) = [event for event in await keeper.told() if event.kind == "retentionEarly"]
    assert alert.ended_at is not None


def fresh(keeper: Keeper) -> Told:
    return Telling(keeper.database, keeper.clock, Notices(keeper.clock), keeper.keeping).told


async def test_what_retention_deleted_is_told_at_once_and_then_by_the_hour(keeper: Keeper) -> None:
    await keeper.job("week", {"maxDays": 7})
    await keeper.recorded("week", 9, 8, 6.99, 6.98)
    await keeper.retention.run()
    await keeper.retention.run()
    for _ in range(3):
        await keeper.clock.advance(timedelta(minutes=25))
        await keeper.retention.run()

    told = [event for event in await keeper.told() if event.kind == "retentionApplied"]
    assert [event.data["files"] for event in told] == [2, 2]
    assert told[0].data["jobs"] == [{"jobId": "week", "jobName": "week", "files": 2, "bytes": 8}]
    assert told[0].level == "activity" and "deleted 2 files" in told[0].text


async def test_little_space_is_an_alert_and_its_end_is_told(keeper: Keeper) -> None:
    await keeper.job()
    await keeper.recorded("job", 1)
    for free in (400, 40, 40, 40, 400, 400, 400):
        keeper.roots.told = Space(total=1000, free=free, disk=1)
        keeper.keeping.reserve_gb = 0
        await keeper.retention.run()

    told = [event for event in await keeper.told() if event.kind.startswith("disk")]
    assert [(event.kind, event.level) for event in told] == [("diskLow", "alert"), ("diskRecovered", "activity")]
    assert told[0].ended_at is not None and told[0].data["freeBytes"] == 40


async def test_a_clock_put_ahead_deletes_nothing_by_age_and_goes_on_by_size(keeper: Keeper) -> None:
    await keeper.job("week", {"maxDays": 7})
    await keeper.job("small", {"maxSizeGB": 4 / GB})
    await keeper.recorded("week", 1)
    await keeper.retention.run()
    await keeper.recorded("small", 2, 1)
    assert keeper.retention.believes
    keeper.clock.set(NOW + 365 * DAY)
    assert not keeper.retention.believes

    done = await keeper.retention.run()
    assert done.doubt is not None and sorted(await keeper.left()) == ["small/1.mp4", "week/1.mp4"]

    keeper.retention.begin()  # another server begins with that clock
    assert (await keeper.retention.run()).doubt is not None and len(await keeper.left()) == 2
    assert (await keeper.retention.run(trust_clock=True)).doubt is None
    assert await keeper.left() == ["small/1.mp4"]


async def test_sums_are_put_right_before_the_first_pass(keeper: Keeper) -> None:
    """They say whether a size is exceeded."""
    await keeper.job("small", {"maxSizeGB": 8 / GB})
    await keeper.recorded("small", 3, 2, 1)
    async with keeper.database.write() as session:
        await session.execute(update(Total).values(files=1, bytes=1))

    await keeper.retention.run()

    assert await keeper.left() == ["small/2.mp4", "small/1.mp4"]


async def test_a_limit_that_is_lifted_stops_the_next_pass(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "AT_ONCE", 1)
    await keeper.job("week", {"maxDays": 7})
    await keeper.recorded("week", 12, 11, 10)
    await keeper.retention.run()
    async with keeper.database.write() as session:
        await session.execute(update(Job).values(retention={"maxDays": 70}))

    await keeper.retention.run()

    assert len(await keeper.left()) == 2


async def test_a_disk_on_which_deleting_brings_nothing_loses_no_more_and_that_is_an_alert(keeper: Keeper) -> None:
    keeper.keeping.reserve_gb = 10_000 / GB
    keeper.roots.told = Space(total=1_000_000, free=3000, disk=1)
    await keeper.job("all", {})
    await keeper.recorded("all", 6, 5, 4, 3, 2, 1, size=4000)

    await keeper.retention.run()
    assert len(await keeper.left()) == 4, "8 kB were missing, 4 a file"
    for _ in range(5):
        await keeper.retention.run()
    assert len(await keeper.left()) == 4, "they may be free in a moment"
    await keeper.clock.advance(SETTLES)
    await keeper.retention.run()
    assert len(await keeper.left()) == 2, "somebody else may have written meanwhile"
    for _ in range(5):
        await keeper.clock.advance(60)
        await keeper.retention.run()
    assert len(await keeper.left()) == 2

    (alert,) = [event for event in await keeper.told() if event.kind == "diskLow" and event.key.startswith("diskStuck")]
    assert alert.level == "alert" and alert.text.startswith("Deleting brings no space")
    keeper.roots.told = Space(total=1_000_000, free=500_000, disk=1)
    await keeper.clock.advance(60)
    await keeper.retention.run()
    assert [event.resolves for event in await keeper.told() if event.resolves] == [alert.id]


async def test_what_is_decided_to_go_already_is_not_missing_once_more(keeper: Keeper) -> None:
    keeper.keeping.reserve_gb = 10 / GB
    keeper.roots.told = Space(total=1000, free=3, disk=1)
    await keeper.job("all", {})
    files = await keeper.recorded("all", 6, 5, 4, 3)
    async with keeper.database.write() as session:
        await keeper.files.removal.doom(session, {file.id: Why(Rule.MAX_DAYS) for file in files[:2]})

    done = await keeper.retention.run()

    assert done.deleted == []


async def test_who_may_not_decide_any_more_deletes_and_tells_nothing(keeper: Keeper) -> None:
    await keeper.job("month", {"maxDays": 30})
    await keeper.recorded("month", 40, 1)

    async def lost(_: Session) -> None:
        raise LeaseLost(lease="camcron.recorder")

    with pytest.raises(LeaseLost):
        await keeper.retention.run(guard=lost)

    assert len(await keeper.left()) == 2 and await keeper.told() == []
