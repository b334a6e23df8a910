"""The frame of every page: the palette, the alerts, the shortcuts, and what makes it installable."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.serving import Api, Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig]


@pytest.fixture(scope="module")
def alarm(api: Api) -> Iterator[str]:
    """A camera that nobody reaches, and a job that fails with it."""
    camera = api.camera("Nowhere", "rtsp://127.0.0.1:9/none")
    job = api.job(camera, "In vain", maxRetries=0)
    api("POST", f"/api/jobs/{job}/start")
    yield job
    api("DELETE", f"/api/jobs/{job}")
    api("DELETE", f"/api/cameras/{camera}")


def palette(page: Page, typed: str) -> None:
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search or command")
    expect(field).to_be_focused()
    field.fill(typed)


def found(page: Page, name: str | re.Pattern[str] | None = None) -> Locator:
    """What the palette offers; the pages below it have lists of their own."""
    return page.get_by_role("dialog", name="Search or command").get_by_role("option", name=name)


def test_a_few_letters_lead_to_a_page_and_back(at: Watched, quay: str):
    page = at.sign_in()
    palette(page, "came")
    expect(found(page).first).to_have_attribute("aria-selected", "true")

    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Cameras", level=1)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()


def test_a_job_is_started_from_the_palette_and_who_may_not_is_not_offered_it(
    regie: Regie, windows: Callable[..., Watched], api: Api, quay: str
):
    job = api.job(quay, "By few letters")
    page = windows(regie.url).sign_in("ed")
    palette(page, "start few lett")

    found(page, re.compile("^Start By few letters")).click()

    api.reaches(job, "starting", "running")
    looker = windows(regie.url).sign_in("vera")
    palette(looker, "few letters")
    expect(found(looker, re.compile("By few letters"))).to_be_visible()
    expect(found(looker, re.compile("^(Start|Stop) "))).to_have_count(0)
    api("POST", f"/api/jobs/{job}/stop")
    api("DELETE", f"/api/jobs/{job}")


def test_a_day_and_an_hour_lead_to_what_a_camera_saw_then(at: Watched, quay: str):
    page = at.sign_in()
    palette(page, "quay 1 yesterday 14:03")

    option = found(page, re.compile(r"^Quay 1 on .* 14:03"))

    expect(option).to_be_visible()
    expect(option).to_have_attribute("aria-selected", "true")


def test_a_day_leads_to_its_files_and_what_nothing_is_called_is_looked_for_in_them(at: Watched):
    page = at.sign_in()
    palette(page, "yesterday")
    option = found(page, re.compile("^Files of "))
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/files\?day=\d{4}-\d\d-\d\d$"))
    expect(page.get_by_role("heading", name="Files", level=1)).to_be_visible()

    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search or command").fill("zzzqq")
    found(page, "Search the files for “zzzqq”").click()

    expect(page).to_have_url(re.compile(r"/files\?q=zzzqq$"))


def test_keys_are_listed_and_single_ones_can_be_switched_off(at: Watched):
    page = at.sign_in()
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Search or command")

    dialog.get_by_role("switch", name="Shortcuts of a single key").click()
    page.keyboard.press("Escape")
    page.reload()
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    page.keyboard.press("?")
    page.keyboard.press("Control+k")

    expect(page.get_by_role("dialog", name="Search or command")).to_be_visible()


def test_keys_mean_nothing_while_somebody_types(at: Watched):
    page = at.sign_in()
    palette(page, "?")

    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Search or command")).to_have_value("?")


def test_an_alert_is_told_to_everybody_read_by_each_and_looked_after_by_one(
    regie: Regie, windows: Callable[..., Watched], alarm: str
):
    ada, vera = windows(regie.url), windows(regie.url)
    pages = [ada.sign_in("ada"), vera.sign_in("vera")]
    for page in pages:
        page.get_by_role("button", name=re.compile(r"^Alerts, \d+ unread")).click(timeout=40_000)
        expect(page.get_by_role("dialog", name="Alerts")).to_contain_text("In vain", timeout=40_000)
    lists = [page.get_by_role("dialog", name="Alerts") for page in pages]
    alerts = [each.locator("[data-event=jobFailed]").filter(has_text="In vain") for each in lists]
    expect(alerts[1].get_by_role("button", name=re.compile("^I look after it"))).to_have_count(0)
    assert ada.violations() == []

    alerts[0].get_by_role("button", name=re.compile("^I look after it")).click()

    for alert in alerts:
        expect(alert).to_contain_text(re.compile(r"ada looks after it since \d\d:\d\d"))
    expect(alerts[0].get_by_text("unread")).to_have_count(0)
    expect(alerts[1].get_by_text("unread")).to_have_count(1)
    pages[1].get_by_role("button", name="Mark all as read").click()
    expect(alerts[1].get_by_text("unread")).to_have_count(0)
    pages[1].keyboard.press("Escape")
    expect(pages[1].get_by_role("button", name="Alerts", exact=True)).to_be_visible()


def test_what_opens_over_a_page_is_accessible(at: Watched, quay: str):
    page = at.sign_in()
    palette(page, "qu")
    expect(found(page).first).to_be_visible()
    assert at.violations_by_theme() == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert at.violations_by_theme() == []
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    expect(page.get_by_role("dialog", name="Alerts")).to_be_visible()
    assert at.violations_by_theme() == []


def test_it_can_be_installed(at: Watched):
    page = at.open("/login")
    manifest = page.request.get(at.url + "/manifest.webmanifest")
    facts = json.loads(manifest.text())

    assert manifest.headers["content-type"].startswith("application/manifest+json")
    assert (facts["display"], facts["start_url"]) == ("standalone", "/")
    for icon in facts["icons"]:
        answer = page.request.get(at.url + icon["src"])
        assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, icon["type"])
    expect(page.locator("link[rel=manifest]")).to_have_attribute("href", re.compile(r"manifest\.webmanifest$"))
    expect(page.locator("meta[name=theme-color]")).to_have_attribute("content", "#0b0d0f")
    page.emulate_media(color_scheme="light")
    page.reload()
    expect(page.locator("meta[name=theme-color]")).to_have_attribute("content", "#e9ecee")


def test_a_menu_that_cannot_be_loaded_is_said_and_comes_when_it_can(at: Watched):
    at.expect("net::ERR_FAILED")
    page = at.sign_in("vera", "/cameras")
    expect(page.get_by_role("heading", name="Cameras", level=1)).to_be_visible()
    page.route("**/_app/**", lambda route: route.abort())

    page.get_by_role("button", name="Account").click()
    expect(page.get_by_role("region", name="Messages")).to_contain_text("The server did not answer.")
    page.unroute("**/_app/**")
    page.get_by_role("button", name="Account").click()
    expect(page.get_by_role("menuitem", name="Sign out")).to_be_visible()
