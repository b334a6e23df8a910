"""
A day in a minute: a camera goes and returns, somebody stops a job, the server dies; the timeline tells each cause.

Everything is real: the camera, ffmpeg, the server, its death. What is asked is asked as a user would, afterwards.
"""

import time
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import House, at, now
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = [pytest.mark.rig, pytest.mark.long]
STALL = 3.0


def explain(house: House, job: str, instant: datetime) -> dict[str, Any]:
    return dict(house.api("GET", f"/api/jobs/{job}/explain?at={instant.isoformat().replace('+00:00', 'Z')}"))


def lane(house: House, camera: str, since: datetime) -> dict[str, Any]:
    begin = since.isoformat().replace("+00:00", "Z")
    (found,) = house.api("GET", f"/api/cameras/{camera}/timeline?from={begin}")["lanes"]
    return dict(found)


def test_every_gap_of_a_day_has_its_cause_and_every_instant_its_answer(tmp_path: Path) -> None:
    with RelayCam() as cam, House(tmp_path / "data", recorder={"stallSeconds": STALL}) as house:
        begin = now()
        camera = house.camera("yard", cam.url())
        job = house.job(camera, "always", run=False, schedule={}, output={"segmentDuration": 5})
        house.reaches(job, "running")
        time.sleep(3)

        cam.kill()
        gone = now()
        house.reaches(job, "retrying", "failed")
        time.sleep(2)
        cam.start()
        house.reaches(job, "running", within=60)
        time.sleep(3)

        house.api("POST", f"/api/jobs/{job}/stop")
        house.reaches(job, "idle")
        stopped = now()
        time.sleep(3)
        house.api("POST", f"/api/jobs/{job}/start")
        house.reaches(job, "running")
        time.sleep(3)

        house.kill()
        killed = now()
        time.sleep(8)
        house.start()
        house.reaches(job, "running")
        time.sleep(3)
        made = house.api("POST", "/api/overrides", {"kind": "pause", "scope": {"cameraId": camera}, "reason": "Guests"})
        house.reaches(job, "idle")
        paused = now()
        time.sleep(2)
        house.api("DELETE", f"/api/overrides/{made['id']}")
        house.reaches(job, "running")
        time.sleep(2)
        house.stop(job)

        moment = timedelta(seconds=1)
        causes = {
            "cameraOffline": gone + moment,
            "stoppedByUser": stopped + moment,
            "serverDown": killed + moment,
            "paused": paused + moment,
        }
        for cause, instant in causes.items():
            told = explain(house, job, instant)
            assert told["cause"] == cause, "\n".join(map(str, (cause, instant, told, *house.files(job))))
            assert at(told["from"]) <= instant < at(told["to"])
        eventually(
            lambda: explain(house, job, stopped - timedelta(seconds=2))["file"] is not None,
            what=lambda: str(explain(house, job, stopped - timedelta(seconds=2))),
        )
        gaps = lane(house, camera, begin)["gaps"]
        found = [cause for cause, _ in groupby(gap["cause"] for gap in gaps) if cause in causes]
        assert found == [*causes], "\n".join(map(str, gaps))
        assert "Guests" in next(gap["reason"] for gap in gaps if gap["cause"] == "paused")
        covered = house.api("GET", f"/api/jobs/{job}/coverage")["total"]
        assert 0.3 < covered["coverage"] < 1, covered
