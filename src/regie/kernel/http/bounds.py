"""
A cap on what a request may carry, before anybody knows who asks.

Bodies are JSON that people or programs write; without a cap a stranger's sign-in of some hundred megabytes would be
read into memory, parsed, and only then refused. Plain ASGI: the length that is told is looked at first, then what
really comes is counted, since a body in chunks tells no length.
"""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regie.kernel.errors import RegieError
from regie.kernel.http.problems import answer_of

MAX_BODY = 1024 * 1024
"""Bytes. A thousand jobs in one document are less."""
LARGER = {"/api/config/import": 16 * MAX_BODY}
"""Documents that carry a whole installation: ten thousand jobs are less."""


class TooLarge(RegieError):
    """This is more than a request may carry."""

    status = 413


class Bounded:
    """The layer around everything that reads bodies."""

    def __init__(self, app: ASGIApp, limit: int = MAX_BODY) -> None:
        self.app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = max(self._limit, LARGER.get(scope["path"], 0))
        if _told(scope) > limit:
            refusal = answer_of(TooLarge(_sentence(limit)))
            refusal.headers["connection"] = "close"  # the rest is not worth reading
            await refusal(scope, receive, send)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > limit:
                raise HTTPException(TooLarge.status, _sentence(limit), {"connection": "close"})
            return message

        await self.app(scope, counted, send)


def _sentence(limit: int) -> str:
    return f"At most {limit} bytes."


def _told(scope: Scope) -> int:
    text = Headers(scope=scope).get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() else 0
