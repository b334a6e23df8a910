"""
Whether a rule wants an event, and which rule tells a channel of it. Pure.

A channel that no rule names is not silent: it hears of every alert and its end at once, and of restarts and retention
once an hour.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from regie.kernel.notifications.rules.schemas import Hours, RuleFields

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ZoneOf = Callable[[str | None], tzinfo]
"""The zone of that name; none: the default site's."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event, as far as rules look at it."""

    at: datetime
    kind: str
    level: str
    camera: str | None = None
    job: str | None = None
    site: str | None = None
    tags: tuple[str, ...] = ()
    ended: tuple[str, str] | None = None
    """Kind and level of the alert that it ends."""
    channel: str | None = None
    """It is about this channel, which therefore does not hear of it."""


@dataclass(frozen=True, slots=True)
class Routed:
    """A channel hears of an event by a rule."""

    channel_id: str
    rule_id: str
    rule: RuleFields


def _default(name: str, **fields: object) -> RuleFields:
    return RuleFields.model_validate({"name": name, "channels": ["any"], **fields})


DEFAULTS: tuple[tuple[str, RuleFields], ...] = (
    ("alerts", _default("Every alert", levels=["alert"])),
    (
        "hourly",
        _default("Restarts and retention", kinds=["jobRestarted", "retentionApplied"], digestMinutes=60),
    ),
)


def matches(rule: RuleFields, told: Told, zone_of: ZoneOf) -> bool:
    """Whether the rule tells of it."""
    return (
        rule.enabled
        and _of_kind(rule, told)
        and _meets(rule.cameras, told.camera)
        and _meets(rule.jobs, told.job)
        and _meets(rule.sites, told.site)
        and (not rule.tags or bool(set(rule.tags) & set(told.tags)))
        and (rule.hours is None or in_hours(rule.hours, told.at.astimezone(zone_of(rule.hours.timezone))))
    )


def _of_kind(rule: RuleFields, told: Told) -> bool:
    def wants(kind: str, level: str) -> bool:
        return (not rule.kinds or kind in rule.kinds) and (not rule.levels or level in rule.levels)

    return wants(told.kind, told.level) or (rule.recoveries and told.ended is not None and wants(*told.ended))


def _meets(wanted: Sequence[str], found: str | None) -> bool:
    return not wanted or found in wanted


def in_hours(hours: Hours, local: datetime) -> bool:
    """Whether a local instant lies in these hours: half-open, over midnight when the end is not after the start."""
    start, end = _minutes(hours.start), _minutes(hours.end)
    now = local.hour * 60 + local.minute
    if start < end:
        return start <= now < end and _on(hours, local)
    return (now >= start and _on(hours, local)) or (now < end and _on(hours, local - timedelta(days=1)))


def _minutes(clock: str) -> int:
    if clock == "24:00":
        return 24 * 60
    at = time.fromisoformat(clock)
    return at.hour * 60 + at.minute


def _on(hours: Hours, local: datetime) -> bool:
    return not hours.days or DAYS[local.weekday()] in hours.days


def route(
    told: Told, rules: Sequence[tuple[str, RuleFields]], channels: Iterable[str], zone_of: ZoneOf
) -> Iterator[Routed]:
    """Which channels hear of it; each once, by the rule that tells it soonest."""
    named = {channel for _, rule in rules for channel in rule.channels}
    for channel in channels:
        if channel == told.channel:
            continue
        mine = [(key, rule) for key, rule in rules if channel in rule.channels] if channel in named else DEFAULTS
        wanting = [(key, rule) for key, rule in mine if matches(rule, told, zone_of)]
        if wanting:
            key, rule = min(wanting, key=lambda each: (each[1].digest_minutes, each[1].cooldown_seconds))
            yield Routed(channel, key, rule)
