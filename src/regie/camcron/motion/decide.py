"""
When an event begins and when it is over.

Pure: what was seen or said comes in with its instant, what follows goes out. Several pictures with motion in a row open
an event; it is over when nothing moved for as long as its clip shall go on after it, and at its greatest length in any
case. A picture without motion must have been seen for that: as long as none comes, nobody knows.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from regie.camcron.runs.sensing import Sensing

FAR = timedelta(seconds=10)
"""At most so far before the first picture with motion it may have begun: no group of pictures is longer in practice."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How much it takes. Seconds, and pictures."""

    frames: int
    post_roll: float
    cooldown: float
    max_length: float

    @classmethod
    def of(cls, sensing: Sensing) -> "Rule":
        """As a job wants it."""
        return cls(sensing.frames_in_a_row, sensing.post_roll, sensing.cooldown, sensing.max_length)


@dataclass(frozen=True, slots=True)
class Episode:
    """Motion that goes on, or went on."""

    began: datetime
    """The first picture with motion, or when the camera said so."""
    since: datetime
    """The last instant at which nothing moved: it began after that."""
    last: datetime
    """The last picture with motion."""
    score: float = 0.0
    """The highest."""
    area: float = 0.0
    by_camera: bool = False
    """The camera said so; otherwise it was seen."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An event has begun."""

    episode: Episode


@dataclass(frozen=True, slots=True)
class Closed:
    """An event is over."""

    episode: Episode
    until: datetime
    """Where its clip ends."""


Change = Opened | Closed


class Decider:
    """One job's events. Instants never go back within one stream; after `broken` they may."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.episode: Episode | None = None
        self._streak: list[Episode] = []
        """Pictures with motion in a row, none of which opened an event yet."""
        self._quiet: datetime | None = None
        """The last instant at which nothing moved."""
        self._quiet_since: datetime | None = None
        """In an event: the first instant after the last motion at which nothing moved."""
        self._said = False
        """The camera says that something moves."""
        self._not_before: datetime | None = None

    def saw(self, at: datetime, score: float, area: float, moving: bool) -> list[Change]:
        """A picture."""
        if moving:
            return self._moved(at, score, area, by_camera=False, enough=self.rule.frames)
        self._streak.clear()
        return self._rested(at)

    def says(self, at: datetime, active: bool) -> list[Change]:
        """The camera's own word. What it repeats changes nothing."""
        self._said = active
        if active:
            return self._moved(at, 0.0, 0.0, by_camera=True, enough=1)
        return self._rested(at)

    def passed(self, at: datetime) -> list[Change]:
        """Recorded up to there: time goes on also where no picture is looked at."""
        if self._said:
            return self._moved(at, 0.0, 0.0, by_camera=True, enough=1)
        return self._over(at)

    def broken(self, at: datetime) -> list[Change]:
        """The stream ended there: whatever goes on ends with it."""
        episode, self.episode = self.episode, None
        self._streak.clear()
        self._quiet = self._quiet_since = None
        self._said = False
        return [Closed(episode, at)] if episode is not None else []

    def _moved(self, at: datetime, score: float, area: float, *, by_camera: bool, enough: int) -> list[Change]:
        self._quiet_since = None
        if self.episode is not None:
            episode = self.episode
            self.episode = replace(episode, last=at, score=max(score, episode.score), area=max(area, episode.area))
            return self._too_long(at)
        if self._not_before is not None and at < self._not_before:
            return []
        since = self._quiet if self._quiet is not None and at - self._quiet < FAR else None
        self._streak.append(Episode(at, since or at, at, score, area, by_camera))
        if len(self._streak) < enough:
            return []
        first = self._streak[0]
        best = max(self._streak, key=lambda seen: seen.score)
        self.episode = replace(first, last=at, score=best.score, area=best.area, by_camera=by_camera)
        self._streak.clear()
        return [Opened(self.episode)]

    def _rested(self, at: datetime) -> list[Change]:
        if self.episode is not None and self._said:
            return []
        self._quiet = at
        if self.episode is not None and self._quiet_since is None:
            self._quiet_since = at
        return self._over(at)

    def _over(self, at: datetime) -> list[Change]:
        if self.episode is None or self._quiet_since is None:
            return []
        until = self._quiet_since + timedelta(seconds=self.rule.post_roll)
        if at < until:
            return []
        episode, self.episode, self._quiet_since = self.episode, None, None
        self._not_before = until + timedelta(seconds=self.rule.cooldown)
        return [Closed(episode, until)]

    def _too_long(self, at: datetime) -> list[Change]:
        """At its greatest length an event gives way to the next one, which begins where it ends."""
        episode = self.episode
        if episode is None or at - episode.since < timedelta(seconds=self.rule.max_length):
            return []
        self.episode = Episode(at, at, at, 0.0, 0.0, episode.by_camera)
        return [Closed(episode, at), Opened(self.episode)]
