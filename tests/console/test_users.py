"""Who may come in: added, changed, switched off, deleted; sessions, tokens, and one's own account."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.serving import ASK, PASSWORD, Api, Regie

pytestmark = [pytest.mark.browser]


@pytest.fixture
def somebody(api: Api) -> Iterator[str]:
    """An account that a test may spoil."""
    made = api("POST", "/api/users", {"username": "nora", "password": PASSWORD, "role": "EDITOR"})
    yield "nora"
    if any(user["id"] == made["id"] for user in api("GET", "/api/users")):
        api("DELETE", f"/api/users/{made['id']}")


def row(page: Page, text: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_text(text, exact=True))


def choose(page: Page, name: str, deed: str) -> None:
    page.get_by_role("button", name=f"What to do with {name}").click()
    page.get_by_role("menuitem", name=deed).click()


def test_somebody_is_added_with_a_suggested_password_and_comes_in_with_it(
    regie: Regie, at: Watched, api: Api, windows: Callable[..., Watched]
):
    page = at.sign_in("ada", "/users")
    page.get_by_role("button", name="Add somebody").click()
    dialog = page.get_by_role("dialog", name="Add somebody")
    dialog.get_by_role("button", name="Add somebody").click()
    expect(dialog.get_by_text("Fill in this field.")).to_have_count(2)

    dialog.get_by_label("Username").fill("olga")
    dialog.get_by_label("Role").select_option("Editor")
    expect(dialog).to_contain_text("Also starts and changes jobs")
    dialog.get_by_role("button", name="Suggest one").click()
    password = dialog.get_by_label("Password", exact=True).input_value()
    dialog.get_by_role("button", name="Add somebody").click()

    expect(row(page, "olga")).to_contain_text("Editor")
    expect(row(page, "olga")).to_contain_text("never signed in")
    signed = ASK.post(f"{regie.url}/api/auth/login", json={"username": "olga", "password": password})
    assert signed.status_code == 200
    api("DELETE", f"/api/users/{signed.json()['user']['id']}")


def test_what_the_server_has_against_a_user_stands_beside_the_field_and_what_was_typed_stays(at: Watched):
    at.expect("409|422")
    page = at.sign_in("ada", "/users")
    page.get_by_role("button", name="Add somebody").click()
    dialog = page.get_by_role("dialog", name="Add somebody")

    dialog.get_by_label("Username").fill("pavel")
    dialog.get_by_label("Password", exact=True).fill("short")
    dialog.get_by_role("button", name="Add somebody").click()

    expect(dialog.locator("input[aria-invalid=true]")).to_have_value("short")
    expect(dialog).to_contain_text("8")
    expect(dialog.get_by_label("Username")).to_have_value("pavel")


def test_whoever_is_switched_off_is_signed_out_and_deleting_asks_first(
    regie: Regie, at: Watched, somebody: str, windows: Callable[..., Watched]
):
    theirs = windows(regie.url)
    theirs.expect("40[13]|WebSocket")
    theirs.sign_in(somebody, "/cameras")
    page = at.sign_in("ada", "/users")
    expect(row(page, somebody)).to_contain_text("1 open session")

    choose(page, somebody, "Switch off")
    dialog = page.get_by_role("dialog", name=f"Switch {somebody} off?")
    expect(dialog).to_contain_text("1 open session will be ended")
    dialog.get_by_role("button", name="Switch off").click()
    expect(row(page, somebody)).to_contain_text("Switched off")
    theirs.open("/cameras")
    expect(theirs.page.get_by_role("heading", name="Sign in")).to_be_visible()

    choose(page, somebody, "Delete")
    dialog = page.get_by_role("dialog", name=f"Delete {somebody}?")
    expect(dialog).to_contain_text("What they did stays in the audit log")
    dialog.get_by_role("button", name="Delete").click()
    expect(row(page, somebody)).to_have_count(0)


def test_a_role_is_changed_and_a_lost_password_replaced(regie: Regie, at: Watched, somebody: str):
    page = at.sign_in("ada", "/users")
    choose(page, somebody, "Change…")
    dialog = page.get_by_role("dialog", name=f"Change {somebody}")
    dialog.get_by_label("Role").select_option("Viewer")
    dialog.get_by_role("button", name="Save").click()
    expect(row(page, somebody)).to_contain_text("Viewer")

    choose(page, somebody, "New password…")
    dialog = page.get_by_role("dialog", name=f"New password for {somebody}")
    dialog.get_by_label("Password", exact=True).fill("a new sentence of theirs")
    dialog.get_by_role("button", name="Set the password").click()
    expect(dialog).to_have_count(0)

    answer = ASK.post(
        f"{regie.url}/api/auth/login", json={"username": somebody, "password": "a new sentence of theirs"}
    )
    assert answer.json()["user"]["role"] == "VIEWER"


def test_nobody_can_delete_or_switch_off_themselves(at: Watched):
    page = at.sign_in("ada", "/users")
    page.get_by_role("button", name="What to do with ada").click()

    for deed in ("Switch off", "Delete"):
        expect(page.get_by_role("menuitem", name=deed)).to_have_attribute("aria-disabled", "true")


def test_who_may_not_manage_people_finds_no_door_and_is_told_so_at_the_page(at: Watched):
    page = at.sign_in("ed")
    expect(page.get_by_role("navigation").get_by_role("link", name="Users")).to_have_count(0)

    page = at.open("/users")

    expect(page.get_by_text("Your role does not allow this.")).to_be_visible()
    expect(page.get_by_role("button", name="Add somebody")).to_have_count(0)


def test_a_token_is_shown_once_does_what_it_may_and_ends(regie: Regie, at: Watched, somebody: str):
    page = at.sign_in(somebody, "/account")
    page.get_by_role("button", name="Make a token").click()
    dialog = page.get_by_role("dialog", name="Make a token")
    dialog.get_by_label("What it is for").fill("Wall display")
    dialog.get_by_label("How long").select_option("7 days")
    dialog.get_by_role("button", name="Make a token").click()
    made = page.get_by_role("dialog", name="The token is made")
    token = made.locator("code").first.inner_text()
    made.get_by_role("button", name="I have kept it").click()

    headers = {"authorization": f"Bearer {token}"}
    assert ASK.get(f"{regie.url}/api/jobs", headers=headers).status_code == 200
    assert ASK.post(f"{regie.url}/api/jobs", headers=headers, json={}).status_code == 403
    expect(row(page, "Wall display")).to_contain_text("*.read")
    assert token not in page.content()

    row(page, "Wall display").get_by_role("button", name="End it: Wall display").click()
    page.get_by_role("dialog").get_by_role("button", name="End it").click()
    expect(row(page, "Wall display")).to_contain_text("Ended")
    assert ASK.get(f"{regie.url}/api/jobs", headers=headers).status_code == 401


def test_ones_own_password_is_changed_by_who_knows_it(regie: Regie, at: Watched, somebody: str):
    at.expect("401")
    page = at.sign_in(somebody, "/account")
    page.get_by_label("Present password").fill("not mine")
    page.get_by_label("New password").fill("a longer one than before")
    page.get_by_role("button", name="Change the password").click()
    expect(page.locator("input[aria-invalid=true]")).to_have_value("not mine")
    expect(page.get_by_text("This is not your present password.")).to_be_visible()
    expect(page.get_by_label("New password")).to_have_value("a longer one than before")

    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_role("button", name="Change the password").click()

    expect(page.get_by_text("Your password is changed")).to_be_visible()
    assert ASK.post(
        f"{regie.url}/api/auth/login", json={"username": somebody, "password": "a longer one than before"}
    ).is_success


def test_other_browsers_are_signed_out_from_ones_own_account(
    regie: Regie, somebody: str, at: Watched, windows: Callable[..., Watched]
):
    """Whoever it is outlives their windows: what is named first is removed last."""
    other = windows(regie.url)
    other.expect("40[13]|WebSocket")
    other.come_in(somebody)
    page = at.sign_in(somebody, "/account")
    expect(row(page, "This browser")).to_have_count(1)

    page.get_by_role("button", name="Sign out the other one").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out the other one").click()

    expect(page.get_by_role("button", name=re.compile("^Sign out: "))).to_have_count(0)
    other.open("/cameras")
    expect(other.page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_language_and_theme_are_chosen_in_the_account(at: Watched):
    page = at.sign_in("vera", "/account")
    page.get_by_label("Theme").select_option("Light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")

    page.get_by_label("Language").select_option("Français")

    expect(page.get_by_role("heading", name="Compte")).to_be_visible()
    expect(page.get_by_text("Regarde, écoute et télécharge.")).to_be_visible()
