"""A cap on processes: who counts most goes first, the others wait and say so."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.house import PATIENCE, House, at, now
from tests.rigs.rtsp import RelayCam

pytestmark = pytest.mark.rig


def test_over_the_cap_on_processes_a_job_waits_with_words_until_a_place_is_free(
    relaycam: RelayCam, tmp_path: Path
) -> None:
    with House(tmp_path / "data", limits={"maxProcesses": 1}) as house:
        camera = house.camera("Yard", relaycam.url("main"))
        first = house.job(camera, "First")
        house.reaches(first, "running")
        minor, major = (house.job(camera, name, priority=rank) for name, rank in (("Minor", 1), ("Major", 9)))
        for job in (minor, major):
            shown = house.reaches(job, "waiting")
            assert (shown["reasonCode"], shown["reason"]) == (
                "processes", "1 of 1 recording processes run; it waits for a place.",
            )  # fmt: skip
            assert now() - timedelta(seconds=PATIENCE) < at(shown["stateSince"]) <= now()
        assert len(house.recorders()) == 1

        house.stop(first)
        house.reaches(major, "running")
        assert house.show(minor)["state"] == "waiting"
        (began,) = house.history(major)
        assert began["waitedFor"] == "processes"
        house.stop(minor)  # who waits can be stopped
        (run,) = house.history(minor)
        assert (run["status"], run["files"], run["attempts"]) == ("stopped", 0, 1)
        house.stop(major)
        assert len(house.files(first)) == len(house.files(major)) == 1
        house.check()
