"""One picture over HTTP, asked for by the child that jobs use, from cameras that stall, cut or lead away."""

import io
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.rigs.mjpeg import MjpegCam

pytestmark = pytest.mark.rig


def fetch(folder: Path, url: str, **more: Any) -> tuple[Path, str]:
    """Where the picture is, or would be, and what was said against it."""
    asked = {"url": url, "username": "ada", "password": "p@ss:w/rd", "target": str(folder / "1.jpg"), "format": "jpg",
             "size": None, "quality": None, "notBefore": None, "patience": 3.0, "most": 1_000_000} | more  # fmt: skip
    paper = folder / "source.json"
    paper.write_text(json.dumps(asked))
    command = [sys.executable, "-m", "regie.camcron.runs.fetching", str(paper)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert not paper.exists(), "the password stayed on the disk"
    assert "p@ss" not in done.stderr and "Traceback" not in done.stderr
    assert (done.returncode == 0) is (done.stderr == "")
    return Path(asked["target"]), done.stderr.strip()


@pytest.mark.parametrize("kind", ["", "basic", "digest"])
def test_a_picture_is_fetched_as_it_is_however_the_camera_asks_who_comes(tmp_path: Path, kind: str):
    with MjpegCam(auth=kind, username="ada", password="p@ss:w/rd") as camera:
        picture, said = fetch(tmp_path, camera.url("snap.jpg"))

    assert said == ""
    with Image.open(picture) as image:
        assert image.size == (640, 360)


@pytest.mark.parametrize("form", ["png", "webp", "jpg"])
def test_a_picture_gets_the_form_and_the_size_that_are_wanted(tmp_path: Path, form: str):
    with MjpegCam() as camera:
        wanted = {"target": str(tmp_path / f"1.{form}"), "format": form, "size": [320, 180], "quality": 60}
        picture, _ = fetch(tmp_path, camera.url("snap.jpg"), **wanted)

    with Image.open(picture) as image:
        assert (image.format, image.size) == ({"jpg": "JPEG"}.get(form, form.upper()), (320, 180))


def test_a_wrong_password_half_a_picture_and_none_are_told_apart(tmp_path: Path):
    with MjpegCam(auth="digest", username="ada", password="other") as camera:
        assert fetch(tmp_path, camera.url("snap.jpg"))[1] == "HTTP error 401"
        assert camera.unauthorized == 2
    with MjpegCam() as camera:
        picture, said = fetch(tmp_path, camera.url("snap.jpg") + "?cut=1")
        assert said and not picture.exists()
        assert fetch(tmp_path, camera.url("nothing"))[1] == "HTTP error 404"
        assert "refused" in fetch(tmp_path, "http://127.0.0.1:9/snap.jpg")[1].lower()


class Odd(BaseHTTPRequestHandler):
    """Redirects, floods or trickles."""

    elsewhere = ""
    seen: list[str]

    def do_GET(self) -> None:
        self.seen.append(self.headers.get("authorization", ""))
        if self.path == "/away":
            self.send_response(302)
            self.send_header("location", self.elsewhere)
            self.end_headers()
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("location", "/round")
            self.end_headers()
        elif self.path == "/near":
            self.send_response(302)
            self.send_header("location", "/picture")
            self.end_headers()
        else:
            self._send()

    def _send(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(1000):
                if self.path == "/picture":
                    held = io.BytesIO()
                    Image.new("RGB", (64, 64)).save(held, "JPEG")
                    self.wfile.write(held.getvalue())
                    return
                self.wfile.write(b"\xff" * (20_000 if self.path == "/flood" else 1))
                time.sleep(0 if self.path == "/flood" else 0.05)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def odd(host: str = "127.0.0.1", elsewhere: str = "") -> Iterator[tuple[str, list[str]]]:
    seen: list[str] = []
    handler = type("Handler", (Odd,), {"elsewhere": elsewhere, "seen": seen})
    server = HTTPServer((host, 0), handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://{host}:{server.server_address[1]}", seen
    finally:
        server.shutdown()
        server.server_close()


def test_credentials_do_not_follow_a_camera_to_another_host(tmp_path: Path):
    with odd("127.0.0.2") as (foreign, seen), odd(elsewhere=f"{foreign}/picture") as (camera, _):
        picture, said = fetch(tmp_path, f"{camera}/away")

    assert "another host" in said and not picture.exists()
    assert seen == []


def test_a_redirect_on_the_camera_itself_is_followed_and_a_circle_is_not(tmp_path: Path):
    with odd() as (camera, _):
        assert fetch(tmp_path, f"{camera}/near")[1] == ""
        assert "circles" in fetch(tmp_path, f"{camera}/round")[1]


def test_a_picture_without_end_ends(tmp_path: Path):
    with odd() as (camera, _):
        assert "larger" in fetch(tmp_path, f"{camera}/flood")[1]
    with odd() as (camera, _):
        assert fetch(tmp_path, f"{camera}/trickle", patience=1.0)[1] == "Connection timed out"


def test_a_picture_is_of_its_instant(tmp_path: Path):
    with MjpegCam() as camera:
        tick = time.time() + 1.5
        fetch(tmp_path, camera.url("snap.jpg"), notBefore=tick)
    assert 0 <= time.time() - tick < 2
