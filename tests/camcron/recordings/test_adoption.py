"""What a crash leaves: indexed, published, or kept aside, and never twice."""

import os
import subprocess
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import imageio_ffmpeg
import pytest

from regie.camcron.recordings import staging
from regie.camcron.recordings.adoption import QUIET, TRIES, Adoption, Owner
from regie.camcron.recordings.models import File
from regie.camcron.recordings.paths import Context, OutputPath
from regie.camcron.recordings.queries import Wanted
from regie.camcron.runs.salvage import Salvage
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from regie.kernel.ffmpeg.media import Probe, ProbeFailed
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.ffmpeg.reasons import Kind, reason
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.spawn import spawner
from tests.camcron.recordings.shelf import NOON, Shelf
from tests.camcron.runs.looking import look

RUN = "0190aaaa-0000-7000-8000-000000000001"
MUXER = {"mp4": "mp4", "mkv": "matroska", "ts": "mpegts", "avi": "avi"}


@pytest.fixture
async def prober(tmp_path: Path) -> AsyncIterator[Prober]:
    (tmp_path / "run").mkdir()
    children = spawner(tmp_path / "run", SystemClock(), ProcessSettings())
    yield Prober(children, SystemClock())
    children.close()


def adoption(
    shelf: Shelf, prober: Prober, *, extension: str = "mp4", known: bool = True, shared: bool = False
) -> Adoption:
    async def owner_of(run_id: str) -> Owner | None:
        assert run_id == RUN
        return Owner(
            job_id="uuid-of-job",
            job_slug="job-garage",
            camera_id="uuid-of-camera",
            camera_slug="cam-garage",
            naming=Context("cam-garage", "Caméra Garage", "job-garage", "Garage"),
            output=OutputPath.parse("{cameraName}", "{timestamp}", extension),
            base=shelf.disk,
            zone=ZoneInfo("Europe/Paris"),
        ) if known else None  # fmt: skip

    return Adoption(shelf.database, shelf.roots, shelf.files, Salvage(prober).look, owner_of, shared=shared)


async def indexed(database: Database, shelf: Shelf) -> list[File]:
    async with database.read() as session:
        return list(await shelf.files.page(session, Wanted(), 100))


async def left(shelf: Shelf, name: str, content: bytes = b"") -> Path:
    """A file in the staging folder of a run that is over."""
    volume = await shelf.roots.volume_of(shelf.disk)
    path = await staging.begin(volume.path, RUN) / name
    path.write_bytes(content)
    return path


def killed_film(path: Path, extension: str) -> None:
    """Some seconds as a killed ffmpeg leaves them: no end was ever written."""
    options = ["-movflags", "+frag_keyframe+empty_moov+default_base_moof"] if extension == "mp4" else []
    pattern = ["-readrate", "6", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10", "-g", "10", "-c:v", "libx264"]
    sink = ["-tune", "zerolatency", *options, "-flush_packets", "1", "-y", "-f", MUXER[extension], str(path)]
    running = subprocess.Popen([imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-loglevel", "error", *pattern, *sink])
    deadline = time.monotonic() + 10
    while path.stat().st_size < 150_000 and time.monotonic() < deadline:
        time.sleep(0.02)
    running.kill()
    running.wait()


@pytest.mark.parametrize("extension", MUXER)
async def test_a_film_that_was_cut_off_is_published_under_the_time_at_which_it_began(
    shelf: Shelf, database: Database, prober: Prober, extension: str
) -> None:
    path = await left(shelf, f"10000.{extension}")
    killed_film(path, extension)
    ended = datetime(2026, 11, 16, 7, 0, 5, tzinfo=UTC)
    os.utime(path, (ended.timestamp(), ended.timestamp()))

    adopted = await adoption(shelf, prober, extension=extension).adopt()

    (file,) = await indexed(database, shelf)
    assert file.duration_seconds == pytest.approx(look(shelf.disk / file.path).frames / 10, abs=0.25)
    assert file.duration_seconds > 2
    assert file.started_at == pytest.approx(
        ended - timedelta(seconds=file.duration_seconds or 0), abs=timedelta(seconds=0.1)
    )
    local = file.started_at.astimezone(ZoneInfo("Europe/Paris"))
    assert file.path == f"camera-garage/{local:%Y%m%dT%H%M%S%z}.{extension}"
    assert (shelf.disk / file.path).stat().st_size == file.size_bytes
    assert adopted.runs == {RUN: file.size_bytes}
    assert not path.parent.exists()


async def test_a_file_that_had_its_name_and_no_row_gets_the_row_it_should_have_had(
    shelf: Shelf, database: Database, prober: Prober
) -> None:
    source = await left(shelf, "3.mp4", b"film")
    new = await shelf.new(run_id=RUN, started_at=NOON, duration_seconds=12.5)
    await staging.publish(source, shelf.disk / "garage" / "a.mp4", within=shelf.disk, facts=new.facts())

    first = await adoption(shelf, prober).adopt()
    again = await adoption(shelf, prober).adopt()

    (file,) = await indexed(database, shelf)
    assert (file.path, file.started_at, file.duration_seconds, file.run_id) == ("garage/a.mp4", NOON, 12.5, RUN)
    assert (first.indexed, first.published, again.indexed) == (1, 0, 0)


async def test_a_file_that_has_its_row_is_not_counted_again(shelf: Shelf, database: Database, prober: Prober) -> None:
    """The crash came between the index and the end of the note."""
    source = await left(shelf, "3.mp4", b"film")
    new = await shelf.new(run_id=RUN)
    path = await staging.publish(source, shelf.disk / "garage" / "a.mp4", within=shelf.disk, facts=new.facts())
    async with database.write() as session:
        await shelf.files.index(session, new, path)

    adopted = await adoption(shelf, prober).adopt()

    assert len(await indexed(database, shelf)) == 1
    assert adopted.runs == {}


async def test_what_cannot_be_read_is_kept_aside_with_the_reason(
    shelf: Shelf, database: Database, prober: Prober
) -> None:
    await left(shelf, "0.mp4", b"no film at all" * 100)
    empty = await left(shelf, "1.mp4")

    adopted = await adoption(shelf, prober).adopt()

    (kept,) = adopted.aside
    assert kept.read_bytes() == b"no film at all" * 100
    assert len(kept.with_name(kept.name + ".reason.txt").read_text()) > 10
    assert await indexed(database, shelf) == []
    assert not empty.exists()


@pytest.mark.parametrize("extension", MUXER)
async def test_a_film_that_was_cut_off_before_its_first_picture_is_thrown_away(
    shelf: Shelf, database: Database, prober: Prober, extension: str
) -> None:
    path = await left(shelf, f"10000.{extension}")
    killed_film(path, extension)
    os.truncate(path, 1400 if extension != "ts" else 3 * 188)  # there, pictures follow the tables at once

    adopted = await adoption(shelf, prober, extension=extension).adopt()

    assert adopted.aside == [] and await indexed(database, shelf) == []
    assert not path.parent.exists()


async def test_a_file_of_a_run_that_nobody_knows_is_kept_aside(shelf: Shelf, prober: Prober) -> None:
    await left(shelf, "0.mp4", b"film")

    adopted = await adoption(shelf, prober, known=False).adopt()

    assert [kept.read_bytes() for kept in adopted.aside] == [b"film"]


async def test_a_run_that_lives_is_left_alone(shelf: Shelf, prober: Prober) -> None:
    path = await left(shelf, "0.mp4", b"being written")

    await adoption(shelf, prober).adopt(living={RUN})

    assert path.read_bytes() == b"being written"


async def test_what_the_disk_refuses_now_is_left_for_the_next_start(
    shelf: Shelf, database: Database, prober: Prober
) -> None:
    path = await left(shelf, "0.mp4")
    killed_film(path, "mp4")
    (shelf.disk / "camera-garage").write_bytes(b"a file where the folder should be")

    await adoption(shelf, prober).adopt()
    assert path.exists()
    (shelf.disk / "camera-garage").unlink()
    adopted = await adoption(shelf, prober).adopt()

    assert adopted.published == 1
    assert len(await indexed(database, shelf)) == 1


async def test_a_film_that_a_busy_machine_could_not_look_at_is_looked_at_again_before_it_is_given_up(
    shelf: Shelf, database: Database, prober: Prober, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = await left(shelf, "7.mp4")
    killed_film(film, "mp4")
    made = adoption(shelf, prober)
    truly = made._look

    async def too_slow(path: Path) -> Probe:
        raise ProbeFailed(reason(Kind.TIMEOUT))

    made._look = too_slow
    first = await made.adopt()
    assert film.exists() and not first.aside and await indexed(database, shelf) == []
    made._look = truly
    assert (await made.adopt()).published == 1

    other = await left(shelf, "8.mp4", b"x" * 100_000)
    made._look = too_slow
    assert [len((await made.adopt()).aside) for _ in range(TRIES)] == [0, 0, 1] and not other.exists()


async def test_what_another_server_still_writes_is_adopted_once_it_is_quiet(
    shelf: Shelf, database: Database, prober: Prober
) -> None:
    """It stands still, and its ffmpeg does not."""
    film = await left(shelf, "7.mp4")
    killed_film(film, "mp4")
    made = adoption(shelf, prober, shared=True)

    first = await made.adopt()
    assert (first.busy, first.published) == (1, 0) and film.exists() and await indexed(database, shelf) == []

    long_ago = film.stat().st_mtime - QUIET
    os.utime(film, (long_ago, long_ago))
    second = await made.adopt()
    assert (second.busy, second.published) == (0, 1)
    assert [path.name for path in (shelf.disk / ".regie").iterdir() if path.name.startswith("now-")] == []
