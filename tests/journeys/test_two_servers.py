"""Two servers on one PostgreSQL and one disk: each job is recorded once, and who dies is replaced."""

import json
import shutil
import time
from pathlib import Path

import pytest

from tests.journeys.house import House, ffmpegs_in, now
from tests.rigs import media
from tests.rigs.postgres import Postgres
from tests.rigs.rtsp import RelayCam
from tests.serving import Regie, eventually

pytestmark = [pytest.mark.rig, pytest.mark.timeout(240)]
TAKE_OVER = 15.0
"""Seconds that the design grants."""


def stay(disk: Path, writers: int) -> None:
    """For longer than either server's pause between two passes, each job has one writer, whenever one looks."""
    until = time.monotonic() + 3
    while time.monotonic() < until:
        assert len(list(ffmpegs_in(disk))) == writers
        time.sleep(0.1)


def test_of_two_servers_one_records_and_the_other_takes_over_when_it_dies(postgres: Postgres, tmp_path: Path) -> None:
    shared = tmp_path / "disk"
    shared.mkdir()
    address = postgres.url(postgres.new_database())
    settings = {"database": {"url": address}, "storage": {"basePath": str(shared)}}
    with (
        RelayCam(main=media.loop(), sub=media.loop(size="320x180", kbps=200)) as cam,
        House(tmp_path / "first", **settings) as house,
    ):
        camera = house.api("POST", "/api/cameras", {"name": "Yard", "streams": {k: cam.url(k) for k in cam.loops}})[
            "id"
        ]
        always = {"triggerType": "continuous"}
        jobs = [
            house.job(camera, key, streamKey=key, schedule=always, output={"segmentDuration": 5}, run=False)
            for key in cam.loops
        ]
        for job in jobs:
            house.reaches(job, "running")

        other = tmp_path / "second"
        other.mkdir()
        shutil.copytree(house.folder / "secrets", other / "secrets")
        (other / "config.json").write_text(json.dumps(settings))
        with Regie(other) as standby:
            stay(shared, len(jobs))
            api = standby.sign_in("ada")
            assert {job["state"] for job in api("GET", "/api/jobs")} <= {"idle", "running", "waiting", "starting"}

            died = now().timestamp()
            house.kill()
            eventually(
                lambda: len(list(ffmpegs_in(shared))) == len(jobs),
                within=TAKE_OVER + 10,
                what=lambda: f"nobody took over: {standby.told()[-2000:]}",
            )
            took = now().timestamp() - died
            assert took <= TAKE_OVER, took
            for job in jobs:
                api.reaches(job, "running")

            house.start()  # the first one comes back, and waits for its turn
            stay(shared, len(jobs))
            for job in jobs:
                api("PUT", f"/api/jobs/{job}", api("GET", f"/api/jobs/{job}") | {"enabled": False})
                api.reaches(job, "disabled")
                runs = api("GET", f"/api/jobs/{job}/history")
                assert runs[-1]["status"] == "interrupted"
                files = list(reversed(api("GET", f"/api/files?jobId={job}&limit=1000")))
                starts = [file["startedAt"] for file in files]
                assert len(starts) == len(set(starts)) > 1
                for file in files:
                    assert media.decoded_frames(shared / file["path"]) > 0
            api.close()
