"""
One server and one camera for all tests of the console that a process has, a browser for each file of them, a window of
its own for each test.

Server and camera stay until the suite ends: files of these tests come in turns with others, and idle they cost little.
However many processes share the suite, no more browsers work at once than there are cores: each takes one.
"""

import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.console.browsing import Watched, Windows
from tests.needs import program
from tests.rigs.rtsp import RelayCam
from tests.serving import ROOT, Api, Regie

BUILT = ROOT / "src" / "regie" / "web" / "console" / "index.html"
FIRST, OTHERS = "ada", {"ed": "EDITOR", "vera": "VIEWER"}
"""An administrator, and who may do less."""


class Turn:
    """A core for the browser of this process, while it has a file of these tests."""

    def __init__(self) -> None:
        self._held: int | None = None

    def take(self) -> None:
        while self._held is None:
            for core in range(os.cpu_count() or 1):
                name = Path(tempfile.gettempdir()) / f"regie-browser-{os.getuid()}-{core}"
                place = os.open(name, os.O_CREAT | os.O_RDWR, 0o600)
                try:
                    fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    os.close(place)
                else:
                    self._held = place
                    return
            time.sleep(0.2)  # no call waits for whichever of several locks comes free first

    def leave(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None


TURN = Turn()
HERE = Path(__file__).parent


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """A file of these tests begins when a core is free; its time counts from then on. Other tests wait for nothing."""
    if HERE not in item.path.parents:
        return (yield)
    TURN.take()
    try:
        return (yield)
    finally:
        if nextitem is None or nextitem.path != item.path:
            TURN.leave()


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="module")
def kept(browser: Browser) -> Windows:
    return Windows(browser)


@pytest.fixture(scope="session")
def camera() -> Iterator[RelayCam]:
    with RelayCam() as rig:
        yield rig


@pytest.fixture(scope="session")
def regie(console: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Regie]:
    with Regie(tmp_path_factory.mktemp("console") / "data") as server:
        server.set_up(FIRST)
        for name, role in OTHERS.items():
            server.add_user(name, role)
        yield server


@pytest.fixture(scope="session")
def api(regie: Regie) -> Iterator[Api]:
    """What an administrator's program does meanwhile."""
    signed_in = regie.sign_in(FIRST)
    yield signed_in
    signed_in.close()


@pytest.fixture(scope="session")
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
def windows(kept: Windows) -> Iterator[Callable[..., Watched]]:
    """Opens watched windows; each must end without a complaint."""
    with ExitStack() as stack:

        def opened(url: str, **options: Any) -> Watched:
            return stack.enter_context(kept.window(url, **options))

        yield opened


@pytest.fixture
def at(regie: Regie, windows: Callable[..., Watched]) -> Watched:
    """A window at the server, nobody signed in."""
    return windows(regie.url)
