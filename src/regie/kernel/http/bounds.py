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
        if _told(scope) > self._limit:
            refusal = answer_of(TooLarge(self._sentence))
            refusal.headers["connection"] = "close"  # the rest is not worth reading
            await refusal(scope, receive, send)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > self._limit:
                raise HTTPException(TooLarge.status, self._sentence, {"connection": "close"})
            return message

        await self.app(scope, counted, send)

    @property
    def _sentence(self) -> str:
        return f"At most {self._limit} bytes."


def _told(scope: Scope) -> int:
    text = Headers(scope=scope).get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() else 0
