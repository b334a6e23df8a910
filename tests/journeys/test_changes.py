"""What a change does to what runs: the process it concerns, soon, and no other; and windows that are kept exactly."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.journeys.house import House, at, ends, now, unplayable
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = pytest.mark.rig
SOON = 5.0
"""Seconds within which a change takes effect."""
ALWAYS = {"triggerType": "continuous"}


LASTS = 8


@dataclass(frozen=True)
class Windows:
    """Two jobs with the same window, that opens at the next full minute."""

    house: House
    tick: datetime
    prepared: str
    strict: str


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Time goes by until their window while other tests run."""
    with RelayCam() as cam, House(tmp_path_factory.mktemp("changes") / "data", timezone="UTC") as house:
        camera = house.camera("Gate", cam.url())
        assert house.api("POST", f"/api/cameras/{camera}/test", {})["ok"]
        tick = now().replace(second=0, microsecond=0) + timedelta(minutes=1)
        tick += timedelta(minutes=1) if tick - now() < timedelta(seconds=8) else timedelta(0)
        schedule = {"cron": f"{tick.minute} {tick.hour} * * *", "triggerType": "duration", "duration": LASTS}
        prepared = house.job(camera, "Prepared", schedule=schedule, run=False)
        strict = house.job(camera, "Strict", schedule=schedule, strictBounds=True, run=False)
        yield Windows(house, tick, prepared, strict)


def test_a_change_concerns_the_processes_whose_command_changes_and_no_other(
    relaycam: RelayCam, windows: Windows
) -> None:
    house = windows.house
    camera = house.camera("Yard", relaycam.url("main"))
    jobs = [
        house.job(camera, name, schedule=ALWAYS, output={"filenamePattern": "{jobName}_{timestamp}"}, run=False)
        for name in ("Changed", "Untouched", "Renamed", "Deleted")
    ]
    changed, untouched, renamed, deleted = jobs
    for job in jobs:
        house.reaches(job, "running")
    before = {job: house.recorder_of(job) for job in jobs}

    answer = house.change(changed, processConfig={"audio": "none"})
    assert answer["restarts"] == [changed]
    answer = house.change(renamed, name="Court", priority=7, maxRetries=-1, retention={"maxDays": 3})
    assert answer["restarts"] == []
    house.api("DELETE", f"/api/jobs/{deleted}")
    eventually(
        lambda: before[changed] not in pids(house) and before[deleted] not in pids(house),
        within=2 * SOON,
        what=lambda: f"{before} {pids(house)}",
    )
    eventually(lambda: house.show(changed)["lastRun"]["reason"] is None, what=lambda: str(house.history(changed)))
    house.reaches(changed, "running")
    new, old = house.history(changed)
    assert (old["status"], old["reason"]) == ("stopped", "The job or its camera was changed.")
    assert at(new["startedAt"]) - at(old["endedAt"]) < timedelta(seconds=SOON)
    assert house.recorder_of(untouched) == before[untouched]
    assert house.recorder_of(renamed) == before[renamed]
    assert len(house.files(deleted)) == 1, "the files of a deleted job stay"

    held = house.api("GET", f"/api/cameras/{camera}")
    renaming = house.api("PUT", f"/api/cameras/{camera}", held | {"name": "Court", "tags": ["outside"]})
    assert renaming["restarts"] == []
    assert house.recorder_of(untouched) == before[untouched]

    house.api("PUT", f"/api/cameras/{camera}", held | {"enabled": False})
    switched_off = time.monotonic()
    for job in (changed, untouched, renamed):
        shown = house.reaches(job, "disabled")
        assert (shown["reasonCode"], shown["reason"]) == ("cameraDisabled", "Its camera is switched off.")
    assert time.monotonic() - switched_off < 2 * SOON
    eventually(lambda: not {*before.values()} & pids(house), what=lambda: str(house.recorders()))
    for job in (changed, untouched, renamed):
        eventually(lambda job=job: house.history(job)[0]["status"] != "running", what=lambda: "still running")
        assert house.history(job)[0]["reason"] == "Its camera was switched off."
    with_sound = [len(media.probe(house.place(file))["streams"]) for file in house.files(changed)]
    assert with_sound == [2, 1]
    assert Path(house.files(renamed)[-1]["path"]).name.startswith("court_"), "files are named as the job is by then"
    assert all(unplayable(house.place(file)) == "" for job in jobs for file in house.files(job))
    assert not house.grumbles()


def pids(house: House) -> set[int]:
    return {process.pid for process in house.recorders()}


@pytest.mark.long
def test_a_window_begins_with_frames_that_were_there_before_its_tick_or_strictly_at_it(windows: Windows) -> None:
    house, tick, closing = windows.house, windows.tick, windows.tick + timedelta(seconds=LASTS)
    for job in (windows.prepared, windows.strict):
        eventually(
            lambda job=job: house.history(job) != [] and house.history(job)[0]["status"] != "running",
            within=(closing - now()).total_seconds() + 30,
            what=lambda job=job: f"{house.show(job)} {house.words(job)}",
        )
        (run,) = house.history(job)
        assert (run["status"], run["trigger"], at(run["scheduledAt"])) == ("success", "schedule", tick)
        (film,) = house.files(job)
        began, ended = at(film["startedAt"]), datetime.fromtimestamp(ends(film), UTC)
        if job == windows.prepared:
            assert tick - timedelta(seconds=4) < began <= tick + timedelta(seconds=0.5)
        else:
            assert tick - timedelta(seconds=0.5) <= began <= tick + timedelta(seconds=1.7)
        assert abs(ended - closing) < timedelta(seconds=1.2)
    house.check()
