"""What tests of jobs do in the page: find one in the list, write a new one, paint its week."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.serving import Api

OFFICE = {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5", "triggerType": "continuous"}


def row(page: Page, name: str) -> Locator:
    return page.locator("[data-job]").filter(has=page.get_by_role("link", name=name, exact=True))


def job_named(api: Api, name: str) -> dict[str, Any]:
    (found,) = [job for job in api("GET", "/api/jobs") if job["name"] == name]
    return dict(found)


def new(at: Watched, purpose: str, name: str, who: str = "ed") -> Page:
    """A new job of a purpose, with its name and the camera that the tests look at."""
    page = at.sign_in(who, f"/jobs/new?for={purpose}")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Camera", exact=True).select_option(label="Quay 1")
    return page


def create(page: Page, name: str) -> None:
    page.get_by_role("button", name="Create the job").click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def cell(page: Page, day: int, hour: float) -> Locator:
    return page.locator(f'[data-slot="{day * 48 + int(hour * 2)}"]').first


def drag(page: Page, start: Locator, end: Locator) -> None:
    start.scroll_into_view_if_needed()
    start.hover()
    page.mouse.down()
    end.hover()
    page.mouse.up()


def painted(page: Page) -> int:
    return page.get_by_role("grid", name="The week in half hours").locator('[aria-selected="true"]').count()
