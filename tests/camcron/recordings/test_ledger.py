"""The books: sums that are never counted anew, and deletions that can be told of long afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from regie.camcron.recordings.ledger.models import Total
from regie.camcron.recordings.ledger.queries import differing, recount, sums
from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.ledger.service import Deleted, Wanted, Why
from regie.camcron.recordings.ledger.sums import Sum
from regie.camcron.recordings.models import File
from regie.kernel.db import Database
from regie.kernel.http.callers import command_line
from tests.camcron.recordings.shelf import NOON, Shelf
from tests.rigs.databases import database

__all__ = ["database"]
"""Both kinds: these are queries."""


async def total(database: Database) -> list[tuple[str, int, int]]:
    async with database.read() as session:
        return sorted((each.job_id, each.files, each.bytes) for each in await sums(session))


async def told(shelf: Shelf, minutes: float, job: str = "uuid-of-job") -> Deleted | None:
    async with shelf.database.read() as session:
        return await shelf.files.removal.ledger.what_was_deleted(session, job, NOON + timedelta(minutes=minutes))


async def deleted(shelf: Shelf, why: Why, *files: File) -> None:
    removed = await shelf.files.removal.delete(
        shelf.database, {file.id: why for file in files}, {file.id: file.root_id for file in files}
    )
    assert not removed.problems


async def test_sums_follow_what_is_indexed_and_what_is_deleted(shelf: Shelf, database: Database) -> None:
    rows = await shelf.add_many(3)
    await shelf.add("o.mp4", b"another", job_id="other")
    await shelf.add()  # indexed once
    assert await total(database) == [("other", 1, 7), ("uuid-of-job", 4, 16)]

    await shelf.files.delete(database, command_line(), rows[0].id)
    assert await total(database) == [("other", 1, 7), ("uuid-of-job", 3, 12)]


async def test_sums_that_another_version_did_not_keep_are_put_right(shelf: Shelf, database: Database) -> None:
    await shelf.add_many(3)
    gone = await shelf.add("o.mp4", job_id="other")
    async with database.write() as session:
        await session.execute(update(Total).where(Total.job_id == "uuid-of-job").values(files=1, bytes=1))
        await session.execute(delete(File).where(File.id == gone.id))
    async with database.read() as session:
        jobs = await differing(session)
    assert sorted(jobs) == ["other", "uuid-of-job"]

    for job in jobs:
        async with database.write() as session:
            await recount(session, job)

    assert await total(database) == [("uuid-of-job", 3, 12)]
    async with database.read() as session:
        assert await differing(session) == []
        (whole,) = await sums(session, ["uuid-of-job"])
        assert isinstance(whole, Sum) and whole.files == 3


async def test_an_instant_is_told_by_what_its_file_was_deleted_and_when(shelf: Shelf, database: Database) -> None:
    rows = await shelf.add_many(5)
    await deleted(shelf, Why(Rule.MAX_DAYS), *rows[:2])
    await deleted(shelf, Why(Rule.PERSON, "ada"), rows[3])

    by_age, by_ada = await told(shelf, 1.5), await told(shelf, 3.5)

    assert by_age is not None and by_age.cause == "deletedByRetention" and by_age.files == 2
    assert by_age.sentence.startswith("Deleted by retention on ") and "maximum age" in by_age.sentence
    assert by_ada is not None and by_ada.cause == "deletedByUser" and by_ada.sentence.startswith("Deleted by ada on ")
    assert await told(shelf, 10) is None and await told(shelf, 1.5, "other") is None


async def test_what_was_never_recorded_is_not_told_as_deleted(shelf: Shelf) -> None:
    """Two recordings of one day with hours between them are two rows."""
    morning = await shelf.add("m.mp4")
    evening = await shelf.add("e.mp4", started_at=NOON + timedelta(hours=6))
    await deleted(shelf, Why(Rule.MAX_SIZE), morning, evening)

    assert await told(shelf, 0.5) is not None and await told(shelf, 360.5) is not None
    assert await told(shelf, 180) is None


async def test_a_day_of_short_files_is_one_row_however_often_retention_runs(shelf: Shelf, database: Database) -> None:
    rows = await shelf.add_many(12)
    for start in range(0, 12, 3):
        await deleted(shelf, Why(Rule.MAX_DAYS), *rows[start : start + 3])
    async with database.read() as session:
        (row,) = await shelf.files.removal.ledger.page(session, Wanted(job_id="job-garage"), 10)

    assert (row.files, row.bytes, row.since) == (12, 48, NOON)
    assert row.until == NOON + timedelta(minutes=12)


@pytest.mark.parametrize(("wanted", "count"), [
    (Wanted(), 2), (Wanted(rule=Rule.PERSON), 1), (Wanted(camera_id="cam-garage"), 2), (Wanted(job_id="nobody"), 0),
    (Wanted(since=NOON + timedelta(days=9999)), 0), (Wanted(until=NOON - timedelta(days=9999)), 0),
])  # fmt: skip
async def test_deletions_are_found_by_job_camera_rule_and_day(shelf: Shelf, wanted: Wanted, count: int) -> None:
    rows = await shelf.add_many(2)
    await deleted(shelf, Why(Rule.PERSON, "ada"), rows[0])
    await deleted(shelf, Why(Rule.RESERVE), rows[1])

    async with shelf.database.read() as session:
        first = await shelf.files.removal.ledger.page(session, wanted, 1)
        rest = await shelf.files.removal.ledger.page(session, wanted, 9, (first[0].at, first[0].id)) if first else []

    assert len(first) + len(rest) == count
