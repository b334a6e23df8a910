"""
Lines out of chunks.

A line may come in pieces and several at once; a carriage return ends one too, as in ffmpeg's statistics. One that
never ends is cut off, so that no child can fill the server's memory. Pure: bytes in, lines out.
"""

import re

_ENDS = re.compile(rb"[\r\n]+")
LONGEST = 16384


class LineSplitter:
    """Collects the bytes of one pipe. Empty lines are left out; what is no UTF-8 is replaced."""

    def __init__(self, longest: int = LONGEST) -> None:
        self._longest = longest
        self._rest = b""
        self._skipping = False

    def feed(self, data: bytes) -> list[str]:
        """The lines that this chunk completes."""
        *whole, rest = _ENDS.split(self._rest + data)
        lines = [line for line in whole if line]
        if self._skipping and whole:
            lines = [line for line in whole[1:] if line]
            self._skipping = False
        if self._skipping:
            rest = b""
        elif len(rest) > self._longest:
            lines.append(rest)
            rest, self._skipping = b"", True
        self._rest = rest
        return [line[: self._longest].decode("utf-8", "replace") for line in lines]

    def finish(self) -> list[str]:
        """The last line, when it was not ended."""
        rest, self._rest, self._skipping = self._rest, b"", False
        return [rest.decode("utf-8", "replace")] if rest else []
