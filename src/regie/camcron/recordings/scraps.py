"""
What a cut leaves of a film that had only just begun: a header and no picture that could be shown.

Such a scrap is thrown away, as an empty file is. What is larger, or is no film, or was not begun by us, may be of worth
to somebody: it is kept aside. A look that took too long, or crashed, says nothing yet.
"""

from pathlib import Path

from regie.camcron.recordings.formats import VIDEO
from regie.kernel.ffmpeg.reasons import Kind

SHOWS_NOTHING = frozenset({Kind.NO_VIDEO, Kind.DAMAGED, Kind.GARBAGE})
"""What a look must have found: one that took too long or crashed says nothing about the file."""

PASSING = frozenset({Kind.TIMEOUT, Kind.MEMORY, Kind.CRASHED, Kind.DISK_ERROR})
"""What a look may find that says more about the machine at that moment than about the file."""

LARGEST = 65_536
"""Bytes: less than the first key frame of most cameras."""
_BEGINS = {"mp4": (4, b"ftyp"), "mkv": (0, b"\x1a\x45\xdf\xa3"), "avi": (0, b"RIFF"), "ts": (0, b"\x47")}


def is_scrap(path: Path, extension: str, found: Kind) -> bool:
    """Whether a file of which a look found this is worth nothing. Reads its first bytes."""
    if found not in SHOWS_NOTHING or extension not in VIDEO or path.stat().st_size > LARGEST:
        return False
    place, magic = _BEGINS[extension]
    with path.open("rb") as file:
        return file.read(place + len(magic))[place:] == magic
