"""The demonstration's camera is a camera: both streams play, behind a password, and come back when they die."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from regie.demo.camera import DemoCamera
from tests.rigs import media

TCP = ["-rtsp_transport", "tcp", "-timeout", "3000000"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scene is drawn once for all tests of this file."""
    return tmp_path_factory.mktemp("camera")


@pytest.fixture
async def camera(folder: Path) -> AsyncIterator[DemoCamera]:
    async with DemoCamera(folder, media.wheel_ffmpeg(), timezone="Europe/Paris") as made:
        yield made


async def record(url: str, out: Path, seconds: float) -> str:
    command = [media.debian_ffmpeg(), "-nostdin", "-v", "error", "-y", *TCP, "-i", url]
    command += ["-t", str(seconds), "-c", "copy", str(out)]
    process = await asyncio.create_subprocess_exec(*command, stderr=subprocess.PIPE)
    return (await process.communicate())[1].decode()


async def test_both_streams_play_from_a_keyframe_at_fifteen_pictures_a_second(
    camera: DemoCamera, tmp_path: Path
) -> None:
    assert list(camera.urls) == ["main", "sub"]
    await asyncio.gather(*(record(url, tmp_path / f"{name}.mkv", 3) for name, url in camera.urls.items()))

    for name, size in (("main", (1280, 720)), ("sub", (640, 360))):
        video, audio = media.probe(tmp_path / f"{name}.mkv")["streams"]
        assert (video["codec_name"], video["width"], video["height"]) == ("h264", *size)
        assert audio["codec_name"] == "aac"
        pictures = media.probe(tmp_path / f"{name}.mkv", "-show_packets", "-select_streams", "v")["packets"]
        assert 42 <= media.decoded_frames(tmp_path / f"{name}.mkv") <= 48
        assert [n for n, packet in enumerate(pictures) if packet["flags"].startswith("K")][:3] == [0, 15, 30]


async def test_it_asks_for_its_password(camera: DemoCamera, tmp_path: Path) -> None:
    assert "401" in await record(camera.urls["main"].replace(camera.password, "guess"), tmp_path / "a.mkv", 1)


async def test_the_picture_changes_and_so_does_the_clock_in_it(camera: DemoCamera, tmp_path: Path) -> None:
    await record(camera.urls["main"], tmp_path / "a.mkv", 4)
    crop = "fps=1,crop=200:40:420:20,format=gray"
    command = [media.wheel_ffmpeg(), "-v", "error", "-i", str(tmp_path / "a.mkv"), "-vf", crop, "-f", "rawvideo", "-"]

    seen = subprocess.run(command, capture_output=True, check=True).stdout
    first, last = seen[:8000], seen[-8000:]

    assert max(first) > 200 and min(first) < 120
    assert sum(abs(a - b) > 100 for a, b in zip(first, last, strict=True)) > 40


@pytest.mark.parametrize("which", ["relay", "feed"])
async def test_it_comes_back_at_the_same_address_when_a_part_of_it_dies(
    camera: DemoCamera, tmp_path: Path, which: str
) -> None:
    urls = camera.urls
    psutil.Process(camera.pids[which]).kill()
    async with asyncio.timeout(15):
        while await record(urls["sub"], tmp_path / "a.mkv", 0.5):
            await asyncio.sleep(0.2)

    assert camera.urls == urls


async def test_nothing_of_it_is_left_when_it_stops_and_tomorrow_it_is_the_same(folder: Path) -> None:
    async with DemoCamera(folder, media.wheel_ffmpeg()) as today:
        urls = today.urls
        processes = [psutil.Process(pid) for pid in today.pids.values()]
    async with DemoCamera(folder, media.wheel_ffmpeg()) as tomorrow:
        assert tomorrow.urls == urls

    assert not any(process.is_running() for process in processes)
    assert (folder / "camera.json").stat().st_mode & 0o777 == 0o600
