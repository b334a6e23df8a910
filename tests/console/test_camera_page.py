"""A camera's page: its live picture on demand, its facts and jobs, how it is moved, and how it goes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.console.browsing import Watched
from tests.rigs.onvifcam import OnvifCam
from tests.rigs.rtsp import RelayCam
from tests.serving import Api, Regie, eventually

pytestmark = [pytest.mark.browser, pytest.mark.rig]
NO_FILMS = "delete window.MediaSource; delete window.ManagedMediaSource;"


def stage(page: Page) -> Locator:
    return page.locator("[data-live]")


def watchers(api: Api, camera_id: str) -> int:
    """Who watches its film now, as the server knows; a small picture of it is read without the relay."""
    held = api("GET", f"/api/cameras/{camera_id}/facts")["connections"]
    return sum(each["relayed"] and "live view" in each["readers"] for each in held)


def soon(holds: Callable[[], bool], within: float = 15) -> None:
    eventually(holds, what=lambda: "it did not come in time", within=within)


def pass_on(ends: WebSocketRoute, but: str) -> None:
    """A socket that loses the messages with these letters."""
    server = ends.connect_to_server()
    server.on_message(lambda message: None if but in str(message) else ends.send(message))


def test_the_live_picture_starts_on_demand_and_ends_when_one_leaves(at: Watched, api: Api, quay: str):
    page = at.sign_in("vera", f"/cameras/{quay}")
    expect(stage(page)).to_have_attribute("data-live", "off")
    assert watchers(api, quay) == 0

    page.get_by_role("button", name="Watch live").click()

    expect(stage(page)).to_have_attribute("data-live", "playing", timeout=30_000)
    expect(stage(page)).to_have_attribute("data-way", "film")
    moved = "() => { const v = document.querySelector('video'); return v.videoWidth > 0 && v.currentTime > 0.5 }"
    page.wait_for_function(moved)
    assert watchers(api, quay) == 1
    expect(page.get_by_role("region", name="The camera")).to_contain_text("live view since")
    page.get_by_role("banner").get_by_role("link", name="Cameras").click()
    expect(page.get_by_role("heading", name="Cameras", level=1)).to_be_visible()
    soon(lambda: watchers(api, quay) == 0)


def test_a_picture_by_hand_is_saved_as_it_is_seen(at: Watched, quay: str):
    page = at.sign_in("vera", f"/cameras/{quay}")
    page.get_by_role("button", name="Watch live").click()
    expect(stage(page)).to_have_attribute("data-live", "playing", timeout=30_000)

    with page.expect_download() as saved:
        page.get_by_role("button", name="Save this picture").click()

    assert re.fullmatch(r"quay-1_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\.jpg", saved.value.suggested_filename)
    assert saved.value.path().read_bytes()[:3] == b"\xff\xd8\xff"
    page.get_by_role("button", name="Stop watching").click()
    expect(stage(page)).to_have_attribute("data-live", "off")


def test_a_browser_without_films_is_shown_pictures(at: Watched, quay: str):
    at.page.add_init_script(NO_FILMS)
    page = at.sign_in("vera", f"/cameras/{quay}")

    page.get_by_role("button", name="Watch live").click()

    expect(stage(page)).to_have_attribute("data-way", "pictures")
    expect(stage(page)).to_have_attribute("data-live", "playing", timeout=30_000)


def test_live_view_of_a_camera_that_does_not_answer_says_why(regie: Regie, windows: Callable[..., Watched], api: Api):
    dead = api.camera("Muette", "rtsp://127.0.0.1:9/none")
    page = windows(regie.url, locale="fr-FR").sign_in("vera", f"/cameras/{dead}")

    page.get_by_role("button", name="Voir en direct").click()

    expect(stage(page)).to_contain_text("La connexion est refusée : rien n’écoute sur ce port.", timeout=30_000)
    page.get_by_role("button", name="Arrêter le direct").click()
    api("DELETE", f"/api/cameras/{dead}")


def test_a_camera_that_dies_while_one_looks_is_told_and_its_picture_comes_back_by_itself(at: Watched, api: Api):
    at.expect("status of 503")
    with RelayCam() as rig:
        mortal = api.camera("Mortal", rig.url())
        page = at.sign_in("vera", f"/cameras/{mortal}")
        page.get_by_role("button", name="Watch live").click()
        expect(stage(page)).to_have_attribute("data-live", "playing", timeout=30_000)

        rig.stop()
        expect(stage(page)).to_have_attribute("data-live", "trouble", timeout=40_000)
        expect(stage(page).get_by_role("status")).to_contain_text(re.compile(r"[A-Z].{10,}"))
        rig.start()

        expect(stage(page)).to_have_attribute("data-live", "playing", timeout=40_000)
        page.get_by_role("button", name="Stop watching").click()
        api("DELETE", f"/api/cameras/{mortal}")


def test_the_page_tells_what_the_camera_is_and_its_jobs_are_started_there(at: Watched, api: Api, quay: str):
    job = api.job(quay, "From the page")
    page = at.sign_in("ed", f"/cameras/{quay}")
    expect(page.get_by_role("region", name="The camera")).to_contain_text("North corner")
    row = page.locator("[data-job]").filter(has_text="From the page")

    row.get_by_role("button", name="Start From the page").click()

    expect(row).to_have_attribute("data-state", "running", timeout=30_000)
    expect(page.get_by_role("region", name="The camera")).to_contain_text("main · From the page", timeout=20_000)
    api("POST", f"/api/jobs/{job}/stop")
    expect(page.get_by_role("banner").get_by_role("link", name="Timeline")).to_have_attribute(
        "href", f"/timeline?camera={quay}"
    )
    assert "s3cret-word" not in page.content()
    api.reaches(job, "idle")
    api("DELETE", f"/api/jobs/{job}?files=delete")


def test_a_camera_that_moves_is_moved_as_long_as_a_button_is_held_and_by_the_arrow_keys(
    at: Watched, api: Api, camera: RelayCam
):
    with OnvifCam(main=camera.url()) as device:
        streams = camera.url(username="admin", password="onvif-pass")
        moving = api.camera("Head", streams)
        api("POST", f"/api/cameras/{moving}/device", {"port": device.port})
        page = at.sign_in("ed", f"/cameras/{moving}")
        left = page.get_by_role("button", name="To the left", exact=True)

        left.hover()
        page.mouse.down()
        soon(lambda: len(device.told("ContinuousMove")) >= 2)
        page.mouse.up()
        soon(lambda: len(device.told("Stop")) >= 1)
        held = len(device.told("ContinuousMove"))
        left.focus()
        page.keyboard.down("ArrowUp")
        soon(lambda: len(device.told("ContinuousMove")) > held)
        page.keyboard.up("ArrowUp")
        soon(lambda: len(device.told("Stop")) >= 2)

        page.get_by_role("button", name="Keep this place").click()
        page.get_by_label("Name of the place").fill("Door")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("button", name="Look at Door").click()
        soon(lambda: len(device.told("GotoPreset")) == 1)
        page.get_by_role("button", name="Forget Door").click()
        expect(page.get_by_role("button", name="Look at Door")).to_have_count(0)
        assert at.violations() == []
        api("DELETE", f"/api/cameras/{moving}")


def test_somebody_who_may_only_look_moves_nothing_and_deletes_nothing(at: Watched, api: Api, camera: RelayCam):
    with OnvifCam(main=camera.url()) as device:
        moving = api.camera("Looked at", camera.url(username="admin", password="onvif-pass"))
        api("POST", f"/api/cameras/{moving}/device", {"port": device.port})
        page = at.sign_in("vera", f"/cameras/{moving}")

        expect(page.get_by_role("button", name="Look at Gate")).to_be_disabled()
        expect(page.get_by_role("button", name="To the left", exact=True)).to_have_count(0)
        page.get_by_role("button", name="More").click()
        expect(page.get_by_role("menuitem")).to_have_text(["Timeline"])
        page.keyboard.press("Escape")
        api("DELETE", f"/api/cameras/{moving}")


def test_before_a_camera_goes_its_jobs_and_files_are_named_and_the_files_may_stay(
    at: Watched, api: Api, camera: RelayCam
):
    doomed = api.camera("Doomed", camera.url())
    job = api.job(doomed, "Its only job", "snapshot", schedule={"cron": "0 0 1 1 *"})
    api("POST", f"/api/jobs/{job}/start")
    soon(lambda: len(api("GET", f"/api/files?cameraId={doomed}")) == 1)
    page = at.page
    late = '"cameraDeleted"'  # what only the socket would tell, the list asks a picture of
    page.route_web_socket(re.compile("/ws/status"), lambda ends: pass_on(ends, but=late))
    at.sign_in("ada", f"/cameras/{doomed}")

    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Delete").click()

    dialog = page.get_by_role("dialog", name="Delete Doomed")
    expect(dialog).to_contain_text("1 job goes with it:")
    expect(dialog).to_contain_text("Its only job")
    expect(dialog).to_contain_text(re.compile(r"1 file, [\d.]+\skB, from "))
    dialog.get_by_label("Delete the files too").check()
    assert at.violations() == []
    dialog.get_by_role("button", name="Delete the camera and 1 file").click()

    expect(page.get_by_role("heading", name="Cameras", level=1)).to_be_visible()
    expect(page.get_by_text("Doomed was deleted")).to_be_visible()
    expect(page.locator("[data-camera=doomed]")).to_have_count(0)


def test_a_camera_that_is_not_there_says_so_and_leads_back(at: Watched):
    page = at.sign_in("vera", "/cameras/no-such-camera")

    expect(page.get_by_text("There is no such camera.")).to_be_visible()
    page.get_by_role("link", name="To the cameras").click()
    expect(page.get_by_role("heading", name="Cameras", level=1)).to_be_visible()
