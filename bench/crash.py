"""
`kill -9` of the server in the middle of recordings: how much is lost, and how soon they go on.

Two streams, of about 1.5 Mb/s and 100 kb/s, are killed at random instants. What is lost is the time between the kill
and the end of what was kept. Goals: at most 2 s or one group of pictures (1 s here); no unreadable file, no orphan,
recording again within 5 s.
"""

import random
import tempfile
import time
from datetime import datetime
from pathlib import Path

import psutil

from bench._rigging import percentiles
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import Api, Regie, eventually

ROUNDS = 4
RATES = {"main": 1500, "slow": 100}


def main() -> None:
    chance = random.Random(3)
    loops = {name: media.loop(size="640x360", kbps=rate) for name, rate in RATES.items()}
    lost: list[float] = []
    again: list[float] = []
    orphans = unreadable = 0
    with RelayCam(**loops) as camera, tempfile.TemporaryDirectory() as folder:
        regie = Regie(Path(folder) / "data")
        regie.start()
        regie.add_user("ada", "ADMIN")
        api = regie.sign_in("ada")
        garage = str(api("POST", "/api/cameras", {"name": "Cam", "streams": {n: camera.url(n) for n in loops}})["id"])
        jobs = [api.job(garage, name, streamKey=name, schedule={"triggerType": "continuous"}) for name in loops]
        for _ in range(ROUNDS):
            for job in jobs:
                api.reaches(job, "running")
            time.sleep(4 + chance.random() * 3)
            children = psutil.Process(regie.pid).children(recursive=True)
            killed = time.time()
            psutil.Process(regie.pid).kill()
            time.sleep(0.5)
            orphans += sum(1 for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE)
            regie.start()
            start = time.monotonic()
            api = regie.sign_in("ada")
            for job in jobs:
                api.reaches(job, "running")
            again.append(time.monotonic() - start)
            eventually(
                lambda api=api, killed=killed: all(kept(api, job, killed) for job in jobs),
                what=lambda: "leftovers were not adopted",
                within=60,
            )
            lost += [killed - max(end(file) for file in kept(api, job, killed)) for job in jobs]
        unreadable = len(list((regie.folder / "recordings" / ".regie" / "aside").glob("*.mp4")))
        regie.stop()
    print(f"{ROUNDS} kills of the server, {len(RATES)} streams each")
    print(f"  lost            {percentiles(lost)} (goal 2)")
    print(f"  running again   {percentiles(again)} after the first answer (goal 5)")
    print(f"  orphans {orphans}, files that nobody could read {unreadable}")


def kept(api: Api, job: str, killed: float) -> list[dict[str, object]]:
    """The files of this job that began before the kill, once the last of them is in the index."""
    files = [file for file in api("GET", f"/api/files?jobId={job}") if begin(file) < killed]
    return files if any(end(file) > killed - 4 for file in files) else []


def begin(file: dict[str, object]) -> float:
    return datetime.fromisoformat(str(file["startedAt"])).timestamp()


def end(file: dict[str, object]) -> float:
    return begin(file) + float(str(file["durationSeconds"] or 0))


if __name__ == "__main__":
    main()
