"""The folders of recordings put together: over HTTP, and compared with the index by a task."""

from regie.camcron.jobs.queries import heir_of, was_known
from regie.camcron.recordings.stock import Stocktaking
from regie.camcron.recordings.volumes.routes import routes
from regie.camcron.recordings.volumes.service import TASK, Volumes
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground, base_of
from regie.camcron.wiring.parts import Part
from regie.kernel.tasks import Kind


def volumes(on: Ground, core: Core) -> Part:
    """`/api/roots`."""
    stocktaking = Stocktaking(on.database, core.files, on.prober, heir_of, was_known)
    base = base_of(on.storage, on.data)
    service = Volumes(on.database, core.roots, base, stocktaking, on.tasks, on.audit)
    on.tasks.declare(Kind(TASK, service.take_stock, attempts=5, at_once=1))
    return Part(routers=(routes(service),))
