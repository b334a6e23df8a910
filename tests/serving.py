"""
The server as its users start it, on a folder of its own, and a client that speaks to it beside the browser.

Nothing here reaches into the product: people are made by `regie user add` or with the setup code, everything else by
REST.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from tests.rigs.servers import end, free_port

ROOT = Path(__file__).parents[1]
PASSWORD = "correct horse battery"
READY_SECONDS = 60.0
ASK = httpx.Client(verify=False, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0), timeout=30)
"""For single questions: a client of its own for each would first read certificates for 26 ms of a core."""
SETUP_CODE = re.compile(r"type the code ([A-Z0-9]{4}(?:-[A-Z0-9]{4}){2})\b")


class Regie:
    """`with Regie(folder) as regie`: serves at `regie.url` until the end; `stop` and `start` keep folder and port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder.with_name(f"{folder.name}.log")
        self._process: subprocess.Popen[bytes] | None = None
        self._first: Api | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None) -> None:
        if self._first is not None:
            self._first.close()
        self.stop()

    def start(self) -> None:
        self.launch()
        eventually(self._ready, within=READY_SECONDS, what=lambda: f"no answer from the server: {self.told()[-3000:]}")

    def launch(self) -> None:
        """Begin to start; whether it ever answers is another matter."""
        where = ["--data", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "regie", "serve", *where], env=environment(), stdout=log, stderr=log
            )

    def stop(self) -> None:
        assert self._process is not None
        end(self._process, signal=signal.SIGTERM)

    def ended(self, within: float) -> int:
        """The code with which it ended, by itself or by a signal."""
        assert self._process is not None
        return self._process.wait(within)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def told(self) -> str:
        """What it printed since its first start."""
        return self.log.read_text(errors="replace")

    def setup_code(self) -> str:
        """The code for the first administrator."""
        codes = SETUP_CODE.findall(self.told())
        assert codes, self.told()[-3000:]
        return str(codes[-1])

    def add_user(self, name: str, role: str) -> None:
        """By the first administrator where one was named with the code, else by the command, which costs more."""
        if self._first is not None:
            self._first("POST", "/api/users", {"username": name, "password": PASSWORD, "role": role})
            return
        command = ["user", "add", name, "--role", role, "--password-stdin", "--data", str(self.folder)]
        subprocess.run(
            [sys.executable, "-m", "regie", *command],
            env=environment(),
            input=PASSWORD.encode(),
            capture_output=True,
            check=True,
        )

    def set_up(self, name: str) -> "Api":
        """What the first administrator may do, named with the code that the server prints."""
        eventually(lambda: SETUP_CODE.search(self.told()) is not None, what=self.told)
        who = {"code": self.setup_code(), "username": name, "password": PASSWORD}
        ASK.post(f"{self.url}/api/setup", json=who).raise_for_status()
        self._first = self.sign_in(name)
        return self._first

    def sign_in(self, name: str) -> "Api":
        """A program that may do what this user may."""
        return Api(self.url, self.token_of(name))

    def token_of(self, name: str) -> str:
        """With which a program of this user speaks."""
        answer = ASK.post(f"{self.url}/api/auth/login", json={"username": name, "password": PASSWORD})
        answer.raise_for_status()
        return str(answer.json()["token"])

    def _ready(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, f"the server ended: {self.told()[-3000:]}"
        try:
            return ASK.get(f"{self.url}/api/health", timeout=2).status_code == 200
        except httpx.TransportError:
            return False


class Api:
    """REST beside the browser, as a program speaks it."""

    def __init__(self, url: str, token: str) -> None:
        self.bearer = f"Bearer {token}"
        # The server ends what was silent for five seconds: who is about to ask then must not have kept it.
        self._client = httpx.Client(
            base_url=url,
            headers={"authorization": self.bearer},
            limits=httpx.Limits(keepalive_expiry=2),
            timeout=20,
            verify=False,
            trust_env=False,
        )

    def __call__(self, method: str, path: str, body: Any = None) -> Any:
        answer = self._client.request(method, path, json=body)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def every(self, path: str) -> list[Any]:
        """All rows of a long list, page after page."""
        rows: list[Any] = []
        while path:
            answer = self._client.get(path)
            assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
            rows += answer.json()
            path = answer.links.get("next", {}).get("url", "")
        return rows

    def close(self) -> None:
        self._client.close()

    def camera(self, name: str, url: str, **more: Any) -> str:
        return str(self("POST", "/api/cameras", {"name": name, "streams": {"main": url}, **more})["id"])

    def job(self, camera: str, name: str, action: str = "record", **more: Any) -> str:
        """By hand only, unless a schedule is given."""
        schedule = more.pop("schedule", {"triggerType": "duration", "duration": 3600})
        body = {"name": name, "cameraId": camera, "action": action, "schedule": schedule, **more}
        return str(self("POST", "/api/jobs", body)["id"])

    def state(self, job: str) -> str:
        return str(self("GET", f"/api/jobs/{job}")["state"])

    def writing(self, job: str) -> dict[str, Any] | None:
        """What is in the file that the job is writing."""
        camera = self("GET", f"/api/jobs/{job}")["cameraId"]
        lanes = self("GET", f"/api/cameras/{camera}/timeline")["lanes"]
        return next((lane["writing"] for lane in lanes if lane["jobId"] == job), None)

    def writes(self, job: str, seconds: float) -> dict[str, Any]:
        """The same, once it is so much."""
        held: dict[str, Any] = {}

        def enough() -> bool:
            held.update(self.writing(job) or {})
            instants = [datetime.fromisoformat(held[edge]) for edge in ("start", "end") if edge in held]
            return len(instants) == 2 and instants[1] - instants[0] >= timedelta(seconds=seconds)

        eventually(enough, what=lambda: f"{job} has not written {seconds} s: {held}", within=40)
        return held

    def reaches(self, job: str, *states: str) -> None:
        eventually(lambda: self.state(job) in states, what=lambda: f"{job} is {self.state(job)}, not {states}")


def eventually(holds: Callable[[], bool], *, what: Callable[[], str], within: float = 20.0) -> None:
    """Return as soon as it holds; fail with what is the matter when it doesn't in time.

    It looks often at first, then at most four times a second: looking takes the cores from what it waits for.
    """
    begun = time.monotonic()
    while not holds():
        waited = time.monotonic() - begun
        assert waited < within, what()
        time.sleep(min(0.25, max(0.05, waited / 10)))


def environment() -> dict[str, str]:
    """For a process that shall find the product, wherever it works."""
    paths = [str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
