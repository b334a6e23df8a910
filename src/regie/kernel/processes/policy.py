"""
When to try again, decided without a clock.

Failures count only while they follow each other: whoever ran for a stable minute starts again from nothing. The first
retry is quick, the next ones wait longer and longer, each with some jitter so that fifty processes of one dead camera
do not come back as one; whoever delivered for a while before it failed is retried nearly at once, for then its source
answers, and each second of waiting is one that nobody has recorded. After the last retry the work has given up, which
people are told once; it is still tried at a slow, steady pace, for as long as somebody wants it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RestartPolicy:
    """Seconds throughout."""

    max_retries: int = 3
    """Retries after the first failure before it has given up; -1 never gives up."""
    first: float = 1.0
    factor: float = 2.0
    cap: float = 60.0
    jitter: float = 0.2
    """A delay varies by this share of itself, in both directions."""
    quick: float = 0.25
    quick_after: float = 10.0
    """Delivering for this long makes the next wait a quick one, though the failure counts."""
    stable_after: float = 60.0
    """Delivering for this long forgets the failures before it."""
    after_giving_up: float | None = 60.0
    """The slow pace; None makes giving up final."""

    def gives_up(self, failures: int) -> bool:
        """Whether that many failures in a row are more than the retries allowed."""
        return 0 <= self.max_retries < failures

    def goes_on(self, failures: int) -> bool:
        """Whether there will be another try at all."""
        return not self.gives_up(failures) or self.after_giving_up is not None

    def delay(self, failures: int, random: float, asked: float | None = None) -> float:
        """
        Seconds until the next try, after that many failures in a row with little delivered between them; 0: it had
        delivered.

        `random` lies in [0, 1). `asked` is what the failure itself proposes: it replaces the backoff, but never makes
        the slow pace faster.
        """
        if self.gives_up(failures) and self.after_giving_up is not None:
            return max(self._spread(self.after_giving_up, random), asked or 0.0)
        if asked is not None:
            return max(0.0, asked)
        if failures == 0:
            return self._spread(self.quick, random)
        # The exponent is bounded before it is used: a camera that is off for a year must not overflow a float.
        grown = self.first * self.factor ** min(failures - 1, 64)
        return self._spread(min(self.cap, grown), random)

    def _spread(self, seconds: float, random: float) -> float:
        return seconds * (1 + self.jitter * (2 * random - 1))
