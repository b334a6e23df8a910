"""Recorded files over HTTP, put together as the server does it, in a folder of one test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from regie.camcron.recordings.looks import Looks
from regie.camcron.recordings.player import Player
from regie.camcron.recordings.previews import Previews
from regie.camcron.recordings.renditions import Renditions
from regie.camcron.recordings.routes import routes
from regie.camcron.recordings.settings import FileSettings
from regie.camcron.recordings.thumbnails import Thumbnails
from regie.kernel.auth.permissions import Role
from regie.kernel.clock import SystemClock
from regie.kernel.ffmpeg.binary import Finder
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.ffmpeg.settings import FfmpegSettings
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.spawn import spawner
from tests.camcron.recordings.shelf import Shelf
from tests.kernel.served import Served


@asynccontextmanager
async def front(served: Served, shelf: Shelf, folder: Path, **settings: object) -> AsyncIterator[httpx.AsyncClient]:
    """A program of an editor's: may read, protect and delete."""
    (folder / "run").mkdir()
    clock = SystemClock()
    children = spawner(folder / "run", clock, ProcessSettings())
    prober = Prober(children, clock)
    ffmpeg = await Finder(children, clock).find(FfmpegSettings())
    thumbnails = Thumbnails(shelf.files, prober, folder / "thumbnails")
    made = Renditions(folder / "playing", ffmpeg, children, clock, FileSettings.model_validate(settings))
    await made.open()
    player = Player(shelf.files, Looks(shelf.files, shelf.database, prober, clock), made)
    previews = Previews(shelf.files, shelf.roots, shelf.database, prober, clock, FileSettings.model_validate(settings))
    served.app.include_router(routes(shelf.files, shelf.database, thumbnails, player, previews))
    served.app.state.previews = previews
    yield await served.as_role(Role.EDITOR)
    await made.close()
    children.close()
