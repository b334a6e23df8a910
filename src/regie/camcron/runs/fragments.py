"""
What is in a fragmented MP4 that is still being written: its video track, and where its key frames are.

Pure: boxes as bytes in, facts out. Only what our own recordings contain is understood (ISO/IEC 14496-12: `moov` with
`mvex` first, then `moof` and `mdat` in turn); anything else raises `NotUnderstood` and is no picture.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

NON_SYNC = 0x0001_0000
"""`sample_is_non_sync_sample` of a sample's flags: it is no key frame."""
HEAD = 16
"""Bytes that tell a box's type and size."""


class NotUnderstood(Exception):
    """Not a file of ours, or not yet written as far as that."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a file or of another box."""

    kind: bytes
    offset: int
    size: int
    """With its head."""
    head: int


@dataclass(frozen=True, slots=True)
class Track:
    """The video."""

    id: int
    timescale: int
    """Ticks a second."""
    flags: int
    """Of a sample that says nothing of its own."""


def box_at(head: bytes, offset: int) -> Box:
    """The box that begins with these bytes (16 of them, or fewer at the end of a file)."""
    if len(head) < 8:
        raise NotUnderstood
    size, kind = struct.unpack_from(">I4s", head)
    if size == 1 and len(head) >= HEAD:
        return Box(kind, offset, struct.unpack_from(">Q", head, 8)[0], 16)
    if size < 8:
        raise NotUnderstood
    return Box(kind, offset, size, 8)


def inside(data: bytes, begin: int, end: int, kind: bytes) -> Iterator[Box]:
    """Boxes of one kind between these places."""
    while begin < end:
        box = box_at(data[begin : begin + HEAD], begin)
        if box.kind == kind:
            yield box
        begin += box.size


def video_track(moov: bytes) -> Track:
    """Of the box `moov`, its head included."""
    try:
        for trak in inside(moov, 8, len(moov), b"trak"):
            media = next(inside(moov, trak.offset + trak.head, trak.offset + trak.size, b"mdia"))
            handler = next(inside(moov, media.offset + media.head, media.offset + media.size, b"hdlr"))
            if moov[handler.offset + 16 : handler.offset + 20] == b"vide":
                header = next(inside(moov, trak.offset + trak.head, trak.offset + trak.size, b"tkhd"))
                clock = next(inside(moov, media.offset + media.head, media.offset + media.size, b"mdhd"))
                number = struct.unpack_from(">I", moov, header.offset + (28 if moov[header.offset + 8] else 20))[0]
                scale = struct.unpack_from(">I", moov, clock.offset + (28 if moov[clock.offset + 8] else 20))[0]
                return Track(number, scale, _default_flags(moov, number))
    except (struct.error, StopIteration, IndexError) as error:
        raise NotUnderstood from error
    raise NotUnderstood


def key_time(moof: bytes, track: Track) -> float | None:
    """When the fragment's first picture is shown, in seconds of the file's time line; nothing if it is no key frame."""
    try:
        for traf in inside(moof, 8, len(moof), b"traf"):
            begin, end = traf.offset + traf.head, traf.offset + traf.size
            header = next(inside(moof, begin, end, b"tfhd"))
            if struct.unpack_from(">I", moof, header.offset + 12)[0] == track.id:
                clock = next(inside(moof, begin, end, b"tfdt"))
                form = ">Q" if moof[clock.offset + 8] else ">I"
                ticks = struct.unpack_from(form, moof, clock.offset + 12)[0]
                run = next(inside(moof, begin, end, b"trun"))
                flags, offset = _first(moof, run, _flags_of(moof, header, track))
                return None if flags & NON_SYNC else (ticks + offset) / track.timescale
    except (struct.error, StopIteration, IndexError) as error:
        raise NotUnderstood from error
    return None


def _default_flags(moov: bytes, track: int) -> int:
    extends = next(inside(moov, 8, len(moov), b"mvex"))
    for box in inside(moov, extends.offset + extends.head, extends.offset + extends.size, b"trex"):
        number, _, _, _, flags = struct.unpack_from(">5I", moov, box.offset + 12)
        if number == track:
            return int(flags)
    return 0


def _flags_of(moof: bytes, header: Box, track: Track) -> int:
    """Of this fragment's samples, unless one says otherwise: the last optional word of `tfhd`."""
    given = struct.unpack_from(">I", moof, header.offset + 8)[0] & 0xFF_FFFF
    place = header.offset + 16
    for bit, size in ((0x01, 8), (0x02, 4), (0x08, 4), (0x10, 4)):
        place += size if given & bit else 0
    return int(struct.unpack_from(">I", moof, place)[0]) if given & 0x20 else track.flags


def _first(moof: bytes, run: Box, default: int) -> tuple[int, int]:
    """Flags of a run's first sample, and how much later than decoded it is shown, in ticks."""
    word, count = struct.unpack_from(">2I", moof, run.offset + 8)
    if not count:
        return NON_SYNC, 0
    place = run.offset + 16 + (4 if word & 0x01 else 0)
    flags = default
    if word & 0x04:
        flags = struct.unpack_from(">I", moof, place)[0]
        place += 4
    place += (4 if word & 0x100 else 0) + (4 if word & 0x200 else 0)
    if word & 0x400:
        flags = struct.unpack_from(">I", moof, place)[0]
        place += 4
    offset = struct.unpack_from(">i" if moof[run.offset + 8] else ">I", moof, place)[0] if word & 0x800 else 0
    return flags, offset
