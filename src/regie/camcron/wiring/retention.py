"""Retention put together: what is deleted, what disks hold, and what is told of both."""

from contextlib import suppress

from regie.camcron.recordings.aside import Aside
from regie.camcron.retention.clearing import Clearing
from regie.camcron.retention.foresight import Foresight
from regie.camcron.retention.heritage import Heritage
from regie.camcron.retention.routes import routes
from regie.camcron.retention.service import Retention
from regie.camcron.retention.tasks import kinds
from regie.camcron.retention.telling import Telling
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import LEASE, Ground
from regie.camcron.wiring.parts import Part
from regie.kernel.db import Session
from regie.kernel.leases import LeaseLost
from regie.kernel.sweeps import Sweep

EVERY = 60.0
"""Seconds between two passes."""


def retention(on: Ground, core: Core) -> Part:
    """`/api/retention`, and the passes of whoever looks after the recordings."""
    removal = core.files.removal
    made = Retention(on.database, on.clock, removal, core.keeping, core.measuring)
    made.told = Telling(on.database, on.clock, on.notices, core.keeping).told
    core.jobs.foresight = Foresight(made, Heritage(on.database))
    core.jobs.archive = core.cameras.archive = Clearing(on.tasks)

    async def guard(session: Session) -> None:
        await on.leases.guard(session, LEASE)

    for kind in kinds(made, guard):
        on.tasks.declare(kind)

    aside = Aside(core.roots, on.clock, on.files)
    on.live.on("files", aside.settle)

    async def step() -> None:
        with suppress(LeaseLost):  # somebody else does it from now on
            done = await made.run(guard=guard)
            if done.pressed:
                sweep.wake()
            if done.doubt is None:
                await aside.tidy()

    sweep = Sweep("retention", step, clock=on.clock, every=EVERY, leads=on.leads)

    def gained(generation: int) -> None:
        made.begin()
        sweep.wake()

    return Part(
        routers=(routes(made, removal.ledger, core.shelf, on.database, on.clock, on.tasks, on.audit),),
        open=sweep.open,
        close=sweep.close,
        gained=gained,
    )
