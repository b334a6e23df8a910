"""Exports put together: asked for over HTTP, made by tasks, tidied by a sweep."""

from regie.camcron.exports.making import Maker
from regie.camcron.exports.routes import routes
from regie.camcron.exports.service import TASK, Exports
from regie.camcron.recordings.looks import Looks
from regie.camcron.recordings.settings import FileSettings
from regie.camcron.wiring.connecting import unclosed_in
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part
from regie.kernel.sweeps import Sweep
from regie.kernel.tasks import Kind

TIDY_EVERY = 300.0
"""Seconds between two looks for exports that are over."""


def exports(on: Ground, core: Core) -> Part:
    """`/api/exports`, `/api/files/zip`."""
    writing = unclosed_in(core.recorder)
    service = Exports(
        on.clock, on.database, core.files, core.roots, core.base, on.tasks, on.audit, core.reserve, writing
    )
    kept = on.files

    def settle(settings: FileSettings) -> None:
        nonlocal kept
        kept = settings

    on.live.on("files", settle)
    maker = Maker(
        clock=on.clock,
        database=on.database,
        files=core.files,
        looks=Looks(core.files, on.database, on.prober, on.clock),
        roots=core.roots,
        prober=on.prober,
        ffmpeg=on.ffmpeg,
        children=on.children,
        notices=on.notices,
        keep_days=lambda: kept.export_days,
        reserve=core.reserve,
        writing=writing,
    )
    on.tasks.declare(Kind(TASK, maker.make, attempts=5, at_once=1))
    tidying = Sweep("exports", service.tidy, clock=on.clock, every=TIDY_EVERY, leads=on.leads)
    return Part(routers=(routes(service, core.files, on.database),), open=tidying.open, close=tidying.close)
