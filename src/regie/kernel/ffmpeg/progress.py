"""
What ffmpeg tells about itself with `-progress`: blocks of `key=value`, each closed by a line `progress=…`.

Only what somebody looks at is kept. Values may be `N/A` (an output of segments has no total size), and a stalled
ffmpeg says nothing at all: silence is a fact too, but not one that can be read here. Pure: bytes in, blocks out.
"""

from dataclasses import dataclass

_BOUND = 65536
"""A block has some 300 bytes; what grows beyond this is no progress, and is thrown away."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One block. None: not told."""

    frame: int | None
    """Video frames written to the first output."""
    out_time_us: int | None
    """Microseconds of media written."""
    total_size: int | None
    """Bytes written."""
    speed: float | None
    """1 is real time."""
    drop_frames: int | None
    done: bool
    """The last block of this process."""

    def is_ahead_of(self, before: "Progress | None") -> bool:
        """Whether anything was delivered since: what a beat is made of."""
        if before is None:
            return any(value for value in (self.frame, self.out_time_us, self.total_size))
        pairs = (
            (self.frame, before.frame),
            (self.out_time_us, before.out_time_us),
            (self.total_size, before.total_size),
        )
        return any((new or 0) > (old or 0) for new, old in pairs)


class ProgressReader:
    """Collects the bytes of one progress pipe."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Progress]:
        """The blocks that this chunk completes."""
        rest = self._rest + data
        blocks = []
        while (mark := rest.find(b"progress=")) >= 0 and (end := rest.find(b"\n", mark)) >= 0:
            blocks.append(_block(rest[:end]))
            rest = rest[end + 1 :]
        self._rest = rest[-_BOUND:]
        return blocks


def _block(text: bytes) -> Progress:
    values = dict(line.partition(b"=")[::2] for line in text.splitlines())
    return Progress(
        frame=_whole(values.get(b"frame")),
        out_time_us=_whole(values.get(b"out_time_us")),
        total_size=_whole(values.get(b"total_size")),
        speed=_speed(values.get(b"speed")),
        drop_frames=_whole(values.get(b"drop_frames")),
        done=values.get(b"progress", b"").strip() == b"end",
    )


def _whole(value: bytes | None) -> int | None:
    try:
        return int(value) if value is not None else None
    except ValueError:
        return None


def _speed(value: bytes | None) -> float | None:
    try:
        return float(value.strip().rstrip(b"x")) if value is not None else None
    except ValueError:
        return None
