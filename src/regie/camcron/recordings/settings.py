"""Where recordings may lie, and how long they are kept unless a job says otherwise."""

from pydantic import Field, PositiveFloat, PositiveInt

from regie.kernel.group import Group


class Retention(Group):
    """How long, or how much; what is null does not limit."""

    max_days: PositiveInt | None = Field(default=None, description="Age in days. This version deletes nothing yet.")
    max_size_gb: PositiveFloat | None = Field(
        default=None, alias="maxSizeGB", description="Volume in 10⁹ bytes. This version deletes nothing yet."
    )


class StorageSettings(Group):
    """Folders for recordings."""

    base_path: str = Field(default="", description="Where relative output folders lie; empty: DATA/recordings.")
    default_retention: Retention = Retention(max_days=30, max_size_gb=100)
    """Of jobs that state none."""
    roots: tuple[str, ...] = Field(
        default=(),
        description="Folders in which outputs may lie; empty: basePath, /data/camcron and /data/cameras.",
    )
