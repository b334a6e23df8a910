"""What a former server left is looked for as long as this one looks after the recordings."""

from collections.abc import Container
from pathlib import Path

from regie.camcron.recordings.adoption import Adopted, Adoption
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files
from regie.camcron.runs.recovery import AGAIN_SECONDS, Recovery
from regie.camcron.runs.service import Runs
from regie.kernel.audit.service import Audit
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from tests.fakes.clock import VirtualClock


class Looks(Adoption):
    """Counts how often somebody looks; fails the first time."""

    def __init__(self) -> None:
        self.count = 0

    async def adopt(self, living: Container[str] = ()) -> Adopted:
        self.count += 1
        if self.count == 1:
            raise OSError("the disk is gone")
        return Adopted()


async def looked(looks: Looks, count: int, database: Database) -> None:
    while looks.count < count:
        async with database.read() as session:
            await session.connection()


async def test_what_an_absent_disk_kept_is_looked_for_again_until_somebody_else_does(
    sqlite_database: Database, tmp_path: Path
):
    clock, looks = VirtualClock(), Looks()
    roots = Roots([tmp_path], installation="ours", database=sqlite_database, clock=SystemClock())
    recovery = Recovery(sqlite_database, Runs(clock), Files(clock, roots, Audit(clock)), looks, clock)

    recovery.begin(())
    await looked(looks, 1, sqlite_database)
    await clock.advance(0)
    while not clock.sleepers:
        await clock.advance(0)
    await clock.advance(AGAIN_SECONDS)
    await looked(looks, 2, sqlite_database)

    recovery.lost()
    await clock.advance(10 * AGAIN_SECONDS)
    assert looks.count == 2
    await recovery.close()
