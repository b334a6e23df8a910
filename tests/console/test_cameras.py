"""The page of cameras: how each is, where it is without its password, and whether it answers."""

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
    page = at.sign_in("vera", "/cameras")

    expect(card(page, "Quay 1")).to_contain_text(camera.url())
    expect(card(page, "Quay 1")).to_contain_text("North corner · Rig")
    assert "s3cret-word" not in page.content()


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
    page = at.sign_in("ed", "/cameras")

    card(page, "Quay 1").get_by_role("button", name="Test Quay 1").click()

    dialog = page.get_by_role("dialog", name="Test Quay 1")
    expect(dialog).to_contain_text("The camera answers", timeout=30_000)
    expect(dialog).to_contain_text(re.compile(r"H264 · 640 × 360 · \d+ pictures/s"))


def test_a_test_that_fails_says_why_and_can_be_tried_again(at: Watched, api: Api):
    dead = api.camera("Nobody there", "rtsp://127.0.0.1:9/none")
    page = at.sign_in("ed", "/cameras")

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
    page = windows(regie.url, locale="fr-FR").sign_in("ed", "/cameras")

    card(page, "Personne").get_by_role("button", name="Tester Personne").click()

    expect(page.get_by_role("dialog").get_by_role("listitem")).to_contain_text(
        "La connexion est refusée : rien n'écoute sur ce port.", timeout=30_000
    )
    page.keyboard.press("Escape")
    expect(card(page, "Personne")).to_contain_text("La connexion est refusée")
    api("DELETE", f"/api/cameras/{dead}")


def test_somebody_who_may_only_look_is_not_offered_a_test(at: Watched, quay: str):
    page = at.sign_in("vera", "/cameras")

    expect(card(page, "Quay 1")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Test "))).to_have_count(0)
