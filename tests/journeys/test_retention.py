"""Retention as its user meets it: a recording that keeps its size, and a server that dies while it deletes."""

import os
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from regie.kernel.ids import new_id
from tests.journeys.house import PATIENCE, House, at, gone
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = pytest.mark.rig
COPIES = 1500


def test_a_recording_over_its_size_loses_its_oldest_files_and_goes_on(relaycam: RelayCam, tmp_path: Path) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"))
        job = house.job(camera, "Small", output={"segmentDuration": 5})
        first, *_ = house.count(job, 3)
        size = sum(file["sizeBytes"] for file in house.files(job)[:3]) / 3
        house.change(job, retention={"maxSizeGB": 2.5 * size / 1e9})

        house.api("POST", "/api/retention/run")
        eventually(
            lambda: first["id"] not in {file["id"] for file in house.files(job)},
            within=PATIENCE,
            what=lambda: f"the oldest is still there: {house.files(job)}",
        )

        assert house.show(job)["state"] == "running" and len(house.history(job)) == 1
        house.stop(job)
        (row, *_) = house.api("GET", f"/api/retention/ledger?jobId={job}")
        assert row["rule"] == "maxSizeGB" and at(row["since"]) == at(first["startedAt"])
        gone(house.folder)  # pictures of the films are made beside
        house.check()


@pytest.mark.long
@pytest.mark.timeout(300)
def test_a_server_killed_while_it_deletes_goes_on_and_index_disk_sums_and_ledger_agree(
    relaycam: RelayCam, tmp_path: Path
) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"))
        job = house.job(camera, "Old", output={"segmentDuration": 5}, retention={"maxDays": 100})
        house.count(job, 1)
        house.stop(job)
        young = len(house.files(job))
        house.regie.stop()
        multiply(house, COPIES)
        mine = house.place({"path": "notes.txt"})
        mine.write_text("mine")
        house.start()
        house.api("PUT", f"/api/files/{house.files(job)[0]['id']}/protect")

        house.change(job, retention={"maxDays": 7})
        house.api("POST", "/api/retention/run")
        kills = 0
        while (left := films(house)) > young + 1:
            eventually(lambda: films(house) < left, within=PATIENCE, what=lambda: f"{left} files stay")
            if kills < 2:
                house.kill()
                house.start()
                kills += 1

        eventually(
            lambda: house.api("GET", "/api/storage")["files"] == young + 1,
            within=PATIENCE,
            what=lambda: f"{house.api('GET', '/api/storage')}",
        )
        rows = house.api("GET", f"/api/retention/ledger?jobId={job}&limit=1000")
        assert sum(row["files"] for row in rows) == COPIES - 1
        assert kills == 2 and mine.read_text() == "mine"
        assert len(house.files(job)) == young + 1
        mine.unlink()
        gone(house.folder)  # pictures of the films are made beside
        house.check()


def films(house: House) -> int:
    """How many there are on the disk, while folders vanish."""
    found = os.walk(house.recordings)
    return sum(name.endswith(".mp4") for folder, _, names in found if ".regie" not in folder for name in names)


def multiply(house: House, count: int) -> None:
    """Copies of the newest file, 200 days old and older, as a long life would have left them."""
    with sqlite3.connect(house.folder / "regie.db") as held:
        held.row_factory = sqlite3.Row
        row: dict[str, Any] = dict(held.execute("SELECT * FROM cam_files ORDER BY started_at DESC").fetchone())
        source = house.place({"path": row["path"]})
        begun = at(row["started_at"].replace(" ", "T") + "+00:00")
        (house.recordings / "old").mkdir()
        for number in range(count):
            path = f"old/{number % 10}/{number}.mp4"
            (house.recordings / path).parent.mkdir(exist_ok=True)
            shutil.copy(source, house.recordings / path)
            started = begun - timedelta(days=200, seconds=60 * (count - number))
            new = row | {"id": new_id(), "path": path, "started_at": f"{started:%Y-%m-%d %H:%M:%S.%f}"}
            names = ", ".join(new)
            held.execute(
                f"INSERT INTO cam_files ({names}) VALUES ({', '.join('?' * len(new))})",
                list(new.values()),
            )
    held.close()
