"""The demonstration as its users start it, for what is looked at rather than asserted: pictures of it, and figures."""

import re
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.rigs.servers import end, free_port
from tests.serving import ASK, Api, environment, eventually

USER = "demo"
READY_SECONDS = 120.0
"""The first start draws the scene and a day."""


class Demo:
    """
    `with Demo(folder) as demo`: runs at `demo.url` until the end, its user signed in as `demo.api`.

    Its zone is that of the windows of `tests.console.browsing`: who looks at it sees no second one.
    """

    def __init__(self, folder: Path, zone: str = "Europe/Paris") -> None:
        self.folder = folder
        self._environment = environment() | {"TZ": zone}
        self.log = folder.with_name(f"{folder.name}.log")
        self.url = self.password = ""
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "regie", "demo", "--data", str(self.folder), "--port", str(free_port())]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, env=self._environment)
        try:
            eventually(self._told, within=READY_SECONDS, what=lambda: f"it did not come up: {self._said()[-2000:]}")
        except BaseException:
            end(self._process, signal=signal.SIGTERM)
            raise
        answer = ASK.post(f"{self.url}/api/auth/login", json={"username": USER, "password": self.password})
        answer.raise_for_status()
        self.api = Api(self.url, answer.json()["token"])
        return self

    def __exit__(self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None) -> None:
        self.api.close()
        assert self._process is not None
        end(self._process, signal=signal.SIGTERM)

    def settles(self, within: float) -> None:
        """Wait until each job that records has closed a file."""

        def without() -> list[str]:
            jobs = self.api("GET", "/api/jobs")
            recording = [job for job in jobs if job["action"] == "record" and job["state"] == "running"]
            return [job["id"] for job in recording if not job["latestFile"]]

        eventually(lambda: not without(), within=within, what=lambda: f"without a file: {without()}")

    def _told(self) -> bool:
        """Whether it printed its address and its password."""
        assert self._process is not None
        assert self._process.poll() is None, f"it ended: {self._said()[-2000:]}"
        said = self._said()
        address, password = re.search(r"Open\s+(\S+)", said), re.search(r"Sign in\s+demo / (\S+)", said)
        if address and password:
            self.url, self.password = address[1], password[1]
        return bool(self.password)

    def _said(self) -> str:
        return self.log.read_text(errors="replace")
