"""
An RTMP camera: nginx with its RTMP module, fed by ffmpeg from a loop, with a key that viewers must know if asked for.
"""

import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.rigs import media
from tests.rigs.rtsp import Child
from tests.rigs.servers import end, free_port

MODULE = Path("/usr/lib/nginx/modules/ngx_rtmp_module.so")
PACKAGES = "nginx-light libnginx-mod-rtmp"

CONFIGURATION = """
load_module {module};
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
rtmp {{ server {{
  listen 127.0.0.1:{port};
  application live {{ live on; allow publish 127.0.0.1; {play} }}
}} }}
http {{
  access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{
    listen 127.0.0.1:{http};
    location /stat {{ rtmp_stat all; }}
    location /auth {{ if ($arg_key = "{key}") {{ return 200; }} return 403; }}
  }}
}}
"""


class RtmpCam(Child):
    """`with RtmpCam(key="s3cret") as cam`: plays a loop at `cam.url()`; without the key viewers are refused."""

    def __init__(self, *, key: str = "", loop: Path | None = None) -> None:
        super().__init__()
        self.key, self.loop = key, loop
        self.port, self.http = free_port(), free_port()
        self.folder = tempfile.TemporaryDirectory(prefix="rig-nginx-")
        self.publisher: subprocess.Popen[bytes] | None = None

    def url(self, path: str = "main", *, key: str | None = None) -> str:
        return f"rtmp://127.0.0.1:{self.port}/live/{path}" + (f"?key={key}" if key else "")

    def __enter__(self) -> Self:
        return super().__enter__()

    def __exit__(self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None) -> None:
        super().__exit__(kind, what, at)
        self.folder.cleanup()

    def start(self) -> None:
        nginx = media.needs("nginx", PACKAGES)
        if not MODULE.exists():
            raise media.Missing("nginx's RTMP module", PACKAGES)
        play = f"notify_method get; on_play http://127.0.0.1:{self.http}/auth;" if self.key else "allow play all;"
        words = {"folder": self.folder.name, "port": self.port, "http": self.http, "play": play, "module": MODULE}
        written = Path(self.folder.name) / "nginx.conf"
        written.write_text(CONFIGURATION.format(key=self.key, **words))
        self.launch([nginx, "-p", self.folder.name, "-c", str(written)], self.port)
        self.publish()

    def publish(self) -> None:
        """Play the loop, until the server says that it has pictures."""
        command = [media.wheel_ffmpeg(), "-nostdin", "-v", "error", "-re", "-stream_loop", "-1"]
        command += ["-i", str(self.loop or media.loop()), "-c", "copy", "-f", "flv", self.url()]
        with self.log.open("ab") as log:
            self.publisher = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + 15
        while "<codec>H264</codec>" not in self.stat():
            if time.monotonic() > deadline:
                raise TimeoutError(f"nothing is published: {self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    def freeze(self) -> None:
        """Nothing new comes any more; connections stay open."""
        assert self.publisher is not None
        self.publisher.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.publisher is not None
        self.publisher.send_signal(signal.SIGCONT)

    def stat(self) -> str:
        """The server's own account, as XML."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/stat", timeout=5) as answer:
            return str(answer.read().decode())

    def stop(self) -> None:
        if self.publisher is not None:
            self.thaw()
            end(self.publisher, signal=signal.SIGKILL)
        super().stop()
