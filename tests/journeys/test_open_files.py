"""What is in a file that is still being written: neither missing nor to be had, and told as what it is."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import House, at, now
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = [pytest.mark.rig, pytest.mark.long]


def wire(instant: Any) -> str:
    return str(instant.isoformat()).replace("+00:00", "Z")


def lane(house: House, camera: str, since: Any) -> dict[str, Any]:
    (found,) = house.api("GET", f"/api/cameras/{camera}/timeline?from={wire(since)}")["lanes"]
    return dict(found)


def exported(house: House, job: str, since: Any, until: Any) -> dict[str, Any]:
    asked = house.api("POST", "/api/exports", {"jobId": job, "from": wire(since), "to": wire(until)})
    assert "is still being written; it can be exported from about" in asked["notes"][0]
    made: dict[str, Any] = {}
    eventually(
        lambda: made.update(house.api("GET", f"/api/exports/{asked['id']}")) or made["state"] in ("done", "failed"),
        what=lambda: str(made),
    )
    return made


def test_an_open_file_is_no_gap_after_a_failed_try_and_an_export_says_when_it_can_be_had(tmp_path: Path) -> None:
    with RelayCam() as cam, House(tmp_path / "data") as house:
        begin = now()
        cam.kill()
        camera = house.camera("yard", cam.url())
        job = house.job(camera, "always", run=False, schedule={}, output={"segmentDuration": 600})
        house.reaches(job, "retrying")
        cam.start()
        house.reaches(job, "running")
        house.api.writes(job, seconds=1)

        found = lane(house, camera, begin)
        opened = at(found["writing"]["start"])
        assert [(gap["cause"], at(gap["end"]) <= opened) for gap in found["gaps"]][-1] == ("cameraOffline", True)
        inside = wire(opened + timedelta(seconds=0.5))
        told = house.api("GET", f"/api/jobs/{job}/explain?at={inside}")
        assert (told["cause"], told["wanted"]) == (None, True) and "is being recorded" in told["reason"]
        assert at(found["writing"]["closesAt"]) - opened == timedelta(seconds=600)

        house.stop(job)
        (first,) = house.count(job, 1)
        house.api("POST", f"/api/jobs/{job}/start")
        house.reaches(job, "running")
        opened = at(house.api.writes(job, seconds=2.5)["start"])

        made = exported(house, job, at(first["startedAt"]), now() + timedelta(hours=1))

        assert made["state"] == "done", made
        open_one, to_come = made["gaps"][-2:]
        assert "is still being written" in open_one["note"]
        assert abs(at(open_one["start"]) - opened) < timedelta(seconds=2.1)
        assert abs(at(open_one["availableAt"]) - opened - timedelta(seconds=600)) < timedelta(seconds=1)
        assert (to_come["start"], to_come["note"]) == (open_one["end"], "That is still to come.")

        cam.kill()
        house.reaches(job, "retrying")
        eventually(lambda: lane(house, camera, begin)["writing"] is None, what=lambda: str(house.show(job)))
        assert len(house.files(job)) == 2
    assert not house.grumbles(), "it was stopped while a file was open"
