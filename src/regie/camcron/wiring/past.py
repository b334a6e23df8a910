"""The past put together: who writes down how jobs were planned and what was in their way, and who asks for it."""

from regie.camcron.cameras.service import CameraChanged
from regie.camcron.jobs.past.service import EVERY, Chronicle
from regie.camcron.overview.past.routes import routes
from regie.camcron.overview.past.service import Memory
from regie.camcron.overview.past.showing import Memories
from regie.camcron.recordings.ledger.service import Ledger
from regie.camcron.runs.service import RunChanged
from regie.camcron.wiring.connecting import unclosed_in
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part
from regie.kernel.sites.service import SiteChanged
from regie.kernel.sweeps import Sweep

VERSIONS_EVERY = 600.0


def past(on: Ground, core: Core) -> Part:
    """`/api/cameras/{id}/timeline`, `/api/jobs/{id}/explain`, `/api/jobs/{id}/coverage`, `/api/coverage`."""
    chronicle = Chronicle(on.database, on.clock, core.reconciler, core.pulse.last)
    versions = Sweep("versions of jobs", chronicle.versions, clock=on.clock, every=VERSIONS_EVERY)
    troubles = Sweep("troubles of jobs", chronicle.step, clock=on.clock, every=EVERY, leads=on.leads)
    memory = Memory(on.clock, on.database, core.shelf, core.cameras, Ledger(on.clock), unclosed_in(core.recorder))

    def camera_changed(event: CameraChanged) -> None:
        chronicle.camera_changed(event.camera_id)
        versions.wake()

    def site_changed(_: SiteChanged) -> None:
        chronicle.site_changed()
        versions.wake()

    async def open_() -> None:
        on.events.subscribe(CameraChanged, camera_changed)
        on.events.subscribe(SiteChanged, site_changed)
        on.events.subscribe(RunChanged, lambda _: troubles.wake())
        await versions.open()
        await troubles.open()

    async def close() -> None:
        await troubles.close()
        await versions.close()

    return Part(routers=(routes(Memories(memory)),), open=open_, close=close, lost=chronicle.lost)
