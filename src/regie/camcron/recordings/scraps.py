"""
What a cut leaves of a film that had only just begun: a header and no picture that could be shown.

Such a scrap is thrown away, as an empty file is. What is larger, or is no film, or was not begun by us, may be of worth
to somebody: it is kept aside.
"""

from pathlib import Path

from regie.camcron.recordings.formats import VIDEO

LARGEST = 65_536
"""Bytes: less than the first key frame of most cameras."""
_BEGINS = {"mp4": (4, b"ftyp"), "mkv": (0, b"\x1a\x45\xdf\xa3"), "avi": (0, b"RIFF"), "ts": (0, b"\x47")}


def is_scrap(path: Path, extension: str) -> bool:
    """Whether a file that shows nothing is worth nothing. Reads its first bytes."""
    if extension not in VIDEO or path.stat().st_size > LARGEST:
        return False
    place, magic = _BEGINS[extension]
    with path.open("rb") as file:
        return file.read(place + len(magic))[place:] == magic
