"""What a pass of retention did, and what is left to do; those who tell of it look at it."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from regie.camcron.recordings.models import File
from regie.camcron.retention.doubt import Doubt
from regie.camcron.retention.picture import Disk
from regie.camcron.retention.policy import Due
from regie.camcron.retention.preview import Standing
from regie.kernel.db import Session

Guard = Callable[[Session], Awaitable[object]]


@dataclass(slots=True)
class Pass:
    """What a pass did."""

    deleted: list[tuple[File, Due]] = field(default_factory=list)
    freed: Counter[str] = field(default_factory=Counter)
    """Bytes of them, by job (UUID)."""
    problems: dict[str, str] = field(default_factory=dict)
    """By root: why it was left alone."""
    doubt: Doubt | None = None
    """Nothing was deleted by age, because of the clock."""
    more: bool = False
    """There is more to delete."""
    pressed: bool = False
    """There is more on a disk that still has too little free: it cannot wait."""
    standings: dict[str, Standing] = field(default_factory=dict)
    disks: tuple[Disk, ...] = ()
    futile: dict[int, float] = field(default_factory=dict)
    """Disks on which deleting brings no space: seconds until it is tried again."""
    guard: Guard | None = None
    """Fails a transaction of who may not decide any more."""


Told = Callable[[Pass], Awaitable[None]]
