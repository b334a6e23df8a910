"""
What a schedule says that its author probably did not mean.

Pure. Everything here is allowed; an advice only tells what will happen, and offers the fields of `schedule` that would
mean the likelier thing. A fix is never applied by itself, and there is none where one could only guess.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from regie.camcron.jobs.period import Period, YearlyDate
from regie.kernel.scheduling.cron import Cron
from regie.kernel.scheduling.pairs import vanished
from regie.kernel.scheduling.zones import DAY, INSTANT, Change, changes

TICKS_LOOKED_AT = 100
A_YEAR = 366 * DAY
STEPPED = (("minute", 60), ("hour", 24), ("day of the month", 0), ("month", 12))
"""Fields in which `*/n` begins anew, and every how many; a month has no fixed number of days."""


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """Something that is allowed and probably not meant."""

    code: str
    message: str
    fix: dict[str, Any] | None = None
    """Fields of `schedule`, as on the wire, that would mean what was probably meant; null takes one away."""


def on_expressions(trigger: str, cron: Cron | None, cron_stop: Cron | None) -> list[PlanWarning]:
    """What the expressions say by themselves."""
    if cron is None:
        return []
    found = [*_uneven_steps("cron", cron), *(_uneven_steps("cronStop", cron_stop) if cron_stop else ())]
    if trigger == "continuous" and cron_stop is None and _minutes_apart(cron):
        found.append(_one_minute_windows(cron))
    if cron_stop is not None and cron_stop.means_the_same(cron):
        found.append(
            PlanWarning(
                "stop-equals-start",
                f'cron and cronStop are the same times ("{cron_stop.text}"): each window lasts until the next one '
                "begins, so it never stops; without both of them it says so",
                {"cron": None, "cronStop": None},
            )
        )
    return found


def on_period(period: Period | None, today: date) -> list[PlanWarning]:
    """What the dates say by themselves."""
    if period is None:
        return []
    found = []
    if any(isinstance(each, YearlyDate) and each.leap for each in (period.start, period.end)):
        found.append(
            PlanWarning(
                "leap-day",
                "29 February comes in leap years only; in the others it counts as 1 March for a start and as "
                "28 February for an end",
            )
        )
    if isinstance(period.end, date) and period.end < today:
        found.append(
            PlanWarning(
                "period-past",
                f"the period ended on {period.end.isoformat()}: the job will not run; the fix is a later year",
                {"period": _in_a_coming_year(period, period.end, today)},
            )
        )
    return found


def on_overlaps(cron: Cron, seconds: float, zone: ZoneInfo, now: datetime) -> list[PlanWarning]:
    """For fixed durations: ticks that come before the window of the former has ended."""
    tick, shortest = cron.next(now, zone), timedelta.max
    for _ in range(TICKS_LOOKED_AT):
        following = cron.next(tick, zone)
        tick, shortest = following, min(shortest, following - tick)
    if shortest.total_seconds() >= seconds:
        return []
    apart = int(shortest.total_seconds())
    return [
        PlanWarning(
            "overlapping-duration",
            f'ticks of "{cron.text}" come {_said(apart)} apart and each would last {_said(int(seconds))}: those that '
            "fall inside of a window are skipped",
            {"duration": apart},
        )
    ]


def on_hour_changes(
    cron: Cron, cron_stop: Cron | None, trigger: str, zone: ZoneInfo, now: datetime, active: Callable[[datetime], bool]
) -> list[PlanWarning]:
    """What the hour changes of the next year do to it; one warning of each kind, for the first time it happens."""
    found: dict[str, PlanWarning] = {}
    coming = changes(zone, now, now + A_YEAR)
    for change in coming:
        start, stop = _touched(cron, change), cron_stop is not None and _touched(cron_stop, change)
        if not (start or stop) or not active(change.instant):
            continue
        fix = _moved_out(cron, cron_stop, coming)
        if cron_stop and any(vanished(cron, cron_stop, zone, change.instant - DAY, change.instant + DAY)):
            code, effect = "hour-change-empty", "the window of that night would begin and end at once, and is left out"
        elif change.missing:
            code, effect = "hour-change-missing", _when_missing(cron, cron_stop, trigger, start)
        else:
            code, effect = "hour-change-repeated", _when_repeated(cron, cron_stop, trigger, start, stop)
        found.setdefault(code, PlanWarning(code, f"{_told(change, zone)}: {effect}", fix))
    return list(found.values())


# -- windows of one minute -----------------------------------------------------------------------------------------


def _minutes_apart(cron: Cron) -> bool:
    """Whether no two consecutive minutes match, so that each match is a window of its own."""
    return len(cron.minutes) < 60 and not any((minute + 1) % 60 in cron.minutes for minute in cron.minutes)


def _one_minute_windows(cron: Cron) -> PlanWarning:
    fix, meaning = _meant_by(cron)
    return PlanWarning(
        "one-minute-windows",
        f'without a cronStop the job runs only during the minutes that "{cron.text}" matches, one minute at a time; '
        + meaning,
        fix,
    )


def _meant_by(cron: Cron) -> tuple[dict[str, Any] | None, str]:
    days = " ".join(cron.parts[2:])
    if cron.hourly:
        return {"cron": f"* * {days}"}, "the fix runs through all hours of these days"
    first, last = _run_of_hours(cron.hours)
    minute = cron.minutes[0]
    if first is None or last is None:
        return _whole_hours(cron)
    if len(cron.minutes) > 1:
        stop = (last + 1) % 24
        fix = {"cron": f"0 {first} {days}", "cronStop": f"0 {stop} {days if first < stop else '* * *'}"}
        return fix, f"the fix runs from {first}:00 to {stop}:00 without a break"
    if first == last:
        return _whole_hours(cron)
    fix = {"cron": f"{minute} {first} {days}", "cronStop": f"{minute} {last} {days if first < last else '* * *'}"}
    meaning = f"the fix runs from {first}:{minute:02} to {last}:{minute:02} without a break"
    return fix, f"{meaning}; if the hour that begins then is wanted too, let it stop at {(last + 1) % 24}:{minute:02}"


def _whole_hours(cron: Cron) -> tuple[dict[str, Any], str]:
    """Nobody can know when it shall end: it lasts to the end of each hour that it names."""
    days, minute = " ".join(cron.parts[2:]), cron.minutes[0]
    meaning = "the fix runs for the whole hour each time; let its cronStop say another end if that is too long or short"
    if len(cron.minutes) > 1:
        return {"cron": f"* {cron.parts[1]} {days}"}, "the fix runs through these hours without a break"
    first = [hour for hour in cron.hours if (hour - 1) % 24 not in cron.hours]
    stops = sorted((hour + 1) % 24 for hour in cron.hours if (hour + 1) % 24 not in cron.hours)
    starts, ends = (",".join(map(str, each)) for each in (first, stops))
    stop_days = "* * *" if 23 in cron.hours else days  # it ends on the day after
    return {"cron": f"{minute} {starts} {days}", "cronStop": f"{minute} {ends} {stop_days}"}, meaning


def _run_of_hours(hours: tuple[int, ...]) -> tuple[int | None, int | None]:
    """The first and the last of consecutive hours, over midnight if need be; nothing when there are several runs."""
    first = [hour for hour in hours if (hour - 1) % 24 not in hours]
    last = [hour for hour in hours if (hour + 1) % 24 not in hours]
    return (first[0], last[0]) if len(first) == 1 else (None, None)


# -- steps ---------------------------------------------------------------------------------------------------------


def _uneven_steps(key: str, cron: Cron) -> Iterator[PlanWarning]:
    for index, (name, size) in enumerate(STEPPED):
        star, _, step = cron.parts[index].partition("/")
        if star != "*" or not step.isdigit() or int(step) == 1:
            continue
        if size == 0:
            yield PlanWarning(
                "uneven-step", f'the {name} "*/{step}" begins anew on the 1st of each month, whatever the 31st was'
            )
        elif size % int(step):
            better, text = _even(cron, index, int(step), size)
            yield PlanWarning(
                "uneven-step",
                f'the {name} "*/{step}" is not every {step}: {step} does not divide {size}, so the last step before '
                f"it begins anew is shorter or longer; the fix takes {better}",
                {key: text},
            )


def _even(cron: Cron, index: int, step: int, size: int) -> tuple[str, str]:
    """The nearest step that divides, in words and in the expression."""
    parts = list(cron.parts)
    hours = step // 60
    if index == 0 and step > 60 and step % 60 == 0 and 24 % hours == 0 and parts[1] == "*":
        parts[:2] = ["0", f"*/{hours}"]
        return f"every {hours} hours", " ".join(parts)
    nearest = min((each for each in range(1, size + 1) if size % each == 0), key=lambda each: abs(each - step))
    first = "1" if index == 3 else "0"
    parts[index] = {1: "*", size: first}.get(nearest, f"*/{nearest}")
    return str(nearest), " ".join(parts)


# -- dates ---------------------------------------------------------------------------------------------------------


def _in_a_coming_year(period: Period, end: date, today: date) -> dict[str, Any]:
    years = today.year - end.year
    if _plus(end, years) < today:
        years += 1
    dates = {"startDate": period.start, "endDate": period.end}
    moved = {key: _plus(held, years).isoformat() for key, held in dates.items() if isinstance(held, date)}
    return {**moved, "recurrent": False}


def _plus(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


# -- hour changes --------------------------------------------------------------------------------------------------


def _touched(cron: Cron, change: Change) -> bool:
    """Whether it has times among those that are missing or repeated; one that ticks in each hour takes no notice."""
    return not cron.hourly and cron.next_naive(change.first - INSTANT) < change.last


def _told(change: Change, zone: ZoneInfo) -> str:
    clock = f"{change.first:%H:%M} to {change.last:%H:%M}"
    what = f"leaves out {clock}" if change.missing else f"shows {clock} twice"
    return f"on {change.first:%Y-%m-%d} the clock in {zone.key} {what}"


def _when_missing(cron: Cron, cron_stop: Cron | None, trigger: str, start: bool) -> str:
    if cron_stop is not None:
        return f"a window that {'begins' if start else 'ends'} in between {'begins' if start else 'ends'} after it"
    if trigger == "continuous" or not cron.fixed:
        return f'the times of "{cron.text}" in between do not come'
    return f'the times of "{cron.text}" in between come right after it, once'


def _when_repeated(cron: Cron, cron_stop: Cron | None, trigger: str, start: bool, stop: bool) -> str:
    if cron_stop is not None:
        begins = "a window that begins in between begins the first time" if start else ""
        last = "the second time" if cron_stop.fixed else "the first time"
        ends = f"a window that ends in between ends {last}" if stop else ""
        return " and ".join(part for part in (begins, ends) if part)
    if trigger == "continuous" or not cron.fixed:
        return f'the times of "{cron.text}" in between come both times'
    return f'the times of "{cron.text}" in between come the first time only'


def _moved_out(cron: Cron, cron_stop: Cron | None, coming: tuple[Change, ...]) -> dict[str, Any] | None:
    """The same with its touched ends some hours later, where no hour change reaches them."""
    ends = {"cron": cron} | ({"cronStop": cron_stop} if cron_stop else {})
    moved: dict[str, Cron] = {}
    for key, end in ends.items():
        if any(_touched(end, change) for change in coming):
            later = _later_untouched(end, coming)
            if later is None:
                return None
            moved[key] = later
    if cron_stop is not None and abs(_length({**ends, **moved}) - _length(ends)) > timedelta(hours=3):
        return None  # one end would have jumped over the other
    return {key: each.text for key, each in moved.items()}


def _later_untouched(cron: Cron, coming: tuple[Change, ...]) -> Cron | None:
    minute, hour, *days = cron.parts
    if not hour.isdigit():
        return None
    for later in range(int(hour) + 1, min(int(hour) + 4, 24)):
        moved = Cron.parse(" ".join((minute, str(later), *days)))
        if not any(_touched(moved, change) for change in coming):
            return moved
    return None


def _length(ends: dict[str, Cron]) -> timedelta:
    opened = ends["cron"].next_naive(datetime.combine(date(2024, 1, 1), datetime.min.time()))
    return ends["cronStop"].next_naive(opened) - opened


def _said(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min" if minutes and not rest else f"{seconds} s"
