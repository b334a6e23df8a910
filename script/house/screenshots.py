"""
Pictures of the console for the documents, taken from the running demonstration: they never show what isn't there.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from script.house.scan import ROOT

PICTURES = ROOT / "docs" / "pictures"
LOOKS = (
    ("dashboard-dark-1280", "/", 1280, 860, "dark", "en-GB"),
    ("dashboard-light-1280", "/", 1280, 860, "light", "fr-FR"),
    ("dashboard-dark-390", "/", 390, 844, "dark", "fr-FR"),
    ("cameras-light-1280", "/cameras", 1280, 620, "light", "en-GB"),
)
WAIT = 180.0
"""Seconds until each job of the demonstration has its first file."""


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with log.open("wb") as out:
            command = [sys.executable, "-m", "regie", "demo", "--data", f"{folder}/demo", "--port", "3600"]
            demo = subprocess.Popen(command, stdout=out, stderr=out, env=os.environ | {"PYTHONPATH": str(ROOT / "src")})
        try:
            address, password = signed_in(log)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
                settle(browser, address, password)
                for look in LOOKS:
                    picture(browser, address, password, look)
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.wait(30)
    return 0


def signed_in(log: Path) -> tuple[str, str]:
    """The address and the password that the demonstration printed."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        told = log.read_text(errors="replace")
        address, password = re.search(r"Open\s+(\S+)", told), re.search(r"Sign in\s+demo / (\S+)", told)
        if address and password:
            return address[1], password[1]
        time.sleep(0.5)
    raise SystemExit(f"the demonstration did not come up: {log.read_text(errors='replace')[-2000:]}")


def enter(page: Page, address: str, password: str) -> None:
    page.goto(f"{address}/login")
    page.fill("input[autocomplete=username]", "demo")
    page.fill("input[type=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")


def settle(browser: Browser, address: str, password: str) -> None:
    """Wait until every job has shown something."""
    page = browser.new_context().new_page()
    enter(page, address, password)
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        jobs = page.evaluate("fetch('/api/jobs').then(answer => answer.json())")
        if all(job["latestFile"] for job in jobs):
            return
        time.sleep(2)


def picture(browser: Browser, address: str, password: str, look: tuple[str, str, int, int, str, str]) -> None:
    name, path, width, height, theme, locale = look
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        locale=locale,
        timezone_id="Europe/Paris",
    )
    page = context.new_page()
    enter(page, address, password)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2500)
    page.screenshot(path=PICTURES / f"{name}.png")
    sys.stdout.write(f"   {name}.png\n")
    context.close()


if __name__ == "__main__":
    raise SystemExit(main())
