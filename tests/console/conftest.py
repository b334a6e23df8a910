"""
One server, one camera and one browser for all tests of the console; a window of its own for each test.

They end with the last of these tests, not with the whole suite, whose cores they would take until then.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.console.browsing import Watched, window
from tests.needs import program
from tests.rigs.rtsp import RelayCam
from tests.serving import ROOT, Api, Regie

BUILT = ROOT / "src" / "regie" / "web" / "console" / "index.html"
PEOPLE = {"ada": "ADMIN", "ed": "EDITOR", "vera": "VIEWER"}


@pytest.fixture(scope="package")
def console() -> Path:
    """The console as the wheel has it."""
    if not BUILT.is_file():
        pytest.fail("The console is not built: script/test builds it, or pip install . does.", pytrace=False)
    return BUILT.parent


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for longer than a module: while Playwright runs, no other test of this process can run an event loop."""
    chromium = program("chromium", debian="chromium")
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="package")
def camera() -> Iterator[RelayCam]:
    with RelayCam() as rig:
        yield rig


@pytest.fixture(scope="package")
def regie(console: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Regie]:
    with Regie(tmp_path_factory.mktemp("console") / "data") as server:
        for name, role in PEOPLE.items():
            server.add_user(name, role)
        yield server


@pytest.fixture(scope="package")
def api(regie: Regie) -> Iterator[Api]:
    """What an administrator's program does meanwhile."""
    signed_in = regie.sign_in("ada")
    yield signed_in
    signed_in.close()


@pytest.fixture(scope="package")
def quay(api: Api, camera: RelayCam) -> str:
    """The camera that most tests look at."""
    address = camera.url(username="installer", password="s3cret-word")
    return api.camera("Quay 1", address, location="North corner", model="Rig")


@pytest.fixture
def swept(api: Api) -> Iterator[None]:
    """Jobs that a test makes, in the page or beside it, go with it."""
    before = {job["id"] for job in api("GET", "/api/jobs")}
    yield
    for job in api("GET", "/api/jobs"):
        if job["id"] not in before:
            api("DELETE", f"/api/jobs/{job['id']}")


@pytest.fixture
def windows(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens watched windows; each must end without a complaint."""
    with ExitStack() as stack:

        def opened(url: str, **options: Any) -> Watched:
            return stack.enter_context(window(browser, url, **options))

        yield opened


@pytest.fixture
def at(regie: Regie, windows: Callable[..., Watched]) -> Watched:
    """A window at the server, nobody signed in."""
    return windows(regie.url)
