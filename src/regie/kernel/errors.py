"""
What can go wrong, by whose fault it is.

The family decides the HTTP status, the class says what happened (its docstring is the title that people read), the
keyword arguments are facts for the log and for the answer. Raise; never return an error, never log one and go on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong field: where it is, what is wrong with it, what was expected."""

    path: str
    """Dotted, as the sender wrote it: `schedule.cron`, `streams.main`. Empty for the whole body."""
    message: str
    expected: str | None = None


class RegieError(Exception):
    """Something went wrong."""

    status: ClassVar[int] = 500

    def __init__(self, detail: str | None = None, /, **facts: Any) -> None:
        self.detail = detail
        self.facts = facts
        super().__init__(detail or self.title)

    @property
    def title(self) -> str:
        """The first line of the class's docstring."""
        return (type(self).__doc__ or type(self).__name__).strip().splitlines()[0].rstrip(".")

    @property
    def code(self) -> str:
        """The class's name in kebab-case: stable, for programs."""
        name = type(self).__name__
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


class Invalid(RegieError):
    """What was sent cannot be accepted."""

    status = 422

    def __init__(self, faults: Iterable[Fault] | Fault, detail: str | None = None, /, **facts: Any) -> None:
        self.faults = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__(
            detail or "; ".join(f"{f.path}: {f.message}" if f.path else f.message for f in self.faults), **facts
        )


class Unauthenticated(RegieError):
    """Sign in first."""

    status = 401


class Forbidden(RegieError):
    """Your role does not allow this."""

    status = 403


class NotFound(RegieError):
    """There is no such thing."""

    status = 404


class Conflict(RegieError):
    """This does not fit what is there now."""

    status = 409


class TooMany(RegieError):
    """Too many requests."""

    status = 429

    def __init__(self, detail: str | None = None, /, *, retry_after: float, **facts: Any) -> None:
        self.retry_after = retry_after
        super().__init__(detail, retry_after=retry_after, **facts)


class Unavailable(RegieError):
    """This part cannot serve right now."""

    status = 503


class TryAgain(Exception):
    """Supervised work failed in a way that deserves another try, after `delay` seconds (None: as the policy says)."""

    def __init__(self, reason: str, *, delay: float | None = None) -> None:
        self.reason = reason
        self.delay = delay
        super().__init__(reason)


class GiveUp(Exception):
    """Supervised work failed in a way that no further try can mend."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
