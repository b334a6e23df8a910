"""What a browser is given of a recorded film: as it is, in another container, or encoded while it is sent."""

import asyncio
import contextlib
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import psutil
import pytest

from regie.camcron.recordings.models import File
from regie.camcron.recordings.playing import Facts, Way, abilities, way_of
from tests.camcron.recordings.front import front
from tests.camcron.recordings.shelf import Shelf
from tests.kernel.served import Served
from tests.rigs import media


@pytest.mark.parametrize(
    ("form", "video", "audio", "way"),
    [
        ("mp4", "h264", "aac", Way.DIRECT),
        ("mp4", "h264", None, Way.DIRECT),
        ("mp4", "h264", "ac3", Way.REMUX),
        ("mp4", "hevc", "aac", Way.DIRECT),
        ("mp4", "mpeg4", None, Way.TRANSCODE),
        ("mkv", "h264", "pcm_alaw", Way.REMUX),
        ("mkv", "hevc", None, Way.REMUX),
        ("mkv", "mjpeg", None, Way.TRANSCODE),
        ("avi", "h264", None, Way.REMUX),
        ("avi", "mjpeg", None, Way.TRANSCODE),
        ("ts", "h264", "aac", Way.REMUX),
        ("mkv", "vp8", None, Way.TRANSCODE),
        ("mp4", None, "aac", None),
    ],
)
def test_what_is_done_follows_from_what_a_film_consists_of(
    form: str, video: str | None, audio: str | None, way: Way | None
) -> None:
    assert way_of("video", form, Facts(video, audio, 640, 360, 15.0), abilities(None)) is way


def test_a_browser_says_what_it_decodes() -> None:
    h265 = Facts("hevc", "aac", 640, 360, 15.0)
    for can in (abilities(None, hevc=False), abilities(["avc1.64001f", "mp4a.40.2"]), abilities(["hvc1"], hevc=False)):
        assert way_of("video", "mp4", h265, can) is Way.TRANSCODE
    assert way_of("video", "mp4", h265, abilities(["avc1", "hvc1.1.6.L93", "mp4a"])) is Way.DIRECT
    assert way_of("video", "mp4", h265, abilities(["hvc1"])) is Way.REMUX, "it plays the picture, and no AAC"
    assert way_of("picture", "webp", None, abilities([])) is Way.DIRECT
    assert way_of("data", "json", None, abilities(None)) is None


def film(path: Path, *words: str, video: str = "h264", audio: str = "aac") -> bytes:
    """Eight seconds of a camera, in the container of its name, made by these words."""
    source = media.loop(video, audio, size="320x180", kbps=200)
    command = [media.wheel_ffmpeg(), "-v", "error", "-y", "-i", str(source), *words, str(path)]
    subprocess.run(command, check=True, timeout=60)
    return path.read_bytes()


@pytest.fixture
async def viewer(served: Served, shelf: Shelf, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with front(served, shelf, tmp_path, transcodes=1) as client:
        yield client


async def played(client: httpx.AsyncClient, file: File, tmp_path: Path, **query: object) -> Path:
    """What a browser gets, on the disk."""
    answer = await client.get(f"/api/files/{file.id}/play", params={str(key): str(it) for key, it in query.items()})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "video/mp4"
    (tmp_path / "got.mp4").write_bytes(answer.content)
    return tmp_path / "got.mp4"


def streams(path: Path) -> dict[str, str]:
    return {stream["codec_type"]: stream["codec_name"] for stream in media.probe(path)["streams"]}


async def test_a_film_that_browsers_play_is_sent_as_it_is(
    viewer: httpx.AsyncClient, shelf: Shelf, tmp_path: Path
) -> None:
    content = film(tmp_path / "a.mp4", "-c", "copy", "-movflags", "+frag_keyframe+empty_moov")
    file = await shelf.add("a.mp4", content)

    told = (await viewer.get(f"/api/files/{file.id}")).json()
    part = await viewer.get(f"/api/files/{file.id}/play", headers={"range": "bytes=0-99"})

    assert (told["videoCodec"], told["audioCodec"], told["playable"]) == ("h264", "aac", "direct")
    assert (told["width"], told["height"], round(told["fps"])) == (320, 180, 15)
    assert (part.status_code, part.content) == (206, content[:100])


@pytest.mark.parametrize(
    ("form", "words", "sound"),
    [
        ("mkv", ("-c:v", "copy", "-c:a", "pcm_alaw"), "aac"),
        ("ts", ("-c", "copy"), "aac"),
        ("avi", ("-c:v", "copy", "-bsf:v", "h264_mp4toannexb", "-c:a", "mp3"), "mp3"),
        ("mp4", ("-c:v", "copy", "-c:a", "ac3"), "aac"),
    ],
)
async def test_a_film_in_a_foreign_container_is_put_into_an_mp4_and_sent_in_ranges(
    viewer: httpx.AsyncClient, shelf: Shelf, tmp_path: Path, form: str, words: tuple[str, ...], sound: str
) -> None:
    file = await shelf.add(f"a.{form}", film(tmp_path / f"a.{form}", *words), format=form)

    got = await played(viewer, file, tmp_path)
    part = await viewer.get(f"/api/files/{file.id}/play", headers={"range": "bytes=4-7"})

    assert (await viewer.get(f"/api/files/{file.id}")).json()["playable"] == "remux"
    assert streams(got) == {"video": "h264", "audio": sound}
    assert media.decoded_frames(got) >= 118
    assert abs(float(media.probe(got)["format"]["duration"]) - 8) < 0.3
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert (await viewer.get(f"/api/files/{file.id}/content")).content == (tmp_path / f"a.{form}").read_bytes()


async def test_h265_is_encoded_only_for_browsers_that_say_that_they_cannot_decode_it(
    viewer: httpx.AsyncClient, shelf: Shelf, tmp_path: Path
) -> None:
    content = film(tmp_path / "a.mkv", "-c", "copy", video="h265")
    file = await shelf.add("a.mkv", content, format="mkv")

    assert streams(await played(viewer, file, tmp_path))["video"] == "hevc"
    assert media.probe(tmp_path / "got.mp4")["streams"][0]["codec_tag_string"] == "hvc1"
    assert streams(await played(viewer, file, tmp_path, hevc=0)) == {"video": "h264", "audio": "aac"}
    assert media.decoded_frames(tmp_path / "got.mp4") == 120
    again = await viewer.get(f"/api/files/{file.id}/play?hevc=0", headers={"range": "bytes=4-7"})
    assert (again.status_code, again.content) == (206, b"ftyp"), "what was made to its end is kept"


async def test_what_is_encoded_begins_where_the_player_wants(
    viewer: httpx.AsyncClient, shelf: Shelf, tmp_path: Path
) -> None:
    content = film(tmp_path / "a.avi", "-c:v", "mjpeg", "-an")
    file = await shelf.add("a.avi", content, format="avi", duration_seconds=8.0)

    assert media.decoded_frames(await played(viewer, file, tmp_path, at=6)) == 30
    assert not list((tmp_path / "playing").iterdir()), "a part is kept for nobody"
    beyond = await viewer.get(f"/api/files/{file.id}/play?at=60")
    assert (beyond.status_code, beyond.json()["original"]) == (404, f"/api/files/{file.id}/content")


def encoders(folder: Path) -> list[psutil.Process]:
    """Children that write there."""
    found = []
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            found += [child] if str(folder) in " ".join(child.cmdline()) else []
    return found


async def test_encoding_is_limited_and_ends_with_its_reader(
    viewer: httpx.AsyncClient, shelf: Shelf, tmp_path: Path
) -> None:
    film(tmp_path / "short.mkv", "-c", "copy", video="h265")
    again = ["-stream_loop", "120", "-i", str(tmp_path / "short.mkv"), "-c", "copy", str(tmp_path / "a.mkv")]
    subprocess.run([media.wheel_ffmpeg(), "-v", "error", *again], check=True, timeout=60)
    long = (tmp_path / "a.mkv").read_bytes()
    one = await shelf.add("one.mkv", long, format="mkv")
    other = await shelf.add("other.mkv", long, format="mkv")
    first = asyncio.Event()

    async def watch() -> None:
        """A browser that reads the beginning and then waits; over ASGI the answer is read as it comes."""
        sent = 0

        async def send(message: dict[str, object]) -> None:
            nonlocal sent
            sent += len(message.get("body", b""))
            if sent:
                first.set()
                await asyncio.sleep(3600)

        path = f"/api/files/{one.id}/play"
        scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"hevc=0",
            "headers": [(b"authorization", viewer.headers["authorization"].encode())], "client": ("10.0.0.9", 1),
            "server": ("regie.test", 80), "scheme": "http", "root_path": "", "http_version": "1.1",
        }  # fmt: skip

        async def receive() -> dict[str, object]:
            await asyncio.sleep(3600)
            return {"type": "http.disconnect"}

        transport = viewer._transport
        assert isinstance(transport, httpx.ASGITransport)
        await transport.app(scope, receive, send)

    watching = asyncio.create_task(watch())
    await asyncio.wait_for(first.wait(), 30)
    assert len(encoders(tmp_path / "playing")) == 1
    refused = await viewer.get(f"/api/files/{other.id}/play?hevc=0")
    assert (refused.status_code, refused.json()["original"]) == (429, f"/api/files/{other.id}/content")
    assert int(refused.headers["retry-after"]) > 0

    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    async with asyncio.timeout(10):
        while encoders(tmp_path / "playing") or any((tmp_path / "playing").iterdir()):
            await asyncio.sleep(0.05)


async def test_what_cannot_be_played_says_why_and_offers_the_original(viewer: httpx.AsyncClient, shelf: Shelf) -> None:
    broken = await shelf.add("broken.mp4", b"nothing of a film" * 100)
    told = await shelf.add("told.json", b"{}", format="json", duration_seconds=None)

    for file in (broken, told):
        answer = await viewer.get(f"/api/files/{file.id}/play")
        assert (answer.status_code, answer.json()["code"]) == (404, "not-playable")
        assert answer.json()["original"] == f"/api/files/{file.id}/content"
        assert (await viewer.get(f"/api/files/{file.id}")).json()["playable"] is None


async def test_room_for_what_was_made_is_bounded_and_the_oldest_goes(
    served: Served, shelf: Shelf, tmp_path: Path
) -> None:
    files = []
    for number in range(3):
        content = film(tmp_path / "a.mkv", "-c", "copy")
        files.append(await shelf.add(f"{number}.mkv", content, format="mkv"))
    size = len(content)
    async with front(served, shelf, tmp_path, playCacheGB=size * 2.5 / 1e9) as client:
        for file in files:
            await played(client, file, tmp_path)

    kept = {path.name.partition(".")[0] for path in (tmp_path / "playing").iterdir()}
    assert kept == {file.id for file in files[1:]}
