"""What a camera shows now, in each of the ways in which browsers take it, on the one connection that it gives."""

import asyncio
import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
import websockets

from tests.journeys.house import House, words_of
from tests.rigs import media
from tests.rigs.mjpeg import MjpegCam
from tests.rigs.onvifcam import OnvifCam
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = pytest.mark.rig


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """For whatever leaves nothing behind that others would see."""
    with House(tmp_path_factory.mktemp("live") / "data") as made:
        yield made


async def watched(house: House, path: str, count: int) -> tuple[dict[str, Any], bytes]:
    """What a socket sends first, and so many pieces after it."""
    token = house.api.bearer.removeprefix("Bearer ")
    url = f"{house.regie.url}{path}".replace("http", "ws", 1)
    async with websockets.connect(url + ("&" if "?" in path else "?") + f"token={token}", max_size=None) as socket:
        first = json.loads(await asyncio.wait_for(socket.recv(), 20))
        pieces: list[bytes] = []
        while len(pieces) < count:
            piece = await asyncio.wait_for(socket.recv(), 20)
            if isinstance(piece, bytes):
                pieces.append(piece)
        return first, b"".join(pieces)


def films(house: House) -> list[psutil.Process]:
    """Processes that pack a stream for browsers."""
    below = psutil.Process(house.regie.pid).children(recursive=True)
    return [
        process
        for process, words in zip(below, map(" ".join, map(words_of, below)), strict=True)
        if "frag_keyframe" in words and "pipe:1" in words
    ]


def pictures(house: House, camera: str, count: int) -> set[str]:
    """The different ones among so many of the endless pictures of a camera, as another program decodes them."""
    command = [
        media.wheel_ffmpeg(), "-v", "error", "-xerror", "-headers", f"Authorization: {house.api.bearer}\r\n",
        "-i", f"{house.regie.url}/api/cameras/{camera}/mjpeg", "-frames:v", f"{count}", "-f", "framemd5", "-",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    sums = [line.rpartition(",")[2].strip() for line in done.stdout.splitlines() if line[:1].isdigit()]
    assert len(sums) == count
    return set(sums)


async def test_many_viewers_of_a_recorded_camera_share_one_process_and_its_one_connection(
    relaycam: RelayCam, tmp_path: Path
) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"), maxConnections=1)
        job = house.job(camera, "Film")
        house.reaches(job, "running")
        path = f"/ws/cameras/{camera}/live"
        viewers = asyncio.gather(*(watched(house, path, 12) for _ in range(4)))
        await asyncio.sleep(3)
        assert len(await asyncio.to_thread(films, house)) == 1
        for first, film in await viewers:
            assert first == {"type": "begin", "mime": 'video/mp4; codecs="avc1.4d4016,mp4a.40.2"'}
            (tmp_path / "seen.mp4").write_bytes(film)
            assert await asyncio.to_thread(media.decoded_frames, tmp_path / "seen.mp4") >= 15
        assert relaycam.state()["peak"] == 1
        await asyncio.to_thread(
            eventually, lambda: not films(house), what=lambda: "it goes on without viewers", within=15
        )
        log = (house.folder / "logs" / "regie.log").read_text() + house.regie.told()
        assert house.api.bearer.removeprefix("Bearer ") not in log
        house.stop(job)


def test_telephones_and_images_are_served_and_end_with_their_readers(
    house: House, relaycam: RelayCam, tmp_path: Path
) -> None:
    camera = house.camera("Yard", relaycam.url("main"), maxConnections=1)
    at = f"/api/cameras/{camera}"
    listed = house.fetch(f"{at}/hls/index.m3u8")
    assert (listed.status_code, listed.headers["content-type"]) == (200, "application/vnd.apple.mpegurl")
    names = [line for line in listed.text.splitlines() if line and not line.startswith("#")]
    (begin,) = [line.split('"')[1] for line in listed.text.splitlines() if line.startswith("#EXT-X-MAP")]
    film = b"".join(house.fetch(f"{at}/hls/{name}").content for name in (begin, *names))
    (tmp_path / "seen.mp4").write_bytes(film)
    assert media.decoded_frames(tmp_path / "seen.mp4") >= 15
    assert house.fetch(f"{at}/hls/segment-99-1.m4s").status_code == 404

    headers = {"authorization": house.api.bearer}
    with httpx.stream("GET", f"{house.regie.url}{at}/mjpeg", headers=headers, timeout=30) as pictures:
        assert pictures.headers["content-type"].startswith("multipart/x-mixed-replace")
        data, begun = b"", time.monotonic()
        for chunk in pictures.iter_bytes():
            data += chunk
            if data.count(b"--regie") > 8:
                break
    assert time.monotonic() - begun < 10
    size, _, picture = data.split(b"Content-Length: ")[2].partition(b"\r\n\r\n")
    assert picture[:2] == b"\xff\xd8" and picture[int(size) - 2 : int(size)] == b"\xff\xd9"
    assert relaycam.state()["peak"] == 1
    eventually(lambda: relaycam.state()["live"] == 0, what=lambda: f"{relaycam.state()}", within=40)


def test_h265_is_shown_as_it_comes_with_its_codec_named_and_as_pictures_to_who_cannot_play_it(
    house: House, tmp_path: Path
) -> None:
    cam = RelayCam(new=media.loop("h265", "pcma", size="320x180"), sub=media.loop(size="320x180", kbps=200))
    with cam, OnvifCam(main=cam.url("sub"), newer=cam.url("new"), discoverable=False) as dome:
        signed = {"username": dome.username, "password": dome.password}
        body = {"host": dome.host, "port": dome.port, "credentials": signed, "name": "Dome"}
        made = house.api("POST", "/api/cameras/onvif", body)
        assert made["streams"]["main"] == cam.url("new"), "the one that only the second media service tells of"
        first, film = asyncio.run(watched(house, f"/ws/cameras/{made['id']}/live", 12))
        seen = tmp_path / "seen.mp4"
        seen.write_bytes(film)
        shown = {stream["codec_type"]: stream for stream in media.probe(seen)["streams"]}
        assert (shown["video"]["codec_name"], shown["video"]["codec_tag_string"]) == ("hevc", "hvc1")
        assert shown["audio"]["codec_name"] == "aac", "G.711 is what no browser takes"
        level = shown["video"]["level"]
        assert first == {"type": "begin", "mime": f'video/mp4; codecs="hvc1.1.6.L{level}.90,mp4a.40.2"'}
        assert media.decoded_frames(seen) >= 15
        assert len(pictures(house, made["id"], 6)) > 3


def test_a_camera_of_single_pictures_is_shown_as_such_and_a_film_of_it_refused_with_the_way_out(
    house: House, mjpegcam: MjpegCam
) -> None:
    camera = house.camera("Hall", mjpegcam.url(), protocol="http")
    assert len(pictures(house, camera, 6)) > 3
    way_out = "Browsers do not play «mjpeg»: take the pictures (mjpeg) instead."
    first, _ = asyncio.run(watched(house, f"/ws/cameras/{camera}/live", 0))
    assert first == {"type": "trouble", "code": "codec", "reason": way_out}
    refused = house.fetch(f"/api/cameras/{camera}/hls/index.m3u8")
    assert (refused.status_code, refused.json()["detail"]) == (503, way_out)


def test_a_thumbnail_is_fresh_cached_and_never_a_connection_too_many(
    house: House, relaycam: RelayCam, tmp_path: Path
) -> None:
    camera = house.camera("Yard", relaycam.url("main"), maxConnections=1)
    path = f"/api/cameras/{camera}/thumbnail"
    alone = house.fetch(path)
    assert alone.status_code == 200, alone.text
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(alone.content)
    shown = media.probe(picture)["streams"][0]
    assert (shown["codec_name"], shown["width"]) == ("mjpeg", 640)
    played = relaycam.state()["played"]
    again = [house.fetch(path) for _ in range(5)]
    assert {each.headers["etag"] for each in again} == {alone.headers["etag"]}
    assert relaycam.state()["played"] == played, "each viewer costs a look"
    assert house.fetch(path, **{"if-none-match": alone.headers["etag"]}).status_code == 304

    job = house.job(camera, "Film")
    house.reaches(job, "running")
    eventually(
        lambda: house.fetch(path).headers["etag"] != alone.headers["etag"], within=10, what=lambda: "it is never fresh"
    )
    assert relaycam.state()["peak"] == 1
    held = house.api("GET", f"/api/cameras/{camera}")
    house.stop(job)
    house.api("PUT", f"/api/cameras/{camera}", {**held, "enabled": False})
    assert house.fetch(path).status_code == 409


@pytest.mark.long
def test_a_camera_that_shows_nothing_is_told_with_its_reason(relaycam: RelayCam, tmp_path: Path) -> None:
    relaycam.refuse(404)
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"))
        for path in ("thumbnail", "mjpeg", "hls/index.m3u8"):
            answer = house.fetch(f"/api/cameras/{camera}/{path}")
            assert answer.status_code == 503, (path, answer.text)
            assert answer.json()["detail"] == "There is no such stream or file at this address.", path
        first, _ = asyncio.run(watched(house, f"/ws/cameras/{camera}/live", 0))
        assert (first["type"], first["code"]) == ("trouble", "notFound")
        relaycam.refuse(0)
        again, film = asyncio.run(watched(house, f"/ws/cameras/{camera}/live", 3))
        assert again["type"] in ("trouble", "begin") and b"moov" in film


@pytest.mark.long
def test_a_telephone_is_told_why_no_picture_came_not_that_its_request_was_given_up(
    relaycam: RelayCam, tmp_path: Path
) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"))
        assert house.fetch(f"/api/cameras/{camera}/hls/index.m3u8").status_code == 200
        relaycam.freeze()
        eventually(
            lambda: house.api("GET", f"/api/cameras/{camera}/facts")["connections"] == [],
            within=60, what=lambda: "it is still read",
        )  # fmt: skip
        answer = house.fetch(f"/api/cameras/{camera}/hls/index.m3u8")
        assert (answer.status_code, answer.json()["detail"]) == (503, "It did not answer in time.")
        relaycam.thaw()


@pytest.mark.long
def test_a_killed_server_leaves_no_process_of_live_view(relaycam: RelayCam, tmp_path: Path) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"))
        house.fetch(f"/api/cameras/{camera}/hls/index.m3u8")
        processes = psutil.Process(house.regie.pid).children(recursive=True)
        assert films(house)
        house.kill()
        _, alive = psutil.wait_procs(processes, 5)
        assert not alive
        house.start()
