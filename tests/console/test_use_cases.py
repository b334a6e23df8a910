"""
The use cases of the specification's section 7, made by hand in the forms.

What is saved has to be what the specification shows, field by field, and the page has to say what it means in words.
The cameras rest, so that nothing is recorded meanwhile; whatever is made goes with them.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.browsing import Watched
from tests.console.jobs import cell, create, drag, job_named, painted
from tests.serving import Api

pytestmark = [pytest.mark.browser, pytest.mark.rig]
NOWHERE = "rtsp://127.0.0.1:9/"
SITES = {"Bureau": 4, "Entrepôt": 4, "Parking": 2}
"""CU-05: ten cameras at three sites."""


@pytest.fixture(scope="module", autouse=True)
def cameras(api: Api) -> Iterator[None]:
    """Those that the use cases name, all at rest."""
    resting = {"enabled": False, "streams": {"main": NOWHERE + "1", "sub": NOWHERE + "2"}}
    named = {"cam-boutique": "Boutique", "cam-chantier": "Chantier", "cam-entrepot": "Entrepôt", "cam-rack": "Rack"}
    made = [api.camera(name, "", id=word, **resting) for word, name in named.items()]
    sites = [api("POST", "/api/sites", {"name": site, "timezone": "Europe/Paris"})["id"] for site in SITES]
    for site, (name, count) in zip(sites, SITES.items(), strict=True):
        made += [api.camera(f"{name} {number}", "", siteId=site, **resting) for number in range(1, count + 1)]
    templates = {template["id"] for template in api("GET", "/api/templates")}
    yield
    for template in api("GET", "/api/templates"):
        if template["id"] not in templates:
            api("DELETE", f"/api/templates/{template['id']}")
    for camera in made:
        api("DELETE", f"/api/cameras/{camera}?cascade=true")
    for site in sites:
        api("DELETE", f"/api/sites/{site}")


def write(page: Page, url: str, purpose: str, camera: str, name: str) -> None:
    """A new job from what it is for, with its name and its camera."""
    page.goto(f"{url}/jobs/new?for={purpose}")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Camera", exact=True).select_option(label=camera)


def says(page: Page, sentence: str) -> None:
    expect(page.locator("[data-sentence]")).to_have_text(sentence)


def is_saved(api: Api, name: str, **wanted: Any) -> None:
    """A job of this name has exactly this in each of these fields; what is null means nothing."""
    job = job_named(api, name)
    assert {field: held(job[field]) for field in wanted} == wanted
    assert job["enabled"] is True


def held(value: Any) -> Any:
    return {key: each for key, each in value.items() if each is not None} if isinstance(value, dict) else value


def test_cu_01_a_shop_is_recorded_in_two_qualities(at: Watched, api: Api):
    page = at.sign_in("ed")
    write(page, at.url, "surveillance", "Boutique", "Shop in HD")
    page.get_by_label("Stream", exact=True).select_option(label="main")
    says(page, "All the time.")
    expect(page.locator("[data-kept]")).to_have_text("Files are kept for 30 days, then the oldest go first.")
    create(page, "Shop in HD")
    says(page, "All the time.")

    write(page, at.url, "surveillance", "Boutique", "Shop in SD")
    page.get_by_label("Stream", exact=True).select_option(label="sub")
    page.get_by_label("Keep, days").fill("7")
    expect(page.locator("[data-kept]")).to_have_text("Files are kept for 7 days, then the oldest go first.")
    create(page, "Shop in SD")

    always = {"cameraId": "cam-boutique", "action": "record", "schedule": {"triggerType": "continuous"}}
    is_saved(api, "Shop in HD", streamKey="main", retention={"maxDays": 30}, **always)
    is_saved(api, "Shop in SD", streamKey="sub", retention={"maxDays": 7}, **always)


def test_cu_02_a_building_site_is_pictured_from_march_to_september(at: Watched, api: Api):
    page = at.page
    at.it_is(datetime(2026, 2, 20, 9, tzinfo=UTC))
    at.sign_in("ed", "/jobs")
    write(page, at.url, "pictures", "Chantier", "Building site")
    page.get_by_label("How often").select_option(label="every 10 minutes")
    page.get_by_label("Period").select_option(label="Between two dates")
    for end, month, day in (("From", "Mar", "1"), ("to, included", "Sept", "30")):
        page.get_by_label(f"{end}, year").select_option(label="2026")
        page.get_by_label(f"{end}, month").select_option(label=month)
        page.get_by_label(f"{end}, day").select_option(label=day)
    page.get_by_label("Keep, days").fill("365")
    says(page, "Every 10 minutes, from 1 March 2026 to 30 September 2026.")
    create(page, "Building site")
    says(page, "Every 10 minutes, from 1 March 2026 to 30 September 2026.")

    period = {"startDate": "2026-03-01", "endDate": "2026-09-30", "recurrent": False}
    schedule = {"cron": "*/10 * * * *", "triggerType": "oneshot", "period": period}
    kept = {"retention": {"maxDays": 365}}
    is_saved(api, "Building site", cameraId="cam-chantier", action="snapshot", schedule=schedule, **kept)


def test_cu_03_a_warehouse_is_watched_more_closely_on_the_week_end(at: Watched, api: Api):
    page = at.sign_in("ed")
    write(page, at.url, "surveillance", "Entrepôt", "Warehouse, week")
    page.get_by_label("Start (cron)").fill("0 0 * * 1-5")
    page.get_by_label("Stop (cron)").fill("0 0 * * 6")
    assert painted(page) == 5 * 48
    says(page, "From Monday 00:00 to Saturday 00:00.")
    expect(page.locator("[data-next] li").nth(1)).to_contain_text("00:00 →")
    create(page, "Warehouse, week")

    write(page, at.url, "surveillance", "Entrepôt", "Warehouse, week-end")
    page.get_by_role("button", name="Wipe everything").click()
    drag(page, cell(page, 5, 0), cell(page, 6, 23.5))
    says(page, "From Saturday 00:00 to Monday 00:00.")
    create(page, "Warehouse, week-end")

    write(page, at.url, "pictures", "Entrepôt", "Warehouse, pictures")
    page.get_by_role("button", name="Wipe everything").click()
    drag(page, cell(page, 5, 0), cell(page, 6, 23))
    page.get_by_label("How often").select_option(label="every 2 minutes")
    says(page, "Every 2 minutes, from Saturday 00:00 to Monday 00:00.")
    create(page, "Warehouse, pictures")

    def window(start: str, stop: str) -> dict[str, str]:
        return {"cron": start, "cronStop": stop, "triggerType": "continuous"}

    here = {"cameraId": "cam-entrepot"}
    is_saved(api, "Warehouse, week", action="record", schedule=window("0 0 * * 1-5", "0 0 * * 6"), **here)
    is_saved(api, "Warehouse, week-end", action="record", schedule=window("0 0 * * 6", "0 0 * * 1"), **here)
    ticks = {"cron": "*/2 * * * 0,6", "triggerType": "oneshot"}
    is_saved(api, "Warehouse, pictures", action="snapshot", schedule=ticks, **here)


def test_cu_04_a_rack_is_pictured_every_hour_and_kept_for_two_days(at: Watched, api: Api):
    page = at.sign_in("ed")
    write(page, at.url, "pictures", "Rack", "Lights of the rack")
    page.get_by_label("Instants (cron)").fill("0 */1 * * *")
    page.get_by_label("Keep, days").fill("2")
    says(page, "Every hour.")
    expect(page.locator("[data-next] li").first).to_contain_text(":00")
    expect(page.locator("[data-kept]")).to_have_text("Files are kept for 2 days, then the oldest go first.")
    create(page, "Lights of the rack")

    schedule = {"cron": "0 */1 * * *", "triggerType": "oneshot"}
    is_saved(
        api, "Lights of the rack", cameraId="cam-rack", action="snapshot", schedule=schedule, retention={"maxDays": 2}
    )


def test_cu_05_three_sites_get_their_jobs_from_one_of_each_kind(at: Watched, api: Api):
    """Each kind is made once in the form, kept as a template, and made for the other cameras of its site."""
    page = at.sign_in("ed")

    def cron(start: str, stop: str = "") -> None:
        page.get_by_label("Start (cron)" if stop else "Instants (cron)").fill(start)
        if stop:
            page.get_by_label("Stop (cron)").fill(stop)

    def everywhere(site: str, purpose: str, what: str, sentence: str, *expressions: str) -> None:
        first = f"{site} 1, {what}"
        write(page, at.url, purpose, f"{site} 1", first)
        if expressions:
            cron(*expressions)
        says(page, sentence)
        create(page, first)
        page.get_by_role("button", name=f"What to do with {first}").click()
        page.get_by_role("menuitem", name="Save as a template").click()
        expect(page.get_by_text(f"{first} is kept as a template")).to_be_visible()
        page.goto(f"{at.url}/settings/templates")
        page.get_by_role("button", name=f"Apply…: {first}", exact=True).click()
        dialog = page.get_by_role("dialog")
        for number in range(2, SITES[site] + 1):
            dialog.get_by_role("checkbox", name=f"{site} {number}", exact=True).check()
        others = SITES[site] - 1
        dialog.get_by_role("button", name=f"Show for {others} camera").click()
        expect(dialog).to_contain_text(f"{site} {SITES[site]}, {what}")
        dialog.get_by_role("button", name=f"Make {others} job").click()
        expect(dialog).to_have_count(0)

    everywhere("Bureau", "office", "working hours", "Monday to Friday from 08:00 to 18:00.")
    everywhere("Entrepôt", "surveillance", "always", "All the time.")
    everywhere("Entrepôt", "pictures", "each hour", "Every hour.", "0 * * * *")
    everywhere("Parking", "night", "night", "Every day from 20:00 to 07:00.", "0 20 * * *", "0 7 * * *")
    day = "Every 5 minutes, every day from 07:00 to 20:00."
    everywhere("Parking", "timelapse", "day", day, "*/5 7-19 * * *")
    everywhere("Parking", "check", "connection", "Every 15 minutes.")

    jobs = [job for job in api("GET", "/api/jobs") if job["name"].split(" ")[0] in SITES and "," in job["name"]]
    assert len(jobs) == 4 * 1 + 4 * 2 + 2 * 3
    wanted = {
        "working hours": ("record", {"cron": "0 8 * * 1-5", "cronStop": "0 18 * * 1-5", "triggerType": "continuous"}),
        "always": ("record", {"triggerType": "continuous"}),
        "each hour": ("snapshot", {"cron": "0 * * * *", "triggerType": "oneshot"}),
        "night": ("record", {"cron": "0 20 * * *", "cronStop": "0 7 * * *", "triggerType": "continuous"}),
        "day": ("timelapse", {"cron": "*/5 7-19 * * *", "triggerType": "oneshot"}),
        "connection": ("test_connection", {"cron": "*/15 * * * *", "triggerType": "oneshot"}),
    }
    for job in jobs:
        camera, what = job["name"].split(", ")
        assert (job["action"], held(job["schedule"])) == wanted[what], job["name"]
        assert (job["cameraName"], job["zone"]) == (camera, "Europe/Paris")
