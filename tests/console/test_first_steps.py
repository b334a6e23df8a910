"""A new server: the console says how its first camera and its first job are added, and what it says works as it is."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.console.browsing import Watched
from tests.serving import PASSWORD, Regie

pytestmark = [pytest.mark.browser, pytest.mark.rig]


def send(line: str, token: str = "") -> httpx.Response:
    """What curl would send for this line."""
    words = shlex.split(line.replace("TOKEN=$(", "").replace("$TOKEN", token))
    address = next(word for word in words if word.startswith("http"))
    body = json.loads(words[words.index("--json") + 1])
    headers = {"Authorization": words[words.index("-H") + 1].partition(": ")[2]} if "-H" in words else {}
    answer = httpx.post(address, json=body, headers=headers)
    assert answer.is_success, answer.text
    return answer


def copied(page: Page, label: str) -> str:
    page.get_by_role("button", name=f"Copy: {label}").click()
    expect(page.get_by_text("Copied", exact=True).first).to_be_visible()
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def test_the_copied_lines_add_the_first_camera_and_the_first_job_of_this_server(
    console: Path, tmp_path: Path, windows: Callable[..., Watched]
):
    with Regie(tmp_path / "fresh") as fresh:
        fresh.add_user("ada", "ADMIN")
        at = windows(fresh.url, permissions=["clipboard-read", "clipboard-write"])
        page = at.sign_in()
        expect(page.get_by_text("known after the first recording")).to_be_visible()
        expect(page.get_by_text(re.compile("In this version the console shows, starts and stops"))).to_be_visible()
        sign_in = copied(page, "Once in your terminal, to sign in:")
        camera = copied(page, "Then:")
        described = page.get_by_role("link", name="The whole API: /api/openapi.json").get_attribute("href")
        assert (described, urlsplit(fresh.url).netloc in camera) == ("/api/openapi.json", True)

        token = send(sign_in.replace("your password", PASSWORD)).json()["token"]
        send(camera, token)

        expect(page.get_by_text("No job yet")).to_be_visible()
        assert at.violations() == []
        page.get_by_role("link", name="New job").click()
        page.get_by_label("Name", exact=True).fill("Working days")
        page.get_by_role("button", name="Create the job").click()
        expect(page.get_by_role("heading", name="Working days")).to_be_visible()


def test_without_a_clipboard_the_line_is_left_selected_or_copied_the_old_way(
    console: Path, tmp_path: Path, windows: Callable[..., Watched]
):
    with Regie(tmp_path / "plain") as fresh:
        fresh.add_user("ada", "ADMIN")
        at = windows(fresh.url, locale="fr-FR")
        at.context.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page = at.sign_in()

        page.get_by_role("button", name="Copier: Puis :").click()

        expect(page.get_by_text("Copié", exact=True)).to_be_visible()
        assert "/api/cameras" in page.evaluate("() => getSelection().toString()")


def test_somebody_who_may_only_look_is_given_no_line_to_add_with(
    console: Path, tmp_path: Path, windows: Callable[..., Watched]
):
    with Regie(tmp_path / "looked-at") as fresh:
        fresh.add_user("vera", "VIEWER")
        page = windows(fresh.url).sign_in("vera")

        expect(page.get_by_text("No camera yet")).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("^Copy"))).to_have_count(0)
