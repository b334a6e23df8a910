"""
Pictures out of ffmpeg's `mpjpeg` stream, each with its length before it.

Pure: chunks in, whole JPEGs out.
"""

import re
from collections.abc import Iterator

MOST = 16 * 1024 * 1024
_HEAD = re.compile(rb"--\S+\r\nContent-type: image/jpeg\r\nContent-length: (\d+)\r\n\r\n", re.IGNORECASE)


class Pictures:
    """Bounded: what grows without a picture in it is let go."""

    def __init__(self) -> None:
        self._left = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._left += data
        while (head := _HEAD.search(self._left)) is not None:
            end = head.end() + int(head[1])
            if len(self._left) < end:
                break
            yield self._left[head.end() : end]
            self._left = self._left[end:]
        if len(self._left) > MOST:
            self._left = b""
