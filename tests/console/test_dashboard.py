"""The live page of jobs: what runs, what is wrong, what comes next, without anybody reloading it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.console.crowd import crowd
from tests.serving import Api, Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig]
LIST = "/?view=list"
"""The dashboard with the jobs as a list, as it stands in the address of the door."""


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_text(name, exact=True)).and_(page.locator("[data-job]"))


def tile(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name="Right now").locator("> *").filter(has_text=name)


def figure(page: Page, name: str) -> int:
    return int(tile(page, name).locator("b").inner_text())


def test_a_job_that_somebody_else_starts_is_seen_recording_without_a_reload(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Delivery, live")
    page = at.sign_in(path=LIST)
    expect(row(page, "Delivery, live")).to_have_attribute("data-state", "idle")
    before = figure(page, "Running")

    api("POST", f"/api/jobs/{job}/start")

    expect(row(page, "Delivery, live")).to_have_attribute("data-state", "running")
    expect(row(page, "Delivery, live")).to_contain_text(re.compile(r"Recording\s*since \d\d:\d\d"))
    expect(tile(page, "Running").locator("b")).to_have_text(str(before + 1))
    api("POST", f"/api/jobs/{job}/stop")
    expect(row(page, "Delivery, live")).to_have_attribute("data-state", "idle")
    api("DELETE", f"/api/jobs/{job}")
    expect(row(page, "Delivery, live")).to_have_count(0)


def test_a_job_is_started_and_stopped_by_its_button(at: Watched, api: Api, quay: str):
    job = api.job(quay, "By hand")
    page = at.sign_in("ed", LIST)

    row(page, "By hand").get_by_role("button", name="Start By hand").click()
    expect(row(page, "By hand")).to_have_attribute("data-state", "running")
    assert api.state(job) == "running"

    row(page, "By hand").get_by_role("button", name="Stop By hand").click()
    expect(row(page, "By hand").get_by_role("button", name="Start By hand")).to_be_visible()
    api.reaches(job, "idle")
    api("DELETE", f"/api/jobs/{job}")


def test_somebody_who_may_only_look_sees_the_states_and_no_buttons(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Looked at")
    page = at.sign_in("vera", LIST)

    expect(row(page, "Looked at")).to_have_attribute("data-state", "idle")
    expect(page.get_by_role("button", name=re.compile("^(Start|Stop) "))).to_have_count(0)
    api("DELETE", f"/api/jobs/{job}")


def test_a_start_that_the_server_refuses_is_told_in_its_words(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Vanishing")
    at.expect(r"status of 404")
    page = at.sign_in("ed", LIST)
    page.route("**/api/jobs/*/start", lambda route: (api("DELETE", f"/api/jobs/{job}"), route.continue_()))

    row(page, "Vanishing").get_by_role("button", name="Start Vanishing").click()

    alert = page.get_by_role("alert").filter(has_text="Vanishing could not be started")
    expect(alert).to_be_visible()
    alert.get_by_role("button", name="Close").click()
    expect(alert).to_have_count(0)


def test_a_picture_appears_when_it_is_taken_and_opens_in_a_dialog(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Doorbell", "snapshot", schedule={"triggerType": "oneshot"})
    page = at.sign_in(path=LIST)
    expect(row(page, "Doorbell")).to_contain_text("no file yet")

    api("POST", f"/api/jobs/{job}/start")

    thumbnail = row(page, "Doorbell").locator("img")
    expect(thumbnail).to_be_visible(timeout=30_000)
    expect(thumbnail).to_have_js_property("complete", True)
    assert thumbnail.evaluate("image => image.naturalWidth") > 0
    row(page, "Doorbell").get_by_role("button", name="Latest files of Doorbell").click()
    dialog = page.get_by_role("dialog", name="Doorbell")
    shown = dialog.get_by_role("img", name=re.compile("^File of "))
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") == 640
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename.endswith(".jpg")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    api("DELETE", f"/api/jobs/{job}")


def test_a_recording_plays_in_the_dialog_as_soon_as_it_is_closed(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Playback", output={"format": "mp4"})
    page = at.sign_in(path=LIST)
    api("POST", f"/api/jobs/{job}/start")
    expect(row(page, "Playback")).to_have_attribute("data-state", "running")
    page.wait_for_timeout(2_500)  # some pictures of a real camera, in real time
    api("POST", f"/api/jobs/{job}/stop")
    expect(row(page, "Playback").locator("dl")).not_to_contain_text("no file yet", timeout=30_000)

    row(page, "Playback").get_by_role("button", name="Latest files of Playback").click()

    video = page.get_by_role("dialog").locator("video")
    expect(video).to_be_visible()
    video.evaluate("video => video.play()")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.5")
    assert video.evaluate("video => video.videoWidth") == 640
    api("DELETE", f"/api/jobs/{job}")


def test_a_camera_that_cannot_be_reached_is_told_with_its_reason(at: Watched, api: Api):
    camera = api.camera("Dead end", "rtsp://127.0.0.1:9/none")
    job = api.job(camera, "Into nothing")
    page = at.sign_in(path=LIST)

    api("POST", f"/api/jobs/{job}/start")

    wrong = page.get_by_role("region", name="What is wrong").get_by_role("listitem").filter(has_text="Into nothing")
    expect(wrong).to_be_visible(timeout=30_000)
    expect(wrong).to_contain_text(re.compile(r"[A-Z].{15,}\."))
    expect(row(page, "Into nothing")).to_have_attribute("data-state", re.compile("retrying|failed"))
    api("DELETE", f"/api/jobs/{job}")
    api("DELETE", f"/api/cameras/{camera}")


def test_the_filter_and_the_list_live_in_the_address(at: Watched, api: Api, quay: str):
    job = api.job(quay, "At rest")
    page = at.sign_in()
    expect(page.locator(f"[data-camera={quay}]")).to_be_visible()

    page.get_by_role("link", name="List").click()
    page.get_by_role("link", name=re.compile("^At rest")).click()
    expect(row(page, "At rest")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/\?view=list&show=rest$"))
    page.reload()

    expect(page.get_by_role("button", name="Latest files of At rest")).to_be_visible()
    page.get_by_role("group", name="Jobs").get_by_role("link", name=re.compile("^Running")).click()
    expect(page.get_by_role("button", name="Latest files of At rest")).to_have_count(0)
    page.get_by_role("link", name="Wall").click()
    expect(page).to_have_url(re.compile(r"/$"))
    api("DELETE", f"/api/jobs/{job}")


def test_of_five_hundred_jobs_those_near_the_reader_are_drawn_and_all_are_reached(at: Watched, api: Api, quay: str):
    job = api.job(quay, "One of many", enabled=False)
    page = at.sign_in("vera", "/jobs")
    page.add_init_script(crowd(api("GET", f"/api/jobs/{job}"), api("GET", "/api/status")))
    at.open("/?view=list")
    rows = page.locator("[data-job]")
    expect(rows.first).to_be_visible()
    assert rows.count() < 100

    for _ in range(60):
        page.locator("main").evaluate("main => main.scrollTo(0, main.scrollHeight)")
        page.wait_for_timeout(100)
        if rows.count() == 500:
            break

    expect(rows).to_have_count(500)
    page.locator("main").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    expect(rows.last).to_be_in_viewport()
    api("DELETE", f"/api/jobs/{job}")


def test_a_lost_connection_is_told_the_page_keeps_its_data_and_catches_up(
    console: Path, tmp_path: Path, windows: Callable[..., Watched]
):
    with Regie(tmp_path / "restarted") as regie:
        api = regie.set_up("ada")
        camera = api.camera("Quay", "rtsp://127.0.0.1:9/none")
        job = api.job(camera, "Stays", enabled=False)
        at = windows(regie.url)
        at.expect(r"WebSocket|ERR_CONNECTION_REFUSED|status of 503")
        page = at.sign_in(path=LIST)
        expect(row(page, "Stays")).to_have_attribute("data-state", "disabled")

        regie.stop()
        expect(page.get_by_text(re.compile("^Connection lost"))).to_be_visible()
        expect(row(page, "Stays")).to_have_attribute("data-state", "disabled")
        regie.start()
        api.job(camera, "Meanwhile", enabled=False)

        expect(page.get_by_text(re.compile("^Connection lost"))).to_have_count(0, timeout=30_000)
        expect(row(page, "Meanwhile")).to_be_visible()
        assert api.state(job) == "disabled"
        api.close()
