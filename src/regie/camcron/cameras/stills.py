"""
Streams that are single pictures: a camera's snapshot address, asked over HTTP once for each picture.

It costs a camera less than any video, and counts as no connection of a stream; but nobody can record it. Pure.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

SNAPSHOT = "snapshot"
"""The key of such a stream."""
_PICTURE = re.compile(r"\.jpe?g$", re.IGNORECASE)


def is_web(address: str) -> bool:
    """Whether it is asked over HTTP."""
    return address.partition(":")[0].lower() in ("http", "https")


def is_still(key: str | None, address: str) -> bool:
    """Whether this stream is a picture at a time: by its key, or because its address is that of a JPEG."""
    return is_web(address) and (key == SNAPSHOT or _PICTURE.search(urlsplit(address).path) is not None)


def default_stream(streams: Mapping[str, str]) -> str:
    """The stream that is meant when none is named: `main`, or the first of those that are video."""
    if "main" in streams:
        return "main"
    return next((key for key in streams if key != SNAPSHOT), next(iter(streams)))
