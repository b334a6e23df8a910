"""A new server: the console leads by the hand to the first picture, and each step may be left for later."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.rigs.onvifcam import OnvifCam
from tests.rigs.rtsp import RelayCam
from tests.serving import PASSWORD, Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig]
TWO_MINUTES = 120.0


def step(page: Page, name: str) -> Locator:
    return page.locator(f"nav [data-step={name}]")


def test_an_empty_installation_leads_by_the_hand_to_its_first_picture_within_two_minutes(
    console: Path, tmp_path: Path, windows: Callable[..., Watched], camera: RelayCam
):
    """Administrator, time zone, folder and space, a camera of the network, a job from what it is for, a picture."""
    where = {"serial": "SN-31", "mac": "00:11:22:33:44:31"}
    with Regie(tmp_path / "fresh") as fresh, OnvifCam(main=camera.url(), **where) as device:
        at = windows(fresh.url)
        begun = time.monotonic()
        page = at.open()
        page.get_by_label("One-time code").fill(fresh.setup_code())
        page.get_by_label("Username").fill("ada")
        page.get_by_role("textbox", name="Password").fill(PASSWORD)
        page.get_by_role("button", name="Create and sign in").click()

        expect(step(page, "admin")).to_have_attribute("data-done", "yes")
        expect(page.get_by_label("Time zone of the cameras")).to_have_value("Europe/Paris")
        expect(page.get_by_text(re.compile(r"It is \d\d:\d\d there\."))).to_be_visible()
        page.get_by_role("button", name="Go on").click()

        expect(page.get_by_label("Folder of the recordings")).to_have_value(re.compile("recordings$"))
        expect(page.get_by_text(re.compile(r"[\d.]+\s.?B free of [\d.]+\s.?B")).first).to_be_visible()
        page.get_by_role("button", name="Go on").click()

        found = page.locator(f"[data-found='{device.host}:{device.port}']")
        found.get_by_role("checkbox").check(timeout=20_000)
        page.get_by_label("Username").fill("admin")
        page.get_by_role("textbox", name="Password").fill("onvif-pass")
        page.get_by_role("button", name="Go on with this camera").click()
        page.get_by_label("Name", exact=True).fill("Garage")
        page.get_by_role("button", name="Look at it").click()
        expect(page.get_by_role("img", name="First picture of main")).to_be_visible(timeout=30_000)
        page.get_by_role("button", name="Add the camera").click()

        expect(page.get_by_label("Name of the job")).to_have_value("Garage, surveillance")
        expect(page.get_by_role("radio", name=re.compile("^Surveillance"))).to_be_checked()
        expect(page.get_by_text("All the time, kept for 30 days.")).to_be_visible()
        page.get_by_role("button", name="Create the job").click()

        picture = page.get_by_role("img", name=re.compile("Garage"))
        expect(picture).to_be_visible(timeout=30_000)
        assert picture.evaluate("image => image.naturalWidth") > 0
        took = time.monotonic() - begun
        assert took < TWO_MINUTES, f"{took:.0f} s"
        expect(page.get_by_text("It works.")).to_be_visible()
        for name in ("admin", "place", "folder", "camera", "job", "picture"):
            expect(step(page, name)).to_have_attribute("data-done", "yes")
        expect(page.locator("section[data-job]")).to_have_attribute("data-state", re.compile("starting|running"))
        assert at.violations() == []
        page.get_by_role("link", name="To the dashboard").click()
        expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()

        api = fresh.sign_in("ada")
        assert api("GET", "/api/sites/default")["timezone"] == "Europe/Paris"
        (job,) = api("GET", "/api/jobs")
        assert (job["action"], job["zone"], job["retention"]["maxDays"]) == ("record", "Europe/Paris", 30)
        api.close()


def test_each_step_can_be_left_and_come_back_to_and_wrong_ones_are_told_beside_their_fields(
    console: Path, tmp_path: Path, windows: Callable[..., Watched], camera: RelayCam
):
    with Regie(tmp_path / "left") as fresh:
        fresh.add_user("ada", "ADMIN")
        at = windows(fresh.url, locale="fr-FR", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        page = at.sign_in()
        expect(page.get_by_role("main").get_by_role("link", name="Par son adresse").first).to_be_visible()
        page.get_by_role("main").get_by_role("link", name="Pas à pas").first.click()
        zone = page.get_by_label("Fuseau horaire des caméras")
        expect(zone).to_have_value("Europe/Paris")
        zone.fill("Mars/Olympe")
        page.get_by_role("button", name="Continuer").click()
        expect(page.get_by_text("Ce fuseau n’existe pas. Attendu : un nom comme Europe/Paris.")).to_be_visible()
        expect(zone).to_have_attribute("aria-invalid", "true")
        zone.fill("America/Montreal")
        page.get_by_role("button", name="Continuer").click()
        expect(page.get_by_label("Dossier des enregistrements")).to_have_value(re.compile("recordings$"))

        step(page, "camera").get_by_role("link").click()
        page.get_by_role("link", name="Par son adresse").click()
        page.get_by_label("Nom", exact=True).fill("Entrée 永遠")
        page.get_by_label("Adresse").fill("rtsp://10.0.0.7/")
        step(page, "folder").get_by_role("link").click()
        page.get_by_role("button", name="Continuer").click()
        page.get_by_role("link", name="Par son adresse").click()
        expect(page.get_by_label("Nom", exact=True)).to_have_value("Entrée 永遠")
        page.get_by_label("Adresse").fill(camera.url(username="admin", password="s3cret-word"))
        page.get_by_role("button", name="Ajouter la caméra").click()

        page.get_by_role("radio", name=re.compile("^Nuits")).check()
        expect(page.get_by_label("Nom du job")).to_have_value("Entrée 永遠, nuits")
        assert at.violations() == []
        assert page.evaluate("() => document.querySelector('main').scrollWidth") <= 390
        page.get_by_role("link", name="Plus tard : au tableau de bord").click()
        expect(page.get_by_text("Pas encore de job")).to_be_visible()
        page.get_by_role("main").get_by_role("link", name="Pas à pas").first.click()

        expect(step(page, "place")).to_have_attribute("data-done", "yes")
        expect(step(page, "camera")).to_have_attribute("data-done", "yes")
        expect(page.get_by_label("Nom du job")).to_be_visible()
        page.get_by_role("link", name="Plus tard : au tableau de bord").click()
        page.get_by_role("main").get_by_role("link", name="Nouveau job").click()
        page.get_by_label("Nom", exact=True).fill("Jours ouvrés")
        page.get_by_role("button", name="Créer le job").click()
        expect(page.get_by_role("heading", name="Jours ouvrés")).to_be_visible()


def test_somebody_who_may_only_look_is_offered_no_way_to_add(
    console: Path, tmp_path: Path, windows: Callable[..., Watched]
):
    with Regie(tmp_path / "looked-at") as fresh:
        fresh.add_user("vera", "VIEWER")
        page = windows(fresh.url).sign_in("vera", "/cameras")

        expect(page.get_by_text("No camera yet")).to_be_visible()
        expect(page.get_by_role("link", name=re.compile("^(Step by|By its address|On the|Several)"))).to_have_count(0)
        for path in ("/cameras/new", "/welcome"):
            page.goto(fresh.url + path)
            expect(page.get_by_text("Your role does not allow this.")).to_be_visible()
