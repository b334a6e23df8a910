"""Deletion: nothing that isn't ours, nothing half-way, whatever ends the server between two steps."""

import errno
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from regie.camcron.recordings import belongings
from regie.camcron.recordings.ledger.queries import differing
from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.ledger.service import Why
from regie.camcron.recordings.models import File
from regie.camcron.recordings.queries import Wanted
from regie.camcron.recordings.removal import service, unlinking
from regie.camcron.recordings.removal.service import Removed
from regie.camcron.recordings.removal.unlinking import Item, Unlinked, unlink_all
from regie.kernel.db import Database
from tests.camcron.recordings.shelf import Shelf
from tests.rigs.databases import database

__all__ = ["database"]


class PowerCutError(BaseException):
    """The end of everything, at this line."""


async def remove(shelf: Shelf, *files: File) -> Removed:
    why, roots = {file.id: Why(Rule.MAX_DAYS) for file in files}, {file.id: file.root_id for file in files}
    return await shelf.files.removal.delete(shelf.database, why, roots)


async def indexed(shelf: Shelf) -> set[str]:
    async with shelf.database.read() as session:
        return {file.path for file in await shelf.files.page(session, Wanted(), 1000)}


def on_disk(shelf: Shelf) -> set[str]:
    found = (path for path in shelf.disk.rglob("*") if path.is_file() and ".regie" not in path.parts)
    return {path.relative_to(shelf.disk).as_posix() for path in found}


async def test_files_go_from_disk_and_index_with_their_empty_folders(shelf: Shelf) -> None:
    rows = await shelf.add_many(3)
    await shelf.add("yard/deep/b.mp4", job_id="other")

    removed = await remove(shelf, *rows)

    assert {file.id for file in removed.files} == {row.id for row in rows}
    assert on_disk(shelf) == await indexed(shelf) == {"yard/deep/b.mp4"}
    assert not (shelf.disk / "garage").exists()


async def test_what_is_protected_stays_though_its_deletion_was_decided(shelf: Shelf, database: Database) -> None:
    """Somebody protects it between the decision and the deed."""
    rows = await shelf.add_many(2)
    async with database.write() as session:
        (await shelf.files.get(session, rows[0].id)).protected = True

    removed = await remove(shelf, *rows)

    assert [file.id for file in removed.files] == [rows[1].id]
    assert on_disk(shelf) == await indexed(shelf) == {"garage/0.mp4"}


async def test_a_root_without_its_marker_keeps_its_files_and_the_index_keeps_them_too(shelf: Shelf) -> None:
    file = await shelf.add()
    marker = shelf.disk / ".regie" / "root.json"
    kept = marker.read_text()
    for wrong in (None, "{}", kept.replace("ours", "theirs").replace(file.root_id, "another")):
        if wrong is None:
            marker.unlink()
        else:
            marker.write_text(wrong)
        removed = await remove(shelf, file)

        assert not removed.files and file.root_id in removed.problems
        assert on_disk(shelf) == await indexed(shelf) == {"garage/a.mp4"}


def by_a_link(place: Path, elsewhere: Path) -> None:
    place.rename(elsewhere)
    place.symlink_to(elsewhere)


def by_a_linked_folder(place: Path, elsewhere: Path) -> None:
    elsewhere.mkdir()
    place.rename(elsewhere / place.name)
    place.parent.rmdir()
    place.parent.symlink_to(elsewhere)


def by_another_file(place: Path, elsewhere: Path) -> None:
    place.unlink()
    place.write_bytes(b"somebody else's")


def by_a_folder(place: Path, elsewhere: Path) -> None:
    place.unlink()
    place.mkdir()
    (place / "theirs").write_bytes(b"theirs")


@pytest.mark.parametrize("replaced", [by_a_link, by_a_linked_folder, by_another_file, by_a_folder])
async def test_what_was_put_in_the_place_of_a_file_is_left_alone(
    shelf: Shelf, tmp_path: Path, replaced: Callable[[Path, Path], None]
) -> None:
    file = await shelf.add()
    elsewhere = tmp_path / "elsewhere"
    replaced(shelf.disk / file.path, elsewhere)
    before = sorted(
        (str(path), path.is_file() and path.read_bytes()) for path in tmp_path.rglob("*") if ".db" not in str(path)
    )

    await remove(shelf, file)

    after = sorted(
        (str(path), path.is_file() and path.read_bytes()) for path in tmp_path.rglob("*") if ".db" not in str(path)
    )
    assert after == before
    assert await indexed(shelf) == set()


async def test_files_that_are_not_in_the_index_are_never_touched(shelf: Shelf) -> None:
    file = await shelf.add()
    (shelf.disk / "garage" / "notes.txt").write_text("mine")

    await remove(shelf, file)

    assert on_disk(shelf) == {"garage/notes.txt"}


SEAMS = [
    "before the mark",
    "after the mark",
    "in the middle of unlinking",
    "after unlinking",
    "after the rows are gone",
]


@pytest.mark.parametrize("seam", SEAMS)
async def test_a_crash_at_any_step_leaves_index_disk_sums_and_ledger_agreeing_once_it_goes_on(
    shelf: Shelf, database: Database, monkeypatch: pytest.MonkeyPatch, seam: str
) -> None:
    rows = await shelf.add_many(4)
    removal = shelf.files.removal
    with monkeypatch.context() as patched:
        cut_at(patched, seam, removal)
        with pytest.raises(PowerCutError):
            await remove(shelf, *rows[:3])

    await removal.finish(database)
    if seam == "before the mark":
        assert len(await indexed(shelf)) == 4
        await remove(shelf, *rows[:3])

    assert on_disk(shelf) == await indexed(shelf) == {"garage/3.mp4"}
    async with database.read() as session:
        assert await differing(session) == []
        gone = await removal.ledger.what_was_deleted(session, "uuid-of-job", rows[1].started_at)
        assert gone is not None and gone.files == 3


def cut_at(patched: pytest.MonkeyPatch, seam: str, removal: service.Removal) -> None:
    """The power goes at this seam."""

    def cut(*args: object, **more: object) -> None:
        raise PowerCutError

    if seam == "before the mark":
        patched.setattr(removal, "doom", cut)
    elif seam == "after the mark":
        patched.setattr(service, "unlink_all", cut)
    elif seam == "in the middle of unlinking":
        unlink, count = Path.unlink, iter(range(9))
        patched.setattr(Path, "unlink", lambda path, **more: cut() if next(count) == 1 else unlink(path, **more))
    elif seam == "after unlinking":
        patched.setattr(service, "_drop", cut)
    else:
        drop = service._drop

        async def drop_and_cut(*args: object) -> None:
            await drop(*args)
            raise PowerCutError

        patched.setattr(service, "_drop", drop_and_cut)


async def test_a_name_that_is_free_again_may_be_used_before_its_old_row_is_gone(
    shelf: Shelf, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = await shelf.add("cam/latest.jpg", b"old", format="jpg")
    with monkeypatch.context() as patched:
        cut_at(patched, "after unlinking", shelf.files.removal)
        with pytest.raises(PowerCutError):
            await remove(shelf, old)
    new = await shelf.add("cam/latest.jpg", b"a new one", format="jpg", run_id="run-2")

    await shelf.files.removal.finish(database)

    assert new.id != old.id and on_disk(shelf) == await indexed(shelf) == {"cam/latest.jpg"}


async def test_a_disk_that_refuses_is_told_and_its_files_are_tried_again(
    shelf: Shelf, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = await shelf.add()
    with monkeypatch.context() as patched:

        def refuse(path: Path, **more: object) -> None:
            raise OSError(30, "Read-only file system")

        patched.setattr(Path, "unlink", refuse)
        removed = await remove(shelf, file)
        assert "read-only" in removed.problems[file.root_id].sentence
    assert await indexed(shelf) == set() and on_disk(shelf) == {"garage/a.mp4"}

    assert await shelf.files.removal.finish(database) == 1
    assert on_disk(shelf) == set()


async def test_a_disk_that_goes_away_in_the_midst_of_a_deletion_brings_no_strangers_when_it_is_back(
    shelf: Shelf, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = await shelf.add_many(2)
    away = tmp_path / "away"

    def without_its_disk(volume: Path, items: Sequence[Item]) -> Unlinked:
        shelf.disk.rename(away)
        shelf.disk.mkdir()
        return unlink_all(volume, items)

    with monkeypatch.context() as patched:
        patched.setattr(service, "unlink_all", without_its_disk)
        removed = await remove(shelf, *rows)
    assert "marker" in removed.problems[rows[0].root_id].sentence
    shelf.disk.rmdir()
    away.rename(shelf.disk)
    assert on_disk(shelf) == {"garage/0.mp4", "garage/1.mp4"}, "they come back with their disk"

    assert await shelf.files.removal.finish(database) == 2, "and their deletion is still known"
    assert on_disk(shelf) == set()


async def test_files_that_are_refused_again_and_again_hold_up_no_others(
    shelf: Shelf, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "PAGE", 2)
    monkeypatch.setattr(service, "BATCH", 1)
    rows = await shelf.add_many(5)
    async with database.write() as session:
        await shelf.files.removal.doom(session, {row.id: Why(Rule.MAX_DAYS) for row in rows})
    truly = belongings.forget

    def refuse(volume: Path, path: str) -> None:
        if path in {row.path for row in sorted(rows, key=lambda row: row.id)[:3]}:
            raise PermissionError(errno.EPERM, "Operation not permitted")
        truly(volume, path)

    monkeypatch.setattr(unlinking, "forget", refuse)

    assert await shelf.files.finish_deletions(database) == 2
    assert on_disk(shelf) == {row.path for row in sorted(rows, key=lambda row: row.id)[:3]}


async def test_a_refusal_ends_with_the_last_row_that_it_was_about(
    shelf: Shelf, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file was taken away by hand, and its name was used again."""
    file = await shelf.add()

    def refuse(volume: Path, path: str) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    with monkeypatch.context() as refusing:
        refusing.setattr(unlinking, "forget", refuse)
        await remove(shelf, file)
    assert shelf.files.removal.refusal(file.root_id, file.job_id) is not None
    await shelf.add(run_id="another run")

    await shelf.files.finish_deletions(database)

    assert shelf.files.removal.refusal(file.root_id, file.job_id) is None
