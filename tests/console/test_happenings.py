"""What happened at a camera, in its timeline: motion with its pictures, an outage with its cause; and no seams."""

import contextlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.console.past import Lanes, address, after, files, forget
from tests.rigs.changing import ChangingCam
from tests.serving import Api, eventually

pytestmark = [pytest.mark.browser, pytest.mark.rig]
STILL = 6.0
"""Seconds in which nothing moves: what is usual has to be known first."""


@dataclass(frozen=True)
class Happened:
    """Something moved; later the camera lost its power."""

    camera: str
    moves: str
    films: str
    motion: dict[str, Any]
    lost: dict[str, Any]
    pieces: list[dict[str, Any]]
    """Of `films`, the oldest first."""

    @property
    def view(self) -> tuple[datetime, datetime]:
        """All of it, with some seconds around."""
        return after(self.pieces[0], -5), datetime.fromisoformat(self.lost["at"]) + timedelta(seconds=20)


@pytest.fixture(scope="module")
def happened(api: Api) -> Iterator[Happened]:
    with ChangingCam() as rig:
        camera = api.camera("Gate", rig.url(), timezone="Europe/Paris")
        sensing = {"motion": {"preRoll": 2, "postRoll": 2}}
        moves = api.job(camera, "Moves", "detect_motion", processConfig=sensing)
        films = api.job(camera, "Films", output={"format": "mp4", "segmentDuration": 5})
        for job in (moves, films):
            api("POST", f"/api/jobs/{job}/start")
        eventually(lambda: looks(api, moves), within=40, what=lambda: str(api("GET", f"/api/jobs/{moves}")))
        time.sleep(STILL)
        rig.move(3)
        eventually(lambda: bool(clips(api, moves)), within=60, what=lambda: str(api("GET", f"/api/jobs/{moves}")))
    eventually(lambda: bool(losses(api, camera)), within=60, what=lambda: str(api("GET", f"/api/cameras/{camera}")))
    eventually(lambda: len(files(api, films)) >= 3, what=lambda: str(files(api, films)))
    yield Happened(
        camera, moves, films, clips(api, moves)[0], losses(api, camera)[0], list(reversed(files(api, films)))
    )
    for job in (moves, films):
        api("POST", f"/api/jobs/{job}/stop")
        api.reaches(job, "idle")
    forget(api, camera)


def looks(api: Api, job: str) -> bool:
    """It has seen a few pictures."""
    with contextlib.suppress(AssertionError):
        return api("POST", f"/api/jobs/{job}/motion/preview", {}).get("score") is not None
    return False


def clips(api: Api, job: str) -> list[dict[str, Any]]:
    return [event for event in api("GET", f"/api/motion?jobId={job}") if event["fileId"]]


def losses(api: Api, camera: str) -> list[dict[str, Any]]:
    return list(api("GET", f"/api/events?cameraId={camera}&kind=cameraOffline"))


def opened(at: Watched, happened: Happened, seconds: float) -> tuple[Page, Lanes]:
    """So long after the first film's beginning."""
    page = at.sign_in("vera", address(happened.camera, *happened.view, after(happened.pieces[0], seconds)))
    lanes = Lanes(page, happened.view)
    expect(lanes.names.get_by_role("button")).to_have_count(2)
    return page, lanes


def stage(page: Page) -> Locator:
    return page.get_by_role("region", name="Gate", exact=True)


def events(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Events of the day")


def test_motion_is_listed_with_its_picture_and_leads_to_its_clip(at: Watched, happened: Happened):
    page, _ = opened(at, happened, 1)
    line = events(page).get_by_role("button", name=re.compile(r"^Motion \d\d:\d\d"))
    expect(line).to_contain_text("score ")
    picture = line.locator("img")
    eventually(lambda: picture.evaluate("(image) => image.naturalWidth") > 0, what=lambda: "its picture does not come")

    line.click()

    expect(stage(page)).to_contain_text("in motion")
    expect(page.locator("section.stage video.seen")).to_have_count(1)


def test_motion_is_marked_on_its_lane_and_found_by_a_key(at: Watched, happened: Happened):
    page, lanes = opened(at, happened, 1)
    lanes.hover(after(happened.motion, 0.5), "Moves")
    expect(page.locator(".below > .box")).to_contain_text("score ")

    page.keyboard.press("n")

    expect(stage(page)).to_contain_text("in motion")
    place = str(happened.motion["startedAt"])[:19].replace(":", "%3A")
    expect(page).to_have_url(re.compile(re.escape(f"at={place}")))


def test_segments_are_played_without_a_seam(at: Watched, happened: Happened):
    first, second = happened.pieces[:2]
    length = first["durationSeconds"]
    page, lanes = opened(at, happened, length - 1)
    lanes.named("Films").click()
    expect(page.locator("section.stage video.seen")).to_have_attribute("src", re.compile(first["id"]))

    page.get_by_role("button", name="Play", exact=True).click()

    expect(page.locator("section.stage video.seen")).to_have_attribute("src", re.compile(second["id"]))
    page.wait_for_function("() => document.querySelector('section.stage video.seen').currentTime > 0.5")
    expect(stage(page)).not_to_contain_text("Skipped")
    expect(stage(page)).to_contain_text("Gate · Films")


def test_an_outage_is_a_gap_that_tells_its_cause(at: Watched, happened: Happened):
    page, lanes = opened(at, happened, 1)
    line = events(page).get_by_role("button", name=re.compile(r"^Camera unreachable \d\d:\d\d"))
    expect(line).to_contain_text("goes on")

    lanes.hover(happened.view[1] - timedelta(seconds=18), "Films")
    expect(page.locator(".below > .box")).to_contain_text(re.compile(r"Camera unreachable, \d\d:\d\d:\d\d → "))
    lanes.hover(datetime.fromisoformat(happened.lost["at"]))
    expect(page.locator(".below > .box")).to_contain_text(re.compile(r"Camera unreachable, \d\d:\d\d:\d\d"))
    line.click()

    expect(stage(page)).to_contain_text("Camera unreachable")
    expect(stage(page).get_by_role("button", name="Previous recording")).to_be_visible()
