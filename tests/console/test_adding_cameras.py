"""Cameras added, changed and replaced by hand: seen before they are stored, their passwords never shown again."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.console.browsing import Watched
from tests.rigs.onvifcam import OnvifCam
from tests.rigs.rtsp import RelayCam
from tests.serving import Api, Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig]
SECRET = "s3cret/w@rd"
NOBODY = "rtsp://127.0.0.1:9/none"
PASTE = """(field, text) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def paste(field: Locator, text: str) -> None:
    field.focus()
    field.evaluate(PASTE, text)


def password(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Password")


def test_an_address_that_is_pasted_gives_its_password_to_the_masked_field_and_is_seen_before_it_is_added(
    at: Watched, api: Api, camera: RelayCam, quay: str
):
    page = at.sign_in("ada", "/cameras")
    page.get_by_role("link", name="Add a camera").click()
    page.get_by_role("link", name="By its address").click()

    paste(page.get_by_label("Address"), camera.url(username="installer", password=SECRET))

    expect(page.get_by_label("Address")).to_have_value(camera.url())
    expect(page.get_by_label("Username")).to_have_value("installer")
    expect(password(page)).to_have_value(SECRET)
    expect(password(page)).to_have_attribute("type", "password")
    expect(page.get_by_text("The password was taken out of the address")).to_be_visible()
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("img", name="First picture of main")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-tried=main]")).to_contain_text("H264 · 640 × 360")
    assert at.violations() == []
    page.get_by_label("Name", exact=True).fill("Loading bay")
    page.get_by_label("Tags").fill("outside, bay")
    page.get_by_label("Connections at most").fill("3")
    page.get_by_role("button", name="Add the camera").click()

    expect(page.get_by_role("heading", name="Loading bay", level=1, exact=True)).to_be_visible()
    added = api("GET", "/api/cameras/loading-bay")
    assert (added["tags"], added["maxConnections"]) == (["outside", "bay"], 3)
    assert added["credentials"] == {"username": "installer", "password": "********"}
    page.get_by_role("link", name="Edit").click()
    expect(password(page)).to_have_value("********")
    assert SECRET not in page.content()
    api("DELETE", "/api/cameras/loading-bay")


def test_an_address_pasted_into_another_field_finds_its_own(at: Watched):
    page = at.sign_in("ada", "/cameras/new?by=address")

    paste(page.get_by_label("Name", exact=True), f"rtsp://installer:{SECRET.replace('/', '%2F')}@10.0.0.7/1")

    expect(page.get_by_label("Address")).to_have_value("rtsp://10.0.0.7/1")
    expect(page.get_by_label("Name", exact=True)).to_have_value("")
    expect(password(page)).to_have_value(SECRET)
    page.get_by_role("button", name="Another stream").click()
    second = page.get_by_label("Address").nth(1)
    second.fill("rtsp://other:word@10.0.0.7/2")
    second.blur()
    expect(second).to_have_value("rtsp://10.0.0.7/2")
    expect(page.get_by_text("This stream signs in as other, with a password of its own.")).to_be_visible()


def test_every_wrong_field_is_told_beside_it_in_the_readers_language_and_what_was_typed_stays(
    regie: Regie, windows: Callable[..., Watched]
):
    at = windows(regie.url, locale="fr-FR")
    at.expect("status of 422")
    page = at.sign_in("ada", "/cameras/new?by=address")
    page.get_by_label("Adresse").fill("10.0.0.7/flux")
    page.get_by_label("Connexions au plus").fill("zéro")
    page.get_by_label("Fuseau horaire").fill("Mars/Olympe")

    page.get_by_role("button", name="Ajouter la caméra").click()

    def told(label: str) -> Locator:
        described = page.get_by_label(label, exact=True).get_attribute("aria-describedby")
        return page.locator(f"[id='{described}']")

    expect(told("Adresse")).to_have_text("Ce n'est pas une adresse. Attendu : rtsp://hôte:port/chemin")
    expect(told("Nom")).to_have_text("Remplissez ce champ.")
    expect(told("Connexions au plus")).to_contain_text("un nombre entier de 1 à 1 000")
    expect(told("Fuseau horaire")).to_contain_text("un nom comme Europe/Paris")
    expect(page.get_by_text("4 champs sont à revoir.")).to_be_visible()
    expect(page.get_by_label("Fuseau horaire")).to_have_value("Mars/Olympe")

    def refuse(route: Route) -> None:
        faults = [{"path": "name", "message": "is odd", "expected": "another one"}]
        route.fulfill(status=422, content_type="application/problem+json", body=json.dumps({"faults": faults}))

    page.route("**/api/cameras", refuse)
    page.get_by_label("Adresse").fill("rtsp://10.0.0.7/flux")
    page.get_by_label("Nom", exact=True).fill("Entrée 永遠")
    page.get_by_label("Connexions au plus").fill("2")
    page.get_by_label("Fuseau horaire").fill("Europe/Paris")
    page.get_by_role("button", name="Ajouter la caméra").click()
    expect(told("Nom")).to_have_text("is odd (another one)")
    expect(page.get_by_label("Nom", exact=True)).to_have_value("Entrée 永遠")


def test_a_look_at_an_address_where_nobody_is_says_why_in_words(at: Watched):
    page = at.sign_in("ada", "/cameras/new?by=address")
    page.get_by_label("Address").fill(NOBODY)

    page.get_by_role("button", name="Look at it").click()

    expect(page.locator("[data-tried=main]")).to_contain_text("nothing listens at this port", timeout=30_000)
    page.get_by_label("Address").fill(NOBODY + "2")
    expect(page.get_by_text("The address was changed since.")).to_be_visible()


def test_a_stored_password_goes_to_another_host_only_when_that_is_said(at: Watched, api: Api, camera: RelayCam):
    at.expect("status of 422")
    moving = api.camera("Mover", camera.url(username="installer", password=SECRET))
    page = at.sign_in("ada", f"/cameras/{moving}/edit")
    page.get_by_label("Place", exact=True).fill("South")
    page.get_by_label("Address").fill(camera.url().replace("127.0.0.1", "localhost"))
    allow = page.get_by_role("switch", name="Send the stored password to the new host")

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The stored password belongs to another host")).to_be_visible()
    expect(page.get_by_label("Place", exact=True)).to_have_value("South")
    allow.check()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("heading", name="Mover", level=1, exact=True)).to_be_visible()
    changed = api("GET", f"/api/cameras/{moving}")
    assert (changed["location"], "localhost" in changed["streams"]["main"]) == ("South", True)
    assert changed["credentials"]["username"] == "installer"
    api("DELETE", f"/api/cameras/{moving}")


def test_a_camera_is_replaced_by_one_that_answers_and_by_a_silent_one_only_when_it_must_be(
    at: Watched, api: Api, camera: RelayCam
):
    at.expect("status of 409")
    old = api.camera("Old one", NOBODY)
    job = api.job(old, "Goes on")
    page = at.sign_in("ada", f"/cameras/{old}")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Replace by another device").click()

    page.get_by_label("Host of the new device").fill("localhost")
    expect(page.get_by_label("Address")).to_have_value("rtsp://localhost:9/none")
    page.get_by_role("button", name="Look at it and replace").click()
    expect(page.get_by_text("Nothing was changed: the new device does not answer")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Replace it all the same")).to_be_visible()
    assert api("GET", f"/api/cameras/{old}")["streams"]["main"] == NOBODY
    page.get_by_label("Address").fill(camera.url())
    page.get_by_role("button", name="Look at it and replace").click()

    expect(page.get_by_role("heading", name="Old one", level=1, exact=True)).to_be_visible(timeout=30_000)
    assert api("GET", f"/api/cameras/{old}")["streams"]["main"] == camera.url()
    expect(page.locator("[data-job]").filter(has_text="Goes on")).to_be_visible()
    api("DELETE", f"/api/jobs/{job}")
    api("DELETE", f"/api/cameras/{old}")


def test_a_table_of_cameras_is_checked_looked_at_and_added_with_a_job_for_each(
    at: Watched, api: Api, camera: RelayCam, quay: str
):
    kept = {
        "name": "By night",
        "job": {"action": "record", "schedule": {"cron": "0 20 * * *", "cronStop": "0 6 * * *"}},
    }
    template = api("POST", "/api/templates", kept)["id"]
    table = (
        "name;main;user;password;site\n"
        f"Table one;{camera.url().replace('127.0.0.1', 'localhost')};ada;{SECRET};\n"
        f"Table two;{NOBODY};;;\n"
        "Table three;nowhere;;;\n"
        f"Quay again;{camera.url()};;;\n"
    )
    page = at.sign_in("ada", "/cameras/new?by=several")
    page.get_by_label("Table (CSV)").fill(table)
    page.get_by_label("Tags").fill("listed")
    page.get_by_label("Job for each").select_option("By night")
    page.get_by_role("button", name="Check").click()

    def line(number: int) -> Locator:
        return page.locator(f"[data-line='{number}']")

    expect(line(2).get_by_role("img", name="First picture of Table one")).to_be_visible(timeout=30_000)
    expect(line(2)).to_contain_text("H264 · 640 × 360")
    expect(line(3)).to_contain_text("nothing listens at this port", timeout=30_000)
    expect(line(4)).to_contain_text("main: This is no address. Expected: rtsp://host:port/path")
    expect(line(5)).to_contain_text("is there already")
    assert SECRET not in page.content()
    assert at.violations() == []
    page.get_by_role("checkbox", name="Add Table two").uncheck()
    page.get_by_role("button", name="Add 1 camera").click()

    expect(page.get_by_text("1 camera was added")).to_be_visible()
    expect(page.get_by_text("1 job was made of the template.")).to_be_visible()
    expect(page.locator("[data-camera=table-one]")).to_be_visible()
    made = api("GET", "/api/cameras/table-one")
    assert (made["tags"], made["credentials"]["username"], made["jobs"]) == (["listed"], "ada", 1)
    assert "table-two" not in {each["id"] for each in api("GET", "/api/cameras")}
    api("DELETE", "/api/cameras/table-one?cascade=true")
    api("DELETE", f"/api/templates/{template}")


def test_a_camera_that_is_found_on_the_network_is_added_as_what_it_is(at: Watched, api: Api):
    at.expect("status of 409")
    where: dict[str, Any] = {"host": "127.0.0.21", "serial": "SN-21", "mac": "00:11:22:33:44:21"}
    main, sub = "rtsp://127.0.0.21:9/main", "rtsp://127.0.0.21:9/sub"
    with OnvifCam(main=main, sub=sub, **where) as device:
        page = at.sign_in("ada", "/cameras/new")
        found = page.locator(f"[data-found='{device.host}:{device.port}']")
        expect(found).to_be_visible(timeout=20_000)

        found.get_by_role("checkbox").check()
        page.get_by_label("Username").fill("admin")
        password(page).fill("wrong")
        page.get_by_role("button", name="Go on with this camera").click()
        expect(found.get_by_role("alert")).to_contain_text("password", timeout=30_000)
        password(page).fill("onvif-pass")
        page.get_by_role("button", name="Go on with this camera").click()

        expect(page.get_by_label("Address").first).to_have_value(main, timeout=30_000)
        expect(page.get_by_label("Address").nth(1)).to_have_value(sub)
        page.get_by_label("Name", exact=True).fill("Found one")
        page.get_by_role("button", name="Add the camera").click()
        expect(page.get_by_role("heading", name="Found one", level=1, exact=True)).to_be_visible(timeout=30_000)
        expect(page.get_by_role("region", name="The camera")).to_contain_text("SN-21")
        expect(page.get_by_role("button", name="To the left", exact=True)).to_be_visible()

        page.goto(f"{at.url}/cameras/new")
        expect(found.get_by_role("link", name="is Found one already")).to_be_visible(timeout=20_000)
        api("DELETE", "/api/cameras/found-one")


def test_several_that_are_found_go_on_as_a_table_with_one_password(at: Watched):
    with (
        OnvifCam(main="rtsp://127.0.0.22:9/1", serial="SN-22", mac="00:11:22:33:44:22", host="127.0.0.22") as one,
        OnvifCam(main="rtsp://127.0.0.23:9/1", serial="SN-23", mac="00:11:22:33:44:23", host="127.0.0.23") as two,
    ):
        page = at.sign_in("ada", "/cameras/new?by=network")
        for device in (one, two):
            found = page.locator(f"[data-found='{device.host}:{device.port}']")
            expect(found).to_be_visible(timeout=20_000)
            found.get_by_role("checkbox").check()
        page.get_by_label("Username").fill("admin")
        password(page).fill("onvif-pass")
        page.get_by_role("button", name="Go on with 2 cameras").click()

        expect(page.locator("[data-line='2']")).to_be_visible(timeout=30_000)
        expect(page.locator("[data-line='3']")).to_be_visible()
        expect(page.get_by_role("button", name="Add 2 cameras")).to_be_enabled()
        expect(password(page)).to_have_value("onvif-pass")
