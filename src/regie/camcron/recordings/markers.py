"""
What tells a folder for recordings from every other: a small file with an id that the database knows.

Written whole or not at all: a marker that a crash has cut short would make a disk somebody else's.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from regie.camcron.recordings.errors import RootProblem, RootTrouble
from regie.camcron.recordings.paths import STAGING
from regie.camcron.recordings.staging import flush_folder, rename_without_replace
from regie.kernel.ids import new_id

MARKER = "root.json"


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands in a folder's marker."""

    id: str
    installation: str


def read_marker(path: Path) -> Marker | None:
    """The marker of a folder, if it carries a readable one."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads((path / STAGING / MARKER).read_text(encoding="utf-8"))
        return Marker(str(held["id"]), str(held["installation"]))
    return None


def write_marker(path: Path, marker: Marker) -> None:
    """Mark a folder; never over a marker that somebody else has put there meanwhile. Raises `RootProblem`."""
    try:
        draft = _drafted(path, marker)
        try:
            rename_without_replace(draft, draft.with_name(MARKER))
        except FileExistsError as error:
            draft.unlink()
            raise RootProblem(RootTrouble.FOREIGN, f"{path} has just been marked by another.", path=path) from error
    except OSError as error:
        raise RootProblem.of(error, path) from error


def replace_marker(path: Path, marker: Marker) -> None:
    """Mark a folder anew, whatever marker it has: somebody has said that this is meant. Raises `RootProblem`."""
    try:
        draft = _drafted(path, marker)
        draft.replace(draft.with_name(MARKER))
        flush_folder(draft.parent)
    except OSError as error:
        raise RootProblem.of(error, path) from error


def _drafted(path: Path, marker: Marker) -> Path:
    """The marker under another name, safe on the disk."""
    folder = path / STAGING
    if folder.is_symlink():
        raise RootProblem(RootTrouble.FOREIGN, f"{folder} is a link, not a folder of ours.", path=path)
    folder.mkdir(mode=0o700, exist_ok=True)
    draft = folder / f"{new_id()}.json"
    with draft.open("x", encoding="utf-8") as file:
        json.dump({"id": marker.id, "installation": marker.installation}, file)
        file.flush()
        os.fsync(file.fileno())
    return draft
