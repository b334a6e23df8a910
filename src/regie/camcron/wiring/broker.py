"""The line to an MQTT broker put together."""

from regie.camcron.mqtt.loops import Publisher
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part
from regie.kernel.health import Part as State


def broker(on: Ground, core: Core) -> Part:
    """Says what cameras and jobs do, if there is a broker to say it to."""
    publisher = Publisher(
        clock=on.clock, database=on.database, events=on.events, shelf=core.shelf, showing=core.showing,
        cameras=core.cameras, jobs=core.jobs, inbox=on.inbox, settings=on.mqtt,
        node=f"regie_{on.installation[-8:]}", leads=on.leads,
    )  # fmt: skip
    on.live.on("notifications.mqtt", publisher.apply)

    async def state() -> State:
        return State("degraded", publisher.trouble) if publisher.trouble else State("ok")

    if publisher.is_wanted:
        on.health.add("mqtt", state)
    return Part(open=publisher.open, close=publisher.close, lost=publisher.lost)
