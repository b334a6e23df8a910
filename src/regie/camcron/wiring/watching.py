"""The presence of cameras put together: who is looked at, what a look is, and who is told."""

from regie.camcron.cameras.errors import CameraNotFound
from regie.camcron.presence.knocking import knock
from regie.camcron.presence.loops import News, Watch
from regie.camcron.presence.service import Presences
from regie.camcron.presence.states import Rules, Told
from regie.camcron.runs.connections import Connections
from regie.camcron.runs.recorder import Recorder
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part
from regie.kernel.db import Session
from regie.kernel.notifications.happenings import Happening
from regie.kernel.notifications.service import Notices


def watching(on: Ground, core: Core) -> Part:
    """Looks at cameras that nobody records, and alerts."""
    settings = on.presence

    async def look(camera_id: str) -> None:
        try:
            await core.connectivity.test(on.database, camera_id)
        except CameraNotFound:
            return  # it was deleted meanwhile

    watch = Watch(
        database=on.database,
        clock=on.clock,
        events=on.events,
        cameras=core.cameras,
        presences=Presences(on.clock),
        readers=_Readers(core.recorder, core.connections),
        look=look,
        knock=knock,
        tell=lambda session, news: _tell(on.notices, session, news),
        rules=Rules(
            offline_after=settings.offline_seconds,
            online_after=settings.online_seconds,
            cooldown=settings.cooldown_seconds,
            drops=settings.unsteady_drops,
        ),
        every=settings.check_seconds,
        at_once=settings.checks_at_once,
        leads=on.leads,
    )
    core.reachability.heard = core.connectivity.heard = watch.heard
    return Part(open=watch.open, close=watch.close, lost=watch.lost)


async def _tell(notices: Notices, session: Session, news: News) -> None:
    """The alert of a camera's absence, or its end; of one that is switched off or gone only the end."""
    key = f"camera:{news.camera_id}:offline"
    if news.told is not Told.ONLINE:
        data = {"reasonCode": news.code, "unsteady": news.told is Told.UNSTEADY, "drops": news.drops}
        happening = Happening("cameraOffline", _sentence(news), "alert", news.camera_id, key=key, data=data)
        await notices.tell(session, happening)
    elif news.over:
        await notices.resolve(session, key)
    else:
        text = f"The camera «{news.name}» answers again."
        await notices.resolve(session, key, Happening("cameraOnline", text, camera_id=news.camera_id))


def _sentence(news: News) -> str:
    why = f": {news.reason}" if news.reason else "."
    if news.told is Told.OFFLINE:
        return f"The camera «{news.name}» does not answer{why}"
    return f"The camera «{news.name}» is unsteady: it stopped answering {news.drops} times in a short while{why}"


class _Readers:
    """The recordings, as looks ask for them."""

    def __init__(self, recorder: Recorder, connections: Connections) -> None:
        self.delivers = recorder.delivers
        self.reads = recorder.reads
        self.nudge = recorder.nudge
        self.has_room = connections.has_room
