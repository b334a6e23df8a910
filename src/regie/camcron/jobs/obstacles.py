"""
What only a person can mend, found out beside the reconcile pass: folders outside, of others, or not to be written.

A disk that hangs answers after seconds or never, and nobody else's recording may wait for it. So a pass gives the looks
a moment to be done, as those at healthy disks are, and goes on without the others: what they show is noted when they
are done, and a recording whose folder is not known yet waits for it by itself.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from regie.camcron.jobs import compile as compiling
from regie.camcron.jobs.board import Board, Entry
from regie.camcron.jobs.state import Obstacle
from regie.camcron.recordings.errors import RootProblem, RootTrouble
from regie.camcron.recordings.roots import Roots

BLOCKING = {RootTrouble.OUTSIDE, RootTrouble.UNWRITABLE, RootTrouble.FOREIGN}
"""Nobody but a person mends these; what else is wrong with a root may pass."""
MOMENT = 0.5
"""Seconds that a pass waits for the looks."""
AT_ONCE = 4


class Programs(Protocol):
    """Who knows the programs of commands."""

    async def look(self, programs: Sequence[str]) -> None: ...
    def problem(self, program: str) -> str | None:
        """Why it cannot be run."""
        ...


class AnyProgram:
    """Stands in where no command is ever run."""

    async def look(self, programs: Sequence[str]) -> None:
        """Nothing is looked for."""

    def problem(self, program: str) -> str | None:
        return None


class Obstacles:
    """Notes with each job of the board what is in its way. `told` hears of each job of which that changed."""

    def __init__(self, board: Board, roots: Roots, base: Path, programs: Programs, told: Callable[[str], None]) -> None:
        self._board = board
        self._programs = programs
        self._roots = roots
        self._base = base
        self._told = told
        self._room = asyncio.Semaphore(AT_ONCE)
        self._looking: dict[Path, asyncio.Task[None]] = {}
        self._asking: dict[Path, set[str]] = {}
        """Jobs (UUIDs) that a look is for."""

    async def look(self, entries: Iterable[Entry]) -> None:
        """Look for what is in the way of these jobs, and wait a moment for what is found."""
        folders = set()
        looked_at = tuple(entries)
        await self._programs.look([spec.command[0] for entry in looked_at if (spec := entry.facts.spec).command])
        for entry in looked_at:
            folder = self._folder_of(entry)
            missing = self._missing_program(entry)
            if missing is not None:
                self._note(entry, Obstacle("command", missing))
            elif folder is None:
                self._note(entry, None)
            elif entry.facts.enabled:
                self._asking.setdefault(folder, set()).add(entry.facts.job_id)
                folders.add(folder)
        if folders:
            await asyncio.wait({self._look_at(folder) for folder in folders}, timeout=MOMENT)

    def _missing_program(self, entry: Entry) -> str | None:
        command = entry.facts.spec.command
        return self._programs.problem(command[0]) if command else None

    async def close(self) -> None:
        """Wait for nobody any more."""
        looks = tuple(self._looking.values())
        for look in looks:
            look.cancel()
        await asyncio.gather(*looks, return_exceptions=True)

    def _folder_of(self, entry: Entry) -> Path | None:
        """The folder above everything that the job writes; nothing for those that write none."""
        spec = entry.facts.spec
        if spec.action in compiling.WITHOUT_OUTPUT:
            return None
        return Path(self._base, compiling.anchor_of(spec.directory, spec.pattern, spec.format))

    def _look_at(self, folder: Path) -> "asyncio.Task[None]":
        look = self._looking.get(folder)
        if look is None:
            look = self._looking[folder] = asyncio.create_task(self._found_at(folder), name=f"look at {folder}")
            look.add_done_callback(lambda _: self._looking.pop(folder, None))
        return look

    async def _found_at(self, folder: Path) -> None:
        async with self._room:
            found = await self._obstacle_at(folder)
        for job_id in self._asking.pop(folder, ()):
            entry = self._board.entries.get(job_id)
            if entry is not None and self._folder_of(entry) == folder and self._missing_program(entry) is None:
                self._note(entry, found)

    async def _obstacle_at(self, folder: Path) -> Obstacle | None:
        try:
            await self._roots.volume_of(folder)
        except RootProblem as problem:
            awaited = self._roots.awaited() if problem.kind is RootTrouble.OUTSIDE else ""
            return Obstacle("disk", problem.sentence + awaited) if problem.kind in BLOCKING else None
        return None

    def _note(self, entry: Entry, found: Obstacle | None) -> None:
        if entry.obstacle != found:
            entry.obstacle = found
            self._told(entry.facts.job_id)
