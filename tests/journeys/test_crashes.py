"""What a killed process, a killed server and an orderly end leave: all but two seconds, and nobody who still runs."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.house import House, at, ends, ffmpegs_in, gone, now, seconds_of
from tests.journeys.siege import TARGETS, Siege
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = pytest.mark.rig
LOST = 2.0
"""Seconds of a recording that a crash may cost: the promise is this, or one group of pictures."""
ALWAYS = {"triggerType": "continuous"}
AGAIN = 5.0
"""Seconds until everything that is wanted records again; one blow in fifty may meet a machine that is busy."""


def two_streams() -> RelayCam:
    """A common one and one of 100 kb/s, of which ffmpeg by itself would keep twenty seconds back."""
    return RelayCam(main=media.loop(), slow=media.loop(audio="none", size="320x180", kbps=80))


def recorded_at(house: House, instant: float, job: str) -> bool:
    """Whether a file holds what was there up to two seconds before that instant."""
    return any(at(file["startedAt"]).timestamp() < instant - LOST <= ends(file) + 0.3 for file in house.files(job))


def test_killed_processes_and_a_killed_server_cost_two_seconds_and_leave_no_orphan(tmp_path: Path) -> None:
    with two_streams() as cam, House(tmp_path / "data") as house:
        camera = house.api("POST", "/api/cameras", {"name": "Yard", "streams": {k: cam.url(k) for k in cam.loops}})[
            "id"
        ]
        long = {"segmentDuration": 600}
        jobs = [house.job(camera, key, streamKey=key, schedule=ALWAYS, output=long, run=False) for key in cam.loops]
        for job in jobs:
            house.reaches(job, "running")
        time.sleep(4)

        # one process dies
        victim, other = (house.recorder_of(job) for job in jobs)
        os.kill(victim, signal.SIGKILL)
        killed = now().timestamp()
        (cut_off,) = house.count(jobs[0], 1)
        assert recorded_at(house, killed, jobs[0]), (killed, cut_off)
        sound_alone = 1.1  # before the first key frame
        assert 0 <= cut_off["durationSeconds"] - seconds_of(house.place(cut_off)) + 0.1 <= sound_alone + 0.2
        house.reaches(jobs[0], "running")
        assert house.recorder_of(jobs[1]) == other, "the other job was disturbed"
        eventually(lambda: house.history(jobs[0])[0]["attempts"] == 2, what=lambda: str(house.history(jobs[0])))
        assert len(house.history(jobs[0])) == 1
        restart_is_told(house, jobs[0])

        # the server dies
        killed = now().timestamp()
        house.kill()
        gone(house.folder)
        house.start()
        answered = now()
        for job in jobs:
            house.reaches(job, "running")
            again, before = house.history(job)
            assert (before["status"], again["status"], again["trigger"]) == ("interrupted", "running", "resume")
            assert before["reason"] == "The server ended without stopping it."
            assert at(again["startedAt"]) - answered < timedelta(seconds=5)
        assert len(house.recorders()) == 2
        house.count(jobs[0], 2)
        house.count(jobs[1], 1)
        for job in jobs:
            assert recorded_at(house, killed, job), (killed, house.files(job))
            assert house.history(job)[1]["files"] == len(house.files(job))
        time.sleep(3)

        # the server is asked to end
        os.kill(house.regie.pid, signal.SIGTERM)
        stopped = now().timestamp()
        assert house.regie.ended(30) == 0
        assert not house.recorders() and not house.staged()
        house.start()
        for job in jobs:
            house.reaches(job, "running")
            assert recorded_at(house, stopped, job)
            assert house.history(job)[1]["reason"] == "The server was stopped."
        house.stop(*jobs)
        house.check()
        assert not house.aside()


def test_who_recorded_a_moment_ago_is_looked_at_briefly_and_after_a_failure_for_long(tmp_path: Path) -> None:
    with two_streams() as cam, House(tmp_path / "data") as house:
        job = house.job(house.camera("Yard", cam.url("main")), "film", schedule=ALWAYS, run=False)
        house.reaches(job, "running")

        looks = []
        for _ in range(3):
            eventually(lambda: len(list(ffmpegs_in(house.recordings))) == 1, within=10, what=lambda: "none is there")
            (process,) = ffmpegs_in(house.recordings)
            looks.append("-analyzeduration" in process.cmdline())
            process.kill()
            process.wait(10)
        house.reaches(job, "running")
        assert looks == [False, True, False]
        (process,) = ffmpegs_in(house.recordings)
        assert "-analyzeduration" not in process.cmdline()


def restart_is_told(house: House, job: str) -> None:
    """Once it has held for some seconds; whoever asks for events sees it."""
    restarts = "/api/events?kind=jobRestarted"
    eventually(lambda: bool(house.api("GET", restarts)), within=30, what=lambda: "nobody was told")
    (told,) = house.api("GET", restarts)
    assert (told["jobId"], told["level"], told["data"]["attempts"]) == (job, "activity", 2)
    assert "was started again: " in told["text"]


@pytest.mark.long
@pytest.mark.timeout(5400)
def test_two_hundred_kills_of_anything_at_any_instant_lose_nothing_that_was_promised(tmp_path: Path) -> None:
    """ffmpeg, the feed, the relay, the server, everything: see `siege` for what is looked at after each of them."""
    with Siege(tmp_path / "data") as siege:
        for _ in range(200):
            siege.round()
        siege.over()
        assert {blow.target for blow in siege.blows} == set(TARGETS)
        slow = [blow for blow in siege.blows if blow.again > AGAIN]
        assert len(slow) <= len(siege.blows) // 50, slow
