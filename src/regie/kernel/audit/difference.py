"""
What a change changed, path by path.

Only what differs is kept, with its former and its new value. Of a secret it is told that it changed, never from what
or to what. What is a list of plain values is compared as a whole: people read it so.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """One path whose value is another now; `None` where there was or is nothing."""

    path: str
    before: Any
    after: Any


def difference(
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    *,
    is_secret: Callable[[str], bool] = lambda _: False,
    mask: str = "********",
) -> list[Change]:
    """Everything that differs, sorted by path. A creation has no `before`, a deletion no `after`."""
    old, new = dict(_leaves(before or {})), dict(_leaves(after or {}))
    changes = []
    for path in sorted(old.keys() | new.keys()):
        was, is_now = old.get(path), new.get(path)
        if was == is_now and (path in old) == (path in new):
            continue
        if any(is_secret(part) for part in path.split(".")):
            was, is_now = mask if was else was, mask if is_now else is_now
        changes.append(Change(path, was, is_now))
    return changes


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and (value or not path):
        for key, held in value.items():
            yield from _leaves(held, f"{path}.{key}" if path else str(key))
    else:
        yield path, value
