"""Real streams: strict bounds, pictures, passwords that no list of processes shows."""

import dataclasses
import signal
import stat
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from regie.camcron.runs.arguments import PictureFormat, Recording, Snapshot, record_arguments, snapshot_arguments
from regie.camcron.runs.containers import CONTAINERS, AudioPlan
from regie.camcron.runs.extra import Extra, parse_extra
from regie.camcron.runs.segments import belongs
from regie.camcron.runs.sources import Source, kind_of, source_list
from tests.camcron.runs.conftest import Ffmpeg
from tests.camcron.runs.looking import look
from tests.camcron.runs.watching import Watched
from tests.rigs import media
from tests.rigs.mjpeg import MjpegCam
from tests.rigs.rtmp import RtmpCam
from tests.rigs.rtsp import RelayCam

pytestmark = pytest.mark.rig
PASSWORD = "p@ss:w/rd'%s 100%"


@pytest.fixture(scope="module")
def camera() -> Iterator[RelayCam]:
    """An RTSP camera that asks for a difficult password."""
    with RelayCam(main=media.loop()) as camera:
        camera.require("digest", "admin", PASSWORD)
        yield camera


@pytest.fixture(scope="module")
def web_camera() -> Iterator[MjpegCam]:
    with MjpegCam(auth="digest", username="admin", password=PASSWORD) as camera:
        yield camera


def listed(address: str, folder: Path, *, quick: bool = False, extra: Extra | None = None, rate: float = 5) -> Source:
    """The source with its list written as the recorder writes it."""
    folder.mkdir(exist_ok=True)
    path = folder / "source.ffconcat"
    source = Source(address, kind_of(address), timeout=5, rate=rate, list_path=str(path))
    path.touch(mode=0o600)
    path.write_text(source_list(source, extra or Extra(), quick=quick))
    return source


def recording(source: Source, folder: Path, container: str = "mp4") -> Recording:
    folder.mkdir(exist_ok=True)
    return Recording(source, CONTAINERS[container], str(folder), 0, None, audio=AudioPlan("none"))


def test_no_password_stands_in_the_list_of_processes(ffmpeg: Ffmpeg, camera: RelayCam, tmp_path: Path) -> None:
    extra = parse_extra(["-rtsp_transport", "tcp"])
    source = listed(camera.url("main", username="admin", password=PASSWORD), tmp_path, extra=extra)
    run = Watched(ffmpeg, record_arguments(recording(source, tmp_path / "run"), ffmpeg.version)).until(1.5)

    shown = Path(f"/proc/{run.process.pid}/cmdline").read_text() + Path(f"/proc/{run.process.pid}/environ").read_text()
    run.end(signal.SIGINT)

    assert "p%40ss" not in shown
    assert "p@ss" not in shown
    assert "127.0.0.1" not in shown
    assert stat.S_IMODE((tmp_path / "source.ffconcat").stat().st_mode) == 0o600
    assert look(tmp_path / "run" / "0.mp4").frames > 15


def test_with_strict_bounds_a_file_begins_at_the_tick(ffmpeg: Ffmpeg, camera: RelayCam, tmp_path: Path) -> None:
    """Started ahead and cut at the first key frame from the tick on; what came before is not part of the window."""
    tick = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=6)
    source = listed(camera.url("main", username="admin", password=PASSWORD), tmp_path)
    wanted = dataclasses.replace(recording(source, tmp_path / "run"), begins_at=tick.timestamp(), segment_seconds=7)
    run = Watched(ffmpeg, record_arguments(wanted, ffmpeg.version))
    time.sleep(max(0.0, (tick - datetime.now(UTC)).total_seconds() + 2.5))
    run.end(signal.SIGINT)

    before, window = run.timed()
    assert not belongs(before, tick, first_number=0, seconds=7)
    assert belongs(window, tick, first_number=0, seconds=7)
    assert -0.7 <= (window.started_at - tick).total_seconds() <= 1.3  # a key frame comes each second
    assert look(tmp_path / "run" / "1.mp4").starts_with_key


def taken(ffmpeg: Ffmpeg, source: Source, target: Path, form: PictureFormat, **more: object) -> Image.Image:
    snapshot = Snapshot(source, str(target), form, **more)
    process = ffmpeg.start(snapshot_arguments(snapshot, ffmpeg.version))
    _, messages = process.communicate(timeout=20)
    assert process.returncode == 0, messages
    picture = Image.open(target)
    picture.load()
    return picture


def test_a_picture_has_the_format_and_the_size_that_were_asked_for(
    ffmpeg: Ffmpeg, camera: RelayCam, tmp_path: Path
) -> None:
    source = listed(camera.url("main", username="admin", password=PASSWORD), tmp_path, quick=True)
    forms: dict[PictureFormat, str] = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
    with ThreadPoolExecutor() as pool:
        pictures = list(
            pool.map(
                lambda form: taken(ffmpeg, source, tmp_path / f"0.{form}", form, resolution=(320, 180), quality=85),
                forms,
            )
        )

    assert [picture.format for picture in pictures] == list(forms.values())
    for picture in pictures:
        assert picture.size == (320, 180)
        assert len(picture.convert("RGB").getcolors(100_000) or range(100_001)) > 100, "a grey picture"


def test_a_scheduled_picture_is_never_older_than_its_tick(ffmpeg: Ffmpeg, camera: RelayCam, tmp_path: Path) -> None:
    source = listed(camera.url("main", username="admin", password=PASSWORD), tmp_path, quick=True)
    tick = time.time() + 2

    taken(ffmpeg, source, tmp_path / "0.jpg", "jpg", not_before=tick)

    assert 0 <= (tmp_path / "0.jpg").stat().st_mtime - tick < 2.5


@pytest.mark.parametrize("path", ["mjpeg", "snap.jpg"])
def test_a_scheduled_picture_of_a_camera_of_the_web_is_never_older_than_its_tick(
    ffmpeg: Ffmpeg, web_camera: MjpegCam, tmp_path: Path, path: str
) -> None:
    source = listed(web_camera.url(path, username="admin", password=PASSWORD), tmp_path, quick=True)
    tick = time.time() + 1.5

    taken(ffmpeg, source, tmp_path / "0.jpg", "jpg", not_before=tick)

    assert 0 <= (tmp_path / "0.jpg").stat().st_mtime - tick < 2


@pytest.mark.parametrize("path", ["mjpeg", "snap.jpg"])
def test_cameras_of_the_web_give_pictures_and_films(
    ffmpeg: Ffmpeg, web_camera: MjpegCam, tmp_path: Path, path: str
) -> None:
    address = web_camera.url(path, username="admin", password=PASSWORD)
    as_it_comes = taken(ffmpeg, listed(address, tmp_path / "one", quick=True), tmp_path / "0.jpg", "jpg")
    smaller = taken(
        ffmpeg, listed(address, tmp_path / "one", quick=True), tmp_path / "0.png", "png", resolution=(160, 90)
    )
    run = Watched(
        ffmpeg,
        record_arguments(recording(listed(address, tmp_path / "many"), tmp_path / "run", "mkv"), ffmpeg.version),
    ).until(2)
    run.end(signal.SIGINT)

    assert as_it_comes.size == (640, 360)
    assert smaller.size == (160, 90)
    film = look(tmp_path / "run" / "0.mkv")
    assert film.video == "mjpeg"
    assert film.frames >= 8


def test_rtmp_is_recorded_into_every_container(ffmpeg: Ffmpeg, tmp_path: Path) -> None:
    with RtmpCam(key="s3cret") as camera:
        runs = {}
        for name in CONTAINERS:
            source = listed(camera.url(key="s3cret"), tmp_path / name)
            wanted = dataclasses.replace(recording(source, tmp_path / f"run {name}", name), found="h264")
            runs[name] = Watched(ffmpeg, record_arguments(wanted, ffmpeg.version))
        for run in runs.values():
            run.until(1.5).end(signal.SIGINT)

    for name in CONTAINERS:
        assert look(tmp_path / f"run {name}" / f"0.{name}").frames > 15, name


def test_a_camera_that_falls_silent_ends_the_process_by_itself(ffmpeg: Ffmpeg, tmp_path: Path) -> None:
    """With code 0, after about twice the patience: neither is a success, and the file is whole."""
    with RelayCam(main=media.loop()) as camera:
        source = dataclasses.replace(listed(camera.url("main"), tmp_path), timeout=1.0)
        Path(source.list_path or "").write_text(source_list(source, Extra()))
        run = Watched(ffmpeg, record_arguments(recording(source, tmp_path / "run"), ffmpeg.version)).until(1.5)
        camera.freeze()
        begun = time.monotonic()
        run.wait(10)

    assert time.monotonic() - begun < 5
    assert run.process.returncode == 0
    assert look(tmp_path / "run" / "0.mp4").frames > 15
