"""Settings: every key with its meaning, changed where it may be, told beside the field where it cannot."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.serving import Api, Regie, eventually

pytestmark = [pytest.mark.browser]


@pytest.fixture(autouse=True)
def as_before(api: Api) -> Iterator[None]:
    """The server is shared."""
    before = api("GET", "/api/config")
    yield
    api("PUT", "/api/config", before | {"notifications": before["notifications"] | {"email": {"smtp": {"pass": None}}}})


def key(page: Page, name: str) -> Locator:
    return page.locator(f'[data-key="{name}"]')


def test_every_key_stands_somewhere_with_its_meaning(at: Watched, api: Api):
    page = at.sign_in("ada", "/settings/general")
    expect(key(page, "logging.level")).to_contain_text("What is logged at least.")
    found: set[str] = set()

    for section in ("general", "recording", "storage", "network", "security", "notifications"):
        page = at.open(f"/settings/{section}")
        expect(page.locator("[data-key]").first).to_be_visible()
        found |= set(page.locator("[data-key]").evaluate_all("(rows) => rows.map((row) => row.dataset.key)"))

    assert found == {setting["key"] for setting in api("GET", "/api/config/reference")}


def test_a_change_counts_at_once_or_says_that_it_waits_for_a_restart(at: Watched, api: Api):
    page = at.sign_in("ada", "/settings/general")
    key(page, "logging.level").get_by_role("combobox").select_option("warn")
    key(page, "tasks.keepDays").get_by_role("textbox").fill("21")
    expect(key(page, "tasks.keepDays")).to_contain_text("counts from the next start")
    expect(key(page, "logging.level")).not_to_contain_text("next start")

    bar = page.get_by_role("region", name="Changes that are not saved")
    expect(bar).to_contain_text("2 changes not saved")
    bar.get_by_role("button", name="Save").click()

    expect(bar).to_have_count(0)
    expect(key(page, "tasks.keepDays")).to_contain_text("waits for a restart")
    expect(page.get_by_role("main")).to_contain_text("tasks.keepDays")
    config = api("GET", "/api/config")
    assert (config["logging"]["level"], config["tasks"]["keepDays"]) == ("warn", 21)


def test_a_wrong_value_is_told_beside_its_field_and_nothing_is_saved(at: Watched, api: Api):
    at.expect("422")
    page = at.sign_in("ada", "/settings/storage")
    percent = key(page, "storage.lowSpacePercent")
    percent.get_by_role("textbox").fill("much")
    expect(percent).to_contain_text("A number is expected")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()

    percent.get_by_role("textbox").fill("99")
    page.get_by_role("button", name="Save").click()

    expect(percent.locator("[aria-invalid=true]")).to_have_value("99")
    expect(percent).to_contain_text("50")
    expect(page.get_by_role("region", name="Changes that are not saved")).to_contain_text("Nothing was saved")
    assert api("GET", "/api/config")["storage"]["lowSpacePercent"] == 5.0


def test_what_the_start_holds_is_told_and_cannot_be_changed(at: Watched):
    page = at.sign_in("ada", "/settings/network")

    expect(key(page, "server.port")).to_contain_text("pinned")
    expect(key(page, "server.port")).to_contain_text("REGIE_SERVER__PORT")
    expect(key(page, "server.port").get_by_role("textbox")).to_be_disabled()


def test_a_secret_is_never_shown_stays_as_stored_and_can_be_forgotten(at: Watched, api: Api):
    api("PUT", "/api/config", {"notifications": {"email": {"smtp": {"pass": "hunter-s3cret"}}}})
    page = at.sign_in("ada", "/settings/notifications?q=smtp")
    row = key(page, "notifications.email.smtp.pass")
    expect(row.locator("input")).to_have_attribute("placeholder", re.compile("as stored"))
    assert "hunter-s3cret" not in page.content()
    key(page, "notifications.email.smtp.host").get_by_role("textbox").fill("mail.example.com")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Changes that are not saved")).to_have_count(0)
    assert api("GET", "/api/config")["notifications"]["email"]["smtp"]["pass"] == "********"

    row.get_by_role("button", name="Forget it").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Changes that are not saved")).to_have_count(0)

    expect(row.locator("input")).to_have_attribute("placeholder", "nothing set")
    assert api("GET", "/api/config")["notifications"]["email"]["smtp"]["pass"] == ""


def test_keys_are_found_by_what_they_mean_in_the_readers_language(regie: Regie, windows: Callable[..., Watched]):
    page = windows(regie.url, locale="fr-FR").sign_in("ada", "/settings/general")
    page.get_by_role("searchbox", name="Chercher un réglage").fill("espace libre")

    expect(key(page, "storage.reserveGB")).to_contain_text("une heure d’enregistrement")
    expect(page.locator("[data-key]")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"q=espace"))
    page.get_by_role("searchbox").fill("abracadabra")
    expect(page.get_by_text("Aucun réglage ne répond à « abracadabra »")).to_be_visible()


def test_what_was_typed_is_kept_from_page_to_page_and_leaving_asks(at: Watched):
    page = at.sign_in("ada", "/settings/storage")
    key(page, "files.exportDays").get_by_role("textbox").fill("9")
    page.get_by_role("navigation", name="Settings").get_by_role("link", name="Recording").click()
    expect(page.get_by_role("region", name="Changes that are not saved")).to_contain_text("1 change not saved")
    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Users").click()
    dialog = page.get_by_role("dialog", name="Leave without saving?")
    dialog.get_by_role("button", name="Cancel").click()
    page.get_by_role("navigation", name="Settings").get_by_role("link", name="Storage").click()
    expect(key(page, "files.exportDays").get_by_role("textbox")).to_have_value("9")

    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Users").click()
    dialog.get_by_role("button", name="Leave, lose them").click()

    expect(page.get_by_role("heading", name="Users")).to_be_visible()


def test_the_place_of_the_cameras_has_its_name_and_zone(at: Watched, api: Api):
    at.expect("422")
    before = api("GET", "/api/sites/default")
    page = at.sign_in("ada", "/settings/general")
    expect(page.get_by_text(re.compile(r"it is \d\d:\d\d there"))).to_be_visible()
    page.get_by_label("Time zone", exact=True).fill("Europe/Nowhere")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("input[aria-invalid=true]")).to_have_value("Europe/Nowhere")

    page.get_by_label("Time zone", exact=True).fill("Asia/Tokyo")
    page.get_by_role("button", name="Save").click()

    eventually(
        lambda: api("GET", "/api/sites/default")["timezone"] == "Asia/Tokyo",
        what=lambda: str(api("GET", "/api/sites/default")),
    )
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    api("PUT", "/api/sites/default", {"name": before["name"], "timezone": before["timezone"]})


def test_an_editor_finds_only_what_they_may_open(at: Watched):
    page = at.sign_in("ed", "/settings")

    expect(page.get_by_role("heading", name="Background tasks")).to_be_visible()
    links = page.get_by_role("navigation", name="Settings").get_by_role("link")
    expect(links).to_have_text(["Job templates", "Background tasks"])
    expect(at.open("/settings/audit").get_by_text("Your role does not allow this.")).to_be_visible()
