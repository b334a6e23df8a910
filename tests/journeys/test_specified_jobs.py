"""A camera and the first three jobs of the specification (6.2, 6.3) at work: what they say is what lies on the disk."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.contract.specification import CAMERA, JOBS, OTHER_CAMERA
from tests.journeys.house import House, at, now
from tests.rigs import media
from tests.rigs.rtsp import RelayCam

pytestmark = pytest.mark.rig
WORK, PICTURES, BIRDS = (job["id"] for job in JOBS[:3])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Each of them started by hand, whatever day it is, and stopped when it has something."""
    place = tmp_path_factory.mktemp("specified") / "data"
    with RelayCam(main=media.loop(), sub=media.loop(size="320x180", kbps=200)) as cam, House(place) as made:
        streams = {"main": cam.url("main"), "sub": cam.url("sub")}
        for camera in (CAMERA, OTHER_CAMERA):
            made.api("POST", "/api/cameras", camera | {"streams": streams})
        for job in JOBS[:3]:
            body = json.loads(json.dumps(job).replace("/data/camcron", str(made.recordings)))
            made.api("POST", "/api/jobs", body)
            made.api("POST", f"/api/jobs/{job['id']}/start")
        for job in (WORK, BIRDS):
            made.reaches(job, "running")
        made.count(PICTURES, 1)
        yield made


def test_what_is_recorded_is_copied_into_files_of_an_hour_under_the_folder_of_its_day(house: House):
    words = {job: " ".join(psutil.Process(house.recorder_of(job)).cmdline()) for job in (WORK, BIRDS)}
    assert "-segment_time 3600 -segment_format mp4" in words[WORK] and "-c:v copy" in words[WORK]
    assert "-segment_time 1800 -segment_format matroska" in words[BIRDS] and "-c:v copy" in words[BIRDS]
    house.stop(WORK, BIRDS)

    for job, folder, suffix in ((WORK, "camera-garage/work", "mp4"), (BIRDS, "camera-jardin/oiseaux", "mkv")):
        (file,) = house.count(job, 1)
        day = f"{at(file['startedAt']).astimezone():%Y/%m/%d}"
        assert file["path"].startswith(f"{folder}/{day}/{folder.partition('/')[0]}_") and file["format"] == suffix
        assert shown(house, file)[:3] == ("h264", 640, 360)
    house.check()


def test_a_picture_is_one_of_the_small_stream_in_the_size_that_was_asked_for(house: House):
    file = house.files(PICTURES)[0]
    assert shown(house, file) == ("mjpeg", 1280, 720)
    assert Path(file["path"]).parts[1:-1] == ("timelapse", *f"{now():%Y %m}".split())


def test_the_season_of_the_birds_is_planned_over_the_new_year_and_the_week_of_work_without_its_end(house: House):
    def windows(job: str, since: str, until: str) -> list[dict[str, Any]]:
        return list(house.api("GET", f"/api/jobs/{job}/plan?from={since}T00:00:00Z&to={until}T00:00:00Z")["windows"])

    season = windows(BIRDS, "2027-10-01", "2028-10-01")
    assert len(season) == 16 + 31 + 31 + 29 + 15
    assert (season[0]["start"][:10], season[-1]["end"][:10]) == ("2027-11-15", "2028-03-15")
    assert len(windows(WORK, "2027-03-01", "2027-03-08")) == 5


def shown(house: House, file: dict[str, Any]) -> tuple[Any, ...]:
    stream = media.probe(house.place(file))["streams"][0]
    return stream["codec_name"], stream["width"], stream["height"]
