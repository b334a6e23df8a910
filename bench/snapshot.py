"""
How soon a picture is there: by hand from a stream that is read already, on its tick, and of a camera that nobody reads.

By hand it counts from the request to the file in the index. On a tick it counts from the first key frame at or after
it, which the camera here sends each second at a known phase of its loop. Goals: 0.2 s by hand, 0.2 s after the key
frame on a tick (through the relay), 2.5 s alone with a key frame a second. The camera counts its connections.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from bench._rigging import percentiles, server
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import Api

ROUNDS = 12
LOOK = 0.01
"""Seconds between two looks: asking more often would cost what is measured."""
BY_HAND: dict[str, Any] = {"triggerType": "oneshot"}


def main() -> None:
    with RelayCam(main=media.loop(size="1280x720", kbps=2000)) as camera, server({}) as api:
        for how, use in (("a recording's file", "auto"), ("the relay", "always")):
            made = api.camera(how, camera.url("main"), relay=use)
            recording = api.job(made, f"Record {use}")
            api("POST", f"/api/jobs/{recording}/start")
            api.reaches(recording, "running")
            time.sleep(3)
            before = camera.state()["played"]
            picture = api.job(made, f"Picture {use}", action="snapshot", schedule=BY_HAND)
            seconds = [by_hand(api, picture, number) for number in range(1, ROUNDS + 1)]
            print(f"by hand, from {how}: {percentiles(seconds)} (goal 0.2)")
            print(f"  connections more: {camera.state()['played'] - before}")
            print(f"on its tick, from {how}: {on_tick(api, made, use)}")
            api("POST", f"/api/jobs/{recording}/stop")
            api.reaches(recording, "idle")
        alone = api.camera("Alone", camera.url("main"))
        picture = api.job(alone, "Alone", action="snapshot", schedule=BY_HAND)
        seconds = []
        for number in range(1, ROUNDS + 1):
            seconds.append(by_hand(api, picture, number))
            time.sleep(0.37)  # at another phase of the camera's key frames
        print(f"by hand, alone: {percentiles(seconds)} (goal 2.5)")


def by_hand(api: Api, job: str, number: int) -> float:
    """From the request to the file in the index."""
    begun = time.monotonic()
    api("POST", f"/api/jobs/{job}/start")
    while len(api("GET", f"/api/files?jobId={job}")) < number:
        assert time.monotonic() < begun + 20, api("GET", f"/api/jobs/{job}")
        time.sleep(LOOK)
    return time.monotonic() - begun


def on_tick(api: Api, camera: str, use: str) -> str:
    """From the tick to the file on the disk, for two ticks; the key frame comes within the first second of it."""
    tick = (datetime.now(UTC) + timedelta(seconds=70)).replace(second=0, microsecond=0)
    name = f"Tick {use}"
    job = api.job(camera, name, action="snapshot", schedule={"triggerType": "oneshot", "cron": "* * * * *"})
    time.sleep(max(0.0, (tick - datetime.now(UTC)).total_seconds() - 0.5))
    known = len(api("GET", f"/api/files?jobId={job}"))
    while len(found := api("GET", f"/api/files?jobId={job}")) <= known:
        assert datetime.now(UTC) < tick + timedelta(seconds=20)
        time.sleep(LOOK)
    there = datetime.now(UTC)
    shown = datetime.fromisoformat(found[0]["startedAt"].replace("Z", "+00:00"))
    api("DELETE", f"/api/jobs/{job}")
    late, after = (there - tick).total_seconds(), (shown - tick).total_seconds()
    return f"{late:.2f} s after the tick; the picture is said to be of {after:.2f} s after it"


if __name__ == "__main__":
    main()
