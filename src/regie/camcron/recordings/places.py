"""
A recorded file on its disk: made sure that it lies where its root is.

It waits for disks: for threads.
"""

from dataclasses import dataclass
from pathlib import Path

from regie.camcron.recordings.errors import FileGone, RootProblem, RootTrouble
from regie.camcron.recordings.models import File
from regie.camcron.recordings.roots import Volume


@dataclass(frozen=True, slots=True)
class Place:
    """A file on its disk."""

    path: Path
    media_type: str
    name: str


def check_inside(path: Path, volume: Volume, file: File) -> None:
    """Refuse what a link in the path leads out of the volume, and what is not there."""
    try:
        real = path.resolve(strict=True)
    except OSError as error:
        raise FileGone(file.id, file.path) from error
    if not real.is_relative_to(volume.path.resolve()):
        raise RootProblem(RootTrouble.OUTSIDE, f"{file.path} leads out of {volume.path} by a link.", path=path)
    if not real.is_file():
        raise FileGone(file.id, file.path)
