"""Where recordings may lie, and how long they are kept unless a job says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field, NonNegativeFloat, NonNegativeInt, PositiveFloat, PositiveInt

from regie.kernel.group import Group


class Retention(Group):
    """How long, or how much; what is null does not limit."""

    max_days: PositiveInt | None = Field(default=None, description="Age in days; older files are deleted.")
    max_size_gb: PositiveFloat | None = Field(
        default=None, alias="maxSizeGB", description="Volume in 10⁹ bytes; over it the oldest files are deleted."
    )


class StorageSettings(Group):
    """Folders for recordings."""

    base_path: str = Field(default="", description="Where relative output folders lie; empty: DATA/recordings.")
    default_retention: Retention = Retention(max_days=30, max_size_gb=100)
    """Of jobs that state none."""
    low_space_percent: NonNegativeFloat = Field(
        default=5.0, le=50, description="Below so much free space of a disk an alert is told; 0: never."
    )
    reserve_gb: NonNegativeFloat | None = Field(
        default=None,
        alias="reserveGB",
        description="Free space in 10⁹ bytes that is kept on each disk by deleting the oldest recordings early; null: "
        "what an hour of recording takes, 0: none; never more than half of a disk.",
    )
    roots: tuple[str, ...] = Field(
        default=(),
        description="Folders in which outputs may lie; empty: basePath, /data/camcron and /data/cameras.",
    )


class FileSettings(Group):
    """What is made of recorded files."""

    previews: bool = Field(default=True, description="A strip of small pictures of each video, in the background.")
    transcodes: NonNegativeInt = Field(
        default=2, description="Videos encoded at once for browsers that cannot decode them; 0: none."
    )
    play_cache_gb: PositiveFloat = Field(
        default=4, alias="playCacheGB", description="Room for what was made for browsers, in 10⁹ bytes, below DATA/tmp."
    )
    export_days: PositiveInt = Field(default=7, description="How long exports are kept.")
    aside_days: NonNegativeInt = Field(
        default=90, description="Days for which files that nobody could read stay in .regie/aside; 0: for ever."
    )

    @property
    def play_cache_bytes(self) -> int:
        return int(self.play_cache_gb * 1_000_000_000)


def effective(stated: Mapping[str, Any] | None, default: Retention) -> Retention:
    """
    What counts for a job. The default does only where the job states nothing at all.

    One that states a limit has no other, and one that states that there is none keeps everything.
    """
    return default if stated is None else Retention.model_validate(dict(stated))


@dataclass(slots=True)
class Keeping:
    """How long and how much is kept, as it is set now: these settings count at once."""

    default_retention: Retention
    low_space_percent: float
    reserve_gb: float | None

    @classmethod
    def of(cls, settings: StorageSettings) -> "Keeping":
        """As it was set at the start."""
        return cls(settings.default_retention, settings.low_space_percent, settings.reserve_gb)
