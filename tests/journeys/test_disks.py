"""What disks do to a recorder: jobs wait with a sentence while one is away, and go on when it is back."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import needs
from tests.journeys.house import House
from tests.rigs.rtsp import RelayCam

pytestmark = pytest.mark.rig
SIZE = 160
"""MB of the disk that fills up: more than what counts as full (64), by enough to record."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, below the recordings; it can be taken out by `umount`, and `insert`ed again."""
    needs.root("to mount a disk")
    place, platter = tmp_path / "data" / "recordings" / "disk", tmp_path / "platter"
    place.mkdir(parents=True)
    platter.mkdir()
    mounted = mount("-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", platter)
    if mounted.returncode:
        needs.cannot_run(f"nothing can be mounted here: {mounted.stderr.strip()}")
    try:
        insert(place)
        yield place
    finally:
        for each in (place, platter):
            while os.path.ismount(each):
                subprocess.run(["umount", "-l", each], check=True)


def insert(place: Path) -> None:
    """The disk, at its place."""
    mounted = mount("--bind", place.parents[2] / "platter", place)
    assert mounted.returncode == 0, mounted.stderr


def mount(*words: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["mount", *map(str, words)], capture_output=True, text=True)


def test_a_disk_that_loses_its_marker_is_taken_out_fills_up_or_turns_read_only_is_waited_for(
    relaycam: RelayCam, tmp_path: Path, disk: Path
) -> None:
    with House(tmp_path / "data") as house:
        house.recordings = disk  # its files are told from its own top on
        camera = house.camera("Yard", relaycam.url("main"))
        output = {"directory": "disk/{jobId}", "filenamePattern": "film", "segmentDuration": 5}
        (disk / "on-it").mkdir()
        (disk / "on-it" / "film.mp4").write_bytes(b"somebody's")
        job = house.job(camera, "On it", output=output, maxRetries=0)
        goes_on(house, job)

        marker = disk / ".regie" / "root.json"
        shutil.move(marker, tmp_path / "root.json")
        waits(house, job, "lacks its marker")
        shutil.move(tmp_path / "root.json", marker)
        goes_on(house, job)

        house.api("POST", f"/api/jobs/{job}/start")
        house.reaches(job, "running")
        subprocess.run(["umount", "-l", disk], check=True)  # in the middle of a recording
        assert house.reaches(job, "waiting", within=60)["reasonCode"] == "disk"
        assert not list(disk.iterdir()), "it was written to the folder below the disk"
        insert(disk)
        goes_on(house, job)

        assert mount("-o", "remount,ro", disk).returncode == 0
        waits(house, job, "read-only")
        assert mount("-o", "remount,rw", disk).returncode == 0
        goes_on(house, job)

        house.api("POST", f"/api/jobs/{job}/start")
        house.reaches(job, "running")
        time.sleep(1)
        with (disk / "ballast").open("wb") as ballast, pytest.raises(OSError, match="No space left"):
            while True:
                ballast.write(bytes(1 << 20))
                ballast.flush()
        shown = house.reaches(job, "waiting", within=60)
        assert shown["reasonCode"] == "disk" and ("no space" in shown["reason"] or "is full" in shown["reason"])
        assert house.api("GET", "/api/cameras/yard")["state"] == "online", "no fault of the camera's"
        filled = len(house.files(job))
        (disk / "ballast").unlink()
        goes_on(house, job)
        torn = house.files(job)[filled]  # it could not get its name while the disk was full
        assert all(path.name.endswith((".mp4", ".reason.txt")) for path in house.aside())

        names = [Path(file["path"]).name for file in house.files(job)]
        assert names[:4] == ["film-2.mp4", "film-3.mp4", "film-4.mp4", "film-5.mp4"]
        assert (disk / "on-it" / "film.mp4").read_bytes() == b"somebody's"
        (disk / "on-it" / "film.mp4").unlink()
        house.check(torn["id"])


def waits(house: House, job: str, why: str) -> None:
    """It is started, and waits instead, with the reason."""
    house.api("POST", f"/api/jobs/{job}/start")
    shown = house.reaches(job, "waiting")
    assert shown["reasonCode"] == "disk" and why in shown["reason"], shown


def goes_on(house: House, job: str) -> None:
    """It records again, without anybody's help; when it is stopped its file is there."""
    before = len(house.files(job))
    house.reaches(job, "running", within=30)
    time.sleep(1)
    house.stop(job)
    house.count(job, before + 1)
