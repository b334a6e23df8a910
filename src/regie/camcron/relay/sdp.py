"""
What a stream is made of, as its publisher announces it.

The media lines are handed on as they came (codec parameters must not change by a byte), except that tracks get names of
ours; of the session only what a reader needs is written anew.
"""

import re
from dataclasses import dataclass

from regie.camcron.relay.messages import Malformed

MAX_TRACKS = 8
MAX_LINES = 256

_MEDIA = re.compile(r"(video|audio|application|text|data) \d+(?:/\d+)? (RTP/S?AVPF?) (\d{1,3})(?: \d{1,3})*")
_RTPMAP = re.compile(r"a=rtpmap:(\d{1,3}) ([\w.+-]{1,32})/(\d{1,9})(?:/\d+)?\s*")
_STATIC = {0: ("PCMU", 8000), 8: ("PCMA", 8000), 9: ("G722", 8000), 14: ("MPA", 90000), 26: ("JPEG", 90000)}


@dataclass(frozen=True, slots=True)
class Track:
    """One medium: `kind` video or audio, `codec` in capitals as RTP names it, `lines` what describes it."""

    kind: str
    codec: str
    clock_rate: int
    control: str
    media: str
    lines: tuple[str, ...]


def parse(body: bytes) -> tuple[Track, ...]:
    """The tracks of a session description, in its order."""
    lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines()]
    starts = [number for number, line in enumerate(lines) if line.startswith("m=")]
    if not starts or len(starts) > MAX_TRACKS or len(lines) > MAX_LINES:
        raise Malformed("a description needs one to eight tracks")
    ends = [*starts[1:], len(lines)]
    return tuple(_track(lines[start:end]) for start, end in zip(starts, ends, strict=True))


def _track(lines: list[str]) -> Track:
    media = _MEDIA.fullmatch(lines[0][2:])
    if media is None:
        raise Malformed("a track that is not RTP")
    payload_type = int(media[3])
    codec, clock_rate = _STATIC.get(payload_type, ("", 90_000))
    control, kept = "", []
    for line in lines[1:]:
        if line.startswith("a=control:"):
            control = line[len("a=control:") :]
        elif re.match(r"[a-z]=\S", line):
            kept.append(line)
        mapped = _RTPMAP.fullmatch(line)
        if mapped is not None and int(mapped[1]) == payload_type and int(mapped[3]) > 0:
            codec, clock_rate = mapped[2].upper(), int(mapped[3])
    return Track(media[1], codec, clock_rate, control, f"{media[1]} 0 {media[2]} {payload_type}", tuple(kept))


def render(tracks: tuple[Track, ...], host: str) -> bytes:
    """The description that readers get; a track is called `trackID=` and its number."""
    lines = ["v=0", f"o=- 0 0 IN IP4 {host}", "s=regie", f"c=IN IP4 {host}", "t=0 0", "a=control:*"]
    for number, track in enumerate(tracks):
        described = [line for line in track.lines if not line.startswith(("c=", "i="))]
        lines += [f"m={track.media}", *described, f"a=control:trackID={number}"]
    return ("\r\n".join(lines) + "\r\n").encode()
