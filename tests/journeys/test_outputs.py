"""
What recordings become: containers, codecs and sizes, sound of every kind, names, and what is done with files later.

One server records everything at once from one camera; the tests look at it over HTTP and at the files themselves.
"""

import io
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import House, at
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = pytest.mark.rig
SEGMENT = 5
GROUP = 1.0
"""Seconds between two key frames of the camera: what is copied can be cut there alone."""


@dataclass(frozen=True)
class Wanted:
    """A job, and what its files consist of."""

    stream: str
    format: str
    config: dict[str, Any] = field(default_factory=dict)
    video: str = "h264"
    audio: str | None = None
    size: tuple[int, int] = (320, 180)
    tag: str | None = None


WANTED = {
    "phone-mp4": Wanted("phone", "mp4", audio="aac", tag="avc1"),
    "phone-mkv": Wanted("phone", "mkv", audio="pcm_mulaw"),
    "phone-avi": Wanted("phone", "avi", audio="pcm_mulaw"),
    "phone-ts": Wanted("phone", "ts", audio="aac"),
    "phone-copy": Wanted("phone", "mp4", {"audio": "copy"}, audio="aac"),
    "phone-none": Wanted("phone", "mkv", {"audio": "none"}),
    "modern-mp4": Wanted("modern", "mp4", video="hevc", audio="aac", tag="hvc1"),
    "modern-ts": Wanted("modern", "ts", video="hevc", audio="aac"),
    "small": Wanted(
        "phone", "mp4", {"codec": "h264", "resolution": "160x90", "frameRate": 5, "bitrate": 60}, size=(160, 90),
        audio="aac", tag="avc1",
    ),
    "h265": Wanted(
        "phone", "mp4", {"codec": "h265", "resolution": "160x90", "frameRate": 5, "quality": 30, "audio": "none"},
        video="hevc", size=(160, 90), tag="hvc1",
    ),
    "mjpeg": Wanted(
        "phone", "avi", {"codec": "mjpeg", "frameRate": 5, "quality": 40, "audio": "none"}, video="mjpeg"
    ),
}  # fmt: skip
VARIABLES = (
    "{cameraId}.{cameraName}.{jobId}.{jobName}/{year}/{month}/{day}/{hour}-{minute}",
    "{date}_{time}_{timestamp}.{ext}",
)


@pytest.fixture(scope="module")
def camera() -> Iterator[RelayCam]:
    size = "320x180"
    phone = media.loop(audio="pcmu", size=size, kbps=400)
    with RelayCam(phone=phone, modern=media.loop("h265", "pcma", size=size, kbps=400)) as made:
        yield made


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, camera: RelayCam) -> Iterator[House]:
    """Where everything has been recorded, two files at least of each job."""
    with House(tmp_path_factory.mktemp("outputs") / "data", files={"transcodes": 1}) as made:
        streams = {"main": camera.url("phone"), "modern": camera.url("modern")}
        yard = made.api("POST", "/api/cameras", {"name": "Cour été", "streams": streams})["id"]
        for name, wanted in WANTED.items():
            made.job(
                yard,
                name,
                streamKey="main" if wanted.stream == "phone" else "modern",
                output={"format": wanted.format, "segmentDuration": SEGMENT},
                processConfig=wanted.config,
            )
        directory, pattern = VARIABLES
        named = {"directory": directory, "filenamePattern": pattern, "segmentDuration": SEGMENT}
        made.job(yard, "Nom à part", output=named, timezone="Asia/Kathmandu")
        for job in (*WANTED, "nom-a-part"):
            made.count(job, 2, within=90)
        made.stop(*WANTED, "nom-a-part")
        yield made


def test_each_container_holds_what_was_asked_for_and_sound_never_costs_the_picture(house: House) -> None:
    for name, wanted in WANTED.items():
        assert [run["attempts"] for run in house.history(name)] == [1], (name, house.words(name))
        for file in house.files(name)[:2]:
            streams = {stream["codec_type"]: stream for stream in media.probe(house.place(file))["streams"]}
            video = streams["video"]
            assert (video["codec_name"], (video["width"], video["height"])) == (wanted.video, wanted.size), name
            assert streams.get("audio", {}).get("codec_name") == wanted.audio, name
            assert wanted.tag in (None, video["codec_tag_string"]), name
            assert file["format"] == house.place(file).suffix[1:] == wanted.format
    assert "mp4 does not take pcm_mulaw: the sound becomes AAC" in house.words("phone-copy")


def test_files_are_complete_true_and_as_long_as_asked(house: House) -> None:
    for name, wanted in WANTED.items():
        first, second = house.files(name)[:2]
        assert abs(second["durationSeconds"] - SEGMENT) <= GROUP + 0.1, name
        begins, follows = at(first["startedAt"]), at(second["startedAt"])
        assert abs((follows - begins).total_seconds() - first["durationSeconds"]) < 0.2, name
        rate = wanted.config.get("frameRate", 15)
        assert media.decoded_frames(house.place(second)) == pytest.approx(second["durationSeconds"] * rate, abs=2), name
        told = float(media.probe(house.place(second))["format"]["duration"])
        assert told == pytest.approx(second["durationSeconds"], abs=0.5), name
        found = house.api("GET", f"/api/files/{second['id']}")
        assert (found["videoCodec"], found["width"]) == (wanted.video, wanted.size[0]), name
        slots = wanted.format == "avi" and not wanted.config  # copied into places for frames, most of them empty
        assert found["fps"] == pytest.approx(60 if slots else rate, abs=1.1), name
    rate = house.files("small")[1]["sizeBytes"] * 8 / house.files("small")[1]["durationSeconds"]
    assert rate < 200_000, "60 kbit/s of picture, and sound"
    house.check()


def test_names_are_made_of_every_variable_and_folders_of_each_files_own_start(house: House) -> None:
    for file in house.files("nom-a-part"):
        start = at(file["startedAt"]) + timedelta(hours=5, minutes=45)
        folder = f"cour-ete.cour-ete.nom-a-part.nom-a-part/{start:%Y/%m/%d/%H-%M}"
        assert file["path"] == f"{folder}/{start:%Y-%m-%d}_{start:%H-%M-%S}_{start:%Y%m%dT%H%M%S}+0545.mp4"


def test_a_strip_is_small_and_goes_with_its_film(house: House) -> None:
    film = house.files("modern-mp4")[0]
    shown = f"/api/files/{film['id']}/previews"
    eventually(lambda: house.fetch(shown).status_code == 200, within=90, what=lambda: house.fetch(shown).text)
    strip = house.fetch(house.fetch(shown).json()["url"])
    kept = house.recordings / ".regie" / "previews"
    before = {path: path.stat().st_size for path in kept.rglob("*.jp*")}

    assert strip.content.startswith(b"\xff\xd8") and len(strip.content) <= film["sizeBytes"] / 100
    assert house.api("GET", f"/api/files/{film['id']}")["previews"] is True
    house.api("DELETE", f"/api/files/{film['id']}")
    assert len(strip.content) in before.values()
    gone = before.keys() - set(kept.rglob("*.jp*"))
    assert [before[path] for path in gone] == [len(strip.content)]
    assert not house.place(film).exists() and house.fetch(shown).status_code == 404


def test_every_recording_plays_in_a_browser_and_its_original_is_offered(house: House, tmp_path: Path) -> None:
    ways = {"phone-mp4": "direct", "phone-mkv": "remux", "phone-avi": "remux", "phone-ts": "remux"}
    ways |= {"modern-ts": "remux", "mjpeg": "transcode"}
    for name, way in ways.items():
        file = house.files(name)[-2]
        play, content = f"/api/files/{file['id']}/play", f"/api/files/{file['id']}/content"
        assert house.api("GET", f"/api/files/{file['id']}")["playable"] == way, name
        (tmp_path / "got.mp4").write_bytes(house.fetch(play).content)
        streams = {each["codec_type"]: each["codec_name"] for each in media.probe(tmp_path / "got.mp4")["streams"]}
        assert streams["video"] == ("hevc" if name.startswith("modern") else "h264"), name
        assert streams.get("audio") in (None, "aac"), name
        assert media.decoded_frames(tmp_path / "got.mp4") == media.decoded_frames(house.place(file)), name
        part = house.fetch(play, range="bytes=4-7")
        assert (part.status_code, part.content) == (206, b"ftyp"), name
        original = house.fetch(content, range="bytes=0-99")
        assert original.status_code == 206 and original.content == house.place(file).read_bytes()[:100]
        assert original.headers["content-range"].endswith(f"/{file['sizeBytes']}")
    hevc = house.files("modern-mp4")[-2]["id"]
    assert house.api("GET", f"/api/files/{hevc}?codecs=avc1,mp4a")["playable"] == "transcode"
    (tmp_path / "got.mp4").write_bytes(house.fetch(f"/api/files/{hevc}/play?hevc=false&at=2").content)
    assert media.probe(tmp_path / "got.mp4")["streams"][0]["codec_name"] == "h264"


def test_a_span_becomes_one_film_and_several_jobs_an_archive_with_progress(house: House, tmp_path: Path) -> None:
    files = house.files("phone-mkv")
    begin, end = at(files[0]["startedAt"]) + timedelta(seconds=2.5), at(files[1]["startedAt"]) + timedelta(seconds=3)
    span = {"from": begin.isoformat(), "to": end.isoformat()}

    one = exported(house, {"jobId": "phone-mkv", **span})
    (tmp_path / one["filename"]).write_bytes(house.fetch(one["url"]).content)
    whole = float(media.probe(tmp_path / one["filename"])["format"]["duration"])
    assert whole == pytest.approx((end - at(one["start"])).total_seconds(), abs=0.6)
    assert timedelta() <= begin - at(one["start"]) <= timedelta(seconds=GROUP + 0.2)
    assert one["gaps"] == [] and media.decoded_frames(tmp_path / one["filename"]) > 60

    several = exported(house, {"jobIds": ["phone-mp4", "modern-ts"], **span, "format": "zip"})
    with zipfile.ZipFile(io.BytesIO(house.fetch(several["url"]).content)) as archive:
        assert archive.testzip() is None
        assert sorted(name.split("/")[0] for name in archive.namelist()) == ["modern-ts", "phone-mp4"]


def exported(house: House, wish: dict[str, Any]) -> dict[str, Any]:
    """An export once it is made, by the task that tells how far it has got."""
    asked = house.api("POST", "/api/exports", wish)
    seen = [0.0]

    def done() -> bool:
        task = house.api("GET", f"/api/tasks/{asked['id']}")
        seen.append(task["progress"] or seen[-1])
        return bool(task["state"] == "done")

    eventually(done, within=60, what=lambda: str(house.api("GET", f"/api/exports/{asked['id']}")))
    assert seen == sorted(seen) and seen[-1] == 1.0
    return dict(house.api("GET", f"/api/exports/{asked['id']}"))


@pytest.mark.parametrize(
    "directory",
    ["../../etc", "a/../../../etc", "/etc", "a\x00b", "a//../..", "..", "/var/tmp/../../etc", "{cameraId}/../../.."],
)
def test_no_job_may_be_told_to_write_elsewhere(house: House, directory: str) -> None:
    body = {"name": "Elsewhere", "cameraId": "cour-ete", "action": "record", "schedule": {"triggerType": "oneshot"}}
    for output in ({"directory": directory}, {"filenamePattern": f"{directory}/x"}):
        answer = post(house, "/api/jobs", body | {"output": output})
        assert answer.status_code == 422, (output, answer.text)
        assert all(fault["path"].startswith("output.") for fault in answer.json()["faults"]), answer.text


def test_no_file_outside_is_ever_sent_shown_played_packed_or_deleted(house: House, tmp_path: Path) -> None:
    secret = tmp_path / "secret.mp4"
    film = house.files("phone-mp4")[0]
    secret.write_bytes(house.place(film).read_bytes())
    folder, moved = house.place(film).parent, tmp_path / "moved"
    folder.rename(moved)
    (tmp_path / "lure").mkdir()
    (tmp_path / "lure" / house.place(film).name).write_bytes(b"a stranger's")
    folder.symlink_to(tmp_path / "lure")
    held = house.place(house.files("phone-ts")[0])
    held.rename(tmp_path / "held.ts")
    held.symlink_to(secret)
    try:
        for file in (film, house.files("phone-ts")[0]):
            for what in ("content", "play", "content?download=true"):
                answer = house.fetch(f"/api/files/{file['id']}/{what}")
                assert answer.status_code in (404, 503) and b"stranger" not in answer.content, (what, answer.text)
            assert post(house, "/api/files/zip", {"ids": [file["id"]]}).status_code in (404, 503)
            post(house, "/api/files/delete", {"ids": [file["id"]]})
        assert (tmp_path / "lure" / house.place(film).name).read_bytes() == b"a stranger's"
        assert secret.exists()
    finally:
        folder.unlink()
        moved.rename(folder)
    for name in ("%2e%2e%2f%2e%2e%2fetc%2fpasswd", "%00", "..%5c..%5cetc"):
        for what in ("", "/content", "/thumbnail", "/previews.jpg", "/play"):
            answer = house.fetch(f"/api/files/{name}{what}")
            page = answer.headers["content-type"].startswith("text/html")  # the console's, for what no route takes
            assert answer.status_code in (404, 422) or page, (name, what, answer.status_code)
            assert b"root:" not in answer.content, (name, what)


def post(house: House, path: str, body: dict[str, Any]) -> Any:
    """Whatever is answered."""
    return house.api._client.post(path, json=body)


@pytest.mark.long
def test_sound_that_is_announced_and_never_comes_or_stops_coming_costs_no_picture(tmp_path: Path) -> None:
    with (
        RelayCam(main=media.loop(audio="pcmu", size="320x180", kbps=400)) as muted,
        RelayCam(main=media.loop(audio="pcmu", size="320x180", kbps=400)) as muting,
        House(tmp_path / "data") as house,
    ):
        muted.freeze("audio")
        jobs = [
            house.job(house.camera(name, cam.url()), f"{name} job", output={"segmentDuration": SEGMENT})
            for name, cam in (("muted", muted), ("muting", muting))
        ]
        for job in jobs:
            house.reaches(job, "running")
        muting.freeze("audio")
        stopped = time.monotonic()
        for job in jobs:
            house.count(job, 2)
        assert time.monotonic() - stopped < 2 * SEGMENT + 8, "nothing waits for the sound"
        house.stop(*jobs)

        for job in jobs:
            assert [run["attempts"] for run in house.history(job)] == [1], house.words(job)
            for number, file in enumerate(house.files(job)):
                lacks = file["durationSeconds"] - media.decoded_frames(house.place(file)) / 15
                until_a_key_frame = GROUP if number == 0 else 0.0
                assert -0.2 <= lacks <= until_a_key_frame + 0.3, (job, file)
        assert "announces sound and sends none" in house.words(jobs[0])
        house.check()
