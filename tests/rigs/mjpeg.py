"""
An HTTP camera: `/mjpeg` sends pictures without end, `/snap.jpg` one.

Basic or Digest credentials; `stall=N` stops after N pictures and keeps the connection, `cut=1` ends in the middle of a
picture (of the stream after a few, of the snapshot at once). The pictures are encoded once, so it costs nothing.
"""

import hashlib
import re
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, quote, urlsplit

from tests.rigs import media

REALM, NONCE = "mjpeg", "5ad1c9e0"
FRAMES_PER_SECOND = 10
_pictures: list[bytes] = []


def pictures() -> list[bytes]:
    """Two seconds of JPEG pictures, made once a session."""
    if not _pictures:
        source = f"testsrc2=s=640x360:r={FRAMES_PER_SECOND}"
        command = [media.wheel_ffmpeg(), "-v", "error", "-f", "lavfi", "-i", source, "-t", "2"]
        command += ["-f", "image2pipe", "-c:v", "mjpeg", "-q:v", "5", "-"]
        done = subprocess.run(command, capture_output=True, check=True, timeout=30)
        _pictures.extend(part + b"\xff\xd9" for part in done.stdout.split(b"\xff\xd9") if part)
    return _pictures


class Handler(BaseHTTPRequestHandler):
    server: "Server"

    def do_GET(self) -> None:
        if not self.authorized():
            self.server.unauthorized += 1
            digest = f'Digest realm="{REALM}", nonce="{NONCE}", qop="auth"'
            self.send_response(401)
            self.send_header("WWW-Authenticate", digest if self.server.auth == "digest" else f'Basic realm="{REALM}"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        target = urlsplit(self.path)
        wishes = {name: int(values[0]) for name, values in parse_qs(target.query).items()}
        if target.path == "/mjpeg":
            self.stream(wishes)
        elif target.path == "/snap.jpg":
            self.snapshot(wishes)
        else:
            self.send_error(404)

    def snapshot(self, wishes: dict[str, int]) -> None:
        picture = pictures()[int(time.monotonic() * FRAMES_PER_SECOND) % len(pictures())]
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.send_header("Content-Length", str(len(picture)))
        self.end_headers()
        self.wfile.write(picture[: len(picture) // 2] if wishes.get("cut") else picture)
        self.close_connection = True

    def stream(self, wishes: dict[str, int]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        self.close_connection = True
        for number in range(1 << 30):
            if wishes.get("stall") == number and number:
                self.server.over.wait()
            picture = pictures()[number % len(pictures())]
            head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n".encode()
            if wishes.get("cut") and number == 5:
                self.wfile.write(head + picture[: len(picture) // 2])
                return
            self.wfile.write(head + picture + b"\r\n")
            if self.server.over.wait(1 / FRAMES_PER_SECOND):
                return

    def authorized(self) -> bool:
        scheme, _, given = self.headers.get("Authorization", "").partition(" ")
        if self.server.auth == "basic":
            return scheme == "Basic" and given == self.server.basic
        if self.server.auth == "digest":
            said = {name: quoted or bare for name, quoted, bare in re.findall(r'(\w+)=(?:"([^"]*)"|([^\s,]+))', given)}
            a1 = md5(f"{self.server.username}:{REALM}:{self.server.password}")
            a2 = md5(f"GET:{said.get('uri', '')}")
            middle = [NONCE, said["nc"], said["cnonce"], said["qop"]] if "qop" in said else [NONCE]
            return scheme == "Digest" and said.get("response") == md5(":".join([a1, *middle, a2]))
        return True

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        return


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    auth = username = password = basic = ""
    unauthorized = 0
    over: threading.Event


class MjpegCam:
    """`with MjpegCam(auth="digest", username="a", password="b") as cam`: serves on a port of its own, in threads."""

    def __init__(self, *, auth: str = "", username: str = "", password: str = "") -> None:
        self.auth, self.username, self.password = auth, username, password

    def __enter__(self) -> Self:
        import base64

        pictures()
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.auth, self.server.username, self.server.password = self.auth, self.username, self.password
        self.server.basic = base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
        self.server.over = threading.Event()
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None) -> None:
        self.server.over.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    @property
    def unauthorized(self) -> int:
        """How many requests came without the right credentials."""
        return self.server.unauthorized

    def url(self, path: str = "mjpeg", *, username: str | None = None, password: str | None = None) -> str:
        who = "" if username is None else f"{quote(username, safe='')}:{quote(password or '', safe='')}@"
        return f"http://{who}127.0.0.1:{self.port}/{path.strip('/')}"
