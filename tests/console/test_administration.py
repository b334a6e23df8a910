"""The manners of the house on every page of the administration; one window walks them all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.console.browsing import Watched
from tests.console.test_manners import PHONE, SMALL_TARGETS, settled
from tests.serving import Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig]
WIDTHS = "() => [document.documentElement, document.querySelector('main')].map((e) => e.scrollWidth)"
PAGES = [
    "/users",
    "/users?tab=tokens",
    "/account",
    *(f"/settings/{section}" for section in ("general", "storage", "notifications", "templates", "exchange")),
    *(f"/settings/{section}" for section in ("tasks", "audit", "about")),
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_and_nothing_on_it_jumps(at: Watched, quay: str, path: str):
    settled(at.sign_in(path=path))

    assert at.shifts() == []
    assert at.violations_by_theme() == []


def test_a_phone_shows_everything_without_scrolling_sideways(regie: Regie, windows: Callable[..., Watched], quay: str):
    at = windows(regie.url, **PHONE)
    for path in PAGES:
        page = at.sign_in(path=path)
        settled(page)

        widths = page.evaluate(
            "() => [document.documentElement, document.querySelector('main')].map((e) => e.scrollWidth)"
        )
        assert max(widths) <= 390, path
        small = page.evaluate(SMALL_TARGETS)
        assert [found for found in small if "focus:translate" not in found[0]] == [], path


def test_dialogs_are_accessible(regie: Regie, windows: Callable[..., Watched]):
    at = windows(regie.url, color_scheme="light")
    at.sign_in()
    for path, button in (
        ("/users", "Add somebody"),
        ("/account", "Make a token"),
        ("/settings/notifications", "Add a channel"),
        ("/settings/notifications", "Add a rule"),
    ):
        page = at.open(path)
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("dialog", name=button)).to_be_visible()

        settled(page)
        assert at.violations() == [], button
