"""Disks that let nothing go: what lies there stays in the index, is told, and holds up nothing else."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from regie.camcron.recordings import belongings, roots
from regie.camcron.recordings.queries import Wanted as WantedFiles
from regie.camcron.recordings.removal import service as removal
from regie.camcron.recordings.removal import unlinking
from regie.camcron.retention import service
from regie.camcron.retention.policy import GB
from tests.camcron.recordings.shelf import Shelf
from tests.camcron.retention.keeping import NOW, Keeper
from tests.rigs.databases import database

__all__ = ["database"]


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
    truly = belongings.forget

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
