"""
The console as somebody feels it: what comes over the line, when the page is there, how quickly it answers.

Goals: shell at most 120 KB of compressed JavaScript and 60 KB more for a page; on the demonstration the largest
contentful paint within 1.5 s, a layout shift of 0 and no request to anybody else; interactions p95 within 100 ms with
500 jobs live and 100 changes a second; a log of 100,000 lines scrolls at 60 frames a second; twelve live thumbnails at
most 2 % of a core beyond the jobs that run. Needs the built console and Chromium. bench/timeline.py times the month.
"""

import json
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Page, Request, WebSocketRoute, expect, sync_playwright

from tests.console.browsing import Watched, window
from tests.demo.running import USER, Demo
from tests.needs import program
from tests.rigs.rtsp import RelayCam
from tests.serving import Api, Regie

PAGES = (
    "/",
    "/cameras",
    "/cameras/cam-rue",
    "/cameras/new",
    "/jobs",
    "/jobs/new",
    "/jobs/rue-hd",
    "/jobs/rue-hd?tab=logs",
    "/timeline",
    "/monitoring",
    "/files",
    "/users",
    "/settings",
    "/account",
)
CAMERAS, JOBS, CHANGES = 50, 500, 100
ROUNDS = 6
LINES, WHEEL = 100_000, 5
TILES, LOOK, LOOKS = 12, 30.0, 2
PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true });
  setTimeout(() => done(NaN), 5000);
})"""
FRAMES = """async (seconds) => {
  const list = document.querySelector('[role=region][tabindex="0"]');
  const frames = [];
  let last = await new Promise(requestAnimationFrame);
  for (const until = last + seconds * 1000; last < until; ) {
    list.scrollTop -= 240;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
}"""
PRESSED = """
window.pressed = [];
new PerformanceObserver((list) => {
  for (const { interactionId, duration } of list.getEntries())
    if (interactionId) window.pressed.push([interactionId, duration]);
}).observe({ type: 'event', durationThreshold: 16 });
"""
CROWD = """
const Real = WebSocket;
let socket, jobs;
window.WebSocket = class extends Real {
  constructor(url) {
    super(url);
    if (!String(url).endsWith('/ws/status')) return;
    socket = this;
    this.addEventListener('message', ({ data }) => (jobs = JSON.parse(data).jobs), { once: true });
  }
};
window.crowd = (changes) => {
  const states = ['running', 'running', 'waiting', 'retrying', 'idle', 'failed'];
  const begun = performance.now();
  let told = 0;
  setInterval(() => {
    for (const due = ((performance.now() - begun) * changes) / 1000; told < due; told += 1) {
      const state = states[Math.floor(Math.random() * states.length)];
      const job = { ...jobs[(told * 7) % jobs.length], state, stateSince: new Date().toISOString() };
      socket.dispatchEvent(new MessageEvent('message', { data: JSON.stringify({ type: 'job', job }) }));
    }
  }, 10);
};
"""
"""Changes of jobs that the server tells, at an even pace, into the page's own socket."""


def settled(page: Page) -> None:
    expect(page.locator("[role=status][aria-label='Loading…']")).to_have_count(0)
    page.wait_for_timeout(2_500)  # films and pictures of the wall go on for ever


# -- the demonstration -------------------------------------------------------------------------------------------------


@dataclass
class Loaded:
    """What a page brought with it, on its first visit."""

    scripts: dict[str, int] = field(default_factory=dict)
    """Bytes as they came over the line."""
    asked: int = 0
    paint: float = 0.0
    shift: float = 0.0


def demonstration(browser: Browser, folder: Path) -> None:
    """Each page with an empty cache, beside the demonstration's camera and jobs."""
    with Demo(folder / "regie-demo") as demo:
        demo.settles(within=120)
        with window(browser, demo.url) as at:
            at.come_in(USER, password=demo.password)
            session: Any = at.context.storage_state()
        pages = {path: visit(browser, demo.url, path, session) for path in PAGES}
    for path, page in pages.items():
        print(f"{path}: largest paint after {page.paint:.2f} s (goal 1.5), shift {page.shift:.4f} (goal 0)")
    print(f"largest paint, worst page: {max(page.paint for page in pages.values()):.2f} s (goal 1.5)")
    shared = set.intersection(*(set(page.scripts) for page in pages.values()))
    shell = sum(pages["/"].scripts[url] for url in shared)
    print(f"shell: {shell / 1000:.0f} KB of JavaScript over the line (goal 120)")
    for path, page in pages.items():
        own = sum(size for url, size in page.scripts.items() if url not in shared)
        print(f"{path}: {own / 1000:.0f} KB more (goal 60)")
    print(f"requests to another address: none of {sum(page.asked for page in pages.values())} (goal none)")


def visit(browser: Browser, url: str, path: str, session: Any) -> Loaded:
    """The window complains when anything is asked of another address."""
    found, done = Loaded(), list[Request]()

    def finished(request: Request) -> None:
        done.append(request)

    with window(browser, url, storage_state=session) as at:
        at.page.on("requestfinished", finished)
        page = at.open(path)
        settled(page)
        found.paint = page.evaluate(PAINTED) / 1000
        found.shift = sum(each[0] for each in at.shifts())
        found.asked = len(done)
        found.scripts = {
            each.url: each.sizes()["responseBodySize"] for each in done if each.url.partition("?")[0].endswith(".js")
        }
        assert not page.get_by_text("There is no such page.").is_visible(), path
    return found


# -- five hundred jobs -------------------------------------------------------------------------------------------------


class Presses:
    """What one presses while everything changes, and how long each press took until it was seen."""

    def __init__(self, at: Watched) -> None:
        self.page = at.page
        self.took: dict[str, list[float]] = {}

    def gather(self, where: str, presses: int) -> None:
        """What is below 16 ms is not told: it counts as 8."""
        self.page.wait_for_timeout(250)
        told: dict[int, float] = {}
        for press, took in self.page.evaluate("() => window.pressed.splice(0)"):
            told[press] = max(took, told.get(press, 0.0))
        quick = [8.0] * max(0, presses - len(told))
        self.took.setdefault(where, []).extend([*told.values(), *quick])

    def type(self, text: str) -> int:
        self.page.keyboard.type(text, delay=60)
        return len(text)

    def click(self, role: Any, name: str | re.Pattern[str], inside: str | None = None) -> int:
        place = self.page.get_by_role("group", name=inside) if inside else self.page
        place.get_by_role(role, name=name).first.click()
        self.page.wait_for_timeout(120)
        return 1


def dashboard(to: Presses) -> int:
    done = to.click("link", "Dashboard") + to.click("link", "List", "View") + to.click("link", "Wall", "View")
    to.page.keyboard.press("Control+k")
    expect(to.page.get_by_role("combobox", name="Search or command")).to_be_focused()
    done += 1 + to.type("job 4")
    to.page.keyboard.press("Escape")
    return done + 1


def jobs(to: Presses) -> int:
    done = to.click("link", re.compile("^Jobs"))
    to.page.get_by_label("Search", exact=True).focus()
    done += to.type("job 31")
    for _ in range(6):
        to.page.keyboard.press("Backspace", delay=30)
    return done + 6


def monitoring(to: Presses) -> int:
    done = to.click("link", re.compile("^Monitoring")) + to.click("link", re.compile("^Order by: CPU"))
    to.page.get_by_role("searchbox").focus()
    return done + to.type("job 2")


def press(browser: Browser, regie: Regie, api: Api) -> None:
    """On three pages in turn, while everything changes."""
    for place in range(CAMERAS):
        camera = api.camera(f"Camera {place}", "rtsp://127.0.0.1:9/none", enabled=False)
        for number in range(place, JOBS, CAMERAS):
            api.job(camera, f"Job {number}", enabled=False)
    walks: tuple[Callable[[Presses], int], ...] = (dashboard, jobs, monitoring)
    with window(browser, regie.url) as at:
        for script in (PRESSED, CROWD):
            at.context.add_init_script(script)
        page = at.sign_in()
        settled(page)
        page.evaluate("(changes) => window.crowd(changes)", CHANGES)
        page.wait_for_timeout(JOBS / CHANGES * 1000)
        presses = Presses(at)
        presses.gather("", 0)
        presses.took.clear()
        for _ in range(ROUNDS):
            for walk in walks:
                presses.gather(walk.__name__, walk(presses))
    for where, took in presses.took.items():
        print(f"{where}: {len(took)} presses, p95 {p95(took):.0f} ms, worst {max(took):.0f} ms")
    everything = [each for took in presses.took.values() for each in took]
    told = f"p95 {p95(everything):.0f} ms (goal 100), worst {max(everything):.0f} ms"
    print(f"{len(everything)} presses with {JOBS} jobs live and {CHANGES} changes a second: {told}")


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


# -- a long log --------------------------------------------------------------------------------------------------------


def scroll(browser: Browser, url: str, job: str) -> None:
    """A long log under a moving wheel, while it goes on."""
    sockets: list[WebSocketRoute] = []

    def join(socket: WebSocketRoute) -> None:
        sockets.append(socket)

    with window(browser, url) as at:
        at.page.route(re.compile(r"/api/jobs/[^/]+/logs"), lambda route: route.fulfill(json=[]))
        at.page.route_web_socket(re.compile("/ws/logs/"), join)
        page = at.sign_in(path=f"/jobs/{job}?tab=logs")
        expect(page.get_by_text("Nothing was said yet")).to_be_visible()
        for begin in range(1, LINES, 10_000):
            sockets[-1].send(json.dumps({"type": "lines", "lines": [_line(begin + n) for n in range(10_000)]}))
        expect(page.locator(f"[data-line='{LINES}']")).to_be_visible(timeout=60_000)
        frames = sorted(page.evaluate(FRAMES, WHEEL))
    rate, late = len(frames) / sum(frames) * 1000, frames[int(len(frames) * 0.95)]
    middle = frames[len(frames) // 2]
    told = (
        f"{rate:.0f} frames a second (goal 60); a frame takes {middle:.1f} ms, p95 {late:.1f}, worst {frames[-1]:.0f}"
    )
    print(f"a log of {LINES:,} lines scrolls at {told}")


def _line(number: int) -> dict[str, Any]:
    at = f"2026-11-21T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}.000Z"
    return {"number": number, "at": at, "pipe": "stderr", "level": "info", "text": f"frame={number} fps=25 speed=1x"}


# -- a wall ------------------------------------------------------------------------------------------------------------


def look(browser: Browser, folder: Path) -> None:
    """What a wall of recorded cameras costs the server: in turn without and with somebody who looks."""
    with RelayCam() as rig, Regie(folder / "wall") as regie:
        regie.add_user("ada", "ADMIN")
        api = regie.sign_in("ada")
        for number in range(TILES):
            camera = api.camera(f"Camera {number:02}", rig.url(username="installer", password="s3cret-word"))
            api.job(camera, "Always", schedule={})
        time.sleep(20)
        alone, beside = [], []
        for _ in range(LOOKS):
            alone.append(_cpu(regie, lambda: time.sleep(LOOK)))
            with window(browser, regie.url, viewport={"width": 2560, "height": 1400}) as at:
                page = at.sign_in()
                seen = page.get_by_role("img", name=re.compile("^What Camera .* sees$"))
                expect(seen).to_have_count(TILES, timeout=30_000)
                page.wait_for_timeout(3_000)
                beside.append(_cpu(regie, lambda page=page: page.wait_for_timeout(LOOK * 1000)))
        api.close()
    more, jobs_alone = statistics.mean(beside) - statistics.mean(alone), statistics.mean(alone)
    print(f"{TILES} live thumbnails: {more:.1%} of a core beyond {TILES} jobs with {jobs_alone:.1%} (goal 2 %)")


def _cpu(regie: Regie, wait: Callable[[], None]) -> float:
    """Of the server and all that it started, ended children too, meanwhile."""

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
    wait()
    return (spent() - before) / (time.monotonic() - start)


def main() -> None:
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        browser = playwright.chromium.launch(
            executable_path=program("chromium", debian="chromium"), args=["--no-sandbox"]
        )
        demonstration(browser, folder)
        with Regie(folder / "data") as regie:
            regie.add_user("ada", "ADMIN")
            api = regie.sign_in("ada")
            press(browser, regie, api)
            scroll(browser, regie.url, api("GET", "/api/jobs?limit=1")[0]["id"])
            api.close()
        look(browser, folder)
        browser.close()


if __name__ == "__main__":
    main()
