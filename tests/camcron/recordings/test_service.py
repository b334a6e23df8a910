"""The index of files: found again, counted once, deleted without a trace left half-way."""

import asyncio
import os
from datetime import timedelta
from pathlib import Path

import pytest

from regie.camcron.recordings.errors import FileGone, FileNotFound, FileProtected, RootProblem
from regie.camcron.recordings.models import File, FileKind
from regie.camcron.recordings.queries import Wanted
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import FileDeleted, FileIndexed, Files, NewFile
from regie.kernel.audit.service import Audit
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database, Session
from regie.kernel.http.callers import command_line
from tests.camcron.recordings.shelf import NOON, Shelf
from tests.rigs.databases import database

__all__ = ["database"]
"""Both kinds: these are queries."""


async def found(shelf: Shelf, limit: int = 100, after: File | None = None, **wanted: object) -> list[str]:
    async with shelf.database.read() as session:
        place = (after.started_at, after.id) if after else None
        rows = await shelf.files.page(session, Wanted(**wanted), limit, place)
        return [row.path for row in rows]


async def test_a_file_is_told_once_it_is_in_the_index(shelf: Shelf, database: Database) -> None:
    told: list[FileIndexed] = []
    database.events.subscribe(FileIndexed, told.append)

    file = await shelf.add()

    assert told == [FileIndexed(file.id, "uuid-of-job", "uuid-of-camera")]
    assert file.kind is FileKind.VIDEO


async def test_indexing_twice_makes_one_row(shelf: Shelf) -> None:
    first = await shelf.add()
    second = await shelf.add()

    assert first.id == second.id
    assert await found(shelf) == ["garage/a.mp4"]


@pytest.mark.parametrize("limit", [3, 4, 5])
async def test_the_newest_file_comes_first_and_pages_neither_repeat_nor_skip(shelf: Shelf, limit: int) -> None:
    """Also where a page ends between two files of one instant."""
    rows = await shelf.add_many(7)
    await shelf.add("garage/same.mp4", started_at=rows[3].started_at)

    seen: list[str] = []
    last: File | None = None
    while True:
        async with shelf.database.read() as session:
            page = await shelf.files.page(session, Wanted(), limit, (last.started_at, last.id) if last else None)
        if not page:
            break
        seen += [row.path for row in page]
        last = page[-1]
        await shelf.add(f"new/{len(seen)}.mp4", started_at=NOON + timedelta(days=1))  # the list grows meanwhile

    assert seen == [f"garage/{name}.mp4" for name in ("6", "5", "4", "same", "3", "2", "1", "0")]


async def test_files_are_found_by_job_camera_time_and_format(shelf: Shelf) -> None:
    await shelf.add_many(4)
    await shelf.add("p.jpg", job_id="j2", job_slug="job-pictures", format="jpg", camera_id="c2", camera_slug="cam-2")

    assert await found(shelf, job_id="job-pictures") == ["p.jpg"]
    assert await found(shelf, camera_id="cam-2") == ["p.jpg"]
    assert await found(shelf, format="jpg") == ["p.jpg"]
    first, last = NOON + timedelta(minutes=1), NOON + timedelta(minutes=3)
    assert await found(shelf, job_id="uuid-of-job", since=first, until=last) == ["garage/2.mp4", "garage/1.mp4"]
    assert await found(shelf, job_id="nobody") == []


async def test_a_job_made_again_under_the_same_name_takes_no_files_over(shelf: Shelf) -> None:
    await shelf.add("old.mp4", job_id="0190-old")
    assert await found(shelf, job_id="job-garage") == ["old.mp4"]

    class Living:
        async def job_of(self, session: Session, slug: str) -> str | None:
            return "0191-new" if slug == "job-garage" else None

        async def camera_of(self, session: Session, slug: str) -> str | None:
            return None

    shelf.files.names = Living()
    assert await found(shelf, job_id="job-garage") == []
    await shelf.add("new.mp4", job_id="0191-new")
    assert await found(shelf, job_id="job-garage") == ["new.mp4"]
    assert await found(shelf, job_id="0190-old") == ["old.mp4"]


async def test_the_latest_file_of_each_job_is_found_at_once(shelf: Shelf, files: Files, database: Database) -> None:
    await shelf.add_many(3)
    other = await shelf.add("o.mp4", job_id="other")

    async with database.read() as session:
        latest = await files.latest(session, ["uuid-of-job", "other", "nothing"])

    assert {job: file.path for job, file in latest.items()} == {"uuid-of-job": "garage/2.mp4", "other": "o.mp4"}
    assert latest["other"].id == other.id


async def test_a_deleted_file_is_gone_from_index_and_disk_with_its_empty_folders(
    shelf: Shelf, database: Database
) -> None:
    file = await shelf.add("garage/2026/11/a.mp4")
    await shelf.add("garage/b.mp4")
    told: list[FileDeleted] = []
    database.events.subscribe(FileDeleted, told.append)

    await shelf.files.delete(database, command_line(), file.id)

    assert await found(shelf) == ["garage/b.mp4"]
    assert [path.name for path in (shelf.disk / "garage").iterdir()] == ["b.mp4"]
    assert told == [FileDeleted(file.id, "uuid-of-job", "uuid-of-camera")]
    with pytest.raises(FileNotFound):
        await shelf.files.delete(database, command_line(), file.id)


async def test_a_protected_file_is_not_deleted(shelf: Shelf, database: Database) -> None:
    file = await shelf.add()
    async with database.write() as session:
        (await shelf.files.get(session, file.id)).protected = True

    with pytest.raises(FileProtected):
        await shelf.files.delete(database, command_line(), file.id)

    assert (shelf.disk / "garage" / "a.mp4").exists()


async def test_a_file_on_an_absent_disk_is_not_forgotten(shelf: Shelf, database: Database) -> None:
    file = await shelf.add()
    marker = shelf.disk / ".regie" / "root.json"
    marker.rename(marker.with_name("away"))

    with pytest.raises(RootProblem):
        await shelf.files.delete(database, command_line(), file.id)
    with pytest.raises(RootProblem):
        await shelf.files.place(file)

    assert await found(shelf) == ["garage/a.mp4"]


async def test_a_deletion_that_a_crash_interrupted_is_finished(shelf: Shelf, database: Database) -> None:
    file = await shelf.add()
    async with database.write() as session:
        (await shelf.files.get(session, file.id)).doomed_at = NOON

    assert await found(shelf) == []
    assert await shelf.files.finish_deletions(database) == 1

    assert not (shelf.disk / "garage").exists()
    assert await shelf.files.finish_deletions(database) == 0


async def test_a_file_that_somebody_took_away_is_told_as_gone(shelf: Shelf) -> None:
    file = await shelf.add()
    (shelf.disk / file.path).unlink()

    with pytest.raises(FileGone):
        await shelf.files.place(file)


async def test_what_a_note_says_is_what_was_known(shelf: Shelf) -> None:
    new = await shelf.new(duration_seconds=None)

    assert NewFile.from_facts(new.facts(), new.volume) == new


async def test_a_deletion_on_a_disk_that_never_answers_keeps_no_other_writer_waiting(
    database: Database, disk: Path, files: Files, roots: Roots
) -> None:
    patient = Roots([disk], installation="ours", database=database, clock=SystemClock(), patience=0.3)
    file = await Shelf(database, roots, files, disk).add()
    fifo, marker = disk / "fifo", disk / ".regie" / "root.json"
    os.mkfifo(fifo)
    marker.rename(marker.with_name("kept.json"))
    marker.symlink_to(fifo)  # reading the marker hangs, as on a lost network share
    deleting = asyncio.create_task(
        Files(SystemClock(), patient, Audit(SystemClock())).delete(database, command_line(), file.id)
    )
    answer = await opened_for_reading(fifo)

    async with asyncio.timeout(0.1), database.write():
        pass
    with pytest.raises(RootProblem, match="not answered"):
        await deleting

    os.write(answer, marker.with_name("kept.json").read_bytes())
    os.close(answer)


async def opened_for_reading(fifo: Path) -> int:
    """The other end, once somebody waits for what it says."""
    while True:
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            await asyncio.sleep(0)
