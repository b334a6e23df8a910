"""
New keys for everything that is stored encrypted, while no server runs on the folder.

A new key first, then every secret under it, and only when all of that is written do the old keys go: broken off at any
point, everything can still be read, and the next rotation goes on.
"""

from dataclasses import dataclass
from pathlib import Path

from regie.camcron.cameras.service import Cameras
from regie.camcron.jobs.queries import Shelf
from regie.configfile import ConfigFile
from regie.kernel.audit.service import Audit
from regie.kernel.clock import SystemClock
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.notifications.channels.service import Channels
from regie.kernel.secrets import Redactor, Vault
from regie.kernel.sites.service import Sites
from regie.migrations import upgrade
from regie.settings import Settings


@dataclass(frozen=True, slots=True)
class Rotated:
    """What was done."""

    secrets: int
    """Stored secrets of cameras, jobs and channels that have a new key."""
    keys: int
    """Old keys that are gone."""


async def rotate(data: Path, settings: Settings) -> Rotated:
    """Everything under a new key. The caller holds the folder."""
    clock, redactor, vault = SystemClock(), Redactor(), Vault(data / "secrets")
    audit = Audit(clock)
    cameras = Cameras(clock, vault, redactor, Sites(clock, audit), audit)
    channels = Channels(clock, vault, redactor, audit, settings.notifications)
    database = Database(settings.database.url_in(data), Events())
    try:
        await upgrade(database, clock=clock, backups=data / "backups")
        vault.new_key()
        async with database.write() as session:
            count = await cameras.rotate_secrets(session) + await Shelf(cameras).rotate_secrets(session)
            count += await channels.rotate_secrets(session)
    finally:
        await database.close()
    ConfigFile(data, settings, {}, vault, redactor).rotate()
    return Rotated(count, vault.forget_old_keys())
