"""
What it costs to stream the log of a job to twenty readers of `/ws/logs/{jobId}`.

A program under a job says five lines a second, as ffmpeg does about a camera in trouble, and then fifty, a flood. The
processor time of the server alone, over fifteen seconds, with nobody reading, with one and with twenty readers, who are
in another process. Goal: twenty readers add less than 2 % of a core.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from bench._rigging import Served, server

SECONDS = 15.0
RATES = (5, 50)
READERS = (0, 1, 20)
SPEAK = """
import sys, time
began = time.monotonic()
for number in range(1_000_000):
    print(f"[rtsp @ 0x55d0c8a0] [warning] RTP: missed {number} packets", file=sys.stderr, flush=True)
    time.sleep(max(0, began + number / {rate} - time.monotonic()))
"""
READ = """
import asyncio, json, sys, websockets
async def read(address):
    async with websockets.connect(address) as socket:
        print("reads", flush=True)
        count = 0
        async for message in socket:
            count += len(json.loads(message).get("lines", ()))
async def main():
    await asyncio.gather(*(read(sys.argv[1]) for _ in range(int(sys.argv[2]))))
asyncio.run(main())
"""


@contextmanager
def readers(api: Served, job: str, count: int) -> Iterator[None]:
    """So many sockets, open, in a process of their own."""
    if not count:
        yield
        return
    token = api("POST", "/api/tokens", {"name": f"reader {time.monotonic()}", "scopes": ["logs.read"]})["token"]
    address = f"ws://127.0.0.1:{api.regie.port}/ws/logs/{job}?token={token}"
    with subprocess.Popen([sys.executable, "-c", READ, address, str(count)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            for _ in range(count):
                assert process.stdout.readline() == b"reads\n"
            yield
            assert process.poll() is None, "a reader was sent away"
        finally:
            process.kill()


def spent(process: psutil.Process) -> float:
    return float(sum(process.cpu_times()[:2]))


def measure(api: Served, rate: int) -> None:
    camera = api.camera(f"Camera {rate}", "rtsp://127.0.0.1:9/1")
    command = [sys.executable, "-c", SPEAK.replace("{rate}", str(rate)).replace("{number}", "{{number}}")]
    job = api.job(
        camera, f"Speaks {rate}", "custom_command", schedule={"triggerType": "oneshot"},
        processConfig={"command": command, "timeout": 600}, output={"format": "txt"},
    )  # fmt: skip
    api("POST", f"/api/jobs/{job}/start")
    api.reaches(job, "running")
    time.sleep(10)  # what a start costs is over
    own = psutil.Process(api.regie.pid)
    costs = {}
    for count in READERS:
        with readers(api, job, count):
            time.sleep(2)
            before, began = spent(own), time.monotonic()
            time.sleep(SECONDS)
            costs[count] = (spent(own) - before) / (time.monotonic() - began)
    api("POST", f"/api/jobs/{job}/stop")
    told = ", ".join(f"{count} readers {cost:.2%}" for count, cost in costs.items())
    print(f"{rate} lines a second: {told} of a core; twenty add {costs[20] - costs[0]:.2%}")


def main() -> None:
    settings = {"commands": {"allowed": [sys.executable]}, "cameras": {"checkSeconds": 0}, "logging": {"level": "warn"}}
    with server(settings) as api:
        for rate in RATES:
            measure(api, rate)


if __name__ == "__main__":
    main()
