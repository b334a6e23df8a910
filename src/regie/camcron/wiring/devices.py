"""ONVIF put together: discovery, devices, PTZ, and the ears; with the enrolment that asks devices."""

from regie.camcron.onvif.bridge import Bridge
from regie.camcron.onvif.loops import CameraNoticed, Ears, Search
from regie.camcron.onvif.pilot import Pilot
from regie.camcron.onvif.routes import ptz_routes, routes
from regie.camcron.onvif.scouting import Scouting
from regie.camcron.onvif.service import Devices
from regie.camcron.presence.loops import GONE
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.enrolling import enrolling
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part


def devices(on: Ground, core: Core) -> Part:
    """`/api/cameras/discover`, `/api/cameras/onvif…`, `/api/cameras/{id}/device` and `/ptz…`."""
    bridge = Bridge(on.children, on.clock, on.redactor.redact)
    pilot = Pilot(bridge, on.clock)
    held = Devices(on.clock, core.cameras)
    scouting = Scouting(on.database, bridge, core.cameras, held, on.notices)

    watching = core.motion.events

    def noticed(event: CameraNoticed) -> None:
        watching.camera_says(event.camera_id, event.motion, on.clock.now())

    on.events.subscribe(CameraNoticed, noticed)

    ears = Ears(
        database=on.database, bridge=bridge, devices=held, events=on.events, clock=on.clock,
        wanted=watching.listening, leads=on.leads,
    )  # fmt: skip
    search = Search(
        database=on.database, devices=held, scouting=scouting, clock=on.clock, gone=GONE,
        leads=lambda: on.leads() and on.presence.check_seconds > 0,
    )  # fmt: skip

    async def open_() -> None:
        await ears.open()
        await search.open()

    async def close() -> None:
        await search.close()
        await ears.close()
        await pilot.close()
        await bridge.close()

    return Part(
        routers=(
            routes(scouting, held, core.cameras, on.database),
            ptz_routes(held, bridge, pilot, on.database),
            enrolling(on, core, held, scouting),
        ),
        open=open_,
        close=close,
        lost=ears.lost,
    )
