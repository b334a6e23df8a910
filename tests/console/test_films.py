"""A film of a job's pictures: looked through before it is made, made with its progress, and played."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.console.browsing import Watched
from tests.serving import Api, eventually

pytestmark = [pytest.mark.browser, pytest.mark.rig]
PICTURES = 4


@pytest.fixture(scope="module")
def site(api: Api, quay: str) -> Iterator[str]:
    """A job that has taken a few pictures."""
    by_hand = {"cron": "0 0 1 1 *", "triggerType": "oneshot"}
    job = api.job(quay, "Building site", "snapshot", schedule=by_hand, timezone="Europe/Paris")
    files = f"/api/files?jobId={job}&kind=picture"
    for count in range(PICTURES):
        api("POST", f"/api/jobs/{job}/start")
        eventually(
            lambda wanted=count + 1: len(api("GET", files)) == wanted, within=40, what=lambda: str(api("GET", files))
        )
        api.reaches(job, "idle")
    yield job
    api("DELETE", f"/api/jobs/{job}?files=delete")


def fact(page: Page, name: str) -> str:
    return page.locator("dl dt", has_text=name).locator("xpath=following-sibling::dd[1]").inner_text()


def test_pictures_are_looked_through_become_a_film_and_the_film_plays(at: Watched, api: Api, site: str):
    page = at.sign_in("ed", f"/jobs/{site}?tab=film")
    expect(page.locator("[data-preview]")).to_have_attribute("data-preview", str(PICTURES))
    expect(page.locator("[data-picture]")).to_have_attribute("data-picture", "1")
    scrub = page.get_by_role("slider", name="Through the pictures")
    scrub.press("End")
    expect(page.get_by_text(f"Picture {PICTURES} of {PICTURES}:")).to_be_visible()
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-picture]")).to_have_attribute("data-picture", str(PICTURES))

    page.get_by_label("Pictures a second").fill("2")
    assert fact(page, "Length of the film") == "2\u00a0s"
    assert "about" in fact(page, "Size")
    page.get_by_role("button", name="Make the film").click()

    video = page.locator("video")
    expect(video).to_be_visible(timeout=60_000)
    expect(page.locator('[data-film="done"]')).to_contain_text(f"{PICTURES} pictures")
    page.wait_for_function("() => document.querySelector('video')?.duration > 0")
    assert page.evaluate("() => document.querySelector('video').duration") == pytest.approx(PICTURES / 2, abs=0.1)
    (film,) = api("GET", f"/api/jobs/{site}/timelapse")
    assert (film["state"], film["frames"], film["frameRate"], film["by"]) == ("done", PICTURES, 2.0, "ed")


def test_a_span_without_pictures_says_so_and_a_rate_that_is_none_makes_nothing(at: Watched, site: str):
    page = at.sign_in("ed", f"/jobs/{site}?tab=film&span=own&from=2020-03-01T00:00&to=2020-03-02T00:00")
    expect(page.get_by_text("There is no picture in this span.")).to_be_visible()
    expect(page.get_by_role("button", name="Make the film")).to_be_disabled()
    page.get_by_label("To, not included, time").fill("0:00")
    page.get_by_label("To, not included, day").select_option("1")
    expect(page.get_by_text("The end is not after the beginning.")).to_be_visible()

    page.get_by_role("link", name="All", exact=True).click()
    expect(page.locator("[data-picture]")).to_have_attribute("data-picture", "1")
    page.get_by_label("Pictures a second").fill("fast")
    expect(page.get_by_text("0.1 to 120")).to_be_visible()
    expect(page.get_by_role("button", name="Make the film")).to_be_disabled()


def test_a_viewer_looks_through_the_pictures_and_makes_nothing(at: Watched, site: str):
    page = at.sign_in("vera", f"/jobs/{site}?tab=film")

    expect(page.locator("[data-picture]")).to_be_visible()
    expect(page.get_by_role("button", name="Make the film")).to_have_count(0)


def test_a_job_that_takes_no_pictures_has_no_film(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Only films")
    page = at.sign_in("ed", f"/jobs/{job}?tab=film")

    expect(page.get_by_role("link", name="Plan", exact=True)).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("link", name="Film", exact=True)).to_have_count(0)
    api("DELETE", f"/api/jobs/{job}")
