"""What a camera shows now, in each of the ways in which browsers take it, on the one connection that it gives."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
import websockets

from tests.journeys.house import House
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = pytest.mark.rig


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
    return [process for process in below if "frag_keyframe" in " ".join(process.cmdline()) and "pipe:1" in
            " ".join(process.cmdline())]  # fmt: skip


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


def test_telephones_and_images_are_served_and_end_with_their_readers(relaycam: RelayCam, tmp_path: Path) -> None:
    with House(tmp_path / "data") as house:
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


def test_a_thumbnail_is_fresh_cached_and_never_a_connection_too_many(relaycam: RelayCam, tmp_path: Path) -> None:
    with House(tmp_path / "data") as house:
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
        time.sleep(3.1)
        assert house.fetch(path).headers["etag"] != alone.headers["etag"]
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
