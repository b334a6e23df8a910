"""
The programs that custom commands may run, and where they are.

`ffmpeg` is the server's own. `ffprobe` is the configured one, or the one beside the configured ffmpeg: none comes with
the server, so a job that wants it is blocked until there is one, and says how to get it. Everything else must be
listed by an administrator.
"""

import asyncio
import os
import shutil
from collections.abc import Sequence
from pathlib import Path, PurePath

from regie.camcron.runs.commands import is_allowed
from regie.camcron.runs.settings import CommandSettings
from regie.kernel.clock import Clock
from regie.kernel.ffmpeg.binary import Ffmpeg, version_of
from regie.kernel.ffmpeg.settings import FfmpegSettings
from regie.kernel.processes import once
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.launch import Launch

NO_FFPROBE = (
    "There is no ffprobe: none comes with the server. Install one (on Debian: apt install ffmpeg) and set "
    "ffmpeg.ffprobePath to its path."
)
LIST_IT = "an administrator adds it to the setting commands.allowed"
_PATIENCE = 10.0


class Programs:
    """Finds what a command's first word means."""

    def __init__(
        self, ffmpeg: Ffmpeg, paths: FfmpegSettings, settings: CommandSettings, children: Spawner, clock: Clock
    ) -> None:
        self._ffmpeg = ffmpeg
        self._paths = paths
        self._children = children
        self._clock = clock
        self._versions: dict[Path, tuple[int, int]] = {}
        self._found: dict[str, Path | str] = {}
        """By first word: the program, or why there is none."""
        self.settings = settings

    def ffprobe_at(self, path: str) -> None:
        """From now on it is there."""
        self._paths = self._paths.model_copy(update={"ffprobe_path": path})

    async def look(self, programs: Sequence[str]) -> None:
        """Find these anew: a program may be installed or removed at any time."""
        wanted = sorted(set(programs))
        if wanted:
            self._found |= await asyncio.to_thread(lambda: {name: self._find(name) for name in wanted})

    def problem(self, program: str) -> str | None:
        """Why it cannot be run; nothing when it can, or was not looked for."""
        found = self._found.get(program)
        return found if isinstance(found, str) else None

    async def find(self, program: str) -> Path | str:
        """Where it is now, or why there is none."""
        return await asyncio.to_thread(self._find, program)

    async def version_of(self, path: Path) -> tuple[int, int]:
        """Of ffmpeg or ffprobe; (0, 0) when it does not say."""
        if path == self._ffmpeg.path:
            return self._ffmpeg.version
        if path not in self._versions:
            launch = Launch((str(path), "-version"), pipes=("stdout",))
            said = await once.run(self._children, launch, self._clock, seconds=_PATIENCE)
            self._versions[path] = version_of(said.text("stdout"))[0]
        return self._versions[path]

    def _find(self, program: str) -> Path | str:
        if program == "ffmpeg":
            return self._ffmpeg.path
        if program == "ffprobe":
            return self._ffprobe()
        if not is_allowed(program, self.settings.allowed):
            return f"«{program}» is not among the programs that commands may run: {LIST_IT}."
        entries = (entry for entry in self.settings.allowed if program in (entry, PurePath(entry).name))
        found = shutil.which(next(entries, program))
        return Path(found) if found else f"The program «{program}» is not there, or may not be run: install it."

    def _ffprobe(self) -> Path | str:
        if self._paths.ffprobe_path:
            path = Path(self._paths.ffprobe_path)
            return path if _runs(path) else f"ffmpeg.ffprobePath: {path} is not there. {NO_FFPROBE}"
        beside = self._ffmpeg.path.with_name("ffprobe" + self._ffmpeg.path.suffix)
        if self._paths.path and _runs(beside):
            return beside
        known = shutil.which("ffprobe")
        return f"{NO_FFPROBE} One lies at {known}." if known else NO_FFPROBE


def _runs(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
