"""
What happened, told after it is true.

A service notes events on its transaction; they are delivered once that has been committed, and never if it was rolled
back. Handlers are plain functions that must not wait: they set a flag, or put a message into a queue. What an event
would have caused is also found by comparing wanted with actual, so a lost one costs time, not truth.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")
_log = logging.getLogger(__name__)


class Events:
    """Delivers events to whoever asked for their class (or a base of it), in the order of their subscription."""

    def __init__(self) -> None:
        self._handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)

    def subscribe(self, kind: type[E], handler: Callable[[E], None]) -> Callable[[], None]:
        """Call the handler for each event of that class; returns what ends it."""
        self._handlers[kind].append(handler)
        return lambda: self._handlers[kind].remove(handler)

    def publish(self, event: object) -> None:
        """Deliver now. Services use `Session.tell` instead, which delivers after the commit."""
        for kind in type(event).__mro__:
            for handler in tuple(self._handlers.get(kind, ())):
                try:
                    handler(event)
                except Exception:
                    _log.exception("an event handler failed", extra={"event": type(event).__name__})
