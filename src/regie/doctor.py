"""
What is wrong with this machine or this installation, and what to do about it: looked at from outside, changing nothing.

Each check answers findings: a state, a sentence, and for what is not well the way to mend it. It runs beside a server
or without one, so it also helps when the server does not start.
"""

import asyncio
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from cryptography import x509

from regie.camcron.wiring import base_of, roots_of
from regie.configfile import Beside
from regie.kernel.audit.service import Audit
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from regie.kernel.errors import RegieError
from regie.kernel.events import Events
from regie.kernel.ffmpeg.binary import Ffmpeg, Finder
from regie.kernel.processes import linux
from regie.kernel.processes.spawn import spawner
from regie.kernel.scheduling.zones import zone_named
from regie.kernel.sites.service import DEFAULT, Sites, machine_zone
from regie.settings import Settings

Verdict = Literal["ok", "warning", "error"]
ENCODERS = {
    "libx264": "re-encoding to H.264",
    "libx265": "re-encoding to H.265",
    "aac": "sound that a container does not take as it comes",
    "mjpeg": "JPEG pictures",
    "libwebp": "WebP pictures",
    "png": "PNG pictures",
}
PROTOCOLS = {"rtsp": "RTSP cameras", "rtmp": "RTMP cameras", "http": "HTTP cameras", "https": "cameras by HTTPS"}
LOW_PERCENT = 5
FEW_FILES = 4096
SOON = timedelta(days=21)
PLAIN_UTC = {"UTC", "Etc/UTC", "Zulu", "Etc/UCT", "UCT", "Universal", "Etc/Universal", "Etc/Zulu"}
NETWORK_DISKS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    about: str
    verdict: Verdict
    sentence: str
    advice: str | None = None

    def told(self) -> dict[str, Any]:
        return asdict(self)


def examine(data: Path, settings: Settings, running: Beside | None = None) -> list[Finding]:
    """Everything, in the order in which a start needs it; with the server that runs on the folder, if one does."""
    found: list[Finding] = []
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _folder(data),
        lambda: _database(data, settings),
        lambda: _ffmpeg(settings),
        lambda: _disks(data, settings),
        lambda: _zone(data, settings),
        lambda: _address(settings, running),
        lambda: _waiting(running),
        lambda: _certificate(settings),
        _machine,
    )
    for check in checks:
        try:
            found += check()
        except Exception as error:  # a doctor who faints helps nobody
            found.append(Finding("doctor", "error", f"A check failed: {type(error).__name__}: {error}"))
    return found


# -- the data folder and the database ----------------------------------------------------------------------------------


def _folder(data: Path) -> Iterator[Finding]:
    try:
        with tempfile.NamedTemporaryFile(dir=data):
            yield Finding("data folder", "ok", f"{data} can be written.")
    except OSError as error:
        yield Finding("data folder", "error", f"{data} cannot be written ({error.strerror}).", _owner_advice(data))
    secrets = data / "secrets"
    if secrets.is_dir() and sys.platform != "win32" and secrets.stat().st_mode & 0o077:
        yield Finding("secrets", "warning", f"{secrets} can be read by others.", f"chmod -R go= {secrets}")
    kind = file_system_of(data)
    if kind in NETWORK_DISKS:
        yield Finding(
            "data folder", "warning", f"{data} lies on a network disk ({kind}), where SQLite may lose data.",
            "Keep the data folder on a local disk, or set database.url to PostgreSQL; recordings may lie elsewhere.",
        )  # fmt: skip


def _owner_advice(path: Path) -> str:
    user = os.getuid() if sys.platform != "win32" else "the server's user"
    return f"Make it the server's: chown -R {user} {path}"


def file_system_of(path: Path, mounts: Path = Path("/proc/mounts")) -> str | None:
    """The kind of file system that a folder lies on, as Linux calls it."""
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return None
    place = path.resolve()
    holding = [(fields[1], fields[2]) for fields in lines if place.is_relative_to(fields[1].replace("\\040", " "))]
    return max(holding, key=lambda each: len(each[0]))[1] if holding else None


def _database(data: Path, settings: Settings) -> Iterator[Finding]:
    if not settings.database.url and not (data / "regie.db").exists():
        yield Finding("database", "ok", "There is none yet; the first start makes it.")
        return
    url = settings.database.url_in(data)
    name = "SQLite" if url.startswith("sqlite") else "PostgreSQL"
    try:
        asyncio.run(_knock(url))
    except Exception as error:  # each driver has its own; the sentence names no address, which may hold a password
        cause = getattr(error, "orig", None) or error
        sentence = f"{name} does not answer: {type(cause).__name__}."
        yield Finding("database", "error", sentence, "Look at database.url, and whether it runs.")
    else:
        yield Finding("database", "ok", f"{name} answers.")


async def _knock(url: str) -> None:
    database = Database(url, Events())
    try:
        async with asyncio.timeout(10), database.read() as session:
            await session.connection()
    finally:
        await database.close()


# -- ffmpeg ------------------------------------------------------------------------------------------------------------


def _ffmpeg(settings: Settings) -> Iterator[Finding]:
    try:
        found = asyncio.run(_find(settings))
    except RegieError as error:
        yield Finding(
            "ffmpeg", "error", error.detail or error.title, "Install ffmpeg 4.4 or later, or leave ffmpeg.path empty."
        )
        return
    yield Finding("ffmpeg", "ok", f"{found.title} at {found.path}.")
    for sentence in found.warnings:
        yield Finding("ffmpeg", "warning", sentence, "Mend the path, or leave it empty.")
    missing = [f"{name} ({use})" for name, use in ENCODERS.items() if not found.can_encode(name)]
    if missing:
        advice = "The embedded one can: leave ffmpeg.path empty."
        yield Finding("ffmpeg", "warning", f"It cannot encode with {', '.join(missing)}.", advice)
    deaf = [f"{name} ({use})" for name, use in PROTOCOLS.items() if not found.can_read(name)]
    if deaf:
        yield Finding("ffmpeg", "warning", f"It cannot read {', '.join(deaf)}.", "Use a complete build of ffmpeg.")
    if not settings.ffmpeg.ffprobe_path:
        yield Finding(
            "ffprobe", "ok", "None is configured; only custom commands need one.",
            "To use it in commands: install ffmpeg of your system and set ffmpeg.ffprobePath.",
        )  # fmt: skip


async def _find(settings: Settings) -> Ffmpeg:
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder:
        return await Finder(spawner(Path(folder), clock, settings.processes), clock).find(settings.ffmpeg)


# -- disks -------------------------------------------------------------------------------------------------------------


def _disks(data: Path, settings: Settings) -> Iterator[Finding]:
    base = base_of(settings.storage, data)
    for root in dict.fromkeys([base, *roots_of(settings.storage, data)]):
        if not root.exists():
            stated = root == base or str(root) in settings.storage.roots
            if stated and _nearest(root) is None:
                yield Finding("recordings", "error", f"{root} is not there and cannot be made.", _owner_advice(root))
            continue
        if not os.access(root, os.W_OK | os.X_OK):
            yield Finding("recordings", "error", f"{root} cannot be written.", _owner_advice(root))
            continue
        usage = shutil.disk_usage(root)
        percent = round(100 * usage.free / usage.total)
        room = f"{root}: {usage.free / 1e9:.1f} GB of {usage.total / 1e9:.1f} GB are free ({percent} %)."
        advice = "Lower what jobs keep (retention), or add a disk to storage.roots."
        low = percent < LOW_PERCENT
        yield Finding("recordings", "warning" if low else "ok", room, advice if low else None)


def _nearest(path: Path) -> Path | None:
    """The nearest folder above that is there, if the server may make folders in it."""
    above = next((folder for folder in path.parents if folder.exists()), None)
    return above if above is not None and os.access(above, os.W_OK | os.X_OK) else None


# -- time --------------------------------------------------------------------------------------------------------------


def _zone(data: Path, settings: Settings) -> Iterator[Finding]:
    name = asyncio.run(_site_zone(data, settings)) or settings.timezone or machine_zone()
    advice = "Say where the cameras are: PUT /api/sites/default, or the setting `timezone` before the first start."
    if name in PLAIN_UTC:
        yield Finding("time zone", "warning", f"The zone is {name}: «0 8 * * *» means eight o'clock there.", advice)
    else:
        yield Finding("time zone", "ok", f"{name}, where it is {datetime.now(zone_named(name)):%H:%M} now.")


async def _site_zone(data: Path, settings: Settings) -> str | None:
    if not settings.database.url and not (data / "regie.db").exists():
        return None
    database = Database(settings.database.url_in(data), Events())
    try:
        async with database.read() as session:
            clock = SystemClock()
            site = await Sites(clock, Audit(clock)).find(session, DEFAULT)
            return site.timezone if site else None
    except Exception:  # told by the check of the database
        return None
    finally:
        await database.close()


# -- the address -------------------------------------------------------------------------------------------------------


def _address(settings: Settings, running: Beside | None) -> Iterator[Finding]:
    if running is not None:
        yield Finding("address", "ok", f"The server of this folder answers at {running.address}.")
        return
    host, port = settings.server.host, settings.server.port
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            sentence = f"{host}:{port} cannot be listened on ({error.strerror})."
            yield Finding("address", "error", sentence, "Stop what holds it, or choose another server.port.")
        else:
            yield Finding("address", "ok", f"No server runs on this folder; {host}:{port}, as configured, is free.")


def _waiting(running: Beside | None) -> Iterator[Finding]:
    if running is not None and running.config["restartNeeded"]:
        sentence = f"Settings wait for a restart: {', '.join(running.config['restartNeeded'])}."
        yield Finding("settings", "warning", sentence, "Restart the server.")
    if running is not None and running.unread:
        sentence = f"config.json was edited and the server has not read it again: {', '.join(running.unread)}."
        yield Finding("settings", "warning", sentence, "Send the server SIGHUP, or restart it.")


def _certificate(settings: Settings) -> Iterator[Finding]:
    https = settings.server.https
    if not https.enabled:
        return
    try:
        found = x509.load_pem_x509_certificates(Path(https.cert_path).read_bytes())[0]
    except (OSError, ValueError) as error:
        sentence = f"{https.cert_path} cannot be used: {getattr(error, 'strerror', None) or error}."
        yield Finding("certificate", "error", sentence, "Set server.https.certPath to a PEM file.")
        return
    if not os.access(https.key_path, os.R_OK):
        yield Finding("certificate", "error", f"{https.key_path} cannot be read.", _owner_advice(Path(https.key_path)))
    left = found.not_valid_after_utc - datetime.now(UTC)
    ends = f"It is valid until {found.not_valid_after_utc:%Y-%m-%d}."
    if left < SOON:
        verdict: Verdict = "error" if left < timedelta(0) else "warning"
        yield Finding("certificate", verdict, ends, "Renew it; the server takes the new file by itself.")
    else:
        yield Finding("certificate", "ok", ends)


# -- the machine -------------------------------------------------------------------------------------------------------


def _machine() -> Iterator[Finding]:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < FEW_FILES:
        yield Finding(
            "open files", "warning", f"A process may open {hard} files; a recording takes five.",
            "Raise it: LimitNOFILE=65536 in the unit, --ulimit nofile=65536 in a container.",
        )  # fmt: skip
    if sys.platform == "linux" and not linux.available():
        yield Finding("processes", "warning", "This kernel lacks pidfds; a slower way to watch processes is used.")
    if sys.platform == "linux" and shutil.which("setpriv") is None:
        yield Finding(
            "processes", "warning",
            "setpriv is not there: a server that is killed leaves its recordings running until the next start.",
            "Install util-linux.",
        )  # fmt: skip
