"""
An HTTP POST of JSON to an address of the user's.

Signed with HMAC-SHA256 over the instant and the body, so that a receiver can tell our message from a stranger's and a
fresh one from an old one played again; the same id at each attempt. Redirects are not followed: a signed body goes
where it was addressed, or nowhere.
"""

import asyncio
import hashlib
import hmac
import ssl
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from regie.kernel.clock import Clock
from regie.kernel.notifications.channels import words
from regie.kernel.notifications.channels.fields import WebhookFields
from regie.kernel.notifications.channels.message import Message, Outcome
from regie.kernel.notifications.channels.tls import trust
from regie.kernel.wire import dumps

CONNECT_SECONDS = 5.0
SECONDS = 15.0
"""For the whole exchange."""
GONE = 410
"""What a receiver says that wants no more."""


class Webhook:
    """Sends to one address."""

    def __init__(self, fields: WebhookFields, clock: Clock) -> None:
        self._fields = fields
        self._clock = clock

    async def send(self, message: Message) -> Outcome:
        """Any answer of 2xx is good."""
        body = dumps(payload(message))
        try:
            async with asyncio.timeout(SECONDS):
                return await self._post(message.id, body)
        except TimeoutError:
            return Outcome(False, "timeout", f"There was no answer within {SECONDS:g} s.")
        except httpx.TimeoutException:
            return Outcome(False, "timeout", f"It could not be reached within {CONNECT_SECONDS:g} s.")
        except httpx.TransportError as error:
            return Outcome(False, "unreachable", f"It could not be reached: {_cause(error)}.")
        except (OSError, ValueError, httpx.InvalidURL) as error:
            return Outcome(False, "settings", f"It cannot be asked: {str(error).rstrip('.')}.")

    async def _post(self, message_id: str, body: bytes) -> Outcome:
        timeout = httpx.Timeout(SECONDS, connect=CONNECT_SECONDS)
        context = await trust(self._fields.ca_file)
        headers = {"content-type": "application/json", "user-agent": "Regie", "x-regie-delivery": message_id}
        headers |= signed(self._fields.secret or "", int(self._clock.now().timestamp()), body)
        async with (
            httpx.AsyncClient(verify=context, timeout=timeout, follow_redirects=False) as client,
            client.stream("POST", self._fields.url, content=body, headers=headers) as answer,
        ):
            return self._outcome(answer)

    def _outcome(self, answer: httpx.Response) -> Outcome:
        code, phrase = answer.status_code, f"{answer.status_code} {answer.reason_phrase}".strip()
        if answer.is_success:
            return Outcome(True, str(code), f"It answered {phrase}.")
        if answer.is_redirect:
            return Outcome(False, str(code), f"It answered {phrase}; redirects are not followed: use the new address.")
        return Outcome(
            False, str(code), f"It answered {phrase}.", is_final=code == GONE, retry_after=self._retry_after(answer)
        )

    def _retry_after(self, answer: httpx.Response) -> float | None:
        said = answer.headers.get("retry-after", "")
        if said.isdigit():
            return float(said)
        try:
            return max(0.0, (parsedate_to_datetime(said) - self._clock.now()).total_seconds())
        except (TypeError, ValueError):
            return None


def payload(message: Message) -> dict[str, Any]:
    """What is posted."""
    return {
        "id": message.id,
        "type": "events" if message.events else "test",
        "title": words.subject(message),
        "text": words.plain(message),
        "events": [
            event.model_dump(mode="json", by_alias=True, exclude={"read"})
            | {"url": words.link(event, message.public_url)}
            for event in message.events
        ],
    }


def signed(secret: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Headers by which a receiver knows that the body is ours and how old it is; without a secret only the latter."""
    headers = {"x-regie-timestamp": str(timestamp)}
    if secret:
        digest = hmac.new(secret.encode(), str(timestamp).encode() + b"." + body, hashlib.sha256).hexdigest()
        headers["x-regie-signature"] = f"sha256={digest}"
    return headers


def _cause(error: httpx.TransportError) -> str:
    inner: BaseException = error
    while (cause := inner.__cause__ or inner.__context__) is not None:
        inner = cause
    if isinstance(inner, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({inner.verify_message})"
    return str(error).rstrip(".") or type(error).__name__
