"""Motion put together: what is answered of it, and how it ends."""

from regie.camcron.jobs.service import JobDeleted
from regie.camcron.motion.routes import routes
from regie.camcron.motion.sockets import sockets
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part
from regie.kernel.sweeps import Sweep

SWEEP_SECONDS = 3600.0


def motion(on: Ground, core: Core) -> Part:
    """`/api/motion`, `/ws/jobs/{jobId}/motion`; the process that looks ends after the runs that ask it."""
    held = core.motion
    sweep = Sweep("motion", held.events.sweep, clock=on.clock, every=SWEEP_SECONDS, leads=on.leads)

    on.events.subscribe(JobDeleted, lambda event: held.events.forget(event.job_id))

    async def close() -> None:
        await sweep.close()
        await held.events.close()
        await held.analyst.close()

    return Part(
        routers=(
            routes(held.events, held.analyst, on.database),
            sockets(held.events, on.hub, on.database, on.events),
        ),
        open=sweep.open,
        close=close,
    )
