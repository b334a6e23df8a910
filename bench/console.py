"""
The console as somebody feels it: what comes over the line, when the page is there, how quickly it answers.

Goals: shell at most 120 KB of compressed JavaScript and 60 KB more for a page; largest contentful paint within 1.5 s, a
layout shift of 0; interactions p95 within 100 ms with 500 jobs live and 100 changes a second; twelve live thumbnails at
most 2 % of a core beyond the jobs that run; a log of 100,000 lines scrolls at 60 frames a second. Needs the built
console and Chromium.
"""

import gzip
import json
import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Page, Response, WebSocketRoute, expect, sync_playwright

from tests.console.browsing import Watched, window
from tests.needs import program
from tests.rigs.rtsp import RelayCam
from tests.serving import Api, Regie

PAGES = ("/", "/cameras", "/jobs", "/timeline", "/monitoring", "/files", "/users", "/settings")
JOBS, CHANGES, PRESSES = 500, 100, 40
TILES, LOOK = 12, 40.0
PAINT = """() => new Promise((done) => new PerformanceObserver((list) =>
  done(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true }))"""
LINES = 100_000
SCROLL = """async (seconds) => {
  const list = document.querySelector('[role=region][tabindex="0"]');
  const frames = [];
  let last = performance.now();
  for (const until = last + seconds * 1000; last < until; ) {
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - last);
    last = performance.now();
    list.scrollTop -= 240;
  }
  return frames;
}"""
SLOW = """
window.pressed = [];
new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.interactionId)
  window.pressed.push(entry.duration); }).observe({ type: 'event', durationThreshold: 16, buffered: true });
"""


def shown(page: Page) -> None:
    expect(page.locator("[role=status][aria-label='Loading…']")).to_have_count(0)
    page.wait_for_load_state("networkidle")


def weigh(browser: Browser, url: str) -> None:
    """What each page loads, what all of them share, when the largest part of it is painted, what moves."""
    loaded: dict[str, dict[str, int]] = {}
    for path in PAGES:
        with window(browser, url) as at:
            found: dict[str, int] = {}

            def note(response: Response, found: dict[str, int] = found) -> None:
                if response.ok and response.url.endswith(".js"):
                    found[response.url] = len(gzip.compress(response.body()))

            at.page.on("response", note)
            page = at.sign_in(path=path)
            if page.get_by_text("There is no such page.").is_visible():
                continue
            shown(page)
            loaded[path] = found
            at.open(path)
            shown(page)
            paint, shift = page.evaluate(PAINT) / 1000, sum(each[0] for each in at.shifts())
            print(f"{path}: largest paint after {paint:.2f} s (goal 1.5), shift {shift:.4f} (goal 0)")
    shared = set.intersection(*(set(found) for found in loaded.values()))
    one = next(iter(loaded.values()))
    print(f"shell: {sum(one[url] for url in shared) / 1000:.0f} KB of compressed JavaScript (goal 120)")
    for path, found in loaded.items():
        own = sum(size for url, size in found.items() if url not in shared)
        print(f"{path}: {own / 1000:.0f} KB more (goal 60)")


def scroll(browser: Browser, url: str, job: str) -> None:
    """A long log under a moving wheel, while it goes on."""
    sockets: list[WebSocketRoute] = []

    def join(socket: WebSocketRoute) -> None:
        sockets.append(socket)

    with window(browser, url) as at:
        at.page.route(re.compile(r"/api/jobs/[^/]+/logs"), lambda route: route.fulfill(json=[]))
        at.page.route_web_socket(re.compile("/ws/logs/"), join)
        page = at.sign_in(path=f"/jobs/{job}%3Ftab=logs")
        shown(page)
        for begin in range(1, LINES, 10_000):
            sockets[-1].send(json.dumps({"type": "lines", "lines": [_line(begin + n) for n in range(10_000)]}))
        expect(page.locator(f"[data-line='{LINES}']")).to_be_visible()
        frames = sorted(page.evaluate(SCROLL, 5))
    rate, late = len(frames) / sum(frames) * 1000, frames[int(len(frames) * 0.95)]
    print(f"a log of {LINES:,} lines scrolls at {rate:.0f} frames a second (goal 60), p95 {late:.0f} ms")


def _line(number: int) -> dict[str, Any]:
    at = f"2026-11-21T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}.000Z"
    return {"number": number, "at": at, "pipe": "stderr", "level": "info", "text": f"frame={number} fps=25 speed=1x"}


class Crowd:
    """Hundreds of jobs that change under the eyes of a page: what the server would say, put into its socket."""

    def __init__(self, at: Watched, jobs: list[dict[str, Any]]) -> None:
        self._jobs = jobs
        self._sockets: list[WebSocketRoute] = []
        at.page.route_web_socket("**/ws/status", self._join)

    def _join(self, socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        self._sockets.append(socket)

    def change(self, page: Page, seconds: float) -> None:
        """As many changes a second as are wanted, in a tenth of a second each."""
        for turn in range(round(seconds * 10)):
            for place in range(CHANGES // 10):
                job = self._jobs[(turn * 10 + place) % len(self._jobs)]
                state = ("running", "retrying", "idle", "waiting")[(turn + place) % 4]
                self._sockets[-1].send(json.dumps({"type": "job", "job": job | {"state": state}}))
            page.wait_for_timeout(100)


def press(browser: Browser, regie: Regie, api: Api) -> None:
    """Presses while everything changes."""
    camera = api.camera("Yard", "rtsp://127.0.0.1:9/none", enabled=False)
    for number in range(JOBS):
        api.job(camera, f"Job {number}", enabled=False)
    with window(browser, regie.url) as at:
        at.context.add_init_script(SLOW)
        crowd = Crowd(at, api("GET", "/api/jobs"))
        page = at.sign_in()
        shown(page)
        for _ in range(PRESSES // 4):
            for name in ("List", "Wall"):
                page.get_by_role("group", name="View").get_by_role("link", name=name).click()
                crowd.change(page, 0.5)
            page.keyboard.press("Control+k")
            page.get_by_role("combobox").press_sequentially("job 4", delay=40)
            crowd.change(page, 0.3)
            page.keyboard.press("Escape")
        # Those below 16 ms are not told.
        slow = sorted(page.evaluate("() => window.pressed"))
        slow = [8.0] * max(0, PRESSES * 3 - len(slow)) + slow
        p95 = statistics.quantiles(slow, n=20)[-1]
        told = f"p95 {p95:.0f} ms (goal 100), worst {slow[-1]:.0f} ms"
        print(f"presses with {JOBS} jobs live and {CHANGES} changes a second: {told}")


def look(browser: Browser, folder: Path) -> None:
    """What a wall of recorded cameras costs the server."""
    with RelayCam() as rig, Regie(folder / "wall") as regie:
        regie.add_user("ada", "ADMIN")
        api = regie.sign_in("ada")
        for number in range(TILES):
            camera = api.camera(f"Camera {number}", rig.url(username="installer", password="s3cret-word"))
            api.job(camera, "Always", schedule={})
        time.sleep(20)
        alone = _cpu(regie, LOOK)
        with window(browser, regie.url) as at:
            page = at.sign_in()
            expect(page.get_by_role("img", name="What Camera 1 sees", exact=True)).to_be_visible(timeout=30_000)
            page.wait_for_timeout(5_000)
            beside = _cpu(regie, LOOK, page)
        api.close()
    print(f"{TILES} live thumbnails: {beside - alone:.1%} of a core beyond {TILES} jobs with {alone:.1%} (goal 2 %)")


def _cpu(regie: Regie, seconds: float, page: Page | None = None) -> float:
    """Of the server and all that it started, ended children too."""

    def spent() -> float:
        total = 0.0
        for process in [server, *server.children(recursive=True)]:
            try:
                total += sum(process.cpu_times()[:2])
            except psutil.NoSuchProcess:
                continue
        return total + sum(server.cpu_times()[2:4])

    server = psutil.Process(regie.pid)
    before, start = spent(), time.monotonic()
    if page is None:
        time.sleep(seconds)
    else:
        page.wait_for_timeout(seconds * 1000)
    return (spent() - before) / (time.monotonic() - start)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program("chromium", debian="chromium"), args=["--no-sandbox"]
        )
        with Regie(Path(folder) / "data") as regie:
            regie.add_user("ada", "ADMIN")
            api = regie.sign_in("ada")
            weigh(browser, regie.url)
            press(browser, regie, api)
            scroll(browser, regie.url, api("GET", "/api/jobs?limit=1")[0]["id"])
            api.close()
        look(browser, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
