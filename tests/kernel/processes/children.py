"""Small real programs to start, and ways to see what became of them."""

import asyncio
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()


def python(code: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-S", "-E", "-c", code, *arguments)


def ffmpeg(*arguments: str) -> tuple[str, ...]:
    return (FFMPEG, "-hide_banner", "-nostdin", "-loglevel", "level+warning", *arguments)


def tiny_video(*output: str) -> tuple[str, ...]:
    """ffmpeg at its own pace, on next to no CPU, for ever."""
    return ffmpeg("-re", "-f", "lavfi", "-i", "testsrc=s=64x64:r=10", *output)


class Heard:
    """Collects what each pipe says."""

    def __init__(self) -> None:
        self.data: dict[str, bytes] = defaultdict(bytes)

    def __call__(self, pipe: str, data: bytes) -> None:
        self.data[pipe] += data

    async def until(self, pipe: str, text: bytes) -> None:
        await eventually(lambda: text in self.data[pipe])


def alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def eventually(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for something that the system does in its own time."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        await asyncio.sleep(0.005)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
