"""What keeps an installation: channels and rules, export and import, templates, tasks, the audit log, about."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.browsing import Watched
from tests.serving import Api

pytestmark = [pytest.mark.browser, pytest.mark.rig]


class Receiver(BaseHTTPRequestHandler):
    """Takes whatever is posted."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quietly."""


@pytest.fixture
def hook() -> Iterator[str]:
    """Somebody who takes messages."""
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def nothing_stays(api: Api) -> Iterator[None]:
    """The server is shared."""
    yield
    for kind in ("rules", "channels"):
        for found in api("GET", f"/api/notifications/{kind}"):
            if not found.get("builtIn"):
                api("DELETE", f"/api/notifications/{kind}/{found['id']}")


def row(page: Page, text: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_text(text, exact=True))


def test_a_channel_is_added_and_a_test_says_what_really_happened(at: Watched, hook: str):
    page = at.sign_in("ada", "/settings/notifications")
    page.get_by_role("button", name="Add a channel").click()
    dialog = page.get_by_role("dialog", name="Add a channel")
    dialog.get_by_label("Name", exact=True).fill("Operations")
    dialog.get_by_label("Kind").select_option("Webhook")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Fill in this field.")).to_have_count(1)
    dialog.get_by_label("Address").fill(hook)
    dialog.get_by_role("button", name="Save").click()

    expect(row(page, "Operations")).to_contain_text("hears of every alert")
    row(page, "Operations").get_by_role("button", name="Send a test").click()
    expect(row(page, "Operations").get_by_role("status")).to_contain_text("It was taken after")

    page.get_by_role("button", name="What to do with Operations").click()
    page.get_by_role("menuitem", name="Change…").click()
    dialog = page.get_by_role("dialog", name="Change Operations")
    expect(dialog.get_by_label("Address")).to_have_value("")
    dialog.get_by_label("Address").fill("http://127.0.0.1:9/gone")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    row(page, "Operations").get_by_role("button", name="Send a test").click()
    expect(row(page, "Operations").get_by_role("status")).to_contain_text("It did not arrive.")


def test_what_the_server_has_against_a_channel_stands_beside_its_field(at: Watched):
    at.expect("422")
    page = at.sign_in("ada", "/settings/notifications")
    page.get_by_role("button", name="Add a channel").click()
    dialog = page.get_by_role("dialog", name="Add a channel")
    dialog.get_by_label("Name", exact=True).fill("Mail")
    dialog.get_by_label("Mail server").fill("mail.example.com")
    dialog.get_by_label("To", exact=True).fill("nobody")
    dialog.get_by_role("button", name="Save").click()

    expect(dialog.locator("[aria-invalid=true]")).to_have_value("nobody")
    expect(dialog).to_contain_text("is not a mail address")


def test_a_rule_reads_as_a_sentence_and_is_kept_as_it_was_set(at: Watched, api: Api, quay: str, hook: str):
    api("POST", "/api/notifications/channels", {"name": "Ops", "kind": "webhook", "settings": {"url": hook}})
    page = at.sign_in("ada", "/settings/notifications")
    page.get_by_role("button", name="Add a rule").click()
    dialog = page.get_by_role("dialog", name="Add a rule")
    dialog.get_by_label("Name of the rule").fill("Doors at night")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Choose one at least.").last).to_be_visible()
    dialog.get_by_role("checkbox", name="Ops").check()
    dialog.get_by_label("What is told").select_option("Events that I choose")
    dialog.get_by_role("checkbox", name="Motion").check()
    dialog.get_by_text("All cameras").first.click()
    dialog.get_by_role("checkbox", name="Quay 1").check()
    dialog.get_by_role("switch", name="Only at certain hours").check()
    dialog.get_by_text("Fri", exact=True).click()
    dialog.get_by_label("Pause between messages").fill("5")
    dialog.get_by_role("button", name="Save").click()

    expect(row(page, "Doors at night")).to_contain_text("Motion · Quay 1 · to Ops")
    expect(row(page, "Doors at night")).to_contain_text("Fri 22:00–06:00")
    expect(row(page, "Ops")).to_contain_text("rule: Doors at night")
    (rule,) = api("GET", "/api/notifications/rules")
    assert (rule["kinds"], rule["cameras"], rule["cooldownSeconds"]) == (["motion"], [quay], 300)
    assert rule["hours"]["days"] == ["fri"]


def test_an_export_comes_as_a_file_and_an_import_shows_its_difference_before_it_counts(
    at: Watched, api: Api, quay: str, tmp_path: Path
):
    job = api.job(quay, "Exported")
    page = at.sign_in("ada", "/settings/exchange")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Export", exact=True).click()
    file = tmp_path / "house.json"
    coming.value.save_as(file)
    document = json.loads(file.read_text())
    assert re.fullmatch(r"regie-.+-\d{4}-\d\d-\d\d\.json", coming.value.suggested_filename)
    (entry,) = [each for each in document["jobs"] if each["id"] == job]
    entry["name"] = "Imported"
    file.write_text(json.dumps({key: document[key] for key in document if key not in ("settings", "users")}))

    page.get_by_label("File of an export").set_input_files(file)
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("main")).to_contain_text("It would:")
    expect(page.get_by_role("definition").filter(has_text="Exported")).to_be_visible()
    assert api("GET", f"/api/jobs/{job}")["name"] == "Exported"

    page.get_by_role("button", name="Import 1 change").click()
    page.get_by_role("dialog").get_by_role("button", name="Import 1 change").click()

    expect(page.get_by_text("Imported: 1 change")).to_be_visible()
    assert api("GET", f"/api/jobs/{job}")["name"] == "Imported"
    api("DELETE", f"/api/jobs/{job}")


def test_a_file_that_is_no_export_and_a_wrong_passphrase_are_told_beside_their_fields(at: Watched, tmp_path: Path):
    at.expect("422")
    page = at.sign_in("ada", "/settings/exchange")
    wrong = tmp_path / "shopping.json"
    wrong.write_text("[1, 2]")
    page.get_by_label("File of an export").set_input_files(wrong)
    expect(page.get_by_text("shopping.json is not an export of Régie")).to_be_visible()

    page.get_by_role("switch", name="With the passwords, encrypted").check()
    page.get_by_label("Passphrase", exact=True).first.fill("a long sentence of mine")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Export", exact=True).click()
    sealed = tmp_path / "sealed.json"
    coming.value.save_as(sealed)
    page.get_by_label("File of an export").set_input_files(sealed)
    page.get_by_label("Passphrase", exact=True).last.fill("another one entirely")
    page.get_by_role("button", name="Show what would change").click()

    expect(page.locator("input[aria-invalid=true]")).to_have_value("another one entirely")


def test_a_template_is_made_for_a_camera_after_it_was_seen(at: Watched, api: Api, quay: str):
    job = {"action": "snapshot", "name": "{cameraName} by template", "schedule": {"cron": "*/5 * * * *"}}
    template = api("POST", "/api/templates", {"name": "Every five", "job": job | {"enabled": False}})
    page = at.sign_in("ed", "/settings/templates")
    row(page, "Every five").get_by_role("button", name="Apply…: Every five").click()
    dialog = page.get_by_role("dialog", name="Make «Every five» for other cameras")
    dialog.get_by_role("checkbox", name="Quay 1").check()
    dialog.get_by_role("button", name="Show for 1 camera").click()
    expect(dialog).to_contain_text("Quay 1 by template")
    dialog.get_by_role("button", name="Make 1 job").click()
    expect(dialog).to_have_count(0)

    (made,) = [each for each in api("GET", "/api/jobs") if each["name"] == "Quay 1 by template"]
    api("DELETE", f"/api/jobs/{made['id']}")
    row(page, "Every five").get_by_role("button", name="Delete: Every five").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(row(page, "Every five")).to_have_count(0)
    assert template["id"] not in [each["id"] for each in api("GET", "/api/templates")]


def test_the_audit_log_tells_who_did_what_with_its_difference(at: Watched, api: Api, quay: str):
    job = api.job(quay, "Watched deed")
    body = api("GET", f"/api/jobs/{job}")
    api("PUT", f"/api/jobs/{job}", body | {"name": "Another name"})
    page = at.sign_in("ada", "/settings/audit")
    page.get_by_label("What", exact=True).select_option("Job")
    page.get_by_role("searchbox", name="Search", exact=True).fill("Another name")

    deed = page.get_by_role("listitem").filter(has_text="ada changed the job «Another name»")
    deed.get_by_role("button", name=re.compile("changed")).click()
    expect(deed).to_contain_text("Watched deed")
    expect(page).to_have_url(re.compile(r"what=job.*name=Another"))
    page.reload()
    expect(deed).to_be_visible()
    page.get_by_label("What", exact=True).select_option("Camera")
    expect(page.get_by_text("Nothing was done that matches")).to_be_visible()
    api("DELETE", f"/api/jobs/{job}")


def test_background_tasks_are_listed_with_how_they_ended(at: Watched, api: Api):
    api("POST", "/api/retention/run")
    page = at.sign_in("ada", "/settings/tasks")

    expect(page.get_by_role("listitem").filter(has_text="Retention").first).to_contain_text("Done")
    page.get_by_role("group", name="Background tasks").get_by_role("link", name="Failed").click()
    expect(page).to_have_url(re.compile("show=failed"))


def test_about_tells_versions_and_what_the_doctor_finds(at: Watched):
    page = at.sign_in("ada", "/settings/about")

    expect(page.get_by_role("main")).to_contain_text(re.compile(r"Database\s*SQLite"))
    expect(page.get_by_role("main")).to_contain_text("libx264")
    expect(page.get_by_role("listitem").filter(has_text="The server of this folder answers")).to_be_visible(
        timeout=30_000
    )
    page.get_by_text("Show them").click()
    expect(page.get_by_role("listitem").filter(has_text="bits-ui")).to_contain_text("MIT")
