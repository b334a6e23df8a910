"""Plans put together: what a schedule comes to, before and after it is saved."""

from regie.camcron.jobs.planning.routes import routes
from regie.camcron.jobs.planning.service import Planning
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part


def planning(on: Ground, core: Core) -> Part:
    """`/api/jobs/plan`, `/api/jobs/{id}/plan`."""
    made = Planning(on.clock, on.database, core.shelf, core.jobs, core.showing, core.base)
    return Part(routers=(routes(made),))
