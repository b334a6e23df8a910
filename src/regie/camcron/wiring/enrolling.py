"""Enrolment put together: lists of cameras, and replacements."""

from fastapi import APIRouter

from regie.camcron.enrolment.replacing import Replacing
from regie.camcron.enrolment.routes import routes
from regie.camcron.enrolment.service import TEST, Enrolment
from regie.camcron.enrolment.tasks import testing
from regie.camcron.enrolment.trying import Trying
from regie.camcron.onvif.scouting import Scouting
from regie.camcron.onvif.service import Devices
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.kernel.tasks import Kind


def enrolling(on: Ground, core: Core, devices: Devices, scouting: Scouting) -> APIRouter:
    """`/api/cameras/import`, `/api/cameras/try`, `/api/cameras/{id}/replace`, `/api/cameras/{id}/changes`."""
    enrolment = Enrolment(on.database, on.clock, core.cameras, on.notices, on.tasks)
    replacing = Replacing(on.database, core.cameras, core.connectivity, on.prober.probe, enrolment, devices, scouting)
    trying = Trying(on.database, core.cameras, core.connectivity, on.prober, core.peek)
    on.tasks.declare(Kind(TEST, testing(core.connectivity, on.database), right="cameras.test"))
    return routes(enrolment, replacing, trying, core.cameras)
