"""Exports through the public door, by the real task engine and the real ffmpeg."""

import asyncio
import io
import os
import subprocess
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from regie.camcron.exports import folders, making, plan
from regie.camcron.recordings.models import File
from regie.camcron.recordings.queries import Wanted
from regie.camcron.recordings.roots import Roots
from regie.camcron.recordings.service import Files
from regie.camcron.retention.measuring import Measuring
from regie.camcron.retention.picture import Picture
from regie.kernel.audit.service import Audit
from regie.kernel.clock import SystemClock
from regie.kernel.sites.models import Site
from tests.camcron.door import Door, faults, open_door
from tests.camcron.recordings.shelf import Shelf
from tests.rigs import media

pytestmark = pytest.mark.asyncio(loop_scope="module")
NOON = datetime(2026, 11, 16, 11, 0, tzinfo=UTC)
RGB = ("red", "lime", "blue")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Door]:
    async with open_door(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shelf(door: Door) -> Shelf:
    """Of the house: its index, and the folder that it records to."""
    database, clock = door.house.database, SystemClock()
    async with database.read() as session:
        installation = (await session.scalars(select(Site.id))).one()
    disk = door.data / "recordings"
    roots = Roots([disk], installation=installation, database=database, clock=clock)
    return Shelf(database, roots, Files(clock, roots, Audit(clock)), disk)


def film(colour: str, folder: Path, form: str = "mp4", size: str = "320x180", seconds: int = 8) -> bytes:
    """Of one colour, with a key frame each second, as the recorder writes it."""
    made = folder / f"{colour}-{size}.{form}"
    if not made.exists():
        source = f"color={colour}:s={size}:r=15:d={seconds},format=yuv420p"
        sound = ["-f", "lavfi", "-i", f"sine=frequency=330:sample_rate=16000:d={seconds}", "-c:a", "aac"]
        codec = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "15", "-bf", "0"]
        flags = ["-movflags", "+frag_keyframe+empty_moov+default_base_moof"] if form == "mp4" else []
        command = [media.wheel_ffmpeg(), "-v", "error", "-f", "lavfi", "-i", source, *sound, *codec, *flags, str(made)]
        subprocess.run(command, check=True, timeout=60)
    return made.read_bytes()


async def record(shelf: Shelf, folder: Path, job: str, **more: Any) -> list[File]:
    """Red, green and blue, eight seconds each, one after the other."""
    form = more.pop("form", "mp4")
    facts = {"job_id": f"uuid-{job}", "job_slug": job, "job_name": job.title(), "run_id": f"run-{job}", "format": form}
    return [
        await shelf.add(
            f"{job}/{number}.{form}",
            film(colour, folder, form),
            started_at=NOON + timedelta(seconds=8 * number),
            duration_seconds=8.0,
            **facts,
            **more,
        )
        for number, colour in enumerate(RGB)
    ]


def span(first: float, last: float) -> dict[str, str]:
    """Seconds after noon."""
    return {
        "from": (NOON + timedelta(seconds=first)).isoformat(),
        "to": (NOON + timedelta(seconds=last)).isoformat(),
    }


async def made(door: Door, **wish: Any) -> dict[str, Any]:
    """An export, once it is made."""
    asked = await door("POST", "/api/exports", wish, as_="EDITOR")
    assert asked.status_code == 202, asked.text
    async with asyncio.timeout(60):
        while True:
            shown = dict((await door("GET", asked.headers["location"])).json())
            if shown["state"] in ("done", "failed"):
                return shown
            await asyncio.sleep(0.1)


async def fetched(door: Door, export: dict[str, Any]) -> bytes:
    assert export["state"] == "done", export
    answer = await door("GET", export["url"], as_="VIEWER")
    assert answer.headers["content-disposition"].endswith(f'filename="{export["filename"]}"')
    assert len(answer.content) == export["sizeBytes"]
    return bytes(answer.content)


def colour_at(path: Path, second: float) -> str:
    """What a player shows there."""
    command = [media.wheel_ffmpeg(), "-v", "error", "-ss", str(second), "-i", str(path), "-frames:v", "1"]
    raw = subprocess.run([*command, "-s", "1x1", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"], capture_output=True)
    pixel = raw.stdout[:3]
    return RGB[pixel.index(max(pixel))]


@pytest.mark.parametrize("form", ["mp4", "mkv", "ts", "avi"])
async def test_a_span_of_one_job_becomes_one_film_with_its_true_bounds(
    door: Door, shelf: Shelf, tmp_path: Path, form: str
) -> None:
    await record(shelf, tmp_path, f"one-{form}", form=form)

    export = await made(door, jobId=f"one-{form}", name="Été 1/2", **span(4.5, 18))

    path = tmp_path / "got.mp4"
    path.write_bytes(await fetched(door, export))
    assert (export["filename"], export["notes"], export["gaps"]) == ("ete-1-2.mp4", [], [])
    assert export["start"].startswith("2026-11-16T11:00:04.0") and export["end"] == "2026-11-16T11:00:18.000Z"
    assert abs(media.decoded_frames(path) - 14 * 15) <= 2, "from the key frame at 4 s on"
    assert abs(float(media.probe(path)["format"]["duration"]) - 14) < 0.5
    assert [colour_at(path, second) for second in (0, 3.7, 4.3, 11.7, 12.3, 13.7)] == [
        "red", "red", "lime", "lime", "blue", "blue",
    ]  # fmt: skip
    part = await door("GET", export["url"], headers={"range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")
    task = (await door("GET", f"/api/tasks/{export['id']}")).json()
    assert (task["state"], task["progress"], task["name"]) == ("done", 1.0, "cam.export")


async def test_several_jobs_become_an_archive_of_films_pictures_and_data(
    door: Door, shelf: Shelf, tmp_path: Path
) -> None:
    await record(shelf, tmp_path, "zip-a", camera_id="cam-zip", camera_slug="zip")
    await record(shelf, tmp_path, "zip-b", camera_id="cam-zip", camera_slug="zip")
    same = {"camera_id": "cam-zip", "camera_slug": "zip", "job_id": "uuid-zip-c", "job_slug": "zip-c"}
    await shelf.add("zip-c/p.jpg", b"picture", started_at=NOON, duration_seconds=None, format="jpg", **same)
    await shelf.add("zip-c/told/p.jpg", b"other", started_at=NOON, duration_seconds=None, format="jpg", **same)

    export = await made(door, cameraId="zip", format="zip", **span(0, 24))

    with zipfile.ZipFile(io.BytesIO(await fetched(door, export))) as archive:
        assert archive.testzip() is None
        names = sorted(archive.namelist())
        assert names == [
            "zip-a/zip-zip-a_20261116T110000Z.mp4",
            "zip-b/zip-zip-b_20261116T110000Z.mp4",
            "zip-c/p-2.jpg",
            "zip-c/p.jpg",
        ]
        assert {archive.read(name) for name in names[2:]} == {b"picture", b"other"}
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        (tmp_path / "a.mp4").write_bytes(archive.read(names[0]))
    assert media.decoded_frames(tmp_path / "a.mp4") == 24 * 15
    assert sorted(job["id"] for job in export["jobs"]) == ["zip-a", "zip-b", "zip-c"]


async def test_a_camera_that_was_changed_gives_two_films_and_gaps_are_told(
    door: Door, shelf: Shelf, tmp_path: Path
) -> None:
    await record(shelf, tmp_path, "changed")
    large = film("lime", tmp_path, size="640x360")
    of = {"job_id": "uuid-changed", "job_slug": "changed", "run_id": "run-2", "duration_seconds": 8.0}
    await shelf.add("changed/large.mp4", large, started_at=NOON + timedelta(seconds=60), **of)

    export = await made(door, jobIds=["changed"], **span(0, 68))

    assert export["filename"].endswith(".zip") and len(export["notes"]) == 2
    assert export["gaps"] == [
        {
            "jobId": "changed",
            "start": "2026-11-16T11:00:24.000Z",
            "end": "2026-11-16T11:01:00.000Z",
            "note": None,
            "availableAt": None,
        }
    ]
    with zipfile.ZipFile(io.BytesIO(await fetched(door, export))) as archive:
        assert len(archive.namelist()) == 2


async def test_a_film_that_is_gone_is_left_out_and_told(door: Door, shelf: Shelf, tmp_path: Path) -> None:
    films = await record(shelf, tmp_path, "gone")
    (shelf.disk / films[1].path).unlink()

    export = await made(door, jobId="gone", **span(0, 24))

    assert len(export["notes"]) >= 1 and "gone/1.mp4" in export["notes"][0]
    assert [(gap["start"], gap["end"]) for gap in export["gaps"]] == [
        ("2026-11-16T11:00:08.000Z", "2026-11-16T11:00:16.000Z")
    ]


async def test_a_film_that_vanishes_while_it_is_joined_is_left_out_and_told(
    door: Door, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    films = await record(shelf, tmp_path, "vanishing")
    listed = plan.list_of

    def swept_away(part: Any, cut: Any) -> str:
        (shelf.disk / films[1].path).unlink(missing_ok=True)
        return listed(part, cut)

    monkeypatch.setattr(making, "list_of", swept_away)

    export = await made(door, jobId="vanishing", **span(0, 24))

    path = tmp_path / "got.mp4"
    path.write_bytes(await fetched(door, export))
    assert media.decoded_frames(path) == 2 * 8 * 15, "the two others are in it"
    assert any("vanishing/1.mp4" in note or "1.mp4 cannot" in note for note in export["notes"]), export["notes"]
    assert [(gap["start"], gap["end"]) for gap in export["gaps"]] == [
        ("2026-11-16T11:00:08.000Z", "2026-11-16T11:00:16.000Z")
    ]


async def test_a_film_that_cannot_be_read_is_left_out_told_and_costs_no_other(
    door: Door, shelf: Shelf, tmp_path: Path
) -> None:
    films = await record(shelf, tmp_path, "damaged")
    with (shelf.disk / films[1].path).open("r+b") as file:
        file.write(bytes(4000))

    export = await made(door, jobId="damaged", **span(0, 24))

    path = tmp_path / "got.mp4"
    path.write_bytes(await fetched(door, export))
    assert media.decoded_frames(path) == 2 * 8 * 15
    assert export["notes"] == ["1.mp4 cannot be read, so it is left out."]


async def test_a_film_that_a_crash_cut_off_is_exported_as_far_as_it_goes(
    door: Door, shelf: Shelf, tmp_path: Path
) -> None:
    films = await record(shelf, tmp_path, "cut-off")
    last = shelf.disk / films[2].path
    os.truncate(last, last.stat().st_size - 700)

    export = await made(door, jobId="cut-off", **span(0, 24))

    path = tmp_path / "got.mp4"
    path.write_bytes(await fetched(door, export))
    assert media.decoded_frames(path) > 3 * 8 * 15 - 30


async def test_a_wish_that_cannot_be_fulfilled_is_refused_with_its_reason(
    door: Door, shelf: Shelf, tmp_path: Path
) -> None:
    await record(shelf, tmp_path, "wish")
    await record(shelf, tmp_path, "other")

    assert set(faults(await door("POST", "/api/exports", span(0, 1)))) == {"jobId"}
    assert set(faults(await door("POST", "/api/exports", {"jobId": "wish", **span(1, 1)}))) == {"to"}
    both = {"jobIds": ["wish", "other"], **span(0, 24)}
    assert faults(await door("POST", "/api/exports", both)) == {"format": "zip"}
    nothing = await door("POST", "/api/exports", {"jobId": "wish", **span(100, 200)})
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing-to-export")
    assert (await door("POST", "/api/exports", {"jobId": "wish", **span(0, 24)}, as_="VIEWER")).status_code == 403
    async with shelf.database.write() as session:
        (row, *_) = await shelf.files.page(session, Wanted(job_id="other"), 1)
        row.size_bytes = 10**18
    large = await door("POST", "/api/exports", {"jobId": "other", **span(0, 24)})
    assert (large.status_code, large.json()["code"]) == (409, "no-room-to-export")
    assert large.json()["neededBytes"] >= 10**18 and "GB are free" in large.json()["detail"]


@pytest.fixture
def reserve(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """What recordings need of the disk, which is looked at each time."""
    held = {"bytes": 0}
    drawn = Measuring.picture

    async def picture(each: Measuring, *, fresh: bool = False) -> Picture:
        found = await drawn(each, fresh=fresh)
        return replace(found, disks=tuple(replace(disk, reserve=held["bytes"]) for disk in found.disks))

    monkeypatch.setattr(Measuring, "picture", picture)
    return held


async def test_an_export_takes_nothing_of_what_recordings_need(
    door: Door, shelf: Shelf, tmp_path: Path, reserve: dict[str, int]
) -> None:
    await record(shelf, tmp_path, "reserved")
    reserve["bytes"] = 10**18

    refused = await door("POST", "/api/exports", {"jobId": "reserved", **span(0, 24)})

    assert (refused.status_code, refused.json()["code"]) == (409, "no-room-to-export")


async def test_an_export_ends_when_recordings_need_its_room_while_it_is_made(
    door: Door, shelf: Shelf, tmp_path: Path, reserve: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    await record(shelf, tmp_path, "squeezed")
    begun = folders.begin

    async def while_it_is_made(*what: Any) -> Path:
        reserve["bytes"] = 10**18
        return await begun(*what)

    monkeypatch.setattr(folders, "begin", while_it_is_made)

    export = await made(door, jobId="squeezed", **span(0, 24))

    assert export["state"] == "failed" and "recordings need what is left" in export["reason"]


async def test_an_export_is_listed_until_it_is_deleted_with_its_file(door: Door, shelf: Shelf, tmp_path: Path) -> None:
    await record(shelf, tmp_path, "short-lived")
    export = await made(door, jobId="short-lived", **span(0, 8))
    folder = shelf.disk / ".regie" / "exports" / export["id"]
    assert [path.name for path in folder.iterdir()] == [export["filename"]], "nothing but what is fetched"
    assert (await door("GET", "/api/exports")).json()[0]["id"] == export["id"]
    assert export["expiresAt"] > export["createdAt"] and export["createdBy"] == "editor"

    assert (await door("DELETE", f"/api/exports/{export['id']}", as_="VIEWER")).status_code == 403
    assert (await door("DELETE", f"/api/exports/{export['id']}", as_="EDITOR")).status_code == 204

    assert not folder.exists()
    for method, path in (("GET", ""), ("GET", "/content"), ("DELETE", "")):
        assert (await door(method, f"/api/exports/{export['id']}{path}")).status_code == 404


async def test_chosen_files_come_as_one_archive_or_not_at_all(door: Door, shelf: Shelf, tmp_path: Path) -> None:
    files = await record(shelf, tmp_path, "chosen")
    ids = [file.id for file in files]

    answer = await door("POST", "/api/files/zip", {"ids": [*ids, ids[0]], "name": "garage é"}, as_="EDITOR")

    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.headers["content-disposition"] == 'attachment; filename="garage ?.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == [f"chosen/{number}.mp4" for number in range(3)]
        assert archive.read("chosen/0.mp4") == film("red", tmp_path)
    missing = await door("POST", "/api/files/zip", {"ids": [ids[0], "nobody"]})
    assert (missing.status_code, missing.json()["fileId"]) == (404, "nobody")
