"""Short lists in the order that is asked for: `sort=name`, `sort=-createdAt`. Pure."""

from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar

Row = TypeVar("Row")
ByTime = Literal["newest", "oldest"]
"""The orders of a list by time, which comes in pages."""


def ranked(rows: Iterable[Row], sort: str, **keys: Callable[[Row], Any]) -> list[Row]:
    """By the key of that name, the other way round after a `-`; what has no value comes last either way."""
    key = keys[sort.removeprefix("-")]
    valued = [(key(row), row) for row in rows]
    known = sorted(
        ((value, row) for value, row in valued if value is not None),
        key=lambda pair: pair[0],
        reverse=sort.startswith("-"),
    )
    return [row for _, row in known] + [row for value, row in valued if value is None]
