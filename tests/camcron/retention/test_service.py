"""Retention as it is carried out: on both databases, on a real folder."""

import errno
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from regie.camcron.jobs.models import Job
from regie.camcron.recordings import roots
from regie.camcron.recordings.ledger.models import Total
from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.ledger.service import Wanted, Why
from regie.camcron.recordings.removal import service as removal
from regie.camcron.recordings.removal import unlinking
from regie.camcron.recordings.roots import Space
from regie.camcron.recordings.service import Wanted as WantedFiles
from regie.camcron.retention import heritage, service
from regie.camcron.retention.foresight import Foresight
from regie.camcron.retention.heritage import Heritage
from regie.camcron.retention.passes import Told
from regie.camcron.retention.policy import GB, Limits
from regie.camcron.retention.space import SETTLES
from regie.camcron.retention.telling import Telling
from regie.kernel.db import Session
from regie.kernel.leases import LeaseLost
from regie.kernel.notifications.service import Notices
from tests.camcron.recordings.shelf import Shelf
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


async def test_adopted_files_are_those_of_a_job_of_their_name_that_is_put_in_later_and_age_with_it(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heritage, "BATCH", 2)
    old = await keeper.recorded("former", 40, 39, 5, 4, 3, job_slug="week", camera="former", camera_slug="camera")
    elsewhere = await keeper.recorded("away", 40, job_slug="week", camera="away", camera_slug="another")
    await keeper.protect(old[0])
    await keeper.retention.run()
    assert len(await keeper.left()) == 6, "nobody's files age by nothing"

    await keeper.job("week", {"maxDays": 7})
    async with keeper.database.read() as session:
        (warned,) = await Foresight(keeper.retention, Heritage(keeper.database)).deletes(session, "week", None)
    await keeper.retention.run()

    assert (
        warned.message.startswith("5 files (0.00 GB) of its name were adopted")
        and "would delete 1 file (" in warned.message
    )
    assert await keeper.left() == ["former/40.mp4", "away/40.mp4", "former/5.mp4", "former/4.mp4", "former/3.mp4"]
    async with keeper.database.read() as session:
        theirs = await keeper.files.page(session, WantedFiles(job_id="week"), 9)
        assert {(file.job_id, file.camera_id) for file in theirs} == {("week", "camera")} and len(theirs) == 4
        assert await keeper.files.by_ids(session, [elsewhere[0].id]), "another camera's job of that name is another"
    assert await keeper.retention.put_sums_right() == 0


async def test_files_of_a_job_that_was_deleted_here_are_inherited_by_nobody(keeper: Keeper) -> None:
    await keeper.job("gone", {"maxDays": 90}, slug="week", deleted_at=NOW)
    await keeper.recorded("gone", 40, job_slug="week")
    await keeper.job("week", {"maxDays": 7})

    await keeper.retention.run()

    assert await keeper.left() == ["gone/40.mp4"]


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
    keeper.clock.set(NOW + 365 * DAY)

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


async def test_a_disk_that_may_only_be_read_loses_no_rows_and_that_is_an_alert(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keeper.job("month", {"maxDays": 30})
    await keeper.recorded("month", 40, 35, 1)
    monkeypatch.setattr(roots, "_is_read_only", lambda _: True)

    done = await keeper.retention.run()

    assert done.deleted == [] and len(await keeper.left()) == 3
    (alert,) = [event for event in await keeper.told() if event.level == "alert"]
    assert "cannot be deleted" in alert.text and "read-only" in alert.text
    monkeypatch.undo()
    await keeper.retention.run()
    assert len(await keeper.left()) == 1
    assert [event.resolves for event in await keeper.told() if event.resolves] == [alert.id]


async def test_files_that_a_disk_does_not_let_go_cost_their_job_no_more(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removal, "BATCH", 2)
    await keeper.job("held", {"maxDays": 30})
    await keeper.job("other", {"maxDays": 30})
    await keeper.recorded("held", 46, 45, 44, 43, 42, 41)
    await keeper.recorded("other", 40, 1)
    truly = unlinking.forget

    def refuse(volume: Path, path: str) -> None:
        if path.startswith("held/"):
            raise PermissionError(errno.EPERM, "Operation not permitted")
        truly(volume, path)

    monkeypatch.setattr(unlinking, "forget", refuse)
    for _ in range(3):
        await keeper.retention.run()

    async with keeper.database.read() as session:
        shown = [file.path for file in await keeper.files.page(session, WantedFiles(), 100)]
    assert sorted(path.partition("/")[0] for path in shown) == ["held"] * 4 + ["other"]
    monkeypatch.setattr(unlinking, "forget", truly)
    await keeper.files.finish_deletions(keeper.database)
    await keeper.retention.run()
    assert await keeper.left() == ["other/1.mp4"]


@pytest.fixture
def elsewhere(keeper: Keeper, tmp_path: Path) -> Shelf:
    """A second folder of recordings."""
    (tmp_path / "new").mkdir()
    keeper.roots.folders = (*keeper.roots.folders, tmp_path / "new")
    return Shelf(keeper.database, keeper.roots, keeper.files, tmp_path / "new")


def read_only(place: Path) -> Callable[[Path], bool]:
    return lambda path: path == place


async def shown(keeper: Keeper) -> list[str]:
    async with keeper.database.read() as session:
        return [file.path for file in await keeper.files.page(session, WantedFiles(), 100)][::-1]


async def test_a_job_ages_on_its_other_disk_while_its_oldest_files_lie_where_nothing_can_go(
    keeper: Keeper, elsewhere: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "AT_ONCE", 2)
    await keeper.job("month", {"maxDays": 30})
    await keeper.recorded("month", 49, 48, 47, 46)
    await keeper.recorded("month", 39, 38, 37, 1, on=elsewhere)
    monkeypatch.setattr(roots, "_is_read_only", read_only(keeper.shelf.disk))

    first = await keeper.retention.run()
    await keeper.retention.run()

    assert await shown(keeper) == ["month/49.mp4", "month/48.mp4", "month/47.mp4", "month/46.mp4", "month/1.mp4"]
    assert "read-only" in next(iter(first.problems.values())) and first.more
    (alert,) = [event for event in await keeper.told() if event.level == "alert"]
    assert str(keeper.shelf.disk) in alert.text
    (preview,) = await keeper.retention.preview()
    assert preview.files == 0, "what cannot go is not announced"
    monkeypatch.setattr(roots, "_is_read_only", read_only(Path()))
    for _ in range(2):
        await keeper.retention.run()
    assert await shown(keeper) == ["month/1.mp4"]


async def test_what_a_disk_does_not_let_go_counts_in_a_size_and_leaves_a_tenth_of_it_to_the_others(
    keeper: Keeper, elsewhere: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that became read-only must not cost each new recording its place."""
    await keeper.job("small", {"maxSizeGB": 100 / GB})
    await keeper.recorded("small", 9, 8, size=40)
    await keeper.recorded("small", 7, 6, 5, 4, size=10, on=elsewhere)
    monkeypatch.setattr(roots, "_is_read_only", read_only(keeper.shelf.disk))

    await keeper.retention.run()
    assert await shown(keeper) == ["small/9.mp4", "small/8.mp4", "small/5.mp4", "small/4.mp4"]
    monkeypatch.setattr(roots, "_is_read_only", read_only(Path()))
    await keeper.recorded("small", 10, size=40)
    monkeypatch.setattr(roots, "_is_read_only", read_only(keeper.shelf.disk))
    await keeper.retention.run()

    assert await shown(keeper) == ["small/10.mp4", "small/9.mp4", "small/8.mp4", "small/4.mp4"]


async def test_files_of_a_deleted_job_go_from_its_other_disks_too(
    keeper: Keeper, elsewhere: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "AT_ONCE", 2)
    await keeper.job("gone", {}, deleted_at=NOW, files_deleted_by="ada")
    await keeper.job("moved", {})
    await keeper.camera("old", deleted_at=NOW, files_deleted_by="bob")
    for job, camera in (("gone", "camera"), ("moved", "old")):
        await keeper.recorded(job, 9, 8, 7, camera=camera)
        await keeper.recorded(job, 6, on=elsewhere, camera=camera)
    monkeypatch.setattr(roots, "_is_read_only", read_only(keeper.shelf.disk))

    done = await keeper.retention.run()

    assert {path for path in await shown(keeper) if path.endswith("6.mp4")} == set()
    assert len(await shown(keeper)) == 6 and done.problems


async def test_what_one_job_does_not_need_of_a_pass_is_for_those_that_have_more_due(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "IN_ALL", 8)
    monkeypatch.setattr(service, "LEAST", 1)
    monkeypatch.setattr(service, "AT_ONCE", 5)
    for job in ("a", "b", "c", "d"):
        await keeper.job(job, {"maxDays": 7})
    await keeper.recorded("a", *range(20, 27))
    await keeper.recorded("b", 20)
    await keeper.recorded("c", 20, 21, 22)
    await keeper.recorded("d", 1)

    done = await keeper.retention.run()

    assert Counter(file.job_id for file, _ in done.deleted) == {"a": 4, "b": 1, "c": 3} and done.more
    assert not (await keeper.retention.run()).more and await keeper.left() == ["d/1.mp4"]


async def test_no_job_loses_more_in_a_pass_because_others_need_nothing(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "AT_ONCE", 2)
    await keeper.job("a", {"maxDays": 7})
    await keeper.job("b", {"maxDays": 7})
    await keeper.recorded("a", *range(20, 26))
    await keeper.recorded("b", 1)

    assert len((await keeper.retention.run()).deleted) == 2


async def test_who_may_not_decide_any_more_deletes_and_tells_nothing(keeper: Keeper) -> None:
    await keeper.job("month", {"maxDays": 30})
    await keeper.recorded("month", 40, 1)

    async def lost(_: Session) -> None:
        raise LeaseLost(lease="camcron.recorder")

    with pytest.raises(LeaseLost):
        await keeper.retention.run(guard=lost)

    assert len(await keeper.left()) == 2 and await keeper.told() == []
