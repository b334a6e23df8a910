"""
A recorded file on its disk: made sure that it lies where its root is, and removed with what belongs to it.

These wait for disks: for threads.
"""

from collections.abc import Iterable
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


def remove(files: Iterable[File], volume: Volume) -> tuple[list[str], OSError | None]:
    """Remove files, one after the other until the disk refuses; the ids of those that are gone, and the refusal."""
    gone: list[str] = []
    for file in files:
        try:
            _unlink(volume.path / file.path, volume)
        except OSError as error:
            return gone, error
        gone.append(file.id)
    return gone, None


def _unlink(path: Path, volume: Volume) -> None:
    """Remove a file, then the folders that are empty without it; what is gone already is fine."""
    if not path.parent.resolve().is_relative_to(volume.path.resolve()):
        return
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == volume.path:
            break
        try:
            folder.rmdir()
        except OSError:
            break
