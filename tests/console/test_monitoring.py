"""What somebody sees who watches over the processes: all of them, a job's log, its runs, its figures."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, WebSocket, WebSocketRoute, expect

from tests.console.browsing import Watched
from tests.console.crowd import crowd
from tests.serving import Api, Regie, eventually

pytestmark = [pytest.mark.browser, pytest.mark.rig]
BEGIN = datetime(2026, 11, 21, 8, tzinfo=UTC)
FRAMES = """async (seconds) => {
  const list = document.querySelector('[role=region][tabindex="0"]');
  const frames = [];
  let last = performance.now();
  const until = last + seconds * 1000;
  while (last < until) {
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - last);
    last = now;
    list.scrollTop = list.scrollTop > 0 ? list.scrollTop - 173 : list.scrollHeight;
  }
  return frames;
}"""
HIDE = """(hidden) => {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""


@pytest.fixture(scope="module")
def recorded(api: Api, quay: str) -> Iterator[str]:
    """A job that ran once and left a file, and runs again."""
    job = api.job(quay, "Gate, watched", output={"format": "mp4"})
    api("POST", f"/api/jobs/{job}/start")
    api.reaches(job, "running")
    eventually(lambda: api("GET", f"/api/jobs/{job}/logs") != [], what=lambda: "it says nothing")
    api("POST", f"/api/jobs/{job}/stop")
    api.reaches(job, "idle")
    eventually(
        lambda: bool(api("GET", f"/api/jobs/{job}")["latestFile"]), what=lambda: str(api("GET", f"/api/jobs/{job}"))
    )
    api("POST", f"/api/jobs/{job}/start")
    api.reaches(job, "running")
    yield job
    api("POST", f"/api/jobs/{job}/stop")
    api("DELETE", f"/api/jobs/{job}?files=delete")


@pytest.fixture(scope="module")
def broken(api: Api) -> Iterator[str]:
    """A job whose camera is not there: its runs come to nothing."""
    camera = api.camera("Cellar", "rtsp://127.0.0.1:9/none")
    job = api.job(camera, "Cellar, dark", "snapshot", schedule={"triggerType": "oneshot"}, maxRetries=0)
    api("POST", f"/api/jobs/{job}/start")
    eventually(
        lambda: any(run["status"] == "failed" for run in api("GET", f"/api/jobs/{job}/history")),
        what=lambda: str(api("GET", f"/api/jobs/{job}/history")),
    )
    yield job
    api("DELETE", f"/api/jobs/{job}")
    api("DELETE", f"/api/cameras/{camera}")


def process(page: Page, job: str) -> Locator:
    return page.locator(f"[data-process='{job}']")


def line(number: int, text: str | None = None, level: str = "info") -> dict[str, Any]:
    at = (BEGIN + timedelta(seconds=number * 0.2)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {
        "number": number,
        "at": at,
        "pipe": "stderr",
        "level": level,
        "text": text or f"frame={number} fps=25 speed=1x",
    }


class Said:
    """A job's log as this test says it, instead of the server."""

    def __init__(self, page: Page, kept: list[dict[str, Any]]) -> None:
        self.sockets: list[WebSocketRoute] = []
        self.kept = kept
        page.route(re.compile(r"/api/jobs/[^/]+/logs"), lambda route: route.fulfill(json=self.kept))

        def join(socket: WebSocketRoute) -> None:
            self.sockets.append(socket)

        page.route_web_socket(re.compile(r"/ws/logs/"), join)

    def say(self, *lines: dict[str, Any]) -> None:
        self.sockets[-1].send(json.dumps({"type": "lines", "lines": lines}))


def log(page: Page) -> Locator:
    return page.get_by_role("region", name="Lines of the log")


def test_all_processes_are_seen_with_what_they_cost_and_said_the_troubled_first(
    at: Watched, api: Api, recorded: str, broken: str
):
    page = at.sign_in("vera", "/monitoring")

    row = process(page, recorded)
    expect(row).to_have_attribute("data-state", "running")
    expect(row).to_contain_text(re.compile(r"Recording\s*since \d\d:\d\d"))
    expect(row.locator(".line")).not_to_contain_text("has said nothing")
    expect(row.locator(".memory")).to_have_text(re.compile(r"\d+.[kM]B"), timeout=25_000)
    expect(page.get_by_role("slider", name="CPU")).to_be_visible()

    page.get_by_role("searchbox", name="Find a job or a camera").fill("cellar")
    expect(row).to_have_count(0)
    expect(process(page, broken)).to_be_visible()
    page.get_by_role("searchbox", name="Find a job or a camera").fill("")
    page.get_by_role("link", name=re.compile("^Order by: Memory")).click()
    expect(page).to_have_url(re.compile("sort=memory"))
    expect(page.locator("[data-process]").first).to_have_attribute("data-process", recorded)

    row.click()
    expect(page).to_have_url(re.compile("tab=logs"))
    expect(page.get_by_role("heading", name="Gate, watched")).to_be_visible()
    expect(page.locator("[data-line]").first).to_be_visible()


def test_a_log_goes_on_by_itself_and_a_hidden_page_costs_nothing(at: Watched, api: Api, recorded: str):
    page = at.page
    open_sockets: set[str] = set()

    def opened(socket: WebSocket) -> None:
        if "/ws/logs/" in socket.url:
            open_sockets.add(socket.url)
            socket.on("close", lambda each: open_sockets.discard(each.url))

    page.on("websocket", opened)
    at.sign_in("vera", f"/monitoring?jobId={recorded}&tab=logs")
    expect(page.locator("[data-line]").first).to_be_visible()
    assert len(open_sockets) == 1
    page.evaluate(HIDE, True)
    page.wait_for_timeout(300)  # the socket closes
    assert open_sockets == set()

    api("POST", f"/api/jobs/{recorded}/stop")
    api.reaches(recorded, "idle")
    api("POST", f"/api/jobs/{recorded}/start")
    api.reaches(recorded, "running")
    newest = api("GET", f"/api/jobs/{recorded}/logs?limit=1")[0]["number"]
    expect(page.locator(f"[data-line='{newest}']")).to_have_count(0)

    page.evaluate(HIDE, False)
    expect(page.locator(f"[data-line='{newest}']")).to_be_visible()
    assert len(open_sockets) == 1


def test_lines_are_filtered_searched_read_whole_and_held_while_paused(at: Watched, recorded: str):
    page = at.page
    kept = [line(n) for n in range(1, 301)]
    kept[40] = line(41, "Missed 3 packets of the stream", "warn")
    kept[290] = line(291, "The stream ends: 3 packets late", "error")
    said = Said(page, kept)
    at.sign_in("vera", f"/monitoring?jobId={recorded}&tab=logs")
    expect(page.locator("[data-line='300']")).to_be_visible()

    said.say(line(301, "One more"))
    expect(page.locator("[data-line='301']")).to_be_visible()

    page.get_by_label("Search in the log").fill("3 packets")
    expect(page.get_by_text("– of 2")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 2")).to_be_visible()
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_text("1 of 2")).to_be_visible()
    expect(page.locator("[data-line='41'] mark")).to_have_text("3 packets")
    expect(page.get_by_text("· stderr · line 41")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=3(\+|%20)packets"))

    # The reader is at an old line: what comes does not carry them away.
    said.say(line(302))
    expect(page.locator("[data-line='41']")).to_be_visible()
    expect(page.locator("[data-line='302']")).to_have_count(0)
    page.get_by_role("button", name="To the newest").click()
    expect(page.locator("[data-line='302']")).to_be_visible()

    page.get_by_role("button", name="Pause").click()
    said.say(line(303), line(304))
    expect(page.get_by_role("button", name="Go on (2 new)")).to_be_visible()
    expect(page.locator("[data-line='303']")).to_have_count(0)
    page.get_by_role("button", name="Go on (2 new)").click()
    expect(page.locator("[data-line='304']")).to_be_visible()

    page.get_by_role("group", name="Levels").get_by_role("link", name="From warnings").click()
    expect(page.locator("[data-line]")).to_have_count(2)
    page.get_by_role("group", name="Levels").get_by_role("link", name="Errors").click()
    expect(page.locator("[data-line]")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the shown lines").click()
    text = download.value.path().read_text()
    assert text == f"{kept[290]['at']} error stderr: The stream ends: 3 packets late\n"
    page.reload()
    expect(page.locator("[data-line]")).to_have_count(1)


def test_a_gap_and_a_restart_of_the_server_are_told_in_the_log(at: Watched, recorded: str):
    page = at.page
    said = Said(page, [line(n) for n in range(1, 11)])
    at.sign_in("vera", f"/monitoring?jobId={recorded}&tab=logs")
    expect(page.locator("[data-line='10']")).to_be_visible()

    said.say(line(31))
    expect(page.get_by_text("20 lines are not kept any more")).to_be_visible()

    said.kept = [line(n) | {"at": "2026-11-21T10:00:00.000Z", "text": "anew"} for n in (1, 2)]
    said.sockets[-1].close(code=4008)
    expect(page.get_by_text("The server was started anew")).to_be_visible()
    expect(page.locator("[data-line='2']").last).to_contain_text("anew")


def test_a_hundred_thousand_lines_scroll_smoothly(at: Watched, recorded: str):
    page = at.page
    said = Said(page, [])
    at.sign_in("vera", f"/monitoring?jobId={recorded}&tab=logs")
    expect(page.get_by_text("Nothing was said yet")).to_be_visible()
    for begin in range(1, 100_001, 10_000):
        said.say(*(line(n) for n in range(begin, begin + 10_000)))
    expect(page.locator("[data-line='100000']")).to_be_visible()
    assert page.locator("[data-line]").count() < 120

    frames = sorted(page.evaluate(FRAMES, 2))

    assert frames[len(frames) // 2] < 34, f"the middle frame took {frames[len(frames) // 2]} ms"
    assert log(page).evaluate("list => list.scrollTop") > 0


def test_five_hundred_jobs_of_which_a_hundred_change_each_second_stay_smooth(at: Watched, api: Api, recorded: str):
    page = at.sign_in("vera", "/jobs")
    job, status = api("GET", f"/api/jobs/{recorded}"), api("GET", "/api/status")
    page.add_init_script(crowd(job, status))
    page.route("**/api/logs", lambda route: route.fulfill(json={"jobs": []}))
    at.open("/monitoring")
    expect(page.locator("[data-process]").first).to_have_attribute("data-state", "failed")
    assert page.locator("[data-process]").count() < 60

    frames = sorted(page.evaluate(FRAMES, 3))

    # The bench tells the late ones; a machine that runs tests beside has some that say nothing.
    assert frames[len(frames) // 2] < 50, f"the middle frame took {frames[len(frames) // 2]} ms"
    page.get_by_role("searchbox", name="Find a job or a camera").fill("job 499")
    expect(page.locator("[data-process]")).to_have_count(1)


def test_runs_are_bars_in_time_each_with_its_end_its_files_and_its_place(at: Watched, recorded: str):
    page = at.sign_in("vera", f"/monitoring?jobId={recorded}&tab=history")

    lane = page.get_by_role("slider", name=re.compile(r"runs? in time"))
    expect(lane).to_have_attribute("aria-valuetext", re.compile("since"))
    expect(page.locator("[data-run-row][data-status=running]")).to_have_count(1)
    ended = page.locator("[data-run-row]").last
    expect(ended).to_contain_text("by hand")
    expect(ended).to_contain_text(re.compile(r"1 file, [\d.]+.[kM]B"))
    lane.focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(lane).to_have_attribute("aria-valuetext", re.compile("1 file"))

    ended.get_by_role("button", name=re.compile("^Files of the run")).click()
    expect(page.get_by_role("dialog").locator("video")).to_be_visible()
    page.keyboard.press("Escape")
    place = ended.get_by_role("link", name=re.compile("on the timeline")).get_attribute("href")
    assert place is not None
    assert re.search(r"^/(timeline|cameras)", place)


def test_what_came_to_nothing_is_told_once_with_its_count_and_what_to_do(at: Watched, broken: str):
    page = at.sign_in("vera", f"/monitoring?jobId={broken}&tab=figures")

    errors = page.get_by_role("region", name="Errors by reason")
    expect(errors).to_contain_text("nothing listens at this port")
    expect(errors).to_contain_text("Check the port of the address")
    expect(errors).to_contain_text("1 time")
    errors.get_by_role("link", name=re.compile("^last ")).click()
    expect(page.locator("[data-run-row][data-status=failed]")).to_contain_text("nothing listens at this port")


def test_figures_are_told_over_time_under_one_crosshair_and_by_keys(at: Watched, recorded: str):
    page = at.sign_in("vera", f"/monitoring?jobId={recorded}&tab=figures")
    expect(page.get_by_role("list", name="Coverage by day").get_by_role("link")).to_have_count(30)

    memory = page.get_by_role("slider", name="Memory")
    memory.focus()
    page.keyboard.press("End")
    expect(memory).to_have_attribute("aria-valuetext", re.compile(r"\d\d:\d\d:\d\d: Memory"))
    expect(page.get_by_role("slider", name="CPU")).to_have_attribute("aria-valuetext", re.compile("CPU"))
    page.get_by_role("link", name="30 d").first.click()
    expect(page).to_have_url(re.compile("over=30d"))


def test_each_of_its_pages_is_accessible_and_nothing_jumps(at: Watched, recorded: str, broken: str):
    for path in ["/monitoring", *(f"/monitoring?jobId={broken}&tab={tab}" for tab in ("logs", "history", "figures"))]:
        page = at.sign_in("vera", path)
        expect(page.locator("[role=status][aria-label='Loading…']")).to_have_count(0)
        page.wait_for_load_state("networkidle")
        assert at.shifts() == [], path
        assert at.violations_by_theme() == [], path


def test_a_telephone_shows_it_without_scrolling_sideways(regie: Regie, windows: Callable[..., Watched], recorded: str):
    at = windows(regie.url, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    at.sign_in("vera")
    for path in ["/monitoring", *(f"/monitoring?jobId={recorded}&tab={tab}" for tab in ("logs", "history", "figures"))]:
        page = at.open(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("() => document.querySelector('main').scrollWidth") <= 390, path


def test_a_job_that_is_gone_says_so_and_leads_back(at: Watched):
    page = at.sign_in("vera", "/monitoring?jobId=nobody")

    expect(page.get_by_text("There is no such job")).to_be_visible()
    page.get_by_role("link", name="All processes").click()
    expect(page).to_have_url(re.compile("/monitoring$"))
