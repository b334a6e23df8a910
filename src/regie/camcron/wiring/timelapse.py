"""Films of pictures put together: asked for over HTTP, or due by a job's own plan."""

import contextlib
from datetime import timedelta

from regie.camcron.timelapse.routes import routes
from regie.camcron.timelapse.service import Films
from regie.camcron.timelapse.tasks import Bench, FilmMaking, clean_up
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part
from regie.kernel.sweeps import Sweep
from regie.kernel.tasks.errors import TasksNotRunning

LOOK_SECONDS = 15.0
CLEAN_EVERY = timedelta(hours=1)


def timelapse(on: Ground, core: Core) -> Part:
    """`/api/jobs/{id}/timelapse`, its background work, and the look at what is due."""
    films = Films(on.clock, core.shelf, core.files, on.tasks, on.notices, on.audit)
    bench = Bench(
        database=on.database, films=films, roots=core.roots, base=core.base, removal=core.files.removal,
        children=on.children, ffmpeg=on.ffmpeg, clock=on.clock,
    )  # fmt: skip
    on.tasks.declare(FilmMaking(bench).kind)

    async def look() -> None:
        async with on.database.read() as session:
            due = await films.due(session)
        if due:
            with contextlib.suppress(TasksNotRunning):  # the server is about to start or to end
                async with on.database.write() as session:
                    await films.make(session, due)

    async def clean() -> None:
        with contextlib.suppress(TasksNotRunning):
            await clean_up(bench)

    sweeps = (
        Sweep("timelapses", look, clock=on.clock, every=LOOK_SECONDS, leads=on.leads),
        Sweep("folders of timelapses", clean, clock=on.clock, every=CLEAN_EVERY.total_seconds(), leads=on.leads),
    )

    async def open_() -> None:
        for sweep in sweeps:
            await sweep.open()

    async def close() -> None:
        for sweep in sweeps:
            await sweep.close()

    return Part(routers=(routes(films, core.shelf),), open=open_, close=close)
