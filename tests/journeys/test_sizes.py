"""Recordings cut by size from a real camera: close to what was asked for, one after the other, and nothing lost."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import House, at, ends, frames_before_a_tear
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = pytest.mark.rig
MEGABYTE = 1_000_000
PIECE = 2.0
"""Seconds of a piece of such small files."""
RATE, GROUP = 15, 1.0
"""The camera's frames a second, and seconds between two of its key frames."""


def test_files_of_a_size_are_full_to_a_piece_and_touch_each_other(tmp_path: Path) -> None:
    with RelayCam(main=media.loop(kbps=1500)) as camera, House(tmp_path / "data") as house:
        made = house.camera("Yard", camera.url("main"))
        sized = {form: {"format": form, "segmentSizeMB": 1} for form in ("mp4", "avi")}
        jobs = {form: house.job(made, form, output=output) for form, output in sized.items()}
        shown = house.show(jobs["mp4"])
        assert shown["output"]["segmentSizeMB"] == 1 and "segmentDuration" not in shown["output"]
        both = house.job(made, "both", output={"segmentSizeMB": 1000, "segmentDuration": 6})
        for job in (*jobs.values(), both):
            house.count(job, 4, within=90)
        house.stop(*jobs.values(), both)

        for form, job in jobs.items():
            assert [run["attempts"] for run in house.history(job)] == [1], house.words(job)
            files = house.files(job)
            full = files[:-1]
            rate = sum(file["sizeBytes"] for file in full) / sum(file["durationSeconds"] for file in full)
            for file in full:
                assert file["sizeBytes"] <= 1.03 * MEGABYTE, (form, file)
                assert file["sizeBytes"] >= MEGABYTE - (PIECE + 1) * 1.5 * rate, (form, file)
                assert file["durationSeconds"] > PIECE
            assert_unbroken(house, files)
        assert all(abs(file["durationSeconds"] - 6) <= 1.1 for file in house.files(both)[:-1])
        assert_unbroken(house, house.files(both))
        house.check()


def assert_unbroken(house: House, files: list[dict[str, Any]]) -> None:
    """Each begins where the former ends, and the frames of all are there, from the camera's first key frame on."""
    for sooner, later in pairwise(files):
        assert abs(at(later["startedAt"]).timestamp() - ends(sooner)) < 0.2, (sooner, later)
    lacks = [file["durationSeconds"] * RATE - media.decoded_frames(house.place(file)) for file in files]
    assert -2 <= lacks[0] <= GROUP * RATE + 3, "until that key frame there is sound alone"
    assert max(map(abs, lacks[1:])) <= 3 and abs(sum(lacks[1:])) <= 12, lacks


@pytest.mark.long
def test_pieces_that_a_killed_server_left_are_kept(tmp_path: Path) -> None:
    with RelayCam(main=media.loop(kbps=1500)) as camera, House(tmp_path / "data") as house:
        job = house.job(house.camera("Yard", camera.url("main")), "Big", output={"segmentSizeMB": 50})
        eventually(lambda: len(house.staged()) >= 3, within=60, what=lambda: house.words(job))
        house.kill()
        before = len(house.staged())
        house.start()
        house.count(job, before - 1)
        house.stop(job)

        assert sum(frames_before_a_tear(house.place(file)) for file in house.files(job)) > 15 * 5 * (before - 2)
        house.check(*(file["id"] for file in house.files(job)))


def test_a_size_is_for_recordings(tmp_path: Path) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", "rtsp://127.0.0.1:9/x")
        body = {"name": "S", "cameraId": camera, "schedule": {"triggerType": "oneshot"}, "action": "snapshot"}
        for output in ({"segmentSizeMB": 5}, {"segmentSizeMB": 0.5}):
            with pytest.raises(AssertionError, match=r"output\.segmentSizeMB"):
                house.api("POST", "/api/jobs", body | {"output": output})
