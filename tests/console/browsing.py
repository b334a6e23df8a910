"""
A page that is watched: whatever it complains about, or asks of somebody else's server, fails the test.

A test that provokes a refusal says so beforehand by `expect`; everything else is a fault, even if the page looks well.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError

from tests.needs import file
from tests.serving import PASSWORD, ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIGNED_IN: dict[tuple[str, str], Any] = {}
"""What a browser keeps of a session, by address and user: the door is not what most tests are about."""
REMEMBER = """kept => {
  if (sessionStorage.remembered) return;
  sessionStorage.remembered = 'yes';
  for (const name in kept) localStorage.setItem(name, kept[name]);
}"""
FORGET = "sessionStorage.begun ??= (localStorage.clear(), 'yes')"
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput)
    window.shifts.push([entry.value, ...entry.sources.map(
      (s) => (s.node?.outerHTML ?? s.node?.textContent ?? '').slice(0, 120))]);
}).observe({ type: 'layout-shift', buffered: true });
"""


class Watched:
    """One browser window of one person, at one server."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.complaints: list[str] = []
        self._expected: list[re.Pattern[str]] = []
        self._lasting = False
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", self._failed)
        self.page = context.new_page()
        self.page.add_init_script(SHIFTS)

    def expect(self, pattern: str) -> None:
        """This complaint belongs to the test."""
        self._expected.append(re.compile(pattern))

    def faults(self) -> list[str]:
        return [told for told in self.complaints if not any(wanted.search(told) for wanted in self._expected)]

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.url + path)
        return self.page

    def sign_in(self, name: str = "ada", path: str = "/") -> Page:
        """At a page as somebody who has signed in before; only the first time through the door, as a person does."""
        known = SIGNED_IN.get((self.url, name))
        if known and self._lets_in(known):
            page = self.open(path)
            page.locator("nav").first.wait_for()  # looks oftener than an expectation does
        else:
            page = self.come_in(name, path)
            SIGNED_IN[self.url, name] = self.context.storage_state()
        return page

    def _lets_in(self, state: Any) -> bool:
        self.context.add_cookies(state["cookies"])
        if not self.context.request.get(f"{self.url}/api/auth/session").ok:
            self.context.clear_cookies()
            return False
        kept = {item["name"]: item["value"] for origin in state["origins"] for item in origin["localStorage"]}
        self.page.add_init_script(f"({REMEMBER})({json.dumps(kept)})")
        return True

    def it_is(self, instant: str | datetime) -> None:
        """Clocks of this window stand at an instant, for good."""
        self._lasting = True
        self.page.clock.set_fixed_time(instant)

    def leave(self) -> bool:
        """Whether the context is as before, but for what is in its cache."""
        if self._lasting:
            self.context.close()
            return False
        self.context.remove_listener("request", self._asked)
        self.context.remove_listener("console", self._said)
        self.context.remove_listener("weberror", self._failed)
        for page in self.context.pages:
            page.close()
        self.context.clear_cookies()
        return True

    def come_in(self, name: str, path: str = "/", password: str = PASSWORD) -> Page:
        """Through the door, into a session of its own."""
        page = self.open(f"/login?next={quote(path)}")
        page.locator("input[name=username]").fill(name)
        page.locator("input[name=password]").fill(password)
        page.locator("button[type=submit]").click()
        page.locator("nav").first.wait_for()
        return page

    def violations(self) -> list[str]:
        """What axe-core finds wrong with the page as it is."""
        source = file(AXE, debian="chromium; npm --prefix web ci brings axe-core").read_text()
        self.page.evaluate(f"() => {{ {source}; window.axe = axe; }}")
        found: dict[str, Any] = self.page.evaluate(
            "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", RULES
        )
        return [
            f"{v['id']}: {n['html'][:160]} — {n['failureSummary']}" for v in found["violations"] for n in v["nodes"]
        ]

    def violations_by_theme(self) -> list[str]:
        """The same in the dark and in the light, on the page as it is: it follows the system's theme."""
        found = []
        for theme in ("dark", "light"):
            self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # colours change at once
            self.page.locator(f"html[data-theme={theme}]").wait_for()
            found += [f"{theme}: {each}" for each in self.violations()]
        return found

    def shifts(self) -> list[Any]:
        """Whatever moved without anybody touching it."""
        return list(self.page.evaluate("() => window.shifts"))

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and f"//{address.netloc}" != self.url.removeprefix("http:"):
            self.complaints.append(f"asked a stranger: {request.url}")

    def _failed(self, error: WebError) -> None:
        self.complaints.append(f"error: {error.error}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")


class Windows:
    """
    Windows of one browser; one that looks like an earlier one finds that one's cache, as people do who come every day.

    Nothing else is found again: neither cookies nor what pages remember.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._left: dict[str, list[BrowserContext]] = defaultdict(list)

    @contextmanager
    def window(self, url: str, **options: Any) -> Iterator[Watched]:
        left = self._left[repr((url, sorted(options.items())))]
        again = bool(left)
        context = left.pop() if again else context_of(self._browser, **options)
        watched = Watched(context, url)
        if again:
            watched.page.add_init_script(FORGET)
        try:
            yield watched
            no_complaints(watched)
        except BaseException:
            context.close()
            raise
        if watched.leave():
            left.append(context)


@contextmanager
def window(browser: Browser, url: str, **options: Any) -> Iterator[Watched]:
    """A window that finds nothing of earlier ones."""
    context = context_of(browser, **options)
    try:
        watched = Watched(context, url)
        yield watched
        no_complaints(watched)
    finally:
        context.close()


def context_of(browser: Browser, **options: Any) -> BrowserContext:
    """English, dark and 1280 pixels wide unless said otherwise."""
    options = {"locale": "en-GB", "color_scheme": "dark", "viewport": {"width": 1280, "height": 860}} | options
    context = browser.new_context(timezone_id="Europe/Paris", **options)
    context.set_default_timeout(15_000)
    return context


def no_complaints(watched: Watched) -> None:
    faults = watched.faults()
    assert not faults, "the page complained: " + "\n".join(faults)
