"""
Around every request: an id, a line in the log, a measure, and headers that keep browsers safe.

Plain ASGI, because a wrapper that reads bodies would double the cost of a request. Query strings are not logged:
WebSockets may carry a token there.
"""

import logging
from time import monotonic
from urllib.parse import quote

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regie.kernel.errors import NotFound
from regie.kernel.http.problems import answer_of
from regie.kernel.ids import new_id
from regie.kernel.metrics import REQUEST_SECONDS

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; script-src 'self'{scripts}; frame-ancestors 'none'; base-uri 'self'; "
    "form-action 'self'; object-src 'none'"
)
QUIET = ("/api/health", "/metrics")
SERVER_ERROR = 500
LONGEST_PATH = 500
"""Characters of a path that are logged."""
_log = logging.getLogger(__name__)


class Observed:
    """The outermost layer."""

    def __init__(self, app: ASGIApp, inline_scripts: tuple[str, ...] = (), hsts: int = 0) -> None:
        self.app = app
        self._hsts = hsts
        self._policy = POLICY.format(scripts="".join(f" {name}" for name in inline_scripts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, start, status = new_id(), monotonic(), SERVER_ERROR
        app = _nowhere if "\0" in scope["path"] or b"%00" in scope.get("query_string", b"") else self.app

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = request
                headers.setdefault("x-content-type-options", "nosniff")
                headers.setdefault("referrer-policy", "same-origin")
                headers.setdefault("content-security-policy", self._policy)
                if scope["scheme"] == "https" and self._hsts:
                    headers.setdefault("strict-transport-security", f"max-age={self._hsts}")
                if scope["path"].startswith("/api/"):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        with structlog.contextvars.bound_contextvars(request=request):
            try:
                await app(scope, receive, sending)
            finally:
                self._tell(scope, status, monotonic() - start)

    @staticmethod
    def _tell(scope: Scope, status: int, took: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        REQUEST_SECONDS.labels(scope["method"], route, str(status)).observe(took)
        if scope["path"] in QUIET or scope["path"].startswith("/_app/"):
            return
        caller = (scope.get("state") or {}).get("caller")
        _log.info(
            "%s %s %d",
            scope["method"],
            quote(scope["path"][:LONGEST_PATH]),  # decoded it may hold what a terminal obeys
            status,
            extra={
                "seconds": round(took, 4),
                "caller": caller.name if caller else None,
                "client": (scope.get("client") or (None,))[0],
            },
        )


async def _nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    """No name holds a null character, and databases disagree about what to say of one."""
    await answer_of(NotFound("An address with a null character leads nowhere."))(scope, receive, send)
