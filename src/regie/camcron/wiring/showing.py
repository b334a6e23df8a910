"""Live view put together: films, pictures, the small ones of lists, and those on which limits of motion are tried."""

from regie.camcron.live.facts import Facts
from regie.camcron.live.routes import routes
from regie.camcron.live.service import LiveView
from regie.camcron.live.sockets import sockets
from regie.camcron.live.thumbnails import Thumbnails
from regie.camcron.live.works import Projector
from regie.camcron.onvif.service import Devices
from regie.camcron.rehearsal.service import Rehearsals
from regie.camcron.rehearsal.sockets import sockets as rehearsing
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part
from regie.kernel.ffmpeg.probe import Prober


def showing(on: Ground, core: Core) -> Part:
    """`/api/cameras/{id}/facts`, `/thumbnail`, `/mjpeg`, `/hls`, `/ws/cameras/{id}/live` and `/motion`."""
    projector = Projector(
        ffmpeg=on.ffmpeg, connections=core.connections, streams=core.streams, scratch=on.data / "tmp" / "live",
        answers=core.studio.camera_answers,
    )  # fmt: skip
    live = LiveView(
        database=on.database, cameras=core.cameras, supervisor=on.supervisor, projector=projector, clock=on.clock,
        leads=on.leads,
    )  # fmt: skip
    thumbnails = Thumbnails(
        live=live, prober=Prober(on.children, on.clock), connections=core.connections,
        open_film=core.studio.open_film, scratch=on.data / "tmp" / "live", clock=on.clock,
    )  # fmt: skip

    facts = Facts(
        cameras=core.cameras, devices=Devices(on.clock, core.cameras), connections=core.connections,
        streams=core.streams, leads=on.leads,
    )  # fmt: skip

    async def close() -> None:
        await thumbnails.close()
        await live.close()

    rehearsals = Rehearsals(live, core.motion.analyst, on.clock)
    return Part(
        routers=(
            routes(live, thumbnails, facts, on.events),
            sockets(live, on.events),
            rehearsing(rehearsals, live, on.events),
        ),
        close=close,
        lost=live.lost,
    )
