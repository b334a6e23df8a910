"""Three triggers on a real clock, and pauses and forces that end by themselves: what was said is what runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.journeys.house import House, at, now
from tests.rigs.rtsp import RelayCam
from tests.serving import eventually

pytestmark = [pytest.mark.rig, pytest.mark.long]
MINUTELY = {"cron": "* * * * *"}
A_MINUTE = 100.0
"""Seconds to wait for the next full one, on a machine that has other things to do."""


@dataclass
class Said:
    house: House
    camera: str
    always: str
    later: str
    """Its window is hours away."""
    left_out: str
    """Today is left out of its dates."""
    fixed: str
    """Five seconds of each minute."""
    pictures: str
    """One each minute."""

    def says(self, kind: str, scope: dict[str, str], seconds: float) -> datetime:
        """Until when."""
        until = now() + timedelta(seconds=seconds)
        self.house.api("POST", "/api/overrides", {"kind": kind, "scope": scope, "until": until.isoformat()})
        return until

    def explain(self, job: str, instant: datetime) -> dict[str, Any]:
        asked = instant.isoformat().replace("+00:00", "Z")
        return dict(self.house.api("GET", f"/api/jobs/{job}/explain?at={asked}"))


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Said]:
    with RelayCam() as cam, House(tmp_path_factory.mktemp("said") / "data") as house:
        camera = house.camera("Yard", cam.url(), tags=["garden"])

        def job(name: str, schedule: dict[str, Any], **more: Any) -> str:
            return house.job(camera, name, run=False, schedule=schedule, timezone="UTC", **more)

        today = now()
        later = {"cron": f"0 {(today.hour + 6) % 24} * * *", "cronStop": f"0 {(today.hour + 7) % 24} * * *"}
        left_out = {"excludeDates": [f"{today + timedelta(days=day):%Y-%m-%d}" for day in (0, 1)]}
        yield Said(
            house,
            camera,
            always=job("Always", {}),
            later=job("Later", {**later, "triggerType": "continuous"}),
            left_out=job("Left out", left_out),
            fixed=job("Fixed", {**MINUTELY, "triggerType": "duration", "duration": 5}),
            pictures=job("Pictures", {**MINUTELY, "triggerType": "oneshot"}, action="snapshot"),
        )


def test_a_pause_of_a_tag_and_a_force_of_a_site_hold_until_their_instant(said: Said) -> None:
    house = said.house
    house.reaches(said.always, "running")
    assert house.show(said.left_out)["state"] == house.show(said.later)["state"] == "idle"
    excluded = said.explain(said.left_out, now() - timedelta(milliseconds=100))
    assert (excluded["cause"], excluded["wanted"]) == ("excluded", False)

    until = said.says("pause", {"tag": "garden"}, 5)
    paused = house.reaches(said.always, "idle")
    assert paused["reason"].startswith("Paused by ada until ")
    within = now()
    house.reaches(said.always, "running")
    assert now() >= until
    assert said.explain(said.always, min(within, until - timedelta(milliseconds=100)))["cause"] == "paused"

    until = said.says("force", {"siteId": "default"}, 6)
    for job in (said.later, said.left_out):
        house.reaches(job, "running")
    for job in (said.later, said.left_out):
        house.reaches(job, "idle")
        (run,) = house.history(job)
        assert run["status"] == "success", run
        assert abs(at(run["endedAt"]) - until) < timedelta(seconds=3)
        assert house.files(job)
    assert house.show(said.always)["state"] == "running"


def test_a_fixed_length_and_an_instant_come_at_their_minute(said: Said) -> None:
    house = said.house

    def run_of(job: str) -> dict[str, Any]:
        """Its first run by its schedule, once it is over."""
        found = [
            run for run in reversed(house.history(job)) if (run["trigger"], run["status"]) == ("schedule", "success")
        ]
        return found[0] if found else {}

    for job in (said.fixed, said.pictures):
        eventually(lambda job=job: bool(run_of(job)), within=A_MINUTE, what=lambda job=job: str(house.history(job)))
    fixed, picture = run_of(said.fixed), run_of(said.pictures)

    for run in (fixed, picture):
        tick = at(run["scheduledAt"])
        assert (tick.second, run["files"]) == (0, 1), run
    tick = at(fixed["scheduledAt"])
    (film,) = [file for file in house.files(said.fixed) if file["runId"] == fixed["id"]]
    assert at(film["startedAt"]) <= tick + timedelta(seconds=2)
    end = at(film["startedAt"]) + timedelta(seconds=film["durationSeconds"])
    assert abs(end - (tick + timedelta(seconds=5))) < timedelta(seconds=2)
    (shown,) = [file for file in house.files(said.pictures) if file["runId"] == picture["id"]]
    assert tick_of(picture) <= at(shown["startedAt"]) < tick_of(picture) + timedelta(seconds=10)


def tick_of(run: dict[str, Any]) -> datetime:
    return at(run["scheduledAt"])
