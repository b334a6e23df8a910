"""A new server: the console leads to its first camera and its first job, and to their first picture."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.console.browsing import Watched
from tests.rigs.rtsp import RelayCam
from tests.serving import Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig]


def test_an_empty_installation_leads_to_its_first_camera_and_its_first_job(
    console: Path, tmp_path: Path, windows: Callable[..., Watched], camera: RelayCam
):
    with Regie(tmp_path / "fresh") as fresh:
        fresh.add_user("ada", "ADMIN")
        at = windows(fresh.url)
        page = at.sign_in()
        expect(page.get_by_text("No camera yet").first).to_be_visible()

        page.get_by_role("main").get_by_role("link", name="By its address").first.click()
        page.get_by_label("Address").fill(camera.url(username="admin", password="s3cret-word"))
        page.get_by_label("Name", exact=True).fill("Garage")
        page.get_by_role("button", name="Look at it").click()
        expect(page.get_by_role("img", name="First picture of main")).to_be_visible(timeout=30_000)
        page.get_by_role("button", name="Add the camera").click()

        expect(page.get_by_role("heading", name="Garage", level=1)).to_be_visible()
        expect(page.get_by_role("img", name="Latest picture of Garage")).to_be_visible(timeout=30_000)
        page.goto(fresh.url)
        expect(page.get_by_text("No job yet")).to_be_visible()
        assert at.violations() == []
        page.get_by_role("link", name="New job").click()
        page.get_by_label("Name", exact=True).fill("Working days")
        page.get_by_role("button", name="Create the job").click()
        expect(page.get_by_role("heading", name="Working days")).to_be_visible()


def test_somebody_who_may_only_look_is_offered_no_way_to_add(
    console: Path, tmp_path: Path, windows: Callable[..., Watched]
):
    with Regie(tmp_path / "looked-at") as fresh:
        fresh.add_user("vera", "VIEWER")
        page = windows(fresh.url).sign_in("vera", "/cameras")

        expect(page.get_by_text("No camera yet")).to_be_visible()
        expect(page.get_by_role("link", name=re.compile("^(By its address|On the|Several)"))).to_have_count(0)
        page.goto(f"{fresh.url}/cameras/new")
        expect(page.get_by_text("Your role does not allow this.")).to_be_visible()
