"""
What the server itself costs while it records a hundred streams, ffmpeg apart.

Goals: at most 4 % of one core, at most 200 MB.
"""

import time

import psutil

from bench._rigging import jobs_on, server, streams

JOBS = 100
SECONDS = 60.0


def main() -> None:
    with streams(4) as addresses, server({}) as api:
        jobs_on(api, addresses, JOBS, schedule={"triggerType": "continuous"})
        deadline = time.monotonic() + 120
        while api("GET", "/api/status")["jobs"].get("running", 0) < JOBS and time.monotonic() < deadline:
            time.sleep(1)
        time.sleep(10)
        running = sum(1 for job in api("GET", "/api/jobs") if job["state"] == "running")
        process = psutil.Process(api.regie.pid)
        before, start = sum(process.cpu_times()[:2]), time.monotonic()
        time.sleep(SECONDS)
        cpu = (sum(process.cpu_times()[:2]) - before) / (time.monotonic() - start)
        print(f"{running} recordings: the server takes {cpu:.2%} of a core (goal 4 %),")
        print(f"  {process.memory_info().rss / 1e6:.0f} MB (goal 200), ffmpeg apart")


if __name__ == "__main__":
    main()
