"""Plans and deeds for many put together: what a schedule comes to, and one deed for many jobs."""

from regie.camcron.jobs.bulk.routes import routes as bulk_routes
from regie.camcron.jobs.bulk.service import Bulk
from regie.camcron.jobs.planning.routes import routes
from regie.camcron.jobs.planning.service import Planning
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part


def planning(on: Ground, core: Core) -> Part:
    """`/api/jobs/plan`, `/api/jobs/{id}/plan`, `/api/jobs/bulk`."""
    made = Planning(on.clock, on.database, core.shelf, core.jobs, core.showing, core.base)
    bulk = Bulk(on.database, core.jobs, core.showing)
    return Part(routers=(routes(made), bulk_routes(bulk)))
