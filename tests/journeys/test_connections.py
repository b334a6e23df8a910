"""How many connections a camera takes is never exceeded, as the camera itself counts them."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.journeys.house import House, at, now, shown_by_ps, words_of
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = pytest.mark.rig


def relays(house: House) -> list[psutil.Process]:
    """Processes of the relay that this house has started."""
    below = psutil.Process(house.regie.pid).children(recursive=True)
    return [process for process in below if "regie.camcron.relay" in " ".join(words_of(process))]


def idle(camera: RelayCam) -> None:
    """Nobody is connected any more."""
    eventually(lambda: camera.state()["live"] == 0, what=lambda: f"{camera.state()}")


def not_found(house: House, job: str) -> None:
    """The camera says that there is no such stream."""
    eventually(lambda: house.show(job)["reasonCode"] == "notFound", what=lambda: f"{house.show(job)}")


def settled(house: House, camera: RelayCam) -> None:
    """A few seconds after the last reader nobody is connected any more, and everything is in order."""
    idle(camera)
    eventually(lambda: not house.recorders(), what=lambda: f"left: {house.recorders()}")
    house.check()


def test_many_jobs_of_one_stream_share_the_one_connection_that_a_camera_takes(
    relaycam: RelayCam, tmp_path: Path
) -> None:
    with House(tmp_path / "data") as house:
        relaycam.require("digest", "admin", "s3cr:t/p@ss")
        who = {"username": "admin", "password": "s3cr:t/p@ss"}
        camera = house.camera("Yard", relaycam.url("main"), maxConnections=1, credentials=who)
        jobs = [house.job(camera, f"Copy {number}", output={"segmentDuration": 5}) for number in range(3)]
        for job in jobs:
            house.reaches(job, "running")
        seen = shown_by_ps()
        for job in jobs:
            house.count(job, 1)
        assert (relaycam.state()["live"], relaycam.state()["peak"]) == (1, 1)
        house.stop(*jobs)

        assert relaycam.state()["peak"] == 1 and not relaycam.state()["refused"]
        assert "s3cr" not in seen and "/read/" not in seen
        settled(house, relaycam)


def test_another_stream_of_a_camera_waits_with_words_by_priority_until_a_connection_is_free(
    relaycam: RelayCam, tmp_path: Path
) -> None:
    with House(tmp_path / "data") as house:
        streams = {"main": relaycam.url("main"), "sub": relaycam.url("sub")}
        camera = house.camera("Yard", streams["main"], maxConnections=1, streams=streams)
        first = house.job(camera, "First")
        house.reaches(first, "running")
        minor = house.job(camera, "Minor", priority=1, streamKey="sub")
        major = house.job(camera, "Major", priority=9, streamKey="sub", processConfig={"audio": "none"})
        for job in (minor, major):
            shown = house.reaches(job, "waiting")
            assert shown["reasonCode"] == "connections", shown
            assert shown["reason"].startswith(
                "The camera takes 1 connection at once, held by «First» through the relay since 20"
            ), shown

        house.stop(first)
        house.reaches(major, "running")
        house.reaches(minor, "running")  # they share the other stream
        house.stop(minor, major)
        assert relaycam.state()["peak"] == 1
        settled(house, relaycam)


@pytest.mark.parametrize("status", [453, pytest.param(503, marks=pytest.mark.long)])
def test_a_camera_that_refuses_one_connection_more_teaches_its_cap_and_the_relay_is_used_at_once(
    relaycam: RelayCam, tmp_path: Path, status: int
) -> None:
    relaycam.limit(2, status)
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"))
        jobs = [house.job(camera, f"Copy {number}") for number in range(4)]
        for job in jobs:
            house.reaches(job, "running")
        shown = house.api("GET", f"/api/cameras/{camera}")
        assert (shown["maxConnections"], shown["proposedMaxConnections"]) == (None, 2)
        assert shown["state"] == "online"
        told = [event for event in house.api("GET", "/api/events?limit=1000") if event["kind"] == "cameraChanged"]
        assert any("2 connections" in event["text"] for event in told), told
        accepted = house.api("PUT", f"/api/cameras/{camera}", {**shown, "maxConnections": 2})
        assert (accepted["maxConnections"], accepted["proposedMaxConnections"]) == (2, None)
        assert accepted["restarts"] == []
        for job in jobs:
            house.reaches(job, "running")
        house.stop(*jobs)
        assert relaycam.state()["peak"] == 2
        settled(house, relaycam)


@pytest.mark.long
def test_a_relay_that_dies_costs_a_moment_and_is_not_the_cameras_fault(relaycam: RelayCam, tmp_path: Path) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"), relay="always")
        jobs = [house.job(camera, f"Copy {number}") for number in range(2)]
        for job in jobs:
            house.reaches(job, "running")
        (relay,) = relays(house)
        begun = time.monotonic()
        relay.kill()
        said = set()
        while not said and time.monotonic() < begun + 10:
            said |= {shown["reasonCode"] for shown in map(house.show, jobs) if shown["state"] == "retrying"}
        assert said == {"relay"}
        for job in jobs:
            house.reaches(job, "running")
        assert time.monotonic() - begun < 10
        assert house.api("GET", f"/api/cameras/{camera}")["state"] == "online"
        house.stop(*jobs)
        assert all(len(house.files(job)) == 2 for job in jobs)
        settled(house, relaycam)


@pytest.mark.long
def test_a_server_that_is_killed_leaves_neither_relay_nor_feed(relaycam: RelayCam, tmp_path: Path) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"), maxConnections=1)
        job = house.job(camera, "Copy")
        house.reaches(job, "running")
        processes = psutil.Process(house.regie.pid).children(recursive=True)
        house.kill()
        idle(relaycam)
        _, alive = psutil.wait_procs(processes, 5)
        assert not alive
        house.start()
        house.reaches(job, "running")
        house.stop(job)
        settled(house, relaycam)


@pytest.mark.long
def test_a_camera_that_comes_back_is_found_by_everybody_who_shares_it(relaycam: RelayCam, tmp_path: Path) -> None:
    with House(tmp_path / "data", recorder={"stallSeconds": 3}) as house:
        camera = house.camera("Yard", relaycam.url("main"), maxConnections=1)
        jobs = [house.job(camera, f"Copy {number}") for number in range(2)]
        for job in jobs:
            house.reaches(job, "running")
        relaycam.refuse(404)
        relaycam.drop()
        for job in jobs:
            not_found(house, job)
        assert house.api("GET", f"/api/cameras/{camera}")["state"] == "offline"
        relaycam.refuse(0)
        for job in jobs:
            house.reaches(job, "running")
        assert house.api("GET", f"/api/cameras/{camera}")["state"] == "online"
        house.stop(*jobs)
        settled(house, relaycam)


@pytest.mark.long
def test_a_smaller_cap_is_kept_from_the_moment_it_is_set(relaycam: RelayCam, tmp_path: Path) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"))
        jobs = [house.job(camera, f"Copy {number}") for number in range(3)]
        for job in jobs:
            house.reaches(job, "running")
        assert relaycam.state()["live"] == 3
        held = house.api("GET", f"/api/cameras/{camera}")
        house.api("PUT", f"/api/cameras/{camera}", {**held, "maxConnections": 1})
        eventually(lambda: relaycam.state()["live"] == 1, what=lambda: f"{relaycam.state()}")
        for job in jobs:
            house.reaches(job, "running")
        assert relaycam.state()["live"] == 1
        house.stop(*jobs)
        assert [run["status"] for job in jobs for run in house.history(job)] == ["stopped"] * 3
        settled(house, relaycam)


@pytest.mark.long
def test_a_connectivity_test_takes_no_connection_too_many(relaycam: RelayCam, tmp_path: Path) -> None:
    with House(tmp_path / "data") as house:
        streams = {"main": relaycam.url("main"), "sub": relaycam.url("sub")}
        camera = house.camera("Yard", streams["main"], maxConnections=1, streams=streams)
        both = house.api("POST", f"/api/cameras/{camera}/test")
        assert [(each["stream"], each["ok"], each["width"]) for each in both["streams"]] == [
            ("main", True, 640), ("sub", True, 320),
        ]  # fmt: skip
        job = house.job(camera, "Copy")
        test = house.job(camera, "Look", run=False, action="test_connection", schedule={"triggerType": "oneshot"})
        house.reaches(job, "running")
        played = relaycam.state()["played"]
        shared = house.api("POST", f"/api/cameras/{camera}/test", {"stream": "main"})["streams"][0]
        assert (shared["ok"], shared["width"], shared["codec"]) == (True, 640, "h264")
        busy = house.api("POST", f"/api/cameras/{camera}/test", {"stream": "sub"})["streams"][0]
        assert (busy["ok"], busy["reasonCode"]) == (False, "busy") and "«Copy»" in busy["reason"]
        house.api("POST", f"/api/jobs/{test}/start")
        eventually(
            lambda: [run["status"] for run in house.history(test)] == ["success"], what=lambda: f"{house.history(test)}"
        )
        house.reaches(test, "idle")
        assert relaycam.state()["played"] == played, "another connection was opened"
        assert house.api("GET", f"/api/cameras/{camera}")["state"] == "online"

        house.stop(job)
        assert relaycam.state()["peak"] == 1
        settled(house, relaycam)


@pytest.mark.long
def test_where_the_relay_is_not_wanted_a_test_looks_at_what_is_being_recorded(
    relaycam: RelayCam, tmp_path: Path
) -> None:
    with House(tmp_path / "data") as house:
        camera = house.camera("Yard", relaycam.url("main"), maxConnections=1, relay="never")
        job = house.job(camera, "Copy")
        house.reaches(job, "running")
        seen = house.api("POST", f"/api/cameras/{camera}/test")["streams"][0]
        assert (seen["ok"], seen["width"], seen["codec"]) == (True, 640, "h264")
        house.stop(job)
        assert relaycam.state()["peak"] == relaycam.state()["played"] - 1 == 1  # a look before the first recording
        settled(house, relaycam)


@pytest.mark.long
def test_a_new_password_reaches_the_feed_of_a_shared_stream(relaycam: RelayCam, tmp_path: Path) -> None:
    relaycam.require("digest", "admin", "former-one")
    with House(tmp_path / "data") as house:
        who = {"username": "admin", "password": "former-one"}
        camera = house.camera("Yard", relaycam.url("main"), maxConnections=1, credentials=who)
        job = house.job(camera, "Copy")
        house.reaches(job, "running")
        relaycam.require("digest", "admin", "newer-one")
        relaycam.drop()
        eventually(
            lambda: house.show(job)["reasonCode"] == "unauthorized", what=lambda: f"{house.show(job)}", within=30
        )
        held = house.api("GET", f"/api/cameras/{camera}")
        house.api("PUT", f"/api/cameras/{camera}", held | {"credentials": who | {"password": "newer-one"}})
        house.reaches(job, "running")
        house.stop(job)
        assert relaycam.state()["peak"] == 1
        settled(house, relaycam)


@pytest.mark.timeout(240)
def test_windows_that_touch_hand_a_cameras_only_connection_over(relaycam: RelayCam, tmp_path: Path) -> None:
    """CU-03: through the relay without a gap; without it a short one, of which the history tells the cause."""
    with House(tmp_path / "data") as house:
        shared = house.camera("Shared", relaycam.url("main"), maxConnections=1)
        alone = house.camera("Alone", relaycam.url("sub"), maxConnections=1, relay="never")
        begin = now().replace(second=0, microsecond=0)
        tick = (now() + timedelta(seconds=78)).replace(second=0, microsecond=0)
        end = tick + timedelta(minutes=2)

        def window(start: Any, stop: Any) -> dict[str, Any]:
            return {
                "triggerType": "continuous",
                "cron": f"{start.minute} * * * *",
                "cronStop": f"{stop.minute} * * * *",
            }

        jobs = {
            (camera, name): house.job(camera, f"{name} {camera}", run=False, schedule=window(*span), timezone="UTC")
            for camera in (shared, alone)
            for name, span in (("Day", (begin, tick)), ("Night", (tick, end)))
        }
        for camera in (shared, alone):
            house.reaches(jobs[camera, "Day"], "running")
        seen = house.reaches(jobs[alone, "Night"], "waiting", within=90)
        assert seen["reasonCode"] == "connections" and "«Day alone»" in seen["reason"], seen
        for camera in (shared, alone):
            house.reaches(jobs[camera, "Night"], "running", within=30)
        time.sleep(3)  # of the new windows
        house.stop(jobs[shared, "Night"], jobs[alone, "Night"])

        for camera, most in ((shared, 0.0), (alone, 6.0)):
            (day,), (night,) = house.files(jobs[camera, "Day"]), house.files(jobs[camera, "Night"])
            gap = at(night["startedAt"]).timestamp() - at(day["startedAt"]).timestamp() - day["durationSeconds"]
            assert gap <= most, (camera, gap)
        (late,) = house.history(jobs[alone, "Night"])
        assert (late["waitedFor"], late["status"]) == ("connections", "stopped"), late
        why = house.api("GET", f"/api/jobs/{jobs[alone, 'Night']}/explain?at={tick:%Y-%m-%dT%H:%M:%S}.050Z")
        assert why["cause"] == "connections" and "«Day alone»" in why["reason"], why
        assert relaycam.state()["peak"] == 2  # one for each of these cameras, which are one device
        settled(house, relaycam)
