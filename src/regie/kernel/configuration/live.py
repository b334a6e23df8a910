"""
Settings that count at once: whoever can take a new value over says so, and is called with it.

Everything else counts from the next start, and is told as waiting. A part registers while it is built; a path names one
setting (`limits.maxProcesses`) or a whole group (`notifications`), and what is handed over is the value or the group.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Apply = Callable[[Any], None]
"""Takes a new value over; must not wait."""
_log = logging.getLogger(__name__)


class Live:
    """The settings of this server that may change while it runs."""

    def __init__(self) -> None:
        self._applied: dict[str, list[Apply]] = {}
        self.waiting: Callable[[], list[str]] = list
        """Which settings are saved and count from the next start; the store says."""

    def on(self, path: str, apply: Apply) -> None:
        """Call it with each new value of that setting, or of that group when anything in it changed."""
        self._applied.setdefault(path, []).append(apply)

    def covers(self, path: str) -> bool:
        """Whether a change of that setting counts at once."""
        return any(_is_within(path, known) for known in self._applied)

    def notices(self) -> list[str]:
        """What is to be known by whoever looks after the server."""
        waiting = self.waiting()
        return [f"Settings wait for a restart: {', '.join(waiting)}."] if waiting else []

    def awaited(self, *known: str) -> str:
        """What to add to a refusal by these settings when another value of them is saved; else nothing."""
        changed = [path for path in self.waiting() if any(_is_within(path, each) for each in known)]
        if not changed:
            return ""
        return f" (a new {' and '.join(changed)} is saved; it takes effect when the server is restarted)"

    def apply(self, changed: Iterable[str], value_of: Callable[[str], Any]) -> None:
        """Hand over what changed; one part that fails does not keep another from its value."""
        paths = list(changed)
        for known, takers in self._applied.items():
            if not any(_is_within(path, known) for path in paths):
                continue
            for take in takers:
                try:
                    take(value_of(known))
                except Exception:
                    _log.exception("a changed setting could not be taken over", extra={"setting": known})


def _is_within(path: str, known: str) -> bool:
    return path == known or path.startswith(f"{known}.")


def differing(before: Mapping[str, Any], now: Mapping[str, Any], above: str = "") -> list[str]:
    """Dotted paths of the values that are not the same in two trees of settings."""
    found: list[str] = []
    for key in dict.fromkeys([*before, *now]):
        one, other = before.get(key), now.get(key)
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            found += differing(one, other, f"{above}{key}.")
        elif one != other:
            found.append(f"{above}{key}")
    return found
