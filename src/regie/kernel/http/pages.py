"""
Long lists in pages: at most 100 rows unless `limit` (≤ 1,000) says otherwise, and a `Link: rel="next"` header.

A page is found by the last row of the former one (keyset), so a list that grows meanwhile neither repeats nor skips.
"""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any

import orjson
from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from regie.kernel.errors import Fault, Invalid

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Rows in a page.")]
After = Annotated[str | None, Query(description="Where the former page ended; follow `Link: rel=next`.")]


def cursor(*keys: Any) -> str:
    """The sort keys of a page's last row as one opaque word."""
    return base64.urlsafe_b64encode(orjson.dumps(keys, default=str)).decode().rstrip("=")


def keys_of(after: str | None, count: int) -> list[Any] | None:
    """The keys that `cursor` wrote; 422 when the word isn't one of ours."""
    if after is None:
        return None
    try:
        keys = orjson.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if isinstance(keys, list) and len(keys) == count:
            return keys
    except (binascii.Error, ValueError):
        pass
    raise no_place()


def instant_and_id(after: str | None) -> tuple[datetime, str] | None:
    """The keys of a list by time; 422 when they are not an instant and an id."""
    keys = keys_of(after, 2)
    if keys is None:
        return None
    try:
        at = datetime.fromisoformat(keys[0])
    except (TypeError, ValueError):
        raise no_place() from None
    if at.tzinfo is None:
        raise no_place()
    return at, str(keys[1])


def no_place() -> Invalid:
    """What is said of a word that isn't one of ours."""
    return Invalid(Fault("after", "is not a place in this list", "the value of a Link header"))


def link_next(request: Request, response: Response, after: str | None) -> None:
    """Tell where the next page is, when there is one."""
    if after is not None:
        url = request.url.include_query_params(after=after)
        response.headers["link"] = f'<{url.path}?{url.query}>; rel="next"'
