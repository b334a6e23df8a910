"""Recorded files put together: lists, pictures of them, and the files themselves, also as browsers want them."""

import asyncio

from regie.camcron.recordings.looks import Looks
from regie.camcron.recordings.player import Player
from regie.camcron.recordings.previews import Previews
from regie.camcron.recordings.renditions import Renditions
from regie.camcron.recordings.routes import routes
from regie.camcron.recordings.service import FileDeleted
from regie.camcron.recordings.settings import FileSettings
from regie.camcron.recordings.thumbnails import Thumbnails
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.noticing import pictures_of
from regie.camcron.wiring.parts import Part
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.sweeps import Sweep

PREVIEWS_EVERY = 30.0
"""Seconds between two looks for films without a strip."""
TIDY_EVERY = 86_400.0
"""Seconds between two looks for small pictures of files that are gone; each server has its own."""


def files(on: Ground, core: Core) -> Part:
    """`/api/files`."""
    pictures = Thumbnails(core.files, on.prober, on.data / "tmp" / "thumbnails")
    on.notices.picture_of = pictures_of(on.database, core.files, pictures)
    renditions = Renditions(on.data / "tmp" / "playing", on.ffmpeg, on.children, on.clock, on.files)
    player = Player(core.files, Looks(core.files, on.database, on.prober, on.clock), renditions)
    apart = Prober(on.children, on.clock, at_once=1)  # nobody who waits stands behind a strip
    previews = Previews(core.files, core.roots, on.database, apart, on.clock, on.files)
    catching_up = Sweep("previews", previews.catch_up, clock=on.clock, every=PREVIEWS_EVERY, leads=on.leads)
    tidying = Sweep("thumbnails", lambda: pictures.tidy(on.database), clock=on.clock, every=TIDY_EVERY)
    forgetting: set[asyncio.Task[None]] = set()

    def forget(event: FileDeleted) -> None:
        for forgotten in (pictures.forget(event.file_id), renditions.forget(event.file_id)):
            task = asyncio.create_task(forgotten)
            forgetting.add(task)
            task.add_done_callback(forgetting.discard)

    def settle(settings: FileSettings) -> None:
        renditions.settle(settings)
        previews.settle(settings)
        catching_up.wake()

    async def open_() -> None:
        await renditions.open()
        await catching_up.open()
        await tidying.open()

    async def close() -> None:
        await catching_up.close()
        await tidying.close()
        unsubscribe()
        await asyncio.gather(*forgetting, return_exceptions=True)
        await renditions.close()

    on.live.on("files", settle)
    unsubscribe = on.events.subscribe(FileDeleted, forget)
    return Part(routers=(routes(core.files, on.database, pictures, player, previews),), open=open_, close=close)
