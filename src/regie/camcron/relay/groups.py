"""
The last group of pictures of a stream, so that a reader begins at a keyframe at once instead of waiting for the next.

Packets of all tracks are kept in the order of their arrival, from the first packet of the newest keyframe's picture on.
A group that outgrows its limit is let go whole, and readers then begin in the middle, as with the camera itself.
Since packets leave with the timestamps they came with, `starts` tells where each track's clock stood at the beginning:
without it a reader would take the first packet of each track for the same instant.
"""

from dataclasses import dataclass

from regie.camcron.relay import rtp
from regie.camcron.relay.sdp import Track

LIMIT = 16 * 1024 * 1024
"""Twenty seconds between keyframes, as cameras with "smart" codecs have them, at 6 Mb/s."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a track begins for a reader: its first packet if known, and the timestamp of the common beginning."""

    sequence: int | None
    timestamp: int


class Group:
    """Packets since the newest keyframe. Track n travels on channel 2n, its reports on 2n + 1."""

    def __init__(self, tracks: tuple[Track, ...], limit: int = LIMIT) -> None:
        self._tracks = tracks
        self._limit = limit
        self._lead = next((2 * n for n, track in enumerate(tracks) if track.kind == "video"), None)
        self._codec = "" if self._lead is None else tracks[self._lead // 2].codec
        self._frames: list[bytes] = []
        self._size = 0
        self._open = False
        self._picture: int | None = None
        self._picture_at = 0
        self._keyed = False
        self._reports: dict[int, rtp.Report] = {}

    @property
    def size(self) -> int:
        return self._size

    @property
    def awaits_key(self) -> bool:
        """Whether the key frame is still to come with which a reader would begin."""
        return self._codec in rtp.KEYED and not self._open

    def add(self, frame: bytes) -> None:
        """Take the next packet, whole or not, of whatever track."""
        channel = frame[1]
        if channel & 1:
            self._note(channel, frame)
        if channel == self._lead:
            self._follow(frame)
        elif not self._open:
            return
        self._frames.append(frame)
        self._size += len(frame)
        if self._size > self._limit:
            self._let_go()

    def packets(self) -> list[bytes]:
        """What a new reader gets first; empty when no keyframe is at hand."""
        return list(self._frames) if self._open else []

    def starts(self) -> dict[int, Start]:
        """By track; tracks whose relation to the others is still unknown begin with their own first packet."""
        first: dict[int, bytes] = {}
        for frame in self._frames if self._open else ():
            if not frame[1] & 1 and rtp.timestamp(frame) is not None:
                first.setdefault(frame[1] // 2, frame)
                if len(first) == len(self._tracks):
                    break
        begin = self._beginning(first)
        if begin is None:
            return {track: Start(rtp.sequence(frame), rtp.timestamp(frame) or 0) for track, frame in first.items()}
        return {
            track: Start(rtp.sequence(first[track]) if track in first else None, self._stamp(track, begin))
            for track in self._reports
        }

    def _follow(self, frame: bytes) -> None:
        """Notice where pictures begin, and let a keyframe begin a new group."""
        stamp = rtp.timestamp(frame)
        if stamp != self._picture:
            self._picture, self._picture_at, self._keyed = stamp, len(self._frames), False
            if not self._open:
                self._drop(len(self._frames))
        if not self._keyed and rtp.is_key(self._codec, frame):
            self._drop(self._picture_at)
            self._keyed = self._open = True

    def _drop(self, count: int) -> None:
        self._size -= sum(map(len, self._frames[:count]))
        del self._frames[:count]
        self._picture_at = 0

    def _let_go(self) -> None:
        self._frames.clear()
        self._size, self._picture_at = 0, 0
        self._open, self._keyed = False, True

    def _note(self, channel: int, frame: bytes) -> None:
        known = rtp.report(frame)
        if known is not None and channel // 2 < len(self._tracks):
            self._reports[channel // 2] = known

    def _beginning(self, first: dict[int, bytes]) -> int | None:
        """The earliest instant among the first packets, if every track has told how its clock runs."""
        if not first or any(track not in self._reports for track in first):
            return None
        return min(
            rtp.instant(self._reports[track], rtp.timestamp(frame) or 0, self._tracks[track].clock_rate)
            for track, frame in first.items()
        )

    def _stamp(self, track: int, begin: int) -> int:
        return rtp.stamp_at(self._reports[track], begin, self._tracks[track].clock_rate)
