"""Plans, templates and deeds for many put together: what a schedule comes to, and many jobs at once."""

from regie.camcron.jobs.bulk.routes import routes as bulk_routes
from regie.camcron.jobs.bulk.service import Bulk
from regie.camcron.jobs.planning.routes import routes
from regie.camcron.jobs.planning.service import Planning
from regie.camcron.jobs.templates.routes import routes as template_routes
from regie.camcron.jobs.templates.service import Templates
from regie.camcron.jobs.templates.transfer import TemplateSection
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part


def planning(on: Ground, core: Core) -> Part:
    """`/api/plan`, `/api/jobs/plan`, `/api/jobs/preview`, `/api/jobs/{id}/plan`, `/api/jobs/bulk`, `/api/templates`."""
    made = Planning(on.clock, on.database, core.shelf, core.jobs, core.showing, core.roots, core.base, core.lookout)
    bulk = Bulk(on.database, core.jobs, core.showing)
    templates = Templates(on.clock, on.database, core.shelf, core.jobs, core.cameras, on.audit, core.lookout)
    return Part(
        routers=(routes(made), bulk_routes(bulk), template_routes(templates)),
        sections=(TemplateSection(templates),),
    )
