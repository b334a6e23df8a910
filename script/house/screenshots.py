"""
Pictures of the console for the documents, taken from the running demonstration: they never show what isn't there.

Always the same windows, languages and zone, no animation, at two pixels a point; what they show is what the server says
at that moment. A picture that nothing names any more goes.
"""

import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from script.house.scan import ROOT
from script.house.scenes import OFFICE, furnish, loops
from tests.console.browsing import window
from tests.demo.running import USER, Demo
from tests.needs import program
from tests.rigs.rtsp import RelayCam

PICTURES = ROOT / "docs" / "pictures"
WAIT = 150.0
"""Seconds until each job that records has its first file."""
AGO = timedelta(hours=9, minutes=10)
"""What the timeline's stage shows: an instant soon after the outage of the made-up day."""


QUALITY = 72
"""Letters stay sharp, and all pictures together stay below what tests/house/test_documents.py allows."""


SEEN = """() => [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight)
  && [...document.querySelectorAll('video.seen')].every((film) => film.readyState > 1)"""


@dataclass(frozen=True, slots=True)
class Look:
    """One page in one theme, once it shows everything."""

    name: str
    path: str
    size: tuple[int, int] = (1280, 860)
    locale: str = "en-GB"
    phone: bool = False
    before: Callable[[Page], None] | None = None

    @property
    def theme(self) -> str:
        return self.name.rpartition("-")[2]


def rested(page: Page) -> None:
    """Nothing is under the pointer."""
    page.mouse.move(0, 0)


def on_the_gap(page: Page) -> None:
    """The pointer on the outage, in the fourth lane, which tells its cause."""
    box = page.get_by_role("slider", name="Instant").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.589, box["y"] + 145)


def watching(page: Page) -> None:
    """Live, as soon as somebody asks for it."""
    page.get_by_role("button", name="Watch live").click()
    page.wait_for_timeout(4_000)
    rested(page)


def past() -> str:
    """The timeline of the made-up day, up to now."""
    now = datetime.now(UTC)
    span = {"from": now - timedelta(hours=24), "to": now + timedelta(minutes=20), "at": now - AGO}
    asked = "&".join(f"{name}={quote(at.isoformat(timespec='seconds'))}" for name, at in span.items())
    return f"/timeline?camera=cam-rue&{asked}"


def looks() -> list[Look]:
    tall = (1280, 1020)
    job = f"/jobs/{OFFICE}"
    return [
        *(Look(f"dashboard-{theme}", "/", tall) for theme in ("dark", "light")),
        *(Look(f"timeline-{theme}", past(), before=on_the_gap) for theme in ("dark", "light")),
        *(Look(f"schedule-{theme}", job, tall) for theme in ("dark", "light")),
        Look("wall-dark", "/cameras"),
        Look("camera-light", "/cameras/parvis", before=watching),
        Look("monitoring-dark", "/monitoring"),
        Look("log-light", "/jobs/rue-hd?tab=logs"),
        Look("files-light", "/files?cameraId=cam-rue&view=pictures"),
        Look("phone-dark", "/", (390, 844), "fr-FR", phone=True),
        Look("phone-light", past(), (390, 844), "fr-FR", phone=True),
    ]


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="regie-") as folder, Demo(Path(folder) / "regie-demo") as demo:
        made = loops(demo.folder)
        with RelayCam(**made) as rig, sync_playwright() as playwright:
            furnish(demo.api, rig)
            demo.settles(WAIT)
            chromium = program("chromium", debian="chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            taken = [picture(browser, demo, look) for look in looks()]
            browser.close()
    for path in set(PICTURES.iterdir()) - set(taken):
        path.unlink()
    total = sum(path.stat().st_size for path in taken)
    sys.stdout.write(f"   {len(taken)} pictures, {total / 1000:.0f} kB\n")
    return 0


def picture(browser: Browser, demo: Demo, look: Look) -> Path:
    width, height = look.size
    with window(
        browser,
        demo.url,
        viewport={"width": width, "height": height},
        device_scale_factor=2,
        color_scheme=look.theme,
        locale=look.locale,
        reduced_motion="reduce",
        is_mobile=look.phone,
        has_touch=look.phone,
    ) as at:
        at.come_in(USER, password=demo.password)
        page = at.open(look.path)
        loaded(page)
        (look.before or rested)(page)
        page.wait_for_timeout(1_000)
        taken = page.screenshot(animations="disabled", caret="hide")
    path = PICTURES / f"{look.name}.webp"
    Image.open(io.BytesIO(taken)).convert("RGB").save(path, "WEBP", quality=QUALITY, method=6)
    sys.stdout.write(f"   {path.name}: {path.stat().st_size / 1000:.0f} kB\n")
    return path


def loaded(page: Page) -> None:
    """The page knows everything, and what it shows of cameras is there."""
    for word in ("Loading…", "Chargement…"):
        expect(page.locator(f"[role=status][aria-label='{word}']")).to_have_count(0)
    # Small pictures are asked for after what the page waits for, and a camera that is not recorded takes three seconds.
    page.wait_for_timeout(6_000)
    page.wait_for_function(SEEN)


if __name__ == "__main__":
    raise SystemExit(main())
