"""What goes wrong while somebody writes is told beside its field, in their language, and nothing typed is lost."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.console.jobs import job_named, new
from tests.console.test_adding_cameras import paste
from tests.serving import Api, Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig, pytest.mark.usefixtures("swept")]
SECRET = "s3cret-w0rd"
ODD = {
    "one word": "W" * 200,
    "from right to left": ("مرحبا بالعالم " * 15)[:199] + "\u202e",
    "signs above signs": ("Z\u0351\u0343\u0334" * 60)[:200],
    "families": "👩‍👩‍👧‍👦" * 28 + "1234",
    "tags": ("<script>alert('x')</script>&amp;" * 7)[:200],
    "wide": "永" * 200,
}
"""Names of 200 characters, as the server counts them."""
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def told(page: Page, label: str) -> Locator:
    described = page.get_by_label(label, exact=True).get_attribute("aria-describedby")
    return page.locator(f"[id='{described}']")


def test_every_wrong_field_of_a_job_is_told_beside_it_in_french(
    regie: Regie, windows: Callable[..., Watched], quay: str
):
    at = windows(regie.url, locale="fr-FR")
    at.expect("status of 422")
    page = at.sign_in("ed", "/jobs/new?for=office")
    page.get_by_label("Nom", exact=True).fill("Mal écrit")
    page.get_by_label("Caméra", exact=True).select_option(label="Quay 1")

    page.get_by_label("Départ (cron)").fill("0 25 * * *")
    page.get_by_label("Arrêt (cron)").fill("0 18 *")
    page.get_by_label("Dossier").fill("{camraName}")
    page.get_by_label("Garder, jours").fill("zéro")
    page.get_by_text("Plus d'options").click()
    page.get_by_label("Priorité").fill("1001")
    page.get_by_label("Options pour ffmpeg").fill("-loop 1")
    page.get_by_label("Options pour ffmpeg").blur()

    expect(told(page, "Départ (cron)")).to_contain_text("l’heure 25 n’existe pas : attendu 0 à 23")
    expect(told(page, "Arrêt (cron)")).to_contain_text("il faut cinq champs")
    expect(told(page, "Dossier")).to_contain_text("il n’y a pas de variable {camraName} ; vouliez-vous dire")
    expect(told(page, "Garder, jours")).to_contain_text("un nombre entier")
    expect(told(page, "Priorité")).to_contain_text("doit être au plus 1000")
    expect(told(page, "Options pour ffmpeg")).to_contain_text("« -loop » n’est pas permis (l’un de : -rtsp_transport")
    page.get_by_role("button", name="Créer le job").click()
    expect(page.get_by_label("Dossier")).to_have_value("{camraName}")
    expect(page.locator("main [aria-invalid=true]")).to_have_count(6)


def test_names_of_200_characters_of_any_kind_break_no_page(
    regie: Regie, windows: Callable[..., Watched], api: Api, quay: str
):
    assert {len(name) for name in ODD.values()} == {200}
    made = {}
    for kind, name in ODD.items():
        about = {"location": name, "tags": [name[:40]], "enabled": False}
        camera = api.camera(name, "rtsp://127.0.0.1:9/none", **about)
        made[kind] = (f"/cameras/{camera}", f"/jobs/{api.job(camera, name)}")

    def fits(at: Watched, width: int, path: str, names: list[str]) -> None:
        page = at.open(path)
        expect(page.get_by_role("main")).to_be_visible()
        for name in names:
            expect(page.get_by_role("main").get_by_text(name[:12]).first).to_be_attached()
        expect(page.locator("[role=status][aria-label='Loading…']")).to_have_count(0)
        wide = page.evaluate(
            "() => [document.documentElement, document.querySelector('main')].map((e) => e.scrollWidth)"
        )
        assert max(wide) <= width, (path, wide)

    for width, options in ((1280, {}), (390, PHONE)):
        at = windows(regie.url, **options)
        at.sign_in("ada")
        for path in ("/", "/cameras?view=list", "/jobs"):
            fits(at, width, path, [ODD["one word"], ODD["tags"], ODD["wide"]])
        for kind, paths in made.items() if width == 390 else ():
            for path in paths:
                fits(at, width, path, [])
                expect(at.page.get_by_role("heading", level=1)).to_have_text(ODD[kind])
    for camera, _ in made.values():
        api("DELETE", f"/api{camera}?cascade=true")


def test_a_name_of_200_letters_of_two_halves_is_typed_whole_and_a_longer_one_is_told(at: Watched, api: Api, quay: str):
    at.expect("status of 422")
    page = new(at, "office", "📷" * 201)
    expect(told(page, "Name")).to_contain_text("at most 200 characters")

    page.get_by_label("Name", exact=True).fill("📷" * 200)
    page.get_by_role("button", name="Create the job").click()

    expect(page.get_by_role("heading", name="📷" * 200, exact=True)).to_be_visible()
    assert job_named(api, "📷" * 200)["cameraId"] == quay


def test_an_address_with_its_password_is_masked_wherever_it_is_pasted(at: Watched, api: Api, quay: str):
    address = f"rtsp://installer:{SECRET}@10.0.0.7/1"
    masked = "rtsp://installer:********@10.0.0.7/1"
    at.expect("422")  # of what such a job would do
    page = new(at, "office", "Secretive")
    for label in ("Name", "Folder", "File name", "Start (cron)"):
        field = page.get_by_label(label, exact=True)
        before = field.input_value()
        paste(field, address)
        expect(field).to_have_value(re.compile(re.escape(masked)))
        field.fill(before)
    expect(page.get_by_text("The password of that address is masked").first).to_be_visible()
    page.keyboard.press("Control+k")
    paste(page.get_by_role("combobox", name="Search or command"), address)
    expect(page.get_by_role("combobox", name="Search or command")).to_have_value(masked)
    page.keyboard.press("Escape")
    assert SECRET not in page.content() + page.url


def test_a_streams_own_address_keeps_its_password_out_of_sight_and_is_saved_with_it(at: Watched, api: Api, quay: str):
    page = new(at, "office", "Elsewhere")
    page.get_by_label("Stream", exact=True).select_option(label="An address of its own…")
    own = page.get_by_label("Address of the stream")
    own.fill(f"rtsp://installer:{SECRET}@10.0.0.7/1")
    own.blur()
    expect(own).to_have_value("rtsp://installer:********@10.0.0.7/1")
    own.fill("rtsp://installer:********@10.0.0.7/2")
    page.get_by_role("link", name="The same as JSON").click()
    expect(page.get_by_role("textbox", name="The same as JSON")).to_have_value(
        re.compile(r"installer:\*{8}@10.0.0.7/2")
    )

    with page.expect_request(lambda asked: asked.method == "POST" and asked.url.endswith("/api/jobs")) as sent:
        page.get_by_role("button", name="Create the job").click()
    expect(page.get_by_role("heading", name="Elsewhere", exact=True)).to_be_visible()

    assert sent.value.post_data_json["streamUrl"] == f"rtsp://installer:{SECRET}@10.0.0.7/2"
    assert SECRET not in page.content()
    assert SECRET not in str(job_named(api, "Elsewhere"))


def test_a_lost_connection_is_said_and_a_half_filled_form_outlives_it(
    console: Path, tmp_path: Path, windows: Callable[..., Watched]
):
    with Regie(tmp_path / "cut-off") as regie:
        api = regie.set_up("ada")
        regie.add_user("ed", "EDITOR")
        api.camera("Quay 1", "rtsp://127.0.0.1:9/none", enabled=False)
        at = windows(regie.url)
        at.expect(r"WebSocket|ERR_CONNECTION_REFUSED|status of 503|ERR_CONNECTION_RESET")
        page = new(at, "office", "Half filled")
        page.get_by_label("Keep, days").fill("11")

        regie.stop()
        expect(page.get_by_text(re.compile("^Connection lost"))).to_be_visible()
        page.get_by_label("Start (cron)").fill("0 9 * * 1-5")
        page.get_by_role("button", name="Create the job").click()
        expect(page.get_by_role("alert").filter(has_text="The server did not answer")).to_be_visible()
        regie.start()
        expect(page.get_by_text(re.compile("^Connection lost"))).to_have_count(0, timeout=30_000)

        expect(page.get_by_label("Name", exact=True)).to_have_value("Half filled")
        expect(page.get_by_label("Start (cron)")).to_have_value("0 9 * * 1-5")
        page.get_by_role("button", name="Create the job").click()
        expect(page.get_by_role("heading", name="Half filled", exact=True)).to_be_visible()
        job = job_named(api, "Half filled")
        assert (job["schedule"]["cron"], job["retention"]) == ("0 9 * * 1-5", {"maxDays": 11})
        api.close()
