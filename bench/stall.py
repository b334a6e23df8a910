"""
How soon a camera that freezes is noticed, whether one with a picture a second is left alone, and how fast all can stop.

Twenty of a hundred recordings are of a camera that is stopped dead (its connections stay open), at a moment of its
own choosing; ten watch one that sends a frame a second. Noticed is what the API tells. Then all hundred are stopped
while the twenty still hang. Goals: noticed within 10 s, none falsely, all stopped within 5 s.
"""

import time
from contextlib import ExitStack
from typing import Any

from bench._rigging import percentiles, server
from tests.journeys.house import at, film
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import Api

HANGING, CALM, OTHERS = 20, 10, 70
TROUBLED = {"stalled", "retrying", "failed"}
BUSY = TROUBLED - {"failed"} | {"starting", "running", "stopping", "waiting"}
SLOW = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=1", "-t", "20", "-c:v", "libx264", "-g", "1", "-bf", "0", "-an",
        "-pix_fmt", "yuv420p")  # fmt: skip


def main() -> None:
    loop = media.loop(size="640x360", kbps=400)
    with ExitStack() as rigs:
        hanging, others = (rigs.enter_context(RelayCam(main=loop)) for _ in range(2))
        calm = rigs.enter_context(RelayCam(main=film(hanging.log.with_suffix(".mkv"), *SLOW)))
        api = rigs.enter_context(server({}))
        freezing, quiet, rest = (
            recordings(api, name, camera.url(), count)
            for name, camera, count in (
                ("Freezing", hanging, HANGING),
                ("Calm", calm, CALM),
                ("Others", others, OTHERS),
            )
        )
        everybody = [*freezing, *quiet, *rest]
        until(api, everybody, "running", 120)
        since = time.time()
        time.sleep(20)
        hanging.hang()
        froze = time.time()
        noticed = stalls(api, freezing)
        print(
            f"a camera that stands still is noticed after {percentiles([when - froze for when in noticed])} (goal 10)"
        )
        while time.time() < since + 60:
            time.sleep(1)
        began = {job: len(api("GET", f"/api/jobs/{job}/history")) for job in (*quiet, *rest)}
        attempts = [api("GET", f"/api/jobs/{job}/history")[0]["attempts"] for job in (*quiet, *rest)]
        false = sum(attempts) - len(attempts) + sum(began.values()) - len(began)
        print(
            f"falsely noticed in {time.time() - since:.0f} s, {CALM} recordings of a frame a second among them: {false}"
        )
        begun = time.monotonic()
        answer = api("POST", "/api/jobs/bulk", {"action": "stop", "ids": everybody})
        assert answer["done"] == len(everybody), answer
        stopped(api)
        took = time.monotonic() - begun
        print(f"{len(everybody)} recordings, {HANGING} of them hanging, are stopped after {took:.1f} s (goal 5)")


def recordings(api: Api, name: str, address: str, count: int) -> list[str]:
    camera = api.camera(name, address)
    api("POST", f"/api/cameras/{camera}/test")
    jobs = [api.job(camera, f"{name} {number}") for number in range(count)]
    for job in jobs:
        api("POST", f"/api/jobs/{job}/start")
    return jobs


def shown(api: Api) -> dict[str, dict[str, Any]]:
    return {job["id"]: job for job in api("GET", "/api/jobs?limit=1000")}


def until(api: Api, jobs: list[str], state: str, within: float) -> None:
    deadline = time.monotonic() + within
    while any((seen := shown(api))[job]["state"] != state for job in jobs):
        assert time.monotonic() < deadline, [seen[job]["reason"] for job in jobs if seen[job]["state"] != state][:5]
        time.sleep(0.1)


def stopped(api: Api) -> None:
    """Return once no job has a process any more; the list of all jobs would cost what is measured."""
    deadline = time.monotonic() + 60
    while any(count for state, count in api("GET", "/api/status")["jobs"].items() if state in BUSY):
        assert time.monotonic() < deadline, api("GET", "/api/status")["jobs"]
        time.sleep(0.1)


def stalls(api: Api, jobs: list[str]) -> list[float]:
    """When each was first told to be in trouble, in seconds since 1970."""
    first: dict[str, float] = {}
    deadline = time.monotonic() + 60
    while len(first) < len(jobs):
        assert time.monotonic() < deadline, f"{len(first)} of {len(jobs)}"
        for job, seen in shown(api).items():
            if job in jobs and seen["state"] in TROUBLED:
                first.setdefault(job, at(seen["stateSince"]).timestamp())
        time.sleep(0.1)
    return list(first.values())


if __name__ == "__main__":
    main()
