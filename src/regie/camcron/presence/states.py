"""
When a camera counts as gone, as back, and as unsteady.

Single looks say little: a camera that reboots misses one, a bad cable misses every third. So a camera is offline after
several failed looks over a while, and online after several good ones; an alert is opened once for each absence, at
most one in a cooldown, and closed once. One that goes away again and again is told as unsteady, and that stays so until
a whole cooldown has passed without an interruption.

Pure. Instants are seconds of one monotonic clock, so that no correction of the wall clock makes a camera come or go.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Word(StrEnum):
    """What a camera counts as."""

    UNKNOWN = "unknown"
    ONLINE = "online"
    OFFLINE = "offline"


class Alert(StrEnum):
    """What is told of it and not over yet."""

    OFFLINE = "offline"
    UNSTEADY = "unsteady"


class Told(StrEnum):
    """What is to be told now."""

    OFFLINE = "offline"
    """It is gone."""
    UNSTEADY = "unsteady"
    """It comes and goes."""
    ONLINE = "online"
    """The open alert is over."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Seconds and counts that decide."""

    offline_after: float = 25.0
    online_after: float = 10.0
    cooldown: float = 900.0
    drops: int = 5
    looks: int = 2
    """That must agree, besides lasting long enough."""


@dataclass(frozen=True, slots=True)
class Series:
    """The last looks, as far as they agree."""

    answers: bool
    since: float
    looks: int = 1


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known of one camera."""

    word: Word = Word.UNKNOWN
    series: Series | None = None
    alert: Alert | None = None
    alerted_at: float | None = None
    """When the last alert was opened."""
    drops: tuple[float, ...] = ()
    """When it stopped answering, within the last cooldown; no more of them than matter."""

    @property
    def settled(self) -> bool:
        """Whether the last looks say what it counts as."""
        return self.series is None or self.word is (Word.ONLINE if self.series.answers else Word.OFFLINE)


def seen(presence: Presence, answers: bool, at: float, rules: Rules) -> tuple[Presence, Told | None]:
    """After a look."""
    series, drops = presence.series, presence.drops
    if series is None or series.answers is not answers:
        there_before = series.answers if series is not None else presence.word is Word.ONLINE
        if there_before and not answers:
            drops = (*drops, at)[-rules.drops :]
        series = Series(answers, at)
    else:
        series = replace(series, looks=series.looks + 1)
    return passed(replace(presence, series=series, drops=drops), at, rules)


def passed(presence: Presence, at: float, rules: Rules) -> tuple[Presence, Told | None]:
    """After some time, with or without a look."""
    recent = tuple(drop for drop in presence.drops if at - drop < rules.cooldown)
    return _told(replace(presence, word=_word(presence, at, rules), drops=recent), at, rules)


def _word(presence: Presence, at: float, rules: Rules) -> Word:
    series = presence.series
    if series is None:
        return presence.word
    if series.answers and presence.word is Word.UNKNOWN:
        return Word.ONLINE
    lasting = at - series.since >= (rules.online_after if series.answers else rules.offline_after)
    if series.looks < rules.looks or not lasting:
        return presence.word
    return Word.ONLINE if series.answers else Word.OFFLINE


def _told(presence: Presence, at: float, rules: Rules) -> tuple[Presence, Told | None]:
    if presence.alert is None:
        return _opened(presence, at, rules)
    if presence.alert is Alert.OFFLINE:
        return (replace(presence, alert=None), Told.ONLINE) if presence.word is Word.ONLINE else (presence, None)
    if presence.drops:
        return presence, None
    if presence.word is Word.OFFLINE:
        return replace(presence, alert=Alert.OFFLINE, alerted_at=at), Told.OFFLINE
    return replace(presence, alert=None), Told.ONLINE


def _opened(presence: Presence, at: float, rules: Rules) -> tuple[Presence, Told | None]:
    if presence.alerted_at is not None and at - presence.alerted_at < rules.cooldown:
        return presence, None
    if len(presence.drops) >= rules.drops:
        return replace(presence, alert=Alert.UNSTEADY, alerted_at=at), Told.UNSTEADY
    if presence.word is Word.OFFLINE:
        return replace(presence, alert=Alert.OFFLINE, alerted_at=at), Told.OFFLINE
    return presence, None
