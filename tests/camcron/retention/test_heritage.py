"""Files that were adopted before their jobs were put in: nobody's, until somebody has their name."""

import pytest

from regie.camcron.recordings.queries import Wanted as WantedFiles
from regie.camcron.retention import heritage
from regie.camcron.retention.foresight import Foresight
from regie.camcron.retention.heritage import Heritage
from tests.camcron.retention.keeping import NOW, Keeper
from tests.rigs.databases import database

__all__ = ["database"]


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
