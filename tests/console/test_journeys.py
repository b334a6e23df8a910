"""Whole ways through the house: on a phone, by the keyboard, in each role, in each language."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.console.jobs import job_named
from tests.serving import PASSWORD, Api, Regie, eventually

pytestmark = [pytest.mark.browser, pytest.mark.rig, pytest.mark.usefixtures("swept")]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NOWHERE = "rtsp://127.0.0.1:9/none"
FORBIDDEN = "Your role does not allow this."


# -- on a phone --------------------------------------------------------------------------------------------------------


@pytest.fixture
def chalet(api: Api) -> Iterator[str]:
    """A site of its own, whose camera nobody reaches and whose job never ends trying."""
    site = api("POST", "/api/sites", {"name": "Chalet", "timezone": "Europe/Paris"})["id"]
    camera = api.camera("Terrace", NOWHERE, siteId=site)
    yield site
    api("DELETE", f"/api/cameras/{camera}?cascade=true")
    api("DELETE", f"/api/sites/{site}")


def test_on_a_phone_one_button_lets_a_site_rest_and_an_alert_opens_its_instant(
    regie: Regie, windows: Callable[..., Watched], api: Api, quay: str, chalet: str
):
    watch = api.job("terrace", "Watches the terrace", schedule={}, maxRetries=0)
    away = api.job(quay, "Watches the quay", schedule={"cron": "0 3 29 2 *", "cronStop": "0 4 29 2 *"})
    at = windows(regie.url, **PHONE)
    page = at.sign_in("ed")

    page.get_by_role("button", name=re.compile(r"^Alerts, \d+ unread")).tap(timeout=60_000)
    told = page.get_by_role("dialog", name="Alerts").get_by_role("listitem").filter(has_text="Watches the terrace")
    told.get_by_role("link", name=re.compile("^Its instant")).first.tap()
    expect(page.get_by_role("dialog", name="Alerts")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/timeline\?camera=terrace&at=20\d\d-"))

    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Dashboard").tap()
    button = page.get_by_role("button", name="At home", exact=True)
    box = button.bounding_box()
    assert box is not None and box["height"] >= 44 and box["x"] + box["width"] <= 390
    button.tap()
    dialog = page.get_by_role("dialog", name="At home, and away")
    dialog.get_by_label("What rests").select_option(f"Site {chalet}")
    expect(dialog).to_contain_text("1 job rests.")
    assert at.violations() == []
    dialog.get_by_role("button", name="I am home").tap()
    expect(button).to_have_attribute("aria-pressed", "true")
    eventually(
        lambda: api("GET", f"/api/jobs/{watch}")["reasonCode"] == "paused",
        what=lambda: str(api("GET", f"/api/jobs/{watch}")),
    )
    assert api("GET", f"/api/jobs/{away}")["reasonCode"] != "paused"

    button.tap()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert api("GET", "/api/overrides?state=active") == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


# -- by the keyboard ---------------------------------------------------------------------------------------------------


def reach(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """As somebody does who sees where the focus is: on and on until it is there."""
    expect(wanted).to_be_visible()
    for _ in range(150):
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"«{wanted}» cannot be reached by the keyboard")


def test_a_job_is_made_run_and_its_picture_found_by_the_keyboard_alone(at: Watched, api: Api, quay: str):
    page = at.open("/login")
    expect(page.get_by_label("Username or e-mail")).to_be_focused()
    page.keyboard.type("ed")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()

    page.keyboard.press("g")
    page.keyboard.press("j")
    reach(page, page.get_by_role("link", name="New job").first)
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("link", name="Pictures", exact=True))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("for=pictures"))
    reach(page, page.get_by_label("Name", exact=True))
    page.keyboard.type("By keys alone")
    reach(page, page.get_by_label("Camera", exact=True))
    page.keyboard.type("Quay 1")
    expect(page.get_by_label("Camera", exact=True)).to_have_value(quay)
    reach(page, page.get_by_role("button", name="Wipe everything"))
    page.keyboard.press("Enter")
    reach(page, page.locator('[role=gridcell][tabindex="0"]'), "Shift+Tab")
    for key in ["ArrowDown", "Space", "Shift+ArrowRight"]:
        page.keyboard.press(key)
    expect(page.get_by_label("Instants (cron)")).to_have_value(re.compile(r" 0,1 \* \* 2$"))
    reach(page, page.get_by_role("button", name="Create the job"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="By keys alone", exact=True)).to_be_visible()

    reach(page, page.get_by_role("button", name="Start By keys alone"))
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    job = job_named(api, "By keys alone")["id"]
    eventually(lambda: bool(api("GET", f"/api/files?jobId={job}")), what=lambda: "no picture", within=30)
    for key in ["g", "d", "l"]:
        page.keyboard.press(key)
        page.wait_for_timeout(50)
    reach(page, page.get_by_role("button", name="Latest files of By keys alone"))
    page.keyboard.press("Enter")
    picture = page.get_by_role("dialog", name="By keys alone").get_by_role("img", name=re.compile("^File of "))
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Latest files of By keys alone")).to_be_focused()


# -- in each role ------------------------------------------------------------------------------------------------------

ROLES = {
    "vera": {"shut": ["/jobs/new", "/cameras/new", "/cameras/quay-1/edit", "/welcome", "/users"], "may": set[str]()},
    "ed": {"shut": ["/cameras/new", "/cameras/quay-1/edit", "/welcome", "/users"], "may": {"job"}},
    "ada": {"shut": [], "may": {"job", "command", "camera", "site", "config", "user"}},
}
OPEN = {"/jobs/new": "New job", "/cameras/new": "Add a camera", "/welcome": "First steps", "/users": "Users"}


@pytest.mark.parametrize("who", ROLES)
def test_each_role_finds_what_it_may_do_and_the_server_refuses_the_rest(at: Watched, api: Api, quay: str, who: str):
    job = api.job(quay, "Anybody's", enabled=False)
    role = ROLES[who]
    page = at.sign_in(who, f"/jobs/{job}")
    expect(page.get_by_role("heading", name="Anybody's")).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(1 if who != "vera" else 0)

    for path in role["shut"]:
        at.open(path)
        expect(page.get_by_text(FORBIDDEN)).to_be_visible()
    for path, heading in OPEN.items():
        if path not in role["shut"]:
            at.open(path)
            expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
            expect(page.get_by_text(FORBIDDEN)).to_have_count(0)

    csrf = page.request.get(f"{at.url}/api/auth/session").json()["csrf"]
    oneshot = {"cameraId": quay, "schedule": {"triggerType": "oneshot"}, "enabled": False}
    command = {"action": "custom_command", "processConfig": {"command": "ffprobe {streamUrl}"}}
    deeds = {
        "job": ("POST", "/api/jobs", {"name": "Made", "action": "snapshot"} | oneshot),
        "command": ("POST", "/api/jobs", {"name": "Commanded"} | command | oneshot),
        "camera": ("POST", "/api/cameras", {"name": f"By {who}", "streams": {"main": NOWHERE}, "enabled": False}),
        "site": ("POST", "/api/sites", {"name": f"By {who}", "timezone": "UTC"}),
        "config": ("PUT", "/api/config", {}),
        "user": ("POST", "/api/users", {"username": f"by-{who}", "password": PASSWORD, "role": "VIEWER"}),
    }
    for deed, (method, path, body) in deeds.items():
        answer = page.request.fetch(at.url + path, method=method, data=body, headers={"X-CSRF-Token": csrf})
        assert answer.status in ((200, 201) if deed in role["may"] else (403,)), (deed, answer.text())
    if who == "ada":
        api("DELETE", "/api/cameras/by-ada")
        api("DELETE", "/api/sites/by-ada")
        (user,) = [each for each in api("GET", "/api/users") if each["username"] == "by-ada"]
        api("DELETE", f"/api/users/{user['id']}")


# -- in each language --------------------------------------------------------------------------------------------------

EVERYWHERE = [
    "/",
    "/cameras/quay-1",
    "/cameras/new?by=address",
    "/jobs",
    "/jobs/new?for=season",
    "/monitoring",
    "/timeline?camera=quay-1",
    "/files",
    "/settings",
    "/users",
    "/welcome?step=place",
]
SAID = """() => {
  const said = new Set();
  const add = (text) => text && said.add(text.replace(/\\s+/g, ' ').trim());
  for (const each of document.querySelectorAll('body *')) {
    if (each.closest('script, style, datalist, [aria-hidden=true]') || !each.checkVisibility()) continue;
    for (const name of ['aria-label', 'title', 'placeholder']) add(each.getAttribute(name));
    for (const node of each.childNodes) if (node.nodeType === 3) add(node.textContent);
  }
  return [...said].filter((text) => /\\p{L}{2,},? (\\S+ )*\\p{L}{2,}/u.test(text));
}"""
"""Everything of two words or more that is seen or read aloud."""


def test_nothing_is_said_in_the_same_words_in_both_languages(
    regie: Regie, windows: Callable[..., Watched], api: Api, quay: str
):
    """Whatever is, was forgotten in one of them; names, addresses and paths are the same in every language."""
    job = api.job(quay, "Xylophones", schedule={"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5"})
    heard: list[dict[str, set[str]]] = []
    for locale in ("en-GB", "fr-FR"):
        at = windows(regie.url, locale=locale)
        page = at.sign_in("ada")
        heard.append({})
        for path in [*EVERYWHERE, f"/jobs/{job}"]:
            at.open(path)
            expect(
                page.locator("[role=status][aria-label='Loading…'], [role=status][aria-label='Chargement…']")
            ).to_have_count(0)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            heard[-1][path] = set(page.evaluate(SAID))

    told = ("name", "location", "model", "username", "email", "cameraName", "jobName")
    rows = [row for thing in ("cameras", "jobs", "users", "sites") for row in api("GET", f"/api/{thing}")]
    rows += api.every("/api/events?limit=200")  # what is gone is still called by its name
    rows += api("GET", "/api/files/summary")["jobs"]
    names = {str(row[key]) for row in rows for key in told if row.get(key)}
    both = {
        (path, text)
        for path, said in heard[0].items()
        for text in said & heard[1][path]
        if "/" not in text and not any(name in text for name in names)
    }
    assert both == {("/settings", "Export, import")}, "these two words are French as well"
