"""
What is to be started, as plain data.

A launch names the pipes that the server reads. `stdout` and `stderr` are the usual two; any other name is a pipe of
its own, whose place in the arguments is marked by `{pipe:progress}` and becomes `pipe:7`, the way ffmpeg spells an
inherited file descriptor. What is not named goes nowhere.
"""

import errno
import os
import re
import shlex
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PLACE = re.compile(r"\{pipe:([a-z][a-z0-9_]*)\}")
_STANDARD = {"stdout": 1, "stderr": 2}


@dataclass(frozen=True, slots=True)
class Launch:
    """One process to start."""

    argv: tuple[str, ...]
    cwd: Path | None = None
    env: Mapping[str, str] | None = None
    """Added to the server's own environment."""
    pipes: tuple[str, ...] = ("stderr",)
    stdin: bool = False
    """Whether something will be fed to it; otherwise it reads nothing."""
    nice: int = 0

    def __post_init__(self) -> None:
        if not self.argv:
            raise ValueError("a launch needs a program")
        if any("\0" in part for part in self.argv):
            raise ValueError("an argument cannot hold a null character")
        places = {name for part in self.argv for name in _PLACE.findall(part)}
        if unplaced := set(self.extra_pipes) - places:
            raise ValueError(f"no argument has a place for the pipe {', '.join(sorted(unplaced))}")

    @property
    def extra_pipes(self) -> tuple[str, ...]:
        """The pipes beyond stdout and stderr, which the process inherits."""
        return tuple(name for name in self.pipes if name not in _STANDARD)

    def arguments(self, inherited: Mapping[str, str]) -> list[str]:
        """The arguments with each place filled; `inherited` tells how the extra pipes are addressed (`pipe:7`)."""
        addresses = {name: f"pipe:{number}" for name, number in _STANDARD.items() if name in self.pipes} | {**inherited}
        return [_PLACE.sub(lambda place: addresses.get(place[1], place[0]), part) for part in self.argv]

    def check(self, env: Mapping[str, str]) -> None:
        """Raise what the system would if the program is missing or may not be run; a wrapper would hide it."""
        program = self.argv[0]
        if os.path.dirname(program):  # noqa: PTH120 - `./x` is relative to the folder, `x` is looked for in the PATH
            path = Path(self.cwd or ".") / program
            if not path.exists():
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), program)
            if not path.is_file() or not os.access(path, os.X_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), program)
        elif shutil.which(program, path=env.get("PATH")) is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), program)


def title(argv: Sequence[str], redact: Callable[[str], str]) -> str:
    """The command as one line for people, without its secrets."""
    return shlex.join(redact(part) for part in argv)
