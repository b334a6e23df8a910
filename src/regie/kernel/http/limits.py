"""
A cap on requests, so that one program in a loop does not take the server from everybody else.

It stands before authentication and so counts by what it sees: each credential, and each address, which must be able to
hold many credentials (a proxy, an office) and stops who invents them. Plain ASGI; the counters are the `limits`
library's, in memory, or in Redis when several instances share them. Should Redis not answer, requests pass.
"""

import hashlib
import logging
import time
from typing import Annotated, Any

from limits import RateLimitItemPerMinute
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.storage import storage_from_string
from pydantic import Field, PositiveInt
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from regie.kernel.errors import TooMany
from regie.kernel.group import Group
from regie.kernel.http.problems import answer_of

LIMITED = ("/api/", "/ws/")
FREE = ("/api/health",)
TRY_LATER = 1013
"""The close code of RFC 6455's registry that says so."""
_log = logging.getLogger(__name__)


class RateSettings(Group):
    """How many requests a minute are answered. Generous: they stop loops and floods, not people."""

    per_caller: Annotated[PositiveInt, Field(description="Requests a minute of one session or token.")] = 12_000
    per_address: Annotated[PositiveInt, Field(description="Requests a minute from one address.")] = 24_000
    redis: Annotated[
        str,
        Field(
            description="redis://… when several instances share the counters; empty: in memory. May hold a password.",
            json_schema_extra={"secret": True},
        ),
    ] = ""


class TooManyRequests(TooMany):
    """Too many requests in a short time."""


class Counters:
    """Who asked how often. One for the whole server; `close` lets Redis go."""

    def __init__(self, settings: RateSettings) -> None:
        self._pool = _pool(settings.redis) if settings.redis else None
        options: dict[str, Any] = {"implementation": "redispy", "connection_pool": self._pool} if self._pool else {}
        storage = storage_from_string(f"async+{settings.redis}" if self._pool else "async+memory://", **options)
        self._limiter = SlidingWindowCounterRateLimiter(storage)
        self._per_caller = RateLimitItemPerMinute(settings.per_caller)
        self._per_address = RateLimitItemPerMinute(settings.per_address)
        self._failing = False

    async def wait(self, address: str, credential: str | None) -> float | None:
        """Count a request: the seconds to wait before it may come, or nothing when it may pass."""
        asked = [(self._per_address, "address", address)]
        if credential:
            asked.append((self._per_caller, "caller", credential))
        try:
            for limit, kind, key in asked:
                if not await self._limiter.hit(limit, kind, key):
                    stats = await self._limiter.get_window_stats(limit, kind, key)
                    return max(1.0, stats.reset_time - time.time())
        except Exception as error:
            if not self._failing:  # once, not at each request
                _log.warning("requests are not being limited: the counters do not answer (%s)", error)
            self._failing = True
        else:
            self._failing = False
        return None

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.disconnect()


class RateLimited:
    """The layer around `/api` and `/ws`. Sockets are counted when they open."""

    def __init__(self, app: ASGIApp, counters: Counters) -> None:
        self.app = app
        self._counters = counters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limited = scope["type"] in ("http", "websocket") and scope["path"].startswith(LIMITED)
        if not limited or scope["path"] in FREE:
            await self.app(scope, receive, send)
            return
        wait = await self._counters.wait((scope.get("client") or ("?",))[0], _credential(scope))
        if wait is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            refusal = answer_of(TooManyRequests(f"Try again in {wait:.0f} s.", retry_after=wait))
            await refusal(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": TRY_LATER, "reason": "too many requests"})


def _pool(url: str) -> Any:
    """Connections that give up soon: a Redis that hangs must not hang the server."""
    from redis.asyncio import ConnectionPool

    return ConnectionPool.from_url(url, socket_timeout=1, socket_connect_timeout=1)


def _credential(scope: Scope) -> str | None:
    """What the request shows, as a digest: counters may lie on another machine."""
    headers = Headers(scope=scope)
    shown = headers.get("authorization") or headers.get("cookie")
    return hashlib.sha256(shown.encode("utf-8", "surrogateescape")).hexdigest() if shown else None
