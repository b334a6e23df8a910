"""A disk that has too little free: the oldest goes before its days, what is newest stays, and all of it is told."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import needs
from tests.journeys.house import House
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = [pytest.mark.rig, pytest.mark.long]  # retention that is asked for begins within five seconds, each time
SIZE = 160 << 20
RESERVE, LOW = 75_000_000, 45.0
"""Both a little more than what is left free below, which is a little more than what counts as full (67 MB)."""
LEFT = 70_000_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """All recordings lie on a small disk of their own."""
    needs.root("to mount a disk")
    place = tmp_path / "data" / "recordings"
    place.mkdir(parents=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    mounted = subprocess.run(words, capture_output=True, text=True)
    if mounted.returncode:
        needs.cannot_run(f"nothing can be mounted here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def test_a_disk_with_too_little_free_loses_its_oldest_files_early_and_tells_so(
    relaycam: RelayCam, tmp_path: Path, disk: Path
) -> None:
    storage = {"reserveGB": RESERVE / 1e9, "lowSpacePercent": LOW, "defaultRetention": {"maxDays": 30}}
    with House(tmp_path / "data", storage=storage) as house:
        camera = house.camera("Yard", relaycam.url("main"))
        old, new = house.job(camera, "Old"), house.job(camera, "New")
        for job in (old, new):
            house.api.writes(job, seconds=1)
        house.stop(old, new)
        for job in (old, new):
            house.count(job, 1)
        house.api("DELETE", f"/api/jobs/{old}")  # its files stay, by the limits that it had; nobody's newest hour
        gone, stays = files_of(house, "Old"), files_of(house, "New")
        assert gone and stays
        run(house)
        assert not [kind for kind in ("diskLow", "retentionEarly", "retentionApplied") if told(house, kind)]

        ballast = disk / "ballast"
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize - LEFT)
        run(house)
        run(house)  # a disk is low when two looks say so

        assert (files_of(house, "Old"), files_of(house, "New")) == ([], stays)
        assert all(house.place(file).is_file() for file in stays)
        (low,) = told(house, "diskLow")
        assert (low["level"], low["open"]) == ("alert", True)
        assert f"are free on the disk of {disk}: less than 45 %." in low["text"]
        (early,) = told(house, "retentionEarly")
        assert (early["level"], early["open"]) == ("alert", True)
        assert early["text"] == "«Old» reaches back 0.0 days instead of 30: the disk has too little space."
        (applied,) = told(house, "retentionApplied")
        assert (applied["level"], applied["data"]["files"]) == ("activity", len(gone))
        assert applied["data"]["bytes"] == sum(file["sizeBytes"] for file in gone)
        assert "«Old»" in applied["text"]
        (row,) = house.api("GET", "/api/retention/ledger?rule=reserve")
        assert (row["jobName"], row["files"], row["cause"]) == ("Old", len(gone), "deletedByRetention")
        assert "because of the disk's need for space" in row["sentence"]

        ballast.unlink()
        run(house)
        run(house)
        (well,) = told(house, "diskRecovered")
        assert "again" in well["text"] and not told(house, "diskLow")[0]["open"]
        house.check()


def files_of(house: House, name: str) -> list[dict[str, Any]]:
    """Those recorded under this job's name, whether there still is one."""
    return [file for file in house.api.every("/api/files?limit=1000") if file["jobName"] == name]


def told(house: House, kind: str) -> list[dict[str, Any]]:
    return list(house.api("GET", f"/api/events?kind={kind}"))


def run(house: House) -> None:
    """Retention, now, to its end."""
    task = house.api("POST", "/api/retention/run", {})["taskId"]
    held: dict[str, Any] = {}

    def over() -> bool:
        held.update(house.api("GET", f"/api/tasks/{task}"))
        return held["state"] in ("done", "failed", "cancelled")

    eventually(over, what=lambda: str(held))
    assert held["state"] == "done", held
