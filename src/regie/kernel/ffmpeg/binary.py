"""
Which ffmpeg is used, and what it can.

The configured one where it is there, else the one that comes with the server, with a warning. It is asked once for
its version and its abilities; a program that was replaced under the same name is asked again. Older than 4.4 is
refused: `-stats_period`, without which a hundred children would talk too much, came with it.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import imageio_ffmpeg

from regie.kernel.clock import Clock
from regie.kernel.errors import Unavailable
from regie.kernel.ffmpeg.settings import FfmpegSettings
from regie.kernel.processes import once
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.launch import Launch

OLDEST = (4, 4)
_PATIENCE = 20.0
"""Seconds for one question. It takes 0.05; a machine that starts a hundred children at once may need more."""
_LIBRARY_AHEAD = 54
"""libavformat's major number is ffmpeg's plus this, since 5.0; how a build from the sources tells its age."""


class FfmpegMissing(Unavailable):
    """There is no ffmpeg to use."""


class FfmpegTooOld(Unavailable):
    """This ffmpeg is too old."""


@dataclass(frozen=True, slots=True)
class Ffmpeg:
    """One ffmpeg program and what it can."""

    path: Path
    version: tuple[int, int]
    title: str
    """The version as the program spells it."""
    encoders: frozenset[str]
    protocols: frozenset[str]
    """Those it can read from."""
    warnings: tuple[str, ...] = ()

    @property
    def rtsp_timeout(self) -> str:
        """The option for the patience with a silent RTSP camera: `-timeout` meant *listen* before 5.0."""
        return "timeout" if self.version >= (5, 0) else "stimeout"

    def can_encode(self, encoder: str) -> bool:
        return encoder in self.encoders

    def can_read(self, protocol: str) -> bool:
        """Whether it opens such addresses; `rtsp` is a format that stands on `tcp` and `udp`."""
        return (protocol if protocol not in {"rtsp", "rtsps"} else "tcp") in self.protocols


class Finder:
    """Finds the program that the settings mean, and remembers what it can."""

    def __init__(self, spawner: Spawner, clock: Clock) -> None:
        self._spawner = spawner
        self._clock = clock
        self._known: dict[tuple[Path, int, int], Ffmpeg] = {}

    async def find(self, settings: FfmpegSettings) -> Ffmpeg:
        """The program to use. Raises `FfmpegMissing` or `FfmpegTooOld`."""
        path, warnings = choose(settings)
        return replace(await self.ask(path), warnings=warnings)

    async def ask(self, path: Path) -> Ffmpeg:
        """What the program says of itself."""
        key = _fingerprint(path)
        if key not in self._known:
            self._known[key] = await self._ask(path)
        return self._known[key]

    async def _ask(self, path: Path) -> Ffmpeg:
        said = await self._output(path, "-version")
        version, title = version_of(said)
        if version < OLDEST:
            raise FfmpegTooOld(
                f"{path} is version {title}; {OLDEST[0]}.{OLDEST[1]} or later is needed.", path=str(path)
            )
        encoders = encoders_of(await self._output(path, "-hide_banner", "-encoders"))
        protocols = protocols_of(await self._output(path, "-hide_banner", "-protocols"))
        return Ffmpeg(path, version, title, encoders, protocols)

    async def _output(self, path: Path, *question: str) -> str:
        launch = Launch((str(path), *question), pipes=("stdout",))
        try:
            finished = await once.run(self._spawner, launch, self._clock, seconds=_PATIENCE)
        except OSError as error:
            raise FfmpegMissing(f"{path} cannot be started: {error.strerror}.", path=str(path)) from error
        if finished.exit.code != 0:
            raise FfmpegMissing(f"{path} does not work: {finished.exit.sentence}", path=str(path))
        return finished.text("stdout")


def choose(settings: FfmpegSettings) -> tuple[Path, tuple[str, ...]]:
    """The configured program where it is there, else the embedded one; and warnings about what is not there."""
    warnings = []
    path = Path(settings.path) if settings.path else None
    if path is not None and not path.is_file():
        warnings.append(f"ffmpeg.path: {path} is not there; the embedded ffmpeg is used.")
        path = None
    if settings.ffprobe_path and not Path(settings.ffprobe_path).is_file():
        warnings.append(f"ffmpeg.ffprobePath: {settings.ffprobe_path} is not there; custom commands cannot use it.")
    return path or embedded(), tuple(warnings)


def _fingerprint(path: Path) -> tuple[Path, int, int]:
    try:
        stat = path.stat()
    except OSError as error:
        raise FfmpegMissing(f"{path} is not there.", path=str(path)) from error
    return path, stat.st_mtime_ns, stat.st_size


def embedded() -> Path:
    """The program that comes with the server."""
    try:
        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise FfmpegMissing(
            "No ffmpeg comes with the server on this system: install one and set ffmpeg.path."
        ) from error


def version_of(text: str) -> tuple[tuple[int, int], str]:
    """Major and minor, and the version as it is spelled. A build from the sources tells its age by its libraries."""
    title = found[1] if (found := re.search(r"^\w+ version (\S+)", text)) else "unknown"
    if numbers := re.match(r"n?(\d{1,2})\.(\d+)", title):
        return (int(numbers[1]), int(numbers[2])), title
    library = re.search(r"^libavformat\s+(\d+)\.\s*(\d+)", text, re.MULTILINE)
    if library is None:
        return (0, 0), title
    major, minor = int(library[1]), int(library[2])
    if major > _LIBRARY_AHEAD + 4:
        return (major - _LIBRARY_AHEAD, 0), title
    return (4, 4 if (major, minor) >= (58, 76) else 0), title


def encoders_of(text: str) -> frozenset[str]:
    """The names in the table of `-encoders`."""
    _, _, rows = text.partition("------")
    return frozenset(row.split()[1] for row in rows.splitlines() if len(row.split()) > 1)


def protocols_of(text: str) -> frozenset[str]:
    """The names under `Input:` of `-protocols`."""
    _, _, rest = text.partition("Input:")
    return frozenset(rest.partition("Output:")[0].split())
