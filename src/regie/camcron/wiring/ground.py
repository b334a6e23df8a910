"""What CamCron stands on, and where its folders lie."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from regie.camcron.presence.settings import PresenceSettings
from regie.camcron.recordings.settings import FileSettings, StorageSettings
from regie.camcron.runs.settings import CommandSettings, LimitSettings, RecorderSettings
from regie.kernel.audit.service import Audit
from regie.kernel.clock import Clock
from regie.kernel.configuration.live import Live
from regie.kernel.db import Database
from regie.kernel.events import Events
from regie.kernel.ffmpeg.binary import Ffmpeg
from regie.kernel.ffmpeg.probe import Prober
from regie.kernel.ffmpeg.settings import FfmpegSettings
from regie.kernel.health import Health
from regie.kernel.leases import Leases
from regie.kernel.notifications.queries import Inbox
from regie.kernel.notifications.service import Notices
from regie.kernel.notifications.settings import MqttSettings
from regie.kernel.processes.child import Spawner
from regie.kernel.processes.supervisor import Supervisor
from regie.kernel.realtime import Hub
from regie.kernel.secrets import Redactor, Vault
from regie.kernel.sites.service import Sites
from regie.kernel.tasks import Tasks

LEASE = "camcron.recorder"
"""Whoever holds it looks after the recordings: among several servers on one database, exactly one."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Handed in by the composition root. Kinds of tasks are declared while CamCron is built, before they run."""

    data: Path
    clock: Clock
    live: Live
    """Settings that a part takes over at once: `live.on("limits.maxProcesses", slots.limit)`."""
    database: Database
    events: Events
    vault: Vault
    redactor: Redactor
    audit: Audit
    notices: Notices
    inbox: Inbox
    mqtt: MqttSettings
    sites: Sites
    leases: Leases
    tasks: Tasks
    hub: Hub
    health: Health
    children: Spawner
    supervisor: Supervisor
    prober: Prober
    ffmpeg: Ffmpeg
    ffmpeg_paths: FfmpegSettings
    installation: str
    storage: StorageSettings
    files: FileSettings
    limits: LimitSettings
    recorder: RecorderSettings
    presence: PresenceSettings
    commands: CommandSettings
    started_at: datetime

    def leads(self) -> bool:
        """Whether this instance looks after the recordings now."""
        return self.leases.held(LEASE)


def base_of(storage: StorageSettings, data: Path) -> Path:
    """Where relative output folders lie."""
    return Path(storage.base_path) if storage.base_path else data / "recordings"


def roots_of(storage: StorageSettings, data: Path) -> list[Path]:
    """The folders in which outputs may lie."""
    if storage.roots:
        return [Path(root) for root in storage.roots]
    return list(dict.fromkeys([base_of(storage, data), Path("/data/camcron"), Path("/data/cameras")]))
