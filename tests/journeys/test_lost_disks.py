"""A disk that is lost, a disk in its place, and a database that is lost: nothing is written or deleted by mistake."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import House
from tests.journeys.test_disks import disk, goes_on, mount, waits
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import ASK, ROOT, eventually

__all__ = ["disk"]
pytestmark = pytest.mark.rig
OUTPUT = {"directory": "disk/{jobId}", "filenamePattern": "{jobId}_{timestamp}", "segmentDuration": 5}
SAME = ("path", "jobId", "jobName", "cameraId", "runId", "startedAt", "durationSeconds", "sizeBytes", "format")


def test_a_lost_disk_is_neither_written_nor_cleaned_and_one_call_adopts_another(
    relaycam: RelayCam, tmp_path: Path, disk: Path
) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"))
        job = house.job(camera, "On it", output=OUTPUT, maxRetries=0)
        goes_on(house, job)
        first = house.files(job)
        assert [root["state"] for root in roots(house, disk)] == ["ok"]

        subprocess.run(["umount", "-l", disk], check=True)
        waits(house, job, "lacks its marker")
        assert [root["state"] for root in roots(house, disk)] == ["unmarked"]
        refused = house.api("POST", "/api/files/delete", {"ids": [file["id"] for file in first]})
        assert (refused["deleted"], {each["code"] for each in refused["refused"]}) == (0, {"disk"})
        gone = house.fetch(f"/api/files/{first[0]['id']}/content")
        assert gone.status_code == 503 and "lacks its marker" in gone.json()["detail"]
        assert list(disk.iterdir()) == [], "nothing is written where the disk is not"
        assert [file["id"] for file in house.files(job)] == [file["id"] for file in first], "nothing is forgotten"

        assert mount("-t", "tmpfs", "-o", "size=160m", "tmpfs", disk).returncode == 0
        time.sleep(1)
        assert list(disk.iterdir()) == [], "a disk that nobody has adopted stays untouched"
        told = house.api("POST", "/api/roots/adopt", {"path": str(disk), "forget": True})
        stock = result(house, told["taskId"])
        assert (stock["missing"], stock["forgotten"], stock["present"]) == (len(first), len(first), 0)
        assert stock["missingFrom"] == first[0]["startedAt"]
        goes_on(house, job)
        assert [root["state"] for root in roots(house, disk)] == ["ok"]
        assert all(house.fetch(f"/api/files/{file['id']}/content").status_code == 200 for file in house.files(job))


@pytest.mark.long
@pytest.mark.timeout(240)
def test_a_lost_database_is_made_again_from_the_files(relaycam: RelayCam, tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    with house:
        camera = house.camera("Yard", relaycam.url("main"))
        jobs = {form: house.job(camera, f"As {form}", output=output(form)) for form in ("mp4", "mkv", "ts", "avi")}
        for job in jobs.values():
            house.reaches(job, "running")
        picture = house.job(camera, "Picture", action="snapshot", output={"format": "jpg"})
        for job in jobs.values():
            house.count(job, 1)
        house.stop(*jobs.values())
        house.count(picture, 1)
        house.stop(picture)
        eventually(
            lambda: not house.staged() and listed(house).keys() == house.on_disk(), what=lambda: f"{house.staged()}"
        )
        before = listed(house)
        film = next(file for file in before.values() if file["format"] == "mp4")
        said = json.loads(media.probe(house.recordings / film["path"])["format"]["tags"]["comment"])
        assert (said["run"], said["job"][1], said["camera"][1]) == (film["runId"], film["jobId"], "yard")

    for path in house.folder.glob("regie.db*"):
        path.unlink()
    with house:
        again = house.job(house.camera("Yard", relaycam.url("main")), "As mp4", output=output("mp4"), run=False)
        blocked = house.reaches(again, "blocked")
        assert "another installation" in blocked["reason"]
        assert listed(house) == {}
        dry = adopt(house, "--dry-run")
        assert (dry["done"], dry["ours"], dry["added"], dry["unclaimed"]) == (False, False, len(before), 0)
        assert listed(house) == {} and house.show(again)["state"] == "blocked"

        done = adopt(house, "--yes")

        assert (done["done"], done["added"]) == (True, len(before))
        after = listed(house)
        assert {path: after[path] for path in before} == before
        assert adopt(house, "--yes")["added"] == 0, "nothing is listed twice"
        comes_later(house, done, {path for path, file in before.items() if file["jobId"] == "as-mkv"})
        theirs = {path for path, file in before.items() if file["jobId"] == "as-mp4"}
        assert theirs <= {file["path"] for file in house.files(again)}, "a job that is put in again has its files again"
        house.reaches(again, "idle", within=60)
        house.api("POST", f"/api/jobs/{again}/start")
        house.reaches(again, "running", within=60)
        house.stop(again)
        house.count(again, 1)
        house.check()


def comes_later(house: House, done: dict[str, Any], orphans: set[str]) -> None:
    """A job that is put in after its files were adopted has them too, and is warned of that."""
    assert done["unknownJobs"].keys() == {"as-mkv", "as-ts", "as-avi", "picture"}
    assert "not known here (as-avi, as-mkv, as-ts, picture): kept until" in done["notice"]
    late = {"name": "As mkv", "cameraId": "yard", "action": "record", "schedule": {}, "enabled": False}
    (warning,) = house.api("POST", "/api/jobs", late)["warnings"]
    assert warning["code"] == "takes-over-files" and house.files("as-mkv") == []
    house.api("POST", "/api/retention/run", {})
    eventually(
        lambda: {file["path"] for file in house.files("as-mkv")} == orphans,
        within=20,
        what=lambda: f"{house.files('as-mkv')}",
    )


def output(form: str) -> dict[str, Any]:
    return {"directory": "{jobId}", "filenamePattern": "{jobId}_{timestamp}", "format": form, "segmentDuration": 5}


def listed(house: House) -> dict[str, dict[str, Any]]:
    """Files as they are listed, by path, without what a new index gives anew."""
    rows = house.api("GET", "/api/files?limit=1000")
    return {row["path"]: {name: row[name] for name in SAME} for row in rows}


def adopt(house: House, *words: str) -> dict[str, Any]:
    """What the command line says of the recordings."""
    command = [sys.executable, "-m", "regie", "files", "adopt", str(house.recordings), "--json", *words]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [*command, "--data", str(house.folder)], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def roots(house: House, place: Path) -> list[dict[str, Any]]:
    return [root for root in house.api("GET", "/api/roots") if root["path"] == str(place)]


def result(house: House, task: str) -> dict[str, Any]:
    """Of a task, once it is done."""
    held: dict[str, Any] = {}

    def ended() -> bool:
        held.update(house.api("GET", f"/api/tasks/{task}"))
        return held["state"] == "done"

    eventually(ended, what=lambda: f"{held}")
    return dict(held["result"])


def test_only_administrators_adopt_and_only_what_is_allowed(tmp_path: Path) -> None:
    with House(tmp_path / "data") as house:
        outside = ASK.post(
            f"{house.regie.url}/api/roots/adopt",
            json={"path": str(tmp_path)},
            headers={"authorization": house.api.bearer},
        )
        assert (outside.status_code, outside.json()["kind"]) == (503, "outside")
        assert not (tmp_path / ".regie").exists()
