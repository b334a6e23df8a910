"""
What a feature is to the server that it belongs to: what it answers, and how it begins, leads and ends.

Each feature has a module in this package with one function from the ground and the core to its `Part`. Parts are
opened in the order in which they are listed, and closed in the opposite one.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter

from regie.kernel.configuration.transfer import Section


async def _nothing() -> None:
    """A part that needs no opening."""


def _unmoved() -> None:
    """A part that does not care who leads."""


@dataclass(frozen=True, slots=True)
class Part:
    """One feature, put together."""

    routers: tuple[APIRouter, ...] = ()
    sections: tuple[Section, ...] = ()
    """What of it an exported configuration carries, in the order of an import."""
    open: Callable[[], Awaitable[None]] = _nothing
    close: Callable[[], Awaitable[None]] = _nothing
    gained: Callable[[int], None] = lambda generation: None
    """This instance looks after the recordings from now on. Must not wait."""
    lost: Callable[[], None] = _unmoved
    """Another one does, or nobody. Must not wait."""
