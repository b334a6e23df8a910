"""What happens to the ground a recorder stands on: its clock is set, its database is held by somebody else."""

import asyncio
import itertools
import sqlite3
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from regie.kernel.clock import SystemClock
from tests.camcron.door import Door, open_door
from tests.journeys.house import House, at
from tests.rigs import media
from tests.rigs.rtsp import RelayCam

pytestmark = [pytest.mark.rig, pytest.mark.long, pytest.mark.timeout(240)]
HOUR = timedelta(hours=1)
ALWAYS = {"triggerType": "continuous"}


class SetClock(SystemClock):
    """The machine's clocks, the wall clock set by so much."""

    def __init__(self) -> None:
        self.by = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.by


async def test_a_clock_set_forth_and_back_by_an_hour_interrupts_no_recording_and_repeats_no_tick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SetClock()
    monkeypatch.setattr("regie.bootstrap.SystemClock", lambda: clock)
    with RelayCam(main=media.loop(), sub=media.loop(size="320x180", kbps=200)) as cam:
        async with open_door(tmp_path) as door:
            camera = (await door.add_camera(streams={key: cam.url(key) for key in cam.loops}))["id"]
            film = (await door.add_job(camera, schedule=ALWAYS, output={"segmentDuration": 5}))["id"]
            minutes = {"cron": "* * * * *", "triggerType": "oneshot"}
            pictures = (await door.add_job(camera, action="snapshot", schedule=minutes, streamKey="sub"))["id"]
            await until(lambda: files(door, film), lambda found: len(found) >= 1)
            (run,) = await history(door, film)

            clock.by = HOUR
            found = await until(lambda: history(door, pictures), lambda rows: any(row["ticks"] > 1 for row in rows))
            missed = next(row for row in found if row["ticks"] > 1)
            assert missed["status"] == "missed" and 58 <= missed["ticks"] <= 61, missed
            have = len(await files(door, film))
            await until(lambda: files(door, film), lambda found: len(found) >= have + 2)

            clock.by = timedelta(0)
            have = len(await files(door, film))
            found = await until(lambda: files(door, film), lambda found: len(found) >= have + 2)
            (same,) = await history(door, film)
            assert (same["id"], same["attempts"], same["status"]) == (run["id"], 1, "running")
            ticks = [row["scheduledAt"] for row in await history(door, pictures) if row["status"] == "success"]
            assert len(ticks) == len(set(ticks)), "no instant is carried out twice"
            in_order = sorted(found, key=lambda file: file["startedAt"])
            for former, following in itertools.pairwise(in_order):  # one clock, whatever the wall shows
                gap = at(following["startedAt"]) - at(former["startedAt"])
                assert abs(gap - timedelta(seconds=former["durationSeconds"])) < timedelta(seconds=1)
            for file in found:
                assert media.decoded_frames(tmp_path / "recordings" / file["path"]) > 0


async def files(door: Door, job: str) -> list[dict[str, Any]]:
    return list((await door("GET", f"/api/files?jobId={job}&limit=1000")).json())


async def history(door: Door, job: str) -> list[dict[str, Any]]:
    return list((await door("GET", f"/api/jobs/{job}/history")).json())


async def until(
    look: Callable[[], Awaitable[list[dict[str, Any]]]], holds: Callable[[list[dict[str, Any]]], bool]
) -> list[dict[str, Any]]:
    """What is seen, once it holds."""
    async with asyncio.timeout(75):
        while True:
            seen = await look()
            if holds(seen):
                return seen
            await asyncio.sleep(0.2)


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
