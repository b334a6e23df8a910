"""Retention put together: what is deleted, what disks hold, what is told of both, and what is forgotten in the end."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from regie.camcron.jobs.past.forgetting import Forgetting as ForgettingPast
from regie.camcron.recordings.aside import Aside
from regie.camcron.retention.clearing import Clearing
from regie.camcron.retention.foresight import Foresight
from regie.camcron.retention.heritage import Heritage
from regie.camcron.retention.routes import routes
from regie.camcron.retention.service import Retention
from regie.camcron.retention.tasks import kinds
from regie.camcron.retention.telling import Telling
from regie.camcron.runs.forgetting import Forgetting
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import LEASE, Ground
from regie.camcron.wiring.parts import Part
from regie.kernel.db import Session
from regie.kernel.leases import LeaseLost
from regie.kernel.sweeps import Sweep

EVERY = 60.0
"""Seconds between two passes."""
FORGET_EVERY = 3600.0


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

    async def step() -> None:
        with suppress(LeaseLost):  # somebody else does it from now on
            if (await made.run(guard=guard)).pressed:
                sweep.wake()

    sweep = Sweep("retention", step, clock=on.clock, every=EVERY, leads=on.leads)
    forgetting = Sweep("what is long ago", _forgetting(on, core, made), clock=on.clock, every=FORGET_EVERY)

    def gained(generation: int) -> None:
        made.begin()
        sweep.wake()

    async def open_() -> None:
        await sweep.open()
        await forgetting.open()

    async def close() -> None:
        await forgetting.close()
        await sweep.close()

    return Part(
        routers=(routes(made, removal.ledger, core.shelf, on.database, on.clock, on.tasks, on.audit),),
        open=open_,
        close=close,
        gained=gained,
    )


def _forgetting(on: Ground, core: Core, retention: Retention) -> Callable[[], Awaitable[None]]:
    """What is so old that nobody wants it; as with recordings, nothing of it goes while the clock is doubted."""
    aside = Aside(core.roots, on.clock, on.files)
    runs = Forgetting(on.database, on.clock, on.recorder.history_days, core.recorder)
    past = ForgettingPast(on.database, on.clock, on.recorder.history_days)

    def keep(days: int) -> None:
        runs.keep_days = past.keep_days = days

    async def forget() -> None:
        if on.leads() and retention.believes:
            await runs.step()
            await past.step()
            await aside.tidy()

    on.live.on("files", aside.settle)
    on.live.on("recorder.historyDays", keep)
    return forget
