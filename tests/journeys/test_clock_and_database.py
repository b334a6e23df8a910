"""What happens to the ground a recorder stands on: its clock is set, its database is held by somebody else."""

import itertools
import os
import sqlite3
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests import needs
from tests.journeys.house import House, at
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = [pytest.mark.rig, pytest.mark.timeout(240)]
HOUR = 3600
LIBRARY = "/usr/lib/{}/faketime/libfaketime.so.1"
ALWAYS = {"triggerType": "continuous"}


class Hand:
    """Sets the wall clock of the processes that load `library`, in seconds beside the true time."""

    def __init__(self, file: Path, library: Path) -> None:
        self.file = file
        self.library = str(library)
        self(0)

    def __call__(self, seconds: int) -> None:
        part = self.file.with_suffix(".part")
        part.write_text(f"{seconds:+d}\n")
        part.replace(self.file)


@pytest.fixture
def set_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hand:
    machine = os.uname().machine.replace("arm64", "aarch64")
    library = needs.file(LIBRARY.format(f"{machine}-linux-gnu"), debian="libfaketime")
    monkeypatch.setenv("FAKETIME_TIMESTAMP_FILE", str(tmp_path / "clock"))
    monkeypatch.setenv("FAKETIME_CACHE_DURATION", "1")
    monkeypatch.setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1")
    return Hand(tmp_path / "clock", library)


def test_a_clock_set_forth_and_back_by_an_hour_interrupts_no_recording_and_repeats_no_tick(
    tmp_path: Path, set_clock: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RelayCam(main=media.loop(), sub=media.loop(size="320x180", kbps=200)) as cam:
        monkeypatch.setenv("LD_PRELOAD", set_clock.library)
        with House(tmp_path / "data") as house:
            monkeypatch.delenv("LD_PRELOAD")  # what is started from here on has the true time
            streams = {key: cam.url(key) for key in cam.loops}
            camera = house.api("POST", "/api/cameras", {"name": "Yard", "streams": streams})["id"]
            film = house.job(camera, "Film", schedule=ALWAYS, output={"segmentDuration": 5}, run=False)
            minutes = {"cron": "* * * * *", "triggerType": "oneshot"}
            pictures = house.job(camera, "Pictures", action="snapshot", schedule=minutes, streamKey="sub", run=False)
            house.count(film, 1)
            writer = house.recorder_of(film)

            set_clock(HOUR)
            missed = until_missed(house, pictures)
            assert 58 <= missed["ticks"] <= 60, missed
            house.count(film, 3)
            assert (house.recorder_of(film), house.show(film)["state"]) == (writer, "running")
            assert [run["status"] for run in house.history(film)] == ["running"]

            set_clock(0)
            before = len(house.files(film))
            house.count(film, before + 2)
            assert (house.recorder_of(film), house.show(film)["state"]) == (writer, "running")
            ticks = [run["scheduledAt"] for run in house.history(pictures) if run["status"] == "success"]
            assert len(ticks) == len(set(ticks)), "no instant is carried out twice"
            for job in (film, pictures):
                house.change(job, enabled=False)
                house.reaches(job, "disabled")
            files = house.files(film)
            for former, following in itertools.pairwise(files):  # one clock, whatever the wall shows
                gap = at(following["startedAt"]) - at(former["startedAt"])
                assert abs(gap - timedelta(seconds=former["durationSeconds"])) < timedelta(seconds=1), (
                    former,
                    following,
                )
            house.check()


def until_missed(house: House, job: str) -> dict[str, object]:
    """The row that stands for the instants that the clock jumped over."""
    found: list[dict[str, object]] = []

    def there() -> bool:
        found[:] = [run for run in house.history(job) if run["status"] == "missed" and run["ticks"] > 1]
        return bool(found)

    eventually(there, within=75, what=lambda: f"no instants were noted as missed: {house.history(job)[:3]}")
    return found[0]


def test_a_database_that_somebody_holds_delays_what_is_written_and_loses_nothing(tmp_path: Path) -> None:
    with RelayCam(main=media.loop()) as cam, House(tmp_path / "data") as house:
        camera = house.camera("Yard", cam.url())
        job = house.job(camera, "Film", schedule=ALWAYS, output={"segmentDuration": 5}, run=False)
        house.count(job, 1)
        writer = house.recorder_of(job)

        with sqlite3.connect(house.folder / "regie.db", isolation_level=None) as holder:
            holder.execute("BEGIN IMMEDIATE")
            held = len(house.files(job))
            time.sleep(12)
            assert house.api("GET", f"/api/jobs/{job}")["id"] == job, "readers are not held up"
            assert len(house.files(job)) == held
            holder.execute("ROLLBACK")

        house.count(job, held + 2, within=30)
        assert house.recorder_of(job) == writer, "the recording went on"
        house.change(job, enabled=False)
        house.reaches(job, "disabled")
        files = house.files(job)
        for former, following in itertools.pairwise(files):
            gap = at(following["startedAt"]) - at(former["startedAt"])
            assert abs(gap - timedelta(seconds=former["durationSeconds"])) < timedelta(seconds=0.5)
        assert house.on_disk() == {file["path"] for file in files}


def test_a_camera_that_changes_its_picture_is_recorded_on_in_files_that_play(tmp_path: Path) -> None:
    with RelayCam(main=media.loop()) as cam, House(tmp_path / "data") as house:
        camera = house.camera("Yard", cam.url())
        job = house.job(camera, "Film", schedule=ALWAYS, output={"segmentDuration": 5}, maxRetries=0, run=False)
        house.count(job, 1)

        cam.kill()
        cam.loops = {"main": media.loop(size="320x180", kbps=200)}
        cam.start()
        house.reaches(job, "running", within=75)
        house.count(job, len(house.files(job)) + 1)
        house.change(job, enabled=False)
        house.reaches(job, "disabled")

        sizes = {size_of(house.place(file)) for file in house.files(job)}
        assert sizes == {(640, 360), (320, 180)}
        torn = [file["id"] for file in house.files(job)]
        house.check(*torn)


def size_of(path: Path) -> tuple[int, int]:
    (video,) = [stream for stream in media.probe(path)["streams"] if stream["codec_type"] == "video"]
    return video["width"], video["height"]
