"""What a file says of itself: written inside of it, read back by others' programs too, and harmful to no player."""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from regie.camcron.recordings.engraving import engrave, read, read_sidecar, sidecar_of, write_sidecar
from regie.camcron.recordings.identity import LENGTH, Identity, identity_in
from regie.camcron.runs.containers import CONTAINERS
from tests.rigs import media

START = datetime(2026, 10, 25, 0, 59, 59, 123000, tzinfo=UTC)


def identity(file_format: str = "mp4", **more: object) -> Identity:
    told: dict[str, object] = {
        "run_id": "0198f2c0-1111-7d31-9c11-5f0a8f9f0a11",
        "job": ("0198f2c0-2222-7d31-9c11-5f0a8f9f0a11", "job-garage", 'Garage «jour» \\ 50 % "nuit" 夜'),
        "camera": ("0198f2c0-3333-7d31-9c11-5f0a8f9f0a11", "cam-garage", "Caméra: Garage; 1=2"),
        "format": file_format,
        "started_at": START,
        "duration_seconds": 4.0,
    }
    return Identity(**{**told, **more})


NAMES = st.text(st.characters(blacklist_characters="\0"), max_size=200)


@given(job=NAMES, camera=NAMES)
def test_the_line_has_one_length_and_keeps_the_ids_whatever_things_are_called(job: str, camera: str) -> None:
    said = identity(job=("j" * 36, "s" * 63, job), camera=("c" * 36, "t" * 63, camera))

    line = said.line()
    held = identity_in(b"before" + line + b"after")

    assert len(line) == LENGTH
    assert held is not None and (held.run_id, held.job[:2], held.camera[:2]) == (
        said.run_id,
        said.job[:2],
        said.camera[:2],
    )
    assert held.started_at == START


def test_a_strangers_bytes_say_nothing() -> None:
    for data in (b"", b'{"regie":1,', b'{"regie":1,"run":3}', identity().line()[:200], b'{"regie":1,"run":"' * 50):
        assert identity_in(data) is None


def recorded(path: Path, *, comment: bool = True) -> Path:
    """A film as the recorder writes it, with what it says of itself while it is open."""
    container = CONTAINERS[path.suffix[1:]]
    open_ = identity(container.extension, started_at=None, duration_seconds=None, run_id="an earlier window's")
    words = open_.words() if comment and container.comments else ()
    options = ":".join(f"{name}={value}" for name, value in container.options.items())
    codecs = ["-c:v", "copy", "-bsf:v", "h264_mp4toannexb", "-an"] if container.extension == "avi" else ["-c", "copy"]
    source = media.loop(size="320x180", kbps=200)
    command = [media.wheel_ffmpeg(), "-v", "error", "-i", str(source), *codecs, *words, "-f", "segment"]
    command += ["-segment_format", container.muxer, "-segment_format_options", options]
    command += ["-segment_time", "60", "-segment_start_number", "7", str(path.with_name(f"%d{path.suffix}"))]
    subprocess.run(command, check=True, timeout=60)
    return path


@pytest.mark.parametrize("comment", [True, False], ids=["recorded", "made by others"])
@pytest.mark.parametrize("form", ["mp4", "mkv", "avi", "ts"])
def test_a_film_says_who_recorded_it_and_when_and_plays_as_before(tmp_path: Path, form: str, comment: bool) -> None:
    film = recorded(tmp_path / f"7.{form}", comment=comment)
    before = (media.decoded_frames(film), media.probe(film)["format"]["duration"], film.stat().st_mtime_ns)
    os.utime(film, ns=(before[2], before[2]))

    assert engrave(film, identity(form))

    assert read(film, form) == identity(form)
    assert (media.decoded_frames(film), media.probe(film)["format"]["duration"], film.stat().st_mtime_ns) == before
    size = film.stat().st_size
    assert engrave(film, identity(form, run_id="the true one"))
    told = read(film, form)
    assert film.stat().st_size == size and told is not None and told.run_id == "the true one", "written twice, once"


@pytest.mark.parametrize(("form", "tag"), [("mp4", "comment"), ("mkv", "COMMENT"), ("avi", "comment")])
def test_other_programs_read_it_as_the_comment_of_the_film(tmp_path: Path, form: str, tag: str) -> None:
    film = recorded(tmp_path / f"7.{form}")
    engrave(film, identity(form))

    told = json.loads(media.probe(film)["format"]["tags"][tag])

    assert (told["run"], told["job"][1], told["start"]) == (
        identity().run_id,
        "job-garage",
        "2026-10-25T00:59:59.123000+00:00",
    )


@pytest.mark.parametrize(
    ("form", "words"),
    [("jpg", ()), ("png", ()), ("webp", ("-c:v", "libwebp")), ("webp", ("-c:v", "libwebp", "-lossless", "1"))],
)
def test_a_picture_says_it_too_and_looks_as_before(tmp_path: Path, form: str, words: tuple[str, ...]) -> None:
    picture = tmp_path / f"1.{form}"
    made = [media.wheel_ffmpeg(), "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=322x180", "-frames:v", "1", *words]
    subprocess.run([*made, str(picture)], check=True, timeout=60)
    with Image.open(picture) as image:
        before = image.convert("RGB").tobytes()

    assert engrave(picture, identity(form)) and engrave(picture, identity(form))

    assert read(picture, form) == identity(form)
    with Image.open(picture) as image:
        image.verify()
    with Image.open(picture) as image:
        assert (image.size, image.convert("RGB").tobytes() == before) == ((322, 180), True)
    assert media.probe(picture)["streams"][0]["width"] == 322
    assert picture.read_bytes().count(b'"regie"') == 1


def test_what_is_no_film_is_left_as_it_is(tmp_path: Path) -> None:
    for form, content in (("jpg", b"no picture"), ("png", b""), ("webp", b"RIFF1234WEBPVP8 "), ("json", b"{}")):
        path = tmp_path / f"1.{form}"
        path.write_bytes(content)
        assert not engrave(path, identity(form))
        assert path.read_bytes() == content
    assert not engrave(tmp_path / "nothing.mp4", identity())


def test_a_data_file_is_known_by_a_note_beside_the_recordings_as_long_as_it_lies_there(tmp_path: Path) -> None:
    write_sidecar(tmp_path, "garage/état.json", identity("json"))

    assert read_sidecar(tmp_path, "garage/état.json") == identity("json")
    assert read_sidecar(tmp_path, "garage/other.json") is None
    assert sidecar_of(tmp_path, "garage/état.json").is_relative_to(tmp_path / ".regie")
