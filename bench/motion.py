"""
What it costs to watch for motion: one camera and ten, 1080p with a key frame every two seconds.

The processor time of the child that looks at pictures, of the ffmpegs that copy the streams into their rings, and of
the server, as parts of one core over a minute. The picture moves, but never enough for an event, so every picture is
decoded and compared and no clip is made. Goal: the looking takes at most 1 % of a core for each camera.
"""

import subprocess
import tempfile
import time
from pathlib import Path

import psutil

from bench._rigging import Served, server
from tests.rigs import media
from tests.rigs.rtsp import RelayCam

SECONDS = 60
NEVER = {"minArea": 1}
"""No event, whatever is seen."""


def film(folder: Path) -> Path:
    """1080p, 25 frames a second, 4 Mb/s, a key frame every two seconds, with much detail."""
    made = folder / "1080p.mkv"
    command = [
        media.wheel_ffmpeg(), "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=1920x1080:r=25", "-t", "20", "-c:v",
        "libx264", "-preset", "veryfast", "-bf", "0", "-g", "50", "-keyint_min", "50", "-b:v", "4M", str(made),
    ]  # fmt: skip
    subprocess.run(command, check=True, timeout=120)
    return made


def seconds_of(processes: list[psutil.Process]) -> float:
    """Processor time so far."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def groups(api: Served) -> dict[str, list[psutil.Process]]:
    """The server's processes by what they do."""
    own = psutil.Process(api.regie.pid)
    found: dict[str, list[psutil.Process]] = {"looking": [], "copying": [], "server": [own]}
    for child in own.children(recursive=True):
        words = " ".join(child.cmdline())
        if "regie.camcron.motion" in words:
            found["looking"].append(child)
        elif "ring" in words:
            found["copying"].append(child)
    return found


def measure(loop: Path, cameras: int, **motion: object) -> None:
    with RelayCam(**{f"c{number}": loop for number in range(cameras)}) as rig, server({}) as api:
        for number in range(cameras):
            camera = api.camera(f"Camera {number}", rig.url(f"c{number}"))
            job = api.job(camera, f"Job {number}", "detect_motion", processConfig={"motion": NEVER | motion})
            api("POST", f"/api/jobs/{job}/start")
        time.sleep(10 + 2 * cameras)
        held = groups(api)
        before = {name: seconds_of(group) for name, group in held.items()}
        begun = time.monotonic()
        time.sleep(SECONDS)
        passed = time.monotonic() - begun
        memory = sum(process.memory_info().rss for process in held["looking"]) >> 20
        told = {name: 100 * (seconds_of(group) - before[name]) / passed for name, group in held.items()}
    print(f"{cameras} camera(s), 1080p, GOP 2 s, {motion.get('analysis', 'keyframes')}")
    print(f"  looking   {told['looking']:6.2f} % of a core, {told['looking'] / cameras:.2f} % a camera, {memory} MB")
    print(f"  copying   {told['copying']:6.2f} % of a core, {told['copying'] / cameras:.2f} % a camera")
    print(f"  server    {told['server']:6.2f} % of a core")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as held:
        made = film(Path(held))
        measure(made, 1)
        measure(made, 10)
        measure(made, 1, analysis="frames")
