"""
What this server is made of, and how it is: versions, what its ffmpeg can, whose work it stands on, the doctor's word.

The doctor looks from outside, as a program of its own: what it finds is what `regie doctor` prints in a terminal.
"""

import json
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from fastapi import APIRouter

from regie import __version__
from regie.kernel.clock import Clock
from regie.kernel.db import Database
from regie.kernel.errors import Unavailable
from regie.kernel.ffmpeg.binary import Ffmpeg
from regie.kernel.http.deps import allow
from regie.kernel.processes import once
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.launch import Launch
from regie.kernel.wire import Wire, shown

PATIENCE = 60.0
USES = ("libx264", "libx265", "aac", "mjpeg", "libwebp", "png")
"""What is asked of an ffmpeg's encoders."""
READS = ("rtsp", "rtmp", "http", "https")


class DoctorAway(Unavailable):
    """The doctor did not answer."""


class FfmpegAnswer(Wire):
    """The program in use."""

    path: str
    version: str
    encoders: dict[str, bool]
    protocols: dict[str, bool]
    warnings: list[str]


class PackageAnswer(Wire):
    """A library, and under which licence it comes."""

    name: str
    version: str
    licence: str | None


class AboutAnswer(Wire):
    """What this server is made of."""

    model_config = shown(
        {
            "version": "0.1.0",
            "python": "3.13.5",
            "system": "Linux-6.12-x86_64",
            "database": "SQLite",
            "dataFolder": "/var/lib/regie",
            "ffmpeg": {
                "path": "/usr/bin/ffmpeg", "version": "7.1", "encoders": {"libx264": True},
                "protocols": {"rtsp": True}, "warnings": [],
            },
            "packages": [{"name": "fastapi", "version": "0.120.0", "licence": "MIT"}],
        }
    )  # fmt: skip

    version: str
    python: str
    system: str
    database: Literal["SQLite", "PostgreSQL"]
    data_folder: str
    ffmpeg: FfmpegAnswer
    packages: list[PackageAnswer]


class FindingAnswer(Wire):
    """One thing that the doctor looked at."""

    model_config = shown({"about": "time zone", "verdict": "warning", "sentence": "The zone is UTC.", "advice": None})

    about: str
    verdict: Literal["ok", "warning", "error"]
    sentence: str
    advice: str | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the server runs."""

    data: Path
    database: Database
    ffmpeg: Ffmpeg
    children: Spawner
    clock: Clock


def routes(here: Surroundings) -> APIRouter:
    """`/api/about` and `/api/doctor`; administrators only."""
    api = APIRouter(prefix="/api", tags=["server"])

    @api.get("/about", dependencies=[allow("config.read")])
    def get_about() -> AboutAnswer:
        """Versions, what ffmpeg can, and the libraries with their licences."""
        return AboutAnswer(
            version=__version__,
            python=platform.python_version(),
            system=platform.platform(),
            database="SQLite" if here.database.is_sqlite else "PostgreSQL",
            data_folder=str(here.data),
            ffmpeg=_told(here.ffmpeg),
            packages=list(_packages()),
        )

    @api.get("/doctor", dependencies=[allow("config.read")])
    async def ask_doctor() -> list[FindingAnswer]:
        """What is wrong with this machine or installation, and what to do about it, as `regie doctor` says it."""
        command = (sys.executable, "-m", "regie", "doctor", "--json", "--data", str(here.data))
        done = await once.run(here.children, Launch(command, pipes=("stdout",)), here.clock, seconds=PATIENCE)
        try:
            return [FindingAnswer.model_validate(finding) for finding in json.loads(done.text("stdout"))]
        except ValueError as error:
            raise DoctorAway(done.exit.sentence) from error

    return api


def _told(ffmpeg: Ffmpeg) -> FfmpegAnswer:
    return FfmpegAnswer(
        path=str(ffmpeg.path),
        version=ffmpeg.title,
        encoders={name: ffmpeg.can_encode(name) for name in USES},
        protocols={name: ffmpeg.can_read(name) for name in READS},
        warnings=list(ffmpeg.warnings),
    )


def _packages() -> Iterator[PackageAnswer]:
    found = {dist.name.lower(): dist for dist in metadata.distributions() if dist.name}
    for _, dist in sorted(found.items()):
        yield PackageAnswer(name=dist.name, version=dist.version, licence=_licence(dist))


def _licence(dist: metadata.Distribution) -> str | None:
    """As its author says it: an expression, else a classifier, else the first line of the old field."""
    said = dist.metadata
    if "License-Expression" in said:
        return said["License-Expression"]
    classified = [line.rsplit(" :: ", 1)[1] for line in said.get_all("Classifier") or [] if line.startswith("License ")]
    lines = said["License"].strip().splitlines() if "License" in said else []
    return ", ".join(each for each in classified if each != "OSI Approved") or (lines[0][:80] if lines else None)
