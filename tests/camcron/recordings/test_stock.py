"""A folder compared with the index: what is missing is told, what lies there is listed again, each once."""

import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from regie.camcron.jobs.queries import heir_of, was_known
from regie.camcron.recordings.belongings import strip_of
from regie.camcron.recordings.engraving import engrave, write_sidecar
from regie.camcron.recordings.errors import RootProblem
from regie.camcron.recordings.markers import Marker, read_marker, replace_marker
from regie.camcron.recordings.models import File
from regie.camcron.recordings.queries import Wanted
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files
from regie.camcron.recordings.stock import Stock, Stocktaking
from regie.kernel.audit.service import Audit
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.processes.settings import ProcessSettings
from regie.kernel.processes.spawn import spawner
from tests.camcron.recordings.shelf import NOON, Shelf
from tests.camcron.recordings.test_identity import recorded
from tests.rigs.databases import Opener


@pytest.fixture
async def prober(tmp_path: Path) -> AsyncIterator[Prober]:
    (tmp_path / "children").mkdir()
    children = spawner(tmp_path / "children", SystemClock(), ProcessSettings())
    yield Prober(children, SystemClock())
    children.close()


async def taken(shelf: Shelf, prober: Prober, *, dry: bool = False, forget: str | None = None) -> Stock:
    told: list[float] = []

    async def tell(done: float, note: str) -> None:
        told.append(done)

    volume = await shelf.roots.volume_of(shelf.disk)
    stock = await Stocktaking(shelf.database, shelf.files, prober, heir_of, was_known).take(
        volume, dry=dry, forget=forget, tell=tell
    )
    assert told == sorted(told) and told[0] == 0
    return stock


async def indexed(shelf: Shelf) -> list[File]:
    async with shelf.database.read() as session:
        return list(await shelf.files.page(session, Wanted(), 1000))


async def house(shelf: Shelf, tmp_path: Path) -> list[File]:
    """A film of each container, a picture, and a data file, as the recorder leaves them."""
    films = []
    for number, form in enumerate(("mp4", "mkv", "avi", "ts")):
        made = recorded(tmp_path / f"7.{form}")
        new = await shelf.new(format=form, started_at=NOON + timedelta(seconds=number), duration_seconds=8.0)
        assert engrave(made, new.identity())
        facts = {"format": form, "started_at": new.started_at, "duration_seconds": 8.0}
        films.append(await shelf.add(f"garage/{number}.{form}", made.read_bytes(), **facts))
    picture = tmp_path / "1.jpg"
    picture.write_bytes(JPEG)
    of_picture = await shelf.new(format="jpg", started_at=NOON + timedelta(minutes=1), duration_seconds=None)
    assert engrave(picture, of_picture.identity())
    facts = {"format": "jpg", "started_at": of_picture.started_at, "duration_seconds": None}
    films.append(await shelf.add("garage/p.jpg", picture.read_bytes(), **facts))
    of_data = await shelf.new(format="json", started_at=NOON + timedelta(minutes=2), duration_seconds=None)
    write_sidecar(shelf.disk, "garage/told.json", of_data.identity())
    facts = {"format": "json", "started_at": of_data.started_at, "duration_seconds": None}
    films.append(await shelf.add("garage/told.json", b"{}", **facts))
    return films


JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


async def test_a_lost_database_is_made_again_from_what_files_say(
    shelf: Shelf, prober: Prober, new_database: Opener, tmp_path: Path
) -> None:
    before = {file.path: file for file in await house(shelf, tmp_path)}
    (shelf.disk / "mine.mp4").write_bytes(b"somebody's own film")
    (shelf.disk / "notes.json").write_text("{}")
    (shelf.disk / "away").symlink_to(tmp_path)
    empty = await new_database("sqlite")
    roots = Roots([shelf.disk], installation="the new one", database=empty, clock=SystemClock())
    with pytest.raises(RootProblem, match="another installation"):
        await roots.volume_of(shelf.disk)
    volume = await roots.adopt(shelf.disk)
    again = Shelf(empty, roots, Files(SystemClock(), roots, Audit(SystemClock())), shelf.disk)

    dry = await taken(again, prober, dry=True)
    assert not await indexed(again), "a dry run writes nothing"
    done = await taken(again, prober)
    twice = await taken(again, prober)

    assert dry == done
    assert (done.added, done.unclaimed, sorted(done.examples)) == (6, 2, ["mine.mp4", "notes.json"])
    assert done.jobs == done.unknown_jobs == {"job-garage": 6}
    assert done.notice is not None and "6 files of jobs that are not known here (job-garage): kept until" in done.notice
    assert twice.notice is None and (done.added_from, done.added_to) == (NOON, NOON + timedelta(minutes=2))
    assert (twice.added, twice.present) == (0, 6)
    same = ("job_id", "job_slug", "job_name", "camera_id", "camera_name", "run_id", "started_at", "duration_seconds",
            "size_bytes", "format", "kind")  # fmt: skip
    after = {file.path: file for file in await indexed(again)}
    assert after.keys() == before.keys()
    for path, file in after.items():
        assert [getattr(file, name) for name in same] == [getattr(before[path], name) for name in same], path
        assert file.root_id == volume.id


async def test_what_is_missing_is_told_and_forgotten_only_when_somebody_says_so(shelf: Shelf, prober: Prober) -> None:
    films = await shelf.add_many(4)
    for film in films[:2]:
        (shelf.disk / film.path).unlink()
    strips = [strip_of(shelf.disk, film.path)[0] for film in films]
    for strip in strips:
        strip.parent.mkdir(parents=True, exist_ok=True)
        strip.write_bytes(b"pictures")

    told = await taken(shelf, prober)

    assert (told.present, told.missing, told.missing_bytes, told.forgotten) == (2, 2, 8, 0)
    assert (told.missing_from, told.missing_to) == (films[0].started_at, films[1].started_at)
    assert len(await indexed(shelf)) == 4
    assert (await taken(shelf, prober, dry=True, forget="ada")).forgotten == 0
    assert (await taken(shelf, prober, forget="ada")).forgotten == 2
    assert {film.id for film in await indexed(shelf)} == {film.id for film in films[2:]}
    assert [strip.exists() for strip in strips] == [False, False, True, True]


async def test_what_a_disk_cannot_tell_of_is_not_missing(shelf: Shelf, prober: Prober) -> None:
    """An error that passes must cost neither a row nor, when it has passed, a file."""
    films = await shelf.add_many(2)
    path = shelf.disk / films[0].path
    aside = path.parent.with_name("aside")
    path.parent.rename(aside)
    path.parent.symlink_to(path.parent.name)  # a loop, as a folder of a network's disk that does not answer

    with pytest.raises(OSError, match="symbolic links"):
        await taken(shelf, prober, forget="ada")

    path.parent.unlink()
    aside.rename(path.parent)
    assert (await taken(shelf, prober, forget="ada")).missing == 0
    assert path.exists() and len(await indexed(shelf)) == 2


async def test_a_new_disk_in_the_place_of_another_keeps_its_place(shelf: Shelf, disk: Path, roots: Roots) -> None:
    film = await shelf.add()
    before = await roots.volume_of(disk)
    shutil.rmtree(disk)
    disk.mkdir()
    with pytest.raises(RootProblem, match="lacks its marker"):
        await roots.volume_of(disk)

    found = await roots.find(disk)
    assert not found.is_ours and not (disk / ".regie").exists(), "looking writes nothing"
    assert await roots.adopt(disk) == before

    assert await roots.volume_of(disk) == before
    assert (await roots.find(disk)).is_ours
    assert film.root_id == before.id
    assert await roots.adopt(disk) == before, "twice is once"


async def test_disks_that_changed_places_are_followed(database: Database, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    roots = Roots([one, other], installation="ours", database=database, clock=SystemClock())
    first, second = await roots.volume_of(one), await roots.volume_of(other)
    one.rename(tmp_path / "x")
    other.rename(one)
    (tmp_path / "x").rename(other)

    assert (await roots.adopt(one)).id == second.id
    assert (await roots.volume_of(other)).id == first.id


async def test_a_copy_of_a_disk_becomes_a_disk_of_its_own(database: Database, tmp_path: Path) -> None:
    one, copy = tmp_path / "one", tmp_path / "copy"
    roots = Roots([one, copy], installation="ours", database=database, clock=SystemClock())
    first = await roots.volume_of(one)
    shutil.copytree(one, copy)
    with pytest.raises(RootProblem, match="copy"):
        await roots.volume_of(copy)

    assert (await roots.adopt(copy)).id != first.id
    assert await roots.volume_of(one) == first


async def test_a_place_outside_of_the_allowed_folders_is_never_adopted(roots: Roots, tmp_path: Path) -> None:
    with pytest.raises(RootProblem, match="outside"):
        await roots.adopt(tmp_path)
    (tmp_path / "disk" / ".regie").symlink_to(tmp_path)
    with pytest.raises(RootProblem, match="link"):
        await roots.adopt(tmp_path / "disk")
    assert read_marker(tmp_path) is None


def test_a_marker_is_replaced_as_a_whole(tmp_path: Path) -> None:
    replace_marker(tmp_path, Marker("a", "one"))
    replace_marker(tmp_path, Marker("b", "two"))

    assert read_marker(tmp_path) == Marker("b", "two")
    assert [path.name for path in (tmp_path / ".regie").iterdir()] == ["root.json"]


def test_files_of_jobs_that_are_here_are_said_to_age_at_once() -> None:
    assert Stock().notice is None

    told = Stock(added=3, unknown_jobs={"gate": 1}).notice

    assert told is not None
    assert told.startswith("2 files of jobs that are known here: retention counts for them at once.")
    assert "1 file of jobs that are not known here (gate): kept until" in told
