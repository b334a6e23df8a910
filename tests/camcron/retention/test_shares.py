"""How a pass is divided: equally, and nothing of it is left unused while something is due."""

from collections import Counter

import pytest

from regie.camcron.retention import service
from tests.camcron.retention.keeping import Keeper
from tests.rigs.databases import database

__all__ = ["database"]


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
