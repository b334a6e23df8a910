"""
`regie demo`: the real server, a live camera of our own, and jobs of several kinds on it at the same time.

Everything is what it would be with a camera on the wall: the server reads real RTSP, writes real files, and was told
of camera and jobs through the same use cases. What one finds here can be changed, stopped and broken.
"""

import errno
import json
import secrets
import shlex
import socket
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from regie.camcron.cameras.schemas import NewCamera
from regie.camcron.jobs.schemas import NewJob
from regie.camcron.wiring import base_of
from regie.configfile import in_force
from regie.demo.camera import DemoCamera
from regie.demo.yesterday import Yesterday, draw
from regie.kernel.auth.permissions import Role
from regie.kernel.auth.schemas import NewUser
from regie.kernel.clock import SystemClock
from regie.kernel.ffmpeg.binary import embedded
from regie.kernel.http.callers import system
from regie.kernel.sites.service import machine_zone
from regie.settings import FILE, Settings, at, from_file

USER = "demo"
FOLDER = Path("regie-demo")
HERE = "127.0.0.1"
"""A demonstration is for whoever starts it."""
QUIET = {"logging": {"level": "warn"}}
PORTS = 50
"""So many ports above the wanted one are tried."""
HIGHEST_PORT = 65_535

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
    {
        "id": "rue-motion",
        "name": "Rue, what moves",
        "streamKey": "sub",
        "action": "detect_motion",
        "schedule": {"triggerType": "continuous"},
        "output": {"format": "mp4"},
        "processConfig": {"motion": {"preRoll": 2, "postRoll": 3, "maxLength": 12, "cooldown": 600}},
    },
    {
        "id": "rue-lapse",
        "name": "Rue, the day in a minute",
        "streamKey": "sub",
        "action": "timelapse",
        "schedule": {"cron": "* * * * *", "triggerType": "oneshot"},
        "output": {"format": "mp4"},
        "processConfig": {"timelapse": {"frameRate": 25, "assemble": "day"}},
    },
)


def run(data: Path | None, host: str | None, port: int | None) -> int:
    """Serve until somebody ends it; the exit code."""
    from regie import serving

    folder = (data or FOLDER).absolute()
    settings, pinned = settings_of(folder, host, port)
    print(f"Régie's demonstration in {folder}", flush=True)
    print("  drawing the scene, starting server and camera: about twenty seconds the first time …", flush=True)
    demonstration = Demonstration(folder, settings)
    code = serving.run(folder, settings, pinned, ready=demonstration.begin, closing=demonstration.end)
    if code == 0:
        print("The demonstration has ended; its folder stays.", flush=True)
    return code


def settings_of(folder: Path, host: str | None, port: int | None) -> tuple[Settings, dict[str, Any]]:
    """
    The settings that its config.json states, and what is held by the command line: the address, chosen at each start.

    The environment is not read: it may name the database of a real server. A new folder's config.json keeps it quiet.
    """
    file = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.write_text(json.dumps(QUIET, indent=2) + "\n", "utf-8")
    wanted = {"host": host or at(from_file(file), ("server", "host")) or HERE, "port": port}
    server = in_force(folder, {"server": {key: value for key, value in wanted.items() if value is not None}}, {})[
        0
    ].server
    return in_force(folder, {"server": {"host": server.host, "port": _free_port(server.host, server.port)}}, {})


class Demonstration:
    """What is added to a server to make it one."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._recordings = base_of(settings.storage, folder)
        self._log = settings.logging.file or folder / "logs" / "regie.log"
        self._camera: DemoCamera | None = None

    async def begin(self, address: str, house: Any) -> None:
        """The server is there: bring up the camera, make what is missing, and tell how to get in."""
        self._camera = DemoCamera(self._folder / "camera", str(embedded()), timezone=machine_zone())
        await self._camera.start()
        password = await self._user(house)
        await self._jobs(house, self._camera.urls)
        print(self.told(address, password), flush=True)

    def told(self, address: str, password: str) -> str:
        """How to get in, where things are, and how to ask from another terminal, whatever folder that is in."""
        return f"""
  Open      {address}
  Sign in   {USER} / {password}
  Camera    {len(JOBS)} jobs record and photograph one live RTSP camera at the same time
  Files     {self._recordings}
  Log       {self._log}
  Settings  {self._folder / FILE}
  Ask       {command_line()} status --data {shlex.quote(str(self._folder))}
            (in another terminal; jobs, files, cameras, doctor, … instead of status)
  Stop      Ctrl-C
"""

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
        async with house.database.read() as session:
            if CAMERA["id"] in {camera.slug for camera in await application.cameras.all(session)}:
                return
        reel = await draw(str(embedded()), self._folder / "camera")
        volume = await application.roots.volume_of(self._recordings)
        day = Yesterday(reel, volume, application.files, SystemClock().now(), ZoneInfo(machine_zone()))
        async with house.database.write() as session:
            await application.cameras.create(session, caller, NewCamera.model_validate({**CAMERA, "streams": urls}))
            for job in JOBS:
                new = NewJob.model_validate({**job, "cameraId": CAMERA["id"]})
                await application.jobs.create(session, caller, new)
        async with house.database.read() as session:
            camera = await application.cameras.get(session, CAMERA["id"])
            films = [await application.shelf.get(session, slug) for slug in ("rue-hd", "rue-sd")]
            pictures = [await application.shelf.get(session, slug) for slug in ("rue-photo", "rue-webp")]
            motion = await application.shelf.get(session, "rue-motion")
        await day.filmed(house.database, camera, *films)
        for job, minutes in zip(pictures, (1, 2), strict=True):
            await day.pictured(house.database, camera, job, timedelta(minutes=minutes))
        await day.watched(house.database, camera, motion)
        await day.told(house.database, house.notices, camera)


def command_line() -> str:
    """How `regie` is called from any folder: the command beside this Python, or the module."""
    command = Path(sys.executable).with_name("regie.exe" if sys.platform == "win32" else "regie")
    return shlex.quote(str(command)) if command.is_file() else f"{shlex.quote(sys.executable)} -m regie"


def _free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next one that nobody holds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(wanted, min(wanted + PORTS, HIGHEST_PORT + 1)):
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    continue
                raise SystemExit(f"regie: cannot listen on {host}:{port} ({error.strerror})") from error
            return int(trial.getsockname()[1])
    raise SystemExit(f"regie: no free port from {wanted} on")
