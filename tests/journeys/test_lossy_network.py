"""What networks do to a recorder: packets that get lost, a cable that is pulled, and what is recorded all the same."""

import time
from pathlib import Path

import pytest

from tests.journeys.house import House, at, ends, frames_before_a_tear, now, seconds_of
from tests.rigs.network import Elsewhere
from tests.rigs.rtsp import GstCam
from tests.serving import eventually

pytestmark = [pytest.mark.rig, pytest.mark.long, pytest.mark.timeout(180)]
STALL = 4.0
OVER = {"udp": ["-rtsp_transport", "udp"], "tcp": []}


def test_lost_packets_interrupt_no_recording_and_a_pulled_cable_only_for_as_long_as_it_is_out(tmp_path: Path) -> None:
    with (
        Elsewhere() as place,
        GstCam(at=place) as camera,
        House(tmp_path / "data", recorder={"stallSeconds": STALL}) as house,
    ):
        made = house.camera("Far", camera.url("main"))
        jobs = {
            name: house.job(made, name, output={"segmentDuration": 5}, processConfig={"extraArgs": words})
            for name, words in OVER.items()
        }
        for job in jobs.values():
            house.reaches(job, "running")
        place.lose(3)
        for job in jobs.values():
            house.count(job, len(house.files(job)) + 2)
        assert place.lost() > 10
        for job in jobs.values():
            shown, (run,) = house.show(job), house.history(job)
            assert (shown["state"], run["attempts"]) == ("running", 1), "lost packets are no stall"
        assert "missed" in house.words(jobs["udp"]), "what was lost is told in the log"
        place.lose(0)
        for file in house.files(jobs["tcp"])[1:]:
            whole = seconds_of(house.place(file))
            assert whole == pytest.approx(file["durationSeconds"], abs=0.3), "over TCP nothing is missing"

        place.pull()
        pulled = now().timestamp()
        for job in jobs.values():
            shown = house.reaches(job, "stalled", "retrying")
            assert at(shown["stateSince"]).timestamp() - pulled <= STALL + 3
            assert shown["reason"] and shown["reasonCode"] in ("cameraOffline", "timeout", "unreachable"), shown
        eventually(
            lambda: house.api("GET", f"/api/cameras/{made}")["state"] == "offline",
            what=lambda: str(house.api("GET", f"/api/cameras/{made}")),
        )
        place.plug()
        plugged = now().timestamp()
        for job in jobs.values():
            house.reaches(job, "running", within=30)
        time.sleep(2)
        house.stop(*jobs.values())
        for job in jobs.values():
            files = house.files(job)
            (before,) = [file for file in files if at(file["startedAt"]).timestamp() < pulled][-1:]
            (after,) = [file for file in files if at(file["startedAt"]).timestamp() > plugged - 1][:1]
            assert ends(before) == pytest.approx(pulled, abs=2), job
            assert frames_before_a_tear(house.place(after)) > 15, job
            assert [run["status"] for run in house.history(job)] == ["stopped"]
        house.check(*(file["id"] for job in jobs.values() for file in house.files(job)))
