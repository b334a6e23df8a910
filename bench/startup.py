"""
An empty folder: how long until `regie serve` answers `/api/health`, and what the server costs at rest.

Goals: an answer within 3 s; at rest at most 170 MB and 2 % of a core, with the task engine.
"""

import statistics
import tempfile
import time
from pathlib import Path

import psutil

from tests.serving import Regie

ROUNDS = 5
REST = 20.0


def main() -> None:
    times = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            start = time.monotonic()
            with Regie(Path(folder) / "data"):
                times.append(time.monotonic() - start)
    print(f"first answer on an empty folder: median {statistics.median(times):.2f} s of {ROUNDS} (goal 3)")
    with tempfile.TemporaryDirectory() as folder, Regie(Path(folder) / "data") as regie:
        process = psutil.Process(regie.pid)
        time.sleep(5)
        before, start = sum(process.cpu_times()[:2]), time.monotonic()
        time.sleep(REST)
        cpu = (sum(process.cpu_times()[:2]) - before) / (time.monotonic() - start)
        print(f"at rest: {cpu:.2%} of a core (goal 2 %), {process.memory_info().rss / 1e6:.0f} MB (goal 170)")


if __name__ == "__main__":
    main()
