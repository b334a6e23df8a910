"""A running ffmpeg, its reports read as the server reads them."""

import re
import signal
import threading
import time
from datetime import UTC, datetime

from regie.camcron.runs.segments import Anchor, Timed, timed
from tests.camcron.runs.conftest import Ffmpeg


class Watched:
    """A running recording, its reports read as the server reads them."""

    def __init__(self, ffmpeg: Ffmpeg, arguments: tuple[str, ...]) -> None:
        self.process = ffmpeg.start(arguments)
        self.anchor: Anchor | None = None
        self.lines: list[str] = []
        self.messages: list[str] = []
        self.written = 0.0
        self._readers = [threading.Thread(target=read) for read in (self._list, self._reports)]
        for reader in self._readers:
            reader.start()

    def _list(self) -> None:
        assert self.process.stdout
        self.lines += [line for line in self.process.stdout if line.strip()]

    def _reports(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            written = re.fullmatch(r"out_time_us=(\d+)\n", line)
            if written:
                self.written = int(written[1]) / 1e6
                self.anchor = (
                    self.anchor.improved(time.monotonic(), self.written)
                    if self.anchor
                    else Anchor.at(datetime.now(UTC), time.monotonic(), self.written)
                )
            elif "=" not in line:
                self.messages.append(line)

    def until(self, seconds: float) -> "Watched":
        """Wait until so much is written."""
        deadline = time.monotonic() + 20
        while self.written < seconds:
            assert time.monotonic() < deadline and self.process.poll() is None, "".join(self.messages)
            time.sleep(0.05)
        return self

    def end(self, how: signal.Signals) -> float:
        """Send the signal; how long it had been recording then, by its own anchor."""
        assert self.anchor, "".join(self.messages)
        self.process.send_signal(how)
        recorded = (datetime.now(UTC) - self.anchor.instant).total_seconds()
        self.wait(10)
        return recorded

    def wait(self, seconds: float) -> None:
        self.process.wait(seconds)
        for reader in self._readers:
            reader.join(10)
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe
            pipe.close()

    def timed(self) -> list[Timed]:
        assert self.anchor
        return [segment for line in self.lines if (segment := timed(line, self.anchor))]
