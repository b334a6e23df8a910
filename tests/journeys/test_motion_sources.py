"""Whose word counts when it comes to motion: another stream of the camera, or the camera itself."""

import time
from pathlib import Path

import pytest

from tests.journeys.house import House, at, ends
from tests.journeys.test_motion import ROLL, children_of, events, sees, watch, with_clip
from tests.rigs import media
from tests.rigs.changing import ChangingCam
from tests.rigs.onvifcam import OnvifCam
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually


@pytest.mark.long
def test_another_stream_is_looked_at_and_the_recorded_one_is_kept(tmp_path: Path) -> None:
    """In the recorded one nothing ever moves. When the other one goes, the recorded one is looked at instead."""
    still = RelayCam(main=media.loop(source="gray", audio="none"))
    with House(tmp_path / "house") as house, still, ChangingCam(gop=1, audio="none") as moving:
        streams = {"main": still.url(), "sub": moving.url()}
        camera = house.api("POST", "/api/cameras", {"name": "Gate", "streams": streams})["id"]
        job = watch(house, camera, "gate", analysisStream="sub")
        sees(house, job)
        eventually(lambda: moving.state()["live"] == 1, what=lambda: house.words(job))
        time.sleep(8)
        begun, gone = moving.move(3)
        (event,) = with_clip(house, job)
        file = house.api("GET", f"/api/files/{event['fileId']}")
        moving.kill()
        looked_at = "the stream that is recorded is looked at"
        eventually(lambda: looked_at in house.words(job), within=60, what=lambda: house.words(job))
        assert still.state()["live"] == 1
        house.stop(job)
        house.check()

    assert at(file["startedAt"]).timestamp() <= begun.timestamp() - ROLL + 1
    assert gone.timestamp() + ROLL - 1 <= ends(file) <= gone.timestamp() + ROLL + 4


def test_a_stream_that_the_camera_does_not_have_is_refused_by_name(tmp_path: Path) -> None:
    with House(tmp_path / "house") as house:
        camera = house.camera("Gate", "rtsp://127.0.0.1:9/main")
        body = {
            "name": "gate", "cameraId": camera, "action": "detect_motion", "schedule": {"triggerType": "continuous"},
            "processConfig": {"motion": {"analysisStream": "third", "preRoll": 61, "sensitivity": "50", "maks": []}},
        }  # fmt: skip
        refused = house.api._client.post("/api/jobs", json=body)
        faults = {fault["path"] for fault in refused.json()["faults"]}
        assert (refused.status_code, faults) == (
            422, {f"processConfig.motion.{name}" for name in ("preRoll", "sensitivity", "maks")}
        )  # fmt: skip
        body["processConfig"] = {"motion": {"analysisStream": "third"}}
        refused = house.api._client.post("/api/jobs", json=body)
        assert [fault["path"] for fault in refused.json()["faults"]] == ["processConfig.motion.analysisStream"]


def test_what_the_camera_says_opens_an_event_and_nothing_is_looked_at_for_it(tmp_path: Path) -> None:
    still = RelayCam(main=media.loop(source="gray", audio="none"))
    with House(tmp_path / "house") as house, still, OnvifCam(main=still.url(), discoverable=False) as dome:
        signed = {"username": dome.username, "password": dome.password}
        body = {"host": dome.host, "port": dome.port, "credentials": signed, "name": "Dome"}
        camera = house.api("POST", "/api/cameras/onvif", body)["id"]
        job = watch(house, camera, "dome", source="camera")
        house.reaches(job, "running")
        eventually(lambda: dome.subscribers == 1, within=60, what=lambda: "nobody listens to the camera")
        time.sleep(8)
        assert children_of(house) == []
        said = time.time()
        dome.notice(True)
        eventually(lambda: bool(events(house, job)), what=lambda: house.words(job))
        time.sleep(3)
        dome.notice(False)
        over = time.time()
        (event,) = with_clip(house, job)
        file = house.api("GET", f"/api/files/{event['fileId']}")
        house.stop(job)
        house.check()

    assert (event["source"], event["score"]) == ("camera", 0.0) and event["hasThumbnail"]
    assert at(file["startedAt"]).timestamp() <= said - ROLL + 1.5
    assert over + ROLL - 1 <= ends(file) <= over + ROLL + 4
