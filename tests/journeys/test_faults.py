"""
What cameras do to a recorder: each fault becomes a state with its reason in words, and costs nothing that was recorded.

All cameras of the table misbehave at once on one server, as they do in life.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.journeys.house import House, at, ends, film, frames_before_a_tear, now
from tests.rigs import media
from tests.rigs.rtsp import RelayCam
from tests.rigs.servers import free_port
from tests.serving import eventually

pytestmark = pytest.mark.rig
STALL = 3.0


@dataclass(frozen=True)
class Fault:
    """What is wrong with a camera, and what is told of it."""

    name: str
    code: str
    reason: str
    offline: bool = True
    or_silent: bool = False
    """Noise is now and then taken for an answer that has not ended yet."""


SILENT = Fault("mute", "timeout", "It did not answer in time.")
TABLE = (
    Fault("refuses", "refused", "The connection is refused: nothing listens at this port."),
    SILENT,
    Fault("garbage", "garbage", "What came is no video that could be understood, or nothing came.", or_silent=True),
    Fault("locked", "unauthorized", "The user name or the password is refused."),
    Fault("elsewhere", "notFound", "There is no such stream or file at this address."),
    Fault("full", "busy", "It serves as many connections as it can, or asks to come back later.", offline=False),
    Fault("deaf", "noVideo", "There is no video in it."),
    Fault("nameless", "dns", "The name of the host is not known."),
)


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Of the cameras of the table."""
    deaf = film(tmp_path_factory.mktemp("loops") / "deaf.mkv", "-i", str(media.loop()), "-map", "0:a", "-c", "copy")
    with ExitStack() as cameras:
        cams = {name: cameras.enter_context(RelayCam()) for name in ("mute", "garbage", "locked", "full")}
        cams["mute"].mute()
        cams["garbage"].garbage("answer")
        cams["locked"].require("digest", "admin", "another")
        cams["full"].refuse(453)
        sound = cameras.enter_context(RelayCam(main=deaf))
        yield {name: cam.url() for name, cam in cams.items()} | {
            "refuses": f"rtsp://127.0.0.1:{free_port()}/main",
            "locked": cams["locked"].url(username="admin", password="wrong"),
            "elsewhere": cams["full"].url("nowhere").replace(str(cams["full"].port), str(sound.port)),
            "deaf": sound.url(),
            "nameless": "rtsp://camera.invalid:554/main",
        }


def test_each_fault_of_a_camera_is_told_in_words_and_giving_up_is_not_the_end(
    addresses: dict[str, str], tmp_path: Path
) -> None:
    with House(tmp_path / "data", recorder={"startSeconds": 6}) as house:
        cameras = {fault.name: house.camera(fault.name, addresses[fault.name]) for fault in TABLE}
        jobs = {fault.name: house.job(cameras[fault.name], f"{fault.name} job", maxRetries=0) for fault in TABLE}
        for fault in TABLE:
            shown = house.reaches(jobs[fault.name], "failed", within=60)
            told = (shown["reasonCode"], shown["reason"])
            assert told == (fault.code, fault.reason) or (fault.or_silent and told == (SILENT.code, SILENT.reason))
            (run,) = house.history(jobs[fault.name])
            assert run["status"] == "running", "its run stays open"
            assert house.words(jobs[fault.name]).count("starting (attempt") == 1
            if fault.offline:  # told of the camera a moment after it was told of the job
                eventually(
                    partial(is_told, house, cameras[fault.name], ("offline", *told)),
                    what=lambda fault=fault: str(of_camera(house, cameras[fault.name])),
                )
            else:
                assert of_camera(house, cameras[fault.name])[0] != "offline"
        house.stop(*jobs.values())
        for fault in TABLE:
            (run,) = house.history(jobs[fault.name])
            assert (run["files"], run["status"]) == (0, "stopped")
        house.check()


def of_camera(house: House, camera: str) -> tuple[str, str | None, str | None]:
    shown = house.api("GET", f"/api/cameras/{camera}")
    return shown["state"], shown["reasonCode"], shown["reason"]


def is_told(house: House, camera: str, state: tuple[str, str | None, str | None]) -> bool:
    return of_camera(house, camera) == state


def test_a_camera_that_freezes_drops_or_comes_back_costs_only_the_time_it_was_away(tmp_path: Path) -> None:
    one_a_second = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=1", "-t", "20", "-c:v", "libx264", "-g", "1")
    slow = film(tmp_path / "slow.mkv", *one_a_second, "-bf", "0", "-pix_fmt", "yuv420p")
    with (
        RelayCam() as freezing,
        RelayCam() as dropping,
        RelayCam(main=slow) as calm,
        House(tmp_path / "data", recorder={"stallSeconds": STALL}) as house,
    ):
        jobs = {
            name: house.job(house.camera(name, cam.url()), f"{name} job", maxRetries=0)
            for name, cam in (("freezing", freezing), ("dropping", dropping), ("calm", calm))
        }
        for job in jobs.values():
            house.reaches(job, "running")
        time.sleep(3)

        freezing.freeze()
        froze = now().timestamp()
        dropping.kill()
        cut = now().timestamp()
        shown = house.reaches(jobs["freezing"], "stalled", "failed")
        assert now().timestamp() - froze <= STALL + 2 + 1  # the promise, and the last second of frames on their way
        assert shown["reason"] in (f"Nothing came for {STALL:g} s.", "It did not answer in time.")
        shown = house.reaches(jobs["dropping"], "failed")
        assert shown["reason"]
        eventually(
            lambda: house.api("GET", "/api/cameras/dropping")["state"] == "offline",
            what=lambda: str(house.api("GET", "/api/cameras/dropping")),
        )
        house.count(jobs["dropping"], 1)
        house.count(jobs["freezing"], 1)

        freezing.thaw()
        dropping.start()
        assert house.api("POST", "/api/cameras/dropping/test", {})["ok"]
        assert house.api("POST", "/api/cameras/freezing/test", {})["ok"]
        for name in ("freezing", "dropping"):  # at once, not after the minute between two slow tries
            shown = house.reaches(jobs[name], "running", within=20)
            eventually(lambda name=name: house.history(jobs[name])[0]["reason"] is None, what=lambda: "a reason stays")
            assert house.api("GET", f"/api/cameras/{name}")["state"] == "online"
        time.sleep(2)
        house.stop(*jobs.values())

        torn: list[str] = []
        for name, away in (("freezing", froze), ("dropping", cut)):
            before, *_, after = house.files(jobs[name])
            assert ends(before) == pytest.approx(away, abs=2), name
            assert at(after["startedAt"]).timestamp() > away
            assert frames_before_a_tear(house.place(before)) > 2 * 15  # the camera went in the middle of a frame
            torn.append(before["id"])
            assert [run["status"] for run in house.history(jobs[name])] == ["stopped"]
        assert len(house.files(jobs["calm"])) == 1
        assert house.history(jobs["calm"])[0]["attempts"] == 1, "one frame a second is no stall"
        house.check(*torn)
