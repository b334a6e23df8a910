"""Getting in: the right people, in words when it doesn't work, and back to where one was going."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.console.browsing import Watched
from tests.serving import PASSWORD, Api, Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig]
REFUSED = r"status of 401"


def try_password(page: Page, name: str, password: str) -> None:
    page.get_by_label("Username or e-mail").fill(name)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_wrong_password_is_told_in_words_and_the_name_stays(at: Watched):
    at.expect(REFUSED)
    page = at.open("/login")

    try_password(page, "ada", "not this")

    expect(page.get_by_role("alert")).to_have_text("The username or the password is wrong.")
    expect(page.get_by_label("Username or e-mail")).to_have_value("ada")
    expect(page.get_by_role("textbox", name="Password")).to_have_value("")


def test_an_empty_form_says_what_is_missing_without_asking_the_server(at: Watched):
    page = at.open("/login")

    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_label("Username or e-mail")).to_have_accessible_description("Fill in this field.")
    expect(page.get_by_label("Username or e-mail")).to_have_attribute("aria-invalid", "true")


def test_somebody_who_keeps_guessing_is_told_how_long_to_wait(at: Watched, api: Api):
    api("POST", "/api/users", {"username": "guessed", "password": PASSWORD, "role": "VIEWER"})
    at.expect(REFUSED)
    at.expect(r"status of 429")
    page = at.open("/login")

    for _ in range(8):
        try_password(page, "guessed", "not this")
        expect(page.get_by_role("button", name="Sign in")).to_be_enabled()
        if "Too many" in (page.get_by_role("alert").text_content() or ""):
            break

    expect(page.get_by_role("alert")).to_contain_text("Too many tries. Wait ")
    expect(page.get_by_role("alert")).to_contain_text("The next try is possible at ")


def test_an_email_address_signs_in_as_well_as_the_name(at: Watched, api: Api):
    who = {"username": "mia", "email": "mia@quay.example", "password": PASSWORD, "role": "VIEWER"}
    api("POST", "/api/users", who)
    page = at.open("/login")

    try_password(page, "MIA@quay.example", PASSWORD)

    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()


def test_the_page_that_was_asked_for_opens_after_signing_in(at: Watched):
    page = at.open("/cameras")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    try_password(page, "ada", PASSWORD)

    expect(page.get_by_role("heading", name="Cameras", level=1)).to_be_visible()
    assert page.url == f"{at.url}/cameras"


def test_no_address_leads_from_sign_in_to_another_server(at: Watched):
    page = at.open("/login?next=//elsewhere.example/")

    try_password(page, "ada", PASSWORD)

    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()


def test_after_signing_out_nothing_opens_without_the_password(at: Watched):
    page = at.sign_in()

    page.get_by_role("button", name="Account").click()
    page.get_by_role("menuitem", name="Sign out").click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto(f"{at.url}/cameras")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.request.get(f"{at.url}/api/jobs").status == 401


def test_a_session_that_was_ended_elsewhere_leads_back_to_sign_in_and_to_the_same_page(at: Watched, api: Api):
    at.expect(REFUSED)
    at.expect(r"WebSocket")
    page = at.sign_in("vera", "/cameras")
    for session in api("GET", "/api/auth/sessions?userId=*"):
        api("DELETE", f"/api/auth/sessions/{session['id']}")

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Your session has ended: sign in again.")).to_be_visible()
    try_password(page, "vera", PASSWORD)
    expect(page.get_by_role("heading", name="Cameras", level=1)).to_be_visible()


def half_filled(at: Watched, api: Api, camera: str, name: str) -> Page:
    """The form of a camera, with a name that is not saved; the session is about to end."""
    at.expect(REFUSED)
    at.expect(r"WebSocket")
    page = at.come_in("ada", f"/cameras/{api.camera(camera, 'rtsp://127.0.0.1:1/none')}/edit")
    page.get_by_label("Name", exact=True).fill(name)
    return page


def test_a_session_that_ends_over_a_half_filled_form_loses_nothing_of_it(at: Watched, api: Api):
    page = half_filled(at, api, "Half filled", "Quai du Rhône")
    for session in page.request.get(f"{at.url}/api/auth/sessions").json():
        api("DELETE", f"/api/auth/sessions/{session['id']}")

    again = page.get_by_role("dialog", name="Your session has ended")
    expect(again).to_contain_text("Nothing is lost")
    expect(again.get_by_label("Username or e-mail")).to_have_value("ada")
    assert at.violations() == []
    again.get_by_role("textbox", name="Password").fill("not this")
    again.get_by_role("button", name="Sign in").click()
    expect(again.get_by_role("alert")).to_have_text("The username or the password is wrong.")
    again.get_by_role("textbox", name="Password").fill(PASSWORD)
    again.get_by_role("button", name="Sign in").click()

    expect(again).to_be_hidden()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Quai du Rhône")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Quai du Rhône", level=1)).to_be_visible()

    page.goto(f"{at.url}/cameras/half-filled/edit")
    page.get_by_label("Name", exact=True).fill("Quai de la Saône")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save").click()
    again.get_by_role("button", name="Leave without saving").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_who_signed_out_in_another_window_leaves_nothing_to_read_there(at: Watched, api: Api):
    other = half_filled(at, api, "Left", "Half")
    page = at.context.new_page()
    page.goto(at.url)

    page.get_by_role("button", name="Account").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()


def test_signing_out_asks_before_a_form_is_lost_by_it(at: Watched, api: Api):
    page = half_filled(at, api, "Written", "Half")
    account, out = page.get_by_role("button", name="Account"), page.get_by_role("menuitem", name="Sign out")
    asked = page.get_by_role("dialog", name="Leave without saving?")

    account.click()
    out.click()
    asked.get_by_role("button", name="Cancel").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Half")
    assert page.request.get(f"{at.url}/api/auth/session").ok

    account.click()
    out.click()
    asked.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.request.get(f"{at.url}/api/auth/session").status == 401


def test_the_first_administrator_is_made_with_the_code_that_the_server_printed(
    console: Path, tmp_path: Path, windows: Callable[..., Watched]
):
    with Regie(tmp_path / "fresh") as fresh:
        at = windows(fresh.url)
        at.expect(r"status of 403")
        page = at.open("/")
        expect(page.get_by_role("heading", name="First administrator")).to_be_visible()

        page.get_by_label("One-time code").fill("AAAA-AAAA-AAAA")
        page.get_by_label("Username").fill("ada")
        page.get_by_role("textbox", name="Password").fill(PASSWORD)
        page.get_by_role("button", name="Create and sign in").click()
        expect(page.get_by_role("alert")).to_have_text("This is not the code that the server printed at its start.")

        page.get_by_label("One-time code").fill(fresh.setup_code())
        page.get_by_role("button", name="Create and sign in").click()

        expect(page.get_by_role("heading", name="First steps")).to_be_visible()
        page.get_by_role("link", name="Later: to the dashboard").click()
        expect(page.get_by_text("No camera yet")).to_be_visible()
        page.goto(f"{fresh.url}/setup")
        expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
