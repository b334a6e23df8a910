"""
How much room a job takes: a rate, times how long it is wanted, against what there is.

Pure. The rate comes from whoever measured it; where nobody has, nothing is said rather than guessed. Sizes are in units
of 10⁹ bytes, as disks are sold.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from regie.camcron.jobs.plan import Plan, PlanWarning, count_ticks, next_window, window_at, windows
from regie.kernel.scheduling.zones import DAY

GB = 10**9
LOOKED_AT = 28
"""Days: whole weeks, so that a working week counts as one."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a job writes: bytes for each wanted second, or for each tick."""

    per_second: float = 0.0
    per_tick: float = 0.0


@dataclass(frozen=True, slots=True)
class Room:
    """What there is for the job's files."""

    free: int
    """Bytes left on the disk that they lie on."""
    held: int
    """Bytes that it has there already."""


def wanted_seconds(plan: Plan, since: datetime, until: datetime) -> float:
    """How long the plan wants something in [since, until)."""
    total = 0.0
    for window in windows(plan, since, until):
        if window.kind != "tick":
            begin = max(window.start, since) if window.start else since
            end = min(window.end, until) if window.end else until
            total += (end - begin).total_seconds()
    return total


def gb_per_day(plan: Plan, rate: Rate, now: datetime) -> float:
    """On the mean of four weeks, the next ones in which the plan wants anything."""
    since = _begin(plan, now)
    if since is None:
        return 0.0
    until = since + LOOKED_AT * DAY
    if plan.trigger == "oneshot":
        size = rate.per_tick * count_ticks(plan, since, until)
    else:
        size = rate.per_second * wanted_seconds(plan, since, until)
    return size / LOOKED_AT / GB


def _begin(plan: Plan, now: datetime) -> datetime | None:
    if window_at(plan, now) is not None:
        return now
    following = next_window(plan, now)
    if following is None or following.start is None:
        return None
    return now if following.start < now + LOOKED_AT * DAY else following.start


def space_warning(per_day: float, max_days: int | None, max_size_gb: float | None, room: Room) -> PlanWarning | None:
    """What is told when the retention promises more than the disk has."""
    have = (room.free + room.held) / GB
    need = per_day * max_days if max_days else None
    if max_size_gb is not None and (need is None or max_size_gb < need):
        if max_size_gb <= have:
            return None
        message = f"{said(max_size_gb)} are allowed to it, you have {said(have)}"
        return PlanWarning("space", message, {"retention": {"maxSizeGB": max(0.1, _rounded_down(have))}})
    if need is None or need <= have or max_days is None:
        return None
    days = int(have / per_day)
    fix = {"retention": {"maxDays": days}} if days else None
    needs = "1 day needs" if max_days == 1 else f"{max_days} days need"
    return PlanWarning("space", f"{needs} {said(need)}, you have {said(have)}", fix)


def said(gb: float) -> str:
    """A size as people say it: `1.3 TB`, `43 GB`, `400 MB`."""
    for least, size, unit in ((1000, 1000.0, "TB"), (1, 1.0, "GB"), (0, 0.001, "MB")):
        if gb >= least:
            value = gb / size
            return f"{value:.1f} {unit}" if 0 < value < 10 else f"{value:.0f} {unit}"
    return "0 MB"


def _rounded_down(gb: float) -> float:
    return int(gb * 10) / 10


SPAN = timedelta(days=3700)
"""As long a span as is looked at: ten years."""
