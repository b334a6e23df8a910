"""The day before the demonstration: made up, and told as a real day would be."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from regie.demo.camera import FONT, SCENE
from regie.demo.scene import write_font
from regie.demo.yesterday import DAY, FILM, MOTION, OUTAGE, Yesterday, draw
from tests.camcron.door import open_door
from tests.journeys.house import film
from tests.rigs import media

ZONE = ZoneInfo("Europe/Paris")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A camera's folder: a scene, with a font beside it."""
    made = tmp_path / "camera"
    made.mkdir()
    write_font(made / FONT)
    film(made / SCENE, "-f", "lavfi", "-i", "testsrc2=s=640x360:r=15", "-t", "24", "-pix_fmt", "yuv420p")
    return made


async def test_it_can_be_looked_back_at_with_its_outage_and_its_cause(folder: Path, tmp_path: Path):
    reel = await draw(media.wheel_ffmpeg(), folder)
    async with open_door(tmp_path / "data") as door:
        camera = await door.add_camera()
        job = await door.add_job(camera["id"], schedule={"triggerType": "continuous"})
        watching = await door.add_job(camera["id"], action="detect_motion", schedule={"triggerType": "continuous"})
        house = door.house
        application = house.camcron
        volume = await application.roots.volume_of(tmp_path / "data" / "recordings")
        day = Yesterday(reel, volume, application.files, datetime.now(UTC), ZONE)
        async with house.database.read() as session:
            row = await application.cameras.get(session, camera["id"])
            films = await application.shelf.get(session, job["id"])
            watch = await application.shelf.get(session, watching["id"])
        await day.filmed(house.database, row, films)
        await day.watched(house.database, row, watch)
        await day.told(house.database, house.notices, row)

        span = f"from={(day.begin - timedelta(hours=1)):%Y-%m-%dT%H:%M:%SZ}&to={day.now:%Y-%m-%dT%H:%M:%SZ}"
        timeline = (await door("GET", f"/api/cameras/{camera['id']}/timeline?{span}")).json()
        clips = (await door("GET", f"/api/motion?jobId={watching['id']}&limit=100")).json()
        seen = (await door("GET", f"/api/motion/{clips[0]['id']}/thumbnail")).content
        alerts = (await door("GET", "/api/events?level=alert")).json()
        files = (await door("GET", f"/api/files?jobId={job['id']}&limit=1000")).json()

    lane = next(lane for lane in timeline["lanes"] if lane["jobId"] == job["id"])
    assert len(files) == (DAY - (OUTAGE[1] - OUTAGE[0])) / FILM
    assert [gap["cause"] for gap in lane["gaps"]][:2] == ["notScheduled", "cameraOffline"]
    assert "refused" in lane["gaps"][1]["reason"]
    assert len(lane["spans"]) == 2
    kept = sorted((tmp_path / "data" / "recordings" / "made-up" / job["id"]).rglob("*.mp4"))
    assert len(kept) == len(files) and kept[0].samefile(kept[-1]), "one film under many names"
    assert float(media.probe(kept[0])["format"]["duration"]) == pytest.approx(FILM.total_seconds(), abs=1)

    kinds = [mark["kind"] for mark in timeline["marks"]]
    assert kinds.count("motion") == len(clips) == len(MOTION) and all(clip["fileIds"] for clip in clips)
    assert seen.startswith(b"\xff\xd8"), "each has its picture"
    outage = [mark["at"] for mark in timeline["marks"] if mark["kind"].startswith("cameraO")]
    assert outage == [lane["gaps"][1]["start"], lane["gaps"][1]["end"]]
    assert [(alert["kind"], alert["endedAt"]) for alert in alerts] == [("cameraOffline", outage[1])]
