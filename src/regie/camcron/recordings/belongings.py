"""
What is kept beside a recorded file on its own disk, and goes with it: its preview strip, the identity of a data file.

It goes first: a crash in between leaves a file without a preview, never a preview without its file.
"""

import hashlib
from pathlib import Path

from regie.camcron.recordings.engraving import sidecar_of
from regie.camcron.recordings.formats import PICTURE, VIDEO
from regie.camcron.recordings.paths import STAGING

PREVIEWS = "previews"
"""Folder below a root's own for preview strips."""


def strip_of(volume: Path, below: str) -> tuple[Path, Path]:
    """The pictures of a file's preview, and what tells their instants; named after its path, as the file is."""
    name = hashlib.sha256(below.encode()).hexdigest()[:32]
    folder = volume / STAGING / PREVIEWS / name[:2]
    return folder / f"{name}.jpg", folder / f"{name}.json"


def forget_strip(volume: Path, below: str) -> None:
    """Remove the preview of a file that is not there; what says whose it was stays, should it come back."""
    for path in strip_of(volume, below):
        path.unlink(missing_ok=True)


def forget(volume: Path, below: str) -> None:
    """Remove what belongs to a file; `below` is its path below the volume. Waits for the disk."""
    forget_strip(volume, below)
    if below.rpartition(".")[2] not in VIDEO | PICTURE:
        sidecar_of(volume, below).unlink(missing_ok=True)
