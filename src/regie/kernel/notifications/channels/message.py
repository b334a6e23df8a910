"""What a channel is given, and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from regie.kernel.notifications.schemas import EventAnswer

Language = Literal["en", "fr"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one channel."""

    id: str
    """The same at each attempt, so that a receiver knows one that came twice."""
    events: Sequence[EventAnswer]
    """Oldest first. None: somebody tries the channel."""
    language: Language = "en"
    picture: bytes | None = None
    """A JPEG of the newest event that has a file."""
    public_url: str = ""
    """Where people reach this server, without a slash at its end; empty: nobody said."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended."""

    ok: bool
    code: str
    """`200`, `535`, `timeout`, `refused`, …"""
    sentence: str
    is_final: bool = False
    """No further attempt can mend it."""
    retry_after: float | None = None
    """Seconds, when the receiver asked for them."""


class Sender(Protocol):
    """A channel, ready to send. Whatever goes wrong is an outcome; it raises nothing."""

    async def send(self, message: Message) -> Outcome: ...
