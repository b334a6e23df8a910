"""What is in a stream or a file, as it is told between the child that looks and the server that asked."""

from dataclasses import dataclass
from typing import Any

from regie.kernel.ffmpeg.reasons import Reason


@dataclass(frozen=True, slots=True)
class Video:
    """The first video track."""

    codec: str
    width: int
    height: int
    fps: float | None
    """As declared: an MJPEG camera over HTTP declares 25 whatever it does."""
    profile: str | None


@dataclass(frozen=True, slots=True)
class Audio:
    """The first audio track."""

    codec: str
    rate: int | None
    channels: int | None
    silent: bool = False
    """Of a live stream: it is announced, and nothing of it came while the picture did."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found."""

    format: str
    video: Video | None
    audio: Audio | None
    bitrate: int | None
    """Bits per second, where the container tells."""
    duration: float | None
    """Seconds; None for a live stream, and for a file that was never finished."""
    start: float | None
    """Time stamp of the beginning, seconds."""
    streams: int
    keyframe: bytes | None = None
    """A JPEG of the first keyframe, when it was asked for and came in time."""
    secondhand: bool = False
    """Whether it is of what was made of the stream, not of the stream itself."""

    @classmethod
    def read(cls, told: dict[str, Any], keyframe: bytes | None) -> "Probe":
        """From what the child wrote."""
        video, audio = told.pop("video"), told.pop("audio")
        return cls(
            **told,
            video=Video(**video) if video else None,
            audio=Audio(**audio) if audio else None,
            keyframe=keyframe,
        )


@dataclass(frozen=True, slots=True)
class Strip:
    """Small pictures of a film in one large one, row by row."""

    instants: list[float]
    """Seconds from its beginning, one for each picture."""
    width: int
    """Of each, pixels."""
    height: int
    columns: int


class ProbeFailed(Exception):
    """It could not be looked at; the reason says why."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.sentence)
