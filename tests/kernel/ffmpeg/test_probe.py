"""Looking into streams, files and pictures by children that may crash or hang."""

import asyncio
import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from PIL import Image

from regie.kernel.ffmpeg.media import Audio, ProbeFailed
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.ffmpeg.reasons import Kind
from regie.kernel.processes import once
from tests.kernel.ffmpeg.conftest import CLOCK
from tests.rigs import media
from tests.rigs.rtsp import RelayCam


@pytest.fixture(scope="module")
def camera():
    with RelayCam(main=media.loop(), sub=media.loop("h265", "none", size="320x180", kbps=200)) as camera:
        yield camera


@pytest.fixture
def film():
    return media.loop()


def picture(data: bytes) -> Image.Image:
    assert data.startswith(b"\xff\xd8")
    return Image.open(io.BytesIO(data))


def command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:  # gone in the meantime
        return []


def lookers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "regie.kernel.ffmpeg.probe_child" in command(child)]


async def why(look) -> Kind:
    with pytest.raises(ProbeFailed) as failure:
        await look
    assert str(failure.value) == failure.value.reason.sentence
    return failure.value.reason.kind


@pytest.mark.rig
async def test_a_live_camera_tells_what_it_sends_and_shows_its_first_keyframe(prober, camera):
    found = await prober.probe(camera.url(), transport="tcp", keyframe=True, width=160)

    assert (found.video.codec, found.video.width, found.video.height, found.video.profile) == ("h264", 640, 360, "Main")
    assert found.video.fps == pytest.approx(15, abs=0.5)
    assert found.audio == Audio("aac", 16000, 1)
    assert found.format == "rtsp"
    assert found.duration is None
    assert picture(found.keyframe).size == (160, 90)


@pytest.mark.rig
async def test_sound_that_is_announced_and_never_comes_is_told(prober, camera):
    camera.freeze("audio")
    silent = await prober.probe(camera.url(), transport="tcp")
    camera.thaw()
    heard = await prober.probe(camera.url(), transport="tcp")

    assert (silent.audio.codec, silent.audio.silent, heard.audio.silent) == ("aac", True, False)


@pytest.mark.rig
async def test_another_stream_of_it_is_another_thing(prober, camera):
    found = await prober.probe(camera.url("sub"))
    assert (found.video.codec, found.video.width, found.audio, found.keyframe) == ("hevc", 320, None, None)


@pytest.mark.rig
async def test_a_camera_that_will_not_tells_why(prober, camera):
    camera.refuse(404)
    assert await why(prober.probe(camera.url())) is Kind.NOT_FOUND
    camera.refuse(453)
    assert await why(prober.probe(camera.url())) is Kind.BUSY
    camera.refuse(0)
    camera.require("digest", "admin", "right")
    assert await why(prober.probe(camera.url(username="admin", password="hunter2"))) is Kind.UNAUTHORIZED
    assert (await prober.probe(camera.url(username="admin", password="right"))).video
    camera.require("")
    camera.garbage("answer")
    nonsense = await why(prober.probe(camera.url(), patience=0.7))
    assert nonsense in {Kind.GARBAGE, Kind.TIMEOUT}, "noise without an end is waited through"
    camera.garbage("")


@pytest.mark.rig
async def test_a_camera_that_never_answers_is_waited_for_no_longer_than_asked(prober, camera):
    camera.mute()
    began = CLOCK.monotonic()
    assert await why(prober.probe(camera.url(), patience=0.7)) is Kind.TIMEOUT
    assert CLOCK.monotonic() - began < 4.5
    camera.mute(False)


@pytest.mark.rig
async def test_a_password_is_never_in_the_list_of_processes(prober, camera):
    camera.mute()
    looking = asyncio.ensure_future(prober.probe(camera.url(username="admin", password="hunter2"), patience=1.0))
    seen: list[str] = []
    while not looking.done():
        for child in psutil.Process().children(recursive=True):
            try:
                seen += [*child.cmdline(), *child.environ().values()]
            except psutil.Error:
                continue
        await asyncio.sleep(0.05)
    camera.mute(False)
    assert isinstance(looking.exception(), ProbeFailed)
    assert "regie.kernel.ffmpeg.probe_child" in seen
    assert not [word for word in seen if "hunter2" in word]


async def test_nobody_there(prober):
    assert await why(prober.probe("rtsp://127.0.0.1:1/x")) is Kind.REFUSED
    assert await why(prober.probe("http://no-such-host.invalid/x")) is Kind.DNS


async def test_a_file_tells_its_length_its_start_and_its_tracks(prober, film):
    found = await prober.probe(film)
    assert found.duration == pytest.approx(8, abs=0.2)
    assert found.start == pytest.approx(0, abs=0.1)
    assert found.streams == 2
    assert found.bitrate > 100_000
    assert "matroska" in found.format


async def test_files_that_are_none_tell_why(prober, film, tmp_path):
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "text.mkv").write_text("hello " * 1000)
    whole = tmp_path / "whole.mp4"
    subprocess.run([media.wheel_ffmpeg(), "-v", "error", "-i", film, "-c", "copy", whole], check=True)
    (tmp_path / "cut.mp4").write_bytes(whole.read_bytes()[:50_000])
    header, _, _ = film.read_bytes().partition(b"\x1f\x43\xb6\x75")
    (tmp_path / "header.mkv").write_bytes(header)

    assert await why(prober.probe(tmp_path / "gone.mp4")) is Kind.NOT_FOUND
    assert await why(prober.probe(tmp_path / "cut.mp4")) is Kind.DAMAGED
    assert await why(prober.probe(tmp_path / "header.mkv")) is Kind.DAMAGED
    assert await why(prober.probe(tmp_path / "empty.mp4")) in {Kind.DAMAGED, Kind.GARBAGE}
    assert await why(prober.probe(tmp_path / "text.mkv")) in {Kind.DAMAGED, Kind.GARBAGE}


async def test_a_list_in_a_file_does_not_lead_to_the_network(prober, tmp_path):
    (tmp_path / "list.m3u8").write_text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:1/x.ts\n#EXT-X-ENDLIST\n"
    )
    assert await why(prober.probe(tmp_path / "list.m3u8")) is Kind.PROTOCOL


async def test_a_thumbnail_of_a_film_is_as_wide_as_asked_and_of_the_time_asked(prober, film):
    early, late = await prober.thumbnail(film, 320), await prober.thumbnail(film, 320, at=6.5)
    assert picture(early).size == (320, 180)
    assert early != late
    assert picture(await prober.thumbnail(film, 4000)).size == (640, 360), "never larger than it is"


async def test_a_thumbnail_of_a_picture_stands_upright_without_its_transparency(prober, tmp_path):
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Image.new("RGB", (1600, 900), "navy").save(path, exif=exif)
    assert picture(await prober.thumbnail(path, 90)).size == (90, 160)

    drawing = tmp_path / "drawing.PNG"
    Image.new("RGBA", (64, 64), (255, 0, 0, 128)).save(drawing)
    assert picture(await prober.thumbnail(drawing, 32)).mode == "RGB"
    assert picture(await prober.thumbnail(path.read_bytes(), 45)).size == (45, 80)


async def test_a_picture_that_is_none_has_no_thumbnail(prober, tmp_path):
    (tmp_path / "x.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    (tmp_path / "sound.wav").touch()
    assert await why(prober.thumbnail(tmp_path / "x.jpg", 100)) is Kind.DAMAGED
    assert await why(prober.thumbnail(b"nonsense", 100)) is Kind.DAMAGED
    sound = tmp_path / "sound.mkv"
    subprocess.run([media.wheel_ffmpeg(), "-v", "error", "-f", "lavfi", "-i", "sine=d=1", sound], check=True)
    assert await why(prober.thumbnail(sound, 100)) is Kind.NO_VIDEO


async def test_a_child_that_crashes_is_an_answer_too(prober, tmp_path):
    """A pipe in place of the file keeps the child waiting until the fault comes, as in a decoder."""
    os.mkfifo(tmp_path / "fifo")
    looking = asyncio.ensure_future(prober.probe(tmp_path / "fifo"))
    while not (looks := lookers()):
        await asyncio.sleep(0.01)
    looks[0].send_signal(signal.SIGSEGV)
    assert await why(looking) is Kind.CRASHED


async def test_a_child_that_hangs_is_killed_when_its_time_is_over(spawner, tmp_path, monkeypatch):
    monkeypatch.setattr("regie.kernel.ffmpeg.probe.START_UP", 0.5)
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert await why(Prober(spawner, CLOCK).probe(fifo, patience=0.2)) is Kind.TIMEOUT
    assert not lookers()


async def test_only_a_few_look_at_once(spawner, monkeypatch):
    running, most, real = 0, 0, once.run

    async def counted(*arguments, **options):
        nonlocal running, most
        running += 1
        most = max(most, running)
        try:
            return await real(*arguments, **options)
        finally:
            running -= 1

    monkeypatch.setattr(once, "run", counted)
    prober = Prober(spawner, CLOCK, at_once=2)
    await asyncio.gather(*(why(prober.probe(Path("/nonexistent.mp4"))) for _ in range(5)))
    assert most == 2


async def test_the_server_itself_never_loads_the_library():
    code = (
        "import sys, regie.kernel.ffmpeg.probe, regie.kernel.ffmpeg.binary;"
        "print('av' in sys.modules, 'PIL' in sys.modules)"
    )
    root = Path(__file__).parents[3] / "src"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, check=True
    )
    assert done.stdout.split() == [b"False", b"False"]
