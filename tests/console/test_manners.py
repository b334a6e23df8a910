"""What holds on every page: both themes and languages, any width, the keyboard, and nobody else's server."""

import gzip
import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Page, Response, expect

from tests.console.browsing import Watched
from tests.serving import PASSWORD, Api, Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LIST = "/?view=list"
HOUSE = [
    "/",
    "/?view=list",
    "/cameras",
    "/cameras?view=list",
    "/cameras/quay-1",
    "/cameras/quay-1/edit",
    "/cameras/new?by=address",
    "/cameras/new?by=several",
    "/jobs",
    "/jobs/new?for=season",
    "/jobs/new?for=motion&zones=open",
    "/jobs/working-hours",
    "/jobs/watching?zones=open",
    "/jobs/every-five-minutes?tab=film",
    "/monitoring",
    "/timeline?camera=quay-1",
    "/files",
    "/files?view=pictures",
    "/welcome?step=camera&by=address",
    "/welcome?step=job",
]
"""Every page of the house, each on a line of its own."""
ADMINISTRATION = [
    "/users",
    "/account",
    *(f"/settings/{section}" for section in ("general", "storage", "notifications", "templates", "exchange")),
    *(f"/settings/{section}" for section in ("tasks", "audit", "about")),
]
MASK = [[[0.1, 0.1], [0.5, 0.1], [0.3, 0.6]]]
SHELL_BYTES, PAGE_BYTES = 120_000, 60_000
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input')]
  .filter((element) => element.checkVisibility())
  .map((element) => [element.outerHTML.slice(0, 90), (element.closest('label') ?? element).getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && box.height < 40 && box.top >= 0)
  .map(([html, box]) => [html, box.height])"""


@pytest.fixture(scope="module", autouse=True)
def something_to_see(api: Api, quay: str) -> Iterator[None]:
    """Jobs of each kind, one of them with a name as long as names may be."""
    jobs = [
        api.job(quay, "W" * 120 + " – 永遠 " + "x" * 60, enabled=False),
        api.job(quay, "Every five minutes", "snapshot", schedule={"cron": "*/5 * * * *"}, timezone="Europe/Paris"),
        api.job(quay, "Watching", "detect_motion", processConfig={"motion": {"mask": MASK}}),
        api.job(
            quay, "Working hours", schedule={"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5"}, timezone="Asia/Tokyo"
        ),
    ]
    yield
    for job in jobs:
        api("DELETE", f"/api/jobs/{job}")


def settled(page: Page) -> None:
    """The page knows everything, and its pictures are there."""
    expect(page.locator("[role=status][aria-label='Loading…']")).to_have_count(0)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("path", HOUSE)
def test_every_page_of_the_house_is_accessible_and_nothing_on_it_jumps(at: Watched, path: str):
    settled(at.sign_in(path=path))

    assert at.shifts() == []
    assert at.violations_by_theme() == []


def test_the_door_is_accessible_and_nothing_on_it_jumps(at: Watched):
    page = at.open("/login")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    page.get_by_role("button", name="Sign in").click()

    assert at.shifts() == []
    assert at.violations_by_theme() == []


def test_menus_and_dialogs_are_accessible(at: Watched):
    page = at.sign_in(path=LIST)
    page.get_by_role("button", name="Account").click()
    expect(page.get_by_role("menu")).to_be_visible()
    assert at.violations_by_theme() == []
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Latest files of Every five minutes").click()
    expect(page.get_by_role("dialog")).to_be_visible()

    settled(page)
    assert at.violations_by_theme() == []


@pytest.mark.parametrize("path", [*HOUSE, "/login"])
def test_a_phone_shows_everything_without_scrolling_sideways(regie: Regie, windows: Callable[..., Watched], path: str):
    at = windows(regie.url, **PHONE)
    page = at.open(path) if path == "/login" else at.sign_in(path=path)
    settled(page)

    widths = page.evaluate("() => [document.documentElement, document.querySelector('main')].map((e) => e.scrollWidth)")
    assert max(widths) <= 390
    small = page.evaluate(SMALL_TARGETS)
    assert [found for found in small if "focus:translate" not in found[0] and "aria-pressed" not in found[0]] == []


def test_the_language_is_the_browsers_until_somebody_chooses_and_the_choice_lasts(
    regie: Regie, windows: Callable[..., Watched]
):
    at = windows(regie.url, locale="fr-CA")
    page = at.sign_in(path=LIST)
    expect(page.get_by_role("heading", name="Tableau de bord")).to_be_visible()
    expect(page.get_by_text("Toutes les 5 min")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")

    page.get_by_role("button", name="Compte").click()
    page.get_by_role("menuitemradio", name="English").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    page.reload()

    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    expect(page.get_by_text("Every 5 min")).to_be_visible()


def test_the_theme_is_the_systems_until_somebody_chooses_and_the_choice_lasts(at: Watched):
    page = at.sign_in()
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")

    page.get_by_role("button", name="Account").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(14, 17, 19)"


def test_hours_of_a_job_elsewhere_are_said_to_be_of_its_zone(at: Watched):
    page = at.sign_in(path=LIST)

    expect(page.locator("[data-job]").filter(has_text="Working hours")).to_contain_text("(Asia/Tokyo)")
    expect(page.locator("[data-job]").filter(has_text="Every five minutes")).not_to_contain_text("(")


def test_everything_is_done_by_keyboard_alone(at: Watched, api: Api, quay: str):
    job = api.job(quay, "A key away")
    page = at.open(f"/login?next={LIST}")
    expect(page.get_by_label("Username or e-mail")).to_be_focused()
    page.keyboard.type("ed")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()

    reach(page, "Start A key away")
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")

    assert outline == "solid"
    api.reaches(job, "starting", "running")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="A key away")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Latest files of A key away")).to_be_focused()
    api("DELETE", f"/api/jobs/{job}")


def reach(page: Page, name: str) -> None:
    """Tab until the thing of this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.getAttribute('aria-label')") == name:
            return
    pytest.fail(f"«{name}» cannot be reached by the keyboard")


def test_the_shell_and_each_page_stay_small_and_their_letters_are_their_own(at: Watched):
    asked = set[str]()

    def note(response: Response) -> None:
        if response.url.endswith((".js", ".woff2")) and response.ok:
            asked.add(response.url)

    @cache
    def weight(url: str) -> int:
        return len(gzip.compress(at.page.request.get(url).body()))

    def weights_of(path: str) -> dict[str, int]:
        asked.clear()
        page = at.open(path)
        settled(page)
        assert page.evaluate("() => document.fonts.check('13px \"Inter Variable\"')")
        return {url: weight(url) for url in asked}

    at.sign_in()
    at.page.on("response", note)
    pages = {path: weights_of(path) for path in [*HOUSE, *ADMINISTRATION]}
    shared = set(pages["/"]) & set(pages["/cameras"])
    assert any(re.search(r"inter-latin-wght.*woff2$", url) for url in shared)

    def scripts(found: dict[str, int], urls: set[str]) -> int:
        return sum(size for url, size in found.items() if url in urls and url.endswith(".js"))

    shell = scripts(pages["/"], shared)
    assert 0 < shell <= SHELL_BYTES, f"{shell} bytes of compressed JavaScript"
    own = {path: scripts(found, set(found) - shared) for path, found in pages.items()}
    assert {path: size for path, size in own.items() if not 0 < size <= PAGE_BYTES} == {}


def test_a_page_that_does_not_exist_says_so_and_leads_home(at: Watched):
    at.sign_in()
    page = at.open("/no/such/page")

    expect(page.get_by_text("There is no such page.")).to_be_visible()
    page.get_by_role("link", name="Go to the dashboard").click()
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()


def test_the_player_says_that_there_is_no_screen_yet(at: Watched):
    page = at.open("/player/")

    expect(page.get_by_role("heading", name="Régie")).to_be_visible()
    expect(page.get_by_text("No screen yet.")).to_be_visible()
