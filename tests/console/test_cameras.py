"""The wall and the list of cameras: how each is, where it is without its password, and whether it answers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.rigs.rtsp import RelayCam
from tests.serving import Api, Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig]


def card(page: Page, name: str) -> Locator:
    return page.locator("[data-camera]").filter(has=page.get_by_text(name, exact=True))


def test_a_camera_shows_its_address_without_its_password(at: Watched, quay: str, camera: RelayCam):
    page = at.sign_in("vera", "/cameras?view=list")

    expect(card(page, "Quay 1")).to_contain_text(camera.url())
    expect(card(page, "Quay 1")).to_contain_text("North corner · Rig")
    assert "s3cret-word" not in page.content()


def test_the_wall_shows_a_fresh_picture_and_leads_to_the_camera(at: Watched, quay: str):
    page = at.sign_in("vera", "/cameras")
    tile = card(page, "Quay 1")
    expect(tile).to_have_attribute("data-state", "online", timeout=30_000)

    expect(tile.get_by_role("img", name="Latest picture of Quay 1")).to_have_attribute(
        "src", re.compile(r"/api/cameras/quay-1/thumbnail\?"), timeout=20_000
    )
    tile.get_by_role("link").click()

    expect(page.get_by_role("heading", name="Quay 1", level=1)).to_be_visible()
    page.get_by_role("banner").get_by_role("link", name="Cameras").click()
    expect(card(page, "Quay 1")).to_be_visible()


def test_only_what_is_in_sight_of_the_wall_is_looked_at(
    windows: Callable[..., Watched], regie: Regie, api: Api, quay: str, camera: RelayCam
):
    last = api.camera("Zenith", camera.url(username="installer", password="s3cret-word"))
    api("POST", f"/api/cameras/{last}/test")
    at = windows(regie.url, viewport={"width": 390, "height": 320}, has_touch=True, is_mobile=True)
    asked: list[str] = []
    at.page.on("request", lambda request: asked.append(request.url))
    page = at.sign_in("vera", "/cameras")
    tile = card(page, "Zenith")
    expect(tile).to_have_attribute("data-state", "online", timeout=30_000)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if f"/{last}/thumbnail" in url]

    tile.scroll_into_view_if_needed()
    expect(tile.get_by_role("img", name="Latest picture of Zenith")).to_be_visible(timeout=20_000)
    api("DELETE", f"/api/cameras/{last}")


def test_filters_live_in_the_address_and_say_when_nothing_is_found(at: Watched, api: Api, quay: str):
    dead = api.camera("Far gate", "rtsp://127.0.0.1:9/none", tags=["far"], location="Forêt")
    api("POST", f"/api/cameras/{dead}/test")
    page = at.sign_in("vera", "/cameras?view=list")
    states = page.get_by_role("group", name="State")

    states.get_by_role("link", name="Unreachable").click()
    expect(card(page, "Far gate")).to_be_visible()
    expect(card(page, "Quay 1")).to_have_count(0)
    assert page.url.endswith("/cameras?view=list&state=offline")

    page.get_by_label("Search by name, place, model, tag or address").type("foret")
    expect(card(page, "Far gate")).to_be_visible()
    page.get_by_label("Tags").select_option("far")
    expect(card(page, "Far gate")).to_be_visible()
    states.get_by_role("link", name="Reachable", exact=False).first.click()
    expect(page.get_by_text("No camera matches.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("No camera matches.")).to_be_visible()
    page.get_by_role("link", name="Show all cameras").click()
    expect(card(page, "Quay 1")).to_be_visible()
    api("DELETE", f"/api/cameras/{dead}")


def test_a_camera_that_somebody_adds_appears_without_a_reload_and_goes_as_it_came(
    at: Watched, api: Api, camera: RelayCam
):
    page = at.sign_in("vera", "/cameras")
    expect(page.locator("main")).not_to_contain_text("Just added")

    added = api.camera("Just added", camera.url())
    expect(card(page, "Just added")).to_contain_text("no job")

    api("DELETE", f"/api/cameras/{added}")
    expect(card(page, "Just added")).to_have_count(0)


def test_a_test_says_what_the_stream_is(at: Watched, quay: str):
    page = at.sign_in("ed", "/cameras?view=list")

    card(page, "Quay 1").get_by_role("button", name="Test Quay 1").click()

    dialog = page.get_by_role("dialog", name="Test Quay 1")
    expect(dialog).to_contain_text("The camera answers", timeout=30_000)
    expect(dialog).to_contain_text(re.compile(r"H264 · 640 × 360 · \d+ pictures/s"))


def test_a_test_that_fails_says_why_and_can_be_tried_again(at: Watched, api: Api):
    dead = api.camera("Nobody there", "rtsp://127.0.0.1:9/none")
    page = at.sign_in("ed", "/cameras?view=list")

    card(page, "Nobody there").get_by_role("button", name="Test Nobody there").click()

    dialog = page.get_by_role("dialog", name="Test Nobody there")
    expect(dialog).to_contain_text("The camera does not answer as it should", timeout=30_000)
    expect(dialog.get_by_role("listitem")).to_contain_text(re.compile(r"[A-Z].{10,}"))
    dialog.get_by_role("button", name="Test again").click()
    expect(dialog).to_contain_text("The server is connecting to the camera…")
    page.keyboard.press("Escape")
    api("DELETE", f"/api/cameras/{dead}")


def test_a_reason_is_told_in_the_readers_language(regie: Regie, windows: Callable[..., Watched], api: Api):
    dead = api.camera("Personne", "rtsp://127.0.0.1:9/none")
    page = windows(regie.url, locale="fr-FR").sign_in("ed", "/cameras?view=list")

    card(page, "Personne").get_by_role("button", name="Tester Personne").click()

    expect(page.get_by_role("dialog").get_by_role("listitem")).to_contain_text(
        "La connexion est refusée : rien n’écoute sur ce port.", timeout=30_000
    )
    page.keyboard.press("Escape")
    expect(card(page, "Personne")).to_contain_text("La connexion est refusée")
    page.get_by_role("link", name="Mur").click()
    expect(card(page, "Personne")).to_contain_text("La connexion est refusée")
    api("DELETE", f"/api/cameras/{dead}")


def test_somebody_who_may_only_look_is_not_offered_a_test(at: Watched, quay: str):
    page = at.sign_in("vera", "/cameras?view=list")

    expect(card(page, "Quay 1")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Test "))).to_have_count(0)
