"""
Recorded files taken off their disk, and nothing else.

A file is removed when it lies where the index says, reached through no link, and is as large as the index says. What is
something else by now (a link, a folder, another file under the same name) is somebody's, and stays. Folders are flushed
after their files have gone, so that no power cut brings back what the index has forgotten, and removed when empty.
"""

import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from regie.camcron.recordings.belongings import forget
from regie.camcron.recordings.staging import flush_folder


@dataclass(frozen=True, slots=True)
class Item:
    """A file to remove."""

    id: str
    path: str
    """Below its volume, `/` between the parts."""
    size: int


@dataclass(slots=True)
class Unlinked:
    """What became of them, by id."""

    gone: list[str] = field(default_factory=list)
    """Not on the disk any more, by us or before us."""
    foreign: list[str] = field(default_factory=list)
    """Something else lies there: left alone."""
    refused: dict[str, OSError] = field(default_factory=dict)
    """The disk did not let us."""


def unlink_all(volume: Path, items: Iterable[Item]) -> Unlinked:
    """Remove files of one volume. Waits for the disk: call it in a thread."""
    done = Unlinked()
    by_folder = sorted(items, key=lambda item: (_folder_of(item), item.path))
    for folder, held in groupby(by_folder, key=_folder_of):
        _unlink_in(volume, folder, list(held), done)
    return done


def _folder_of(item: Item) -> str:
    return item.path.rpartition("/")[0]


def _unlink_in(volume: Path, below: str, items: Sequence[Item], done: Unlinked) -> None:
    folder = volume / below
    try:
        reached = folder.resolve()
        if reached != volume.resolve() / below:
            done.foreign += [item.id for item in items]
            return
        for item in items:
            _unlink(volume, item, done)
        if folder.is_dir():
            flush_folder(folder)
    except OSError as error:
        done.refused |= {item.id: error for item in items if item.id not in done.gone}
        done.gone = [known for known in done.gone if known not in done.refused]
        return
    _remove_empty(folder, volume)


def _unlink(volume: Path, item: Item, done: Unlinked) -> None:
    path = volume / item.path
    try:
        forget(volume, item.path)
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != item.size:
            done.foreign.append(item.id)
            return
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        done.refused[item.id] = error
        return
    done.gone.append(item.id)


def _remove_empty(folder: Path, volume: Path) -> None:
    """The folder and those above it, as far as they are empty; what was removed is flushed with what remains."""
    removed = False
    for place in (folder, *folder.parents):
        if place == volume:
            break
        try:
            place.rmdir()
        except FileNotFoundError:
            continue
        except OSError:
            break
        removed = True
    if removed:
        with suppress(OSError):
            flush_folder(place)
