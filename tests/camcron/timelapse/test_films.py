"""Films made of pictures, by a whole server: asked for, by the day, over odd pictures, over its own end."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from regie.camcron.timelapse import arguments, tasks
from tests.camcron.door import Door, faults, open_door
from tests.camcron.timelapse.album import Album, paint, ramp, watch

pytestmark = [pytest.mark.rig, pytest.mark.asyncio(loop_scope="module")]

SITE = datetime(2026, 3, 1, tzinfo=UTC)
PERIOD = {
    "cron": "*/10 * * * *",
    "triggerType": "oneshot",
    "period": {"startDate": "2026-03-01", "endDate": "2026-09-30"},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Door]:
    async with open_door(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest.fixture
def album(door: Door) -> Album:
    return Album(door.house.database, door.data / "recordings")


async def ended(door: Door, task: str, *, within: float = 150.0) -> dict[str, Any]:
    deadline = asyncio.get_running_loop().time() + within
    while True:
        found: dict[str, Any] = (await door("GET", f"/api/tasks/{task}")).json()
        if found["state"] in ("done", "failed", "cancelled"):
            return found
        assert asyncio.get_running_loop().time() < deadline, found
        await asyncio.sleep(0.1)


async def film_of(door: Door, job: dict[str, Any], **more: Any) -> tuple[dict[str, Any], Path]:
    """The film of all of a job's pictures, and where it lies."""
    body = {"from": "2026-01-01T00:00:00Z", "to": "2027-01-01T00:00:00Z", **more}
    asked = await door("POST", f"/api/jobs/{job['id']}/timelapse", body, as_="EDITOR")
    assert asked.status_code == 202, asked.text
    assert asked.headers["location"] == f"/api/tasks/{asked.json()['id']}"
    task = await ended(door, asked.json()["id"])
    assert task["state"] == "done", task
    film = (await door("GET", f"/api/jobs/{job['id']}/timelapse/{asked.json()['id']}")).json()
    file = (await door("GET", f"/api/files/{film['fileId']}")).json()
    return film, door.data / "recordings" / file["path"]


async def test_cu_02_the_pictures_of_a_building_site_become_an_mp4(door: Door, album: Album) -> None:
    job = await door.add_job(
        action="snapshot", schedule=PERIOD, retention={"maxDays": 365},
        output={"directory": "site/{year}", "filenamePattern": "chantier_{date}"},
    )  # fmt: skip
    await album.put(job, SITE, ramp(album.recordings / "pictures of the site", 700))

    film, path = await film_of(door, job, frameRate=30)

    assert (film["state"], film["frames"], film["pictures"], film["progress"]) == ("done", 700, 700, 1.0)
    assert path.name == "chantier_2026-03-01.mp4"
    shown = watch(path)
    assert (len(shown.frames), shown.size, shown.codec) == (700, (64, 48), "h264")
    assert shown.seconds == pytest.approx(700 / 30, abs=0.01)
    assert all(later[0] >= sooner[0] - 6 for sooner, later in pairwise(shown.frames)), "not in their order"
    (file,) = (await door("GET", f"/api/files?jobId={job['id']}&kind=video")).json()
    assert (file["durationSeconds"], file["startedAt"], file["kind"]) == (
        pytest.approx(700 / 30, abs=0.001), "2026-03-01T00:00:00.000Z", "video",
    )  # fmt: skip
    assert len((await door("GET", f"/api/files?jobId={job['id']}&kind=picture&limit=1000")).json()) == 700
    events = (await door("GET", "/api/events?kind=timelapseReady")).json()
    assert events[0]["fileId"] == film["fileId"]


async def test_a_span_has_its_pictures_and_no_others(door: Door, album: Album) -> None:
    job = await door.add_job(action="snapshot", schedule=PERIOD)
    await album.put(job, SITE, ramp(album.recordings / "span", 10))

    since, until = (SITE + timedelta(minutes=minutes) for minutes in (20, 50))
    film, path = await film_of(door, job, **{"from": since.isoformat(), "to": until.isoformat(), "frameRate": 0.5})

    assert film["frames"] == 3
    assert watch(path).seconds == pytest.approx(6.0)


async def test_what_a_film_would_come_to_is_told_before_it_is_made(door: Door, album: Album) -> None:
    job = await door.add_job(action="snapshot", output={"directory": "looked at", "filenamePattern": "p_{timestamp}"})
    pictures = ramp(album.recordings / "looked at", 100)
    put = await album.put(job, SITE, pictures)
    span = "from=2026-03-01T00:00:00Z&to=2026-03-01T10:00:00Z"  # 60 of them
    path = f"/api/jobs/{job['id']}/timelapse/preview"

    before = (await door("GET", f"{path}?{span}&samples=7&frameRate=30", as_="VIEWER")).json()
    assert (before["pictures"], before["durationSeconds"], before["frameRate"]) == (60, 2.0, 30.0)
    assert (before["firstAt"], before["lastAt"]) == ("2026-03-01T00:00:00.000Z", "2026-03-01T09:50:00.000Z")
    numbers = [one["number"] for one in before["samples"]]
    assert numbers[0] == 1 and numbers[-1] == 60 and len(numbers) <= 8
    assert {later - sooner for sooner, later in pairwise(numbers[:-1])} == {10}
    assert [one["fileId"] for one in before["samples"]] == [put[number - 1].id for number in numbers]
    assert (before["sizeFrom"], before["sizeBytes"]) == (
        "pictures", pytest.approx(0.2 * sum(picture.stat().st_size for picture in pictures[:60]), abs=1),
    )  # fmt: skip

    film, made = await film_of(door, job)
    after = (await door("GET", f"{path}?{span}")).json()
    assert (after["sizeFrom"], after["frameRate"]) == ("films", 25.0)
    assert after["sizeBytes"] == pytest.approx(made.stat().st_size * 60 / film["frames"], abs=1)
    nothing = (await door("GET", f"{path}?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z")).json()
    assert (nothing["pictures"], nothing["samples"], nothing["sizeBytes"], nothing["firstAt"]) == (0, [], None, None)
    assert faults(await door("GET", f"{path}?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z")).keys() == {"to"}


@pytest.mark.parametrize("form", ["mkv", "avi", "ts"])
async def test_a_film_has_the_format_that_was_asked_for(door: Door, album: Album, form: str) -> None:
    job = await door.add_job(action="snapshot", schedule=PERIOD, output={"format": "png"})
    await album.put(job, SITE, ramp(album.recordings / f"as {form}", 320, "png"))

    film, path = await film_of(door, job, format=form)

    assert (path.suffix, film["frames"]) == (f".{form}", 320)
    assert len(watch(path).frames) == 320


async def test_a_film_may_be_h265_with_the_name_that_players_want(door: Door, album: Album) -> None:
    job = await door.add_job(action="timelapse", schedule=PERIOD, processConfig={"codec": "h265"})
    await album.put(job, SITE, ramp(album.recordings / "h265", 12))

    _, path = await film_of(door, job)

    assert (watch(path).codec, watch(path).tag) == ("hevc", "hvc1")


async def test_other_sizes_are_fitted_into_the_first_and_what_cannot_be_read_is_counted(
    door: Door, album: Album
) -> None:
    job = await door.add_job(action="snapshot", schedule=PERIOD)
    folder = album.recordings / "odd"
    red = (220, 30, 30)
    pictures = [
        paint(folder, "0.jpg", red, (64, 48)),
        paint(folder, "1.jpg", red, (128, 96)),
        paint(folder, "2.png", red, (30, 90)),
        paint(folder, "3.webp", red, (301, 101)),
        folder / "4.jpg",
        folder / "5.jpg",
        paint(folder, "6.jpg", red, (64, 48)),
    ]
    pictures[4].write_bytes(b"this is no picture")
    pictures[5].write_bytes(b"gone")
    await album.put(job, SITE, pictures)
    pictures[5].unlink()

    film, path = await film_of(door, job)

    assert (film["frames"], film["unreadable"], film["pictures"]) == (5, 2, 7)
    shown = watch(path)
    assert shown.size == (64, 48)
    assert all(abs(r - 220) < 12 and g < 60 and b < 60 for r, g, b in shown.frames), shown.frames
    bars = [max(corner) < 40 for corner in shown.corners]
    assert bars == [False, False, True, True, False]


async def test_the_night_is_left_out_when_asked(door: Door, album: Album) -> None:
    job = await door.add_job(action="snapshot", schedule=PERIOD)
    folder = album.recordings / "night"
    colours = {"day": (120, 160, 90), "dark": (12, 9, 20), "infrared": (140, 140, 140)}
    pictures = [
        paint(folder, f"{number}.jpg", colours[name]) for number, name in enumerate(["day", "dark", "infrared", "day"])
    ]
    await album.put(job, SITE, pictures)

    film, path = await film_of(door, job, skipNight=True)
    whole, _ = await film_of(door, job)

    assert (film["frames"], film["night"]) == (2, 2)
    assert len(watch(path).frames) == 2
    assert (whole["frames"], whole["night"]) == (4, 0)


async def test_a_timelapse_job_makes_the_film_of_yesterday_by_itself_and_keeps_no_pictures(
    door: Door, album: Album
) -> None:
    job = await door.add_job(
        action="timelapse", schedule={"cron": "0 0 30 2 *"} | PERIOD, timezone="UTC",
        processConfig={"timelapse": {"frameRate": 10, "keepFrames": False}}, output={"format": "mkv"},
    )  # fmt: skip
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    folder = album.recordings / "yesterday"
    pictures = ramp(folder, 20)
    pictures[7].write_bytes(b"no picture")
    files = await album.put(job, midnight - timedelta(days=1), pictures, timedelta(minutes=70))
    today = await album.put(job, midnight, ramp(album.recordings / "today", 2), timedelta(seconds=1))
    assert (await door("POST", "/api/files/protect", {"ids": [files[3].id]})).status_code < 300

    deadline = asyncio.get_running_loop().time() + 60
    while not (made := (await door("GET", f"/api/jobs/{job['id']}/timelapse")).json()) or made[0]["state"] != "done":
        assert asyncio.get_running_loop().time() < deadline, made
        await asyncio.sleep(0.3)
    await ended(door, made[0]["id"])

    (film,) = made
    assert (film["kind"], film["frames"], film["unreadable"], film["by"], film["format"]) == ("day", 19, 1, "", "mkv")
    left = (await door("GET", f"/api/files?jobId={job['id']}&kind=picture")).json()
    assert {file["id"] for file in left} == {files[3].id, files[7].id, *(file.id for file in today)}
    assert sorted(path.name for path in folder.iterdir()) == ["00003.jpg", "00007.jpg"]
    (file,) = (await door("GET", f"/api/files?jobId={job['id']}&kind=video")).json()
    assert len(watch(album.recordings / file["path"]).frames) == 19
    assert not list((album.recordings / ".regie").glob("films/*"))
    ledger = (await door("GET", f"/api/retention/ledger?jobId={job['id']}&rule=timelapse")).json()
    assert {(row["rule"], row["cause"]) for row in ledger} == {("timelapse", "deletedByRetention")}
    assert sum(row["files"] for row in ledger) == 18
    assert all("because of its film" in row["sentence"] for row in ledger)


async def test_what_cannot_become_a_film_is_told(door: Door, album: Album) -> None:
    span = {"from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"}
    empty = await door.add_job(action="snapshot", schedule=PERIOD)
    record = await door.add_job()

    def ask(job: dict[str, Any], body: dict[str, Any], as_: str = "EDITOR") -> Any:
        return door("POST", f"/api/jobs/{job['id']}/timelapse", body, as_=as_)

    assert set(faults(await ask(empty, span))) == {"from"}
    assert set(faults(await ask(record, span))) == {""}
    assert faults(await ask(empty, {"from": span["to"], "to": span["from"]}))
    assert set(faults(await ask(empty, span | {"frameRate": 0}))) == {"frameRate"}
    assert (await ask(empty, span, as_="VIEWER")).status_code == 403
    assert (await ask({"id": "nobody"}, span)).status_code == 404
    assert (await door("GET", f"/api/jobs/{empty['id']}/timelapse/nothing")).status_code == 404


async def test_a_film_without_a_usable_picture_fails_with_the_reason(door: Door, album: Album) -> None:
    job = await door.add_job(action="snapshot", schedule=PERIOD)
    await album.put(job, SITE, [paint(album.recordings / "all dark", f"{n}.jpg", (5, 5, 5)) for n in range(3)])

    body = {"from": "2026-01-01T00:00:00Z", "to": "2027-01-01T00:00:00Z", "skipNight": True}
    asked = (await door("POST", f"/api/jobs/{job['id']}/timelapse", body)).json()
    task = await ended(door, asked["id"])

    assert (task["state"], task["reason"]) == ("failed", "All 3 pictures were taken at night.")
    film = (await door("GET", f"/api/jobs/{job['id']}/timelapse/{asked['id']}")).json()
    assert (film["state"], film["reason"], film["fileId"]) == ("failed", task["reason"], None)


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"processConfig": {"timelapse": {"assemble": "week"}}}, "processConfig.timelapse.assemble"),
        ({"processConfig": {"timelapse": {"fps": 25}}}, "processConfig.timelapse.fps"),
        ({"processConfig": {"timelapse": {"assemble": "period"}}}, "processConfig.timelapse.assemble"),
        ({"schedule": {"triggerType": "duration", "duration": 5}}, "schedule.triggerType"),
        ({"output": {"format": "jpg"}}, "output.format"),
    ],
)
async def test_a_timelapse_job_that_means_nothing_is_refused(door: Door, more: dict[str, Any], path: str) -> None:
    camera = await door.add_camera()
    body = {"name": "T", "cameraId": camera["id"], "action": "timelapse", "schedule": {"cron": "* * * * *"}} | more
    assert path in faults(await door("POST", "/api/jobs", body))


async def test_a_piece_that_was_damaged_is_made_once_more_and_no_picture_is_missing(
    door: Door, album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = await door.add_job(action="snapshot", schedule=PERIOD)
    await album.put(job, SITE, ramp(album.recordings / "damaged", 12))
    monkeypatch.setattr(tasks, "PIECE", 4)
    listed = arguments.pieces_list
    damaged: list[str] = []

    def cut_off(paths: list[str]) -> str:
        if not damaged:
            damaged.append(paths[1])
            os.truncate(paths[1], 100)
        return listed(paths)

    monkeypatch.setattr(tasks, "pieces_list", cut_off)

    film, path = await film_of(door, job)

    assert damaged and film["frames"] == 12
    assert len(watch(path).frames) == 12


async def test_pictures_stay_when_their_film_would_be_short(
    door: Door, album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = await of_yesterday(door, album, ramp(album.recordings / "short", 12))
    monkeypatch.setattr(tasks, "PIECE", 4)
    listed = arguments.pieces_list
    monkeypatch.setattr(tasks, "pieces_list", lambda paths: listed([*paths[:1], f"{paths[1]}.gone", *paths[2:]]))

    film = await made_by_itself(door, job)

    assert (film["state"], film["fileId"]) == ("failed", None)
    assert len((await door("GET", f"/api/files?jobId={job['id']}&kind=picture")).json()) == 12


@pytest.mark.long
async def test_a_night_that_is_in_no_film_is_kept(door: Door, album: Album) -> None:
    folder = album.recordings / "kept night"
    pictures = [paint(folder, f"{n}.jpg", (5, 5, 5) if n in (1, 2) else (120, 160, 90)) for n in range(5)]
    job = await of_yesterday(door, album, pictures, skipNight=True)

    film = await made_by_itself(door, job)

    assert (film["state"], film["frames"], film["night"], film["reason"]) == ("done", 3, 2, None)
    assert sorted(path.name for path in folder.iterdir()) == ["1.jpg", "2.jpg"]


@pytest.mark.long
async def test_nothing_is_deleted_when_more_is_missing_from_the_film_than_can_be_remembered(
    door: Door, album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "IDS_KEPT", 2)
    folder = album.recordings / "much is missing"
    pictures = ramp(folder, 8)
    for picture in pictures[2:5]:
        picture.write_bytes(b"no picture")
    job = await of_yesterday(door, album, pictures)

    film = await made_by_itself(door, job)

    assert (film["state"], film["frames"], film["unreadable"]) == ("done", 5, 3)
    assert film["reason"].startswith("Its pictures are kept: 3 of them")
    assert len(list(folder.iterdir())) == 8


async def of_yesterday(door: Door, album: Album, pictures: list[Path], **more: Any) -> dict[str, Any]:
    """A job that will make a film of these, and keep no pictures."""
    job = await door.add_job(
        action="timelapse", schedule={"cron": "0 0 30 2 *"} | PERIOD, timezone="UTC",
        processConfig={"timelapse": {"frameRate": 10, "keepFrames": False, **more}},
    )  # fmt: skip
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    await album.put(job, midnight - timedelta(days=1), pictures, timedelta(minutes=70))
    return job


async def made_by_itself(door: Door, job: dict[str, Any]) -> dict[str, Any]:
    deadline = asyncio.get_running_loop().time() + 60
    while not (made := (await door("GET", f"/api/jobs/{job['id']}/timelapse")).json()):
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.3)
    await ended(door, made[0]["id"])
    film: dict[str, Any] = (await door("GET", f"/api/jobs/{job['id']}/timelapse/{made[0]['id']}")).json()
    return film
