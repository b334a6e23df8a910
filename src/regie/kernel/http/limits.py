"""
A cap on requests, so that one program in a loop does not take the server from everybody else.

It stands before authentication and so counts by what it sees: each credential, and each address, which must be able to
hold many credentials (a proxy, an office) and stops who invents them. Plain ASGI; the counters are the `limits`
library's, in memory, or in Redis when several instances share them. Should Redis not answer, requests pass.
"""

import hashlib
import logging
import time
from typing import Annotated, cast

from limits import RateLimitItemPerMinute
from limits.aio.storage import Storage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.storage import storage_from_string
from pydantic import Field, PositiveInt
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from regie.kernel.errors import TooMany
from regie.kernel.group import Group
from regie.kernel.http.problems import answer_of

FREE = ("/api/health",)
_log = logging.getLogger(__name__)


class RateSettings(Group):
    """How many requests a minute are answered. Generous: they stop loops and floods, not people."""

    per_caller: Annotated[PositiveInt, Field(description="Requests a minute of one session or token.")] = 12_000
    per_address: Annotated[PositiveInt, Field(description="Requests a minute from one address.")] = 24_000
    redis: Annotated[
        str, Field(description="redis://… when several instances share the counters; empty: in memory.")
    ] = ""


class TooManyRequests(TooMany):
    """Too many requests in a short time."""


class RateLimited:
    """The layer around `/api`. Sockets are counted when they open."""

    def __init__(self, app: ASGIApp, settings: RateSettings) -> None:
        self.app = app
        address = f"async+{settings.redis}" if settings.redis else "async+memory://"
        options = {"implementation": "redispy"} if settings.redis else {}
        self._storage = cast(Storage, storage_from_string(address, **options))
        self._limiter = SlidingWindowCounterRateLimiter(self._storage)
        self._per_caller = RateLimitItemPerMinute(settings.per_caller)
        self._per_address = RateLimitItemPerMinute(settings.per_address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limited = scope["type"] in ("http", "websocket") and scope["path"].startswith(("/api/", "/ws/"))
        if not limited or scope["path"] in FREE:
            await self.app(scope, receive, send)
            return
        wait = await self._wait(scope)
        if wait is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            refusal = answer_of(TooManyRequests(f"Try again in {wait:.0f} s.", retry_after=wait))
            await refusal(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1013, "reason": "too many requests"})

    async def _wait(self, scope: Scope) -> float | None:
        """Seconds to wait, or nothing when the request may pass."""
        limits = [(self._per_address, "address", (scope.get("client") or ("?",))[0])]
        credential = _credential(scope)
        if credential:
            limits.append((self._per_caller, "caller", credential))
        try:
            for limit, kind, key in limits:
                if not await self._limiter.hit(limit, kind, key):
                    stats = await self._limiter.get_window_stats(limit, kind, key)
                    return max(1.0, stats.reset_time - time.time())
        except Exception:
            _log.warning("requests are not being limited: the counters do not answer", exc_info=True)
        return None


def _credential(scope: Scope) -> str | None:
    """What the request shows, as a digest: counters may lie on another machine."""
    headers = Headers(scope=scope)
    shown = headers.get("authorization") or headers.get("cookie")
    return hashlib.sha256(shown.encode("utf-8", "surrogateescape")).hexdigest() if shown else None
