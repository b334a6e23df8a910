"""
RTSP cameras for tests: `RelayCam` with every fault, `GstCam` as honest as a real one.

Each is a child process with ports of its own, used as a context manager: it serves when `with` begins and is gone, its
feeds too, when `with` ends. Addresses come from `url`, with credentials if asked for.
"""

import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode

from tests.rigs import media
from tests.rigs.network import Elsewhere
from tests.rigs.servers import end, free_port, wait_for_port

GST_PACKAGES = (
    "python3-gi gir1.2-gstreamer-1.0 gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good "
    "gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav gstreamer1.0-rtsp gstreamer1.0-x"
)
_HERE = Path(__file__).parent


class Child:
    """A rig in a process of its own, that can be stopped dead, woken, killed and started again."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.log = Path(tempfile.mkstemp(prefix="rig-", suffix=".log")[1])

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
        self.log.unlink(missing_ok=True)

    def start(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            end(self.process, signal=signal.SIGKILL)

    def kill(self) -> None:
        """The camera loses its power."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def hang(self) -> None:
        """The camera does nothing any more; its connections stay open."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def launch(self, command: list[str], port: int, host: str = "127.0.0.1") -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_for_port(port, self.process, self.log, host)


def rtsp_url(
    port: int, path: str, username: str | None = None, password: str | None = None, host: str = "127.0.0.1"
) -> str:
    who = "" if username is None else f"{quote(username, safe='')}:{quote(password or '', safe='')}@"
    return f"rtsp://{who}{host}:{port}/{path.strip('/')}"


class RelayCam(Child):
    """
    A TCP-only camera that plays loops and misbehaves on demand.

    `RelayCam(main=media.loop(), sub=media.loop(size="320x180"))` serves `/main` and `/sub`; without loops `/main` plays
    the default one. `state()` counts what clients did: `accepted live peak played refused unauthorized teardown`.
    """

    def __init__(self, **loops: Path) -> None:
        super().__init__()
        self.loops = loops or {"main": media.loop()}
        self.port, self.control_port = free_port(), free_port()
        self.feeds: dict[str, subprocess.Popen[bytes]] = {}

    def url(self, path: str = "main", *, username: str | None = None, password: str | None = None) -> str:
        return rtsp_url(self.port, path, username, password)

    def start(self) -> None:
        """Serve, with all behaviour as new, on the same port as before."""
        self.launch([sys.executable, str(_HERE / "relaycam.py"), str(self.port), str(self.control_port)], self.port)
        for path, loop in self.loops.items():
            self.feed(path, loop)

    def stop(self) -> None:
        for feed in self.feeds.values():
            end(feed, signal=signal.SIGKILL)
        super().stop()

    def feed(self, path: str, loop: Path) -> None:
        """Play another loop at this path: whoever watched is cut, and finds other pictures when it comes back."""
        if path in self.feeds:
            end(self.feeds[path], signal=signal.SIGKILL)
            self._until(lambda told: f"/{path}" not in told["mounts"])
        command = [media.wheel_ffmpeg(), "-nostdin", "-v", "error", "-re", "-stream_loop", "-1", "-i", str(loop)]
        command += ["-map", "0", "-c", "copy", "-muxdelay", "0", "-f", "rtsp", "-rtsp_transport", "tcp", self.url(path)]
        with self.log.open("ab") as log:
            self.feeds[path] = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._until(lambda told: f"/{path}" in told["mounts"])

    def state(self) -> dict[str, Any]:
        return self._ask("/state")

    def freeze(self, what: str = "all") -> None:
        """Send nothing any more (or no `video`, or no `audio`, while the other goes on); connections stay open."""
        self._set(freeze=what)

    def thaw(self) -> None:
        self._set(freeze="")

    def drop(self) -> None:
        """Cut every client."""
        self._ask("/drop")

    def limit(self, clients: int, status: int = 453) -> None:
        """Answer this to more clients than that; 0: no limit."""
        self._set(max=clients, full=status)

    def refuse(self, status: int) -> None:
        """Answer each DESCRIBE with this status; 0: as usual."""
        self._set(refuse=status)

    def mute(self, on: bool = True) -> None:
        """Accept connections and never answer."""
        self._set(mute=int(on))

    def slow(self, seconds: float) -> None:
        """Think that long before DESCRIBE is answered."""
        self._set(delay=seconds)

    def garbage(self, where: str = "stream") -> None:
        """Noise between packets (`stream`), instead of answers (`answer`), or none (an empty word)."""
        self._set(garbage=where)

    def require(self, kind: str, username: str = "", password: str = "") -> None:
        """Ask for `digest` or `basic` credentials; an empty word: for none."""
        self._set(auth=kind, username=username, password=password)

    def _set(self, **behaviour: object) -> None:
        self._ask("/set?" + urlencode(behaviour))

    def _ask(self, target: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.control_port}{target}", timeout=10) as answer:
            told: dict[str, Any] = json.load(answer)
        return told

    def _until(self, holds: Any) -> None:
        deadline = time.monotonic() + 15
        while not holds(self.state()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"no feed: {self.log.read_text()[-2000:]}")
            time.sleep(0.02)


class GstCam(Child):
    """
    A camera with a live encoder for each client: `/main` (H.264 + AAC), `/sub`, `/h265` (+ G.711), `/black`.

    It serves over TCP and UDP.

    `auth` is `digest` or `basic`; `limit` clients at most are served, the next ones get 453. `at` is another place of
    the network to stand at.
    """

    def __init__(
        self, *, auth: str = "", username: str = "", password: str = "", limit: int = 0, at: Elsewhere | None = None
    ) -> None:
        super().__init__()
        self.port = free_port()
        self.host = at.address if at else "127.0.0.1"
        self.inside = at.inside if at else ()
        self.asked = {
            "host": self.host, "port": self.port, "auth": auth, "username": username, "password": password,
            "max": limit,
        }  # fmt: skip

    def url(self, path: str = "main", *, username: str | None = None, password: str | None = None) -> str:
        return rtsp_url(self.port, path, username, password, self.host)

    def start(self) -> None:
        """Serve on the same port as before; answers OPTIONS by then."""
        python = media.needs("/usr/bin/python3", "python3")
        imports = "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer"
        if subprocess.run([python, "-c", imports], capture_output=True).returncode:
            raise media.Missing("gst-rtsp-server for Python", GST_PACKAGES)
        self.launch([*self.inside, python, str(_HERE / "gstcam.py"), json.dumps(self.asked)], self.port, self.host)
        with socket.create_connection((self.host, self.port), 10) as plug:
            plug.sendall(b"OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n")
            assert plug.recv(100).startswith(b"RTSP/1.0 ")
