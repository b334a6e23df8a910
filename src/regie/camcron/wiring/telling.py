"""What CamCron tells by itself, put together: jobs that fail and recover, folders that go and come back."""

from regie.camcron.jobs.telling import Telling
from regie.camcron.recordings.loops import RootWatch
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part


def telling(on: Ground, core: Core) -> Part:
    """Looks, compares, and tells."""
    jobs = Telling(
        database=on.database, events=on.events, clock=on.clock, shelf=core.shelf, runs=core.runs,
        recorder=core.recorder, notices=on.notices, leads=on.leads,
    )  # fmt: skip
    roots = RootWatch(on.database, on.clock, core.roots, on.notices, on.leads)

    async def open_() -> None:
        await jobs.open()
        await roots.open()

    async def close() -> None:
        await roots.close()
        await jobs.close()

    return Part(open=open_, close=close, gained=lambda _: jobs.compare())
