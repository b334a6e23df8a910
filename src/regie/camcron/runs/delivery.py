"""
The way of a run's files from its staging folder to the index.

Closed files come in one by one, in their order; each is given its final name, its row and its place in the run's
counts, before the next one is looked at. A disk that refuses leaves the file where it is: it is found again at the
end of the run, or after the next start.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.paths import OutputPath
from regie.camcron.recordings.publishing import publish_recorded
from regie.camcron.recordings.roots import Volume
from regie.camcron.recordings.service import Files, NewFile
from regie.camcron.recordings.staging import note_of, settle
from regie.camcron.runs.service import Runs
from regie.camcron.runs.spec import Spec
from regie.kernel.db import Database

REMEMBERED = 1000
"""Files that are known after they were dealt with: who looked into their folder a moment ago may still ask."""
UNINDEXED = "A file could not be put into the index; it is kept and tried again at the next start."
GONE = "A file was taken away before it had its name."
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Closed:
    """A staged file that is complete."""

    source: Path
    started_at: datetime
    duration_seconds: float | None


class Delivery:
    """One run's files. `put` never waits; `finish` waits until everything that was put has been dealt with."""

    def __init__(
        self,
        *,
        spec: Spec,
        run_id: str,
        base: Path,
        files: Files,
        runs: Runs,
        database: Database,
        delivered: Callable[[], None] = lambda: None,
    ) -> None:
        self.spec = spec
        self.run_id = run_id
        self._base = base
        self._files = files
        self._runs = runs
        self._database = database
        self._delivered = delivered
        self._queue: asyncio.Queue[tuple[Closed, Volume] | None] = asyncio.Queue()
        self._worker: asyncio.Task[None] | None = None
        self._refused: list[tuple[Closed, Volume]] = []
        """What a disk did not take; `again` tries it once more."""
        self.pending: dict[Path, datetime] = {}
        """What was put and is not in the index yet: by its source, when it begins."""
        self._taken: set[Path] = set()
        """Sources that somebody deals with: what else lies in the staging folder was never closed."""
        self._done: dict[Path, None] = {}
        """The last ones that were dealt with; a run may go on for a year."""
        self._dropping: set[asyncio.Task[None]] = set()
        self._named: list[tuple[NewFile, Path, Path]] = []
        """What has its name (with it, and where it came from), and is not in the index yet."""
        self._disk: str | None = None
        self._lost: str | None = None

    @property
    def problem(self) -> str | None:
        """Why not every file is where it belongs; nothing when each is."""
        return self._lost or self._disk or (UNINDEXED if self._named else None)

    def put(self, closed: Closed, volume: Volume) -> None:
        """This file is complete."""
        if self.knows(closed.source):
            return
        self.take(closed.source)
        self.pending[closed.source] = closed.started_at
        self._queue.put_nowait((closed, volume))
        if self._worker is None:
            self._worker = asyncio.create_task(self._work(), name=f"deliver {self.spec.job_slug}")

    def drop(self, source: Path) -> None:
        """This file is not wanted: it is removed beside the others, and nobody finds it meanwhile."""
        self.done(source)
        dropping = asyncio.create_task(asyncio.to_thread(source.unlink, missing_ok=True))
        self._dropping.add(dropping)
        dropping.add_done_callback(self._dropping.discard)

    def knows(self, source: Path) -> bool:
        """Whether somebody deals with this file, or has done so a moment ago."""
        return source in self._taken or source in self._done

    def take(self, source: Path) -> None:
        """Somebody deals with this file from now on."""
        self._taken.add(source)

    def give_back(self, source: Path) -> None:
        """Nobody does any more; it may be put."""
        self._taken.discard(source)

    def done(self, source: Path) -> None:
        """This file is dealt with, and does not lie there any more."""
        self.pending.pop(source, None)
        self._taken.discard(source)
        self._done[source] = None
        while len(self._done) > REMEMBERED:
            del self._done[next(iter(self._done))]

    def forget_done(self) -> None:
        """The names of files are given anew."""
        self._done.clear()

    def again(self) -> None:
        """A disk may take by now what it has refused."""
        refused, self._refused = self._refused, []
        for item in refused:
            self._queue.put_nowait(item)

    async def finish(self) -> None:
        """Everything that was put has its name and its row, or a problem told."""
        await asyncio.gather(*self._dropping, return_exceptions=True)
        if self._worker is not None:
            self.again()
            self._queue.put_nowait(None)
            await self._worker
            self._worker = None
            await self._index()

    async def _work(self) -> None:
        while (item := await self._queue.get()) is not None:
            try:
                await self.deliver(*item)
            except (RootProblem, OSError) as error:
                if await asyncio.to_thread(_is_gone, item[0].source):
                    self._lost = GONE
                    self.done(item[0].source)
                    _log.warning("a file was taken away before it had its name", extra={"job": self.spec.job_slug})
                    continue
                self._refused.append(item)
                problem = error if isinstance(error, RootProblem) else RootProblem.of(error, item[0].source)
                self._disk = problem.sentence
                _log.warning("a file could not be given its name", extra={"reason": problem.sentence})
            except Exception:
                self._lost = "A file could not be named; it is kept and tried again at the next start."
                self.pending.pop(item[0].source, None)
                _log.exception("a file could not be delivered", extra={"job": self.spec.job_slug})
            else:
                self._disk = self._disk if self._refused else None
                self.again()

    async def deliver(self, closed: Closed, volume: Volume) -> None:
        """Name it, index it, count it."""
        spec = self.spec
        size = await asyncio.to_thread(lambda: closed.source.stat().st_size)
        if size == 0:
            with contextlib.suppress(OSError):
                await asyncio.to_thread(closed.source.unlink)
            self.done(closed.source)
            return
        output = OutputPath.parse(spec.directory, spec.pattern, spec.format)
        final = Path(self._base, output.path(spec.naming, closed.started_at, spec.zone))
        new = self._new_file(closed, volume, size)
        new, path = await publish_recorded(closed.source, final, new)
        self._named.append((new, path, closed.source))
        await self._index()

    async def _index(self) -> None:
        """Put what has its name into the index, together with what the database refused before."""
        named, self._named = self._named, []
        for new, path, source in named:
            try:
                async with self._database.write() as session:
                    await self._files.index(session, new, path)
                    await self._runs.count_file(session, self.run_id, new.size_bytes)
            except Exception:
                self._named.append((new, path, source))
                _log.exception("a file could not be put into the index", extra={"job": self.spec.job_slug})
            else:
                with contextlib.suppress(OSError):
                    await asyncio.to_thread(settle, source)
                self.done(source)
                self._delivered()

    def _new_file(self, closed: Closed, volume: Volume, size: int) -> NewFile:
        spec = self.spec
        return NewFile(
            run_id=self.run_id,
            job_id=spec.job_id,
            job_slug=spec.job_slug,
            job_name=spec.naming.job_name,
            camera_id=spec.camera_id,
            camera_slug=spec.camera_slug,
            camera_name=spec.naming.camera_name,
            volume=volume,
            started_at=closed.started_at,
            duration_seconds=closed.duration_seconds,
            size_bytes=size,
            format=spec.format,
        )


def _is_gone(source: Path) -> bool:
    """Whether somebody took it away: a disk that is away has no folder, a file that has its name has a note."""
    return source.parent.is_dir() and not source.exists() and not note_of(source).exists()
