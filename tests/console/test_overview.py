"""The dashboard: what is wrong and its mend, the coming hour, the cameras now, disk and machine, what happened."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.serving import Api, Regie, eventually

pytestmark = [pytest.mark.browser, pytest.mark.rig]


def panel(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def at_minute(minutes: int) -> str:
    """A daily tick so many minutes from now, in UTC."""
    then = datetime.now(UTC) + timedelta(minutes=minutes)
    return f"{then.minute} {then.hour} * * *"


def test_the_coming_hour_is_drawn_from_the_servers_plans_and_follows_a_change(at: Watched, api: Api, quay: str):
    window = {"cron": at_minute(15), "cronStop": at_minute(35)}
    job = api.job(quay, "Deliveries", schedule=window, timezone="UTC")
    page = at.sign_in()
    hour = panel(page, "In the coming hour")

    bar = hour.get_by_role("listitem").filter(has_text="Deliveries")
    expect(bar).to_have_count(1)
    box, drawing = bar.bounding_box(), hour.locator(".hour").bounding_box()
    assert box is not None and drawing is not None
    left, width = (box["x"] - drawing["x"]) / drawing["width"], box["width"] / drawing["width"]
    assert abs(left - 0.25) < 0.04 and abs(width - 1 / 3) < 0.02, (left, width)
    expect(hour).to_contain_text(re.compile(r"\d+ starts?, \d+ stops?"))
    expect(bar).to_contain_text(re.compile(r"\(ends \d\d:\d\d\)"))

    api("DELETE", f"/api/jobs/{job}")
    expect(bar).to_have_count(0)


def test_a_camera_on_the_wall_is_seen_as_it_is_now(at: Watched, api: Api, quay: str):
    eventually(
        lambda: api("GET", f"/api/cameras/{quay}")["state"] == "online",
        what=lambda: str(api("GET", f"/api/cameras/{quay}")),
        within=60,
    )
    page = at.sign_in()

    picture = page.locator(f"[data-camera={quay}]").get_by_role("img", name="What Quay 1 sees")

    expect(picture).to_be_visible(timeout=30_000)
    assert picture.evaluate("image => image.naturalWidth") > 0
    page.locator(f"[data-camera={quay}] a").click()
    expect(page).to_have_url(re.compile(rf"/cameras/{quay}$"))


def test_a_camera_that_is_gone_is_tried_from_where_it_is_told(at: Watched, api: Api):
    camera = api.camera("Cut off", "rtsp://127.0.0.1:9/none")
    api("POST", f"/api/cameras/{camera}/test")
    page = at.sign_in("ed")
    line = panel(page, "What is wrong").get_by_role("listitem").filter(has_text="Cut off")
    more = panel(page, "What is wrong").get_by_role("button", name=re.compile("^and .* more$"))
    expect(line.or_(more).first).to_be_visible(timeout=30_000)
    if more.is_visible():
        more.click()

    line.get_by_role("button", name=re.compile("^Test: Cut off")).click()

    dialog = page.get_by_role("dialog", name="Test Cut off")
    expect(dialog).to_contain_text("The camera does not answer as it should", timeout=30_000)
    page.keyboard.press("Escape")
    api("DELETE", f"/api/cameras/{camera}")
    expect(line).to_have_count(0)


def test_what_each_camera_takes_of_the_disk_is_told(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Fills it", "snapshot", schedule={"triggerType": "oneshot"})
    api("POST", f"/api/jobs/{job}/start")
    eventually(lambda: bool(api("GET", f"/api/files?jobId={job}")), what=lambda: "no file", within=30)
    page = at.sign_in()

    disk = panel(page, "Disk")

    expect(disk).to_contain_text(re.compile(r"Quay 1\s*[\d.]+\s*[kMG]?B"))
    expect(disk.get_by_role("meter", name="Disk")).to_have_attribute("aria-valuetext", re.compile("Quay 1 .*B"))
    expect(disk).to_contain_text(re.compile(r"balanced|full in \d+ days?|full today"))
    api("DELETE", f"/api/jobs/{job}")


def test_the_machine_is_told_over_an_hour_a_day_and_a_month_and_by_camera(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Costs something")
    api("POST", f"/api/jobs/{job}/start")
    eventually(
        lambda: any(value for value in api("GET", "/api/metrics/history")["values"]["memory"]),
        what=lambda: str(api("GET", "/api/metrics")),
        within=60,
    )
    page = at.sign_in()
    machine = panel(page, "Machine")
    memory = machine.get_by_role("slider", name="Memory")
    expect(memory).to_have_attribute("aria-valuetext", re.compile(r"^[\d.]+\s[kMG]B$"))

    memory.focus()
    page.keyboard.press("ArrowLeft")
    expect(memory).to_have_attribute("aria-valuetext", re.compile(r"^\d\d:\d\d "))
    with page.expect_request(re.compile(r"/api/metrics/history\?.*step=300")):
        machine.get_by_role("link", name="30 d").click()
    expect(page).to_have_url(re.compile(r"span=30d"))
    with page.expect_request(re.compile(rf"scope=camera&id={quay}")):
        machine.get_by_label("Of which camera").select_option("Quay 1")
    page.reload()

    expect(machine.get_by_role("link", name="30 d")).to_have_attribute("aria-current", "true")
    expect(machine.get_by_label("Of which camera")).to_have_value(quay)
    api("POST", f"/api/jobs/{job}/stop")
    api("DELETE", f"/api/jobs/{job}")


def test_what_happens_is_told_while_one_looks_and_can_be_filtered(at: Watched, api: Api):
    page = at.sign_in()
    activity = panel(page, "Activity")
    expect(activity.get_by_text("The server started for the first time.")).to_be_visible()
    camera = api.camera("Short-lived", "rtsp://127.0.0.1:9/none")
    job = api.job(camera, "Breaks", maxRetries=0)

    api("POST", f"/api/jobs/{job}/start")

    expect(activity.get_by_text(re.compile("The job «Breaks» failed"))).to_be_visible(timeout=40_000)
    activity.get_by_role("link", name="Alerts").click()
    expect(activity.get_by_text("The server started for the first time.")).to_have_count(0)
    expect(activity.get_by_text(re.compile("The job «Breaks» failed"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"activity=alerts"))
    activity.get_by_role("link", name="Motion").click()
    expect(activity.get_by_text(re.compile("The job «Breaks» failed"))).to_have_count(0)
    api("DELETE", f"/api/jobs/{job}")
    api("DELETE", f"/api/cameras/{camera}")


def test_one_button_lets_the_jobs_of_a_tag_rest_while_somebody_is_home(
    regie: Regie, windows: Callable[..., Watched], api: Api, quay: str
):
    rest = {"schedule": {}, "enabled": True}
    indoors = api.camera("Living room", "rtsp://127.0.0.1:9/none", tags=["indoors"])
    job = api.job(indoors, "Watches the sofa", **rest)
    page = windows(regie.url).sign_in("ed")
    button = page.get_by_role("button", name="At home", exact=True)

    button.click()
    dialog = page.get_by_role("dialog", name="At home, and away")
    dialog.get_by_label("What rests").select_option("Cameras tagged indoors")
    expect(dialog).to_contain_text("1 job rests.")
    dialog.get_by_role("button", name="I am home").click()

    expect(button).to_have_attribute("aria-pressed", "true")
    eventually(
        lambda: api("GET", f"/api/jobs/{job}")["reasonCode"] == "paused",
        what=lambda: str(api("GET", f"/api/jobs/{job}")),
    )
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_text("Everything runs by its plan again.")).to_be_visible()
    assert api("GET", "/api/overrides?state=active") == []
    looker = windows(regie.url).sign_in("vera")
    expect(looker.get_by_role("heading", name="Dashboard")).to_be_visible()
    expect(looker.get_by_role("button", name="At home", exact=True)).to_have_count(0)
    api("DELETE", f"/api/jobs/{job}")
    api("DELETE", f"/api/cameras/{indoors}")


def test_what_is_missing_of_a_day_is_told(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Always on", schedule={})
    page = at.sign_in()
    tile = panel(page, "Right now").locator("> *").filter(has_text="Coverage, 24 h")

    expect(tile).to_contain_text(re.compile(r"[\d.]+\s%\s*(\d+\s(s|min|h) missing|nothing missing)|nothing was due"))
    api("DELETE", f"/api/jobs/{job}")


def test_a_wall_display_shows_it_all_without_jumping(regie: Regie, windows: Callable[..., Watched], quay: str):
    at = windows(regie.url, viewport={"width": 2560, "height": 1400})
    page = at.sign_in()
    expect(page.locator(f"[data-camera={quay}]")).to_be_visible()
    page.wait_for_load_state("networkidle")

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 2560
    assert at.shifts() == []
    assert at.violations_by_theme() == []
