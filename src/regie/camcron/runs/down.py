"""Why a line to a camera carries nothing, and what becomes of whoever read it."""

from regie.kernel.processes.work import Failure

RELAY_DIED = "The relay ended; it is started again."
FEED_AGAIN, READERS_AGAIN = 0.2, 1.0
"""Seconds after the relay's end: its feeds come back first, then who reads."""


class LineDown(Exception):
    """Nothing comes through a shared connection: a code and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code, self.sentence = code, sentence
        super().__init__(sentence)

    def again(self) -> "LineDown":
        """The same, to be raised once more."""
        return LineDown(self.code, self.sentence)

    def failure(self) -> Failure:
        """Of whoever read it."""
        return Failure(self.sentence)


class RelayDied(LineDown):
    """The relay itself ended: neither the camera's doing nor a reader's."""

    def __init__(self) -> None:
        super().__init__("relay", RELAY_DIED)

    def again(self) -> LineDown:
        return RelayDied()

    def failure(self) -> Failure:
        return Failure(self.sentence, delay=READERS_AGAIN, counts=False)
