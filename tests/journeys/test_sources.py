"""Every kind of camera that can be recorded, by a server as it is installed, with secrets that nobody ever sees."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest

from tests.journeys.house import House, shown_by_ps
from tests.rigs import media
from tests.rigs.mjpeg import MjpegCam
from tests.rigs.rtmp import RtmpCam
from tests.rigs.rtsp import GstCam, RelayCam
from tests.serving import ASK

pytestmark = pytest.mark.rig

USER, PASSWORD = "opérateur", 'p@ss:w/rd#%"é'


@dataclass(frozen=True)
class Wanted:
    """A recording of one source, and what is in its files."""

    name: str
    format: str
    video: str
    tag: str | None = None
    audio: str | None = None
    size: tuple[int, int] = (640, 360)
    more: dict[str, Any] = field(default_factory=dict)


RECORDED = (
    Wanted("udp", "mp4", "h264", audio="aac", more={"extraArgs": ["-rtsp_transport", "udp"]}),
    Wanted("h265", "mp4", "hevc", tag="hvc1", audio="aac", size=(320, 180)),
    Wanted("rtmp", "mkv", "h264", audio="aac"),
    Wanted("mjpeg", "mkv", "mjpeg"),
    Wanted("mjpeg", "mp4", "h264"),
    Wanted("secret", "ts", "h264", audio="aac"),
)


@pytest.fixture(scope="module")
def cameras() -> Iterator[dict[str, str]]:
    """Addresses by name."""
    with (
        GstCam() as gst,
        RtmpCam() as rtmp,
        MjpegCam() as mjpeg,
        RelayCam() as relay,
    ):
        relay.require("digest", USER, PASSWORD)
        yield {
            "udp": gst.url("main"),
            "h265": gst.url("h265"),
            "rtmp": rtmp.url(),
            "mjpeg": mjpeg.url("mjpeg"),
            "secret": relay.url("main"),
        }


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("sources") / "data", logging={"level": "debug"}) as made:
        yield made


def test_every_kind_of_camera_is_recorded_and_pictured_and_no_secret_leaves_the_safe(
    cameras: dict[str, str], house: House
) -> None:
    jobs, picture = ordered(house, cameras)
    for job in jobs:
        house.reaches(job, "running", within=60)
    seen_by_all = shown_by_ps()  # what `ps` shows to everybody, while the recordings run
    for job in jobs:
        house.count(job, 1)
    house.stop(*jobs)

    for job, wanted in jobs.items():
        for file in house.files(job):
            streams = {stream["codec_type"]: stream for stream in media.probe(house.place(file))["streams"]}
            video, audio = streams["video"], streams.get("audio", {})
            assert (video["codec_name"], (video["width"], video["height"])) == (wanted.video, wanted.size), job
            assert wanted.tag in (None, video["codec_tag_string"]), job
            assert audio.get("codec_name") == wanted.audio, job
    (still,) = house.count(picture, 1)
    shown = media.probe(house.place(still))["streams"][0]
    assert (shown["codec_name"], shown["width"], shown["height"]) == ("webp", 160, 90)
    assert [run["status"] for run in house.history(picture)] == ["success"]
    house.check()

    told = {"ps": seen_by_all, **everything_told(house, [*jobs, picture])}
    assert any("regie.log" in name for name in told) and any(".db" in name or ".sqlite" in name for name in told)
    for name, text in told.items():
        for spelling in spellings():
            assert spelling not in text, (name, spelling)
    assert "ffmpeg" in seen_by_all and house.api("GET", "/api/cameras/secret")["credentials"]["username"] == USER


def ordered(house: House, cameras: dict[str, str]) -> tuple[dict[str, Wanted], str]:
    """A recording of each kind, and a picture of the camera with the password; all at once, for cameras are slow."""
    protocols = {"rtmp": "rtmp", "mjpeg": "http"}
    made = {
        name: house.camera(name, url, protocol=protocols.get(name, "rtsp"))
        for name, url in cameras.items()
        if name != "secret"
    }
    made["secret"] = house.camera("secret", cameras["secret"], credentials={"username": USER, "password": PASSWORD})
    jobs = {
        house.job(
            made[wanted.name],
            f"{wanted.name} {wanted.format}",
            output={"format": wanted.format, "segmentDuration": 5},
            processConfig=wanted.more,
        ): wanted
        for wanted in RECORDED
    }
    picture = house.job(
        made["secret"],
        "picture",
        action="snapshot",
        schedule={"triggerType": "oneshot"},
        output={"format": "webp"},
        processConfig={"resolution": "160x90", "quality": 60},
    )
    return jobs, picture


def everything_told(house: House, jobs: list[str]) -> dict[str, str]:
    """What the server answers, prints and writes, by where it stands; films and pictures left out."""
    told = {
        "camera": str(house.api("GET", "/api/cameras/secret")),
        "jobs": str(house.api("GET", "/api/jobs")),
        "logs": "".join(house.words(job) for job in jobs),
        "audit": str(house.api("GET", "/api/audit")),
        "terminal": house.regie.told(),
        "metrics": ASK.get(f"{house.regie.url}/metrics").text,
    }
    for path in house.folder.rglob("*"):
        if path.is_file() and ".regie" not in path.parts and path.suffix not in (".mp4", ".mkv", ".ts", ".webp"):
            told[str(path)] = path.read_bytes().decode("utf-8", "replace")
    return told


def spellings() -> list[str]:
    """The password as it might be written somewhere."""
    both = f"{USER}:{PASSWORD}".encode()
    return [PASSWORD, quote(PASSWORD, safe=""), quote(PASSWORD), repr(PASSWORD)[1:-1], base64.b64encode(both).decode()]
