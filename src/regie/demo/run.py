"""
`regie demo`: the real server, a live camera of our own, and jobs of several kinds on it at the same time.

Everything is what it would be with a camera on the wall: the server reads real RTSP, writes real files, and was told
of camera and jobs through the same use cases. What one finds here can be changed, stopped and broken.
"""

import contextlib
import json
import secrets
import socket
import sys
from pathlib import Path
from typing import Any

from regie.camcron.cameras.schemas import NewCamera
from regie.camcron.jobs.schemas import NewJob
from regie.demo.camera import DemoCamera
from regie.kernel.auth.permissions import Role
from regie.kernel.auth.schemas import NewUser
from regie.kernel.ffmpeg.binary import embedded
from regie.kernel.http.callers import system
from regie.kernel.sites.service import machine_zone

USER = "demo"
FOLDER = Path("regie-demo")
PORTS = 50
"""So many ports above the wanted one are tried."""

CAMERA = {
    "id": "cam-rue",
    "name": "Rue de la Régie",
    "protocol": "rtsp",
    "location": "Demonstration",
    "model": "Synthetic, 720p and 360p",
    "tags": ["demo"],
}
JOBS: tuple[dict[str, Any], ...] = (
    {
        "id": "rue-hd",
        "name": "Rue, HD around the clock",
        "streamKey": "main",
        "action": "record",
        "schedule": {"triggerType": "continuous"},
        "output": {"format": "mp4", "segmentDuration": 30},
    },
    {
        "id": "rue-sd",
        "name": "Rue, small copy in MKV",
        "streamKey": "sub",
        "action": "record",
        "schedule": {"cron": "0 0 * * *", "cronStop": "59 23 * * *", "triggerType": "continuous"},
        "output": {"format": "mkv", "segmentDuration": 20},
        "retention": {"maxDays": 7},
    },
    {
        "id": "rue-clip",
        "name": "Rue, 20 seconds every minute",
        "streamKey": "sub",
        "action": "record",
        "schedule": {"cron": "* * * * *", "triggerType": "duration", "duration": 20},
        "output": {"format": "mp4"},
        "strictBounds": True,
    },
    {
        "id": "rue-photo",
        "name": "Rue, a picture every minute",
        "streamKey": "main",
        "action": "snapshot",
        "schedule": {"cron": "* * * * *", "triggerType": "oneshot"},
        "output": {"format": "jpg"},
        "processConfig": {"quality": 90},
    },
    {
        "id": "rue-webp",
        "name": "Rue, a small WebP every two minutes",
        "streamKey": "sub",
        "action": "snapshot",
        "schedule": {"cron": "*/2 * * * *", "triggerType": "oneshot"},
        "output": {"format": "webp"},
        "processConfig": {"resolution": "320x180", "quality": 70},
    },
)


def run(data: Path | None, host: str, port: int) -> int:
    """Serve until somebody ends it; the exit code."""
    from regie import serving
    from regie.settings import compose

    folder = (data or FOLDER).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port(host, port)
    given = {"server": {"host": host, "port": port}, "logging": {"level": "warn"}}
    settings = compose(given)
    print(f"Régie's demonstration in {folder}", flush=True)
    print("  drawing the scene, starting server and camera: about twenty seconds the first time …", flush=True)
    demonstration = Demonstration(folder)
    code = serving.run(folder, settings, given, ready=demonstration.begin, closing=demonstration.end)
    if code == 0:
        print("The demonstration has ended; its folder stays.", flush=True)
    return code


class Demonstration:
    """What is added to a server to make it one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._camera: DemoCamera | None = None

    async def begin(self, address: str, house: Any) -> None:
        """The server is there: bring up the camera, make what is missing, and tell how to get in."""
        self._camera = DemoCamera(self._folder / "camera", str(embedded()), timezone=machine_zone())
        await self._camera.start()
        password = await self._user(house)
        await self._jobs(house, self._camera.urls)
        print(f"""
  Open      {address}
  Sign in   {USER} / {password}
  Files     {self._folder / "recordings"}
  Camera    {len(JOBS)} jobs record and photograph one live RTSP camera at the same time
  Stop      Ctrl-C
""", flush=True)  # fmt: skip

    async def end(self) -> None:
        """After the server: nobody watches any more."""
        if self._camera is not None:
            await self._camera.stop()

    async def _user(self, house: Any) -> str:
        """An administrator of this demonstration alone, with a password that is made once."""
        kept = self._folder / "secrets" / "demo.json"
        if not kept.is_file():
            kept.touch(mode=0o600)
            kept.write_text(json.dumps({"password": secrets.token_urlsafe(9)}), "utf-8")
        password = str(json.loads(kept.read_text("utf-8"))["password"])
        if USER not in {user.username for user in await house.accounts.users()}:
            await house.accounts.add(system("demo"), NewUser(username=USER, role=Role.ADMIN, password=password))
        return password

    async def _jobs(self, house: Any, urls: dict[str, str]) -> None:
        caller, application = system("demo"), house.camcron
        async with house.database.write() as session:
            if CAMERA["id"] in {camera.slug for camera in await application.cameras.all(session)}:
                return
            await application.cameras.create(session, caller, NewCamera.model_validate({**CAMERA, "streams": urls}))
            for job in JOBS:
                new = NewJob.model_validate({**job, "cameraId": CAMERA["id"]})
                await application.jobs.create(session, caller, new)


def _free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next one that nobody holds."""
    for port in range(wanted, wanted + PORTS):
        with contextlib.suppress(OSError), socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
            return int(trial.getsockname()[1])
    print(f"regie: no free port from {wanted} on", file=sys.stderr)
    raise SystemExit(1)
