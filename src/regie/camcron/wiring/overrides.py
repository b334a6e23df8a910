"""Pauses and forces put together."""

from regie.camcron.jobs.overrides.routes import routes
from regie.camcron.jobs.overrides.service import Overrides
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part
from regie.kernel.sweeps import Sweep

MARK_EVERY = 60.0


def overrides(on: Ground, core: Core) -> Part:
    """`/api/overrides`."""
    made = Overrides(on.clock, on.audit)

    async def mark() -> None:
        await made.mark_over(on.database)

    over = Sweep("overrides that are over", mark, clock=on.clock, every=MARK_EVERY, leads=on.leads)
    return Part(routers=(routes(made),), open=over.open, close=over.close)
