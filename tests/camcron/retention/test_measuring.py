"""What is on the disks, as it is told to whoever asks."""

import sqlalchemy as sa

from regie.camcron.jobs.models import Job
from regie.camcron.retention.measuring import DISKS_EVERY, Measuring
from tests.camcron.retention.keeping import Keeper


def measuring(keeper: Keeper) -> Measuring:
    return Measuring(keeper.database, keeper.clock, keeper.roots, keeper.keeping)


async def limited(keeper: Keeper, job: str, days: int) -> None:
    async with keeper.database.write() as session:
        await session.execute(sa.update(Job).where(Job.id == job).values(retention={"maxDays": days}))


async def test_a_changed_job_is_told_as_it_is_without_another_look_at_the_disks(keeper: Keeper) -> None:
    measured = measuring(keeper)
    job = await keeper.job(retention={"maxDays": 30})
    before = await measured.picture()
    await limited(keeper, job, 14)
    assert (await measured.picture()) is before, "nobody has told of the change"

    measured.outdate()
    after = await measured.picture()

    assert [picture.jobs[job].retention for picture in (before, after)] != [before.jobs[job].retention] * 2
    assert after.disks is before.disks and (await measured.picture()) is after
    await measured.close()


async def test_the_first_files_of_a_job_have_their_age_at_the_next_look(keeper: Keeper) -> None:
    measured = measuring(keeper)
    first, second = await keeper.job("first"), await keeper.job("second")
    await keeper.recorded(first, 2)
    assert set((await measured.picture()).rates.oldest) == {first}
    await keeper.recorded(second, 1)

    await keeper.clock.advance(DISKS_EVERY)

    assert set((await measured.picture(fresh=True)).rates.oldest) == {first, second}
    await measured.close()
