"""
A stream without its secrets, however its chunks fall.

A secret may begin in one chunk and end in the next, so the newest part is always held back, and what is let go is cut
where no secret stands: where redacting both sides says the same as redacting the whole. Text that can be cut nowhere is
masked altogether. Bytes that are no UTF-8 pass as they came. Pure: bytes in, bytes out.
"""

import codecs
from collections.abc import Callable, Iterator

HELD = 8192
"""Characters that are always held back: more than any spelling of a secret has."""
CUTS = 64
"""Places at which a cut is tried."""
MASK = "********"


class RedactedStream:
    """One stream. Feed it, then finish it; what comes back is free of secrets."""

    def __init__(self, redact: Callable[[str], str]) -> None:
        self._redact = redact
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._held = ""

    def feed(self, data: bytes) -> bytes:
        """What may be let go after this chunk; often nothing, then much."""
        self._held += self._decoder.decode(data)
        if len(self._held) < 4 * HELD:
            return b""
        return self._let_go()

    def finish(self) -> bytes:
        """The rest."""
        rest, self._held = self._held + self._decoder.decode(b"", True), ""
        return _bytes(self._redact(rest))

    def _let_go(self) -> bytes:
        text, whole = self._held, self._redact(self._held)
        for cut in _cuts(text):
            before = self._redact(text[:cut])
            if before + self._redact(text[cut:]) == whole:
                self._held = text[cut:]
                return _bytes(before)
        self._held = text[-HELD:]
        return _bytes(MASK)


def _cuts(text: str) -> Iterator[int]:
    """Ends of lines first, then anywhere, the latest first."""
    limit = len(text) - HELD
    cut = limit
    for _ in range(CUTS):
        cut = text.rfind("\n", 0, cut)
        if cut <= 0:
            break
        yield cut
    yield from range(limit, max(0, limit - CUTS * 61), -61)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
