"""
The list of segments that telephones read (HLS, RFC 8216), for whoever has no Media Source Extensions.

Pure. Names carry the round of the stream, so that after an interruption nobody mixes two of them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

TYPE = "application/vnd.apple.mpegurl"
KEPT = 6
"""Segments in the list."""


@dataclass(frozen=True, slots=True)
class Segment:
    """From one key frame to another."""

    number: int
    data: bytes
    seconds: float


def playlist(number: int, segments: Sequence[Segment], query: str = "") -> str:
    """The newest segments of one round. `query` (`?stream=sub`) is added to each address."""
    shown = segments[-KEPT:]
    longest = max((segment.seconds for segment in shown), default=2.0)
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{math.ceil(longest)}",
        f"#EXT-X-MEDIA-SEQUENCE:{shown[0].number if shown else 0}",
        f"#EXT-X-DISCONTINUITY-SEQUENCE:{number}",
        f'#EXT-X-MAP:URI="init-{number}.mp4{query}"',
    ]
    for segment in shown:
        lines += [f"#EXTINF:{segment.seconds:.3f},", f"segment-{number}-{segment.number}.m4s{query}"]
    return "\n".join(lines) + "\n"
