"""
What camera rigs play: short loops, encoded once a machine and kept in a folder of the system's temporary one.

Also which ffmpegs there are, and how to say that a Debian package is missing.
"""

import getpass
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import imageio_ffmpeg

VERSION = 1
"""Part of each loop's name: another number makes them anew."""

_VIDEO = {
    "h264": ["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "main", "-bf", "0"],
    "h265": ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:bframes=0"],
}
SOUND = {"aac": ["-c:a", "aac", "-b:a", "32k"], "pcma": ["-c:a", "pcm_alaw", "-ar", "8000"],
         "pcmu": ["-c:a", "pcm_mulaw", "-ar", "8000"], "none": []}  # fmt: skip


class Missing(AssertionError):
    """A program of the system isn't there; the message tells how to get it."""

    def __init__(self, what: str, packages: str) -> None:
        super().__init__(f"{what} is missing; install it with: apt-get install -y --no-install-recommends {packages}")


def needs(program: str, packages: str) -> str:
    """The path of a program, or a failure that tells which packages bring it."""
    path = shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if path is None:
        raise Missing(program, packages)
    return path


def debian_ffmpeg() -> str:
    return needs("ffmpeg", "ffmpeg")


def wheel_ffmpeg() -> str:
    return str(imageio_ffmpeg.get_ffmpeg_exe())


def loop(
    video: str = "h264", audio: str = "aac", *, size: str = "640x360", source: str = "testsrc2", kbps: int = 600
) -> Path:
    """A loop of 8 s at 15 frames/s with a keyframe each second; `source` is `testsrc2`, or a colour such as `black`."""
    folder = Path(tempfile.gettempdir()) / f"regie-rigs-{getpass.getuser()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    made = folder / f"{video}-{audio}-{size}-{source}-{kbps}-{VERSION}.mkv"
    if made.exists():
        return made
    picture = f"{source}=s={size}:r=15" if source == "testsrc2" else f"color={source}:s={size}:r=15"
    inputs = ["-f", "lavfi", "-i", picture]
    if audio != "none":
        inputs += ["-f", "lavfi", "-i", "sine=frequency=330:beep_factor=3:sample_rate=16000"]
    codecs = [*_VIDEO[video], "-g", "15", "-b:v", f"{kbps}k", "-pix_fmt", "yuv420p", *SOUND[audio]]
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".mkv", delete=False) as partial:
        command = [wheel_ffmpeg(), "-v", "error", "-y", *inputs, "-t", "8", *codecs, partial.name]
    subprocess.run(command, check=True, timeout=60)
    return Path(partial.name).replace(made)


def probe(path: Path | str, *options: str) -> dict[str, Any]:
    """What Debian's ffprobe says of a file or an address: its streams, and what `options` ask for."""
    ffprobe = needs("ffprobe", "ffmpeg")
    command = [ffprobe, "-v", "error", "-of", "json", "-show_streams", "-show_format", *options, str(path)]
    done = subprocess.run(command, capture_output=True, timeout=30, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def decoded_frames(path: Path | str) -> int:
    """How many pictures a file really holds; any error of the decoder fails."""
    command = [wheel_ffmpeg(), "-v", "error", "-xerror", "-i", str(path), "-map", "0:v:0", "-f", "framecrc", "-"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return sum(1 for line in done.stdout.splitlines() if line[:1].isdigit())
