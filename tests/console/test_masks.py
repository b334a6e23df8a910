"""What of its picture a job does not look at, drawn on it, and what that makes of the score while one looks."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.console.jobs import create, job_named, new
from tests.rigs.changing import ChangingCam
from tests.serving import Api, Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig, pytest.mark.usefixtures("swept")]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CORNER = [[0.5, 0.5], [1, 0.5], [1, 1], [0.5, 1]]
"""The quarter of the picture in which the block moves."""
MOTION: dict[str, Any] = {"motion": {"sensitivity": 50, "mask": [CORNER]}}


@pytest.fixture(scope="module")
def moving() -> Iterator[ChangingCam]:
    with ChangingCam(audio="none") as camera:
        yield camera


@pytest.fixture(scope="module")
def yard(api: Api, moving: ChangingCam) -> Iterator[str]:
    camera = api.camera("Yard", moving.url())
    yield camera
    api("DELETE", f"/api/cameras/{camera}?cascade=true")


def picture(page: Page) -> Locator:
    return page.get_by_role("application", name="Zones on the picture of Yard")


def score(page: Page) -> float:
    told = page.locator("[data-score]").get_attribute("data-score")
    return float(told) if told else 0.0


def looks(page: Page) -> None:
    """Return once the picture is scored."""
    expect(page.locator("[data-score]")).not_to_have_attribute("data-score", "", timeout=30_000)


def highest(page: Page, seconds: float) -> float:
    """The highest score that is shown for so long."""
    until, found = time.monotonic() + seconds, 0.0
    while time.monotonic() < until:
        found = max(found, score(page))
        page.wait_for_timeout(80)
    return found


def place(page: Page, x: float, y: float) -> tuple[float, float]:
    box = picture(page).bounding_box()
    assert box is not None
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    picture(page).scroll_into_view_if_needed()
    page.mouse.move(*place(page, *start))
    page.mouse.down()
    page.mouse.move(*place(page, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
    page.mouse.move(*place(page, *end))
    page.mouse.up()


def mask_of(api: Api, name: str) -> list[list[list[float]]]:
    motion = job_named(api, name)["processConfig"].get("motion") or {}
    return list(motion.get("mask") or [])


def test_what_moves_scores_until_a_zone_is_drawn_over_it_and_the_zone_comes_back(
    at: Watched, api: Api, yard: str, moving: ChangingCam
):
    page = at.sign_in("ed", "/jobs/new?for=motion&zones=open")
    page.get_by_label("Name", exact=True).fill("Yard by night")
    page.get_by_label("Camera", exact=True).select_option(label="Yard")
    looks(page)
    page.wait_for_timeout(1500)

    moving.move(4)
    assert highest(page, 4) > 50
    expect(page.get_by_role("img", name="1 event would have begun")).to_be_visible()

    drag(page, (0.5, 0.5), (0.999, 0.999))
    expect(page.get_by_role("button", name="Zone 1", exact=False).first).to_be_visible()
    expect(page.get_by_text("1 zone is not looked at")).to_be_visible()
    page.wait_for_timeout(1500)
    moving.move(4)
    assert highest(page, 4) < 20

    create(page, "Yard by night")
    (zone,) = mask_of(api, "Yard by night")
    assert all(abs(a - b) < 0.02 for corner, wanted in zip(zone, CORNER, strict=True)
               for a, b in zip(corner, wanted, strict=True))  # fmt: skip
    page.goto(f"{page.url}?zones=open")
    expect(picture(page)).to_have_attribute("data-zones", "1")


def test_zones_are_drawn_changed_and_taken_back_by_the_keyboard_alone(at: Watched, api: Api, yard: str):
    job = api.job(yard, "Keys", "detect_motion", processConfig=MOTION)
    page = at.sign_in("ed", f"/jobs/{job}?zones=open")
    expect(picture(page)).to_have_attribute("data-zones", "1")

    page.get_by_role("button", name="Add a zone").press("Enter")
    expect(page.get_by_role("button", name="Corner 1 of 4 of zone 2", exact=False)).to_be_focused()
    for key in ("ArrowLeft", "ArrowLeft", "Shift+ArrowUp"):
        page.keyboard.press(key)
    expect(
        page.get_by_role("button", name="Corner 1 of 4 of zone 2: 32 % from the left, 29 % from the top")
    ).to_be_focused()
    page.keyboard.press("+")
    expect(page.get_by_role("button", name="Corner 2 of 5 of zone 2", exact=False)).to_be_focused()
    page.keyboard.press("Delete")
    page.get_by_role("button", name="Delete zone 1").press("Enter")
    expect(picture(page)).to_have_attribute("data-zones", "1")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(picture(page)).to_have_attribute("data-zones", "2")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Keys is saved")).to_be_visible()

    first, second = mask_of(api, "Keys")
    assert first == CORNER
    assert second[0] == [0.32, 0.29] and len(second) == 4


def test_a_finger_puts_corner_after_corner_and_the_first_one_closes(
    regie: Regie, windows: Callable[..., Watched], api: Api, yard: str
):
    job = api.job(yard, "Finger", "detect_motion")
    at = windows(regie.url, **PHONE)
    page = at.sign_in("ed", f"/jobs/{job}?zones=open")
    looks(page)
    picture(page).scroll_into_view_if_needed()
    for corner in ((0.1, 0.2), (0.5, 0.2), (0.3, 0.8), (0.1, 0.2)):
        page.touchscreen.tap(*place(page, *corner))
    expect(picture(page)).to_have_attribute("data-zones", "1")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Finger is saved")).to_be_visible()

    (zone,) = mask_of(api, "Finger")
    assert len(zone) == 3


def test_somebody_who_may_only_look_sees_zones_and_score_and_draws_nothing(
    at: Watched, api: Api, yard: str, moving: ChangingCam
):
    job = api.job(yard, "Looked at", "detect_motion", processConfig=MOTION)
    page = at.sign_in("vera", f"/jobs/{job}")
    expect(page.get_by_text("1 zone is not looked at: 25 % of the picture.")).to_be_visible()
    page.get_by_role("link", name="See the score").click()
    looks(page)

    expect(page.get_by_role("button", name="Add a zone")).to_have_count(0)
    expect(page.get_by_role("slider", name="Sensitivity")).to_be_disabled()
    moving.move(2)
    assert highest(page, 2) < 20


def test_the_editor_says_why_there_is_no_score_and_zones_are_drawn_all_the_same(at: Watched, api: Api):
    camera = api.camera("Dark", "rtsp://127.0.0.1:9/main", enabled=False)
    api.job(camera, "In the dark", "detect_motion")
    page = at.sign_in("ed", "/jobs/in-the-dark?zones=open")

    expect(page.get_by_text("The camera does not answer")).to_be_visible()
    page.get_by_role("button", name="Add a zone").click()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("In the dark is saved")).to_be_visible()
    assert len(mask_of(api, "In the dark")) == 1
    api("DELETE", f"/api/cameras/{camera}?cascade=true")


def test_zones_that_are_not_saved_are_not_lost_by_a_slip(at: Watched, api: Api, yard: str):
    job = api.job(yard, "Slip", "detect_motion")
    page = at.sign_in("ed", f"/jobs/{job}?zones=open")
    looks(page)
    drag(page, (0.2, 0.2), (0.6, 0.6))
    page.get_by_role("link", name="Fold up").click()
    expect(page.get_by_text("1 zone is not looked at")).to_be_visible()
    page.get_by_role("link", name="Jobs", exact=True).first.click()

    expect(page.get_by_role("dialog", name="Leave without saving?")).to_be_visible()


def test_the_editor_is_new_again_for_another_camera(at: Watched, api: Api, yard: str, quay: str):
    page = new(at, "motion", "Another eye")
    page.goto(f"{page.url}&zones=open")
    page.get_by_label("Camera", exact=True).select_option(label="Quay 1")
    looks(page)
    page.get_by_label("Camera", exact=True).select_option(label="Yard")

    expect(picture(page)).to_be_visible()
    looks(page)
