"""Preview strips: small, of the instants that they tell, made in the background, and gone with their film."""

import io
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from PIL import Image

from regie.camcron.recordings.belongings import strip_of
from regie.camcron.recordings.models import File
from regie.camcron.recordings.paths import STAGING
from regie.camcron.recordings.previews import MOST, Previews, pictures_for
from regie.camcron.recordings.settings import FileSettings
from tests.camcron.recordings.front import front
from tests.camcron.recordings.shelf import Shelf
from tests.kernel.served import Served
from tests.rigs import media

SECONDS = 24.0


@pytest.fixture
async def viewer(served: Served, shelf: Shelf, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with front(served, shelf, tmp_path) as client:
        yield client


@pytest.fixture
def previews(viewer: httpx.AsyncClient, served: Served) -> Previews:
    assert viewer
    made: Previews = served.app.state.previews
    return made


def colours(path: Path, *words: str) -> bytes:
    """Eight seconds each of red, green and blue, with a keyframe each second, and noise enough to be a film."""
    parts = [f"color={colour}:s=640x360:r=15:d=8,noise=alls=40:allf=t,setsar=1[{colour}]" for colour in RGB]
    joined = f"{';'.join(parts)};[red][lime][blue]concat=n=3"
    codec = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "15", "-b:v", "2M"]
    command = [media.wheel_ffmpeg(), "-v", "error", "-y", "-filter_complex", joined, *codec, *words, str(path)]
    subprocess.run(command, check=True, timeout=60)
    return path.read_bytes()


RGB = ("red", "lime", "blue")
FLUSHED = ("-movflags", "+frag_keyframe+empty_moov+default_base_moof")


def strips(shelf: Shelf) -> list[Path]:
    return [path for path in (shelf.disk / STAGING / "previews").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("form", "words"),
    [("mp4", FLUSHED), ("mkv", ()), ("ts", ("-output_ts_offset", "1000")), ("avi", ("-bsf:v", "h264_mp4toannexb"))],
)
async def test_a_film_gets_a_small_strip_that_shows_what_it_says(
    viewer: httpx.AsyncClient, shelf: Shelf, previews: Previews, tmp_path: Path, form: str, words: tuple[str, ...]
) -> None:
    content = colours(tmp_path / f"a.{form}", *words)
    film = await shelf.add(f"a.{form}", content, format=form, duration_seconds=SECONDS)
    early = await viewer.get(f"/api/files/{film.id}/previews")
    assert (early.status_code, early.json()["code"]) == (404, "no-preview")

    await previews.catch_up()

    told = (await viewer.get(f"/api/files/{film.id}/previews")).json()
    assert (await viewer.get(f"/api/files/{film.id}")).json()["previews"] is True
    assert sum(path.stat().st_size for path in strips(shelf)) <= len(content) / 100
    assert len(told["instants"]) >= 6 and told["instants"] == sorted(told["instants"])
    sprite = Image.open(io.BytesIO((await viewer.get(told["url"])).content)).convert("RGB")
    rows = -(-len(told["instants"]) // told["columns"])
    assert sprite.size == (told["width"] * told["columns"], told["height"] * rows)
    for number, at in enumerate(told["instants"]):
        x = number % told["columns"] * told["width"] + told["width"] // 2
        y = number // told["columns"] * told["height"] + told["height"] // 2
        colour = sprite.getpixel((x, y))
        assert isinstance(colour, tuple)
        assert colour.index(max(colour)) == int(at / 8), f"at {at} s the film is {RGB[int(at / 8)]}"


async def test_a_strip_goes_with_its_film_and_only_with_it(
    viewer: httpx.AsyncClient, shelf: Shelf, previews: Previews, tmp_path: Path
) -> None:
    content = colours(tmp_path / "a.mp4", *FLUSHED)
    films = [await shelf.add(f"{name}.mp4", content, duration_seconds=SECONDS) for name in "ab"]
    await previews.catch_up()
    assert len(strips(shelf)) == 4

    assert (await viewer.delete(f"/api/files/{films[0].id}")).status_code == 204

    assert len(strips(shelf)) == 2
    assert (await viewer.get(f"/api/files/{films[1].id}/previews")).status_code == 200


async def test_what_cannot_be_previewed_is_tried_once_and_harms_nobody(
    viewer: httpx.AsyncClient, shelf: Shelf, previews: Previews
) -> None:
    broken = await shelf.add("broken.mp4", b"no film" * 100_000)
    tiny = await shelf.add("tiny.mp4", b"film")
    picture = await shelf.add("p.jpg", b"x" * 10**6, format="jpg")

    await previews.catch_up()

    for file in (broken, tiny, picture):
        assert (await viewer.get(f"/api/files/{file.id}/previews")).status_code == 404
    assert not strips(shelf)
    async with shelf.database.read() as session:
        rows = {row.id: row for row in await shelf.files.by_ids(session, [broken.id, tiny.id, picture.id])}
    assert rows[broken.id].previewed_at and rows[tiny.id].previewed_at and rows[picture.id].previewed_at is None


async def test_films_of_a_disk_that_is_away_wait_for_it_and_a_switch_stops_it_all(
    viewer: httpx.AsyncClient, shelf: Shelf, previews: Previews, tmp_path: Path
) -> None:
    film: File = await shelf.add("a.mp4", colours(tmp_path / "a.mp4", *FLUSHED), duration_seconds=SECONDS)
    marker = shelf.disk / STAGING / "root.json"
    held = marker.read_text()
    marker.unlink()
    await previews.catch_up()
    assert not strips(shelf)

    marker.write_text(held)
    previews.settle(FileSettings(previews=False))
    await previews.catch_up()
    assert not strips(shelf)

    previews.settle(FileSettings())
    await previews.catch_up()
    assert (await viewer.get(f"/api/files/{film.id}/previews")).status_code == 200


async def test_a_film_whose_strip_the_disk_refuses_keeps_no_later_one_waiting(
    viewer: httpx.AsyncClient, shelf: Shelf, previews: Previews, tmp_path: Path
) -> None:
    content = colours(tmp_path / "a.mp4", *FLUSHED)
    refused, later = [await shelf.add(f"{name}.mp4", content, duration_seconds=SECONDS) for name in "ab"]
    strip, _ = strip_of(shelf.disk, refused.path)
    strip.mkdir(parents=True)  # what lies there cannot be replaced by a picture

    await previews.catch_up()

    assert (await viewer.get(f"/api/files/{later.id}/previews")).status_code == 200
    assert (await viewer.get(f"/api/files/{refused.id}/previews")).json()["code"] == "no-preview"
    strip.rmdir()
    await previews.catch_up()
    assert not strip.exists(), "it is tried again later, not at once"


def test_a_strip_has_no_more_pictures_than_fit_and_than_make_sense() -> None:
    assert pictures_for(1000, 3600.0) == 0
    assert pictures_for(20_000, 3600.0) == 5
    assert pictures_for(20_000, 4.0) == 2
    assert pictures_for(20_000, None) == 1
    assert pictures_for(10**8, 3600.0) == MOST
