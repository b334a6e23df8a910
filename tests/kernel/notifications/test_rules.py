"""Which rule wants which event, when, and how long a message waits: tables."""

import itertools
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from regie.kernel.notifications.rules.matching import Told, in_hours, matches, route
from regie.kernel.notifications.rules.pacing import Due, backoff, due, is_given_up, subject_of
from regie.kernel.notifications.rules.schemas import Hours, RuleFields

AT = datetime(2026, 3, 2, 21, 30, tzinfo=UTC)  # a Monday, 22:30 in Paris
OFFLINE = Told(AT, "cameraOffline", "alert", "gate", None, "home", ("outside", "north"))
ONLINE = Told(AT, "cameraOnline", "activity", "gate", None, "home", ("outside",), ended=("cameraOffline", "alert"))
RESTARTED = Told(AT, "jobRestarted", "activity", "gate", "gate-day", "home")


def rule(**fields: Any) -> RuleFields:
    return RuleFields.model_validate({"name": "R", "channels": ["c"], **fields})


def zone_of(name: str | None) -> tzinfo:
    return ZoneInfo(name or "Europe/Paris")


@pytest.mark.parametrize(
    ("fields", "told", "wanted"),
    [
        ({}, OFFLINE, True),
        ({"enabled": False}, OFFLINE, False),
        ({"levels": ["alert"]}, OFFLINE, True),
        ({"levels": ["alert"]}, RESTARTED, False),
        ({"kinds": ["jobRestarted"]}, RESTARTED, True),
        ({"kinds": ["jobRestarted"]}, OFFLINE, False),
        pytest.param({"levels": ["alert"]}, ONLINE, True, id="the end of an alert that it tells is told"),
        pytest.param({"kinds": ["cameraOffline"]}, ONLINE, True, id="also by kind"),
        ({"levels": ["alert"], "recoveries": False}, ONLINE, False),
        ({"kinds": ["diskLow"]}, ONLINE, False),
        ({"cameras": ["gate", "yard"]}, OFFLINE, True),
        ({"cameras": ["yard"]}, OFFLINE, False),
        ({"jobs": ["gate-day"]}, RESTARTED, True),
        pytest.param({"jobs": ["gate-day"]}, OFFLINE, False, id="an event of no job is of no wanted job"),
        ({"sites": ["home"], "tags": ["north", "roof"]}, OFFLINE, True),
        ({"sites": ["work"]}, OFFLINE, False),
        ({"tags": ["roof"]}, OFFLINE, False),
        ({"hours": {"start": "22:00", "end": "06:00"}}, OFFLINE, True),
        pytest.param(
            {"hours": {"start": "22:00", "end": "06:00", "timezone": "UTC"}}, OFFLINE, False, id="on its own clock"
        ),
    ],
)
def test_a_rule_wants_what_it_says(fields: dict[str, Any], told: Told, wanted: bool):
    assert matches(rule(**fields), told, zone_of) is wanted


@pytest.mark.parametrize(
    ("start", "end", "days", "at", "inside"),
    [
        ("08:00", "18:00", [], "2026-03-02 08:00", True),
        ("08:00", "18:00", [], "2026-03-02 18:00", False),
        ("08:00", "24:00", [], "2026-03-02 23:59", True),
        ("00:00", "00:00", [], "2026-03-02 12:00", True),
        ("22:00", "06:00", [], "2026-03-02 05:59", True),
        ("22:00", "06:00", [], "2026-03-02 06:00", False),
        ("22:00", "06:00", ["fri"], "2026-03-06 23:00", True),
        pytest.param("22:00", "06:00", ["fri"], "2026-03-07 05:00", True, id="Saturday morning is Friday night"),
        pytest.param("22:00", "06:00", ["fri"], "2026-03-06 05:00", False, id="Friday morning is Thursday night"),
        ("08:00", "18:00", ["sat", "sun"], "2026-03-02 12:00", False),
    ],
)
def test_hours_are_half_open_and_a_night_belongs_to_its_evening(
    start: str, end: str, days: list[Any], at: str, inside: bool
):
    assert in_hours(Hours(start=start, end=end, days=days), datetime.fromisoformat(at)) is inside


def test_a_channel_hears_of_each_event_once_by_the_rule_that_tells_it_soonest():
    rules = [
        ("slow", rule(digestMinutes=60, channels=["a", "b"])),
        ("quick", rule(levels=["alert"], channels=["a"])),
        ("other", rule(kinds=["motion"], channels=["c"])),
    ]
    routed = {each.channel_id: each.rule_id for each in route(OFFLINE, rules, ["a", "b", "c"], zone_of)}
    assert routed == {"a": "quick", "b": "slow"}


def test_a_channel_that_no_rule_names_hears_of_alerts_at_once_and_of_restarts_by_the_hour():
    def by(told: Told) -> list[tuple[str, int]]:
        return [(each.rule_id, each.rule.digest_minutes) for each in route(told, [], ["a"], zone_of)]

    assert by(OFFLINE) == by(ONLINE) == [("alerts", 0)]
    assert by(RESTARTED) == [("hourly", 60)]
    assert by(Told(AT, "motion", "activity")) == []
    assert list(route(Told(AT, "channelFailed", "alert", channel="a"), [], ["a", "b"], zone_of)) == [
        *route(Told(AT, "channelFailed", "alert"), [], ["b"], zone_of)
    ]


def minutes(count: float) -> datetime:
    return AT + timedelta(minutes=count)


@pytest.mark.parametrize(
    ("last", "cooldown", "digest", "wanted"),
    [
        (None, 0, 0, Due(AT, held=False)),
        (None, 300, 0, Due(AT, held=False)),
        pytest.param(minutes(-1), 300, 0, Due(minutes(4), held=True), id="within a cooldown it waits for its end"),
        pytest.param(minutes(-5), 300, 0, Due(AT, held=False), id="at its end it goes"),
        pytest.param(minutes(2), 300, 0, Due(minutes(7), held=True), id="after one that is still on its way"),
        (None, 0, 60, Due(minutes(60), held=True)),
        pytest.param(minutes(-1), 7200, 60, Due(minutes(119), held=True), id="the longer of both counts"),
    ],
)
def test_a_message_waits_for_its_cooldown_and_its_digest(
    last: datetime | None, cooldown: int, digest: int, wanted: Due
):
    assert due(AT, last=last, cooldown_seconds=cooldown, digest_minutes=digest) == wanted


def test_a_digest_gathers_everything_and_a_cooldown_one_kind_about_one_thing():
    assert subject_of("motion", "c-1", None, None, digest=True) == subject_of("diskLow", None, None, "k", digest=True)
    kinds = {subject_of(kind, camera, None, None, digest=False) for kind in ("a", "b") for camera in ("1", "2", None)}
    assert len(kinds) == 6


@given(some.lists(some.integers(1, 5000), min_size=1, max_size=40), some.integers(1, 900))
def test_two_messages_about_one_thing_are_never_closer_than_the_cooldown(pauses: list[int], cooldown: int):
    """Whatever a camera does: each event is in some message, at most a cooldown later."""
    sent: list[datetime] = []
    held: datetime | None = None
    now = AT
    for pause in pauses:
        now += timedelta(seconds=pause)
        if held is not None and held <= now:
            sent.append(held)
            held = None
        if held is None:
            when = due(now, last=sent[-1] if sent else None, cooldown_seconds=cooldown, digest_minutes=0)
            if when.held:
                held = when.at
                assert when.at - now <= timedelta(seconds=cooldown)
            else:
                sent.append(now)
    sent += [held] if held else []
    assert all(later - earlier >= timedelta(seconds=cooldown) for earlier, later in itertools.pairwise(sent))


def test_what_nobody_takes_is_tried_less_and_less_often_for_a_day():
    assert [backoff(n) for n in (1, 2, 3, 9, 10, 99)] == [10, 20, 40, 2560, 3600, 3600]
    assert (backoff(1, 120), backoff(1, 3), backoff(1, 1e9)) == (120, 10, 3600)
    assert [is_given_up(AT, AT + timedelta(hours=hours)) for hours in (0, 23.9, 24)] == [False, False, True]
