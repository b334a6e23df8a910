"""Both ends of the supported range of ffmpeg, and films to read."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import pytest

from regie.camcron.runs.arguments import ENVIRONMENT
from regie.camcron.runs.sources import Version


@dataclass(frozen=True)
class Ffmpeg:
    """An ffmpeg, and what it calls itself."""

    path: str
    version: Version

    def start(self, arguments: tuple[str, ...]) -> "subprocess.Popen[str]":
        """Run it as the server would: the list of segments on stdout, progress and messages on stderr."""
        words = [word.replace("{pipe:segments}", "pipe:1").replace("{pipe:progress}", "pipe:2") for word in arguments]
        return subprocess.Popen(
            [self.path, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **ENVIRONMENT},
        )

    def run(self, *arguments: str) -> None:
        """Run it to its end, which must be a good one."""
        ran = subprocess.run([self.path, "-loglevel", "error", *arguments], capture_output=True, text=True, timeout=60)
        assert ran.returncode == 0, ran.stderr


def _debian() -> Ffmpeg:
    path = shutil.which("ffmpeg")
    if path is None:
        pytest.fail("ffmpeg is missing: apt-get install ffmpeg")
    return Ffmpeg(path, (5, 1))


@pytest.fixture(scope="session", params=["the system's", "the wheel's"])
def ffmpeg(request: pytest.FixtureRequest) -> Ffmpeg:
    return _debian() if request.param == "the system's" else Ffmpeg(imageio_ffmpeg.get_ffmpeg_exe(), (9, 0))


@dataclass(frozen=True)
class Films:
    """Test streams of 30 s, 15 frames a second, a key frame each second, with a clock drawn in."""

    h264_aac: Path
    slow_h264: Path
    """100 kb/s and without sound: four seconds fit into ffmpeg's buffer."""
    h264_alaw: Path
    hevc: Path


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Films:
    folder = tmp_path_factory.mktemp("films")
    made = Films(folder / "main.ts", folder / "slow.ts", folder / "alaw.mkv", folder / "hevc.ts")
    ffmpeg = Ffmpeg(imageio_ffmpeg.get_ffmpeg_exe(), (9, 0))
    picture = ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=15", "-f", "lavfi", "-i", "sine=frequency=440")
    x264 = ("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "15", "-sc_threshold", "0")
    ffmpeg.run(*picture, *x264, "-b:v", "800k", "-pix_fmt", "yuv420p", "-c:a", "aac", "-t", "30", str(made.h264_aac))
    slow = ("-b:v", "90k", "-maxrate", "90k", "-bufsize", "90k", "-pix_fmt", "yuv420p", "-an", "-t", "30")
    ffmpeg.run(*picture, *x264, *slow, str(made.slow_h264))
    copied = ("-i", str(made.h264_aac), "-c:v", "copy", "-c:a", "pcm_alaw", "-ar", "8000", "-ac", "1")
    ffmpeg.run(*copied, str(made.h264_alaw))
    x265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "keyint=15:log-level=none", "-an", "-t", "4")
    ffmpeg.run(*picture, *x265, str(made.hevc))
    return made
