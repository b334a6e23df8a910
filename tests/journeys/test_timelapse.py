"""Timelapses from a real camera, and over a server that is killed in the middle of a film."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from regie.kernel.db import Database
from regie.kernel.events import Events
from tests.camcron.timelapse.album import Album, ramp, watch
from tests.journeys.house import House
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = pytest.mark.rig
PICTURES = 1500


def ask(house: House, job: str, **more: Any) -> str:
    now = datetime.now(UTC)
    span = {"from": (now - timedelta(days=2)).isoformat(), "to": (now + timedelta(hours=1)).isoformat()}
    return str(house.api("POST", f"/api/jobs/{job}/timelapse", span | more)["id"])


def film(house: House, job: str, made: str) -> dict[str, Any]:
    return dict(house.api("GET", f"/api/jobs/{job}/timelapse/{made}"))


def becomes(house: House, job: str, made: str, such: Callable[[dict[str, Any]], bool], within: float = 20) -> None:
    eventually(lambda: such(film(house, job, made)), within=within, what=lambda: str(film(house, job, made)))


def test_a_timelapse_job_takes_pictures_of_a_camera_and_makes_a_film_of_them(
    relaycam: RelayCam, tmp_path: Path
) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"))
        job = house.api.job(
            camera, "Sky", "timelapse", schedule={"cron": "0 0 1 1 *", "triggerType": "oneshot"},
            output={"format": "mkv", "filenamePattern": "sky_{timestamp}"},
            processConfig={"resolution": "320x180", "timelapse": {"assemble": "manual", "frameRate": 5}},
        )  # fmt: skip
        for number in range(1, 4):
            house.api("POST", f"/api/jobs/{job}/start")
            house.count(job, number)
            house.reaches(job, "idle")
        assert {file["format"] for file in house.files(job)} == {"jpg"}

        made = ask(house, job)
        becomes(house, job, made, lambda shown: shown["state"] == "done")

        (file,) = [file for file in house.files(job) if file["kind"] == "video"]
        assert file["path"].rpartition("/")[2].startswith("sky_2") and file["format"] == "mkv"
        shown = watch(house.place(file))
        assert (len(shown.frames), shown.size) == (3, (320, 180))
        assert house.fetch(f"/api/files/{file['id']}/thumbnail").content[:2] == b"\xff\xd8"
        house.check()


@pytest.mark.long
def test_a_film_goes_on_after_the_server_was_killed_in_its_middle(tmp_path: Path) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", "rtsp://127.0.0.1:9/x")
        job = house.api.job(camera, "Site", "snapshot", schedule={"cron": "0 0 1 1 *", "triggerType": "oneshot"})
        shown = house.show(job)
        house.regie.stop()
        asyncio.run(put(house, shown))
        house.start()

        made = ask(house, job, frameRate=60)
        for _ in range(2):
            grows(house, job, made)
            assert film(house, job, made)["state"] == "running"
            house.kill()
            house.start()
            assert film(house, job, made)["frames"] > 0, "it began from its first picture"
        becomes(house, job, made, lambda shown: shown["state"] == "done", within=90)

        assert film(house, job, made)["frames"] == PICTURES
        task: dict[str, Any] = {}
        eventually(
            lambda: bool(task.update(house.api("GET", f"/api/tasks/{made}")) or task["result"]), what=lambda: str(task)
        )
        assert (task["state"], task["result"]["frames"]) == ("done", PICTURES)
        (file,) = [file for file in house.files(job) if file["kind"] == "video"] or house.api(
            "GET", f"/api/files?jobId={job}&kind=video"
        )
        frames = watch(house.place(file)).frames
        assert len(frames) == PICTURES
        assert frames[0][0] < 70
        assert frames[-1][0] > 200
        assert not list((house.recordings / ".regie").glob("films/*"))
        assert not house.grumbles()


def grows(house: House, job: str, made: str) -> None:
    """Wait for one more piece."""
    before = film(house, job, made)["frames"]
    becomes(house, job, made, lambda shown: shown["frames"] > before, within=60)


async def put(house: House, job: dict[str, Any]) -> None:
    database = Database(f"sqlite+aiosqlite:///{house.folder / 'regie.db'}", Events())
    since = datetime.now(UTC) - timedelta(days=1)
    pictures = ramp(house.recordings / "pictures", PICTURES)
    await Album(database, house.recordings).put(job, since, pictures, timedelta(seconds=10))
    await database.close()
