"""
What it costs to record one stream ten times: on ten connections, and on one that the relay shares.

Processor time and private memory of everything that reads (recordings, feed, relay), over twenty seconds, and what
left the camera. Goal: the relay and its feed take at most 40 % of what ten connections cost. Ten files are written
either way, so on our own side nothing is saved; the camera and the network are spared.
"""

import time
from dataclasses import dataclass

import psutil

from bench._rigging import Served, server
from tests.rigs import media
from tests.rigs.rtsp import RelayCam

JOBS = 10
SECONDS = 20.0


@dataclass
class Cost:
    """Of all processes below the server."""

    cpu: float
    """Of one core."""
    memory: float
    """MB that nobody shares."""
    camera: float
    """Of one core, in the camera."""
    connections: int
    relay: float
    """Of one core: the relay and its feed."""


def main() -> None:
    with RelayCam(main=media.loop(size="1280x720", kbps=4000)) as camera, server({}) as api:
        many = measured(api, camera, "never")
        one = measured(api, camera, "always")
    for name, cost in (("ten connections", many), ("one, through the relay", one)):
        print(
            f"{name}: {cost.connections} connections, {cost.cpu:.1%} of a core (relay and feed {cost.relay:.1%}), "
            f"{cost.memory:.0f} MB, camera {cost.camera:.1%}"
        )
    print(f"the relay and its feed take {one.relay / many.cpu:.0%} of what ten connections cost (goal 40 %);")
    print(f"everything together on our side {one.cpu / many.cpu:.0%}, on the camera's {one.camera / many.camera:.0%}")
    print(f"connections, and so the network from the camera: {one.connections / many.connections:.0%}")


def measured(api: Served, camera: RelayCam, relay: str) -> Cost:
    made = api.camera(relay, camera.url("main"), relay=relay)
    jobs = [api.job(made, f"{relay} {number}", processConfig={"audio": "copy"}) for number in range(JOBS)]
    for job in jobs:
        api("POST", f"/api/jobs/{job}/start")
    for job in jobs:
        api.reaches(job, "running")
    time.sleep(4)
    assert camera.process is not None
    family = psutil.Process(api.regie.pid).children(recursive=True)
    below = [process for process in family if "ffmpeg" in process.name() or is_relay(process)]
    own = [process for process in below if is_relay(process)]
    served = psutil.Process(camera.process.pid)
    before, before_relay, before_camera = spent(below), spent(own), spent([served])
    time.sleep(SECONDS)
    cost = Cost(
        (spent(below) - before) / SECONDS,
        sum(process.memory_full_info().uss for process in below) / 1e6,
        (spent([served]) - before_camera) / SECONDS,
        camera.state()["live"],
        (spent(own) - before_relay) / SECONDS,
    )
    for job in jobs:
        api("POST", f"/api/jobs/{job}/stop")
    for job in jobs:
        api.reaches(job, "idle")
    time.sleep(5)
    return cost


def is_relay(process: psutil.Process) -> bool:
    words = " ".join(process.cmdline())
    return "regie.camcron.relay" in words or "-f rtsp" in words


def spent(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


if __name__ == "__main__":
    main()
