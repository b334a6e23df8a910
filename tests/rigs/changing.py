"""
A camera whose picture changes at known instants: a scene with some noise, a block that moves when it is told to.

`with ChangingCam() as camera:` serves `/main` as `RelayCam` does; `camera.move(seconds)` lets a white block cross the
lower right quarter from now on and answers when that began, `camera.flash()` makes the whole picture brighter. Frames
are drawn by this process and encoded by ffmpeg, which announces itself to the rig's RTSP server; frames carry the
instant at which they were drawn, so what a recording shows at an instant can be compared with what was drawn then.
"""

import subprocess
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import numpy as np

from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.rigs.servers import end

WIDTH, HEIGHT, RATE = 320, 180, 15
SIGMA = 4.0
"""Of the noise, in grey levels: a cheap camera in the evening."""
WHITE = 230


class ChangingCam(RelayCam):
    """One stream, `/main`: H.264 (or another codec), with AAC sound or none, a key frame each `gop` seconds."""

    def __init__(self, *, gop: float = 1.0, audio: str = "aac") -> None:
        super().__init__()
        self.loops = {}
        self.gop, self.audio = gop, audio
        self._moves_until = self._moves_from = 0.0
        self._bright = 0
        self._drawer: threading.Thread | None = None
        self._stopping = threading.Event()

    def start(self) -> None:
        super().start()
        self._stopping.clear()
        sound = ["-f", "lavfi", "-i", "sine=frequency=330:sample_rate=16000"] if self.audio != "none" else []
        voice = ["-map", "1:a", *media.SOUND[self.audio]] if sound else []
        command = [
            media.wheel_ffmpeg(), "-nostdin", "-v", "error",
            "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}", "-framerate", str(RATE),
            "-use_wallclock_as_timestamps", "1", "-i", "pipe:0",
            *(["-re", *sound] if sound else []),
            "-map", "0:v", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p",
            "-g", str(round(self.gop * RATE)), "-keyint_min", str(round(self.gop * RATE)), "-sc_threshold", "0",
            "-b:v", "1500k", *voice,
            "-muxdelay", "0", "-f", "rtsp", "-rtsp_transport", "tcp", self.url("main"),
        ]  # fmt: skip
        with self.log.open("ab") as log:
            self.feeds["main"] = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, bufsize=0)
        self._drawer = threading.Thread(target=self._draw, args=(self.feeds["main"],), daemon=True)
        self._drawer.start()
        self._until(lambda told: "/main" in told["mounts"])

    def stop(self) -> None:
        self._stopping.set()
        if self._drawer is not None:
            self._drawer.join(5)
        for feed in self.feeds.values():
            end(feed, signal=9)
            if feed.stdin is not None:
                feed.stdin.close()
        super().stop()

    def move(self, seconds: float) -> tuple[datetime, datetime]:
        """From the next frame on, a block moves for so long; when it begins and when it is gone."""
        begin = time.time() + 2 / RATE
        self._moves_from, self._moves_until = begin, begin + seconds
        return datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(begin + seconds, UTC)

    def flash(self, levels: int = 70) -> None:
        """The whole picture is so much brighter from now on."""
        self._bright = levels

    def _draw(self, feed: subprocess.Popen[bytes]) -> None:
        random = np.random.default_rng(1)
        scene = _scene()
        noise = [random.normal(0, SIGMA, scene.shape).astype(np.float32) for _ in range(40)]
        due, number = time.time(), 0
        assert feed.stdin is not None
        while not self._stopping.is_set():
            frame = scene + noise[number % len(noise)] + self._bright
            if self._moves_from <= time.time() < self._moves_until:
                left = 180 + int((time.time() - self._moves_from) * 40) % 100
                frame[110:150, left : left + 30] = WHITE
            try:
                _whole(feed.stdin, np.clip(frame, 0, 255).astype(np.uint8).tobytes())
            except OSError:
                return
            number += 1
            due = max(due + 1 / RATE, time.time() - 0.2)
            time.sleep(max(0.0, due - time.time()))


def _whole(pipe: IO[bytes], data: bytes) -> None:
    while data:
        data = data[pipe.write(data) or 0 :]


def _scene() -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """A slope of grey with some edges."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    scene = 60 + 60 * columns / WIDTH + 20 * ((rows // 30 + columns // 40) % 2)
    return np.asarray(scene, dtype=np.float32)


def brightness(path: Path, box: tuple[int, int, int, int]) -> list[tuple[float, float]]:
    """Of each frame of a film: its second, and the brightest column of a box (left, top, width, height)."""
    left, top, width, height = box
    command = [
        media.wheel_ffmpeg(), "-v", "error", "-i", str(path), "-vf", f"crop={width}:{height}:{left}:{top}",
        "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "gray", "-",
    ]  # fmt: skip
    raw = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    frames = np.frombuffer(raw, dtype=np.uint8).reshape(-1, height, width)
    shown = media.probe(path, "-select_streams", "v", "-show_entries", "frame=pts_time")["frames"]
    return [(float(at["pts_time"]), float(frame.mean(axis=0).max())) for at, frame in zip(shown, frames, strict=True)]
