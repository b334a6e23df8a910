"""When a job runs, by hand: painted, written, warned about, and the same as JSON."""

import re

import pytest
from playwright.sync_api import expect

from tests.console.browsing import Watched
from tests.console.jobs import cell, create, drag, job_named, new, painted, row
from tests.serving import Api

pytestmark = [pytest.mark.browser, pytest.mark.rig, pytest.mark.usefixtures("swept")]


# -- the schedule ------------------------------------------------------------------------------------------------------


def test_what_is_painted_by_the_mouse_becomes_the_expressions_and_the_sentence(at: Watched, api: Api, quay: str):
    page = new(at, "surveillance", "Painted")
    expect(page.locator("[data-sentence]")).to_have_text("All the time.")
    page.get_by_role("button", name="Wipe everything").click()
    expect(page.get_by_text("Nothing is painted: it would never run.")).to_be_visible()

    drag(page, cell(page, 0, 8), cell(page, 4, 17.5))

    expect(page.get_by_label("Start (cron)")).to_have_value("0 8 * * 1-5")
    expect(page.get_by_label("Stop (cron)")).to_have_value("0 18 * * 1-5")
    expect(page.locator("[data-sentence]")).to_have_text("Monday to Friday from 08:00 to 18:00.")
    drag(page, cell(page, 0, 12), cell(page, 4, 13.5))
    expect(page.get_by_label("Start (cron)")).to_have_value("0 8,14 * * 1-5")
    create(page, "Painted")
    assert job_named(api, "Painted")["schedule"]["cronStop"] == "0 12,18 * * 1-5"


def test_what_is_written_is_painted_and_what_a_week_cannot_show_stays_and_says_so(at: Watched, api: Api, quay: str):
    page = new(at, "office", "Written")
    assert painted(page) == 100

    page.get_by_label("Start (cron)").fill("0 22 * * FRI,SAT")
    page.get_by_label("Stop (cron)").fill("30 5 * * *")
    expect(page.locator("[data-sentence]")).to_have_text("On Friday and Saturday from 22:00 to 05:30.")
    assert painted(page) == 30
    expect(cell(page, 6, 5)).to_have_attribute("aria-selected", "true")

    page.get_by_label("Start (cron)").fill("0 8 1 * *")
    page.get_by_label("Stop (cron)").fill("0 18 1 * *")
    expect(page.locator("[data-beyond]")).to_contain_text("name dates or months, which a week cannot show")
    expect(page.locator("[data-sentence]")).to_contain_text("0 8 1 * *")
    create(page, "Written")
    assert job_named(api, "Written")["schedule"]["cron"] == "0 8 1 * *"


def test_the_week_is_painted_by_the_keyboard_alone(at: Watched, quay: str):
    page = new(at, "surveillance", "By keys")
    page.get_by_role("button", name="Wipe everything").click()
    cell(page, 0, 0).focus()

    for key in ["ArrowDown", "ArrowRight", "ArrowRight", "Space", "Shift+ArrowRight", "Shift+ArrowDown"]:
        page.keyboard.press(key)

    expect(page.get_by_label("Start (cron)")).to_have_value("0 1 * * 2,3")
    expect(page.get_by_label("Stop (cron)")).to_have_value("0 2 * * 2,3")
    expect(cell(page, 2, 1.5)).to_be_focused()


def test_a_painting_that_no_job_can_say_is_split_into_named_jobs_that_mean_exactly_it(at: Watched, api: Api, quay: str):
    page = new(at, "surveillance", "Two days")
    page.get_by_role("button", name="Wipe everything").click()
    drag(page, cell(page, 0, 8), cell(page, 0, 11.5))
    drag(page, cell(page, 1, 9), cell(page, 1, 16.5))

    offer = page.locator("[data-unsayable]")
    expect(offer).to_contain_text("One job cannot mean this painting.")
    expect(offer.get_by_role("listitem")).to_have_text(
        ["on Monday from 08:00 to 12:00", "on Tuesday from 09:00 to 17:00"]
    )
    page.get_by_role("button", name="Create the job").click()
    assert [job for job in api("GET", "/api/jobs") if job["name"].startswith("Two days")] == []

    offer.get_by_role("button", name="Make 2 jobs").click()
    dialog = page.get_by_role("dialog", name="Make 2 jobs of it")
    dialog.get_by_label("Job 1").fill("Two days, the short one")
    dialog.get_by_role("button", name="Make 2 jobs").click()

    expect(row(page, "Two days, the short one")).to_contain_text("Mon 08:00–12:00")
    expect(row(page, "Two days, on Tuesday from 09:00 to 17:00")).to_be_visible()


def test_the_nearest_that_one_job_can_say_is_taken_with_its_difference_in_sight(at: Watched, quay: str):
    page = new(at, "office", "Nearly")

    drag(page, cell(page, 4, 16), cell(page, 4, 17.5))

    offer = page.locator("[data-unsayable]")
    expect(offer).to_contain_text("Monday to Friday from 08:00 to 18:00")
    expect(offer).to_contain_text("2 h a week more")
    expect(offer.locator(".added")).not_to_have_count(0)
    offer.get_by_role("button", name="Take the nearest").click()
    expect(offer).to_have_count(0)
    expect(page.get_by_label("Stop (cron)")).to_have_value("0 18 * * 1-5")


def test_a_warning_is_mended_in_one_click(at: Watched, quay: str):
    page = new(at, "office", "Warned")

    page.get_by_label("Start (cron)").fill("0 8-18 * * 1-5")
    page.get_by_label("Stop (cron)").fill("")
    warning = page.locator("[data-warnings] li").filter(has_text="Windows of one minute:")
    warning.get_by_role("button", name="Mend it").click()

    expect(page.get_by_label("Stop (cron)")).to_have_value("0 18 * * 1-5")
    expect(page.locator("[data-warnings]")).to_contain_text("Nothing to say against it.")


def test_a_period_of_every_year_goes_over_the_new_year_and_dates_are_left_out(at: Watched, api: Api, quay: str):
    page = new(at, "season", "Birds in winter")
    expect(page.locator("[data-sentence]")).to_have_text(
        "Every day from 07:00 to 17:00, between 15 November and 15 March of each year."
    )
    expect(page.get_by_role("img", name="15 November → 15 March, every year")).to_be_visible()

    page.get_by_label("to, included, month").select_option(label="Feb")
    page.get_by_text("Dates left out").click()
    page.get_by_role("button", name="Leave out", exact=True).click()
    expect(page.locator("[data-sentence]")).to_contain_text("15 February of each year, except on one date.")
    create(page, "Birds in winter")

    schedule = job_named(api, "Birds in winter")["schedule"]
    assert schedule["period"] == {"startDate": "--11-15", "endDate": "--02-15", "recurrent": True}
    assert schedule["excludeDates"] == ["--12-25"]


def test_the_days_on_which_the_clock_changes_are_marked_in_the_calendar(at: Watched, quay: str):
    page = at.page
    at.it_is("2027-03-10T10:00:00Z")
    new(at, "office", "Over the hour change")

    day = page.locator('[data-day="2027-03-28"]')
    page.get_by_label("Time zone").fill("Europe/Paris")

    expect(day).to_have_attribute("title", re.compile(r"the clock goes 1 h forward"))
    expect(page.locator('[data-day="2027-03-15"]')).to_have_attribute("data-count", "1")
    expect(page.locator('[data-day="2027-03-20"]')).to_have_attribute("data-count", "0")


# -- the same as JSON --------------------------------------------------------------------------------------------------


def test_the_json_and_the_form_are_one(at: Watched, api: Api, quay: str):
    at.expect("status of 422")
    page = new(at, "office", "Expert")
    page.get_by_role("link", name="The same as JSON").click()
    text = page.get_by_role("textbox", name="The same as JSON")
    expect(text).to_have_value(re.compile(r'"name": "Expert"'))

    text.fill(text.input_value().replace("0 18 * * 1-5", "0 17 * * 1-5"))
    expect(page.locator("[data-sentence]")).to_have_text("Monday to Friday from 08:00 to 17:00.")
    page.get_by_label("Name", exact=True).fill("Expert's")
    expect(text).to_have_value(re.compile(r"Expert's"))

    good = text.input_value()
    text.fill(good.replace('"action": "record",', '"action": "record"'))
    expect(page.get_by_text(re.compile(r"Line \d+, column \d+: it cannot be read"))).to_be_visible()
    text.fill(good.replace('"format": "mp4"', '"format": "gif"'))
    fault = page.get_by_role("button", name=re.compile(r"Line \d+, output.format:"))
    expect(fault).to_be_visible()
    text.fill(good)
    expect(page.get_by_text("In step with the form.")).to_be_visible()
    create(page, "Expert's")
