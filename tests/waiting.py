"""Waiting on the loop for what must become true, with what was seen instead when it does not."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

PAUSE = 0.03
T = TypeVar("T")


async def until(look: Callable[[], Awaitable[T]], such: Callable[[T], object] = bool, within: float = 20.0) -> T:
    """What is seen, once it is such. `within`: seconds."""
    clock = asyncio.get_running_loop().time
    deadline = clock() + within
    while not such(found := await look()):
        assert clock() < deadline, f"not within {within:g} s; it was {found!r}"
        await asyncio.sleep(PAUSE)
    return found
