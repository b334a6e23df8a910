"""
What is kept beside a recorded file on its own disk, and goes with it: its preview strip, the identity of a data file.

It goes first: a crash in between leaves a file without a preview, never a preview without its file.
"""

from pathlib import Path

from regie.camcron.recordings.engraving import sidecar_of
from regie.camcron.recordings.formats import PICTURE, VIDEO
from regie.camcron.recordings.paths import STAGING

PREVIEWS = "previews"
"""Folder below a root's own for preview strips."""


def strip_of(volume: Path, file_id: str) -> tuple[Path, Path]:
    """The pictures of a file's preview, and what tells their instants."""
    folder = volume / STAGING / PREVIEWS / file_id[-2:]  # the end of an id is random, its beginning is a time
    return folder / f"{file_id}.jpg", folder / f"{file_id}.json"


def forget(volume: Path, file_id: str, below: str) -> None:
    """Remove what belongs to a file; `below` is its path below the volume. Waits for the disk."""
    for path in strip_of(volume, file_id):
        path.unlink(missing_ok=True)
    if below.rpartition(".")[2] not in VIDEO | PICTURE:
        sidecar_of(volume, below).unlink(missing_ok=True)
