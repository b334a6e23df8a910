"""Recorded files put together: lists, pictures of them, and the files themselves over HTTP."""

from regie.camcron.recordings.routes import routes
from regie.camcron.recordings.thumbnails import Thumbnails
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part


def files(on: Ground, core: Core) -> Part:
    """`/api/files`."""
    pictures = Thumbnails(core.files, on.prober, on.data / "tmp" / "thumbnails")
    return Part(routers=(routes(core.files, on.database, pictures),))
