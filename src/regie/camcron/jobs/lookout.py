"""
What will keep a job from running, looked for when it is planned and when it is saved, so that nobody learns it later.

The same looks as those of the reconcile pass (`obstacles`), before there is anything to reconcile. Nothing is written,
and a disk that hangs is not waited for: then nothing is foreseen.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Protocol

from regie.camcron.jobs import compile as compiling
from regie.camcron.jobs.obstacles import BLOCKING, MOMENT
from regie.camcron.jobs.schemas import JobFields, Warned
from regie.camcron.jobs.state import Obstacle
from regie.camcron.recordings.paths import WrongTemplateError
from regie.camcron.recordings.roots import Roots
from regie.camcron.runs.commands import ALWAYS, words_of

Stored = Mapping[str, Any]
NO_FIX = "Nothing in the job itself mends that."


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a look has found."""

    obstacle: Obstacle | None = None
    fix: dict[str, Any] | None = None
    """Fields of the job without which it would run, where there are any."""

    @property
    def warnings(self) -> list[Warned]:
        """For whoever plans or saves it."""
        return [] if self.obstacle is None else [blocked(self.obstacle, self.fix)]


def blocked(obstacle: Obstacle, fix: dict[str, Any] | None = None) -> Warned:
    """The warning that a job will not run until somebody changes something."""
    more = "" if fix else f" {NO_FIX}"
    return Warned(code="blocked", message=f"The job will be blocked. {obstacle.sentence}{more}", fix=fix)


class Programs(Protocol):
    """Who knows the programs of commands, and keeps no note of what was asked: whoever may read may plan anything."""

    async def find(self, program: str) -> Path | str:
        """Where it is, or why it cannot be run."""
        ...


class Lookout:
    """Looks at programs and folders."""

    def __init__(self, roots: Roots, base: Path, programs: Programs) -> None:
        self._roots = roots
        self._base = base
        self._programs = programs

    async def of(self, fields: JobFields) -> Ahead | None:
        """For a job as it was sent; nothing when that cannot be known now."""
        process = fields.process_config.model_dump(mode="json", by_alias=True, exclude_unset=True)
        output = None if compiling.output_faults(fields) else compiling.stored_output(fields)
        return await self.at(fields.action, output, process)

    async def at(self, action: str, output: Stored | None, process: Stored | None) -> Ahead | None:
        """The same, from its parts as they are kept."""
        try:
            async with asyncio.timeout(MOMENT):
                return await self._program(action, process or {}) or await self._folder(action, output) or Ahead()
        except TimeoutError:
            return None

    async def _program(self, action: str, process: Stored) -> Ahead | None:
        try:
            words = words_of(process.get("command")) if action == "custom_command" else ()
        except ValueError:
            words = ()  # which is a fault of its own
        if not words or not words[0]:
            return None
        problem = await self._programs.find(words[0])
        if isinstance(problem, Path):
            return None
        name = PurePath(words[0]).name
        known = name in ALWAYS and name != words[0] and await self._is_there(name)
        fix = {"processConfig": {**process, "command": [name, *words[1:]]}} if known else None
        return Ahead(Obstacle("command", problem), fix)

    async def _is_there(self, program: str) -> bool:
        return isinstance(await self._programs.find(program), Path)

    async def _folder(self, action: str, output: Stored | None) -> Ahead | None:
        if action in compiling.WITHOUT_OUTPUT:
            return None
        try:
            folder = Path(self._base, compiling.anchor_of(*compiling.names_of(output, action)))
        except WrongTemplateError:
            return None
        trouble = await self._roots.trouble_at(folder, ahead=True)
        if trouble is None or trouble.kind not in BLOCKING:
            return None
        elsewhere = folder != self._base and await self._roots.trouble_at(self._base, ahead=True) is None
        fix = {"output": {**(output or {}), "directory": compiling.DEFAULT_DIRECTORY}} if elsewhere else None
        return Ahead(Obstacle("disk", trouble.sentence), fix)
