"""Motion as its users see it: a camera whose picture changes at a known instant, and what the server keeps of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import House, at, ends
from tests.rigs import media
from tests.rigs.changing import ChangingCam, brightness
from tests.serving import eventually

BOX = (180, 110, 130, 40)
"""Where the block moves."""
NOTHING_MOVES = 200.0


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("motion") / "house") as house:
        yield house


def watch(house: House, camera: ChangingCam, name: str, **motion: Any) -> str:
    """A job that watches, once it sees something."""
    process: dict[str, Any] = {"motion": {"preRoll": 3, "postRoll": 3} | motion}
    process |= motion.pop("process", {})
    made = house.camera(name, camera.url())
    job = house.job(made, f"{name} motion", action="detect_motion", processConfig=process)
    house.reaches(job, "running")
    eventually(lambda: shown(house, job), within=30, what=lambda: house.words(job))
    return job


def shown(house: House, job: str) -> bool:
    """Whether it has looked at a picture."""
    answer = house.api._client.post(f"/api/jobs/{job}/motion/preview", json={})
    assert answer.status_code in (200, 409), answer.text
    return answer.status_code == 200


def events(house: House, job: str) -> list[dict[str, Any]]:
    return list(house.api("GET", f"/api/motion?jobId={job}"))


def clip_of(house: House, job: str, within: float = 40) -> dict[str, Any]:
    """The one event that there is, once it has its clip."""
    eventually(
        lambda: any(event["fileId"] for event in events(house, job)),
        within=within,
        what=lambda: f"{events(house, job)}\n{house.words(job)}",
    )
    return events(house, job)[-1]


def moving_instants(file: dict[str, Any], path: Path) -> list[datetime]:
    """When a clip shows the block."""
    began = at(file["startedAt"])
    return [began + timedelta(seconds=second) for second, level in brightness(path, BOX) if level > NOTHING_MOVES]


def test_a_clip_begins_before_the_motion_and_ends_after_it(house: House) -> None:
    with ChangingCam(gop=1) as camera:
        job = watch(house, camera, "Gate")
        eventually(lambda: "clip" not in house.words(job), what=lambda: "")
        begun, gone = camera.move(3)
        event = clip_of(house, job)
        file = house.api("GET", f"/api/files/{event['fileId']}")
        house.stop(job)

    path = house.place(file)
    moving = moving_instants(file, path)
    assert abs((moving[0] - begun).total_seconds()) < 1.0 and abs((moving[-1] - gone).total_seconds()) < 1.0
    before = (begun - at(file["startedAt"])).total_seconds()
    after = ends(file) - gone.timestamp()
    assert 3 - 0.5 <= before <= 3 + 3, f"{before} s before"
    assert 3 - 0.5 <= after <= 3 + 3, f"{after} s after"
    assert begun - timedelta(seconds=0.5) <= at(event["startedAt"]) <= begun + timedelta(seconds=2)
    assert event["score"] > 50 and event["source"] == "picture"
    streams = {stream["codec_type"]: stream["codec_name"] for stream in media.probe(path)["streams"]}
    assert streams == {"video": "h264", "audio": "aac"}
    assert abs(float(media.probe(path)["format"]["duration"]) - file["durationSeconds"]) < 0.5
    picture = house.fetch(f"/api/motion/{event['id']}/thumbnail")
    assert picture.status_code == 200 and picture.content[:3] == b"\xff\xd8\xff"
    house.check()
