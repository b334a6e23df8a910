"""How much background work runs at once, and how long its traces are kept."""

from pydantic import Field, PositiveInt

from regie.kernel.group import Group


class TaskSettings(Group):
    """Background work: exports, thumbnails, deliveries, clean-ups."""

    workers: PositiveInt = Field(default=4, description="Tasks that run at once on this instance.")
    keep_days: PositiveInt = Field(default=14, description="Ended tasks are listed that long, then forgotten.")
