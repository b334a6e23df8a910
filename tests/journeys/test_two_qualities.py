"""The specification's first use case as its user lives it: one camera, a large and a small recording at once."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import House, at, ends, now, seconds_of
from tests.rigs import media
from tests.rigs.rtsp import RelayCam

pytestmark = pytest.mark.rig
TRUE = 0.7
"""Seconds by which a told time may be off."""
LOOKS = 1.0
"""Seconds: as seldom ffmpeg looks whether it shall end (`-stats_period`), and it records until then."""
PROMPT = 5.0
"""Seconds from a stop by hand to what ends the process, on a machine that has much else to do."""


def test_two_qualities_of_one_camera_are_recorded_at_once_and_told_as_they_are(
    relaycam: RelayCam, tmp_path: Path
) -> None:
    with House(tmp_path / "data") as house:
        streams = {"main": relaycam.url("main"), "sub": relaycam.url("sub")}
        camera = house.api("POST", "/api/cameras", {"name": "Cam boutique", "streams": streams})["id"]
        asked = now()
        large, small = ordered(house, camera)
        running = [house.reaches(job, "running") for job in (large, small)]
        seen = now()
        assert relaycam.state()["live"] == 2
        assert running[0]["effectiveRetention"] == {"maxDays": 30, "maxSizeGB": 500.0}
        assert running[1]["effectiveRetention"] == {"maxDays": 7, "maxSizeGB": None}
        assert house.api("GET", f"/api/cameras/{camera}")["state"] == "online"
        are_told_while_they_run(house, camera, large, small)

        stopped = are_stopped(house, large, small)

        for job, kind, size in ((large, "mp4", (640, 360)), (small, "mkv", (320, 180))):
            files = house.files(job)
            assert len(files) >= 3
            assert asked <= at(files[0]["startedAt"]) <= seen
            for former, following in pairwise(files):
                assert at(following["startedAt"]).timestamp() == pytest.approx(ends(former), abs=0.15)
            assert -0.3 <= ends(files[-1]) - stopped[job] <= LOOKS + 0.3
            hold_what_they_say(house, job, files, kind, size)
            is_remembered(house, job, files)
        assert all(file["path"].startswith(f"vite/{camera}/") for file in house.files(small))
        is_handed_out(house, house.files(large)[0])
        house.check()


def ordered(house: House, camera: str) -> tuple[str, str]:
    """Both jobs, for good."""
    large = house.job(
        camera,
        "HD police",
        schedule={"triggerType": "continuous"},
        output={"format": "mp4", "segmentDuration": 5, "retention": {"maxDays": 30, "maxSizeGB": 500}},
        streamKey="main",
        run=False,
    )
    small = house.job(
        camera,
        "SD rapide",
        schedule={"triggerType": "continuous"},
        output={"format": "mkv", "segmentDuration": 5, "directory": "vite/{cameraId}/{date}"},
        retention={"maxDays": 7},
        streamKey="sub",
        run=False,
    )
    return large, small


def are_told_while_they_run(house: House, camera: str, *jobs: str) -> None:
    while_running = {job: house.count(job, 2) for job in jobs}
    for job, files in while_running.items():
        assert house.show(job)["state"] == "running"
        assert house.show(job)["latestFile"]["id"] == house.files(job)[-1]["id"]
        assert seconds_of(house.place(files[1])) == pytest.approx(files[1]["durationSeconds"], abs=0.1)
    for lane in house.api("GET", f"/api/cameras/{camera}/timeline")["lanes"]:
        opened = at(lane["writing"]["start"])
        assert abs((opened - at(lane["spans"][-1]["end"])).total_seconds()) < TRUE, lane
        assert all(at(gap["start"]) < opened for gap in lane["gaps"]), "an open file is no gap"


def are_stopped(house: House, *jobs: str) -> dict[str, float]:
    """When the process of each was told to end, as it is written down: soon after somebody asked for it."""
    stopped = {}
    for job in jobs:
        house.api("POST", f"/api/jobs/{job}/stop")
        heard = now().timestamp()
        house.reaches(job, "idle")
        lines = house.api("GET", f"/api/jobs/{job}/logs?limit=1000")
        (told,) = [line for line in lines if line["text"].startswith("stopping (attempt 1)")]
        stopped[job] = at(told["at"]).timestamp()
        assert stopped[job] - heard < PROMPT
    return stopped


def hold_what_they_say(house: House, job: str, files: list[dict[str, Any]], kind: str, size: tuple[int, int]) -> None:
    for file in files:
        picture = media.probe(house.place(file))["streams"][0]
        assert (picture["codec_name"], (picture["width"], picture["height"])) == ("h264", size)
        assert (file["format"], file["kind"], file["jobId"]) == (kind, "video", job)
        sound_alone = 1.1 if file is files[0] else 0.0  # until the first key frame of the first file
        lacks = file["durationSeconds"] - seconds_of(house.place(file))
        assert -0.1 <= lacks <= sound_alone + 0.2, file


def is_remembered(house: House, job: str, files: list[dict[str, Any]]) -> None:
    (run,) = house.history(job)
    assert (run["status"], run["trigger"], run["attempts"], run["files"]) == (
        "stopped", "schedule", 1, len(files),
    )  # fmt: skip
    assert run["bytes"] == sum(file["sizeBytes"] for file in files)
    assert run["reason"] == "Stopped by hand."
    assert "running (attempt 1)" in house.words(job) and "file closed" in house.words(job)
    assert house.show(job)["reason"] == "Stopped by hand; it stays so until somebody starts it."


def is_handed_out(house: House, film: dict[str, Any]) -> None:
    """Whole, in parts, and as a small picture."""
    whole = house.place(film).read_bytes()
    content = f"/api/files/{film['id']}/content"
    assert house.fetch(content).content == whole
    part = house.fetch(content, range="bytes=100-299")
    assert (part.status_code, part.content) == (206, whole[100:300])
    assert part.headers["content-type"] == "video/mp4"
    picture = house.fetch(f"/api/files/{film['id']}/thumbnail")
    assert picture.headers["content-type"] == "image/jpeg" and picture.content.startswith(b"\xff\xd8")
