"""Plans for tests, written as short as people say them."""

from datetime import datetime, timedelta

from regie.camcron.jobs.period import Period, parse_dates, parse_period
from regie.camcron.jobs.plan import Plan
from regie.kernel.scheduling.cron import Cron
from regie.kernel.scheduling.windows import Window
from regie.kernel.scheduling.zones import zone_named
from tests.kernel.scheduling.model import local, wall

DAY = timedelta(days=1)


def plan(cron=None, stop=None, *, trigger="continuous", period=None, seconds=None, zone="Europe/Paris", without=()):
    """A period is `(start, end)`; it comes back every year when its dates do."""
    dates = parse_dates(without)
    between = parse_period(dict(zip(("startDate", "endDate"), period, strict=True))) if period else None
    assert isinstance(dates, tuple), dates
    assert isinstance(between, Period | None), between
    return Plan(
        trigger,
        Cron.parse(cron) if cron else None,
        Cron.parse(stop) if stop else None,
        between,
        seconds,
        zone_named(zone),
        dates,
    )


def paris(text: str, *, again: bool = False) -> datetime:
    return local("Europe/Paris", text, again=again)


def told(window: Window | None, zone: str = "Europe/Paris") -> str:
    """A window as one reads it: `Fri 06 08:00 - Fri 06 18:00`."""
    if window is None:
        return "nothing"
    start, end = ((bound and wall(zone, bound)[2:16]) or "..." for bound in (window.start, window.end))
    return start if window.kind == "tick" else f"{start} - {end}"
