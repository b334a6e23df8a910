"""
What a fragmented MP4 contains, in the words that a browser asks for: `video/mp4; codecs="avc1.64001f,mp4a.40.2"`.

Pure: the box `moov` in, a media type out (RFC 6381; for H.265 ISO/IEC 14496-15, annex E).
"""

import struct

from regie.camcron.runs.fragments import NotUnderstood, inside

_VISUAL, _AUDIO = 86, 36
"""Bytes of a sample entry before its own boxes."""
_CONTAINERS = (b"mdia", b"minf", b"stbl", b"stsd")


def media_type(moov: bytes) -> str:
    """Of the file that begins so; raises `NotUnderstood` for codecs that browsers do not play."""
    try:
        found = [_codec(moov, trak.offset + trak.head, trak.offset + trak.size)
                 for trak in inside(moov, 8, len(moov), b"trak")]  # fmt: skip
    except (struct.error, StopIteration, IndexError) as error:
        raise NotUnderstood from error
    if not found:
        raise NotUnderstood
    return f'video/mp4; codecs="{",".join(found)}"'


def _codec(moov: bytes, begin: int, end: int) -> str:
    for name in _CONTAINERS:
        box = next(inside(moov, begin, end, name))
        begin, end = box.offset + box.head, box.offset + box.size
    entry = begin + 8  # of the first description, after version and count
    kind = moov[entry + 4 : entry + 8]
    if kind in (b"avc1", b"avc3"):
        return _avc(kind.decode(), _configuration(moov, entry, end, b"avcC"))
    if kind in (b"hvc1", b"hev1"):
        return _hevc(kind.decode(), _configuration(moov, entry, end, b"hvcC"))
    if kind == b"mp4a":
        return "mp4a.40.2"  # AAC-LC: what cameras send, and what we encode
    raise NotUnderstood


def _configuration(moov: bytes, entry: int, end: int, name: bytes) -> bytes:
    box = next(inside(moov, entry + _VISUAL, end, name))
    return moov[box.offset + box.head : box.offset + box.size]


def _avc(kind: str, configuration: bytes) -> str:
    return f"{kind}.{configuration[1:4].hex()}"


def _hevc(kind: str, configuration: bytes) -> str:
    """Profile, compatibility with its bits reversed, tier and level, then the constraints up to the last one set."""
    profile = configuration[1]
    space = "" if profile >> 6 == 0 else "ABC"[(profile >> 6) - 1]
    (flags,) = struct.unpack_from(">I", configuration, 2)
    compatible = int(f"{flags:032b}"[::-1], 2)
    tier = "H" if profile & 0x20 else "L"
    constraints = configuration[6:12].rstrip(b"\0")
    words = [f"{kind}.{space}{profile & 0x1F}", f"{compatible:x}", f"{tier}{configuration[12]}"]
    return ".".join([*words, *(f"{byte:X}" for byte in constraints)])
