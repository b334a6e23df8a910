"""
The index of a folder of recordings made again from its files, after its database is lost.

Works beside a running server and without one. A dry run looks and writes nothing, not even the folder's marker.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from regie.camcron.jobs.queries import heir_of, was_known
from regie.camcron.recordings.roots import Found, Roots, Volume
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.stock import Stock, Stocktaking
from regie.camcron.wiring import roots_of
from regie.kernel.audit.service import Audit
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.http.callers import command_line, system
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.spawn import spawner
from regie.kernel.sites.service import Sites
from regie.migrations import upgrade
from regie.settings import Settings

Tell = Callable[[float, str], Awaitable[None]]


@asynccontextmanager
async def opened(data: Path, settings: Settings) -> AsyncIterator["Adopting"]:
    """On a data folder, which may be new."""
    clock = SystemClock()
    audit = Audit(clock)
    database = Database(settings.database.url_in(data), Events())
    try:
        await upgrade(database, clock=clock, backups=data / "backups")
        async with database.write() as session:
            installation = (await Sites(clock, audit).ensure_default(session, system(), settings.timezone)).id
        folders = roots_of(settings.storage, data)
        roots = Roots(folders, installation=installation, database=database, clock=clock)
        with TemporaryDirectory() as notes:
            children = spawner(Path(notes), clock, ProcessSettings())
            try:
                stocktaking = Stocktaking(
                    database, Files(clock, roots, audit), Prober(children, clock), heir_of, was_known
                )
                yield Adopting(database, roots, stocktaking, audit)
            finally:
                children.close()
    finally:
        await database.close()


class Adopting:
    """One folder at a time."""

    def __init__(self, database: Database, roots: Roots, stocktaking: Stocktaking, audit: Audit) -> None:
        self._database = database
        self._roots = roots
        self._stocktaking = stocktaking
        self._audit = audit

    async def look(self, folder: Path, tell: Tell) -> tuple[Found, Stock]:
        """What would be done. Raises `RootProblem` for what cannot be used."""
        found = await self._roots.find(folder)
        volume = Volume(found.known_id or (found.marker.id if found.marker else ""), found.path)
        return found, await self._stocktaking.take(volume, dry=True, forget=None, tell=tell)

    async def do(self, folder: Path, *, forget: bool, tell: Tell) -> Stock:
        """Take the folder for ours and list what lies in it."""
        volume = await self._roots.adopt(folder)
        caller = command_line()
        async with self._database.write() as session:
            self._audit.record(session, caller, "adopt", "root", volume.id, str(volume.path))
        return await self._stocktaking.take(volume, dry=False, forget=caller.name if forget else None, tell=tell)
