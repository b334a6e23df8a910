"""The overview put together: status, storage, and the live picture."""

from regie.camcron.overview.live import Live
from regie.camcron.overview.routes import routes
from regie.camcron.overview.service import Overview
from regie.camcron.overview.sockets import sockets
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part


def viewing(on: Ground, core: Core) -> Part:
    """`/api/status`, `/api/storage`, `/api/logs`, `/ws/status`, `/ws/logs`."""
    overview = Overview(
        clock=on.clock, started_at=on.started_at, showing=core.showing, cameras=core.cameras, database=on.database,
        measuring=core.measuring, keeping=core.keeping, supervisor=on.supervisor, health=on.health,
        notices=on.live.notices,
    )  # fmt: skip
    live = Live(
        hub=on.hub, events=on.events, clock=on.clock, database=on.database, shelf=core.shelf, showing=core.showing,
        cameras=core.cameras, files=core.files, overview=overview, inbox=on.inbox,
    )  # fmt: skip

    async def open_() -> None:
        live.open()

    return Part(
        routers=(
            routes(overview, core.shelf, core.logs),
            sockets(live, on.hub, core.shelf, core.logs, on.database, on.events),
        ),
        open=open_,
        close=live.close,
    )
