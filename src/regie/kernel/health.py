"""
Whether this server lives, whether it can serve, and what deserves attention.

Each part tells its own state by a short check; warnings are sentences for the person who runs the server (a secret
that had to be generated, a path that wasn't there). Health is answered to anybody, so an error that nobody foresaw
(it may name a database's host and user) goes to the log alone.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from regie.kernel.wire import Instant, Wire, shown

PartState = Literal["ok", "degraded", "down"]
Check = Callable[[], Awaitable["Part"]]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """How one part is."""

    state: PartState
    reason: str | None = None


class PartAnswer(Wire):
    """One part on the wire."""

    state: PartState
    reason: str | None = None


class HealthAnswer(Wire):
    """`status` is `ok`, `degraded` (serves, with something missing), or `down`."""

    model_config = shown(
        {
            "status": "ok",
            "version": "0.1.0",
            "startedAt": "2026-03-02T07:00:00.000Z",
            "parts": {"database": {"state": "ok", "reason": None}, "ffmpeg": {"state": "ok", "reason": None}},
            "warnings": [],
        }
    )

    status: PartState
    version: str
    started_at: Instant
    parts: dict[str, PartAnswer]
    warnings: list[str]


class Health:
    """Gathers the parts' checks and the warnings of the start."""

    def __init__(self, version: str, started_at: datetime) -> None:
        self._version = version
        self._started_at = started_at
        self._checks: dict[str, Check] = {}
        self._failing: set[str] = set()
        self.warnings: list[str] = []
        self.ready = False

    def add(self, name: str, check: Check) -> None:
        self._checks[name] = check

    def warn(self, *sentences: str) -> None:
        self.warnings.extend(sentences)

    async def answer(self) -> HealthAnswer:
        parts = {name: await self._ask(name, check) for name, check in self._checks.items()}
        worst: PartState = "ok"
        for part in parts.values():
            if part.state == "down" or (part.state == "degraded" and worst == "ok"):
                worst = part.state
        return HealthAnswer(
            status=worst if self.ready else "down",
            version=self._version,
            started_at=self._started_at,
            parts={name: PartAnswer(state=part.state, reason=part.reason) for name, part in parts.items()},
            warnings=self.warnings,
        )

    async def _ask(self, name: str, check: Check) -> Part:
        try:
            part = await check()
        except Exception:
            if name not in self._failing:  # once, not at each look
                _log.exception("a part does not answer", extra={"part": name})
            self._failing.add(name)
            return Part("down", "It does not answer; the server's log tells why.")
        self._failing.discard(name)
        return part
