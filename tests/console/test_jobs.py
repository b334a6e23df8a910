"""Jobs by hand: found, changed and deleted in their list; written in the form; read on their own page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.console.browsing import Watched
from tests.console.jobs import OFFICE, create, job_named, new, row
from tests.serving import Api, Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig, pytest.mark.usefixtures("swept")]


# -- the list ----------------------------------------------------------------------------------------------------------


def test_the_list_is_filtered_by_the_address_and_the_address_by_the_list(at: Watched, api: Api, quay: str):
    api.job(quay, "Slow pictures", "snapshot", schedule={"cron": "0 * * * *"})
    api.job(quay, "Slow film", schedule=OFFICE)
    page = at.sign_in("vera", "/jobs?q=slow")
    expect(page.locator("[data-job]")).to_have_count(2)

    page.get_by_label("Action", exact=True).select_option(label="Pictures")
    expect(page.locator("[data-job]")).to_have_count(1)
    expect(row(page, "Slow pictures")).to_contain_text("Every hour")
    assert "action=snapshot" in page.url
    page.get_by_label("Search").press("End")
    page.get_by_label("Search").press_sequentially(" pictures", delay=5)
    expect(page.get_by_label("Search")).to_have_value("slow pictures")
    expect(page).to_have_url(re.compile(r"q=slow\+pictures"))

    page.reload()
    expect(page.locator("[data-job]")).to_have_count(1)
    page.get_by_label("Search").fill("slow film")
    expect(page.get_by_text("No job matches this filter.")).to_be_visible()
    page.get_by_role("link", name="Show all jobs").click()
    expect(row(page, "Slow film")).to_be_visible()


def test_many_are_disabled_at_once_and_enabled_again_by_undo(at: Watched, api: Api, quay: str):
    ids = [api.job(quay, f"Many {n}") for n in (1, 2, 3)]
    page = at.sign_in("ed", "/jobs?q=many")

    page.get_by_label("Select Many 1").check()
    page.get_by_label("Select Many 3").check()
    expect(page.get_by_text("2 selected")).to_be_visible()
    page.get_by_role("button", name="Disable", exact=True).click()

    expect(row(page, "Many 1")).to_have_attribute("data-state", "disabled")
    expect(row(page, "Many 3")).to_have_attribute("data-state", "disabled")
    expect(row(page, "Many 2")).to_have_attribute("data-state", "idle")
    page.get_by_role("button", name="Undo").click()
    expect(row(page, "Many 3")).to_have_attribute("data-state", "idle")
    assert all(api.state(job) == "idle" for job in ids)


def test_jobs_are_deleted_after_a_question_that_names_what_is_lost(at: Watched, api: Api, quay: str):
    api.job(quay, "Doomed 1")
    api.job(quay, "Doomed 2")
    page = at.sign_in("ed", "/jobs?q=doomed")

    page.get_by_label("Select all that are shown").check()
    page.get_by_role("button", name="Delete", exact=True).click()
    dialog = page.get_by_role("dialog", name="Delete 2 jobs?")
    expect(dialog).to_contain_text("Quay 1 · Doomed 2")
    expect(dialog.locator("[data-held]")).to_have_text("no file")
    dialog.get_by_label("Delete what was recorded").check()
    dialog.get_by_role("button", name="Delete 2 jobs and their files").click()

    expect(page.locator("[data-job]")).to_have_count(0)
    assert [job for job in api("GET", "/api/jobs") if job["name"].startswith("Doomed")] == []


def test_a_job_is_duplicated_and_the_copy_rests(at: Watched, api: Api, quay: str):
    api.job(quay, "Original", schedule=OFFICE)
    page = at.sign_in("ed", "/jobs?q=original")

    page.get_by_role("button", name="What to do with Original").click()
    page.get_by_role("menuitem", name="Duplicate").click()

    expect(row(page, "Original (copy)")).to_have_attribute("data-state", "disabled")


def test_somebody_who_may_only_look_is_offered_nothing_to_change(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Looked at only", schedule=OFFICE)
    page = at.sign_in("vera", "/jobs?q=looked")
    expect(row(page, "Looked at only")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect(page.get_by_role("link", name="New job")).to_have_count(0)

    page = at.open(f"/jobs/{job}")
    expect(page.get_by_text("Monday to Friday from 08:00 to 18:00.")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    expect(page.get_by_label("Name", exact=True)).to_be_disabled()
    at.open("/jobs/new")
    expect(page.get_by_text("Your role does not allow this.")).to_be_visible()


# -- the form ----------------------------------------------------------------------------------------------------------


def test_a_purpose_makes_a_plain_job_whose_plan_the_server_tells_before_it_is_saved(at: Watched, api: Api, quay: str):
    page = new(at, "night", "Quay by night")

    expect(page.locator("[data-sentence]")).to_have_text("Every day from 20:00 to 06:00.")
    expect(page.locator("[data-next] li")).to_have_count(6)
    expect(page.locator("[data-next] li").nth(1)).to_contain_text("20:00 → 06:00")
    expect(page.locator("[data-path]")).to_contain_text(
        re.compile(r"/quay-1/night/\d{4}/\d\d/\d\d/quay-1_\d{8}T\d{6}\S+\.mp4")
    )
    page.get_by_label("File name").fill("{jobName}_{timestamp}")
    expect(page.locator("[data-path]")).to_contain_text("quay-by-night_2")
    create(page, "Quay by night")

    job = job_named(api, "Quay by night")
    assert job["schedule"] == {"cron": "0 20 * * *", "cronStop": "0 6 * * *", "triggerType": "continuous"}
    assert (job["action"], job["retention"], job["cameraId"]) == ("record", {"maxDays": 30}, quay)


def test_a_wrong_field_is_told_beside_it_while_one_writes_and_nothing_typed_is_lost(at: Watched, quay: str):
    at.expect("status of 422")
    page = new(at, "office", "Wrongly written")

    page.get_by_label("Start (cron)").fill("0 25 * * *")
    page.get_by_label("Folder").fill("{nonsense}")

    wrong = page.locator("[aria-invalid=true]")
    expect(wrong).to_have_count(2)
    expect(page.get_by_text("2 fields need a change first.")).to_be_visible()
    page.get_by_role("button", name="Create the job").click()
    expect(page.get_by_label("Start (cron)")).to_have_value("0 25 * * *")
    page.get_by_label("Start (cron)").fill("0 8 * * *")
    page.get_by_label("Folder").fill("{cameraName}")
    expect(wrong).to_have_count(0)


def test_a_half_filled_form_is_left_only_on_purpose(at: Watched, quay: str):
    page = new(at, "office", "Half filled")

    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Dashboard").click()
    dialog = page.get_by_role("dialog", name="Leave without saving?")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Half filled")
    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Dashboard").click()
    dialog.get_by_role("button", name="Leave without saving").click()

    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()


def test_what_is_written_of_a_job_is_asked_about_from_every_tab_of_it(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Half changed", schedule=OFFICE)
    page = at.sign_in("ed", f"/jobs/{job}")
    page.get_by_label("Name", exact=True).fill("Half changed, by hand")

    page.get_by_role("link", name="Runs", exact=True).click()
    expect(page.get_by_role("heading", name="Each run")).to_be_visible()
    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Dashboard").click()
    page.get_by_role("dialog", name="Leave without saving?").get_by_role("button", name="Cancel").click()
    page.get_by_role("link", name="Plan", exact=True).click()

    expect(page.get_by_label("Name", exact=True)).to_have_value("Half changed, by hand")


# -- one job -----------------------------------------------------------------------------------------------------------


def test_a_job_is_changed_started_and_asked_why_there_is_nothing(at: Watched, api: Api, quay: str):
    job = api.job(quay, "One of a kind")
    page = at.sign_in("ed", f"/jobs/{job}")
    standing = page.locator("section[data-job]")
    expect(standing).to_have_attribute("data-state", "idle")

    page.get_by_role("button", name="Start One of a kind").click()
    expect(standing).to_have_attribute("data-state", "running")
    page.get_by_role("button", name="Stop One of a kind").click()
    expect(standing).to_have_attribute("data-state", "idle")
    page.get_by_role("link", name="Runs").click()
    expect(page.locator("[data-status=stopped], [data-status=success]").first).to_be_visible()

    page.get_by_role("button", name="Explain").click()
    expect(page.locator("[data-why]")).to_contain_text(re.compile(r"[A-Z].{10,}"))
    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_label("Keep, days").fill("9")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("One of a kind is saved")).to_be_visible()
    assert api("GET", f"/api/jobs/{job}")["retention"] == {"maxDays": 9}


def test_a_job_is_tried_for_ten_seconds_and_ends_by_itself(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Tried", schedule={"cron": "0 3 29 2 *", "cronStop": "0 4 29 2 *"})
    page = at.sign_in("ed", f"/jobs/{job}")
    standing = page.locator("section[data-job]")

    page.get_by_role("button", name="Try 10 s").click()

    expect(standing).to_have_attribute("data-state", "running")
    expect(standing).to_have_attribute("data-state", "idle", timeout=30_000)
    assert api("GET", f"/api/jobs/{job}/history")[0]["files"] == 1


def test_what_somebody_else_changes_is_shown_and_never_over_what_was_typed(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Shared", schedule=OFFICE)
    page = at.sign_in("ed", f"/jobs/{job}")
    body = {"name": "Shared", "cameraId": quay, "action": "record"}
    expect(page.get_by_label("Stop (cron)")).to_have_value("0 18 * * 1-5")

    api("PUT", f"/api/jobs/{job}", {**body, "schedule": {**OFFICE, "cronStop": "0 17 * * 1-5"}})
    expect(page.get_by_label("Stop (cron)")).to_have_value("0 17 * * 1-5")
    page.get_by_label("Stop (cron)").fill("0 19 * * 1-5")
    api("PUT", f"/api/jobs/{job}", {**body, "schedule": {**OFFICE, "cronStop": "0 16 * * 1-5"}})

    expect(page.get_by_text("Somebody else has changed this job meanwhile.")).to_be_visible()
    expect(page.get_by_label("Stop (cron)")).to_have_value("0 19 * * 1-5")
    page.get_by_role("button", name="Take theirs").click()
    expect(page.get_by_label("Stop (cron)")).to_have_value("0 16 * * 1-5")


def test_the_editor_speaks_french(regie: Regie, windows: Callable[..., Watched], api: Api, quay: str):
    job = api.job(quay, "Heures de travail", schedule=OFFICE)
    page = windows(regie.url, locale="fr-FR").sign_in("ed", f"/jobs/{job}")

    expect(page.locator("[data-sentence]")).to_have_text("Du lundi au vendredi, de 8\u00a0h à 18\u00a0h.")
    expect(page.get_by_label("Départ (cron)")).to_have_value("0 8 * * 1-5")
    expect(page.locator("[data-next] li").first).to_contain_text("→ 18:00")
    expect(page.get_by_role("heading", name="À savoir")).to_be_visible()

    page.get_by_label("Départ (cron)").fill("0 8-18 * * 1-5")
    page.get_by_label("Arrêt (cron)").fill("")
    expect(page.locator("[data-warnings]")).to_contain_text("le job ne tourne que pendant les minutes que désigne")
    expect(page.locator("[data-warnings]")).not_to_contain_text("the fix")


# -- templates ---------------------------------------------------------------------------------------------------------


def test_a_job_is_kept_as_a_template(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Quay 1, by day", schedule=OFFICE)
    page = at.sign_in("ed", f"/jobs/{job}")

    page.get_by_role("button", name="What to do with Quay 1, by day").click()
    page.get_by_role("menuitem", name="Save as a template").click()

    expect(page.get_by_text("is kept as a template")).to_be_visible()
    (template,) = [each for each in api("GET", "/api/templates") if each["job"]["schedule"]["cron"] == OFFICE["cron"]]
    assert template["job"]["name"] == "{cameraName}, by day"
    api("DELETE", f"/api/templates/{template['id']}")
